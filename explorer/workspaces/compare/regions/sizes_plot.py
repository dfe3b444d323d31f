"""How many holes a mixture meets by the number of its Gaussians: a line for each model, the box as a dashed one, and
the codes themselves, which are the best that can be hoped for, as a dotted one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.pictures.mode_canvas import percent
from explorer.pictures.picture_pane import draw_label
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme
from explorer.texts.listed import listed
from explorer.workspaces.compare.regions.region_words import score_sentence
from trainers.messages import RegionScore

SIZES = (1, 2, 5, 10, 20, 30)  # Gaussians that are tried
MARGIN = 8.0  # px
LEAST_TOP = 0.05  # share at the upper end of the axis at least
DOT = 2.5  # px, radius
SWATCH = 14.0  # px of dashed line in the legend


@dataclass(frozen=True)
class SizesLine:
    """One model's shares, each of ``count`` codes, as far as they are known; ``box`` is that of the box, and ``own``
    that of the codes of training images themselves, if known."""

    label: str
    scores: tuple[RegionScore, ...]
    box: float | None
    own: float | None
    count: int
    model: int = 0

    @property
    def level(self) -> tuple[tuple[float, Qt.PenStyle], ...]:
        """What does not depend on the number of Gaussians, and how it is drawn."""
        known = ((self.box, Qt.PenStyle.DashLine), (self.own, Qt.PenStyle.DotLine))
        return tuple((share, style) for share, style in known if share is not None)


class SizesPlot(QWidget):
    """The drawing. Hover or arrow keys pick a number of Gaussians, a click or Enter chooses it."""

    size_chosen = Signal(int)
    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sizesPlot")
        self.setAccessibleName(self.tr("Holes by number of Gaussians"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._theme = DARK
        self._picked: int | None = None  # the place in SIZES
        self._chosen = 0
        self.lines: tuple[SizesLine, ...] = ()

    def show_lines(self, lines: Sequence[SizesLine], chosen: int) -> None:
        """What is known of each model; *chosen* is the number of Gaussians in force."""
        self.lines, self._chosen = tuple(lines), chosen
        told = (score_sentence(line.label, score, line.count) for line in self.lines for score in line.scores)
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def read_out(self) -> str:
        """What each model's share is at the picked number; empty where none is picked, or nothing known."""
        if self._picked is None:
            return ""
        size, found = SIZES[self._picked], []
        for line in self.lines:
            score = next((each for each in line.scores if each.drawn.mixture.components == size), None)
            if score is not None and not math.isnan(score.share):
                found.append(f"{line.label} {percent(score.share)}")
            elif score is not None:
                found.append(score_sentence(line.label, score, line.count))
        return self.tr("{0} Gaussians: {1}").format(size, listed(found)) if found else ""

    # ------------------------------------------------------------------ layout

    def sizeHint(self) -> QSize:
        return QSize(260, 120)

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetricsF(small_font(self))
        wide = metrics.horizontalAdvance("100 %") + len(SIZES) * metrics.horizontalAdvance(" 30 ") + 2 * MARGIN
        return QSize(round(wide), round(5 * line_height(self)))

    @property
    def top(self) -> float:
        """The share at the upper end of the axis."""
        known = [score.high for line in self.lines for score in line.scores if not math.isnan(score.high)]
        level = [share for line in self.lines for share, _ in line.level]
        return min(1.0, max([LEAST_TOP, *(1.08 * each for each in (*known, *level))]))

    def _plot(self) -> QRectF:
        line, metrics = line_height(self), QFontMetricsF(small_font(self))
        gutter = metrics.horizontalAdvance(percent(self.top)) + 6
        return QRectF(self.rect()).adjusted(MARGIN + gutter, 1.5 * line + 2, -MARGIN, -line - 2)

    def place(self, slot: int, share: float) -> QPointF:
        """Where a share of the mixture with ``SIZES[slot]`` Gaussians is drawn."""
        plot = self._plot()
        x = plot.x() + (slot + 0.5) * plot.width() / len(SIZES)
        return QPointF(x, plot.bottom() - plot.height() * share / self.top)

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        if not any(line.scores for line in self.lines):
            painter.setPen(QColor(self._theme.muted))
            text = self.tr("Which share do mixtures of 1 to 30 Gaussians draw from holes?")
            area = self.rect().adjusted(12, 0, -12, 0)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
            return
        self._paint_axes(painter)
        for line in self.lines:
            self._paint_line(painter, line)
        self._paint_legend(painter)
        painter.end()

    def _paint_axes(self, painter: QPainter) -> None:
        theme, plot, line = self._theme, self._plot(), line_height(self)
        slot = plot.width() / len(SIZES)
        if self._picked is not None:
            painter.fillRect(QRectF(plot.x() + self._picked * slot, plot.y(), slot, plot.height()), QColor(theme.field))
        painter.setPen(QPen(QColor(theme.border), 1))
        for share, text in ((0.0, percent(0)), (self.top, percent(self.top))):
            y = plot.bottom() - plot.height() * share / self.top
            painter.setPen(QPen(QColor(theme.border), 1))
            painter.drawLine(QLineF(plot.x(), y, plot.right(), y))
            area = QRectF(MARGIN, y - line / 2, plot.x() - MARGIN - 4, line)
            draw_label(painter, area, text, theme.muted, Qt.AlignmentFlag.AlignRight)
        for index, size in enumerate(SIZES):
            area = QRectF(plot.x() + index * slot, plot.bottom() + 1, slot, line)
            ink = theme.text if size == self._chosen else theme.muted
            draw_label(painter, area, str(size), ink, Qt.AlignmentFlag.AlignHCenter)
            if size == self._chosen:
                width = painter.fontMetrics().horizontalAdvance(str(size)) + 8
                under = QRectF(area.center().x() - width / 2, area.bottom() - 1, width, 1.5)
                painter.fillRect(under, QColor(theme.accent))

    def _paint_line(self, painter: QPainter, line: SizesLine) -> None:
        colour, plot = QColor(self._ink(line)), self._plot()
        for share, style in line.level:
            y = self.place(0, share).y()
            painter.setPen(QPen(colour, 1, style))
            painter.drawLine(QLineF(plot.x(), y, plot.right(), y))
        known = [(SIZES.index(s.drawn.mixture.components), s) for s in line.scores if not math.isnan(s.share)]
        painter.setPen(QPen(colour, 1.4))
        for slot, score in known:
            painter.drawLine(QLineF(self.place(slot, score.low), self.place(slot, score.high)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        points = [self.place(slot, score.share) for slot, score in known]
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(colour)
        for point in points:
            painter.drawEllipse(point, DOT, DOT)

    def _paint_legend(self, painter: QPainter) -> None:
        """The names of the models, and at the right what the level lines are."""
        line, x, left = line_height(self), MARGIN, Qt.AlignmentFlag.AlignLeft
        metrics, room = painter.fontMetrics(), self.width() - MARGIN
        names = {Qt.PenStyle.DotLine: self.tr("codes"), Qt.PenStyle.DashLine: self.tr("box")}
        for style in dict.fromkeys(style for each in self.lines for _, style in reversed(each.level)):
            width = metrics.horizontalAdvance(names[style]) + 2.0
            room -= width
            draw_label(painter, QRectF(room, 0, width, line), names[style], self._theme.muted, left)
            room -= SWATCH + 4
            painter.setPen(QPen(QColor(self._theme.muted), 1, style))
            painter.drawLine(QLineF(room, line / 2, room + SWATCH, line / 2))
            room -= 8
        for each in self.lines:
            width = metrics.horizontalAdvance(each.label) + 2.0
            if x + width > room:
                return  # the table tells which colour is whose
            draw_label(painter, QRectF(x, 0, width, line), each.label, self._ink(each), left)
            x += width + 8

    def _ink(self, line: SizesLine) -> str:
        return self._theme.models[line.model % len(self._theme.models)]

    # ------------------------------------------------------------------ pointer and keyboard

    def _pick(self, slot: int | None) -> None:
        if slot != self._picked:
            self._picked = slot
            self.picked.emit()
            self.update()

    def slot_at(self, position: QPointF) -> int | None:
        """The place in SIZES at *position* of the widget; None where nothing has been measured."""
        plot = self._plot()
        slot = math.floor((position.x() - plot.x()) / (plot.width() / len(SIZES)))
        known = any(line.scores for line in self.lines)
        return slot if known and 0 <= slot < len(SIZES) and position.y() >= plot.y() else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pick(self.slot_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # else nobody would be told that the button is let go

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        slot = self.slot_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and slot is not None:
            self.size_chosen.emit(SIZES[slot])

    def leaveEvent(self, event: QEvent) -> None:
        self._pick(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pick(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._picked is not None:
            self.size_chosen.emit(SIZES[self._picked])
        elif step is None or not any(line.scores for line in self.lines):
            super().keyPressEvent(event)
        elif self._picked is None:
            self._pick(0 if step > 0 else len(SIZES) - 1)
        else:
            self._pick(min(max(self._picked + step, 0), len(SIZES) - 1))


def make_sample() -> QWidget:
    from explorer.workspaces.compare.regions.region_sample import sample_sizes

    plot = SizesPlot()
    ae = SizesLine("AE", sample_sizes(0.3), 0.37, 0.04, 2000)
    plot.show_lines([ae, SizesLine("VAE", sample_sizes(0.12), 0.17, 0.01, 2000, 1)], 10)
    return plot


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
