"""When what moves by itself is drawn next: surfaces take turns, and each one's pace follows how long a frame takes."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal

FRAME_MS = 16


class Turns:
    """Surfaces that begin to move together take turns: painted in one pass they would hold up everything else. Those
    that stand side by side share one."""

    def __init__(self) -> None:
        self._last = 0.0  # seconds, by the monotonic clock

    def take(self) -> int:
        """Milliseconds until the first frame of the one that asks."""
        now = time.monotonic()
        self._last = max(now, self._last) + FRAME_MS / 1000
        return round(1000 * (self._last - now))


class FrameClock(QObject):
    """``due`` asks for the next frame, as long as something moves. Drawing takes at most *share* of one core."""

    due = Signal()

    def __init__(self, share: float, turns: Turns | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._share = share
        self._turns = turns or Turns()
        self._seconds = 0.0  # that the last frame took
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.due)

    @property
    def is_running(self) -> bool:
        return self._timer.isActive()

    @property
    def interval(self) -> int:
        """Milliseconds from one frame to the next, or to the first one."""
        return self._timer.interval()

    def begin(self) -> None:
        """Frames from now on, unless they come already."""
        if not self.is_running:
            self._timer.start(self._turns.take())

    def go_on(self, moving: bool) -> None:
        """After a frame: another one, or none while nothing is *moving* any more."""
        if moving:
            self._timer.setInterval(max(FRAME_MS, round(1000 * self._seconds / self._share)))
        else:
            self.stop()

    def stop(self) -> None:
        self._timer.stop()

    def took(self, seconds: float) -> None:
        """How long the last frame took to draw."""
        self._seconds = seconds
