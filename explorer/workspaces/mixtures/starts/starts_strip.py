"""A strip of beginnings, in the order in which they were tried, each with how likely the examples are in the end."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QWidget

from explorer.pictures.picture_pane import Block, Cell, PicturePane, draw_label
from explorer.pixels.images import stack, tile
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import Theme
from explorer.texts.listed import listed
from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.workspaces.mixtures.starts.start_picture import common_extent, start_picture
from explorer.workspaces.mixtures.starts.start_words import AS_HIGH, fault_words, start_words
from explorer.workspaces.mixtures.view.mixture_words import nats_text
from trainers.examples import UInt8
from trainers.messages.mixture import StartsTried

_MARGIN, _GAP = 8.0, 8.0
_LEAST = 24.0  # px of a picture
_LOWEST = 120  # px of height, from which on there is room for a line below them


class StartsStrip(PicturePane):
    """``start_chosen(seed)`` asks that the mixture begins where that one did."""

    start_chosen = Signal(int)

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__("mixture_starts", "starts", choose_path, parent)
        self._tried: StartsTried | None = None
        self._axes = (0, 1)
        self._pictures: tuple[UInt8, ...] = ()
        self._begun = -1
        self._problem = self._present = ""
        self.setAccessibleName(self.tr("Other starts"))
        self.setMinimumSize(150, 90)

    # ------------------------------------------------------------------ inputs

    def show_tried(self, tried: StartsTried | None, axes: tuple[int, int] = (0, 1)) -> None:
        """The beginnings so far, seen in the plane of *axes*; None clears."""
        before = self._tried
        same = tried is not None and before is not None and axes == self._axes and _goes_on(tried, before)
        done = self._pictures if same else ()
        self._tried, self._axes, self._problem = tried, axes, ""
        self._draw(done)

    def show_begun(self, seed: int) -> None:
        """The beginning that was chosen last; -1 for none."""
        self._begun = seed
        self.update()

    def show_present(self, text: str) -> None:
        """How the mixture itself stands beside these, in one line; "" for nothing."""
        if text != self._present:
            self._present = text
            self._refresh()

    def show_problem(self, sentence: str) -> None:
        """Why nothing can be tried."""
        self._tried, self._problem = None, sentence
        self._draw(())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw(())
        super().set_theme(theme)

    def _draw(self, done: tuple[UInt8, ...]) -> None:
        """The pictures that are not *done* yet."""
        tried = self._tried
        if tried is None:
            self._pictures = ()
        else:
            extent = common_extent(tried.places)
            new = tried.tries[len(done) :]
            made = (start_picture(each, self._axes, tried.places, extent, self._theme) for each in new)
            self._pictures = (*done, *made)
        self.setAccessibleDescription("; ".join(listed(self._words(index)) for index in range(len(self._pictures))))
        self._refresh()

    # ------------------------------------------------------------------ what is known

    @property
    def best(self) -> tuple[int, ...]:
        """The places of the beginnings that led highest, all that led as high, but none in which a component has
        collapsed: its likelihood has no end."""
        if self._tried is None or not self._tried.tries:
            return ()
        heights = [-np.inf if each.collapsed else each.log_likelihood for each in self._tried.tries]
        found = np.nan_to_num(heights, nan=-np.inf, neginf=-np.inf)
        return tuple(np.flatnonzero(found >= found.max() - AS_HIGH).tolist()) if np.isfinite(found.max()) else ()

    def _words(self, index: int) -> list[str]:
        assert self._tried is not None
        tried = self._tried.tries[index]
        return [start_words(tried), *fault_words(tried, self.highest)]

    # ------------------------------------------------------------------ layout and painting

    def _arrange(self) -> list[Block]:
        if self._tried is None or not self._pictures:
            return []
        count = max(self._tried.wanted, len(self._pictures))
        label = line_height(self) + 3
        width, height = self.width() - 2 * _MARGIN + _GAP, self.height() - _MARGIN - self._foot
        lines = range(1, count + 1)
        sides = [min(width / -(-count // each) - _GAP, height / each - label - 3) for each in lines]
        best = int(np.argmax(sides))
        side = float(int(sides[best]))
        if side < _LEAST:
            return []
        across = -(-count // lines[best])
        left = _MARGIN + max(0.0, (width - across * (side + _GAP)) / 2)
        blocks = []
        for index, picture in enumerate(self._pictures):
            line, column = divmod(index, across)
            rect = QRectF(left + column * (side + _GAP), 3 + line * (side + label + 3), side, side)
            blocks.append(Block(rect, picture, 1, gap=0))
        return blocks

    @property
    def _foot(self) -> float:
        """px of the line below the pictures, where there is room for one."""
        return line_height(self) + 2 if self._present and self.height() >= _LOWEST else 0.0

    @property
    def highest(self) -> float:
        """The log-likelihood of the best; NaN while there is none."""
        tries = () if self._tried is None else self._tried.tries
        return max((tries[place].log_likelihood for place in self.best), default=float("nan"))

    def _paint_over(self, painter: QPainter) -> None:
        if self._tried is None:
            return
        if self._foot and self._blocks:
            painter.setFont(small_font(self))
            area = QRectF(_MARGIN, self.height() - self._foot, self.width() - 2 * _MARGIN, self._foot)
            draw_label(painter, area, self._present, self._theme.text, Qt.AlignmentFlag.AlignHCenter)
        theme, best = self._theme, self.best
        plain = small_font(self)
        bold = QFont(plain)
        bold.setBold(True)
        for index, block in enumerate(self._blocks):
            tried, rect = self._tried.tries[index], block.rect
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if index in best:
                painter.setPen(QPen(QColor(theme.live), 2))
                painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), 3, 3)
            elif tried.collapsed or tried.seed == self._begun:
                painter.setPen(QPen(QColor(theme.warning if tried.collapsed else theme.muted), 1.4))
                painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), 3, 3)
            painter.setFont(bold if index in best else plain)
            ink = theme.live if index in best else theme.warning if tried.collapsed else theme.muted
            painter.setPen(QColor(ink))
            mark = "▶ " if tried.seed == self._begun else ""
            forms = [mark + nats_text(tried.log_likelihood, digits) for digits in (3, 2, 1)]
            wide = painter.fontMetrics().horizontalAdvance
            text = next((form for form in forms if wide(form) <= rect.width() + _GAP / 2), forms[-1])
            area = QRectF(rect.x() - _GAP / 2, rect.bottom() + 2, rect.width() + _GAP, line_height(self))
            painter.drawText(area, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)

    def _empty_text(self) -> str:
        if self._problem:
            return self._problem
        if self._tried is not None and self._pictures:
            return self.tr("There is no room for the starts: make the card larger.")
        return self.tr("Other starts are being tried…")

    def _peek_caption(self, cell: Cell) -> str:
        return "\n".join([*self._words(cell[0]), self.tr("Click to begin from there")])

    def picture(self) -> UInt8 | None:
        return stack([tile(each, 1) for each in self._pictures], gap=4, across=True) if self._blocks else None

    def _choose(self, cell: Cell) -> None:
        if self._tried is not None:
            self.start_chosen.emit(self._tried.tries[cell[0]].seed)


def _goes_on(tried: StartsTried, before: StartsTried) -> bool:
    """Whether an answer is the one *before* with further beginnings."""
    known = len(before.tries)
    same = tried.request_id == before.request_id and len(tried.tries) >= known
    return same and all(
        (new.seed, new.log_likelihood) == (old.seed, old.log_likelihood)
        for new, old in zip(tried.tries[:known], before.tries, strict=True)
    )


def make_sample() -> QWidget:
    from explorer.workspaces.mixtures.starts.starts_sample import sample_starts

    strip = StartsStrip()
    strip.show_tried(sample_starts())
    strip.start_chosen.connect(strip.show_begun)
    strip.resize(620, 220)
    return strip


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
