"""A slider over a spacing of numbers: the handle goes where the pointer is, arrow keys nudge."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

from explorer.widgets.numbers.number_field import COARSE
from explorer.widgets.numbers.spacing import Number, Spacing

STOPS = 1000
SNAP = 0.03  # of the width: so close to the value at rest it is that
HANDLE = 16  # px, with its border; as in the style sheet


class KnobSlider(QSlider):
    """``moved(value)`` for each move by the user; ``released()`` at the end of a drag is QSlider's own signal. Where
    there is a value at *rest*, a double click goes back to it, and a pointer close to it finds it."""

    moved = Signal(object)

    def __init__(self, spacing: Spacing, parent: QWidget | None = None, rest: Number | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._rest = rest
        self._spacing = spacing
        self._value: Number = spacing.fit(0)
        self.setRange(0, STOPS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_number(self, value: Number) -> None:
        """Puts the handle at *value*, unless the user holds it."""
        if not self.isSliderDown():
            self._value = value
            self.setValue(round(self._spacing.share(value) * STOPS))

    @property
    def number(self) -> Number:
        """What was shown or chosen last."""
        return self._value

    def take(self, value: Number) -> None:
        """As if the handle had been moved to *value*, or the nearest that there is."""
        self._move_to(self._spacing.fit(value))

    def _move_to(self, value: Number) -> None:
        if value == self._value:
            return
        self._value = value
        self.setValue(round(self._spacing.share(value) * STOPS))
        self.moved.emit(value)

    def _follow(self, event: QMouseEvent) -> None:
        share = (event.position().x() - HANDLE / 2) / max(self.width() - HANDLE, 1)
        if self._rest is not None and abs(share - self._spacing.share(self._rest)) <= SNAP:
            self._move_to(self._rest)
        else:
            self._move_to(self._spacing.value(share))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderDown(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._rest is not None and event.button() == Qt.MouseButton.LeftButton:
            self._move_to(self._rest)
        else:
            self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key
        steps = {
            key.Key_Right: 1, key.Key_Up: 1, key.Key_Left: -1, key.Key_Down: -1, key.Key_PageUp: COARSE,
            key.Key_PageDown: -COARSE,
        }  # fmt: skip
        pressed = Qt.Key(event.key())
        if pressed in steps:
            self._move_to(self._spacing.nudge(self._value, steps[pressed]))
        elif pressed in (key.Key_Home, key.Key_End):
            self._move_to(self._spacing.value(0 if pressed == key.Key_Home else 1))
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Without the focus the wheel scrolls the column."""
        if not self.hasFocus() or not event.angleDelta().y():
            event.ignore()
            return
        self._move_to(self._spacing.nudge(self._value, 1 if event.angleDelta().y() > 0 else -1))
        event.accept()
