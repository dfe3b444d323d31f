"""The text in cells, each shaded by how much the model looks at it from the caret, or by what a cell of it holds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.style.theme import DARK, Theme, mix
from explorer.texts.shares import share_words
from explorer.workspaces.characters.looking_back.letter_cells import (
    BETWEEN,
    CellPlaces,
    cell_size,
    lay_out_cells,
    paint_cell,
)
from explorer.workspaces.characters.looking_back.pointed_canvas import PointedCanvas
from explorer.workspaces.characters.looking_back.shades import (
    cell_colours,
    cell_step,
    height_words,
    share_colours,
    share_step,
)
from explorer.workspaces.characters.visible_signs import sign_words

BESIDE, AROUND = 1.0, 3.0  # px before, and above and below all cells
_LEAST_COLUMNS = 6


@dataclass(frozen=True)
class Shades:
    """What is known of each source, the start among them, as seen from a place: ``values`` (T + 1,), shares of 0 to 1
    or, where ``signed``, cells of -1 to 1. The fullest colour is ``top``. What stands before ``reach`` is not seen."""

    values: tuple[float, ...]
    top: float = 1.0
    signed: bool = False
    reach: int = 0


class ShadedText(PointedCanvas):
    """``place_chosen(place)`` is the wish that the caret stands there: behind the character that was clicked.
    ``row_reached(rect)`` is where the caret is, so that it can be brought into view; ``height_changed`` says that all
    lines take another height."""

    place_chosen = Signal(int)
    row_reached = Signal(QRectF)
    height_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shaded_text")
        self.setAccessibleName(self.tr("What it looks at"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._theme, self._model = DARK, 0
        self._colours: list[QColor] = []
        self._text, self._caret = "", 0
        self._shades: Shades | None = None
        self._places: CellPlaces | None = None
        self._recolour()

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._recolour()

    def show_text(self, text: str, caret: int) -> None:
        """The text, and how many of its characters stand before the caret."""
        if text != self._text:
            self._text, self._caret = text, caret
            self._arrange()
        elif caret != self._caret:
            self._caret = caret
            self.update()
        else:
            return
        self.reach_caret()

    def show_shades(self, shades: Shades | None, model: int = 0) -> None:
        """What is known, in the colour of the *model*; None for nothing."""
        if (shades, model) != (self._shades, self._model):
            self._shades, self._model = shades, model
            self._recolour()

    def reach_caret(self) -> None:
        """Asks for the caret's line to be seen."""
        self.row_reached.emit(self.cell_rect(self._caret))

    # ------------------------------------------------------------------ words

    @property
    def shades(self) -> Shades | None:
        return self._shades

    def words(self, source: int) -> str:
        """What is known of a source: 0 is the start."""
        name = sign_words(self._text[source - 1]) if source else self.tr("the start")
        shades = self._shades
        if shades is None or source >= len(shades.values):
            return name
        if shades.signed:
            return f"{name}: {height_words(shades.values[source])}"
        if source > self._caret:
            return self.tr("{0}: comes later").format(name)
        if self._is_blind(source):
            return self.tr("{0}: out of sight").format(name)
        return f"{name}: {share_words(shades.values[source])}"

    def say(self, text: str) -> None:
        """For who does not see the colours."""
        self.setAccessibleDescription(text)

    # ------------------------------------------------------------------ layout

    def _arrange(self) -> None:
        self._places = None
        tall = self._height()
        if tall != self.minimumHeight():
            self.setMinimumHeight(tall)
            self.updateGeometry()
            self.height_changed.emit()
        self.update()

    def _height(self) -> int:
        return math.ceil(self._laid_out().height + 2 * AROUND)

    def _laid_out(self) -> CellPlaces:
        if self._places is None:
            size = cell_size(QFontMetricsF(self.font()), set(self._text))
            room = self.width() - 2 * BESIDE - 2  # the caret stands behind a cell
            self._places = lay_out_cells(self._text, size, max(room, _LEAST_COLUMNS * size[0]))
        return self._places

    def cell_rect(self, source: int) -> QRectF:
        """Where a source lies: 0 is the start, then come the characters."""
        return self._laid_out().rect(source).translated(BESIDE, AROUND)

    def row_height(self) -> float:
        """px of a line of cells."""
        return self._laid_out().size[1] + BETWEEN

    def source_at(self, position: QPointF) -> int | None:
        return self._laid_out().index_at(position - QPointF(BESIDE, AROUND))

    def sizeHint(self) -> QSize:
        return QSize(260, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_colours"):
            self._arrange()

    # ------------------------------------------------------------------ painting

    def _recolour(self) -> None:
        signed = self._shades is not None and self._shades.signed
        colours = cell_colours(self._theme) if signed else share_colours(self._theme, self._model)
        self._colours = [QColor(each) for each in colours]
        self.update()

    def _colour(self, source: int) -> QColor:
        shades = self._shades
        if shades is None or source >= len(shades.values):
            return QColor(self._theme.field)
        value = shades.values[source] / max(shades.top, 1e-9)
        return self._colours[cell_step(value) if shades.signed else share_step(value)]

    def _is_blind(self, source: int) -> bool:
        """Whether a source lies before all that is seen; of the start its weight tells."""
        shades = self._shades
        if shades is None or not shades.reach:
            return False
        return source <= shades.reach if source else not shades.values[0]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setFont(self.font())
        places, faint = self._laid_out(), mix(theme.muted, theme.panel, 0.35)
        step = self.row_height()
        rows = range(int((event.rect().top() - AROUND) // step), int(event.rect().bottom() // step) + 1)
        reach = 0 if self._shades is None else self._shades.reach
        for source in range(len(self._text) + 1):
            if places.spots[source][0] not in rows:
                continue
            area = self.cell_rect(source)
            later, blind = source > self._caret, self._is_blind(source)
            signed = self._shades is not None and self._shades.signed
            behind = QColor(theme.panel) if (later and not signed) or blind else self._colour(source)
            ink = theme.muted if later else faint if blind else theme.text
            if source:
                paint_cell(painter, area, self._text[source - 1], behind, ink)
            else:
                painter.fillRect(area, behind)
                self._paint_start(painter, area, ink)
            if reach and reach < source <= self._caret:  # framed as one: a line below all that is seen
                painter.fillRect(QRectF(area.x(), area.bottom() - 1.5, area.width() + BETWEEN, 1.5), QColor(theme.text))
        self._paint_caret(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.end()

    def _paint_start(self, painter: QPainter, area: QRectF, ink: str) -> None:
        """A bar with an arrow away from it."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = area.height() / 22
        painter.translate(area.center())
        painter.setPen(QPen(QColor(ink), 1.3 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for stroke in (((-4, -5), (-4, 5)), ((-1.5, 0), (4, 0)), ((1.5, -2.5), (4, 0), (1.5, 2.5))):
            painter.drawPolyline(QPolygonF([QPointF(x * unit, y * unit) for x, y in stroke]))
        painter.restore()

    def _paint_caret(self, painter: QPainter) -> None:
        area = self.cell_rect(self._caret)
        painter.fillRect(QRectF(area.right() - 0.5, area.y() - 2, 2, area.height() + 4), QColor(self._theme.accent))

    # ------------------------------------------------------------------ pointer and keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.source_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        source = self.source_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and source is not None:
            self.place_chosen.emit(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), len(self._text)
        columns = self._laid_out().columns
        steps: dict[Qt.Key, int] = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -columns, Qt.Key.Key_Down: columns,
            Qt.Key.Key_Home: -last, Qt.Key.Key_End: last,
        }  # fmt: skip
        if key not in steps:
            super().keyPressEvent(event)
        elif (place := min(max(self._caret + steps[key], 0), last)) != self._caret:
            self.place_chosen.emit(place)

    def tip_at(self, position: QPointF) -> str:
        source = self.source_at(position)
        return "" if source is None else self.words(source)


def of_shares(values: Sequence[float], reach: int = 0) -> Shades:
    """The largest share has the full colour."""
    return Shades(tuple(values), max(max(values, default=0.0), 1e-9), reach=reach)


def make_sample() -> QWidget:
    view = ShadedText()
    view.resize(320, 120)
    view.show_text("the quick brown fox", 12)
    view.show_shades(of_shares([0.05, *([0.02] * 4), 0.62, *([0.03] * 14)], 2))
    return view


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
