"""How a thread wakes the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class _Bell(QObject):
    rung = Signal()


def bell(answer: Callable[[], None]) -> Callable[[], None]:
    """Returns what any thread may call at any time; *answer*, a Slot() of a Qt object, follows in the thread of the
    caller of this function, or never once that object is destroyed.

    A thread that emits a signal of an object which is destroyed meanwhile crashes the program: no lock and no exception
    guards it. So the sender is an object of its own that lives as long as somebody can ring.
    """
    made = _Bell()
    made.rung.connect(answer, Qt.ConnectionType.QueuedConnection)
    return lambda: made.rung.emit()  # not made.rung.emit alone: that does not keep its sender alive
