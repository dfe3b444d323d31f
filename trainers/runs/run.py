"""One run: a loop that is trained, with its records, its safety net and its place on the disk.

Used by the trainer thread alone. A run does not decide when to train; it knows how to take a step, to tell what
happened, to go back to the last good state, and to save itself.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainers import messages
from trainers.cores import FEW_CORES
from trainers.disk.atomic_file import reason
from trainers.marks import Mark, branched, gone_back, parse_marks, to_json, turned, unbranched
from trainers.runs.checkpoint import with_batch_size
from trainers.runs.data import write_data
from trainers.runs.folder import RunFolder, RunFolderError, place_anew
from trainers.runs.history import History, cut_scalars
from trainers.runs.keyframes import keyframe_steps, read_keyframe
from trainers.runs.metrics import read_metrics
from trainers.timeline import Timeline
from trainers.training.loop import Loop, Standing
from trainers.training.loop_state import LoopState, thread_record
from trainers.training.scalars import NonFiniteError, check_finite, stack_scalars
from trainers.training.snapshot import Snapshot

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.training.sharing import Threads

FLUSH_SECONDS = 0.4 if FEW_CORES else 0.2  # curves and clock go to the window this often
# Weights go to the render thread this often; on two cores, where looking at them holds up training, less so: beside the
# arena a game then trains an eighth faster.
SNAPSHOT_SECONDS = 0.4 if FEW_CORES else 0.25
JOIN_SECONDS = 1.0  # turns of one knob that follow each other sooner are one movement
GOOD_SECONDS = 2.0  # the state to fall back to is at most this old
AUTOSAVE_SECONDS = 20.0  # a save holds training up; a crash must not cost more than half a minute
SPEED_SECONDS = 2.0  # steps per second are averaged over this time
DRAWN_BYTES = 64 * 2**20  # of keyframes in memory, which the window shows as well: they are there once
KEYFRAMES = 40  # planned keyframes over a run, besides the early ones
EARLY_KEYFRAMES = frozenset({0, 1, 2, 5, 10, 20, 50})


class Run:
    """A loop with its records. All methods belong to the thread that trains.

    ``publish`` takes snapshots to look at. ``say`` hears of everything that happens; ``say_latest`` of what is soon out
    of date, with a key: of the events of one key only the newest counts.
    """

    def __init__(
        self,
        loop: Loop,
        data: messages.DataReady,
        publish: Callable[[Snapshot], None],
        say: Callable[[messages.Event], None],
        say_latest: Callable[[str, messages.Event], None],
        threads: Threads,
    ) -> None:
        self.run_id = data.run_id
        self.loop = loop
        self.data = data
        self.folder_path: Path | None = None
        self.seconds = 0.0
        self.marks: tuple[Mark, ...] = ()
        self.unsaved = False  # whether training has gone further than what is in the folder
        self._publish, self._say, self._say_latest = publish, say, say_latest
        self._threads = threads
        self._shares = loop.device.type == "cpu"
        self._folder: RunFolder | None = None
        self._pending: list[list[dict[str, Tensor]]] = []
        self._unsaved: list[messages.Scalars] = []
        self._history = History()  # of this session: the folder may go
        self._anew = False  # the folder was gone, and the next save makes another
        self._speeds: deque[tuple[float, int]] = deque()
        self._good: LoopState = loop.state()
        self._before_take_back: LoopState | None = None
        self._turned_at = -JOIN_SECONDS  # when a knob was last turned
        self._source: Path | None = None  # the run folder that this run goes on from
        self._resumed_at: int | None = None  # the step of its checkpoint, until the folder is written to
        self._drawn: Timeline[messages.Pictures] = Timeline(DRAWN_BYTES)  # keyframes of this session: as above
        self._since: float | None = None  # when the clock was last read while training
        self._standing: Standing | None = None  # where single moves began, which are to be seen
        self._next_flush = self._next_snapshot = self._next_good = self._next_save = 0.0

    def resume(self, state: LoopState, source: Path, in_place: bool) -> None:
        """Goes to the state saved in another run or an earlier session of this one. Raises StateError or ConfigError,
        and nothing has changed. Live knobs are those of this run, but for one that goes on *in_place*, in the folder it
        was saved in: there they are as they were saved, which may be later than when the window read them."""
        experiment, record = self.loop.experiment, thread_record(state.position)
        self.loop.load_state(state)
        if not in_place:
            self.loop.set_configs([spec.config for spec in experiment.models])
        self.seconds = float(state.position.get("seconds", 0.0))
        with suppress(ValueError):  # said where the folder is read; a run goes on without them
            self.marks = parse_marks(state.position.get("marks"))
        self._good, self._source, self._resumed_at = state, source, self.loop.step_count
        self._threads.begin(self.loop.step_count, record)

    def take_over(self, left: Run, source: Path, in_place: bool) -> None:
        """As :meth:`resume`, from a run that its folder *source* could not take: what is missing there is still in
        memory."""
        state, plan = left._state(), left.loop.experiment.plan
        position = with_batch_size(state.position, plan.batch_size, self.loop.experiment.plan.batch_size)
        self.resume(LoopState(state.tensors, position), source, in_place)
        self._unsaved, self._history, self._drawn = left._unsaved, left._history, left._drawn
        self.marks = left.marks

    def catch_up(self, known: int) -> None:
        """Sends the metrics and the pictures of keyframes after step *known*, up to the step at which the run stands:
        what was trained after the window had read the folder, or heard of the run that is left."""
        source, step, models = self._source, self.loop.step_count, len(self.loop.models)
        if source is None or step <= known:
            return
        parts = self._history.parts
        with suppress(OSError, RunFolderError):  # said where the folder is read; what is missing stays a gap
            metrics = read_metrics(source, models)
            if any(metrics.curves):
                parts = [messages.Scalars(self.run_id, metrics.first_step, metrics.curves), *parts]
            for each in keyframe_steps(source):
                if known < each <= step:
                    self._say(replace(read_keyframe(source, each, models), run_id=self.run_id))
        for part in parts:
            if (unknown := cut_scalars(part, step, known + 1)) is not None:
                self._say(replace(unknown, run_id=self.run_id))

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
        self._next_flush, self._next_snapshot = now + FLUSH_SECONDS, now + SNAPSHOT_SECONDS
        self._next_good, self._next_save = now + GOOD_SECONDS, now + AUTOSAVE_SECONDS

    def skip_clock(self) -> None:
        """What was done meanwhile is no time spent training."""
        if self._since is not None:
            self._since = time.monotonic()
            self._speeds.clear()

    def step(self, players: Collection[str] = ()) -> None:
        """One update of every model, or of some players, and what is due after it. Raises NonFiniteError, and whatever
        the step raises."""
        self._pending.append(self.loop.step(players))
        self.unsaved = True
        self.share_machine()
        step, now = self.loop.step_count, time.monotonic()
        keyframe = is_keyframe(step, self.loop.experiment.plan.steps)
        if now < self._next_flush and not keyframe:
            return
        self.flush()
        if keyframe or now >= self._next_snapshot:
            self._next_snapshot = now + SNAPSHOT_SECONDS
            self.publish(keyframe)
        if now >= self._next_good:
            self._next_good = now + GOOD_SECONDS
            self._good = self._state()
            if self._folder is not None and self._folder.is_gone:
                self._next_save = now  # the user hears of it now, not in AUTOSAVE_SECONDS
        if now >= self._next_save:
            self.save()
            self._next_save = time.monotonic() + AUTOSAVE_SECONDS

    def share_machine(self) -> None:
        """Looks now and then at what other programs leave, and says so when that changes the number of threads."""
        if self._shares and self._threads.watch(self.loop.step_count):
            self.say_threads()

    def pin_threads(self, count: int | None) -> None:
        """Trains with so many threads from here on; None: with those that other programs leave."""
        if self._threads.pin(count, self.loop.step_count):
            self.unsaved = True
        self.say_threads()

    def say_threads(self) -> None:
        """Tells the number of threads on a CPU, and from which step on it has been that."""
        if not self._shares:
            return
        (step, count), threads = self._threads.record[-1], self._threads
        self._say(messages.ThreadsChanged(self.run_id, step, count, threads.most, threads.pinned is not None))

    def flush(self) -> None:
        """Sends the scalars of the steps since the last flush, and the clock. Raises NonFiniteError."""
        now = time.monotonic()
        if self._since is not None:
            self.seconds += now - self._since
            self._since = now
        self._next_flush = now + FLUSH_SECONDS
        if self._pending:
            scalars = stack_scalars(self.run_id, self.loop.step_count - len(self._pending) + 1, self._pending)
            self._pending = []
            check_finite([spec.label for spec in self.loop.experiment.models], scalars)
            self._say(scalars)
            self._unsaved.append(scalars)
            self._history.add(scalars)
        self._say_latest("ticked", self._ticked(now))

    def _ticked(self, now: float) -> messages.Ticked:
        loop = self.loop
        self._speeds.append((now, loop.step_count))
        while len(self._speeds) > 2 and now - self._speeds[0][0] > SPEED_SECONDS:
            self._speeds.popleft()
        (then, first) = self._speeds[0]
        speed = (loop.step_count - first) / (now - then) if now > then else 0.0
        total, share = loop.experiment.plan.steps, self._threads.share
        return messages.Ticked(self.run_id, loop.step_count, total, loop.epoch, self.seconds, speed, share)

    def halt(self) -> None:
        """Training stops here: everything that is known goes to the window. Raises NonFiniteError."""
        try:
            self.flush()
        finally:
            self._since = None
        self.publish()

    def end(self) -> None:
        """Training stops here for good: what is not finite is left out of what is kept."""
        try:
            self.halt()
        except NonFiniteError:
            self.roll_back()

    def publish(self, keyframe: bool = False) -> None:
        """Hands a copy of the display weights to the render thread."""
        loop = self.loop
        weights = tuple(loop.display_weights(None if keyframe else self._standing))
        configs = tuple(spec.config for spec in loop.experiment.models)
        settled = self._since is None
        self._publish(Snapshot(self.run_id, loop.step_count, weights, configs, keyframe, settled))

    def roll_back(self) -> int:
        """Goes back to the last good state; returns its step."""
        self._pending = []
        self._since = self._standing = None
        experiment = self.loop.experiment
        self.loop.load_state(self._good)
        self.loop.set_configs([spec.config for spec in experiment.models])  # live knobs stay as the user set them
        step = self.loop.step_count
        self._history.truncate_after(step)
        self._drawn = self._drawn.truncate_after(step)
        self._remember(gone_back(self.marks, step))
        self._unsaved = [part for scalars in self._unsaved if (part := cut_scalars(scalars, step)) is not None]
        self._speeds.clear()
        self._say_latest("ticked", self._ticked(time.monotonic()))
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
            self._before_take_back = self._state()
            self.unsaved = True
            self._standing = None
            self.loop.take_weights(snapshot.weights)
            self._remember(branched(self.marks, self.loop.step_count, snapshot.step))
            self._good = self._state()
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

    def remember(self, mark: Mark) -> None:
        """Adds a mark at the present step."""
        self._remember((*self.marks, replace(mark, step=self.loop.step_count)))

    def _remember(self, marks: tuple[Mark, ...]) -> None:
        if marks != self.marks:
            self.marks = marks
            self.unsaved = self.unsaved or self._folder is not None
            self.tell_marks()

    def tell_marks(self) -> None:
        """Sends all marks to the window."""
        self._say(messages.Marked(self.run_id, self.marks))

    # ------------------------------------------------------------------ the run folder

    def place(self, path: Path | None) -> None:
        """Where the run is saved from now on; the folder is made at the first save."""
        if self._folder is not None:
            self._folder.close()
        self._folder, self.folder_path = None, path

    def save(self) -> None:
        """Saves metrics and a checkpoint; says Saved, with the problem when it could not. Nothing is lost: what was not
        written stays in memory and goes with the next save. Raises NonFiniteError."""
        self.flush()  # the metrics in the folder reach to its checkpoint
        if self.folder_path is not None:
            self._say_saved(self._write(self.folder_path))

    def move(self, path: Path) -> None:
        """Saves into another folder, which is the run's place from then on. Where that cannot be it says so, and the
        run is saved where it was before. Raises NonFiniteError."""
        self.flush()
        former, source, unsaved = self.folder_path, self._source, [*self._unsaved]
        self.place(path)
        problem = self._write(path)
        if problem:
            self.place(former)
            self._source, self._unsaved = source, unsaved
        self._say_saved(problem)

    def _write(self, path: Path) -> str:
        """Saves into *path*; returns why that could not be, in one sentence, or the empty text."""
        try:
            if self._folder is not None and self._folder.is_gone:
                path = self._leave_folder(path)
            folder = self._open_folder(path)
            while self._unsaved:
                folder.append_metrics(self._unsaved[0])
                self._unsaved.pop(0)
            self._good = self._state()  # never fall back behind what is on the disk
            folder.write_checkpoint(self._good, self.loop.display_weights(), self.loop.experiment)
            folder.truncate_after(self.loop.step_count)  # training may have gone back
        except (OSError, RunFolderError) as error:
            return f"{path.name} could not be saved: {reason(error)}"
        self.unsaved = False
        return ""

    def _leave_folder(self, path: Path) -> Path:
        """The folder was renamed or removed, or its disk is gone: another one is made, with all that is in memory."""
        assert self._folder is not None
        self._folder.close()
        self._folder = self._source = None
        self._anew, self._unsaved = True, self._history.parts
        self.folder_path = place_anew(path)
        return self.folder_path

    def _say_saved(self, problem: str) -> None:
        place = "" if self.folder_path is None else str(self.folder_path)
        anew, self._anew = self._anew and not problem, self._anew and bool(problem)
        self._say(messages.Saved(self.run_id, place, self.loop.step_count, problem, anew))

    def save_keyframe(self, pictures: messages.Pictures) -> None:
        """Writes the drawn pictures of a keyframe; a full disk is reported by the next save."""
        if self.folder_path is None or pictures.step > self.loop.step_count:
            return
        self._drawn = self._drawn.add(pictures.step, pictures)
        if self._folder is None and self.loop.step_count == 0:
            return  # a run that is never trained leaves nothing on the disk
        if self._folder is not None and self._folder.is_gone:
            self.save()
        try:
            self._open_folder(self.folder_path).write_keyframe(pictures)
        except (OSError, RunFolderError) as error:
            self._say_saved(f"{self.folder_path.name} could not be saved: {reason(error)}")

    def _open_folder(self, path: Path) -> RunFolder:
        if self._folder is None and self._source == path:
            folder = RunFolder.open_for_writing(path)
            try:
                if self._resumed_at is not None:  # a crash may have left more than was saved
                    folder.truncate_after(self._resumed_at)
            except BaseException:
                folder.close()
                raise
            self._folder, self._resumed_at = folder, None
        elif self._folder is None:
            folder = RunFolder.create(path, self.loop.experiment, self.data.device)
            try:
                write_data(path, self.data)
                if self._source is not None:
                    folder.copy_history(self._source)
                for entry in self._drawn.entries:
                    if entry.step > folder.last_keyframe_step:
                        folder.write_keyframe(entry.payload)
            except BaseException:
                folder.withdraw()  # made a moment ago; the next save begins anew
                raise
            self._folder, self._source, self._resumed_at = folder, path, None
        return self._folder

    def _state(self) -> LoopState:
        state = self.loop.state()
        told = {"seconds": self.seconds, "threads": [*self._threads.record], "marks": to_json(self.marks)}
        return LoopState(state.tensors, {**state.position, **told})

    def close(self) -> None:
        """Lets go of the run folder."""
        if self._folder is not None:
            self._folder.close()
            self._folder = None


def is_keyframe(step: int, total: int) -> bool:
    """Early steps, when all happens, then one every 40th of the plan; by steps, so that runs repeat."""
    return step in EARLY_KEYFRAMES or step % max(5, total // KEYFRAMES) == 0
