"""Training without a window: one thread, one loop, a run folder, and somebody who is told how it goes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainers import messages
from trainers.catalog import find_dataset
from trainers.dataset import LoadContext
from trainers.devices import choose_device, device_title, training_threads
from trainers.disk.atomic_file import reason
from trainers.examples import Images
from trainers.experiment import Experiment
from trainers.lazy import torch
from trainers.looking.looker import Looker
from trainers.looking.sample_quality import measure_loop
from trainers.runs.data import write_data
from trainers.runs.describe import describe
from trainers.runs.folder import RunFolder, RunFolderError, check_vacant, place_anew, read_checkpoint, read_run
from trainers.runs.history import History
from trainers.runs.run import is_keyframe
from trainers.training.loop import Loop
from trainers.training.loop_state import LoopState, StateError, thread_record
from trainers.training.scalars import NonFiniteError, check_finite, stack_scalars
from trainers.training.sharing import Threads, use_threads
from trainers.training.snapshot import Snapshot

FLUSH_SECONDS = 0.1  # metrics leave the device and are checked this often
REPORT_SECONDS = 1.0

__all__ = ["NonFiniteError", "Progress", "Training", "load_images", "open_run", "restore", "result_line", "start_run"]


@dataclass(frozen=True)
class Progress:
    """Where a run stands. ``seconds`` were spent on steps; saving and drawing keyframes are left out.

    ``models`` are the metrics of the newest step.
    """

    step: int
    total: int
    epoch: float
    seconds: float
    steps_per_second: float
    models: tuple[Mapping[str, float], ...]


class Training:
    """A loop that writes into a run folder. Made by :func:`start_run` or :func:`open_run`; close it."""

    def __init__(
        self, loop: Loop, images: Images, folder: RunFolder, seconds: float, save_every: float, threads: Threads
    ) -> None:
        self.loop = loop
        self.folder = folder
        self.threads = threads
        self.seconds = seconds
        self.problem = ""  # why the last save failed, in one sentence
        self.tell: Callable[[str], None] = lambda sentence: None  # hears of problems with the folder when they begin
        self._images = images
        self._looker = Looker(loop.experiment, images, loop.device)
        self._save_every = save_every
        self._pending: list[list[dict[str, torch.Tensor]]] = []
        self._unsaved: list[messages.Scalars] = []
        self._history = History()
        self.marks: object = None  # what happened to the run in the window, as it was saved; kept as it is
        self._newest: tuple[Mapping[str, float], ...] = ()
        self._since: float | None = None  # when the clock was last read while training
        self._shares = loop.device.type == "cpu"

    def train(
        self,
        stopped: Callable[[], bool] = lambda: False,
        report: Callable[[Progress], None] = lambda progress: None,
        keyframes: bool = True,
        shared: Callable[[Threads], None] = lambda threads: None,
    ) -> None:
        """Trains up to the planned step or until *stopped*, saves on the way and at the end, reports every second;
        *shared* is called when the number of threads has changed.

        Raises NonFiniteError when a loss is no number any more; what was saved before that stays. A save that fails is
        tried again later, and :attr:`problem` says why.
        """
        total = self.loop.experiment.plan.steps
        if keyframes and self.loop.step_count == 0:
            self._draw_keyframe()
        if self.threads.share is not None:  # other programs were there when it began
            shared(self.threads)
        self._since = time.perf_counter()
        flush_due = self._since + FLUSH_SECONDS
        report_due, save_due = self._since + REPORT_SECONDS, self._since + self._save_every
        while self.loop.step_count < total and not stopped():
            if self._shares and self.threads.watch(self.loop.step_count):
                shared(self.threads)
            self._pending.append(self.loop.step())
            keyframe = keyframes and is_keyframe(self.loop.step_count, total)
            if not keyframe and time.perf_counter() < flush_due:
                continue
            self._flush()
            if keyframe and self.loop.step_count < total:
                self._draw_keyframe()
            now = time.perf_counter()
            flush_due = now + FLUSH_SECONDS
            if now >= save_due or (now >= report_due and self.folder.is_gone):
                self.save()
                save_due = time.perf_counter() + self._save_every
            if now >= report_due:
                report(self.progress())
                report_due = now + REPORT_SECONDS
        self._flush()
        if keyframes:
            self._draw_keyframe()
        self._since = None
        self.save()

    def progress(self) -> Progress:
        steps = self.loop.step_count
        speed = steps / self.seconds if self.seconds else 0.0
        return Progress(steps, self.loop.experiment.plan.steps, self.loop.epoch, self.seconds, speed, self._newest)

    def save(self) -> None:
        """Saves metrics and a checkpoint; :attr:`problem` says why when that fails."""
        with _Paused(self):
            try:
                if self.folder.is_gone:
                    self._make_anew()
                while self._unsaved:
                    self.folder.append_metrics(self._unsaved[0])
                    self._unsaved.pop(0)
                state = self.loop.state()
                marks = {} if self.marks is None else {"marks": self.marks}
                position = {**state.position, "seconds": self.seconds, "threads": [*self.threads.record], **marks}
                self.folder.write_checkpoint(
                    LoopState(state.tensors, position), self.loop.display_weights(), self.loop.experiment
                )
            except (OSError, RunFolderError) as error:
                self._say(f"{self.folder.path}: the run could not be saved ({reason(error)})")
            else:
                self.problem = ""

    def _make_anew(self) -> None:
        """The folder was renamed or removed: another one is made, with all that is in memory. Raises OSError."""
        former = self.folder
        former.close()
        path, title = place_anew(former.path), device_title(self.loop.device)
        self.folder = RunFolder.create(path, self.loop.experiment, title)
        write_data(path, describe(0, self.loop, self._images, title))
        self._unsaved = self._history.parts
        self.tell(f"{former.path} was gone; the run was made anew in {path}, with what is in memory")

    def _say(self, problem: str) -> None:
        """Keeps a problem with the folder, and tells of it when it is new."""
        if problem != self.problem:
            self.tell(problem)
        self.problem = problem

    def evaluate(self) -> list[dict[str, float]]:
        """Per model its test metrics and, where a discriminator was trained (for its loss says nothing of the result),
        how good its samples are. Raises ValueError where these are no numbers."""
        test = self.loop.evaluate()
        samples = measure_loop(self.loop, self._images, wanted=lambda model: "scores" in model.capabilities)
        return [{**metrics, **figures} for metrics, figures in zip(test, samples, strict=True)]

    def close(self) -> None:
        """Gives the run folder free."""
        self.folder.close()

    def _flush(self) -> None:
        """Fetches the metrics of the steps since the last flush, which also waits for the device."""
        if self._pending:
            first = self.loop.step_count - len(self._pending) + 1
            scalars = stack_scalars(0, first, self._pending)
            self._pending = []
            check_finite([spec.label for spec in self.loop.experiment.models], scalars)
            self._unsaved.append(scalars)
            self._history.add(scalars)
            self._newest = tuple({name: float(series[-1]) for name, series in m.items()} for m in scalars.values)
        self.read_clock()

    def read_clock(self) -> None:
        """Adds the time since the last reading, when training runs."""
        if self._since is not None:
            now = time.perf_counter()
            self.seconds += now - self._since
            self._since = now

    def _draw_keyframe(self) -> None:
        with _Paused(self):
            loop = self.loop
            configs = tuple(spec.config for spec in loop.experiment.models)
            self._looker.load(Snapshot(0, loop.step_count, tuple(loop.display_weights()), configs, keyframe=True))
            pictures = next(found for found in self._looker.pictures(0, keyframe=True) if found is not None)
            assert isinstance(pictures, messages.Pictures)
            if self.folder.is_gone:
                self.save()
            if self.folder.is_gone:
                return  # why it cannot be made anew has been said
            try:
                self.folder.write_keyframe(pictures)
            except OSError as error:
                self._say(f"{self.folder.path}: a keyframe could not be saved ({reason(error)})")


class _Paused:
    """Stops the clock of a training for what is not training."""

    def __init__(self, training: Training) -> None:
        self._training = training
        self._running = training._since is not None

    def __enter__(self) -> None:
        self._training.read_clock()

    def __exit__(self, *error: object) -> None:
        if self._running:
            self._training._since = time.perf_counter()


def load_images(experiment: Experiment, context: LoadContext) -> Images:
    """The experiment's data. Raises DataError or Cancelled."""
    return find_dataset(experiment.dataset).load(experiment.dataset_config, context)


def start_run(
    experiment: Experiment,
    out: Path,
    context: LoadContext,
    device: str = "auto",
    save_every: float = 10.0,
    threads: int | None = None,
) -> Training:
    """Begins a run in a new or empty folder. It trains with so many *threads*, or with those that other programs leave.
    Raises ConfigError, DataError, RunFolderError or OSError."""
    if out.exists():
        check_vacant(out)  # before the data are loaded, which may take long
    sharing = Threads(training_threads(), threads)
    chosen = choose_device(device)
    images = load_images(experiment, context)
    loop = Loop(experiment, images, chosen)
    if chosen.type == "cpu":
        sharing.watch(0)
    title = device_title(chosen)
    folder = RunFolder.create(out, experiment, title)
    try:
        write_data(out, describe(0, loop, images, title))
        return Training(loop, images, folder, 0.0, save_every, sharing)
    except BaseException:
        folder.close()
        raise


def open_run(
    out: Path,
    context: LoadContext,
    device: str = "auto",
    save_every: float = 10.0,
    steps: int | None = None,
    threads: int | None = None,
) -> tuple[Training, tuple[str, ...]]:
    """Goes on with a saved run, up to another number of *steps* if given; also returns what is wrong with its folder.
    It goes on with so many *threads*, or from the number that it had with those that other programs leave.

    Raises ConfigError, DataError, RunFolderError or OSError.
    """
    contents = read_run(out)
    if contents.checkpoint_step is None:
        raise RunFolderError(f"{out.name}: nothing to go on from: {'; '.join(contents.problems)}")
    experiment = contents.experiment if steps is None else contents.experiment.with_setting("steps", steps)
    folder = RunFolder.open_for_writing(out)
    try:
        sharing = Threads(training_threads(), threads)
        loop, images, position = restore(out, experiment, context, device)
        folder.truncate_after(loop.step_count)
        sharing.begin(loop.step_count, thread_record(position))
        seconds = float(position.get("seconds", 0.0))
        training = Training(loop, images, folder, seconds, save_every, sharing)
        training.marks = position.get("marks")
        return training, contents.problems
    except BaseException:
        folder.close()
        raise


def restore(
    run: Path, experiment: Experiment, context: LoadContext, device: str
) -> tuple[Loop, Images, Mapping[str, Any]]:
    """A loop where the checkpoint of *run* stands, its data, and the saved position. Raises ConfigError, DataError or
    RunFolderError."""
    use_threads(training_threads())
    chosen = choose_device(device)
    state = read_checkpoint(run)
    images = load_images(experiment, context)
    loop = Loop(experiment, images, chosen)
    try:
        thread_record(state.position)
        loop.load_state(state)
    except StateError as error:
        raise RunFolderError(f"{run.name}: {error}") from None
    return loop, images, state.position


def result_line(training: Training, out: Path, test: list[dict[str, float]]) -> dict[str, Any]:
    """What is said of a finished run: per model steps, seconds, speed and what :meth:`Training.evaluate` found."""
    experiment, progress = training.loop.experiment, training.progress()
    speed = {
        "steps": progress.step,
        "seconds": round(progress.seconds, 3),
        "steps_per_second": round(progress.steps_per_second, 2),
    }
    return {
        "experiment": experiment.plan.title,
        "device": device_title(training.loop.device),
        "threads": training.threads.record,
        "seed": experiment.plan.seed,
        "run": str(out),
        "models": [
            {"label": spec.label, "family": spec.family, **speed, **values}
            for spec, values in zip(experiment.models, test, strict=True)
        ],
    }
