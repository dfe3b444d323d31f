"""A table of texts: rows that are selected as a whole, by pointer and keys."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from explorer.gui_thread.keyboard import ENTER
from explorer.style.plain_text import plain_tip

ROW = 1.75  # times the height of a line


class PlainTable(QTableWidget):
    """``entered(row)``: Enter, or a double click."""

    entered = Signal(int)

    def __init__(self, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.cellDoubleClicked.connect(lambda row, _column: self.entered.emit(row))

    def show_rows(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        colours: Sequence[str | None] = (),
        stretch: Collection[int] = (),
    ) -> None:
        """Fills it; what is selected and how far it is scrolled stays. *colours* are those of rows, None the ordinary
        one; the columns *stretch* share the room that is left."""
        self.verticalHeader().setDefaultSectionSize(round(ROW * self.fontMetrics().height()))
        if self.columnCount() != len(heads):
            self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(list(heads))
        self.setRowCount(len(rows))
        for column in range(len(heads)):
            head = self.horizontalHeaderItem(column)
            if head is not None:
                head.setTextAlignment(_side(column, rows))
            mode = QHeaderView.ResizeMode.Stretch if column in stretch else QHeaderView.ResizeMode.ResizeToContents
            self.horizontalHeader().setSectionResizeMode(column, mode)
        for row, texts in enumerate(rows):
            colour = colours[row] if row < len(colours) else None
            for column, text in enumerate(texts):
                self._put(row, column, text, colour, _side(column, rows))

    def _put(self, row: int, column: int, text: str, colour: str | None, side: Qt.AlignmentFlag) -> None:
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            self.setItem(row, column, item)
        if item.text() != text:
            item.setText(text)
            item.setToolTip(plain_tip(text))
        item.setTextAlignment(side)
        item.setData(Qt.ItemDataRole.ForegroundRole, None if colour is None else QColor(colour))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.currentRow() >= 0:
            self.entered.emit(self.currentRow())
        else:
            super().keyPressEvent(event)


def _side(column: int, rows: Sequence[Sequence[str]]) -> Qt.AlignmentFlag:
    """Numbers stand at the right."""
    texts = [row[column] for row in rows if row[column] not in ("", "–")]
    numbers = bool(texts) and all(text[:1].isdigit() or text[:1] in "-." for text in texts)
    return (Qt.AlignmentFlag.AlignRight if numbers else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
