"""Texts of a lesson one below the other, each with a mark that says how it stands with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.lessons.column.live_label import NOTHING_KNOWN, LiveLabel
from explorer.lessons.column.tick_mark import TickMark
from explorer.style.style_sheet import make_label
from explorer.style.theme import DARK, Theme
from trainers.lessons.facts import Facts
from trainers.lessons.texts import Live


class MarkedRow(QWidget):
    """A text beside its mark; below it, once it is known, in words what the mark says with a sign."""

    def __init__(self, name: str, index: int, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = TickMark(f"{name}_mark_{index}")
        self.mark.show_ticked(False)
        self.text = LiveLabel(f"{name}_{index}", role)
        self._verdict = make_label("", "small", f"{name}_verdict_{index}", wrap=True)
        self._verdict.setContentsMargins(0, 0, 0, 5)  # it is nearer to its text than to the next one
        self._verdict.hide()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.text)
        column.addWidget(self._verdict)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def show_verdict(self, right: bool | None, words: str) -> None:
        """How a prediction fared, None where nothing can be told of it."""
        self.mark.show_right(right, words)
        self._verdict.setText(words)
        self._verdict.show()


class MarkedRows(QWidget):
    """Rows called *name*, written in the *role* of a label."""

    def __init__(self, name: str, role: str = "reading", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._role, self._theme = name, role, DARK
        self.rows: tuple[MarkedRow, ...] = ()
        self.setObjectName(f"{name}_rows")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for row in self.rows:
            row.mark.set_theme(theme)

    def show_texts(self, texts: Sequence[Live], facts: Facts = NOTHING_KNOWN) -> None:
        """Other rows, none of them ticked, and nothing said of any."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = tuple(MarkedRow(self._name, index, self._role) for index in range(len(texts)))
        for row, text in zip(self.rows, texts, strict=True):
            row.mark.set_theme(self._theme)
            self._column.addWidget(row)
            row.text.show_live(text, facts)

    def show_numbers(self, facts: Facts) -> None:
        """The numbers in the texts, as they are now."""
        for row in self.rows:
            row.text.show_numbers(facts)
