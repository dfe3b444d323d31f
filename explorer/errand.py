"""Work in a thread of its own that touches nothing of Qt.

A signal that a thread emits while its sender is destroyed crashes the program: no lock and no exception guards it. So
the thread knows only a function and a queue, and whoever sent it looks into the queue until the answer lies there.
"""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread

from PySide6.QtCore import QObject, QTimer, Signal

LOOK_MS = 15


def _run(work: Callable[[], object], answers: SimpleQueue[object]) -> None:
    try:
        answers.put(work())
    except Exception as error:
        answers.put(error)


class Errand(QObject):
    """One piece of work at a time; *name* is that of its threads. May be destroyed while the work goes on."""

    done = Signal(object)  # what the work returned, or the exception that it raised

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._answers: SimpleQueue[object] = SimpleQueue()
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._on_look)

    @property
    def is_running(self) -> bool:
        """Whether ``done`` is still to come."""
        return self._look.isActive()

    def start(self, work: Callable[[], object]) -> None:
        """Begins; *work* must hold no Qt object. What was begun before is told of no more."""
        self._answers = SimpleQueue()
        Thread(target=_run, args=(work, self._answers), name=self._name, daemon=True).start()
        self._look.start()

    def forget(self) -> None:
        """Whatever is under way is told of no more."""
        self._look.stop()

    def _on_look(self) -> None:
        try:
            found = self._answers.get_nowait()
        except Empty:
            return
        self._look.stop()
        self.done.emit(found)
