"""A line under the top bar that tells how things stand, with links for what can be done about it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from explorer.style.style_sheet import make_button
from explorer.widgets.elided_label import ElidedLabel


class LinkedLine(QFrame):
    """Hidden until there is something to tell. Words and links stand in the order in which they are added, from the
    left; what is added after ``add_stretch`` stands at the right."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "bar")
        self.setProperty("edge", "bottom")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 3, 10, 3)
        self._row.setSpacing(14)
        self.hide()

    def add_words(self, name: str, role: str, keep: int) -> ElidedLabel:
        """A text that is shortened where there is little room, down to *keep* letters."""
        label = ElidedLabel("", role, keep)
        label.setObjectName(name)
        self._row.addWidget(label)
        return label

    def add_stretch(self) -> None:
        self._row.addStretch(1)

    def add_link(self, text: str, name: str, tip: str) -> QPushButton:
        link = make_button(text, name, "link", tip)
        self._row.addWidget(link)
        return link
