"""How late the GUI thread is: a timer that knows when it should have fired."""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import QObject, Qt, QTimer


class Heartbeat(QObject):
    """Fires every ``period_ms``; ``late_ms`` is the 95th percentile of the last beats' lateness."""

    def __init__(self, period_ms: int = 50, remembered: int = 60, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._period = period_ms / 1000
        self._lateness: deque[float] = deque(maxlen=remembered)
        self._due = time.perf_counter() + self._period
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start(period_ms)

    @property
    def late_ms(self) -> float | None:
        """None before the first beat."""
        if not self._lateness:
            return None
        ordered = sorted(self._lateness)
        return 1000 * ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]

    def _on_timeout(self) -> None:
        now = time.perf_counter()
        self._lateness.append(max(0.0, now - self._due))
        self._due = now + self._period
