"""The folder of a sweep: ``sweep.toml``, and a run folder per cell, which are runs as any others.

=================  =======================================================================================
``sweep.toml``     what is trained; see ``Sweep``
``queue.json``     ``{"order": ["beta-1_seed-0", ...], "left_out": [...]}``: what the window has changed of it
``<cell>/``        a run folder; of one that is done also ``figures.json``, or ``failure.json`` with the reason
=================  =======================================================================================

Whoever trains looks into it anew before each cell, so several may at once, on several machines that share a disk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from trainers.disk.toml_file import MAX_BYTES as MOST_TOML
from trainers.disk.toml_file import TomlError, parse_bytes
from trainers.knobs import ConfigError
from trainers.runs import inside
from trainers.runs.files import RunFolderError, read_json, write_json
from trainers.runs.index import JsonPart, problem_of
from trainers.sweeps.sweep import MOST_CELLS, Sweep, SweepCell

SWEEP, QUEUE = "sweep.toml", "queue.json"
_LEFTOVER = re.compile(r"sweep\.toml\.\d+-\d+\.part")  # of another process that begins the same sweep, or was killed


class _Queue(JsonPart):
    order: Annotated[list[str], Field(default_factory=list, max_length=MOST_CELLS)]
    left_out: Annotated[list[str], Field(default_factory=list, max_length=MOST_CELLS)]


@dataclass(frozen=True)
class SweepFolder:
    """A sweep and where its runs lie. Made by :func:`begin_sweep` or :func:`open_sweep`."""

    path: Path
    sweep: Sweep

    def place(self, cell: SweepCell) -> Path:
        """The run folder of a cell."""
        return self.path / cell.name

    def queue(self) -> tuple[SweepCell, ...]:
        """The cells that are to be trained, in their present order: those that somebody has left out are not among
        them. Raises RunFolderError where the file is damaged."""
        order, left_out = self._changed()
        rank = {name: place for place, name in enumerate(order)}
        cells = [cell for cell in self.sweep.cells if cell.name not in left_out]
        return tuple(sorted(cells, key=lambda cell: rank.get(cell.name, len(rank))))

    def left_out(self) -> frozenset[str]:
        """The names of the cells that are not to be trained. Raises RunFolderError where the file is damaged."""
        return self._changed()[1]

    def change_queue(self, order: Sequence[str], left_out: Sequence[str]) -> None:
        """Cells named in *order* come first, those *left_out* not at all: from the next cell on that anybody begins.
        Raises OSError."""
        write_json(self.path, QUEUE, {"order": list(order), "left_out": list(left_out)})

    def _changed(self) -> tuple[tuple[str, ...], frozenset[str]]:
        try:
            table = read_json(self.path, QUEUE)
        except FileNotFoundError:
            return (), frozenset()
        if problem := problem_of(_Queue, table):
            raise RunFolderError(f"{QUEUE}: {problem}")
        return tuple(table.get("order", ())), frozenset(table.get("left_out", ()))


def is_sweep(path: Path) -> bool:
    """Whether a folder is that of a sweep, be it a damaged one."""
    return inside.is_file(path, SWEEP)


def open_sweep(path: Path) -> SweepFolder:
    """The sweep in a folder. Raises RunFolderError with one sentence."""
    try:
        table = parse_bytes(inside.read(path, SWEEP, MOST_TOML))
        return SweepFolder(path, Sweep.parse(table))
    except FileNotFoundError:
        raise RunFolderError(f"{path}: expected the folder of a sweep with {SWEEP}, found none") from None
    except OSError as error:
        raise RunFolderError(f"{path / SWEEP}: {error.strerror or error}") from None
    except (TomlError, ConfigError, ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise RunFolderError(f"{path / SWEEP}: {error}") from None


def begin_sweep(path: Path, sweep: Sweep) -> SweepFolder:
    """The folder of *sweep*: a new or empty one is made its own, one that holds the same sweep is gone on with. Raises
    RunFolderError where something else lies there, which stays as it is, and OSError."""
    if not is_sweep(path):
        if path.exists() and not path.is_dir():
            raise RunFolderError(f"{path}: expected a folder, found a file")
        if path.is_dir() and any(not _LEFTOVER.fullmatch(name) and name != SWEEP for name in inside.names(path)):
            raise RunFolderError(
                f"{path}: expected a new or empty folder, or one of this sweep; nothing was overwritten"
            )
        path.mkdir(parents=True, exist_ok=True)
        if not is_sweep(path):  # a job that began at the same moment may have written it
            inside.replace(path, SWEEP, sweep.to_toml().encode())
    found = open_sweep(path)
    if difference := found.sweep.difference(sweep):
        raise RunFolderError(f"{path}: holds another sweep: {difference}; choose another folder")
    return found
