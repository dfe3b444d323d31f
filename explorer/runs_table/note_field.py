"""The note of the run that is selected: written here, kept when one goes on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from explorer.style.style_sheet import make_label
from trainers.runs.about import MOST_NOTE
from trainers.runs.table.row import RunRow

LINES = 2.6  # that are seen: a third one peeps out where there is more


class NoteField(QWidget):
    """``noted(path, text)`` once the focus leaves the text, or another run is selected, where it was changed."""

    noted = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runs_note_field")
        self._path: Path | None = None
        self._kept = ""
        self._text = QPlainTextEdit()
        self._text.setObjectName("runs_note")
        self._text.setAccessibleName(self.tr("Note"))
        self._text.setTabChangesFocus(True)
        self._text.installEventFilter(self)
        label = make_label(self.tr("Note"), "muted", "runs_note_label")
        label.setBuddy(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.show_row(None)

    def show_row(self, row: RunRow | None) -> None:
        """The note of one run; None: there is no single one to write of. What is being typed is not disturbed."""
        path = None if row is None else row.run.path
        if path == self._path and self._text.hasFocus():
            return
        if path != self._path:
            self.keep()
        self._path, self._kept = path, "" if row is None else row.about.note
        if self._text.toPlainText() != self._kept:
            self._text.setPlainText(self._kept)
        self._text.setEnabled(path is not None)
        one = self.tr("What you want to remember of this run; it is kept in its folder")
        self._text.setPlaceholderText(one if path is not None else self.tr("Select one run to write a note"))

    def keep(self) -> None:
        """Says what was typed, if it is another note."""
        text = self._text.toPlainText().strip()[:MOST_NOTE]
        if self._path is not None and text != self._kept:
            self._kept = text
            self.noted.emit(self._path, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.keep()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Show):
            self._text.setFixedHeight(round(self._text.fontMetrics().lineSpacing() * LINES) + 16)
        return False
