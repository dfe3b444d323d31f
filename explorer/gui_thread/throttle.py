"""Passes values on at the display's rate: the first at once, then the newest of each interval."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from trainers.machine.cores import FEW_CORES

DISPLAY_INTERVAL = 16  # ms
# On two cores training uses both, and whatever the window draws holds it up: it then draws what moves by itself less
# often. What the pointer does is drawn at once all the same.
LEAN = FEW_CORES


class Throttle(QObject):
    """``passed(value)`` carries what is offered; between two of them at least *interval* ms go by.

    Of the values offered meanwhile only the newest is passed on. ``flush`` passes it on at once.
    """

    passed = Signal(object)

    def __init__(self, parent: QObject | None = None, interval: int = DISPLAY_INTERVAL) -> None:
        super().__init__(parent)
        self._waiting: list[Any] = []
        self._timer = QTimer(self, interval=interval, singleShot=True)
        self._timer.timeout.connect(self.flush)

    def offer(self, value: Any) -> None:
        self._waiting = [value]
        if not self._timer.isActive():
            self.flush()

    def flush(self) -> None:
        """Passes on what waits, if anything."""
        if self._waiting:
            value = self._waiting.pop()
            self._timer.start()
            self.passed.emit(value)

    def drop(self) -> None:
        """Forgets what waits."""
        self._waiting.clear()
        self._timer.stop()
