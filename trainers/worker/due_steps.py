"""The steps that are still to be trained: how many, of whom, and when the next one is due."""

from __future__ import annotations

from collections import deque

from trainers import messages
from trainers.worker.tempo import Tempo


class DueSteps:
    """Steps are *played*, one after the other at a pace, or a single one is made. Those that are asked for while others
    are due wait for these. All times in seconds, as time.monotonic() gives them."""

    def __init__(self) -> None:
        self.players: tuple[str, ...] = ()  # that change in these steps; none: all
        self._left: int | None = 0  # None: until the plan ends or somebody pauses
        self._waiting: deque[messages.Advance] = deque()  # steps of other players, for when these are done
        self._tempo: Tempo | None = None  # of these steps; None: each as soon as the one before is done
        self._pace = Tempo()  # at which the run is played

    @property
    def are_due(self) -> bool:
        """Whether any is left."""
        return self._left != 0

    @property
    def are_played(self) -> bool:
        return self._tempo is not None

    @property
    def are_followed(self) -> bool:
        """Whether they are played so slowly that every one can be seen."""
        return self._tempo is not None and self._tempo.is_followed

    @property
    def are_slow(self) -> bool:
        """Whether their speed says nothing of how fast the run is trained."""
        return self._tempo is None or self._tempo.is_followed or bool(self.players)

    @property
    def keep_pace(self) -> bool:
        """Whether more speed is not wanted."""
        return self._tempo is not None and self._tempo.is_kept

    def seconds_left(self, now: float) -> float:
        """Until the next one is due; 0 where it is."""
        return 0.0 if self._tempo is None else self._tempo.left(now)

    # ------------------------------------------------------------------ what is wished

    def set_pace(self, steps_per_second: float | None) -> None:
        self._pace.set_pace(steps_per_second)

    def begin(self, steps: int | None, players: tuple[str, ...], single: bool, now: float) -> None:
        """So many steps of these players, and no others but those that wait; None: without an end."""
        self._left, self.players = steps, players
        self._tempo = None if single else self._pace
        self._pace.begin(now)

    def go_on(self, now: float) -> None:
        """After a rest the next step is due at once."""
        self._pace.begin(now)

    def lets_wait(self, wish: messages.Advance) -> bool:
        """Whether steps come after those that are due, and wait from now on: quick clicks all count."""
        waits = bool(self._left) and (bool(self._waiting) or wish.players != self.players)
        if waits:
            self._waiting.append(wish)
        return waits

    def with_more(self, steps: int) -> int:
        """How many there are with so many more of the same players."""
        return (self._left or 0) + steps

    def forget_waiting(self) -> None:
        self._waiting.clear()

    def stand(self) -> None:
        """None is left to be done, nor does one wait."""
        self._left = 0
        self._waiting.clear()

    # ------------------------------------------------------------------ what is done

    def step_begun(self, now: float) -> None:
        if self._tempo is not None:
            self._tempo.stepped(now)

    def step_done(self) -> None:
        if self._left is not None:
            self._left -= 1

    def next_waiting(self) -> messages.Advance | None:
        """The steps that waited longest, which wait no more."""
        return self._waiting.popleft() if self._waiting else None
