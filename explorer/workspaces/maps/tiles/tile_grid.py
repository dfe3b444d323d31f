"""The tiles in the middle of the window: as many columns as make them largest, or one alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from explorer.plane.frame_clock import Turns
from explorer.style.style_sheet import make_label
from explorer.style.theme import DARK, Theme
from explorer.widgets.middle_part import MiddlePart
from explorer.workspaces.maps.tiles.map_tile import AROUND, MapTile

GAP = 8  # px between tiles
LEAST = 168  # px of a tile's width
NEARLY = 0.05  # so much larger must dots be for one more column
LEAST_HEIGHT = 110


def best_tiling(count: int, width: float, height: float) -> int:
    """The number of columns with which *count* tiles have the largest dots, seen as squares."""
    best, largest = 1, -1e9
    for columns in range(1, count + 1):
        rows = -(-count // columns)
        wide, tall = (width + GAP) / columns - GAP, (height + GAP) / rows - GAP - AROUND
        side = min(wide, tall) - (1e6 if wide < LEAST and columns > 1 else 0)
        if side > largest + abs(largest) * NEARLY:
            best, largest = columns, side
    return best


class TileGrid(MiddlePart):
    """Tiles by their numbers; one is made for each new number, and made no more of one that is gone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map_tiles")
        self._theme = DARK
        self._turns = Turns()
        self.tiles: dict[int, MapTile] = {}
        self._order: tuple[int, ...] = ()
        self._enlarged = -1
        self._sentence = make_label("", "muted", "maps_sentence", wrap=True)
        self._sentence.setParent(self)
        self._sentence.hide()
        self.setMinimumSize(2 * LEAST + GAP, LEAST_HEIGHT)

    def show_tiles(self, numbers: Sequence[int], enlarged: int) -> list[MapTile]:
        """The tiles of these numbers, in this order; of *enlarged*, if it is among them, alone. Returns those that are
        new."""
        made = []
        self._order, self._enlarged = tuple(n for n in numbers if n in self.tiles), -1  # while tiles come and go
        for number in set(self.tiles) - set(numbers):
            gone = self.tiles.pop(number)
            gone.hide()
            gone.deleteLater()
        for number in numbers:
            if number not in self.tiles:
                tile = self.tiles[number] = MapTile(number, self._turns, self)
                tile.set_theme(self._theme)
                made.append(tile)
        self._order, self._enlarged = tuple(numbers), enlarged if enlarged in numbers else -1
        for number, tile in self.tiles.items():
            tile.show_enlarged(number == self._enlarged, alone=len(numbers) == 1)
            tile.setVisible(self._enlarged in (-1, number))
        self._place()
        if self.hasFocus():  # until now there was nothing to give it to
            self.focus_first()
        return made

    def show_sentence(self, text: str) -> None:
        """What is said where there are no maps."""
        self._sentence.setText(text)
        self._sentence.setVisible(bool(text))
        self._place()

    @property
    def shown(self) -> list[MapTile]:
        """The tiles that are seen, from the top left."""
        return [self.tiles[number] for number in self._order if self._enlarged in (-1, number)]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for tile in self.tiles.values():
            tile.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def fit_words(self) -> None:
        """Other words are to be read below the maps."""
        self._place()

    def _place(self) -> None:
        shown = self.shown
        self._sentence.setGeometry(self.rect().adjusted(24, 24, -24, -24))
        if not shown:
            return
        columns = best_tiling(len(shown), self.width(), self.height())
        rows = -(-len(shown) // columns)
        for at, tile in enumerate(shown):
            row, column = divmod(at, columns)
            in_row = min(columns, len(shown) - row * columns) if row == rows - 1 else columns
            xs = [round(each * (self.width() + GAP) / in_row) for each in (column, column + 1)]
            ys = [round(each * (self.height() + GAP) / rows) for each in (row, row + 1)]
            tile.setGeometry(QRect(xs[0], ys[0], xs[1] - xs[0] - GAP, ys[1] - ys[0] - GAP))
        worded = len(shown) == 1 or all(tile.has_room_for_words for tile in shown)  # in all, or none
        for tile in shown:
            tile.words.setVisible(worded)

    def focus_first(self) -> None:
        (self.shown[0].canvas if self.shown else self).setFocus()
