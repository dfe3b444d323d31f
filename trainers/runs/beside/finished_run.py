"""A saved run, as far as its models can be looked at beside those of others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from trainers import messages
from trainers.kinds import Kind
from trainers.runs.about import read_about
from trainers.runs.checkpoint import read_index
from trainers.runs.data import read_data
from trainers.runs.files import RunFolderError
from trainers.runs.reading import RunContents, read_run_at_rest
from trainers.shown import shown_name


@dataclass(frozen=True)
class FinishedRun:
    """``data`` is what its folder says of the examples, ``seconds`` how long it was trained until it was saved,
    ``own_name`` what the user has called it."""

    contents: RunContents
    data: messages.DataReady
    seconds: float
    own_name: str = ""

    @property
    def path(self) -> Path:
        return self.contents.path

    @property
    def name(self) -> str:
        """That of the folder, as it is shown."""
        return shown_name(self.contents.path.name)

    @property
    def kind(self) -> Kind:
        """What the examples are."""
        return self.data.kind

    @property
    def step(self) -> int:
        """At which it was saved."""
        return self.contents.checkpoint_step or 0

    def has_data_of(self, other: FinishedRun) -> bool:
        """Whether both folders tell of the same examples: their number, names, and those of which pictures are kept."""
        mine, theirs = self.data, other.data
        same = (mine.kind, mine.n_train, mine.n_test, mine.class_names) == (
            theirs.kind,
            theirs.n_train,
            theirs.n_test,
            theirs.class_names,
        )
        return same and np.array_equal(mine.preview, theirs.preview) and np.array_equal(mine.probe, theirs.probe)


def read_finished(path: Path) -> FinishedRun:
    """Reads a run folder, which may be one that another program trains; any thread may, but the GUI's. Raises
    RunFolderError with one sentence that names the folder where there is nothing whole to look at, or OSError."""
    contents = read_run_at_rest(path)
    name = shown_name(path.name)
    if contents.checkpoint_step is None:
        raise RunFolderError(f"{name}: nothing was saved to look at: {'; '.join(contents.problems)}")
    try:
        seconds = float(read_index(path)["position"].get("seconds", 0.0))
        return FinishedRun(contents, read_data(path), seconds, read_about(path).name)
    except RunFolderError as error:
        raise RunFolderError(f"{name}: {error}") from None
    except FileNotFoundError:
        raise RunFolderError(f"{name}: it has been removed meanwhile") from None
