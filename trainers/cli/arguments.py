"""What several commands take: the types of their arguments, settings as values, and where data lie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import tyro

from trainers.cli.console import progress_line
from trainers.dataset import LoadContext
from trainers.exports.command import parse_settings
from trainers.places import data_dir

__all__ = ["Device", "Folder", "Number", "Settings", "load_context", "parse_settings"]

Device = Literal["auto", "cpu", "cuda", "mps"]
Folder = Annotated[Path | None, tyro.conf.arg(metavar="DIR")]
Number = Annotated[int | None, tyro.conf.arg(metavar="N")]
Settings = Annotated[
    tuple[str, ...], tyro.conf.arg(name="set", metavar="PATH=VALUE"), tyro.conf.UseAppendAction
]  # fmt: skip


def load_context(
    folder: Path | None, may_download: bool = False, progress: Callable[[float, str], None] | None = None
) -> LoadContext:
    """Where data are loaded from: *folder*, or where they lie without one. Progress goes to the terminal, unless
    somebody else is told."""
    return LoadContext(data_dir(folder), may_download, progress or progress_line())
