"""A number that can be typed, dragged sideways, nudged by arrow keys and (when it has the focus) by the wheel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QWidget

from explorer.gui_thread.throttle import Throttle
from explorer.style.style_sheet import set_style, with_steady_digits
from explorer.widgets.numbers.number_text import WIDEST, format_number, parse_number, short_number
from explorer.widgets.numbers.spacing import Number, Spacing

PIXELS_PER_NUDGE = 4  # of sideways dragging
LETTERS_OF_HINT = 17  # for which QLineEdit's own size hint has room
COARSE = 10  # nudges with Page Up, Page Down or Shift


def _is_space(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Space


class NumberField(QLineEdit):
    """``value_edited(value)`` is a usable value the user has chosen: typed, nudged, or dragged (throttled to the
    display's rate, or with *live* off only at the end of the drag); None for an emptied field where that is allowed.
    ``rejected(text)`` is what cannot be used; ``dropped()`` says that what was typed is given up by Escape."""

    value_edited = Signal(object)
    rejected = Signal(str)
    dropped = Signal()

    def __init__(
        self, spacing: Spacing, optional: bool = False, live: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._live = live
        self._spacing = spacing
        self._optional = optional
        self._value: Number | None = None
        self._pressed_at: QPointF | None = None
        self._drag_from: Number | None = None
        self._throttle = Throttle(self)
        self._throttle.passed.connect(self.value_edited)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a press may begin a drag: a click takes the focus on release
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        with_steady_digits(self)
        self.editingFinished.connect(self._on_editing_finished)
        self._show_cursor()

    def sizeHint(self) -> QSize:
        """Room for WIDEST, so that all number fields of a column are equally wide; more only for large whole numbers,
        which no form makes shorter."""
        hint, metrics = super().sizeHint(), self.fontMetrics()
        around = hint.width() - LETTERS_OF_HINT * metrics.horizontalAdvance("x") + 2  # frame, padding, cursor
        texts = (WIDEST, short_number(self._value))
        return QSize(around + max(metrics.horizontalAdvance(text) for text in texts), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @property
    def value(self) -> Number | None:
        """What was shown or accepted last."""
        return self._value

    def show_value(self, value: Number | None) -> None:
        """Shows *value*; what the user is typing or dragging right now, or has yet to mend, is left alone."""
        if self._drag_from is not None or (self.isModified() and (self.hasFocus() or value == self._value)):
            return
        self._write(value)

    def revert(self) -> None:
        """Drops what is typed and shows the value again."""
        self._write(self._value)

    def commit(self) -> bool:
        """Takes what is being typed, as Enter does; whether it can be used."""
        self._on_editing_finished()
        return not self.isModified()

    def _write(self, value: Number | None) -> None:
        """In full where it is being edited, else in a form that has room."""
        long = max(len(short_number(each)) for each in (value, self._value)) >= len(WIDEST)
        self._value = value
        text = format_number(value) if self.hasFocus() else short_number(value)
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(len(text) if self.hasFocus() else 0)  # a field shows the part around its cursor
        self.setModified(False)
        set_style(self, state="")
        if long:
            self.updateGeometry()

    def _accept(self, value: Number | None, dragged: bool = False) -> None:
        changed = value != self._value
        self._write(value)
        if not changed:
            return
        if dragged and self._live:
            self._throttle.offer(value)
        elif not dragged:
            self._throttle.drop()
            self.value_edited.emit(value)

    def _on_editing_finished(self) -> None:
        if not self.isModified():
            return
        if self._optional and not self.text().strip():
            self._accept(None)
            return
        try:
            value = parse_number(self.text(), self._spacing.whole)
            if self._spacing.fit(value) != value:
                raise ValueError(self.text())
        except ValueError:
            set_style(self, state="error")
            self.rejected.emit(self.text())
            return
        self._accept(value)

    def _nudge(self, nudges: int) -> None:
        if self.isReadOnly():
            return
        start = self._value if self._value is not None else self._spacing.fit(0)
        self._accept(self._spacing.nudge(start, nudges))

    def _show_cursor(self) -> None:
        """Sideways arrows say that the number can be dragged; once it is being edited the mouse selects text."""
        self.setCursor(Qt.CursorShape.IBeamCursor if self.hasFocus() else Qt.CursorShape.SizeHorCursor)

    def event(self, event: QEvent) -> bool:
        """No number holds a space: the key is left to whoever has it as a shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_space(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_space(event):
            event.ignore()
            return
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: COARSE, Qt.Key.Key_PageDown: -COARSE}
        key = Qt.Key(event.key())
        if key in steps:
            coarse = abs(steps[key]) == 1 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._nudge(steps[key] * (COARSE if coarse else 1))
        elif key == Qt.Key.Key_Escape and self.isModified():
            self.revert()
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Without the focus the wheel scrolls the column, as everywhere."""
        if not self.hasFocus() or not event.angleDelta().y():
            event.ignore()
            return
        self._nudge(1 if event.angleDelta().y() > 0 else -1)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.hasFocus() or self.isReadOnly():
            super().mousePressEvent(event)
            return
        self._pressed_at = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            super().mouseMoveEvent(event)
            return
        moved = event.position().x() - self._pressed_at.x()
        if self._drag_from is None:
            if abs(moved) < QApplication.startDragDistance():
                return
            self._drag_from = self._value if self._value is not None else self._spacing.fit(0)
        self._accept(self._spacing.nudge(self._drag_from, round(moved / PIXELS_PER_NUDGE)), dragged=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            super().mouseReleaseEvent(event)
            return
        start, dragged = self._drag_from, self._drag_from is not None
        self._pressed_at = self._drag_from = None
        if dragged and self._live:
            self._throttle.flush()
        elif dragged:
            if self._value != start:
                self.value_edited.emit(self._value)
        elif QRectF(self.rect()).contains(event.position()):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_cursor()
        if not self.isModified():
            self._write(self._value)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_cursor()
        if event.reason() == Qt.FocusReason.PopupFocusReason:  # its own menu: what is selected stays
            return
        if not self.isModified():
            self._write(self._value)
        self.home(False)
