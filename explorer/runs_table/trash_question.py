"""Whether several runs shall go into the trash: asked in the window, in the place of a dialog."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from explorer.runs_table.row_texts import size_in_words
from explorer.style.style_sheet import make_button, make_label
from trainers.runs.table.row import RunRow


class TrashQuestion(QWidget):
    """``confirmed(paths)``, or ``left()`` where nothing shall be done; either way the question is gone."""

    confirmed = Signal(tuple)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runs_question")
        self.paths: tuple[Path, ...] = ()
        self._text = make_label("", "", "runs_question_text", wrap=True)
        self._yes = make_button(self.tr("Move to the trash"), "runs_trash_yes", "primary")
        self._no = make_button(self.tr("Keep them"), "runs_trash_no")
        self._yes.clicked.connect(self._on_yes)
        self._no.clicked.connect(self.forget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._text, 1)
        row.addWidget(self._no)
        row.addWidget(self._yes)
        for button in (self._yes, self._no):
            button.setAutoDefault(False)
        self.hide()

    @property
    def text(self) -> str:
        """What is asked; empty where nothing is."""
        return self._text.text() if self.paths else ""

    def ask(self, rows: Sequence[RunRow]) -> None:
        """About these; the keyboard stands on the answer that does nothing."""
        self.paths = tuple(row.run.path for row in rows)
        size = size_in_words(sum(row.size for row in rows))
        self._text.setText(self.tr("Move {0} runs ({1}) to the trash?").format(len(rows), size))
        self.show()
        self._no.setFocus()

    def forget(self) -> None:
        """Nothing is asked any more."""
        if self.paths:
            self.paths = ()
            self.left.emit()
            self.hide()

    def _on_yes(self) -> None:
        paths = self.paths
        self.forget()
        self.confirmed.emit(paths)
