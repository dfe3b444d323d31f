"""The table of what differs, in a window of its own: for whatever way of looking is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from explorer.beside.differences import lines_of
from explorer.beside.differences_table import DifferencesTable
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.style.style_sheet import make_label
from explorer.style.theme import Theme
from explorer.texts.sentences import sentence_text
from explorer.widgets.export_button import ChoosePath
from explorer.widgets.own_window import open_beside

SIZE = (680, 460)  # px at the ordinary size of text


class DifferencesWindow(QDialog):
    """Beside the main one, which goes on; follows what is open there, and closes with the last models side by side."""

    def __init__(self, session: Session, theme: Theme, choose_path: ChoosePath, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("differences_window")
        self.setWindowTitle(self.tr("What differs"))
        self._session = session
        self.table = DifferencesTable("differences_apart", choose_path)
        row = QHBoxLayout()
        row.addWidget(make_label(self.tr("Models out of runs of their own"), "muted"))
        row.addStretch(1)
        row.addWidget(self.table.export_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 16, 16)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.set_theme(theme)
        session.state_changed.connect(self._on_state_changed)

    def set_theme(self, theme: Theme) -> None:
        self.table.set_theme(theme)

    def open(self, scale: float = 1.0) -> None:
        """To the front, with what is known now."""
        self._show(self._session.state)
        open_beside(self, SIZE, scale)

    def _on_state_changed(self, new: AppState, old: AppState) -> None:
        if not self.isVisible():
            return
        if not new.beside:
            self.hide()
        elif (new.beside, new.tests, new.labels) != (old.beside, old.tests, old.labels):
            self._show(new)

    def _show(self, state: AppState) -> None:
        self.table.show_lines(state.labels, lines_of(state), remarks_of(state))


def remarks_of(state: AppState) -> list[str]:
    """Sentences on what cannot be compared, each once."""
    return [sentence_text(text) for text in dict.fromkeys(each.remark for each in state.beside if each.remark)]
