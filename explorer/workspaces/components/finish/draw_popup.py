"""A pad that opens over the window, to draw a picture that is then finished."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from explorer.pictures.drawing_pad import DrawingPad
from explorer.style.theme import Theme
from trainers.examples import UInt8
from trainers.files.drawing_style import DrawingStyle
from trainers.kinds import Kind

MARGIN, SIDE = 10, 240  # px


class DrawPopup(QFrame):
    """``drawn(image)`` uint8 (1, C, H, W) comes after each stroke. A click beside it, or Escape, closes it."""

    drawn = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self.pad = DrawingPad(name="own-picture")
        self.pad.drawn.connect(self._on_drawn)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.addWidget(self.pad)

    def set_kind(self, kind: Kind, style: DrawingStyle | None) -> None:
        """What is to be drawn, and how the data's own pictures are; begins an empty one."""
        self.pad.set_kind(kind)
        self.pad.set_style(style)

    def set_theme(self, theme: Theme) -> None:
        self.pad.set_theme(theme)

    def open_over(self, button: QWidget) -> None:
        """Shows it above *button*, within the screen."""
        self.resize(self.sizeHint().expandedTo(self.minimumSizeHint()).width(), SIDE + 60)
        at = button.mapToGlobal(QPoint(0, -self.height() - 4))
        screen = button.screen().availableGeometry()
        x = min(max(at.x(), screen.left()), max(screen.right() - self.width(), screen.left()))
        self.move(x, max(at.y(), screen.top()))
        self.show()
        self.pad.canvas.setFocus()

    def _on_drawn(self, image: UInt8 | None) -> None:
        """A pad that was wiped is no picture."""
        if image is not None:
            self.drawn.emit(image)
