"""A list of things to tick, under a line that says what a tick means and offers all or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, make_label
from explorer.widgets.column_scroll import ColumnScroll

BETWEEN, SCROLL_BAR = 16, 20  # px between two columns; of the scroll bar and what is left beside it


class TickList(QWidget):
    """``changed()`` when the user has ticked something. Keys are kept in the order in which they were given."""

    changed = Signal()

    def __init__(self, name: str, meaning: str, ticked: bool, parent: QWidget | None = None) -> None:
        """*ticked* is how entries begin."""
        super().__init__(parent)
        self.setObjectName(name)
        self._name, self._begin = name, ticked
        self._boxes: dict[str, QCheckBox] = {}
        self._grid, self._columns = QGridLayout(), 0
        every = make_button(self.tr("All"), f"{name}_all", "link")
        none = make_button(self.tr("None"), f"{name}_none", "link")
        every.clicked.connect(lambda: self._tick_all(True))
        none.clicked.connect(lambda: self._tick_all(False))
        top = QHBoxLayout()
        top.addWidget(make_label(meaning, "muted", f"{name}_meaning", wrap=True), 1)
        for button in (every, none):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._scroll = ColumnScroll()
        self._scroll.setObjectName(f"{name}_scroll")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)

    def show_entries(self, entries: Sequence[tuple[str, str, str]]) -> None:
        """(key, title, what is said of it) of each. What has been ticked stays so."""
        before = {key: box.isChecked() for key, box in self._boxes.items()}
        body = QWidget()
        body.setObjectName(f"{self._name}_body")
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setVerticalSpacing(7)
        self._boxes = {}
        for key, title, about in entries:
            box = QCheckBox(title)
            box.setObjectName(f"{self._name}_{key}")
            box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            box.setToolTip(plain_tip(about))
            box.setChecked(before.get(key, self._begin))
            box.clicked.connect(lambda _on: self.changed.emit())
            box.setParent(body)
            self._boxes[key] = box
        self._columns = 0
        self._scroll.setWidget(body)  # deletes the one before
        body.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        self._lay_out()

    def _lay_out(self) -> None:
        """Side by side where the longest titles have room, else one below the other."""
        boxes = list(self._boxes.values())
        widest = max((box.sizeHint().width() for box in boxes), default=0)
        columns = 2 if 2 * widest + BETWEEN + SCROLL_BAR <= self.width() else 1
        if columns == self._columns or not boxes:
            return
        self._columns = columns
        rows = -(-len(boxes) // columns)
        for row in range(len(boxes) + 1):
            self._grid.setRowStretch(row, int(row == rows))
        for box in boxes:
            self._grid.removeWidget(box)
        for index, box in enumerate(boxes):
            self._grid.addWidget(box, index % rows, index // rows)
            box.show()
        for column in range(2):
            self._grid.setColumnStretch(column, int(column < columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._lay_out()

    @property
    def ticked(self) -> tuple[str, ...]:
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    @property
    def unticked(self) -> tuple[str, ...]:
        return tuple(key for key, box in self._boxes.items() if not box.isChecked())

    def tick(self, keys: Iterable[str]) -> None:
        """Those, and no others."""
        wanted = set(keys)
        for key, box in self._boxes.items():
            box.setChecked(key in wanted)

    def _tick_all(self, on: bool) -> None:
        self.tick(self._boxes if on else ())
        self.changed.emit()
