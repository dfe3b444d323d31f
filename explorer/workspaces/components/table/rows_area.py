"""Rows that scroll where there are more of them than room, under a head that stays."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class RowsArea(QScrollArea):
    """Around a view whose minimum height is that of all its rows, and which paints its head where it is seen."""

    def __init__(self, view: QWidget, least_width: int, least_height: int) -> None:
        super().__init__()
        self.setObjectName(f"{view.objectName()}_area")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setMinimumSize(least_width, least_height)
        view.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(view)
        view.setAutoFillBackground(False)  # which setWidget turns on
        self.verticalScrollBar().valueChanged.connect(lambda _place: view.update())


def head_top(view: QWidget) -> float:
    """The y at which the head is seen, however far *view* is scrolled."""
    return float(max(-view.y(), 0)) if view.parentWidget() is not None else 0.0
