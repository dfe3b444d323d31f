"""The pixel under the pointer: all of it painted from one answer per picture, so that nothing waits."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.style.style_sheet import with_steady_digits
from explorer.style.theme import Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.workspaces.components.pixel.bits_plot import BitsPlot
from explorer.workspaces.components.pixel.odds_bars import OddsBars
from explorer.workspaces.components.pixel.site_maps import SiteMaps
from explorer.workspaces.components.sites import by_line, by_pixel, sites_at
from trainers.messages.components import Expected, FieldFound


class PixelView(QWidget):
    """``site_shown(expected, site)`` says of which site it speaks now, whoever chose it. As long as nothing was pointed
    at, that is the one that surprised the model most."""

    site_shown = Signal(object, int)
    pixel_pointed = Signal(int, int)  # on a map

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pixel")
        self._expected: Expected | None = None
        self._surprise = self._entropy = np.zeros(0, np.float32)
        self._rank: np.ndarray = np.zeros(0, np.int64)  # of each site in the order
        self._pixel = (-1, -1)
        self._where = ElidedLabel("", "small")
        self._where.setObjectName("pixel_where")
        self._drawn = ElidedLabel("", "live")
        self._drawn.setObjectName("pixel_drawn")
        self.odds = OddsBars()
        self.maps = SiteMaps()
        self.bits = BitsPlot()
        for label in (self._where, self._drawn):
            with_steady_digits(label)
        self.maps.pixel_pointed.connect(self.pixel_pointed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._where)
        column.addWidget(self.odds)
        column.addWidget(self._drawn)
        column.addWidget(self.maps, 3)
        column.addWidget(self.bits, 2)
        self._say()

    def set_theme(self, theme: Theme) -> None:
        for view in (self.odds, self.maps, self.bits):
            view.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Maps take no more height than their width gives them use for; the rest is the plot's."""
        self.maps.setMaximumHeight(max(self.maps.height_wanted(self.width()), self.maps.minimumHeight()))

    # ------------------------------------------------------------------ inputs

    def show_expected(self, expected: Expected | None) -> None:
        """What is expected of the picture that is looked into; None while there is no answer."""
        if expected is self._expected:
            return
        before, self._expected = self._expected, expected
        if expected is None:
            self.maps.show_maps(None, None, None)
            self.bits.show_bits(None)
            self._say()
            return
        height, width = expected.picture.shape[2:]
        self._surprise, self._entropy = expected.surprise, expected.entropy
        self._rank = np.empty(len(expected.order), np.int64)
        self._rank[expected.order] = np.arange(len(expected.order))
        surprise, entropy = by_pixel(self._surprise, height, width), by_pixel(self._entropy, height, width)
        self.maps.show_maps(expected.picture, surprise, entropy)
        bits = by_line(self._surprise, expected.order, height, width) / math.log(2)
        self.bits.show_bits(bits, expected.png_bits, expected.zlib_bits)
        if before is None or before.picture.shape != expected.picture.shape:
            self._pixel = (-1, -1)
            self._fit()
        self._say()

    def show_field(self, field: FieldFound | None) -> None:
        """What the site looks at; one of another site, which comes late, is left out."""
        self.maps.show_field(field if field is not None and field.site == self.site else None)

    def point(self, row: int, column: int) -> None:
        """Speaks of that pixel; -1 of the one that surprised most."""
        self._pixel = (row, column)
        self._say()

    @property
    def pixel(self) -> tuple[int, int]:
        """(row, column) of what it speaks of; -1 while there is nothing."""
        if self._expected is None:
            return -1, -1
        height, width = self._expected.picture.shape[2:]
        if 0 <= self._pixel[0] < height and 0 <= self._pixel[1] < width:
            return self._pixel
        row, column = divmod(int(np.argmax(by_pixel(self._surprise, height, width))), width)
        return row, column

    @property
    def site(self) -> int:
        """The site whose field is shown: the first of the pixel; -1 while there is nothing."""
        row, column = self.pixel
        return -1 if self._expected is None or row < 0 else row * self._expected.picture.shape[3] + column

    @property
    def expected(self) -> Expected | None:
        return self._expected

    # ------------------------------------------------------------------ words

    def _say(self) -> None:
        expected = self._expected
        row, column = self.pixel
        self.maps.show_marked(row, column)
        if expected is None:
            self._where.set_text(self.tr("What the model expects appears with its first weights."))
            self._drawn.set_text("")
            self.odds.show_odds(None)
            return
        height, width = expected.picture.shape[2:]
        sites = sites_at(row, column, len(expected.found), height, width)
        found = tuple(int(level) for level in expected.found[sites])
        self.odds.show_odds(expected.odds[sites], found, expected.values)
        seen = int(self._rank[sites].min()) // len(sites)
        place = self.tr("row {0}, column {1}").format(row + 1, column + 1)
        self._where.set_text(self.tr("{0} · seen: {1} pixels before it").format(place, seen), [place])
        nats = f"{float(self._surprise[sites].sum()):.2f}"
        drawn = self.tr("drawn: {0} · {1} nats").format(" ".join(map(self.odds.level_name, found)), nats)
        most = self.tr("{0} · the most surprising pixel").format(drawn) if self._pixel[0] < 0 else drawn
        self._drawn.set_text(most, [drawn])
        self.site_shown.emit(expected, self.site)
