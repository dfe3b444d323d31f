"""The thread that looks at the data alone: it draws maps, judges them and finds clusters, with methods from libraries
that do not come in short pieces, and so would hold up whoever waits for a decode."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trainers import messages
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.machine.cores import FEW_CORES
from trainers.sentence import sentence
from trainers.worker.looking_thread import LookingThread
from trainers.worker.mailbox import Outbox
from trainers.worker.mishaps import is_out_of_memory

if TYPE_CHECKING:
    from trainers.looking.jobs import Job, Result
    from trainers.looking.maps import MapAnswers

# While training goes on, the share of the time in which maps are worked on. On two cores training uses both, and is all
# but at a standstill beside a third thread that computes: so it keeps at least the rest of its speed.
MAP_SHARE = 0.2 if FEW_CORES else 0.5


@dataclass(eq=False)
class MapWork:
    """A look, and how far its answer is: ``job`` is None before the first piece."""

    look: messages.Look
    job: Job | None = None


class MapThread(LookingThread):
    """Answers looks that are ``apart``, of each channel the newest. Short ones come first; those that are long take
    turns, piece by piece, and keep to a share of the time while training goes on."""

    def __init__(self, outbox: Outbox) -> None:
        super().__init__("maps", outbox)
        self._works: dict[str, MapWork] = {}  # by channel, in the order of their turns
        self._held: set[str] = set()  # channels that rest
        self._dropped: list[MapWork] = []  # what they hold is let go of on the thread that made it
        self._run_id = -1
        self._experiment: Experiment | None = None
        self._answers: MapAnswers | None = None
        self._pressed = False  # somebody waits for the end of the piece at work
        self._training = False
        self._rests_until = 0.0  # what was worked on while training has to be made up for

    # ------------------------------------------------------------------ from any thread

    def ask(self, look: messages.Look) -> None:
        """Asks; what was asked on the same channel before is forgotten."""
        with self._condition:
            if self._drop(look.channel) or not look.long:
                self._pressed = True
            if look.run_id >= self._run_id:
                self._works[look.channel] = MapWork(look)
            self._condition.notify()

    def forget(self, channel: str) -> None:
        """What was asked on a channel is left after the piece at work, which may still be told."""
        with self._condition:
            if self._drop(channel):
                self._pressed = True
                self._condition.notify()

    def hold(self, channel: str, held: bool) -> None:
        """Lets what is worked on for a channel rest after the piece at work, or go on."""
        with self._condition:
            if channel in self._works:
                (self._held.add if held else self._held.discard)(channel)
                self._pressed = self._pressed or held
                self._condition.notify()

    def begin(self, run_id: int, experiment: Experiment, examples: Examples) -> None:
        """From now on looks are those of another run. Where it has the same *examples*, what is about them alone goes
        on; all else is forgotten."""
        from trainers.looking.maps import MapAnswers  # here and below: the window must paint before torch is imported

        with self._condition:
            before, self._run_id, self._experiment = self._run_id, run_id, experiment
            same = self._answers is not None and self._answers.examples is examples
            if not same:
                self._answers = MapAnswers(examples, lambda: self._pressed)
            for channel, work in [*self._works.items()]:
                look = work.look
                goes_on = same and look.of_data and look.run_id <= before
                if look.run_id < run_id and not goes_on:
                    self._pressed = self._drop(channel)
            self._condition.notify()
        self._ready.set()

    def put_aside(self) -> MapAnswers | None:
        """Who answers about the data of the run that is looked at."""
        with self._condition:
            return self._answers

    def take_up(self, run_id: int, experiment: Experiment, answers: MapAnswers) -> None:
        """The run that was put aside is looked at again; what was asked of another one is forgotten."""
        with self._condition:
            self._run_id, self._experiment, self._answers = run_id, experiment, answers
            for channel in [*self._works]:
                self._pressed = self._drop(channel) or self._pressed
            self._condition.notify()

    def set_training(self, training: bool) -> None:
        """Whether training goes on, and at speed; said by the thread that trains, before each step."""
        if training != self._training:  # which no other thread sets
            with self._condition:
                self._training = training
                self._rests_until = 0.0
                self._condition.notify()

    def close(self) -> None:
        super().close()
        self._pressed = True

    def _drop(self, channel: str) -> bool:
        """Whether there was something to forget. Called with the condition held."""
        self._held.discard(channel)
        work = self._works.pop(channel, None)
        if work is not None:
            self._dropped.append(work)
        return work is not None

    # ------------------------------------------------------------------ on the thread itself

    def _prepare(self) -> None:
        from trainers.training.devices import stand_back

        stand_back()
        super()._prepare()

    def _turn(self) -> bool:
        with self._condition:
            while (work := self._next()) is None and not self._dropped and not self._closing:
                self._condition.wait(self._patience())
            dropped, self._dropped = self._dropped, []
            answers, run_id, experiment = self._answers, self._run_id, self._experiment
            closing, self._pressed = self._closing, self._closing
            if closing:
                dropped += self._works.values()
                self._works.clear()
        del dropped[:]  # where a job is at an end, so is what it has begun with libraries
        if closing or work is None:
            return not closing
        assert answers is not None and experiment is not None  # no work without
        start = time.monotonic()
        try:
            result, ended = self._piece(work, answers)
        except Exception as error:
            result, ended = self._failed(work.look, error), True
            if not is_out_of_memory(error):
                self._report(run_id, 0, error, experiment)
        self._put_back(work, ended, time.monotonic() - start)
        if isinstance(result, messages.Answer):
            self._tell(work, result)
        return True

    def _next(self) -> MapWork | None:
        """The next to be worked on, or None. Called with the condition held."""
        waiting = [*self._waiting()]
        short = [work for work in waiting if not work.look.long]
        for work in short:
            if work.job is None:  # whoever points at something does not wait for the end of a rest
                return work
        return next(iter(short or waiting), None) if self._rest() == 0 else None

    def _waiting(self) -> Iterator[MapWork]:
        """What can be worked on: a look may have been asked for a run that is still being begun."""
        for channel, work in self._works.items():
            if channel not in self._held and self._answers is not None and work.look.run_id <= self._run_id:
                yield work

    def _patience(self) -> float | None:
        """Seconds until the rest is over, where something waits for that; None: wait for news."""
        return self._rest() if any(self._waiting()) else None

    def _rest(self) -> float:
        return max(0.0, self._rests_until - time.monotonic()) if self._training else 0.0

    @staticmethod
    def _piece(work: MapWork, answers: MapAnswers) -> tuple[Result | None, bool]:
        """The next piece: what is to be told, and whether that was the last one."""
        if work.job is None:
            work.job = answers.answer(work.look)
        try:
            result = next(work.job)
        except StopIteration:
            return None, True
        return result, isinstance(result, messages.Answer) and not result.goes_on

    def _put_back(self, work: MapWork, ended: bool, seconds: float) -> None:
        """After a piece that took so many *seconds* it is the turn of others."""
        channel = work.look.channel
        with self._condition:
            if self._training:
                self._rests_until = max(self._rests_until, time.monotonic()) + seconds * (1 / MAP_SHARE - 1)
            if self._works.get(channel) is not work:
                return  # it has been forgotten meanwhile, or asked anew
            del self._works[channel]
            if ended:
                self._held.discard(channel)
            else:
                self._works[channel] = work

    def _tell(self, work: MapWork, answer: messages.Answer) -> None:
        """Says it, as of the run that there is now, unless nobody waits for it any more."""
        with self._condition:
            run_id = self._run_id
            wanted = all(work is not each for each in self._dropped)
        if wanted:
            self._answer(answer if answer.run_id == run_id else replace(answer, run_id=run_id))

    @staticmethod
    def _failed(look: messages.Look, error: Exception) -> messages.LookFailed:
        if is_out_of_memory(error):
            reason = sentence("There is not enough memory for this: fewer examples may do.")
        else:
            reason = sentence("Something went wrong in the program. The log file has the details.")
        return messages.LookFailed(look.run_id, look.request_id, look.channel, 0, reason)
