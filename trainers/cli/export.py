"""``latent-explorer export``: a run as files for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import tyro

from trainers.cli.arguments import Device, Folder, load_context
from trainers.cli.console import DONE, print_json, say
from trainers.extras import has_extra, install_line
from trainers.knobs import ConfigError


@dataclass(frozen=True)
class Export:
    """Write a run's pictures (PNG), codes and curves (CSV) and decoders (ONNX, where the extra is installed)."""

    run: tyro.conf.Positional[Path]
    """A run folder."""
    out: Path
    """The folder for the files; those of the same names are replaced."""
    only: Literal["onnx", "tensorboard"] | None = None
    """onnx: the decoders alone; tensorboard: the curves as TensorBoard events, and nothing else. Each needs the extra
    of its name."""
    device: Device = "auto"
    """Where to compute."""
    data_dir: Folder = None
    """Where data sets lie."""


def run(command: Export) -> int:
    """Writes and lists the files. Raises ConfigError, DataError, RunFolderError or OSError."""
    from trainers.runs.export import export_decoders, export_events, export_run
    from trainers.runs.folder import read_run

    if command.only is not None and not has_extra(command.only):
        raise ConfigError(f'--only {command.only}: needs the extra "{command.only}" ({install_line(command.only)})')
    contents = read_run(command.run)
    if command.only == "tensorboard":
        step, export = contents.newest_step, export_events(contents, command.out)
    else:
        from trainers.runs.starting import restore  # which imports torch

        loop, images, _ = restore(command.run, contents.experiment, load_context(command.data_dir), command.device)
        whole = command.only is None
        export = (
            export_run(contents, loop, images, command.out) if whole else export_decoders(loop, images, command.out)
        )
        step = loop.step_count
    for note in (*contents.problems, *export.notes):
        say(note)
    print_json({"run": str(command.run), "step": step, "files": [str(path) for path in export.files]})
    return DONE
