"""The commands without a window: ``latent-explorer train | evaluate | export | complete | holes | ...``.

A command is a file: its dataclass is what it takes, whose docstrings are the help, and its ``run`` does it and returns
the exit code. What answers and exit codes mean stands in ``console``. The window asks for the commands' names as it
starts, so these files import what is heavy when they ``run``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Union

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
COMMANDS = tuple(command.__name__.lower() for command in _ACTIONS)
Command: Any = Union[tuple(Annotated[each, tyro.conf.subcommand(each.__name__.lower())] for each in _ACTIONS)]  # noqa: UP007


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
