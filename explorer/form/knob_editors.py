"""One editor for each kind of knob: the widgets, how they show a value, and how they read one."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from explorer.gui_thread.menu_button import give_menu
from explorer.gui_thread.throttle import Throttle
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_icon_button, set_style
from explorer.texts.data_texts import knob_text
from explorer.widgets.file_dialog import FileDialog
from explorer.widgets.numbers.knob_slider import KnobSlider
from explorer.widgets.numbers.number_field import NumberField
from explorer.widgets.numbers.spacing import Spacing
from trainers.knobs import KnobSpec

MAX_WHOLE_STOPS = 1_000_000  # a linear slider over more whole numbers than this could not be aimed
LEAST_LETTERS = 3  # of a choice that are always seen: in a wide font its label leaves no more of the column


class KnobEditor(QObject):
    """Base: ``field`` is the widget beside the label, ``below`` one beneath both (or None).

    ``edited(value)`` is a value the user chose; ``rejected(text)`` what cannot be used; ``dropped()``: what was typed
    is given up.
    """

    edited = Signal(object)
    rejected = Signal(str)
    dropped = Signal()
    field: QWidget
    below: QWidget | None = None
    input: QWidget  # what takes the focus

    def show_value(self, value: Any) -> None:
        """Shows *value* and emits nothing; what the user is typing stays."""
        raise NotImplementedError

    def revert(self) -> None:
        """Drops what is typed but not accepted."""

    def mark(self, bad: bool) -> None:
        """Frames the input in the error colour, or not."""
        set_style(self.input, state="error" if bad else "")


def _can_be_aimed(spec: KnobSpec) -> bool:
    """Not so a seed: two thousand million values on two hundred pixels."""
    assert spec.low is not None and spec.high is not None
    return spec.kind == "float" or spec.high - spec.low <= MAX_WHOLE_STOPS


class NumberEditor(KnobEditor):
    """A number field, and a slider where the knob is bounded on both sides."""

    def __init__(self, spec: KnobSpec, parent: QObject, with_slider: bool) -> None:
        super().__init__(parent)
        spacing = Spacing(spec.low, spec.high, spec.log, whole=spec.kind == "int")
        self.field = self.input = self._number = NumberField(spacing, optional=spec.default is None)
        self._number.value_edited.connect(self._on_number_edited)
        self._number.rejected.connect(self.rejected)
        self._number.dropped.connect(self.dropped)
        self._slider: KnobSlider | None = None
        if with_slider and spacing.bounded and (spec.log or _can_be_aimed(spec)):
            self.below = self._slider = KnobSlider(spacing)
            self._throttle = Throttle(self)
            self._throttle.passed.connect(self.edited)
            self._slider.moved.connect(self._on_slider_moved)
            self._slider.sliderReleased.connect(self._throttle.flush)

    def show_value(self, value: Any) -> None:
        if self._slider is not None and self._slider.isSliderDown():
            return
        self._number.show_value(value)
        if self._slider is not None and value is not None:
            self._slider.show_number(value)

    def revert(self) -> None:
        self._number.revert()

    def _on_number_edited(self, value: Any) -> None:
        if self._slider is not None and value is not None:
            self._slider.show_number(value)
        self.edited.emit(value)

    def _on_slider_moved(self, value: Any) -> None:
        self._number.revert()
        self._number.show_value(value)
        self._throttle.offer(value)


class BoolEditor(KnobEditor):
    """A check box; the knob's label stands beside it, as with every other kind."""

    def __init__(self, spec: KnobSpec, parent: QObject) -> None:
        super().__init__(parent)
        self.field = self.input = self._box = QCheckBox()
        self._box.setProperty("role", "bare")
        self._box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._box.clicked.connect(self._on_clicked)

    def show_value(self, value: Any) -> None:
        self._box.setChecked(bool(value))

    def _on_clicked(self, checked: bool) -> None:
        self.edited.emit(checked)


class ChoiceBox(QComboBox):
    """A combo box that leaves the wheel to the column unless it has the focus, which the wheel does not give."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """Room for the longest entry, where there is some; what must be is less."""
        metrics, least = self.fontMetrics(), super().sizeHint()
        texts = [self.itemText(index) for index in range(self.count())]
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        frame = least.width() - self.minimumContentsLength() * metrics.horizontalAdvance("X")
        return QSize(max(least.width(), widest + frame), least.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are for the maps: here they would choose another entry unseen. The unfolded list still finds them."""
        if event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceEditor(KnobEditor):
    """One of the knob's choices."""

    def __init__(self, spec: KnobSpec, parent: QObject) -> None:
        super().__init__(parent)
        self.field = self.input = self._box = ChoiceBox()
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        letter = self._box.fontMetrics().horizontalAdvance("X")  # what Qt counts in; a Chinese character is wider
        widest = max(self._box.fontMetrics().horizontalAdvance(knob_text(choice)) for choice in spec.choices)
        self._box.setMinimumContentsLength(min(math.ceil(widest / letter), LEAST_LETTERS))
        for choice in spec.choices:
            self._box.addItem(knob_text(choice), choice)
            self._box.setItemData(self._box.count() - 1, plain_tip(knob_text(choice)), Qt.ItemDataRole.ToolTipRole)
        self._box.activated.connect(self._on_activated)

    def show_value(self, value: Any) -> None:
        self._box.setCurrentIndex(self._box.findData(str(value)))

    def _on_activated(self) -> None:
        self.edited.emit(self._box.currentData())


class _Line(QLineEdit):
    """Shows its text from the first letter unless it is being edited."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.home(False)


class TextEditor(KnobEditor):
    """A line of text, read by *parse* (which raises ValueError) and written by *write*."""

    def __init__(
        self, parent: QObject, parse: Callable[[str], Any] = str.strip, write: Callable[[Any], str] = str
    ) -> None:
        super().__init__(parent)
        self._parse, self._write = parse, write
        self._value: Any = None
        self.field = self.input = self.line = _Line()
        self.line.editingFinished.connect(self.commit)

    def show_value(self, value: Any) -> None:
        if self.line.isModified() and (self.line.hasFocus() or value == self._value):
            return
        self._value = value
        self.revert()

    def revert(self) -> None:
        self.line.setText("" if self._value is None else self._write(self._value))
        self.line.setCursorPosition(0)
        self.line.setModified(False)
        self.line.setToolTip(plain_tip(self.line.text()))  # where the field is too narrow for it

    def commit(self) -> None:
        """Reads the line, if the user has changed it."""
        if not self.line.isModified():
            return
        try:
            value = self._parse(self.line.text())
        except ValueError:
            self.rejected.emit(self.line.text())
            return
        changed = value != self._value
        self._value = value
        self.revert()
        if changed:
            self.edited.emit(value)


def parse_ints(text: str, low: float | None = None, high: float | None = None) -> tuple[int, ...]:
    """``512 · 256, 128`` as (512, 256, 128). Raises ValueError for anything but whole numbers within the bounds."""
    parts = [part for part in re.split(r"[\s,;·.×x\[\]()]+", text) if part]
    numbers = tuple(int(part) for part in parts)
    if any((low is not None and n < low) or (high is not None and n > high) for n in numbers):
        raise ValueError(text)
    return numbers


def format_ints(numbers: Any) -> str:
    """(512, 256, 128) as ``512 · 256 · 128``."""
    return " · ".join(str(number) for number in numbers)


class PathEditor(TextEditor):
    """A path: typed, chosen in a dialog, or dropped on the field."""

    def __init__(self, spec: KnobSpec, parent: QObject) -> None:
        super().__init__(parent)
        self._title = knob_text(spec.label)
        self.field = _DropField()
        self.field.dropped.connect(self._take)
        row = QHBoxLayout(self.field)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        tip = QCoreApplication.translate("PathEditor", "Browse for %1").replace("%1", self._title)
        browse = make_icon_button(f"browse-{spec.name}", tip, role="")
        browse.setText("…")
        browse.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(browse)
        menu.addAction(QCoreApplication.translate("PathEditor", "Folder…"), self._browse_folder)
        menu.addAction(QCoreApplication.translate("PathEditor", "File…"), self._browse_file)
        give_menu(browse, menu)
        row.addWidget(browse)
        self.line.setAcceptDrops(False)  # the frame around it takes the drop as a path, not as a URL's text

    def _browse_folder(self) -> None:
        self._open(QFileDialog.FileMode.Directory)

    def _browse_file(self) -> None:
        self._open(QFileDialog.FileMode.ExistingFile)

    def _open(self, mode: QFileDialog.FileMode) -> None:
        dialog = FileDialog(self.field, self._title, self.line.text())
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._take)
        dialog.open()

    def _take(self, path: str) -> None:
        self.line.setText(path)
        self.line.setModified(True)
        self.commit()


class _DropField(QWidget):
    """Takes one dropped file or folder."""

    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.dropped.emit(paths[0])


def make_editor(spec: KnobSpec, parent: QObject, with_slider: bool) -> KnobEditor:
    """The editor for *spec*'s kind."""
    if spec.kind in ("int", "float"):
        return NumberEditor(spec, parent, with_slider)
    if spec.kind == "bool":
        return BoolEditor(spec, parent)
    if spec.kind == "choice":
        return ChoiceEditor(spec, parent)
    if spec.kind == "path":
        return PathEditor(spec, parent)
    if spec.kind == "ints":
        editor = TextEditor(parent, lambda text: parse_ints(text, spec.low, spec.high), format_ints)
        editor.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        return editor
    return TextEditor(parent)
