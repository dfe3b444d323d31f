"""The commands without a window: ``latent-explorer train | evaluate | export | complete | holes | ...``.

A command is a file: its dataclass is what it takes, whose docstrings are the help, and its ``run`` does it and returns
the exit code. What answers and exit codes mean stands in ``console``. The window asks for the commands' names as it
starts, so these files import what is heavy when they ``run``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import tyro

from trainers.cli import (
    complete,
    data,
    evaluate,
    export,
    holes,
    judge,
    lessons,
    maps,
    presets,
    report,
    serve,
    sweep,
    train,
    write,
)
from trainers.cli.console import REFUSED, guarded, refuse

Command = (
    Annotated[train.Train, tyro.conf.subcommand("train")]
    | Annotated[sweep.Sweep, tyro.conf.subcommand("sweep")]
    | Annotated[evaluate.Evaluate, tyro.conf.subcommand("evaluate")]
    | Annotated[export.Export, tyro.conf.subcommand("export")]
    | Annotated[complete.Complete, tyro.conf.subcommand("complete")]
    | Annotated[write.Write, tyro.conf.subcommand("write")]
    | Annotated[holes.Holes, tyro.conf.subcommand("holes")]
    | Annotated[maps.Map, tyro.conf.subcommand("map")]
    | Annotated[judge.Judge, tyro.conf.subcommand("judge")]
    | Annotated[data.Data, tyro.conf.subcommand("data")]
    | Annotated[presets.Presets, tyro.conf.subcommand("presets")]
    | Annotated[report.Report, tyro.conf.subcommand("report")]
    | Annotated[lessons.Lessons, tyro.conf.subcommand("lessons")]
    | Annotated[serve.Serve, tyro.conf.subcommand("serve")]
)
COMMANDS = (
    "train",
    "sweep",
    "evaluate",
    "export",
    "complete",
    "write",
    "holes",
    "map",
    "judge",
    "data",
    "presets",
    "report",
    "lessons",
    "serve",
)
_ACTIONS: dict[type, Callable[[Any], int]] = {
    train.Train: train.run,
    sweep.Sweep: sweep.run,
    evaluate.Evaluate: evaluate.run,
    export.Export: export.run,
    complete.Complete: complete.run,
    write.Write: write.run,
    holes.Holes: holes.run,
    maps.Map: maps.run,
    judge.Judge: judge.run,
    data.Data: data.run,
    presets.Presets: presets.run,
    report.Report: report.run,
    lessons.Lessons: lessons.run,
    serve.Serve: serve.run,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command; returns the exit code."""
    try:
        os.getcwd()
    except OSError:  # torch's MKL would end the process
        return refuse("the folder that it was started in is gone; change into another one and start again", REFUSED)
    return guarded(lambda: _run(list(sys.argv[1:] if argv is None else argv)))


def _run(argv: list[str]) -> int:
    try:
        command: Any = tyro.cli(Command, args=argv, prog="latent-explorer", config=(tyro.conf.FlagCreatePairsOff,))
    except SystemExit as leaving:  # --help, or a command line that makes no sense; tyro has said what
        return leaving.code if isinstance(leaving.code, int) else REFUSED
    return _ACTIONS[type(command)](command)
