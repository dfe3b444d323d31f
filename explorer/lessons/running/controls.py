"""The controls of the window by their names: what a lesson reads off them, and moves for the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAction, QHoverEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from explorer.gui_thread.within import within
from explorer.lessons.pointing.pointed_control import bring_into_sight, find_control, stand_in
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.numbers.knob_slider import KnobSlider
from explorer.widgets.numbers.number_field import NumberField
from trainers.lessons.facts import Fact

PARTS = ("checked", "value", "text", "visible", "enabled")  # what can be read off a control
MOST_NUMBER = 2**31 - 1  # that Qt's sliders hold
MOVES = 12  # of the pointer, within a drag
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
_PLAIN = Qt.KeyboardModifier.NoModifier


class ActError(Exception):
    """Something that cannot be done for the reader: one clause, for the log and for whoever wrote the lesson. ``told``
    is a sentence for the reader, where there is more to say than that."""

    def __init__(self, reason: str, told: str = "") -> None:
        super().__init__(reason)
        self.told = told


def plain_name(name: str) -> str:
    """A control's name as it stands in a condition, where names are of letters, digits and _."""
    return re.sub(r"[^A-Za-z0-9_]", "_", name)


class Controls:
    """Finds the widgets below *root* by their names. Of several of one name the first that is seen counts."""

    def __init__(self, root: QWidget) -> None:
        self.root = root
        self._plain: dict[str, list[QWidget]] = {}  # by the name as it stands in a condition

    def find(self, name: str) -> QWidget | None:
        """The control of that name, be it seen or not."""
        return find_control(self.root, name)

    def names(self) -> frozenset[str]:
        """Of all controls that there are now."""
        return frozenset(each.objectName() for each in within(self.root) if each.objectName())

    def fact(self, name: str, part: str) -> Fact | None:
        """One of PARTS of a control, whose *name* stands as it does in a condition; None where there is none."""
        known = [each for each in self._plain.get(name, ()) if isValid(each)]
        if not known:
            self._plain = self._all()
            known = self._plain.get(name, [])
        widget = _first(known)
        if widget is None:
            return False if part == "visible" else None
        return read(widget, part)

    def look_again(self) -> None:
        """There are others than before, maybe some of the same names."""
        self._plain = {}

    def _all(self) -> dict[str, list[QWidget]]:
        found: dict[str, list[QWidget]] = {}
        for widget in within(self.root):
            if widget.objectName():
                found.setdefault(plain_name(widget.objectName()), []).append(widget)
        return found

    # ------------------------------------------------------------------ moving

    def is_usable(self, name: str) -> bool:
        """Whether :meth:`usable` gives it, maybe only once a tab has been chosen for it."""
        widget = self.find(name)
        return widget is not None and widget.isEnabled() and (widget.isVisible() or stand_in(widget) is not None)

    def usable(self, name: str) -> QWidget:
        """The control of that name, brought into sight. Raises ActError where nobody could use it now."""
        widget = self.find(name)
        if widget is None:
            raise ActError(f"there is no control {name!r}")
        bring_into_sight(widget)
        if not widget.isVisible() and stand_in(widget) is None:
            raise ActError(f"{name} is not seen now")
        if not widget.isEnabled():
            raise ActError(f"{name} cannot be used now")
        return widget

    def click(self, name: str, at: tuple[float, float] | None = None) -> None:
        """A click, in the middle or at a share of width and height."""
        widget = self.usable(name)
        if at is None and isinstance(widget, QAbstractButton):
            widget.click()  # in its middle there may be nothing that answers: a check box is as wide as its row
            return
        spot = _spot(widget, at or (0.5, 0.5))
        _send(widget, QEvent.Type.MouseMove, spot, _NONE, _NONE)
        _send(widget, QEvent.Type.MouseButtonPress, spot, _LEFT, _LEFT)
        _send(widget, QEvent.Type.MouseButtonRelease, spot, _LEFT, _NONE)

    def drag(self, name: str, start: tuple[float, float], end: tuple[float, float]) -> Iterator[float]:
        """A drag from one share of width and height to another; yields the seconds to wait between its moves."""
        widget = self.usable(name)
        a, b = _spot(widget, start), _spot(widget, end)
        _send(widget, QEvent.Type.MouseMove, a, _NONE, _NONE)
        _send(widget, QEvent.Type.MouseButtonPress, a, _LEFT, _LEFT)
        for move in range(1, MOVES + 1):
            yield 0.03
            if not isValid(widget):
                return
            _send(widget, QEvent.Type.MouseMove, a + (b - a) * (move / MOVES), _NONE, _LEFT)
        _send(widget, QEvent.Type.MouseButtonRelease, b, _LEFT, _NONE)

    def choose(self, name: str, value: Any) -> None:
        """An entry by its text or its data, a tab, a number, or a switch. Raises ActError where that cannot be."""
        widget = self.usable(name)
        if isinstance(widget, KnobSlider | QAbstractSlider):
            value = _number(name, value)
        if isinstance(widget, QComboBox):
            _choose_entry(widget, name, value)
        elif offered := _offered(widget):
            _trigger(offered, name, value)
        elif isinstance(widget, QAbstractButton):
            if widget.isChecked() != bool(value):
                widget.click()
        elif isinstance(widget, KnobSlider):
            widget.take(value)
        elif isinstance(widget, QAbstractSlider):
            widget.setValue(round(value))
            widget.sliderMoved.emit(widget.value())
        elif isinstance(widget, QLineEdit):
            widget.setText(str(value))
            widget.setModified(True)
            widget.editingFinished.emit()
        else:
            self._choose_inside(widget, name, value)

    def _choose_inside(self, widget: QWidget, name: str, value: Any) -> None:
        """One of several buttons in it, by the end of its name or by its text."""
        for button in widget.findChildren(QPushButton):
            if str(value) == button.text() or re.search(rf"[-_]{re.escape(str(value))}$", button.objectName()):
                button.click()
                return
        raise ActError(f"{name} has nothing called {value!r}")


def read(widget: QWidget, part: str) -> Fact | None:
    """One of PARTS; None where this control has no such thing."""
    match part:
        case "visible":
            return widget.isVisible()
        case "enabled":
            return widget.isEnabled()
        case "checked":
            return widget.isChecked() if isinstance(widget, QAbstractButton) else None
        case "text":
            return _text(widget)
        case "value":
            return _value(widget)
    return None


def _text(widget: QWidget) -> str | None:
    if isinstance(widget, ElidedLabel):
        return widget.whole_text
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return widget.text()
    return widget.currentText() if isinstance(widget, QComboBox) else None


def _value(widget: QWidget) -> Fact | None:
    if isinstance(widget, NumberField | KnobSlider):
        value = widget.value if isinstance(widget, NumberField) else widget.number
        return None if value is None else float(value)
    if isinstance(widget, QAbstractSlider):
        return float(widget.value())
    if isinstance(widget, QComboBox):
        data = widget.currentData()
        return data if isinstance(data, str | bool | int | float) else None
    if offered := _offered(widget):
        return next((each.data() for each in offered if each.isChecked() and isinstance(each.data(), str)), None)
    return widget.isChecked() if isinstance(widget, QAbstractButton) and widget.isCheckable() else None


def _choose_entry(box: QComboBox, name: str, value: Any) -> None:
    index = next((i for i in range(box.count()) if value in (box.itemData(i), box.itemText(i))), -1)
    if index < 0:
        raise ActError(f"{name} has no entry {value!r}")
    box.setCurrentIndex(index)
    box.activated.emit(index)


def _offered(widget: QWidget) -> list[QAction]:
    """The entries of a button in whose menu one of several is chosen; none of any other control."""
    menu = widget.menu() if isinstance(widget, QToolButton) else None
    return [] if menu is None else [each for each in menu.actions() if each.isCheckable()]


def _trigger(offered: list[QAction], name: str, value: Any) -> None:
    entry = next((each for each in offered if value in (each.data(), each.text())), None)
    if entry is None:
        raise ActError(f"{name} has no entry {value!r}")
    entry.trigger()


def _number(name: str, value: Any) -> float:
    """What a slider can be set to. Raises ActError for anything else."""
    if isinstance(value, str) or not abs(value) <= MOST_NUMBER:
        raise ActError(f"{name} takes a number, not {value!r}")
    return float(value)


def _first(widgets: list[QWidget]) -> QWidget | None:
    return next((each for each in widgets if each.isVisible()), widgets[0] if widgets else None)


def _spot(widget: QWidget, at: tuple[float, float]) -> QPointF:
    return QPointF(at[0] * (widget.width() - 1), at[1] * (widget.height() - 1))


def _send(widget: QWidget, kind: QEvent.Type, spot: QPointF, button: Qt.MouseButton, buttons: Qt.MouseButton) -> None:
    """What the pointer would send: Qt gives the hovering with the first move of it."""
    where = widget.mapToGlobal(spot)
    if kind is QEvent.Type.MouseMove and buttons == _NONE:
        QApplication.sendEvent(widget, QHoverEvent(QEvent.Type.HoverMove, spot, where, spot))
    QApplication.sendEvent(widget, QMouseEvent(kind, spot, where, button, buttons, _PLAIN))
