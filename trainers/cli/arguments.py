"""What several commands take: the types of their arguments, settings as values, and where data lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import tyro

from trainers.cli.console import progress_line
from trainers.dataset import LoadContext
from trainers.disk.toml_file import TomlError, parse_table
from trainers.knobs import ConfigError
from trainers.places import data_dir

Device = Literal["auto", "cpu", "cuda", "mps"]
Folder = Annotated[Path | None, tyro.conf.arg(metavar="DIR")]
Number = Annotated[int | None, tyro.conf.arg(metavar="N")]
Settings = Annotated[
    tuple[str, ...], tyro.conf.arg(name="set", metavar="PATH=VALUE"), tyro.conf.UseAppendAction
]  # fmt: skip


def parse_settings(settings: Sequence[str]) -> dict[str, Any]:
    """``path=value`` texts as values: as TOML reads them, or else as plain text. Raises ConfigError."""
    values: dict[str, Any] = {}
    for setting in settings:
        path, equals, text = setting.partition("=")
        if not path or not equals:
            raise ConfigError(f"--set: expected PATH=VALUE such as models.0.beta=4, found {setting!r}")
        try:
            values[path.strip()] = parse_table(f"value = {text}")["value"]
        except (TomlError, KeyError):
            values[path.strip()] = text
    return values


def load_context(
    folder: Path | None, may_download: bool = False, progress: Callable[[float, str], None] | None = None
) -> LoadContext:
    """Where data are loaded from: *folder*, or where they lie without one. Progress goes to the terminal, unless
    somebody else is told."""
    return LoadContext(data_dir(folder), may_download, progress or progress_line())
