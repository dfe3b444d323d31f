"""Where the KL bars of several models lie, and how one model's are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from explorer.pictures.picture_pane import draw_label
from explorer.plane.plane import coordinate_name
from explorer.style.theme import Theme, mix
from explorer.widgets.painted_sentence import wrapped

Float64 = NDArray[np.float64]

# All in heights of a line of text, so that they grow with the font.
GUTTER, BETWEEN = 2.1, 0.9  # left of the bars, for the axis; between two groups side by side
WIDE, NAMED, NUMBERED, ROOMY = 1.25, 1.5, 1.9, 4.4  # of a slot: side by side, with name, with number, with sigma too
ONE_LINE = 13.0  # width of a group from which on its title and its remark share a line
HIGH = 8.0  # height of groups from which on their heads may take three lines
SHORT_LINE, LOW = 6.5, 6.0  # width of a group below which title and figure have a line each, from this height on
_TALL = 4.0  # height of a group from which on its bars have names
_SIGMA_SHARE = 0.28  # of the height below the zero line
_MOST_SIGMA = 1.15  # at the lower end; 1 is the prior's
_LEAST_TOP = 1.0  # nats: an axis that ends lower would make nothing look like something


def format_nats(value: float) -> str:
    """0.004, 0.31, 3.1, 31: as many digits as can be told apart, never an exponent."""
    if not np.isfinite(value):
        return "∞" if value > 0 else "?"
    for least, digits in ((10, 0), (1, 1), (0.1, 2)):
        if value >= least:
            return f"{value:.{digits}f}"
    return f"{value:.3f}"


def axis_top(largest: float, before: float) -> float:
    """The upper end of the axis: 1, 2 or 5 times a power of ten, at least 1. It stays at *before* until the bars
    outgrow it or leave most of it empty, so that the axis does not follow every flutter."""
    if before >= _LEAST_TOP and 0.3 * before <= largest <= before:
        return before
    power = 10.0 ** np.floor(np.log10(max(largest, _LEAST_TOP)))
    return float(next(top for top in (power, 2 * power, 5 * power, 10 * power) if top >= largest or top == 10 * power))


@dataclass(frozen=True)
class GroupPlace:
    """Where a model's bars go: *gutter* px at the left for the axis, *head* px at the top for texts of *line* px."""

    rect: QRectF
    line: float
    gutter: float
    head: float


def place_groups(area: QRectF, sizes: Sequence[int | None], line: float) -> list[GroupPlace]:
    """A place for each model: a line of text for those without a posterior (None), and the rest of the height for the
    others: side by side where each of the *sizes* bars has room, else one below the other."""
    with_bars = [size for size in sizes if size is not None]
    count, gutter = max(1, len(with_bars)), GUTTER * line
    rest = area.adjusted(0, (len(sizes) - len(with_bars)) * line, 0, 0)
    width = (rest.width() - gutter - (count - 1) * BETWEEN * line) / count
    across = max(with_bars, default=1) * WIDE * line <= width
    head = 3 * line if across and width < ONE_LINE * line and rest.height() >= HIGH * line else line
    if head == line and across and width < SHORT_LINE * line and rest.height() >= LOW * line:
        head = 2 * line
    placed, plain, group = [], 0, 0
    for size in sizes:
        if size is None:
            placed.append(GroupPlace(QRectF(area.x(), area.y() + plain * line, area.width(), line), line, 0, line))
            plain += 1
            continue
        if not across:
            height = rest.height() / count
            rect = QRectF(rest.x(), rest.y() + group * height, rest.width(), height)
            placed.append(GroupPlace(rect, line, gutter, line))
        else:  # one axis for all: they have the same scale
            room = gutter if group == 0 else 0.0
            x = rest.x() + gutter - room + group * (width + BETWEEN * line)
            placed.append(GroupPlace(QRectF(x, rest.y(), width + room, rest.height()), line, room, head))
        group += 1
    return placed


@dataclass(frozen=True, eq=False)
class BarGroup:
    """One model's bars: ``kl`` (d,) nats upwards and ``sigma`` (d,) downwards, as drawn now; ``order`` (d,) says which
    dimension stands in which slot; ``alive`` (d,) those that are not collapsed."""

    place: GroupPlace
    colour: str
    title: str
    remark: str
    collapsed: str
    kl: Float64
    sigma: Float64
    alive: NDArray[np.bool_]
    order: NDArray[np.intp]
    top: float
    picked: int | None
    figure: str = ""  # the remark's, without words

    @cached_property
    def plot(self) -> QRectF:
        """Where the bars are: between the title and the names."""
        names = self.place.line if self.named else 3.0
        return self.rect.adjusted(self.place.gutter, self.place.head + 5, 0, -names)

    @property
    def rect(self) -> QRectF:
        return self.place.rect

    @property
    def title_place(self) -> QRectF:
        """Above the bars, clear of the upper number of the axis."""
        return self.rect.adjusted(self.place.gutter, 0, 0, self.place.line - self.rect.height())

    @cached_property
    def named(self) -> bool:
        return self.slot >= NAMED * self.place.line and self.rect.height() >= _TALL * self.place.line

    @cached_property
    def slot(self) -> float:
        return (self.rect.width() - self.place.gutter) / max(1, len(self.order))

    @cached_property
    def zero(self) -> float:
        """The y of the line from which KL goes up and sigma goes down."""
        return self.plot.y() + self.plot.height() * (1 - _SIGMA_SHARE)

    def slot_rect(self, place: int) -> QRectF:
        return QRectF(self.plot.x() + place * self.slot, self.plot.y(), self.slot, self.plot.height())

    def dim_at(self, position: QPointF) -> int | None:
        """The dimension whose slot, from its title to its name, is at *position*."""
        place = int((position.x() - self.plot.x()) // self.slot)
        inside = self.rect.y() <= position.y() <= self.rect.bottom() and 0 <= place < len(self.order)
        return int(self.order[place]) if inside else None

    def bar_rects(self, place: int) -> tuple[QRectF, QRectF]:
        """The bar of KL and the bar of sigma in the slot at *place*."""
        dim, slot = self.order[place], self.slot_rect(place)
        gap = min(0.22 * slot.width(), 8.0) if slot.width() > 2 else 0.0
        width = min(slot.width() - gap, 4.5 * self.place.line)
        x = slot.center().x() - width / 2
        up = min(self.kl[dim] / self.top, 1.04) * (self.zero - self.plot.y())
        down = min(self.sigma[dim] / _MOST_SIGMA, 1.0) * (self.plot.bottom() - self.zero)
        seen = max(down - 1.5, 1.0) if down > 0 else 0.0
        return QRectF(x, self.zero - up, width, up), QRectF(x, self.zero + 1.5, width, seen)

    # ------------------------------------------------------------------ painting
    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Draws the group; the numbers stand in the slots where they have room."""
        line, left = self.place.line, Qt.AlignmentFlag.AlignLeft
        two_storeys = self.place.head > line
        title = QRectF(self.title_place)
        below = QRectF(title.x(), title.bottom(), title.width(), self.place.head - line)
        draw_label(painter, title, self.title, self.colour, left)
        title.setLeft(title.x() + painter.fontMetrics().horizontalAdvance(self.title) + 0.6 * line)
        beside = self._remark_within(title.width(), painter, not two_storeys)
        draw_label(painter, title, beside, theme.muted, left)
        if two_storeys:
            said = self.collapsed if beside else " · ".join(filter(None, (self.remark, self.collapsed)))
            room = round(below.height() / line)
            if room == 1 and not beside:
                said = self._remark_within(below.width(), painter, with_collapsed=True)
            lines = wrapped(said, painter.font(), below.width())
            for number, text in enumerate([*lines[: room - 1], " ".join(lines[room - 1 :])]):
                area = QRectF(below.x(), below.y() + number * line, below.width(), line)
                draw_label(painter, area, text, theme.muted, left)
        self._paint_axis(painter, theme)
        for place in range(len(self.order)):
            self._paint_slot(painter, theme, place)
        painter.setPen(QPen(QColor(theme.muted), 1))
        painter.drawLine(QLineF(self.plot.x(), self.zero, self.plot.right(), self.zero))

    def _remark_within(self, room: float, painter: QPainter, with_collapsed: bool) -> str:
        """What has room beside the title: the figure is seen whole, words give way first."""
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(self.remark) + 4 > room:
            return self.figure if metrics.horizontalAdvance(self.figure) <= room else ""
        whole = " · ".join(filter(None, (self.remark, self.collapsed if with_collapsed else "")))
        cut = metrics.elidedText(whole, Qt.TextElideMode.ElideRight, int(room))
        return cut if cut.startswith(self.remark) else self.remark

    def _paint_axis(self, painter: QPainter, theme: Theme) -> None:
        prior = self.zero + (self.plot.bottom() - self.zero) / _MOST_SIGMA
        marks = [(self.plot.y(), f"{self.top:.3g}"), (self.zero, "0"), (prior, "σ 1")]
        if prior - self.zero < 0.75 * self.place.line:
            marks[1] = (self.zero, "")
        for y, text in marks:
            painter.setPen(QPen(QColor(theme.border), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QLineF(self.plot.x(), y, self.plot.right(), y))
            tall = self.place.line
            line = QRectF(self.rect.x(), y - tall / 2, self.place.gutter - 6, tall)
            if self.place.gutter:
                draw_label(painter, line, text, theme.muted, Qt.AlignmentFlag.AlignRight)

    def _paint_slot(self, painter: QPainter, theme: Theme, place: int) -> None:
        dim, slot = int(self.order[place]), self.slot_rect(place)
        alive, picked = bool(self.alive[dim]), dim == self.picked
        if picked or (not alive and slot.width() >= 3):
            painter.fillRect(slot, QColor(theme.field_hover if picked else mix(theme.panel, theme.field, 0.6)))
        ink = self.colour if alive else theme.muted
        up, down = self.bar_rects(place)
        painter.fillRect(up, QColor(ink))
        painter.fillRect(down, QColor(mix(theme.panel, ink, 0.5)))
        if self.named:
            self._paint_name(painter, theme, dim, slot)
        if self.slot >= NUMBERED * self.place.line:
            self._paint_number(painter, theme, dim, up)

    def _paint_name(self, painter: QPainter, theme: Theme, dim: int, slot: QRectF) -> None:
        text = coordinate_name(dim) + (f" · σ {self.sigma[dim]:.2f}" if self.slot >= ROOMY * self.place.line else "")
        line = QRectF(slot.x(), self.plot.bottom(), slot.width(), self.place.line)
        draw_label(painter, line, text, theme.text if self.alive[dim] else theme.muted, Qt.AlignmentFlag.AlignHCenter)

    def _paint_number(self, painter: QPainter, theme: Theme, dim: int, bar: QRectF) -> None:
        """Above the bar; on it where there is no room above; not at all where there is none on it either."""
        tall = self.place.line
        line = QRectF(bar.center().x() - self.slot / 2, bar.y() - tall, self.slot, tall)
        colour = theme.text
        if line.y() < self.plot.y() - 3:
            line.moveTop(bar.y())
            colour = theme.panel
            if bar.height() < tall:
                return
        centre = Qt.AlignmentFlag.AlignHCenter
        if self.alive[dim]:
            draw_label(painter, line, format_nats(self.kl[dim]), colour, centre)
        elif self.slot >= ROOMY * self.place.line:
            draw_label(painter, line, QCoreApplication.translate("KlBars", "collapsed"), theme.muted, centre)
