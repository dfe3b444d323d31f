"""A figure over the values of a knob: a dot per seed, the mean with its spread; a colour per value of a second knob."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from explorer.style.theme import DARK, Theme
from trainers.shown import shown_name

_DOT, _MEAN = 2.6, 4.5  # radius in px
_GAP = 8.0
_SPREAD = 0.5  # of the room of a value that its series share


@dataclass(frozen=True)
class PlottedSeries:
    """One line: per value of the first knob what each seed gave, and the deviation; empty where nothing is known."""

    label: str
    points: tuple[tuple[float, ...], ...]
    means: tuple[float | None, ...]
    deviations: tuple[float | None, ...]


class SweepPlot(QWidget):
    """Draws what it is given; says what would be there where nothing is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sweep_plot")
        self._theme = DARK
        self._names: tuple[str, ...] = ()
        self._series: tuple[PlottedSeries, ...] = ()
        self._caption = ""
        self.setMinimumHeight(140)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_series(self, names: Sequence[str], series: Sequence[PlottedSeries], caption: str) -> None:
        """*names* are the values of the first knob, *caption* is that knob."""
        self._names, self._series, self._caption = tuple(names), tuple(series), caption
        spoken = "; ".join(
            f"{each.label} {name}: {mean:.4g}"
            for each in self._series
            for name, mean in zip(self._names, each.means, strict=True)
            if mean is not None
        )
        self.setAccessibleName(self.tr("Figure over the values of the knob"))
        self.setAccessibleDescription(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 240)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.setBrush(QColor(self._theme.canvas))
        painter.drawRoundedRect(room, 8, 8)
        known = [value for each in self._series for values in each.points for value in values]
        painter.setPen(QColor(self._theme.muted))
        if not known:
            text = self.tr("Each seed is a dot here, once a run is finished.")
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
            return
        self._draw(painter, room, known)

    def _draw(self, painter: QPainter, room: QRectF, known: Sequence[float]) -> None:
        metrics = QFontMetricsF(painter.font())
        line = metrics.height()
        ends = [
            mean + way * (deviation or 0.0)
            for each in self._series
            for mean, deviation in zip(each.means, each.deviations, strict=True)
            if mean is not None
            for way in (-1, 1)
        ]
        ticks = nice_ticks(min(*known, *ends), max(*known, *ends))
        wide = max(metrics.horizontalAdvance(_number(tick)) for tick in ticks)
        legend = line + _GAP if len(self._series) > 1 else 0.0
        area = room.adjusted(wide + 2.5 * _GAP, _GAP + legend + line / 2, -_GAP, -2 * line - 2 * _GAP)
        low, high = ticks[0], ticks[-1]

        def y(value: float) -> float:
            return area.bottom() - (value - low) / (high - low) * area.height()

        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for tick in ticks:
            painter.setPen(QPen(QColor(self._theme.border), 1))
            painter.drawLine(QPointF(area.left(), y(tick)), QPointF(area.right(), y(tick)))
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(QRectF(room.left(), y(tick) - line / 2, wide + 1.5 * _GAP, line), right, _number(tick))
        each = area.width() / max(len(self._names), 1)
        for place, name in enumerate(self._names):
            below = QRectF(area.left() + place * each, area.bottom() + _GAP / 2, each, line)
            cut = metrics.elidedText(shown_name(name), Qt.TextElideMode.ElideRight, each - 4)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, cut)
        foot = QRectF(area.left(), area.bottom() + _GAP / 2 + line, area.width(), line)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, self._caption)
        for number, series in enumerate(self._series):
            self._draw_series(painter, area, each, number, series, y)
        if legend:
            self._draw_legend(painter, QRectF(area.left(), room.top() + _GAP, area.width(), line), metrics)

    def _draw_series(
        self,
        painter: QPainter,
        area: QRectF,
        each: float,
        number: int,
        series: PlottedSeries,
        y: Callable[[float], float],
    ) -> None:
        """*each* is the width of a value of the first knob, *y* where a figure stands."""
        colour = self._colour(number)
        count = len(self._series)
        aside = (number - (count - 1) / 2) / count * each * _SPREAD
        means: list[QPointF] = []
        pale = QColor(colour)
        pale.setAlphaF(0.55)
        for place, (values, mean, deviation) in enumerate(
            zip(series.points, series.means, series.deviations, strict=True)
        ):
            x = area.left() + (place + 0.5) * each + aside
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(pale)
            for value in values:
                painter.drawEllipse(QPointF(x, y(value)), _DOT, _DOT)
            if mean is None:
                continue
            means.append(QPointF(x, y(mean)))
            if deviation is not None:
                painter.setPen(QPen(colour, 1.5 * self._theme.thick))
                painter.drawLine(QPointF(x, y(mean - deviation)), QPointF(x, y(mean + deviation)))
        painter.setPen(QPen(colour, 1.5 * self._theme.thick))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(means)
        for mean_at in means:
            painter.drawEllipse(mean_at, _MEAN, _MEAN)

    def _draw_legend(self, painter: QPainter, room: QRectF, metrics: QFontMetricsF) -> None:
        x = room.left()
        for number, series in enumerate(self._series):
            text = shown_name(series.label)
            wide, apart = metrics.horizontalAdvance(text), room.height() * 0.8
            if x + wide + apart > room.right():
                break
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour(number))
            painter.drawEllipse(QPointF(x + 4, room.center().y()), 3.5, 3.5)
            painter.setPen(QColor(self._theme.text))
            painter.drawText(
                QRectF(x + apart, room.top(), wide + 2, room.height()), Qt.AlignmentFlag.AlignVCenter, text
            )
            x += wide + 2 * apart

    def _colour(self, number: int) -> QColor:
        colours = self._theme.models if len(self._series) <= len(self._theme.models) else self._theme.classes
        return QColor(colours[number % len(colours)])


def nice_ticks(low: float, high: float) -> list[float]:
    """Three to six round numbers, of which the first and the last have all from *low* to *high* between them."""
    if high - low < 1e-9 * max(abs(low), abs(high), 1e-300):
        around = abs(low) / 10 or 1.0
        low, high = low - around, high + around
    rough = (high - low) / 4
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(magnitude * nice for nice in (1, 2, 5, 10) if magnitude * nice >= rough)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [float(f"{number * step:.12g}") for number in range(first, last + 1)]


def _number(value: float) -> str:
    return f"{value:.4g}"
