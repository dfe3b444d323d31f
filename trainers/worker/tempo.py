"""How fast a run is played: when its next step is due, for those who want to see what each step does."""

from __future__ import annotations

from trainers.experiment import MOST_PACE

FOLLOWED = 30.0  # steps a second, up to which every one is shown


class Tempo:
    """Beats at a pace in steps a second; 0: each as soon as the one before is done. All times in seconds, as
    time.monotonic() gives them."""

    def __init__(self) -> None:
        self._interval = 0.0
        self._beat = 0.0  # when the last step was due, or was made if that was later
        self._in_time = False

    def set_pace(self, pace: float | None) -> None:
        """From the last step on; None is 0. A pace that is none, or beyond what a plan may have, is the nearest one."""
        steps = min(pace, MOST_PACE) if pace is not None and pace > 0 else 0.0  # not a number is not above 0
        self._interval = 1 / steps if steps else 0.0

    @property
    def is_followed(self) -> bool:
        """Whether it is so slow that every step can be seen."""
        return self._interval * FOLLOWED >= 1

    @property
    def is_kept(self) -> bool:
        """Whether there is a pace, and the last step came less than a beat too late: more speed is not wanted."""
        return self._interval > 0 and self._in_time

    def begin(self, now: float) -> None:
        """The next step is due at once."""
        self._beat = now - self._interval
        self._in_time = False

    def left(self, now: float) -> float:
        """Seconds until the next step is due; 0 where it is."""
        return max(0.0, self._beat + self._interval - now)

    def stepped(self, now: float) -> None:
        """A step was begun. What came too late is caught up with at the next one, if it was less than a beat."""
        due = self._beat + self._interval
        self._in_time = now - due < self._interval
        self._beat = due if self._in_time else now
