"""Characters in cells of one size, each with a colour behind it, and where they lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from explorer.workspaces.characters.visible_signs import draw_sign, sign_text

BREAK = "\n"  # the next line of cells begins behind it
BETWEEN = 1.0  # px between cells
_NARROWEST, _WIDEST = 0.85, 1.7  # of the height of a line of text
_AIR = 1.45  # height of a cell, in lines


def cell_size(metrics: QFontMetricsF, characters: Iterable[str]) -> tuple[float, float]:
    """Width and height of cells in which all of these characters have room: of those with many letters, most of it."""
    line = metrics.height()
    widest = max((metrics.horizontalAdvance(sign_text(each)) for each in characters), default=0.0)
    return min(max(widest + 5, _NARROWEST * line), _WIDEST * line), round(_AIR * line)


@dataclass(frozen=True)
class CellPlaces:
    """Cells of ``size`` in lines of ``columns``: at ``spots`` (row, column) each."""

    size: tuple[float, float]
    columns: int
    spots: tuple[tuple[int, int], ...]

    @property
    def rows(self) -> int:
        return 1 + max((row for row, _ in self.spots), default=0)

    @property
    def height(self) -> float:
        """px of all lines, less what is between them and what follows."""
        return self.rows * (self.size[1] + BETWEEN) - BETWEEN

    def rect(self, index: int) -> QRectF:
        row, column = self.spots[index]
        wide, tall = self.size
        return QRectF(column * (wide + BETWEEN), row * (tall + BETWEEN), wide, tall)

    def index_at(self, position: QPointF) -> int | None:
        """The cell that a position lies in, or in the gap behind it."""
        wide, tall = self.size
        spot = int(position.y() // (tall + BETWEEN)), int(position.x() // (wide + BETWEEN))
        inside = position.x() >= 0 and position.y() >= 0
        return self.spots.index(spot) if inside and spot in self.spots else None


def lay_out_cells(characters: str, size: tuple[float, float], width: float) -> CellPlaces:
    """A cell for each of *characters*, and one before them, for the start."""
    columns = max(int((width + BETWEEN) // (size[0] + BETWEEN)), 1)
    spots, row, column = [(0, 0)], 0, 1
    for character in characters:
        if column == columns:
            row, column = row + 1, 0
        spots.append((row, column))
        column += 1
        if character == BREAK:
            row, column = row + 1, 0
    return CellPlaces(size, columns, tuple(spots))


def paint_cell(painter: QPainter, area: QRectF, character: str, behind: QColor, ink: str) -> None:
    """One character on its colour."""
    painter.fillRect(area, behind)
    draw_sign(painter, area, character, ink)
