"""The pace at which what is drawn comes into sight: site after site, never ahead of what is there."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from explorer.gui_thread.throttle import LEAN

FRAME_MS = 33 if LEAN else 16
SLOWEST, QUICKEST = 30.0, 30.0 * 0.1 ** (1 / 0.6)  # seconds for all there is: 3 at a speed of 0.6
SEEN = 3.0  # seconds that are enough to follow what is played once more


def seconds(speed: float) -> float:
    """How long all there is takes, be it much or little, at a speed from 0 to 1; at 1 nothing."""
    return 0.0 if speed >= 1 else float(SLOWEST * (QUICKEST / SLOWEST) ** speed)


class Reveal(QObject):
    """``moved`` comes with each new :attr:`place`. The timer runs as long as there is something to be shown."""

    moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._total = self._there = 0
        self._reached = 0.0
        self._speed = 0.5
        self._again = False  # what has been seen before is played once more
        self._since = QElapsedTimer()
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def place(self) -> int:
        """How many of the free sites are shown."""
        return int(self._reached)

    @property
    def is_playing(self) -> bool:
        """Whether more is to be shown, be it there yet or not."""
        return self.place < self._total

    @property
    def is_moving(self) -> bool:
        return self._timer.isActive()

    def begin(self, total: int) -> None:
        """From the first of *total* free sites, of which none is there yet."""
        self._total, self._there, self._reached, self._again = total, 0, 0.0, False
        self._timer.stop()
        self.moved.emit()

    def replay(self) -> None:
        """Once more from the first one, of those that are there: slowly enough to be seen, whatever the speed."""
        self._reached, self._again = 0.0, self._there > 0
        self.moved.emit()
        self._go_on()

    def set_there(self, there: int) -> None:
        """So many of the free sites are filled in by now."""
        self._there = min(there, self._total)
        self._go_on()

    def set_speed(self, speed: float) -> None:
        """From 0, slowly enough to follow each pixel, to 1, at once."""
        if speed != self._speed:
            self._speed, self._again = speed, False
            self._go_on()

    @property
    def _seconds(self) -> float:
        return max(seconds(self._speed), SEEN if self._again else 0.0)

    def _go_on(self) -> None:
        if not self._seconds and self._reached < self._there:
            self._reached = float(self._there)
            self._timer.stop()
            self.moved.emit()
        elif self._reached < self._there and not self._timer.isActive():
            self._since.start()
            self._timer.start()

    def _on_timeout(self) -> None:
        before, passed = self.place, self._since.restart() / 1000
        self._reached = min(self._reached + self._total * passed / self._seconds, float(self._there))
        if self._reached >= self._there:
            self._timer.stop()
            self._again = self._again and self.is_playing
        if self.place != before:
            self.moved.emit()
