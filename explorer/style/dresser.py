"""Another style sheet for the whole application, without the window standing still for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

PIECE_SECONDS = 0.008
_POLISHED, _OWN_STYLE = Qt.WidgetAttribute.WA_WState_Polished, Qt.WidgetAttribute.WA_SetStyle


class Dresser(QObject):
    """Qt dresses all widgets at once, though four of five are hidden: other workspaces, tabs, menus. Those are stripped
    before and dressed afterwards, a few at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dressed: list[QWidget] = []  # to be undressed before the changes that wait
        self._changes: list[Callable[[], object]] = []
        self._naked: list[QWidget] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def is_done(self) -> bool:
        """Whether everything wears what it should."""
        return not self._naked and not self._changes

    def change_soon(self, change: Callable[[], object]) -> None:
        """Does what gives the application another style, once that takes little time."""
        self._changes.append(change)
        self._dressed = _hidden()
        self._timer.start()

    @contextmanager
    def only_what_is_seen(self) -> Iterator[None]:
        """Whatever style the application is given meanwhile, what is hidden gets it later."""
        hidden = _hidden()
        for widget in hidden:
            self._undress(widget)
            widget.setAttribute(_OWN_STYLE, True)  # Qt passes over those when it replaces the application's style
        try:
            yield
        finally:
            for widget in filter(shiboken6.isValid, hidden):
                widget.setAttribute(_OWN_STYLE, False)
            self._dress(0.0)  # what came to be seen meanwhile, say, since smaller letters leave more room
            self._timer.start()

    def _on_timeout(self) -> None:
        if not self._changes:
            self._dress(PIECE_SECONDS)
            if self.is_done:
                self._timer.stop()
            return
        end = time.perf_counter() + PIECE_SECONDS
        while self._dressed and time.perf_counter() < end:
            widget = self._dressed.pop()
            if shiboken6.isValid(widget) and not widget.isVisible():
                self._undress(widget)
        if not self._dressed:
            changes, self._changes = self._changes, []
            for change in changes:
                change()

    def _undress(self, widget: QWidget) -> None:
        """What was never shown, and so never dressed, Qt dresses by itself once it is."""
        if widget.testAttribute(_POLISHED):
            widget.style().unpolish(widget)
            widget.setAttribute(_POLISHED, False)
            self._naked.append(widget)

    def _dress(self, seconds: float) -> None:
        """All that is seen, and of the rest what can be done in so many *seconds*."""
        end = time.perf_counter() + seconds
        self._naked = [widget for widget in self._naked if shiboken6.isValid(widget)]
        self._naked.sort(key=QWidget.isVisible)
        while self._naked:
            widget = self._naked[-1]
            if shiboken6.isValid(widget) and not widget.isVisible() and time.perf_counter() >= end:
                break
            self._naked.pop()
            if not shiboken6.isValid(widget):  # what was dressed before has deleted it
                continue
            widget.style().polish(widget)
            widget.setAttribute(_POLISHED, True)
            QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))


def _hidden() -> list[QWidget]:
    """What is not seen and wears the application's style."""
    return [each for each in QApplication.allWidgets() if not each.isVisible() and not each.testAttribute(_OWN_STYLE)]
