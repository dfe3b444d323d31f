"""One process that trains cells of a sweep, one after the other, until nothing is left for it.

Several may do so in one folder, on one machine or on several that share a disk: a cell belongs to whoever holds the
lock of its run folder, and everybody else goes on with the next one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from typing import Any

from trainers.dataset import Cancelled
from trainers.examples import DataError
from trainers.knobs import ConfigError
from trainers.runs.files import RunFolderError
from trainers.sweeps.cells import CellState, look_at
from trainers.sweeps.folder import SweepFolder
from trainers.sweeps.shard import Shard
from trainers.sweeps.sweep import SweepCell
from trainers.sweeps.training import CellEnd, HowToTrain, train_cell

_TRIES = 5
# What happens, as it is said: {"event": "run", "run": name, "state": ...}, {"event": "progress", ...} and
# {"event": "note", "text": ...}.
TellEvent = Callable[[dict[str, Any]], None]


def work(
    folder: SweepFolder, shard: Shard, how: HowToTrain, stopped: Callable[[], bool], tell: TellEvent, first: int = 0
) -> None:
    """Trains what is left of a shard, and begins to look at its cell number *first*, so that several who begin at once
    do not all want the same one. Raises what holds for all cells: data that are missing, a device that is not there, a
    disk that takes nothing."""
    done: set[str] = set()  # or tried: each is begun once here
    taken: set[str] = set()  # by others, who may die
    while not stopped() and (cell := _next(folder, shard, done | taken, first)) is not None:
        state = look_at(folder, cell).state
        if state in (CellState.FINISHED, CellState.FAILED):
            done.add(cell.name)
        elif state is CellState.TRAINING:
            taken.add(cell.name)
        else:
            end, why = _train(folder, cell, how, stopped, tell)
            tell({"event": "run", "run": cell.name, "state": end.value, "reason": why})
            if end is CellEnd.TAKEN:
                taken.add(cell.name)
            else:  # meanwhile others may have left what they had taken
                done.add(cell.name)
                taken.clear()


def _next(folder: SweepFolder, shard: Shard, passed: Collection[str], first: int) -> SweepCell | None:
    """The cell to look at, of those that are not to be *passed* over; the queue is read anew each time."""
    cells: Sequence[SweepCell] = [cell for cell in _queue(folder) if shard.has(cell)]
    turned = first % len(cells) if cells else 0
    return next((cell for cell in (*cells[turned:], *cells[:turned]) if cell.name not in passed), None)


def _queue(folder: SweepFolder) -> Sequence[SweepCell]:
    """Raises RunFolderError where it stays so that it cannot be read: for a moment somebody may be writing it."""
    for _ in range(_TRIES):
        with suppress(RunFolderError):
            return folder.queue()
        time.sleep(0.1)
    return folder.queue()


def _train(
    folder: SweepFolder, cell: SweepCell, how: HowToTrain, stopped: Callable[[], bool], tell: TellEvent
) -> tuple[CellEnd, str]:
    """As :func:`train_cell`; what concerns this cell alone is a reason to leave it, and none to stop."""
    tell({"event": "run", "run": cell.name, "state": "training", "reason": ""})
    watch = _Watch(folder, cell, stopped)

    def report(progress: Any) -> None:
        watch.look()
        tell(
            {
                "event": "progress",
                "run": cell.name,
                "step": progress.step,
                "total": progress.total,
                "steps_per_second": round(progress.steps_per_second, 2),
            }
        )

    try:
        return train_cell(folder, cell, how, watch, report, lambda text: tell({"event": "note", "text": text}))
    except (OSError, Cancelled, ConfigError):
        raise
    except DataError as error:
        if all(other.experiment.dataset_config == cell.experiment.dataset_config for other in folder.sweep.cells):
            raise
        return CellEnd.LEFT, str(error)
    except Exception as error:  # such as too little memory: the next cell may be a smaller one
        return CellEnd.LEFT, f"{type(error).__name__}: {error}"


class _Watch:
    """Whether training stops: because all of it does, or because this cell was left out meanwhile."""

    def __init__(self, folder: SweepFolder, cell: SweepCell, stopped: Callable[[], bool]) -> None:
        self._folder, self._cell, self._stopped = folder, cell, stopped
        self._left_out = False

    def __call__(self) -> bool:
        return self._left_out or self._stopped()

    def look(self) -> None:
        """Reads the queue again, now and then: it is a file, which somebody may be writing at this moment."""
        with suppress(RunFolderError):
            self._left_out = self._cell.name in self._folder.left_out()
