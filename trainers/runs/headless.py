"""Training without a window: one thread, one run in its folder, and somebody who is told how it goes."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from trainers import messages
from trainers.disk.atomic_file import reason
from trainers.examples import Examples
from trainers.looking.looker import Looker
from trainers.looking.pictures import PictureMaker
from trainers.looking.sample_quality import measure_loop
from trainers.runs.describe import describe
from trainers.runs.figures import write_figures
from trainers.runs.run import Pace, Run
from trainers.training.devices import device_title
from trainers.training.loop import Loop
from trainers.training.sharing import Threads
from trainers.training.snapshot import Snapshot

FLUSH_SECONDS = 0.1  # metrics leave the device and are checked this often
REPORT_SECONDS = 1.0


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
    """A :class:`Run` on its own: it draws its keyframes itself, and somebody hears of trouble. Made by
    :func:`start_run`, :func:`open_run` or :func:`recall_run`; close it.

    ``problem`` is why the last save failed, in one sentence. ``tell`` hears of problems with the folder when they
    begin. ``path`` is the run folder, which is another one when it was gone and had to be made anew; None for a run
    that is kept nowhere. ``looker`` draws the keyframes, and has the weights of the newest one.
    """

    def __init__(
        self,
        loop: Loop,
        examples: Examples,
        path: Path | None,
        save_every: float,
        threads: Threads,
        good_every: float = math.inf,
    ) -> None:
        """A state to fall back to is kept every *good_every* seconds."""
        self.path = path
        self.threads = threads
        self.examples = examples
        self.problem = ""
        self.tell: Callable[[str], None] = lambda sentence: None
        self.looker = Looker(loop.experiment, examples, loop.device)
        self._pictures = PictureMaker(self.looker)
        self._newest: tuple[Mapping[str, float], ...] = ()
        self._until: int | None = None  # the step that is trained to, where that is not the end of the plan
        self._flushed = False  # whether metrics have come since the last report was thought of
        self._drawn = -1  # the step of the newest keyframe that was written
        self._shared: Callable[[Threads], None] = lambda threads: None
        data = describe(0, loop, examples, device_title(loop.device))
        pace = Pace(FLUSH_SECONDS, math.inf, good_every, save_every)
        self.run = Run(loop, data, self._draw, self._hear, lambda key, event: None, threads, pace)
        self.run.place(path)

    @property
    def loop(self) -> Loop:
        """The loop that is trained."""
        return self.run.loop

    @property
    def seconds(self) -> float:
        """Spent on steps, in this session and those before."""
        return self.run.seconds

    def train(
        self,
        stopped: Callable[[], bool] = lambda: False,
        report: Callable[[Progress], None] = lambda progress: None,
        keyframes: bool = True,
        shared: Callable[[Threads], None] = lambda threads: None,
        until: int | None = None,
    ) -> None:
        """Trains up to the planned step, or to step *until*, or until *stopped*; saves on the way and at the end, and
        reports every second. *shared* is called when the number of threads has changed.

        Raises NonFiniteError when a loss is no number any more; what was saved before that stays. A save that fails is
        tried again later, and :attr:`problem` says why.
        """
        run, self._until = self.run, until
        total = self.progress().total
        run.pace = replace(run.pace, keyframes=keyframes)
        self._shared, self._drawn = shared, -1
        if keyframes and self.loop.step_count == 0:
            run.publish(keyframe=True)
        if self.threads.share is not None:  # other programs were there when it began
            shared(self.threads)
        run.resume_clock()
        report_due = time.monotonic() + REPORT_SECONDS
        while self.loop.step_count < total and not stopped():
            run.step()
            if self._flushed:
                self._flushed = False
                if time.monotonic() >= report_due:
                    if run.record.is_gone:
                        self.save()
                    report(self.progress())
                    report_due = time.monotonic() + REPORT_SECONDS
        run.halt(keyframe=keyframes)
        self.save()

    def progress(self) -> Progress:
        """Where the run stands now, on its way to where it was to be trained."""
        steps = self.loop.step_count
        total = self.loop.experiment.plan.steps if self._until is None else self._until
        speed = steps / self.seconds if self.seconds else 0.0
        return Progress(steps, total, self.loop.epoch, self.seconds, speed, self._newest)

    def save(self) -> None:
        """Saves metrics and a checkpoint; :attr:`problem` says why when that fails. Raises NonFiniteError."""
        self.run.save()

    def move(self, path: Path) -> None:
        """Saves all of it into another folder, which is the run's own from then on. When that fails :attr:`problem`
        says why, and the run stays where it was. Raises NonFiniteError."""
        former, self.path = self.path, path
        self.run.move(path)
        if self.problem:
            self.path = former

    def evaluate(self, samples: bool = False) -> list[dict[str, float]]:
        """Per model its test metrics and, where a discriminator was trained (for its loss says nothing of the result)
        or for all *samples*, how good its samples are. Raises ValueError where these are no numbers."""
        test = self.loop.evaluate()
        figures = measure_loop(self.loop, self.examples, wanted=lambda model: samples or "scores" in model.capabilities)
        return [{**metrics, **more} for metrics, more in zip(test, figures, strict=True)]

    def close(self) -> None:
        """Gives the run folder free."""
        self.run.close()

    # ------------------------------------------------------------------ what the run tells

    def _hear(self, event: messages.Event) -> None:
        match event:
            case messages.Scalars():
                self._newest = tuple({name: float(series[-1]) for name, series in m.items()} for m in event.values)
                self._flushed = True
            case messages.Saved():
                self._hear_of_save(event)
                self.run.skip_clock()  # saving is not training
            case messages.ThreadsChanged():
                self._shared(self.threads)

    def _hear_of_save(self, event: messages.Saved) -> None:
        if event.problem:
            self.warn(f"{self.path}: the run could not be saved ({self.run.trouble})")
            return
        if event.anew:
            self.tell(f"{self.path} was gone; the run was made anew in {event.folder}, with what is in memory")
        self.problem, self.path = "", Path(event.folder)

    def warn(self, problem: str) -> None:
        """Keeps a problem with the folder, and tells of it when it is new."""
        if problem != self.problem:
            self.tell(problem)
        self.problem = problem

    def _draw(self, snapshot: Snapshot) -> None:
        """Draws and keeps a keyframe, once; other snapshots are for those who watch."""
        if not snapshot.keyframe or snapshot.step == self._drawn:
            return
        self.looker.load(snapshot)
        pictures = next(found for found in self._pictures.make(0, keyframe=True) if found is not None)
        assert isinstance(pictures, messages.PicturesDrawn)
        if why := self.run.write_keyframe(pictures):
            self.warn(f"{self.path}: a keyframe could not be saved ({why})")
        else:
            self._drawn = snapshot.step
        self.run.skip_clock()  # drawing is not training


def result_line(training: Training, test: list[dict[str, float]]) -> dict[str, Any]:
    """What is said of a finished run: per model steps, seconds, speed and what :meth:`Training.evaluate` found."""
    experiment, progress = training.loop.experiment, training.progress()
    speed = {
        "steps": progress.step,
        "seconds": round(progress.seconds, 3),
        "steps_per_second": round(progress.steps_per_second, 2),
    }
    ranks = training.loop.ranks
    return {
        "experiment": experiment.plan.title,
        "device": device_title(training.loop.device),
        **({} if ranks.alone else {"processes": ranks.count}),
        "threads": training.threads.record,
        "seed": experiment.plan.seed,
        "run": str(training.path),
        "models": [
            {"label": spec.label, "family": spec.family, **speed, **values}
            for spec, values in zip(experiment.models, test, strict=True)
        ],
    }


def keep_figures(training: Training, line: Mapping[str, Any]) -> None:
    """Keeps the figures of a :func:`result_line` in the run folder; where that fails, it is a problem with the folder
    as any other. Raises ValueError where one of them is no number."""
    if training.path is None:
        return
    try:
        write_figures(training.path, training.loop.step_count, line["models"])
    except OSError as error:
        training.warn(f"{training.path}: the figures could not be saved ({reason(error)})")
