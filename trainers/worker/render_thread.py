"""The thread that looks: it answers the window's questions and draws its pictures, from frozen weights."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainers import messages
from trainers.lazy import torch
from trainers.machine.cores import FEW_CORES
from trainers.timeline import Timeline
from trainers.training.shelf import Shelf
from trainers.training.snapshot import Snapshot
from trainers.worker.looking_thread import LookingThread
from trainers.worker.mailbox import Outbox
from trainers.worker.put_aside import SeenAside

if TYPE_CHECKING:
    from trainers.looking.answers import Answers
    from trainers.looking.jobs import Job, Result
    from trainers.looking.looker import Looker

# This share of a core goes into pictures and other long looks while training, so that training keeps its cores.
LOOK_SHARE = 0.04 if FEW_CORES else 0.05
MOST_WAITING = 64  # keyframes that wait to be drawn; a plan has fewer, a run that goes on beyond it may be too fast
PAST_BYTES = 96 * 2**20  # weights of keyframes, in a file: of the run, and of those that may come back in its stead
LEAST_PAST = 32 * 2**20  # of the run itself, whatever the others have
PICTURE_PAUSE = 0.25  # seconds between two sets of pictures at least
TEST_PAUSE = 5.0  # ... and between test values, which take longer than all the rest; keyframes always have some


@dataclass(eq=False)
class LongWork:
    """Pictures (without a channel) or the answer to a long look, made in pieces from the weights ``of`` one snapshot;
    ``past`` where that is a keyframe that the user looks back at."""

    job: Job
    of: Snapshot
    channel: str = ""
    past: bool = False


class RenderThread(LookingThread):
    """Answers looks and draws the window's pictures from the newest snapshot. Looks come before pictures."""

    def __init__(self, outbox: Outbox, keyframe_drawn: Callable[[messages.PicturesDrawn], None]) -> None:
        super().__init__("render", outbox)
        self._keyframe_drawn = keyframe_drawn
        self._looks: dict[str, messages.Look] = {}
        self._taken: messages.Look | None = None  # the last of them that was taken to be answered, unless forgotten
        self._answers: Answers | None = None
        self._run_id = -1
        self._snapshot: Snapshot | None = None
        self._keyframes: deque[Snapshot] = deque()  # still to be drawn
        self._past: Timeline[Snapshot] = Timeline(PAST_BYTES)
        self._shelf = Shelf()  # where their weights lie
        self._former: tuple[int, Timeline[Snapshot]] | None = None  # a run that was rewound, and its past
        self._aside = 0  # bytes of the past of a run that was put aside
        self._back: Snapshot | None = None  # the keyframe that looks see instead of the newest snapshot
        self._work: deque[LongWork] = deque()  # at most one set of pictures and one look; their pieces take turns
        self._loaded: Snapshot | None = None  # whose weights the looker holds
        self._pictured: Snapshot | None = None  # the newest that pictures were drawn of
        self._pictured_at = 0.0  # when the last pictures were ready
        self._tested_at = 0.0  # when test values were last asked for
        self._spent = 0.0  # seconds of long work since the last pictures were begun
        self._told: dict[str, int] = {}  # by channel, the step of the weights that were looked at last

    # ------------------------------------------------------------------ from any thread

    def ask(self, look: messages.Look) -> None:
        """Asks; an unanswered look of the same channel is forgotten."""
        with self._condition:
            self._looks.pop(look.channel, None)
            self._looks[look.channel] = look
            self._condition.notify()

    def forget(self, channel: str) -> None:
        """What was asked on a channel is not answered, or not to the end. A piece that is being worked on now may
        still be told."""
        with self._condition:
            self._looks.pop(channel, None)
            if self._taken is not None and self._taken.channel == channel:
                self._taken = None
            for work in [work for work in self._work if work.channel == channel]:
                self._work.remove(work)

    def begin(self, run_id: int, answers: Answers, rewinds: bool = False, back_to: int = -1) -> None:
        """Takes over *answers* for a new run; what belonged to the run before is forgotten. Where that run *rewinds*
        it, the keyframes' weights are kept for the next run, in case it goes *back_to* it."""
        self._ready.set()
        with self._condition:
            former, self._former = self._former, (self._run_id, self._past) if rewinds else None
            self._run_id, self._answers = run_id, answers
            self._snapshot = self._loaded = self._pictured = self._back = None
            self._work.clear()
            self._keyframes.clear()
            comes_back = former is not None and former[0] == back_to
            self._past = former[1] if former is not None and comes_back else Timeline(self._room())
            self._shelf = Shelf()
            self._pictured_at = self._tested_at = self._spent = 0.0
            self._told = {}
            self._condition.notify()

    def _room(self) -> int:
        """Bytes for the past of a run that begins."""
        others = self._aside + (0 if self._former is None else self._former[1].nbytes)
        return max(PAST_BYTES - others, LEAST_PAST)

    def put_aside(self) -> SeenAside:
        """What there is of the run that is looked at, which another one takes the place of."""
        with self._condition:
            undrawn = [work.of for work in self._work if not work.channel and work.of.keyframe]
            drawing = any(work.of is self._pictured for work in self._work if not work.channel)
            self._aside = self._past.nbytes + (0 if self._former is None else self._former[1].nbytes)
            return SeenAside(
                self._run_id, self._answers, self._snapshot, None if drawing else self._pictured,
                (*undrawn, *self._keyframes), self._past, self._former, self._back,
            )  # fmt: skip

    def take_up(self, seen: SeenAside) -> None:
        """The run that was put aside is looked at again."""
        with self._condition:
            self._run_id, self._answers, self._snapshot = seen.run_id, seen.answers, seen.snapshot
            self._pictured, self._past, self._former, self._back = seen.pictured, seen.past, seen.former, seen.back
            self._keyframes = deque(seen.undrawn)
            self._shelf = Shelf()  # for those to come: what was put aside lies in its own
            self._aside = 0
            self._loaded = self._taken = None
            self._work.clear()
            self._pictured_at = self._tested_at = self._spent = 0.0
            self._told = {}
            self._condition.notify()

    def offer(self, snapshot: Snapshot) -> None:
        """A newer snapshot; keyframes are all drawn, of the others only the newest."""
        if snapshot.keyframe and snapshot.run_id == self._run_id:
            snapshot = self._shelf.put(snapshot)
        with self._condition:
            if snapshot.run_id != self._run_id:
                return
            if self._snapshot is not None and snapshot.step < self._snapshot.step:  # training has gone back
                self._past = self._past.truncate_after(snapshot.step)
                self._keyframes = deque(each for each in self._keyframes if each.step <= snapshot.step)
                self._told = {}
            if snapshot.keyframe:
                self._keyframes.append(snapshot)
                self._past = self._past.add(snapshot.step, snapshot)
            if len(self._keyframes) > MOST_WAITING:  # every second one is left out; the first and the newest stay
                self._keyframes = deque([*self._keyframes][::2])
            self._snapshot = snapshot
            self._condition.notify()

    def look_back(self, wish: messages.LookBack) -> None:
        """Lets looks see a keyframe, or the newest snapshot again. Of pictures only keyframes' are drawn meanwhile."""
        with self._condition:
            if wish.run_id == self._run_id:
                self._back = None if wish.step is None else self._kept(wish.step)
                self._condition.notify()

    def keyframe(self, step: int) -> Snapshot | None:
        """The weights of the keyframe at *step*, or of the last kept one before it; None where none are kept."""
        with self._condition:
            return self._kept(step)

    def _kept(self, step: int) -> Snapshot | None:
        found = self._past.at(step)  # which knows the first one when *step* lies before it
        return found if found is not None and found.step <= step else None

    # ------------------------------------------------------------------ on the render thread

    def _turn(self) -> bool:
        with self._condition:
            while (work := self._next()) is None and not self._closing:
                self._condition.wait(self._patience())
            if self._closing:
                return False
            answers, run_id, back, newest = self._answers, self._run_id, self._back, self._snapshot
            assert answers is not None and newest is not None and work is not None  # no work without both
            looker = answers.looker
            looker.past = self._past
        try:
            with torch.inference_mode():
                self._do(work, answers, run_id, back, newest)
        except Exception as error:
            if isinstance(work, LongWork):
                self._end(work)
            self._report(run_id, looker.step, error, looker.experiment)
        return True

    def _next(self) -> messages.Look | Snapshot | LongWork | None:
        """The next piece of work, or None: short looks first, then what was begun in turn with what may be begun.
        Called with the condition held."""
        if self._answers is None or self._snapshot is None:
            return None
        for channel, look in list(self._looks.items()):
            busy = next((work for work in self._work if work.channel), None) if look.long else None
            if busy is not None:
                if channel != busy.channel:
                    continue  # it waits for the one that was begun
                self._work.remove(busy)  # what it would answer is no longer asked
            del self._looks[channel]
            if look.run_id == self._run_id:
                self._taken = look
                return look
        drawing = any(not work.channel for work in self._work)
        if not drawing and self._keyframes:
            return self._keyframes.popleft()
        if not drawing and self._patience() == 0:
            return self._snapshot
        if self._work:
            self._work.rotate(-1)
            return self._work[-1]
        return None

    def _patience(self) -> float | None:
        """Seconds until pictures may be drawn again; None: wait for news."""
        if self._snapshot is None or self._snapshot is self._pictured or self._back is not None:
            return None
        due = self._pictured_at + max(PICTURE_PAUSE, self._spent / LOOK_SHARE)
        return 0.0 if self._snapshot.settled else max(0.0, due - time.monotonic())

    def _do(
        self,
        work: messages.Look | Snapshot | LongWork,
        answers: Answers,
        run_id: int,
        back: Snapshot | None,
        newest: Snapshot,
    ) -> None:
        """One piece of work of the run *run_id*, as it was under the condition; another may have begun since."""
        start = time.monotonic()
        if isinstance(work, Snapshot):
            self._pictured, self._spent = work, 0.0
            self._load(answers.looker, work)
            tested = work.keyframe or work.settled or start >= self._tested_at + TEST_PAUSE
            if tested:
                self._tested_at = start
            self._take_up(LongWork(answers.pictures.make(run_id, work.keyframe, tested), work), answers)
        elif isinstance(work, messages.Look):
            seen = back or newest
            if not work.long and back is None and not (newest.settled or newest.followed):
                # While training, weights of the long work at hand will do, for those to come are asked for again; but
                # not older ones than were told before: keyframes wait to be drawn, and would be a look into the past.
                told = self._told.get(work.channel, -1)
                begun = (each.of for each in [*self._work] if each.of is self._loaded and not each.past)
                seen = next((of for of in begun if of.step >= told), seen)
            self._load(answers.looker, seen)
            if back is None:
                self._told[work.channel] = seen.step
            answer = answers.answer(work)
            if work.long:
                self._take_up(LongWork(answer, seen, work.channel, past=seen is back), answers, work)
            else:
                self._publish(next(result for result in answer if result is not None))
        else:
            self._go_on(work, answers.looker)
            self._spent += time.monotonic() - start

    def _go_on(self, work: LongWork, looker: Looker) -> None:
        """The next piece, with the weights that the work began with."""
        self._load(looker, work.of)
        try:
            result = next(work.job)
        except StopIteration:
            self._end(work)
            return
        if result is None:
            return
        self._publish(result)
        if isinstance(result, messages.PicturesDrawn):
            self._pictured_at = time.monotonic()

    def _take_up(self, work: LongWork, answers: Answers, look: messages.Look | None = None) -> None:
        """Begins *work*, with which a *look* is to be answered or pictures are drawn."""
        with self._condition:
            # Meanwhile another run may have begun, and the look may have been forgotten.
            if answers is self._answers and (look is None or look is self._taken):
                self._work.append(work)

    def _end(self, work: LongWork) -> None:
        with self._condition:
            if work in self._work:  # else another run has begun meanwhile
                self._work.remove(work)

    def _load(self, looker: Looker, snapshot: Snapshot) -> None:
        if self._loaded is not snapshot:
            looker.load(snapshot)
            self._loaded = snapshot

    def _publish(self, result: Result) -> None:
        if isinstance(result, messages.Answer):
            self._answer(result)
        elif isinstance(result, messages.JudgeChanged):
            self._outbox.put_latest("judge", result)
        elif result.keyframe:
            self._outbox.put(result)
            self._keyframe_drawn(result)
        else:
            self._outbox.put_latest("pictures", result)
