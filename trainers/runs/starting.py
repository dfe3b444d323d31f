"""How a run without a window comes to be: from an experiment, or from what was saved."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trainers.dataset import LoadContext
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.runs.folder import RunContents, RunFolder, RunFolderError, check_vacant, read_checkpoint, read_run
from trainers.runs.headless import Training
from trainers.runs.history import cut_scalars
from trainers.runs.making import load_examples, make_loop
from trainers.training.devices import choose_device, training_threads
from trainers.training.loop import Loop
from trainers.training.loop_state import StateError, thread_record
from trainers.training.ranks import ALONE, Ranks, rank_threads
from trainers.training.sharing import Threads, use_threads

__all__ = ["load_examples", "open_run", "recall_run", "restore", "start_run"]


def start_run(
    experiment: Experiment,
    out: Path | None,
    context: LoadContext,
    device: str = "auto",
    save_every: float = 10.0,
    threads: int | None = None,
    good_every: float = math.inf,
    ranks: Ranks = ALONE,
) -> Training:
    """Begins a run in a new or empty folder, or (None) one that is kept nowhere until it is moved. It trains with so
    many *threads*, or with those that other programs leave; one that leads several *ranks* with as many as each of
    them. Raises ConfigError, DataError, RunFolderError or OSError."""
    if out is not None and out.exists():
        check_vacant(out)  # before the data are loaded, which may take long
    sharing = _threads(threads, ranks)
    chosen = ranks.device or choose_device(device)
    loop, examples = make_loop(experiment, context, chosen, ranks)
    if chosen.type == "cpu":
        sharing.watch(0)
    training = Training(loop, examples, out, save_every, sharing, good_every)
    if out is not None:
        training.run.record.make_folder(experiment)
    return training


def open_run(
    out: Path,
    context: LoadContext,
    device: str = "auto",
    save_every: float = 10.0,
    steps: int | None = None,
    threads: int | None = None,
    ranks: Ranks = ALONE,
) -> tuple[Training, tuple[str, ...]]:
    """Goes on with a saved run, up to another number of *steps* if given; also returns what is wrong with its folder.
    It goes on with so many *threads*, or from the number that it had with those that other programs leave; *ranks* as
    in :func:`start_run`.

    Raises ConfigError, DataError, RunFolderError or OSError.
    """
    contents = _to_go_on_from(out)
    before = contents.experiment.plan.steps
    experiment = contents.experiment if steps is None else contents.experiment.with_setting("steps", steps)
    folder = RunFolder.open_for_writing(out)
    try:
        sharing = _threads(threads, ranks)
        loop, examples, position = restore(out, experiment, context, device, ranks)
        folder.truncate_after(loop.step_count)
        training = Training(loop, examples, out, save_every, sharing)
        training.run.record.adopt(folder)
        training.run.go_on(position)
        training.run.planned_anew(before)
        return training, contents.problems
    except BaseException:
        folder.close()
        raise


def recall_run(
    out: Path, context: LoadContext, device: str = "auto", threads: int | None = None, good_every: float = math.inf
) -> tuple[Training, tuple[str, ...]]:
    """As :func:`open_run`, but nothing is written: the run is kept nowhere until it is moved, be it back to *out*, of
    which it remembers the curves. Raises ConfigError, DataError, RunFolderError or OSError."""
    contents = _to_go_on_from(out)
    sharing = Threads(training_threads(), threads)
    loop, examples, position = restore(out, contents.experiment, context, device)
    training = Training(loop, examples, None, math.inf, sharing, good_every)
    training.run.go_on(position)
    record, scalars = training.run.record, contents.scalars()
    record.go_on_from(out, loop.step_count)
    if scalars is not None and (known := cut_scalars(scalars, loop.step_count)) is not None:
        record.recall(known)
    return training, contents.problems


def restore(
    run: Path, experiment: Experiment, context: LoadContext, device: str, ranks: Ranks = ALONE
) -> tuple[Loop, Examples, Mapping[str, Any]]:
    """A loop where the checkpoint of *run* stands, its data, and the saved position. Raises ConfigError, DataError or
    RunFolderError."""
    if ranks.alone:
        use_threads(training_threads())
    chosen = ranks.device or choose_device(device)
    state = read_checkpoint(run)
    try:
        thread_record(state.position)
        loop, examples = make_loop(experiment, context, chosen, ranks, state)
    except StateError as error:
        raise RunFolderError(f"{run.name}: {error}") from None
    return loop, examples, state.position


def _threads(pinned: int | None, ranks: Ranks) -> Threads:
    if ranks.alone:
        return Threads(training_threads(), pinned)
    count = rank_threads(pinned)
    return Threads(count, count)


def _to_go_on_from(run: Path) -> RunContents:
    """What lies in the folder of a run that was saved. Raises RunFolderError."""
    contents = read_run(run)
    if contents.checkpoint_step is None:
        raise RunFolderError(f"{run.name}: nothing to go on from: {'; '.join(contents.problems)}")
    return contents
