"""The wheel and the keys that zoom: what they mean, as wishes, to whatever shows a part of a plane."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent

WHEEL_STEP = 1.0018  # magnification per eighth of a degree
KEY_ZOOM = 1.3


class ZoomGestures(QObject):
    """``zoom_wished(factor, at)`` asks to magnify about a pixel, ``reset_wished()`` to show everything there is."""

    zoom_wished = Signal(float, QPointF)
    reset_wished = Signal()

    def wheel(self, event: QWheelEvent) -> None:
        """Zooms about the pointer, by a wheel of either axis."""
        turn = event.angleDelta().y() or event.angleDelta().x()
        if turn:
            self.zoom_wished.emit(WHEEL_STEP**turn, event.position())
        event.accept()

    def key(self, event: QKeyEvent, centre: QPointF) -> bool:
        """Whether the key was one of those that zoom (+, -, Home); keys magnify about *centre*."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom_wished.emit(1 / KEY_ZOOM if key == Qt.Key.Key_Minus else KEY_ZOOM, centre)
        elif key == Qt.Key.Key_Home:
            self.reset_wished.emit()
        else:
            return False
        return True
