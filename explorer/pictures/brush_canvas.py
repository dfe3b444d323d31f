"""A canvas whose strokes become data: points will be spread along them.

Places lie in [0, 1] x [0, 1], x to the right and y upwards, as the dataset that opens strokes reads them: see
``trainers.datasets.drawing``. :func:`explorer.pictures.brush_strokes.write_strokes` makes its file.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from explorer.pictures.brush_strokes import Strokes, erased, extended
from explorer.style.icons import make_icon
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, make_icon_button
from explorer.style.theme import DARK, Theme, mix

CLOSEST = 0.002  # a move shorter than this is none
ERASER = 0.035  # radius, as a share of the canvas
MAX_UNDO = 100
GRID = 4  # fields along each side


class BrushPaper(QWidget):
    """Where one draws: the left button paints, the right one erases, or the left one while ``erases`` is on; Ctrl+Z
    undoes, Delete clears. ``changed()`` follows each finished change."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.strokes: Strokes = ()
        self.erases = False
        self._sigma = 0.01
        self._theme = DARK
        self._undo: list[Strokes] = []
        self._before: Strokes = ()
        self._held: Qt.MouseButton | None = None
        self._last = (0.0, 0.0)
        self._hover: QPointF | None = None

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_sigma(self, sigma: float) -> None:
        """The standard deviation of the points about a stroke: the brush is drawn four of them wide."""
        self._sigma = sigma
        self.update()

    def show_strokes(self, strokes: Sequence[NDArray[np.floating]]) -> None:
        """Puts strokes (n, 2) on the paper, with nothing to undo. Raises ValueError for another shape."""
        for stroke in strokes:
            if stroke.ndim != 2 or stroke.shape[1] != 2 or not len(stroke):
                raise ValueError(f"drawing: expected strokes (n, 2), found {stroke.shape}")
        self.strokes = tuple(np.array(stroke, np.float32) for stroke in strokes)
        self._undo.clear()
        self.update()

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    def undo(self) -> None:
        """Takes the last stroke, erasing or clearing back."""
        if self._undo and self._held is None:
            self.strokes = self._undo.pop()
            self.update()
            self.changed.emit()

    def clear(self) -> None:
        """Wipes everything, as a wish of the user."""
        if self.strokes and self._held is None:
            self._before, self.strokes = self.strokes, ()
            self._finish()

    def _finish(self) -> None:
        self.update()
        same = len(self._before) == len(self.strokes) and all(map(np.array_equal, self._before, self.strokes))
        if not same:
            self._undo = [*self._undo[-MAX_UNDO + 1 :], self._before]
            self.changed.emit()

    # ------------------------------------------------------------------ places

    def sizeHint(self) -> QSize:
        return QSize(220, 220)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 120)

    def heightForWidth(self, width: int) -> int:
        return width

    @property
    def page(self) -> QRectF:
        """The square of the paper in the widget, logical pixels."""
        side = min(self.width(), self.height()) - 2
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def place_at(self, at: QPointF) -> tuple[float, float]:
        """The place under a pixel; beyond the edge, the nearest on it."""
        page = self.page
        x, y = (at.x() - page.left()) / page.width(), (page.bottom() - at.y()) / page.height()
        return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)

    def pixel_of(self, x: float, y: float) -> QPointF:
        page = self.page
        return QPointF(page.left() + x * page.width(), page.bottom() - y * page.height())

    # ------------------------------------------------------------------ drawing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._held is None and event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self._held, self._before, self._last = event.button(), self.strokes, self.place_at(event.position())
            if self._erasing:
                self._erase(self._last)
            else:
                self.strokes = (*self.strokes, np.array([self._last], np.float32))
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = event.position()
        here = self.place_at(event.position())
        if self._held is not None and np.hypot(here[0] - self._last[0], here[1] - self._last[1]) >= CLOSEST:
            if self._erasing:
                self._erase(here)
            else:
                self.strokes = (*self.strokes[:-1], extended(self.strokes[-1], here))
            self._last = here
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == self._held:
            self._held = None
            self._finish()

    @property
    def _erasing(self) -> bool:
        return self.erases or self._held == Qt.MouseButton.RightButton

    def _erase(self, here: tuple[float, float]) -> None:
        self.strokes = erased(self.strokes, self._last, here, ERASER)

    def leaveEvent(self, event: object) -> None:
        self._hover = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, page = self._theme, self.page
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.border), 1))
        painter.setBrush(QColor(theme.canvas))
        painter.drawRoundedRect(page, 5, 5)
        painter.setPen(QPen(QColor(mix(theme.canvas, theme.border, 0.7)), 1))
        for line in (share / GRID for share in range(1, GRID)):
            painter.drawLine(self.pixel_of(line, 0.005), self.pixel_of(line, 0.995))
            painter.drawLine(self.pixel_of(0.005, line), self.pixel_of(0.995, line))
        painter.setClipRect(page)
        colour = QColor(theme.real)
        wide = max(4 * self._sigma * page.width(), 2.5)
        for width, opacity in ((wide, 0.4), (1.4, 1.0)):
            colour.setAlphaF(opacity)
            cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
            painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, cap, join))
            for stroke in self.strokes:
                places = [self.pixel_of(x, y) for x, y in stroke.tolist()]
                if len(places) > 1:
                    painter.drawPolyline(QPolygonF(places))
                else:
                    painter.drawPoint(places[0])
        if self._hover is not None and self._erasing:
            painter.setPen(QPen(QColor(theme.muted), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self._hover, ERASER * page.width(), ERASER * page.width())
        painter.end()


class BrushCanvas(QWidget):
    """The paper with its buttons. ``strokes_changed(strokes)`` carries a tuple of places (n, 2) float32 after each
    finished stroke, erasing, undoing and clearing."""

    strokes_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = BrushPaper()
        self.paper.setObjectName("brush-paper")
        self.paper.setAccessibleName(self.tr("Canvas for your own data"))
        self.paper.setToolTip(plain_tip(self.tr("Paint where the points shall be; the right button erases")))
        self.paper.changed.connect(self._on_changed)
        self._erase = make_button(self.tr("Eraser"), "brush-erase", checkable=True)
        self._erase.toggled.connect(self._on_erase_toggled)
        self._undo = make_icon_button("brush-undo", self.tr("Undo (Ctrl+Z)"))
        self._undo.clicked.connect(self.paper.undo)
        self._clear = make_icon_button("brush-clear", self.tr("Clear (Delete)"))
        self._clear.clicked.connect(self.paper.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.paper, 1)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._erase)
        row.addStretch(1)
        row.addWidget(self._undo)
        row.addWidget(self._clear)
        column.addLayout(row)
        self.set_theme(DARK)
        self._enable()

    @property
    def strokes(self) -> Strokes:
        """What is drawn."""
        return self.paper.strokes

    def show_strokes(self, strokes: Sequence[NDArray[np.floating]]) -> None:
        """Puts strokes on the paper and emits nothing. Raises ValueError for another shape."""
        self.paper.show_strokes(strokes)
        self._enable()

    def set_sigma(self, sigma: float) -> None:
        """How wide the brush is: the standard deviation of the points about a stroke."""
        self.paper.set_sigma(sigma)

    def set_theme(self, theme: Theme) -> None:
        self.paper.set_theme(theme)
        self._undo.setIcon(make_icon("undo", theme.muted))
        self._clear.setIcon(make_icon("clear", theme.muted))

    def _enable(self) -> None:
        self._undo.setEnabled(self.paper.can_undo)
        self._clear.setEnabled(bool(self.paper.strokes))

    def _on_erase_toggled(self, erases: bool) -> None:
        self.paper.erases = erases
        self.paper.update()

    def _on_changed(self) -> None:
        self._enable()
        self.strokes_changed.emit(self.paper.strokes)


def make_sample() -> QWidget:
    canvas = BrushCanvas()
    turn = np.linspace(0, 2 * np.pi, 80)
    heart = np.stack([16 * np.sin(turn) ** 3, 13 * np.cos(turn) - 5 * np.cos(2 * turn) - 2 * np.cos(3 * turn)], axis=1)
    canvas.show_strokes([heart / 40 + 0.5, np.array([[0.5, 0.5]])])
    canvas.resize(240, 280)
    return canvas


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
