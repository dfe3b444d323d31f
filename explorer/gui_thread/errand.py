"""Work that the window has done beside itself."""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread

from PySide6.QtCore import QObject, Signal, Slot

from explorer.gui_thread.bell import bell


def _run(work: Callable[[], object], answers: SimpleQueue[object], ring: Callable[[], None]) -> None:
    try:
        answers.put(work())
    except Exception as error:
        answers.put(error)
    ring()


class Errand(QObject):
    """One piece of work at a time, in threads of that *name*. May be destroyed while the work goes on."""

    done = Signal(object)  # what the work returned, or the exception that it raised

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._answers: SimpleQueue[object] | None = None
        self._ring = bell(self._on_rung)

    @property
    def is_running(self) -> bool:
        """Whether ``done`` is still to come."""
        return self._answers is not None

    def start(self, work: Callable[[], object]) -> None:
        """Begins; *work* must hold no Qt object. What was begun before is told of no more."""
        self._answers = SimpleQueue()
        Thread(target=_run, args=(work, self._answers, self._ring), name=self._name, daemon=True).start()

    def forget(self) -> None:
        """Whatever is under way is told of no more."""
        self._answers = None

    @Slot()
    def _on_rung(self) -> None:
        if self._answers is None:
            return
        try:
            found = self._answers.get_nowait()
        except Empty:  # it was work begun before that rang
            return
        self._answers = None
        self.done.emit(found)
