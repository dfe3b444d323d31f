"""The pace at which what is drawn comes into sight: site after site, never ahead of what is there."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from explorer.gui_thread.throttle import LEAN

FRAME_MS = 33 if LEAN else 16
SLOWEST, FASTEST = 4.0, 20_000.0  # sites in a second


class Reveal(QObject):
    """``moved`` comes with each new :attr:`place`. The timer runs as long as there is something to be shown."""

    moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._total = self._there = 0
        self._reached = 0.0
        self._speed = 0.5
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
        self._total, self._there, self._reached = total, 0, 0.0
        self._timer.stop()
        self.moved.emit()

    def replay(self) -> None:
        """Once more from the first one, of those that are there."""
        self._reached = 0.0
        self.moved.emit()
        self._go_on()

    def set_there(self, there: int) -> None:
        """So many of the free sites are filled in by now."""
        self._there = min(there, self._total)
        self._go_on()

    def set_speed(self, speed: float) -> None:
        """From 0, slowly enough to follow each pixel, to 1, at once."""
        self._speed = speed
        self._go_on()

    def _go_on(self) -> None:
        if self._speed >= 1 and self._reached < self._there:
            self._reached = float(self._there)
            self._timer.stop()
            self.moved.emit()
        elif self._reached < self._there and not self._timer.isActive():
            self._since.start()
            self._timer.start()

    def _on_timeout(self) -> None:
        pace = SLOWEST * (FASTEST / SLOWEST) ** self._speed
        before = self.place
        self._reached = min(self._reached + pace * self._since.restart() / 1000, float(self._there))
        if self._reached >= self._there:
            self._timer.stop()
        if self.place != before:
            self.moved.emit()
