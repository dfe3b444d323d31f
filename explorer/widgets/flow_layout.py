"""A layout that goes on in the next line where the width ends, as text does."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Widgets from left to right, each as wide as it would like to be, but never wider than a line."""

    def __init__(self, across: int, down: int, parent: QWidget | None = None, centred: bool = False) -> None:
        """*across* and *down* are the pixels between widgets and between lines. *centred* puts lower widgets of a line
        into the middle of its height instead of at its top."""
        super().__init__(parent)
        self._centred = centred
        self._across, self._down = across, down
        self._items: list[QLayoutItem] = []
        self._present = 0  # px of width; Qt forgets the geometry with every request for a layout
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        other_width, before = rect.width() != self._present, self.minimumSize()
        super().setGeometry(rect)
        self._present = rect.width()
        self._place(rect, move=True)
        if other_width and self.minimumSize() != before:
            self.update()

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self._across * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        """As narrow as the widest widget; as high as the lines at the present width, for what lies around it does not
        always ask for a height that belongs to a width."""
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        wide, tall = max((s.width() for s in shown), default=0), max((s.height() for s in shown), default=0)
        present = self._present
        return QSize(wide, max(tall, self.heightForWidth(present)) if present >= wide else tall)

    def _place(self, rect: QRect, move: bool) -> int:
        """The height that is needed; with *move* the widgets go to their places."""
        x, y, tall = rect.x(), rect.y(), 0
        line: list[tuple[QLayoutItem, int, QSize]] = []  # with the x of each
        for item in self._items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint()
            width = min(wanted.width(), max(rect.width(), item.minimumSize().width()))
            height = item.heightForWidth(width) if item.hasHeightForWidth() else wanted.height()
            if x > rect.x() and x + width > rect.x() + rect.width():
                self._move(line if move else [], y, tall)
                x, y, tall, line = rect.x(), y + tall + self._down, 0, []
            line.append((item, x, QSize(width, height)))
            x, tall = x + width + self._across, max(tall, height)
        self._move(line if move else [], y, tall)
        return y + tall - rect.y()

    def _move(self, line: list[tuple[QLayoutItem, int, QSize]], y: int, tall: int) -> None:
        """Gives the widgets of a line of *tall* px their places."""
        for item, x, size in line:
            down = (tall - size.height()) // 2 if self._centred else 0
            item.setGeometry(QRect(QPoint(x, y + down), size))
