"""The settings of the map in a tile, in a frame that opens over the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from explorer.form.knob_form import KnobForm
from explorer.style.style_sheet import make_button, make_label
from explorer.style.theme import DARK, FONT_SIZES, Theme
from trainers.knobs import KnobSpec

MARGIN, WIDTH = 12, 270  # px, with letters of the usual size
Switch = tuple[str, str, bool]  # a word, the text, whether it is on


class MapSettingsPopup(QFrame):
    """``setting_changed(name, value)``, ``switched(word, on)`` and ``acted(word)`` are wishes. A click beside it, or
    Escape, closes it. It is filled each time it opens: of another method there are other knobs."""

    setting_changed = Signal(str, object)
    switched = Signal(str, bool)
    acted = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName(name)
        self.setProperty("role", "card")
        self._name = name
        self._theme = DARK
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._column.setSpacing(10)
        self._content: QWidget | None = None
        self._form: KnobForm | None = None

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._form is not None:
            self._form.set_theme(theme)

    def fill(
        self,
        title: str,
        summary: str,
        specs: Sequence[KnobSpec],
        values: Mapping[str, Any],
        switches: Sequence[Switch] = (),
        actions: Sequence[tuple[str, str]] = (),
    ) -> None:
        """What is said, the knobs with their values, and below switches and (word, text) of what else can be done."""
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.deleteLater()
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(make_label(title, "strong"))
        if summary:
            column.addWidget(make_label(summary, "small", wrap=True))
        self._form = None
        if specs:
            self._form = KnobForm(specs, prefix=f"{self._name}-")
            self._form.set_theme(self._theme)
            self._form.show_values(values)
            self._form.knob_edited.connect(self.setting_changed)
            column.addWidget(self._form)
        for word, text, on in switches:
            box = QCheckBox(text)
            box.setObjectName(f"{self._name}-{word}")
            box.setChecked(on)
            box.clicked.connect(lambda checked, word=word: self.switched.emit(word, checked))
            column.addWidget(box)
        for word, text in actions:
            button = make_button(text, f"{self._name}-{word}", "link")
            button.clicked.connect(lambda _checked=False, word=word: self._on_acted(word))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._content)
        self._content.show()

    def _on_acted(self, word: str) -> None:
        self.close()
        self.acted.emit(word)

    def show_values(self, values: Mapping[str, Any]) -> None:
        if self._form is not None:
            self._form.show_values(values)

    def show_error(self, name: str, text: str) -> None:
        if self._form is not None:
            self._form.show_error(name, text)

    def open_below(self, button: QWidget) -> None:
        """Shows it below *button*, or above where there is no room, within the screen."""
        self.ensurePolished()
        self.setFixedWidth(round(WIDTH * self.fontInfo().pixelSize() / FONT_SIZES["body"]))
        self._fit()
        screen = button.screen().availableGeometry()
        at = button.mapToGlobal(QPoint(0, button.height() + 4))
        if at.y() + self.height() > screen.bottom():
            at = button.mapToGlobal(QPoint(0, -self.height() - 4))
        x = min(max(at.x(), screen.left()), max(screen.right() - self.width(), screen.left()))
        self.move(x, max(at.y(), screen.top()))
        self.show()
        if self._form is not None:
            self._form.focus_first()

    def _fit(self) -> None:
        """As high as what is in it, and the frame around that."""
        frame = self.contentsMargins()
        within = self.width() - frame.left() - frame.right()
        height = self._column.heightForWidth(within) if self._column.hasHeightForWidth() else -1
        high = height + frame.top() + frame.bottom() if height > 0 else self.sizeHint().height()
        self.resize(self.width(), high)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()  # a refusal below a knob has come or gone
        return done
