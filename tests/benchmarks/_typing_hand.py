"""A hand that types held-out text while the window is measured, and an eye on the bars of the next character."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from explorer.workspaces.characters.coming.next_characters import NextCharacters
from explorer.workspaces.characters.desk.beginning_edit import BeginningEdit

if TYPE_CHECKING:
    from explorer.window.window import Window

KEY_MS = 120  # between two keys, as of a quick typist
LONGEST = 24  # characters; then a new beginning
Widget = TypeVar("Widget", bound=QWidget)


class TypingHand(QObject):
    """``latencies`` are the milliseconds from each key to the first painting of what is expected behind its character;
    a key whose answer is overtaken by the next one counts until that one's is painted."""

    def __init__(self, window: Window, text: str) -> None:
        """*text* is what it types, over and over; each character has odds of its own, or nothing would be painted."""
        super().__init__()
        self._typed = text
        self.latencies: list[float] = []
        self._edit = _only(window, BeginningEdit)
        self._next = _only(window, NextCharacters)
        self._pressed: list[tuple[int, float]] = []  # the place behind each key's character, and when it was pressed
        self._count = 0
        self._timer = QTimer(self, interval=KEY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._next.bars.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _on_timer_timeout(self) -> None:
        if len(self._edit.text) >= LONGEST:
            self._pressed.clear()
            self._edit.selectAll()
        self._count += 1
        letter = self._typed[self._count % len(self._typed)]
        pressed = time.perf_counter()
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(self._edit, event)
        self._pressed.append((self._edit.caret, pressed))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Paint:
            return False
        watched.event(event)
        self._on_painted()
        return True

    def _on_painted(self) -> None:
        """The bars have been painted."""
        now, told = time.perf_counter(), self._next.told_text
        if told is None or not self._edit.text.startswith(told):
            return
        self.latencies += [1000 * (now - pressed) for place, pressed in self._pressed if place <= len(told)]
        self._pressed = [(place, pressed) for place, pressed in self._pressed if place > len(told)]


def _only(window: Window, kind: type[Widget]) -> Widget:
    found = window.findChild(kind)
    assert found is not None, f"the window has no {kind.__name__}"
    return found
