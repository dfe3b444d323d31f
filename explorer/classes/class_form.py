"""What a class begins with and how it looks: title, lesson or preset, seed, language, size, theme; and its code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from explorer.form.knob_editors import ChoiceBox
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_label
from explorer.widgets.numbers.number_field import NumberField
from explorer.widgets.numbers.spacing import Spacing
from trainers.lessons.class_codes import MOST_CODED_SEED
from trainers.lessons.class_opening import said_code
from trainers.lessons.classroom import LONGEST_TITLE

LANGUAGES = (("en", "English"), ("zh_CN", "中文"))
LEAST_LETTERS = 14  # of a box, before its entries are shortened


@dataclass(frozen=True)
class Beginning:
    """What a class can begin with: a ``lesson`` or a ``preset`` by its name, or neither."""

    title: str
    lesson: str = ""
    preset: str = ""


class ClassForm(QWidget):
    """``changed()`` whenever the user has chosen or typed something, ``begins_changed()`` before it if that is what a
    class begins with."""

    changed = Signal()
    begins_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("class_form")
        self._beginnings: tuple[Beginning, ...] = ()
        self._typed = False  # whether the title is the user's own
        self._title = QLineEdit()
        self._title.setObjectName("class_form_title")
        self._title.setMaxLength(LONGEST_TITLE)
        self._title.textEdited.connect(self._on_title_edited)
        self._begins = self._make_box("class_form_begins", ())
        self._seed = NumberField(Spacing(0, MOST_CODED_SEED, whole=True))
        self._seed.setObjectName("class_form_seed")
        self._seed.show_value(0)
        self.seed = 0
        own = self.tr("As everybody has it")
        self._language = self._make_box("class_form_language", (("", own), *LANGUAGES))
        sizes = ((None, own), (1.0, self.tr("Ordinary")), (1.25, self.tr("Large")), (1.5, self.tr("Very large")))
        self._size = self._make_box("class_form_size", sizes)
        themes = (("", own), ("light", self.tr("Light")), ("dark", self.tr("Dark")))
        self._theme = self._make_box("class_form_theme", themes)
        self._projector = QCheckBox(self.tr("Projector mode"))
        self._projector.setObjectName("class_form_projector")
        self._projector.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tip = self.tr("Large letters, thick lines, and a ring around the pointer: for the machine at the projector")
        self._projector.setToolTip(plain_tip(tip))
        self._code = make_label("", "code", "class_form_code")
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._about_code = make_label("", "small", "class_form_about_code", wrap=True)
        self._lay_out()
        self._begins.activated.connect(self._on_begins_chosen)
        self._seed.value_edited.connect(self._on_seed_edited)
        self._seed.rejected.connect(lambda _text: self._seed.revert())
        for box in (self._language, self._size, self._theme):
            box.activated.connect(lambda _index: self.changed.emit())
        self._projector.clicked.connect(lambda _on: self.changed.emit())

    def _make_box(self, name: str, entries: Sequence[tuple[Any, str]]) -> QComboBox:
        box = ChoiceBox()
        box.setObjectName(name)
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(LEAST_LETTERS)
        for value, text in entries:
            box.addItem(text, value)
        return box

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(9)
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Title"), self._title),
            (self.tr("Begins with"), self._begins),
            (self.tr("Seed"), self._seed),
            (self.tr("Language"), self._language),
            (self.tr("Text size"), self._size),
            (self.tr("Theme"), self._theme),
        )
        for row, (text, widget) in enumerate(rows):
            label = make_label(text)
            label.setBuddy(widget)
            widget.setAccessibleName(text)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        grid.addWidget(self._projector, len(rows), 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(grid)
        column.addSpacing(12)
        column.addWidget(make_label(self.tr("Class code"), "caption"))
        column.addWidget(self._code)
        column.addWidget(self._about_code)
        column.addStretch(1)

    # ------------------------------------------------------------------ inputs

    def show_beginnings(self, lessons: Sequence[Beginning], presets: Sequence[Beginning]) -> None:
        """What there is to begin with. The one that was chosen stays so."""
        before = self.beginning
        nothing = Beginning(self.tr("Nothing: what is open stays"))
        self._beginnings = (nothing, *lessons, *presets)
        self._begins.clear()
        for entries in ((nothing,), lessons, presets):
            if entries and self._begins.count():
                self._begins.insertSeparator(self._begins.count())
            for entry in entries:
                self._begins.addItem(entry.title, self._beginnings.index(entry))
        self.choose(before if before in self._beginnings else (lessons or (nothing,))[0])

    def show_code(self, code: str, about: str) -> None:
        """The code as it is read aloud, and what is said of it or of why there is none."""
        self._code.setText(said_code(code))
        self._code.setVisible(bool(code))
        self._about_code.setText(about)

    # ------------------------------------------------------------------ what is chosen

    @property
    def title(self) -> str:
        return self._title.text().strip()

    @property
    def beginning(self) -> Beginning | None:
        """None before there is anything to choose from."""
        index = self._begins.currentData()
        return self._beginnings[index] if isinstance(index, int) and index < len(self._beginnings) else None

    def choose(self, beginning: Beginning) -> None:
        """As if the user had chosen it."""
        self._begins.setCurrentIndex(self._begins.findData(self._beginnings.index(beginning)))
        self._on_begins_chosen()

    @property
    def look(self) -> dict[str, Any]:
        """Language, size, theme and projector mode, as a class says them."""
        return {
            "language": self._language.currentData(),
            "text_size": self._size.currentData(),
            "theme": self._theme.currentData(),
            "projector": self._projector.isChecked(),
        }

    def _on_title_edited(self) -> None:
        self._typed = bool(self.title)
        self.changed.emit()

    def _on_begins_chosen(self) -> None:
        beginning = self.beginning
        if beginning is not None and not self._typed:
            named = beginning.lesson or beginning.preset
            self._title.setText((beginning.title if named else self.tr("My class"))[:LONGEST_TITLE])
            self._title.setCursorPosition(0)
        self.begins_changed.emit()
        self.changed.emit()

    def _on_seed_edited(self, value: object) -> None:
        if isinstance(value, int | float):
            self.seed = int(value)
            self._seed.show_value(self.seed)
            self.changed.emit()
