"""Short texts over the map: the read-out of the cursor, a message, the class under the pointer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen, QTextDocument
from PySide6.QtWidgets import QLabel, QWidget

from explorer.style.theme import DARK, Theme


class MapLabel(QLabel):
    """A text on a rounded, slightly transparent ground; hidden when empty. The pointer passes through to the map."""

    def __init__(self, name: str, accessible_name: str, parent: QWidget, small: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMargin(4 if small else 9)
        self.setIndent(5)
        self._small = small
        self._theme = DARK
        if small:
            self.setProperty("role", "overlay")
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.text))
        self.setPalette(palette)
        self.update()

    def show_text(self, text: str, widest: int) -> None:
        """Shows rich text, wrapped where it is wider than ``widest`` logical pixels; an empty text hides the label."""
        self.setText(text)
        self.setWordWrap(False)
        size = self.sizeHint()
        size.setWidth(size.width() + self.indent())  # which a label leaves on the left only
        if size.width() > widest:
            self.setWordWrap(True)
            size.setWidth(widest)
            size.setHeight(self.heightForWidth(widest))
        self.resize(size)
        self.setVisible(bool(text))

    def lines(self, text: str, widest: int) -> int:
        """How many lines a rich text takes where it is so wide at most."""
        document = QTextDocument()
        document.setDefaultFont(self.font())
        document.setDocumentMargin(0)
        document.setHtml(text)
        document.setTextWidth(widest - 2 * self.margin() - 2 * self.indent())
        return round(document.size().height() / QFontMetricsF(self.font()).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, edge = QColor(self._theme.canvas), QColor(self._theme.border)
        ground.setAlphaF(0.84 if self._small else 0.93)
        painter.setBrush(ground)
        painter.setPen(QPen(edge, 1))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 5, 5)
        painter.end()
        super().paintEvent(event)
