"""Another style sheet for the whole application, without the window standing still for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

PIECE_SECONDS = 0.008
SEEN_SECONDS = 0.04  # of what is seen: each piece makes the layouts move, which takes longer than the piece
_POLISHED, _OWN_STYLE = Qt.WidgetAttribute.WA_WState_Polished, Qt.WidgetAttribute.WA_SetStyle


class Dresser(QObject):
    """Qt dresses all widgets at once, though four of five are hidden: other workspaces, tabs, menus. All are stripped
    before and dressed afterwards, a few at a time, those that are seen first. Until these wear what they should, the
    windows keep the picture that they show: nobody sees them half dressed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dressed: list[QWidget] = []  # to be undressed before the changes that wait
        self._changes: list[Callable[[], object]] = []
        self._naked: list[QWidget] = []
        self._still: list[QWidget] = []  # windows that keep the picture that they show
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def is_done(self) -> bool:
        """Whether everything wears what it should."""
        return not self._naked and not self._changes and not self._still

    def change_soon(self, change: Callable[[], object]) -> None:
        """Does what gives the application another style, once that takes little time."""
        self._changes.append(change)
        self._dressed = _wearers()
        self._dressed.sort(key=QWidget.isVisible, reverse=True)  # what is seen is undressed last
        self._timer.start()

    @contextmanager
    def only_what_is_seen(self) -> Iterator[None]:
        """Whatever style the application is given meanwhile, what is hidden gets it later, and so does what was
        undressed before."""
        stripped = {*self._naked, *(widget for widget in _wearers() if not widget.isVisible())}
        for widget in filter(shiboken6.isValid, stripped):
            self._undress(widget)
            widget.setAttribute(_OWN_STYLE, True)  # Qt passes over those when it replaces the application's style
        try:
            yield
        finally:
            for widget in filter(shiboken6.isValid, stripped):
                widget.setAttribute(_OWN_STYLE, False)
            if not self._still:
                self._dress()  # what came to be seen meanwhile, say, since smaller letters leave more room
            self._timer.start()

    def _on_timeout(self) -> None:
        if self._changes:
            self._strip(PIECE_SECONDS)
            if not self._dressed:
                changes, self._changes = self._changes, []
                for change in changes:
                    change()
        elif self._still:
            self._dress(SEEN_SECONDS)
            if not any(widget.isVisible() for widget in self._naked[-1:]):
                self._go_on()
        else:
            self._dress(PIECE_SECONDS)
            if self.is_done:
                self._timer.stop()

    def _strip(self, seconds: float) -> None:
        """As much as can be undressed in so many *seconds*, one at least."""
        end = time.perf_counter() + seconds
        while self._dressed:
            widget = self._dressed.pop()
            if shiboken6.isValid(widget):
                if widget.isVisible():
                    self._keep_still(widget.window())
                self._undress(widget)
            if time.perf_counter() >= end:
                break

    def _keep_still(self, window: QWidget) -> None:
        if window not in self._still and window.updatesEnabled():
            window.setUpdatesEnabled(False)
            self._still.append(window)

    def _go_on(self) -> None:
        """All that is seen is dressed: it may be painted. Qt asks for no painting where it has been asked for before,
        and what was asked for meanwhile it has passed over."""
        still, self._still = self._still, []
        for window in filter(shiboken6.isValid, still):
            window.setUpdatesEnabled(True)
            QApplication.postEvent(window, QEvent(QEvent.Type.UpdateRequest))

    def _undress(self, widget: QWidget) -> None:
        """What was never shown, and so never dressed, Qt dresses by itself once it is."""
        if widget.testAttribute(_POLISHED):
            widget.style().unpolish(widget)
            widget.setAttribute(_POLISHED, False)
            self._naked.append(widget)

    def _dress(self, seconds: float | None = None) -> None:
        """All that is seen, but of windows that are kept still, and of the rest what can be done in so many *seconds*,
        one at least; without them none."""
        self._naked = [widget for widget in self._naked if shiboken6.isValid(widget)]
        self._naked.sort(key=QWidget.isVisible)
        end = time.perf_counter() + (seconds or 0.0)
        over = seconds is None
        while self._naked:
            widget = self._naked[-1]
            seen = shiboken6.isValid(widget) and widget.isVisible()
            if over and not (seen and not self._still):
                break
            self._naked.pop()
            if shiboken6.isValid(widget):  # else what was dressed before has deleted it
                widget.style().polish(widget)
                widget.setAttribute(_POLISHED, True)
                QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
            over = time.perf_counter() >= end


def _wearers() -> list[QWidget]:
    """What wears the application's style."""
    return [each for each in QApplication.allWidgets() if not each.testAttribute(_OWN_STYLE)]
