"""The data that were loaded last, for the runs that follow on the same."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from trainers import messages
from trainers.catalog import find_dataset
from trainers.dataset import LoadContext, file_stamps
from trainers.examples import Examples
from trainers.worker.mailbox import Outbox

PROGRESS_SECONDS = 0.1


@dataclass(frozen=True, eq=False)
class LoadedData:
    """``key`` tells whether they are still what is asked for; ``number`` counts all that were loaded, from 1 on."""

    examples: Examples
    key: object
    number: int


class DataShelf:
    """Holds what was ``loaded`` last; *is_wanted* says of a run whether anybody still waits for its data."""

    def __init__(self, outbox: Outbox, is_wanted: Callable[[int], bool]) -> None:
        self._outbox, self._is_wanted = outbox, is_wanted
        self.loaded: LoadedData | None = None
        self._loads = 0

    def load(self, begin: messages.Begin) -> LoadedData:
        """The data of a run: those that are there, unless it has others, or their files have changed. Raises Cancelled,
        DataError, ConfigError, ValueError, and whatever else comes of files."""
        experiment = begin.experiment
        config = experiment.dataset_config
        key = (experiment.dataset, config, begin.data_dir, file_stamps(config.files()))
        if self.loaded is None or key != self.loaded.key:
            context = LoadContext(
                Path(begin.data_dir),
                begin.may_download,
                self._progress(begin.run_id),
                lambda: not self._is_wanted(begin.run_id),
            )
            examples = find_dataset(experiment.dataset).load(config, context)
            self._loads += 1
            self.loaded = LoadedData(examples, key, self._loads)
        return self.loaded

    def _progress(self, run_id: int) -> Callable[[float, str], None]:
        due = 0.0

        def progress(share: float, text: str) -> None:
            nonlocal due
            if time.monotonic() >= due:
                due = time.monotonic() + PROGRESS_SECONDS
                self._outbox.put_latest("loading", messages.LoadProgress(run_id, share, text))

        return progress
