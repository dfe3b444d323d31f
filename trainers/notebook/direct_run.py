"""A run that the calling thread trains and looks at: kept nowhere until it is given a folder, which others may open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import torch

from trainers.dataset import LoadContext
from trainers.experiment import Experiment
from trainers.looking.looker import Looker
from trainers.runs.checkpoint import read_index
from trainers.runs.files import RunFolderError
from trainers.runs.headless import Progress, Training
from trainers.runs.run import AUTOSAVE_SECONDS, GOOD_SECONDS
from trainers.runs.starting import recall_run, start_run
from trainers.training.sharing import use_threads
from trainers.training.snapshot import Snapshot


class DirectRun:
    """A training of a notebook, made by :func:`begin_direct` or :func:`recall_direct`.

    ``folder`` is where it is saved, if anywhere; it is open only while it is written to. ``problems`` say what is wrong
    with the one that the run came from, ``told`` what went wrong with it in the last training. The calling thread
    computes with the threads of the run only while it is busy here.
    """

    def __init__(self, training: Training, folder: Path | None, problems: tuple[str, ...] = ()) -> None:
        self.training = training
        self.folder = folder
        self.problems = problems
        self.told: list[str] = []
        self._digest = "" if folder is None else _digest(folder)  # of what lies in the folder
        self._stale = True  # whether the looker may have other weights than those that are shown now
        training.tell = self.told.append
        training.run.place(None)

    def train(
        self,
        last: int,
        stopped: Callable[[], bool],
        report: Callable[[Progress], None],
        keyframes: bool,
        saves: bool,
    ) -> None:
        """Trains up to the step *last*, or until *stopped*; where it *saves*, into its folder, before, on the way and
        at the end. *report* is told every second how it goes.

        Raises RunFolderError where the folder cannot be written to before it begins, NonFiniteError, and whatever a
        step raises; the run then stands where it was last known to be whole.
        """
        run, loop = self.training.run, self.training.loop
        self._stale = True
        run.keep_good()
        with self.computing(), self._placed(self.folder if saves else None):
            if saves:
                self._save(self.training.save)
            try:
                self.training.train(lambda: stopped() or loop.step_count >= last, report, keyframes)
            except BaseException:
                run.roll_back()
                raise

    def save(self, path: Path) -> None:
        """Saves all of it into *path*, a new folder, or its own. Raises RunFolderError where that cannot be, and where
        somebody else has trained on what lies there, which would be lost."""
        with self.computing(), self._placed(None):
            self._save(lambda: self.training.move(path), path)

    def give_weights(self, model: int, weights: Mapping[str, torch.Tensor]) -> None:
        """Puts *weights* into one model. Raises ValueError, changing nothing, where they are of other networks."""
        with self.computing():
            self.training.run.give_weights(model, weights)
        self._stale = True

    @contextmanager
    def looking(self) -> Iterator[Looker]:
        """The looker with the weights that are shown now; nothing done with it changes the run."""
        looker, loop = self.training.looker, self.training.loop
        with self.computing(), torch.no_grad():
            if self._stale:
                configs = tuple(spec.config for spec in loop.experiment.models)
                looker.load(Snapshot(0, loop.step_count, tuple(loop.display_weights()), configs))
                self._stale = False
            yield looker

    @contextmanager
    def computing(self) -> Iterator[None]:
        """With the threads of the run, whose number decides how sums are rounded."""
        with _own_threads():
            use_threads(self.training.threads.count)
            yield

    def _save(self, save: Callable[[], None], path: Path | None = None) -> None:
        """Calls *save*, which saves into *path*, or its own folder. Raises RunFolderError."""
        if path in (None, self.folder) and self.folder is not None and _digest(self.folder) not in ("", self._digest):
            raise RunFolderError(f"{self.folder.name}: was trained on elsewhere meanwhile; save into another folder")
        save()
        if self.training.problem:
            raise RunFolderError(self.training.problem)

    @contextmanager
    def _placed(self, folder: Path | None) -> Iterator[None]:
        """Saves go to *folder*; afterwards others may open it, and it is known what lies there."""
        training, run = self.training, self.training.run
        training.problem, training.path = "", folder
        self.told.clear()
        run.place(folder)
        try:
            yield
        finally:
            if run.folder_path is not None:  # which is another one where the folder had to be made anew
                self.folder = run.folder_path
                self._digest = _digest(self.folder)
            run.place(None)


def begin_direct(
    experiment: Experiment, context: LoadContext, device: str, threads: int | None, folder: Path | None
) -> DirectRun:
    """A run at step 0, to be saved in a new or empty *folder*, if that is given; see :func:`start_run`."""
    with _own_threads(), _own_chances():
        return DirectRun(
            start_run(experiment, folder, context, device, AUTOSAVE_SECONDS, threads, GOOD_SECONDS), folder
        )


def recall_direct(path: Path, context: LoadContext, device: str, threads: int | None) -> DirectRun:
    """A saved run, where it was saved last; see :func:`recall_run`."""
    with _own_threads(), _own_chances():
        training, problems = recall_run(path, context, device, threads, GOOD_SECONDS)
        return DirectRun(training, path, problems)


def _digest(path: Path) -> str:
    """Of the checkpoint in a run folder; the empty text where there is none."""
    try:
        return str(read_index(path)["state"]["sha256"])
    except (OSError, RunFolderError):
        return ""


@contextmanager
def _own_threads() -> Iterator[None]:
    """Gives the calling thread back the number of threads that it computed with."""
    before = torch.get_num_threads()
    try:
        yield
    finally:
        use_threads(before)


@contextmanager
def _own_chances() -> Iterator[None]:
    """Gives torch's own generator back as it was: new models draw their first weights from it."""
    with torch.random.fork_rng(devices=[]):
        yield
