"""The pixel under the pointer: all of it painted from one answer per picture, so that nothing waits."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.style.style_sheet import with_steady_digits
from explorer.style.theme import Theme
from explorer.texts.shares import share_words
from explorer.widgets.elided_label import ElidedLabel
from explorer.workspaces.components.pixel.bits_plot import BitsPlot
from explorer.workspaces.components.pixel.odds_bars import OddsBars
from explorer.workspaces.components.pixel.odds_words import at_temperature, found_colour, found_words
from explorer.workspaces.components.pixel.site_maps import SiteMaps
from explorer.workspaces.components.pixel.swatch import Swatch
from explorer.workspaces.components.sites import by_line, by_pixel, in_rows, sites_at
from trainers.messages.components import Expected, FieldFound, Mask

LINGER_MS = 400  # with a pixel after the pointer has left: on its way to another picture it does not jump


class PixelView(QWidget):
    """``site_shown(expected, site)`` says of which site it speaks now, whoever chose it. As long as nothing is pointed
    at, that is the one that surprised the model most of those that are to be seen."""

    site_shown = Signal(object, int)
    pixel_pointed = Signal(int, int)  # on a map

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pixel")
        self._expected: Expected | None = None
        self._surprise = self._entropy = np.zeros(0, np.float32)
        self._rank: np.ndarray = np.zeros(0, np.int64)  # of each site in the order
        self._pixel = self._most = (-1, -1)
        self._temperature = 1.0
        self._uncovered = 0
        self._hidden: Mask | None = None
        self._left = QTimer(self, singleShot=True, interval=LINGER_MS)
        self._left.timeout.connect(lambda: self.point(-1, -1))
        self._where = ElidedLabel("", "small")
        self._where.setObjectName("pixel_where")
        self._drawn = ElidedLabel("", "live")
        self._drawn.setObjectName("pixel_drawn")
        self._drawn.set_help(
            self.tr(
                "Surprise is −ln of the probability of what was there, whatever the temperature: as the model is, at 1."
            )
        )
        self.swatch = Swatch()
        self.odds = OddsBars()
        self.maps = SiteMaps()
        self.bits = BitsPlot()
        for label in (self._where, self._drawn):
            with_steady_digits(label)
        self.maps.pixel_pointed.connect(self.pixel_pointed)
        self.maps.pointer_left.connect(self.leave)
        found = QHBoxLayout()
        found.setSpacing(6)
        found.addWidget(self.swatch)
        found.addWidget(self._drawn, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._where)
        column.addWidget(self.odds)
        column.addLayout(found)
        column.addWidget(self.maps, 3)
        column.addWidget(self.bits, 2)
        self._say()

    def set_theme(self, theme: Theme) -> None:
        for view in (self.odds, self.swatch, self.maps, self.bits):
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
            self._most = (-1, -1)
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
        self._find_most()
        bits = by_line(self._surprise, expected.order, height, width) / math.log(2)
        raw = len(expected.found) * math.log2(len(expected.values))
        by_rows = in_rows(expected.order, height, width)
        self.bits.show_bits(bits, expected.png_bits, expected.zlib_bits, raw, by_rows)
        if before is None or before.picture.shape != expected.picture.shape:
            self._pixel = (-1, -1)
            self._fit()
        self._say()

    def show_field(self, field: FieldFound | None) -> None:
        """What the site looks at; one of another site, which comes late, is left out."""
        self.maps.show_field(field if field is not None and field.site == self.site else None)

    def show_temperature(self, temperature: float) -> None:
        """At which levels are drawn: bars show the odds of that."""
        if temperature != self._temperature:
            self._temperature = temperature
            self._say()

    def show_uncovered(self, pixels: int) -> None:
        """Of a model for any order, how many pixels its endings see, wherever they lie; 0 of any other model."""
        if pixels != self._uncovered:
            self._uncovered = pixels
            self._where.set_help(
                self.tr(
                    "These odds are of one order, from its first pixel on. Where a part is covered, endings see "
                    "all {0} uncovered pixels, and those that are drawn by then."
                ).format(pixels)
                if pixels
                else ""
            )
            self._say()

    def show_hidden(self, hidden: Mask | None) -> None:
        """The pixels (H, W) of the picture that the user is not to see yet: nothing here tells what they are."""
        same = hidden is self._hidden or (
            hidden is not None and self._hidden is not None and np.array_equal(hidden, self._hidden)
        )
        if not same:
            self._hidden = hidden
            self.maps.show_hidden(hidden)
            self._find_most()
            self._say()

    def point(self, row: int, column: int) -> None:
        """Speaks of that pixel; -1 of the one that surprised most."""
        self._left.stop()
        self._pixel = (row, column)
        self._say()

    def leave(self) -> None:
        """The pointer is over no picture any more: soon it is the most surprising pixel again that is spoken of."""
        self._left.start()

    @property
    def pixel(self) -> tuple[int, int]:
        """(row, column) of what it speaks of; -1 while there is nothing."""
        if self._expected is None:
            return -1, -1
        height, width = self._expected.picture.shape[2:]
        if 0 <= self._pixel[0] < height and 0 <= self._pixel[1] < width:
            return self._pixel
        return self._most

    def _find_most(self) -> None:
        expected = self._expected
        if expected is None:
            return
        height, width = expected.picture.shape[2:]
        surprise = by_pixel(self._surprise, height, width)
        if (hidden := self._hidden_in(expected)) is not None and not hidden.all():
            surprise = np.where(hidden, -1, surprise)
        row, column = divmod(int(np.argmax(surprise)), width)
        self._most = row, column
        kept_back = hidden is not None and bool(hidden.all())
        self.maps.show_most(*((-1, -1) if kept_back else self._most))

    def _hidden_in(self, expected: Expected) -> Mask | None:
        hidden = self._hidden
        return hidden if hidden is not None and hidden.shape == expected.picture.shape[2:] else None

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
            self.swatch.show_colour(None)
            self.odds.show_odds(None)
            return
        height, width = expected.picture.shape[2:]
        sites = sites_at(row, column, len(expected.found), height, width)
        found = tuple(int(level) for level in expected.found[sites])
        hidden = self._hidden_in(expected)
        kept_back = hidden is not None and bool(hidden[row, column])
        odds = at_temperature(expected.odds[sites], self._temperature)
        self.odds.show_odds(odds, () if kept_back else found, expected.values)
        seen = int(self._rank[sites].min()) // len(sites)
        place = alone = self.tr("row {0}, column {1}").format(row + 1, column + 1)
        if (row, column) == self._most and not kept_back:
            place = self.tr("{0}, the most surprising").format(alone)
        order = self.tr("{0} · seen: {1} pixels before it in this order") if self._uncovered else ""
        words = (order or self.tr("{0} · seen: {1} pixels before it")).format(place, seen)
        if self._temperature == 1:
            self._where.set_text(words, [place, alone])
        else:
            heat = self.tr("at temperature {0}").format(f"{self._temperature:.2f}")
            self._where.set_text(f"{words} · {heat}", [f"{place} · {heat}", f"{alone} · {heat}", heat])
        self._say_found(sites, found, kept_back)
        self.site_shown.emit(expected, self.site)

    def _say_found(self, sites: list[int], found: tuple[int, ...], kept_back: bool) -> None:
        """What was there, and how far it was expected, by the model as it is."""
        expected = self._expected
        assert expected is not None
        if kept_back:
            self.swatch.show_colour(None)
            self._drawn.set_text(self.tr("covered: “truth” tells what was there"), [self.tr("covered")])
            return
        surprise = float(self._surprise[sites].sum())
        what, share = found_words(found, expected.values), share_words(math.exp(-surprise))
        is_plain = len(found) == 1 and len(expected.values) == 2 and not expected.is_palette
        self.swatch.show_colour(None if is_plain else found_colour(found, expected.values))
        drawn = self.tr("was {0}, expected with {1} · {2} nats").format(what, share, f"{surprise:.2f}")
        short = self.tr("{0}: {1} · {2} nats").format(what, share, f"{surprise:.2f}")
        self._drawn.set_text(drawn, [short, self.tr("{0} · {1} nats").format(share, f"{surprise:.2f}")])
