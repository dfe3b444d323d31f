"""The drawing of D's scores: three smooth histograms over one axis, and how far apart real and fake at least are."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.pictures.picture_pane import draw_label
from explorer.style.easing import Easing
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme
from explorer.workspaces.adversarial.fakes.fake_words import signed
from explorer.workspaces.adversarial.score_density import (
    GRID,
    ScoreReading,
    axis_of,
    density,
    finite,
    read,
    tick_step,
)
from trainers.messages import ScoresCompared

_MARGIN = 8.0
_BAR = 3.0  # px
_SWATCH = 14.0  # px of line in the legend
_TELLS = (ScoreReading.MEMORISED, ScoreReading.SEES_ALL, ScoreReading.SEES_MANY)
_LEFT = Qt.AlignmentFlag.AlignLeft


class ScoreCanvas(QWidget):
    """Curves and axis glide to what is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scoreCanvas")
        self.setAccessibleName(self.tr("What D makes of real and fake"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # spares painting all that lies behind
        self._theme = DARK
        self.compared: ScoresCompared | None = None
        self.axis: tuple[float, float] | None = None
        self._easing = Easing(self)
        self._easing.moved.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(220, 120)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 70)

    # ------------------------------------------------------------------ inputs
    def show_scores(self, compared: ScoresCompared | None) -> None:
        """None clears."""
        self.compared = compared
        if compared is None:
            self.axis = None
            self._easing.go([])
        else:
            sets = (compared.train, compared.held_out, compared.fake)
            self.axis = axis_of(sets, self.are_logits, self.axis)
            curves = [density(scores, *self.axis) for scores in sets]
            top = max(float(curve.max()) for curve in curves) or 1.0
            self._easing.go(np.concatenate([self.axis, [self.bound], *(curve / top for curve in curves)]))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    @property
    def are_logits(self) -> bool:
        """Whether 0 means that D can only guess."""
        return self.compared is not None and not math.isnan(self.compared.js_bound)

    @property
    def bound(self) -> float:
        """The lower bound in nats as it is drawn: no divergence is below 0; 0 where there is no bound."""
        bound = 0.0 if self.compared is None else self.compared.js_bound
        return 0.0 if math.isnan(bound) else max(0.0, bound)

    @property
    def reading(self) -> ScoreReading:
        """What the histograms say."""
        if self.compared is None:
            return ScoreReading.NOTHING
        return read(self.compared.train, self.compared.held_out, self.compared.fake, self.compared.js_bound)

    def bound_text(self) -> str:
        """The bound in words. A D that guesses does no worse than 0; one whose mistakes cost it more than that may tell
        the fakes apart and still bound nothing, or lean to one side and tell nothing."""
        if self.compared is not None and self.compared.js_bound < -0.005:
            if self.reading in _TELLS:
                return self.tr("JS ≥ 0: D is too sure where it errs")
            return self.tr("JS ≥ 0: D shows no difference")
        return self.tr("JS ≥ {0} nats (held-out)").format(f"{self.bound:.2f}")

    # ------------------------------------------------------------------ layout
    def plot(self) -> QRectF:
        """Where the curves are: below the legend, above the axis and the bar of the bound."""
        line = line_height(self)
        below = line + 2 + (line + _BAR + 3 if self.are_logits else 0)
        return QRectF(self.rect()).adjusted(_MARGIN, line + 3, -_MARGIN, -below)

    def x_of(self, score: float) -> float:
        """The place of a score along the axis as it stands now."""
        low, high = self._easing.values[:2]
        plot = self.plot()
        return float(plot.x() + (score - low) / (high - low) * plot.width())

    def curve(self, which: int) -> QPolygonF:
        """The histogram of training (0), held-out (1) or generated images (2) as it stands now."""
        plot, heights = self.plot(), self._easing.values[3 + which * GRID : 3 + (which + 1) * GRID]
        x = np.linspace(plot.x(), plot.right(), GRID)
        return QPolygonF(pg.functions.arrayToQPolygonF(x, plot.bottom() - plot.height() * heights))

    # ------------------------------------------------------------------ painting
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        if self.compared is None:
            text = self.tr("D's scores appear while it trains.")
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
            return
        self._paint_axis(painter)
        for which, pen, fills in self._inks():
            self._paint_curve(painter, which, pen, fills)
        self._paint_legend(painter)
        if self.are_logits:
            self._paint_bound(painter)

    def _inks(self) -> list[tuple[int, QPen, bool]]:
        """Per set with scores: which, its pen, and whether the area below is tinted."""
        assert self.compared is not None
        real, fake = QColor(self._theme.real), QColor(self._theme.fake)
        pens = (QPen(real, 1.8), QPen(QColor(self._theme.text), 1.5, Qt.PenStyle.DashLine), QPen(fake, 1.8))
        sets = (self.compared.train, self.compared.held_out, self.compared.fake)
        return [(i, pens[i], i != 1) for i in range(3) if len(finite(sets[i]))]

    def _paint_curve(self, painter: QPainter, which: int, pen: QPen, fills: bool) -> None:
        curve, plot = self.curve(which), self.plot()
        if fills:
            area = QPainterPath()
            area.addPolygon(QPolygonF(curve) << plot.bottomRight() << plot.bottomLeft())
            tint = QColor(pen.color())
            tint.setAlphaF(0.14)
            painter.fillPath(area, tint)
        painter.setPen(pen)
        painter.drawPolyline(curve)

    def _paint_axis(self, painter: QPainter) -> None:
        plot, line = self.plot(), line_height(self)
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.drawLine(QLineF(plot.bottomLeft(), plot.bottomRight()))
        low, high = self._easing.values[:2]
        step = tick_step(low, high)
        while step * plot.width() / (high - low) < 2.2 * line:
            step *= 2
        digits = max(0, -math.floor(math.log10(step)))
        taken = self._paint_guess(painter) if self.are_logits else QRectF()
        painter.setPen(QColor(self._theme.muted))
        for number in range(math.ceil(low / step - 1e-6), math.floor(high / step + 1e-6) + 1):
            text = signed(number * step, digits)
            area = self._label_area(painter, self.x_of(number * step), text)
            if not area.intersects(taken):
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _label_area(self, painter: QPainter, x: float, text: str) -> QRectF:
        """Where a label stands below the axis at *x*, moved inwards at the ends."""
        width = painter.fontMetrics().horizontalAdvance(text) + 6
        left = min(max(x - width / 2, 0.0), self.width() - width)
        return QRectF(left, self.plot().bottom() + 1, width, line_height(self))

    def _paint_guess(self, painter: QPainter) -> QRectF:
        """The line where D can only guess; the place of its words, which stand instead of the numbers there."""
        plot, x, text = self.plot(), self.x_of(0.0), self._zero()
        painter.setPen(QPen(QColor(self._theme.text), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QLineF(x, plot.y(), x, plot.bottom()))
        area = self._label_area(painter, x, text)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
        return area

    def _zero(self) -> str:
        """What a score of 0 means."""
        relative = self.compared is not None and self.compared.relative
        return self.tr("0: midway between real and fake") if relative else self.tr("0: can only guess")

    def _paint_legend(self, painter: QPainter) -> None:
        names = (self.tr("train"), self.tr("held-out"), self.tr("fake"))
        x, line = _MARGIN, line_height(self)
        for which, pen, _ in self._inks():
            painter.setPen(pen)
            painter.drawLine(QLineF(x, line / 2, x + _SWATCH, line / 2))
            x += _SWATCH + 4
            width = painter.fontMetrics().horizontalAdvance(names[which])
            draw_label(painter, QRectF(x, 0, width + 1, line), names[which], self._theme.muted, _LEFT)
            x += width + 10

    def _paint_bound(self, painter: QPainter) -> None:
        """The bound in words over a bar that ends at log 2, the most it can be."""
        line = line_height(self)
        area = QRectF(_MARGIN, self.height() - line - _BAR - 1, self.width() - 2 * _MARGIN, line)
        most = "log 2"
        width = painter.fontMetrics().horizontalAdvance(most) + 6
        draw_label(painter, area, most, self._theme.muted, Qt.AlignmentFlag.AlignRight)
        draw_label(painter, area.adjusted(0, 0, -width, 0), self.bound_text(), self._theme.text, _LEFT)
        bar = QRectF(area.x(), area.bottom(), area.width(), _BAR)
        painter.fillRect(bar, QColor(self._theme.field))
        bar.setWidth(bar.width() * min(1.0, float(self._easing.values[2]) / math.log(2)))
        painter.fillRect(bar, QColor(self._theme.discriminator))
