"""What is done with run folders beside the window: one thing after the other, as it was asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from explorer.gui_thread.errand import Errand


class RunsJobs(QObject):
    """A queue in front of a single :class:`Errand`. What comes of a job goes to its function *then*, an exception too;
    when this object goes, nothing more is told."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[str, Callable[[], Any], Callable[[Any], None]]] = deque()
        self._then: Callable[[Any], None] = lambda found: None
        self._errand = Errand(name, self)
        self._errand.done.connect(self._on_done)

    @property
    def is_busy(self) -> bool:
        return self._errand.is_running or bool(self._waiting)

    def add(self, work: Callable[[], Any], then: Callable[[Any], None], only: str = "") -> None:
        """Has *work* done, which must hold no Qt object. Of the jobs of one name *only* that have yet to begin the last
        is done."""
        if only:
            self._waiting = deque(job for job in self._waiting if job[0] != only)
        self._waiting.append((only, work, then))
        self._go_on()

    def _go_on(self) -> None:
        if not self._errand.is_running and self._waiting:
            _, work, self._then = self._waiting.popleft()
            self._errand.start(work)

    def _on_done(self, found: object) -> None:
        try:
            self._then(found)
        finally:
            self._go_on()
