"""Numbers on their way to where the newest update puts them, so that few updates read as motion."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from explorer.gui_thread.throttle import LEAN

_MS = 100 if LEAN else 33
_SHARE = 0.8 if LEAN else 0.3  # of what is left of the way, at a time
_NEAR = 0.01 if LEAN else 0.003  # of the largest number: less can hardly be seen


class Easing(QObject):
    """``values`` go to the target of :meth:`go`; ``moved`` follows each movement. A hidden view is always there."""

    moved = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self.values: NDArray[np.float64] = np.zeros(0)
        self._target = self.values
        self._timer = QTimer(self)
        self._timer.setInterval(_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        view.installEventFilter(self)

    @property
    def target(self) -> NDArray[np.float64]:
        return self._target

    def go(self, target: ArrayLike, at_once: bool = False) -> None:
        """Sets out for *target*, finite numbers (n,). Another count than before, or *at_once*, arrives now."""
        self._target = np.array(target, np.float64)
        if at_once or self._target.shape != self.values.shape or not self._view.isVisible():
            self._arrive()
        elif not self._timer.isActive():
            self._timer.start()

    def _arrive(self) -> None:
        self._timer.stop()
        self.values = self._target
        self.moved.emit()

    def _on_timer_timeout(self) -> None:
        way = self._target - self.values
        if np.abs(way).max(initial=0.0) <= _NEAR * np.abs(self._target).max(initial=1e-9):
            self._arrive()
            return
        self.values = self.values + _SHARE * way
        self.moved.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and self._timer.isActive():
            self._arrive()
        return False
