"""Rows that scroll where there are more of them than room, under a head that stays."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

LEAST = 60  # px of height


class RowsArea(QScrollArea):
    """Around a view whose minimum height is that of all its rows, and which paints its head where it is seen."""

    def __init__(self, view: QWidget, gives_way: bool = False) -> None:
        """*gives_way*: others see to it that it is not there where it has less width than is needed."""
        super().__init__()
        self._view, self._gives_way = view, gives_way
        self.setObjectName(f"{view.objectName()}_area")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        view.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(view)
        view.setAutoFillBackground(False)  # which setWidget turns on
        self.verticalScrollBar().valueChanged.connect(lambda _place: view.update())

    @property
    def needed(self) -> int:
        """px of width without which the rows cannot be read."""
        return self._view.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()

    def minimumSizeHint(self) -> QSize:
        """So high that some of the rows are seen."""
        return QSize(0 if self._gives_way else self.needed, LEAST)


def head_top(view: QWidget) -> float:
    """The y at which the head is seen, however far *view* is scrolled."""
    return float(max(-view.y(), 0)) if view.parentWidget() is not None else 0.0
