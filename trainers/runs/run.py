"""One run: a loop that is trained, with its record, its safety net and its place on the disk.

Whoever trains drives it, from one thread: the window's trainer thread, the command line, a notebook. A run does not
decide when to train; it knows how to take a step, to tell what happened, to go back to the last good state, and to save
itself.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from trainers import messages
from trainers.examples import Float32
from trainers.experiment import Experiment
from trainers.machine.cores import FEW_CORES
from trainers.marks import ALONE, Mark, branched, gone_back, marked, moved, parse_marks, to_json, turned, unbranched
from trainers.runs.checkpoint import with_batch_size
from trainers.runs.clock import SPEED_SECONDS
from trainers.runs.record import RunRecord
from trainers.training.fallback import fallback, seconds_kept
from trainers.training.loop import Loop
from trainers.training.loop_state import LoopState, thread_record
from trainers.training.scalars import NonFiniteError, check_finite, stack_scalars
from trainers.training.snapshot import Snapshot
from trainers.training.standing import Standing

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.training.sharing import Threads

FLUSH_SECONDS = 0.4 if FEW_CORES else 0.2  # curves and clock go to the window this often
# Weights go to the render thread this often; on two cores, where looking at them holds up training, less so: beside the
# arena a game then trains an eighth faster.
SNAPSHOT_SECONDS = 0.4 if FEW_CORES else 0.25
JOIN_SECONDS = 1.0  # turns of one knob that follow each other sooner are one movement
GOOD_SECONDS = 2.0  # the state to fall back to is at most this old, but for that of a large model
AUTOSAVE_SECONDS = 20.0  # a save holds training up; a crash must not cost more than half a minute
KEYFRAMES = 40  # planned keyframes over a run, besides the early ones
EARLY_KEYFRAMES = frozenset({0, 1, 2, 5, 10, 20, 50})


@dataclass(frozen=True)
class Pace:
    """How often a run does what is due between its steps, in seconds: tell of the metrics (``flush``), show its weights
    (``snapshot``), keep a state to fall back to (``good``) and save itself (``save``). math.inf is never, and without
    ``good`` ones no state is kept at all. ``keyframes``: whether those are shown on the way."""

    flush: float
    snapshot: float
    good: float
    save: float
    keyframes: bool = True


def window_pace() -> Pace:
    """That of a run that somebody watches."""
    return Pace(FLUSH_SECONDS, SNAPSHOT_SECONDS, GOOD_SECONDS, AUTOSAVE_SECONDS)


class Run:
    """A loop with its record. All methods belong to the thread that trains.

    ``publish`` takes snapshots to look at. ``say`` hears of everything that happens; ``say_latest`` of what is soon out
    of date, with a key: of the events of one key only the newest counts. ``pace`` may be changed while training stands,
    ``shows_each`` at any time: whether every step is told and shown as it is made, because somebody follows them.
    So may ``keeps_pace``: whether steps wait for their turn, so that other programs take nothing from them.
    One that ``stands`` is looked at and never trained: its models come out of other runs.
    ``trouble`` is why the last save failed, in the words of the system; empty where it did not.
    """

    def __init__(
        self,
        loop: Loop,
        data: messages.DataReady,
        publish: Callable[[Snapshot], None],
        say: Callable[[messages.Event], None],
        say_latest: Callable[[str, messages.Event], None],
        threads: Threads,
        pace: Pace | None = None,
    ) -> None:
        self.run_id = data.run_id
        self.loop = loop
        self.data = data
        self.record = RunRecord(data)
        self.pace = pace or window_pace()
        self.seconds = 0.0
        self.marks: tuple[Mark, ...] = ()
        self.unsaved = False  # whether training has gone further than what is in the folder
        self.trouble = ""
        self.shows_each = False
        self.keeps_pace = False
        self.stands = False
        self._publish, self._say, self._say_latest = publish, say, say_latest
        self._threads = threads
        self._shares = loop.device.type == "cpu"
        self._pending: list[list[dict[str, Tensor]]] = []
        self._strange_marks: object = None  # as they were saved, where they cannot be read: they are kept as they are
        self._speeds: deque[tuple[float, int]] = deque()
        self._good: LoopState | None = None
        self._good_until = 0.0  # until when it is new enough
        self._before_take_back: LoopState | None = None
        self._turned_at = self._moved_at = -JOIN_SECONDS  # when a knob was last turned, a model last moved by hand
        self._moved = False  # whether that is not yet in the state to fall back to
        self._alone = False  # whether the last step was one of some players only
        self._since: float | None = None  # when the clock was last read while training
        self._standing: Standing | None = None  # where single moves began, which are to be seen
        self._next_flush = self._next_snapshot = self._next_good = self._next_save = 0.0
        self.keep_good()

    def resume(self, state: LoopState, source: Path, in_place: bool) -> None:
        """Goes to the state saved in another run or an earlier session of this one. Raises StateError or ConfigError,
        and nothing has changed. Live knobs are those of this run, but for one that goes on *in_place*, in the folder it
        was saved in: there they are as they were saved, which may be later than when the window read them."""
        experiment = self.loop.experiment
        thread_record(state.position)  # refused before anything has changed
        standing = self.loop.standing_in(state)
        self.loop.load_state(state)
        self._standing = standing  # what is shown is what was shown
        if not in_place:
            self.loop.set_configs([spec.config for spec in experiment.models])
        self.go_on(state.position)
        self.keep_good()
        self.record.go_on_from(source, self.loop.step_count)

    def go_on(self, position: Mapping[str, Any]) -> None:
        """Takes over from a saved *position*, to which the loop has gone, what is the run's own: time, marks, threads.
        Raises StateError, and nothing has changed."""
        threads = thread_record(position)
        self.seconds = float(position.get("seconds", 0.0))
        try:
            self.marks, self._strange_marks = parse_marks(position.get("marks")), None
        except ValueError:  # said where the folder is read; a run goes on without them
            self._strange_marks = position.get("marks")
        self._threads.begin(self.loop.step_count, threads)

    def take_over(self, left: Run, source: Path, in_place: bool) -> None:
        """As :meth:`resume`, from a run that its folder *source* could not take: what is missing there is still in
        memory."""
        state, plan = left._state(), left.loop.experiment.plan
        position = with_batch_size(state.position, plan.batch_size, self.loop.experiment.plan.batch_size)
        self.resume(LoopState(state.tensors, position), source, in_place)
        self.record.take_over(left.record)
        self.marks = left.marks

    def catch_up(self, known: int) -> None:
        """Sends the metrics and the pictures of keyframes after step *known*, up to the step at which the run stands:
        what was trained after the window had read the folder, or heard of the run that is left."""
        for found in self.record.unknown(known, self.loop.step_count, self.run_id, len(self.loop.models)):
            self._say(replace(found, run_id=self.run_id))

    # ------------------------------------------------------------------ training

    def resume_clock(self, slow: bool = False) -> None:
        """Training starts or goes on now; *slow* in single moves that somebody wants to follow.

        Until training goes on at speed, what is shown moves from where it stood with each move: in an average one move
        is not seen."""
        self.share_machine()
        now = time.monotonic()
        self._since = now
        if not slow:
            self._standing = None
        elif self._standing is None:
            self._standing = self.loop.stand()
        self._speeds.clear()
        pace = self.pace
        self._next_flush, self._next_snapshot = now + pace.flush, now + pace.snapshot
        self._next_good, self._next_save = now + pace.good, now + pace.save

    def skip_clock(self) -> None:
        """What was done meanwhile is no time spent training."""
        if self._since is not None:
            self._since = time.monotonic()
            self._speeds.clear()

    def step(self, players: Collection[str] = ()) -> None:
        """One update of every model, or of some players, and what is due after it. Raises NonFiniteError, and whatever
        the step raises."""
        self.share_machine()
        if self._moved:
            self.keep_good()
        if players and not self._alone:
            self.remember(Mark(0, ALONE))
        self._alone = bool(players)
        self._pending.append(self.loop.step(players))
        self.unsaved = True
        pace, step, now = self.pace, self.loop.step_count, time.monotonic()
        keyframe = pace.keyframes and is_keyframe(step, self.loop.experiment.plan.steps)
        if now < self._next_flush and not keyframe and not self.shows_each:
            return
        self._tell_scalars()
        if keyframe or self.shows_each or now >= self._next_snapshot:
            self._next_snapshot = now + pace.snapshot
            self.publish(keyframe)
        self._tick()
        if now >= self._next_good:
            self._next_good = now + pace.good
            if now >= self._good_until:
                self.keep_good()
            if self.record.is_open and self.record.is_gone:
                self._next_save = now  # the user hears of it now, not when it is time for the next save
        if now >= self._next_save:
            self.save()
            self._next_save = time.monotonic() + pace.save

    def share_machine(self) -> None:
        """Looks now and then at what other programs leave, and says so when that changes the number of threads."""
        if self._shares and self._threads.watch(self.loop.step_count):
            self.say_threads()

    def pin_threads(self, count: int | None) -> None:
        """Trains with so many threads from here on; None: with those that other programs leave."""
        if self._threads.pin(count, self.loop.step_count):
            self.unsaved = True
        self.say_threads()

    def use_threads_again(self) -> None:
        """Another run has trained on this thread meanwhile."""
        self._threads.put_again()

    def say_threads(self) -> None:
        """Tells the number of threads on a CPU, and from which step on it has been that."""
        if not self._shares:
            return
        (step, count), threads = self._threads.record[-1], self._threads
        self._say(messages.ThreadsChanged(self.run_id, step, count, threads.most, threads.pinned is not None))

    def flush(self) -> None:
        """Sends the scalars of the steps since the last flush, and the clock. Raises NonFiniteError."""
        self._tell_scalars()
        self._tick()

    def _tell_scalars(self) -> None:
        now, before = time.monotonic(), self.seconds
        if self._since is not None:
            self.seconds += now - self._since
            self._since = now
        self._next_flush = now + self.pace.flush
        if self._pending:
            count = len(self._pending)
            scalars = stack_scalars(self.run_id, self.loop.step_count - count + 1, self._pending)
            scalars = replace(scalars, seconds=evenly(before, self.seconds, count))
            self._pending = []
            check_finite([spec.label for spec in self.loop.experiment.models], scalars)
            self._say(scalars)
            self.record.add(scalars)

    def _tick(self) -> None:
        """Tells the clock: of a step that is shown, afterwards, so that whoever asks then sees it."""
        self._say_latest("ticked", self._ticked(time.monotonic()))

    def _ticked(self, now: float) -> messages.Ticked:
        loop = self.loop
        self._speeds.append((now, loop.step_count))
        while len(self._speeds) > 2 and now - self._speeds[0][0] > SPEED_SECONDS:
            self._speeds.popleft()
        (then, first) = self._speeds[0]
        speed = (loop.step_count - first) / (now - then) if now > then else 0.0
        total, share = loop.experiment.plan.steps, None if self.keeps_pace else self._threads.share
        return messages.Ticked(self.run_id, loop.step_count, total, loop.epoch, self.seconds, speed, share)

    def halt(self, keyframe: bool = False) -> None:
        """Training stops here: everything that is known is told and shown, as a *keyframe* where it shall be kept.
        Raises NonFiniteError."""
        try:
            self._tell_scalars()
        finally:
            self._since = None
        self.publish(keyframe)
        self._tick()

    def end(self) -> None:
        """Training stops here for good: what is not finite is left out of what is kept."""
        try:
            self.halt()
        except NonFiniteError:
            self.roll_back()

    def publish(self, keyframe: bool = False) -> None:
        """Hands a copy of the display weights to whoever looks."""
        loop = self.loop
        weights = tuple(loop.display_weights(None if keyframe else self._standing))
        configs = tuple(spec.config for spec in loop.experiment.models)
        settled = self._since is None
        self._publish(Snapshot(self.run_id, loop.step_count, weights, configs, keyframe, settled, self.shows_each))

    def keep_good(self) -> None:
        """What stands now is whole: :meth:`roll_back` goes no further back."""
        self._moved = False
        if self.pace.good < math.inf:
            self._good = fallback(self._state(), self._good)
            self._good_until = time.monotonic() + seconds_kept(self._good)

    def roll_back(self) -> int:
        """Goes back to the last good state; returns its step. For runs whose pace keeps such states."""
        assert self._good is not None, "no state is kept to go back to"
        self._pending = []
        self._since = None
        experiment = self.loop.experiment
        self.loop.load_state(self._good)
        self._standing = self.loop.standing_in(self._good)
        self.loop.set_configs([spec.config for spec in experiment.models])  # live knobs stay as the user set them
        step = self.loop.step_count
        self._alone = False  # what is moved alone from here on is marked anew
        self.record.truncate_after(step)
        self._remember(gone_back(self.marks, step))
        self._speeds.clear()
        self._tick()
        self.publish()
        return step

    def take_back(self, snapshot: Snapshot | None) -> int:
        """Goes on with the weights of a keyframe, or undoes that (None); returns the step at which the run stands."""
        if snapshot is None:
            if self._before_take_back is not None:
                self.unsaved = True
                self._good, self._before_take_back = self._before_take_back, None
                self._remember(unbranched(self.marks))
                self.roll_back()
        else:
            self.flush()
            self._before_take_back = fallback(self._state())
            self.unsaved = True
            self._standing = None
            self.loop.take_weights(snapshot.weights)
            self._remember(branched(self.marks, self.loop.step_count, snapshot.step))
            self.keep_good()
            self.publish()
        return self.loop.step_count

    # ------------------------------------------------------------------ what happened on the way

    def turn(self, model: int, knob: str, value: Any) -> None:
        """Changes a live knob, and remembers that. Raises ConfigError, changing nothing."""
        before = getattr(self.loop.experiment.models[model].config, knob) if model < len(self.loop.models) else value
        self.loop.set_knob(model, knob, value)
        after = getattr(self.loop.experiment.models[model].config, knob)
        now = time.monotonic()
        join, self._turned_at = now - self._turned_at < JOIN_SECONDS, now
        if before != after:
            path = f"models.{model}.{knob}"
            self._remember(turned(self.marks, self.loop.step_count, path, before, after, join))

    def adjust(self, model: int, values: Mapping[str, Any]) -> None:
        """Takes *values* for what a model has learned, as Loop.adjust() does, and remembers that. Raises ValueError
        with one sentence, changing nothing."""
        self.loop.adjust(model, values)
        self.unsaved = self._moved = True
        now = time.monotonic()
        join, self._moved_at = now - self._moved_at < JOIN_SECONDS, now
        self._remember(moved(self.marks, self.loop.step_count, model, join))

    def halve_batch(self) -> None:
        """Goes on with half the batch, for want of memory, and remembers that."""
        before = self.loop.batch_size
        self.loop.halve_batch()
        step, after = self.loop.step_count, self.loop.batch_size
        self._remember(turned(self.marks, step, "batch_size", before, after, join=False))

    def plan_again(self, steps: int) -> None:
        """Goes on by a plan of so many steps, after which the learning rate falls from now on, and remembers that."""
        before = self.loop.experiment.plan.steps
        self.loop.experiment = self.loop.experiment.with_setting("steps", steps)
        self.planned_anew(before)

    def planned_anew(self, before: int) -> None:
        """Remembers that the plan has another number of steps from now on than *before*."""
        steps = self.loop.experiment.plan.steps
        if self.loop.step_count and steps != before:
            self._remember(turned(self.marks, self.loop.step_count, "steps", before, steps, join=False))

    def give_weights(self, model: int, weights: Mapping[str, Tensor]) -> None:
        """Goes on from other weights of one model, which come from elsewhere, and remembers that. Raises StateError,
        changing nothing, where they do not fit."""
        self.loop.take_weights([weights if index == model else None for index in range(len(self.loop.models))])
        self._standing = None
        self.unsaved = self._moved = True
        self._remember(moved(self.marks, self.loop.step_count, model, join=False))

    def remember(self, mark: Mark) -> None:
        """Adds a mark at the present step."""
        self._remember(marked(self.marks, replace(mark, step=self.loop.step_count)))

    def _remember(self, marks: tuple[Mark, ...]) -> None:
        if marks != self.marks:
            self.marks = marks
            self.unsaved = self.unsaved or self.record.is_open
            self.tell_marks()

    def tell_marks(self) -> None:
        """Sends all marks to the window."""
        self._say(messages.Marked(self.run_id, self.marks))

    # ------------------------------------------------------------------ the run folder

    @property
    def folder_path(self) -> Path | None:
        """Where the run is saved; None for a run that is kept nowhere."""
        return self.record.path

    def place(self, path: Path | None) -> None:
        """Where the run is saved from now on; the folder is made at the first save."""
        self.record.place(path)

    def save(self) -> None:
        """Saves metrics and a checkpoint; says Saved, with the problem when it could not. Nothing is lost: what was not
        written stays in memory and goes with the next save. Raises NonFiniteError."""
        self.flush()  # the metrics in the folder reach to its checkpoint
        if self.folder_path is not None:
            why = self.record.write(*self._checkpoint())
            self._say_written(self.folder_path, why)

    def save_if_needed(self) -> None:
        """Saves what is in memory only, where the run has a place. Raises NonFiniteError."""
        if self.unsaved and self.folder_path is not None:
            self.save()

    def move(self, path: Path) -> None:
        """Saves into another folder, which is the run's place from then on. Where that cannot be it says so, and the
        run is saved where it was before. Raises NonFiniteError."""
        self.flush()
        why = self.record.move(path, *self._checkpoint())
        self._say_written(path if why else self.folder_path or path, why)

    def _checkpoint(self) -> tuple[LoopState, list[dict[str, Tensor]], Experiment, int]:
        """What is saved of the loop; to be written before the next step."""
        self.keep_good()  # never fall back behind what is on the disk
        loop = self.loop
        return self._state(), loop.live_display_weights(self._standing), loop.experiment, loop.step_count

    def _say_written(self, path: Path, why: str) -> None:
        """Tells of a save into *path*, and *why* that could not be."""
        self.trouble = why
        if not why:
            self.unsaved = False
        self._say_saved(_problem(path, why), anew=not why and self.record.told_anew())

    def _say_saved(self, problem: str, anew: bool = False) -> None:
        place = "" if self.folder_path is None else str(self.folder_path)
        self._say(messages.Saved(self.run_id, place, self.loop.step_count, problem, anew))

    def save_keyframe(self, pictures: messages.PicturesDrawn) -> None:
        """Keeps the drawn pictures of a keyframe, and says so where they could not be written."""
        why = self.write_keyframe(pictures)
        if why and self.folder_path is not None:
            self._say_saved(_problem(self.folder_path, why))

    def write_keyframe(self, pictures: messages.PicturesDrawn) -> str:
        """Keeps the drawn pictures of a keyframe, for the folder that the run is saved into; returns why they could not
        be written there, or the empty text. A folder that is gone is made anew first, which tells by itself how that
        went. Raises NonFiniteError."""
        if pictures.step > self.loop.step_count:
            return ""
        self.record.keep(pictures)
        if self.folder_path is None:
            return ""
        if not self.record.is_open and self.loop.step_count == 0:
            return ""  # a run that is never trained leaves nothing on the disk
        if self.record.is_gone:
            self.save()
        if self.record.is_gone:
            return ""
        return self.record.write_keyframe(pictures, self.loop.experiment)

    def _state(self) -> LoopState:
        """That of the loop as it stands, with what is the run's own; to be used before the next step."""
        state = self.loop.live_state()
        told: dict[str, Any] = {"seconds": self.seconds, "threads": [*self._threads.record]}
        if (marks := to_json(self.marks) or self._strange_marks) is not None:
            told["marks"] = marks
        stood = {} if self._standing is None else self._standing.tensors()
        return LoopState({**state.tensors, **stood}, {**state.position, **told})

    def close(self) -> None:
        """Lets go of the run folder."""
        self.record.close()


def _problem(path: Path, trouble: str) -> str:
    """What is said of a save into *path*, given what the system said; the empty text where all went well."""
    return f"{path.name} could not be saved: {trouble}" if trouble else ""


def evenly(begin: float, end: float, count: int) -> Float32:
    """When each of *count* steps was done that took from *begin* to *end*: nobody has looked at the clock between."""
    seconds = np.linspace(begin, end, count + 1, dtype=np.float32)[1:].copy()
    seconds.setflags(write=False)
    return seconds


def is_keyframe(step: int, total: int) -> bool:
    """Early steps, when all happens, then one every 40th of the plan; by steps, so that runs repeat."""
    return step in EARLY_KEYFRAMES or step % max(5, total // KEYFRAMES) == 0
