"""How the plane of quality against variety is painted."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from explorer.pictures.picture_pane import draw_label
from explorer.style.theme import Theme, mix
from explorer.widgets.painted_sentence import draw_sentence
from explorer.workspaces.characters.tempering.tempered_axes import TemperedAxes, ends
from explorer.workspaces.characters.tempering.tempered_curve import TemperedPoint
from explorer.workspaces.characters.tempering.tempered_verdict import AS_IT_IS
from explorer.workspaces.characters.tempering.tempered_words import temperature_text

MARGIN = 4.0  # px
_DOT, _RING, _PRESENT, _POINTED = 2.5, 4.0, 5.0, 6.5  # px, radii
_BAR, _LINE = 0.9, 1.5  # px, widths
_ARROW = 9.0  # px that the arrow beside "better" goes up, and to the left
_NEAR = 4.0  # px between the places of a line that labels keep off
_LEFT, _RIGHT, _MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter


class TemperedPainter:
    """Paints with *painter* into *area*, a line of whose text is so many px high. Labels keep out of each other's way:
    what comes first stays."""

    def __init__(self, painter: QPainter, area: QRectF, theme: Theme, line: float) -> None:
        self._painter, self._area, self._theme, self._line = painter, area, theme, line
        self._metrics = QFontMetricsF(painter.font())
        self._taken: list[QRectF] = []

    def ink(self, model: int) -> QColor:
        return QColor(self._theme.models[model % len(self._theme.models)])

    def nothing(self, text: str) -> None:
        """What stands in the place of a plane."""
        area = self._area.adjusted(12, self._line, -12, -4)
        draw_sentence(self._painter, area, text, self._theme.muted, centred=True)

    def focus(self) -> None:
        self._painter.setPen(QPen(QColor(self._theme.accent), 1.2))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(self._area.adjusted(1, 1, -1, -1), 4, 4)

    def models(self, labels: Sequence[str]) -> None:
        """A line with the labels, each in as much room as the others leave it."""
        widths = [self._metrics.horizontalAdvance(label) + 2 for label in labels]
        room = self._area.width() - 2 * MARGIN - 12 * (len(labels) - 1)
        most = room / max(len(labels), 1) if sum(widths) > room else room
        x = self._area.x() + MARGIN
        for model, (label, wide) in enumerate(zip(labels, widths, strict=True)):
            place = QRectF(x, self._area.y(), min(wide, most), self._line)
            draw_label(self._painter, place, label, self.ink(model).name(), _LEFT)
            x = place.right() + 12

    # ------------------------------------------------------------------ the plane

    def axes(
        self, axes: TemperedAxes, down: str, across: Sequence[str], better: str, mark: Callable[[float], str]
    ) -> None:
        """Marks and titles, and the corner to which it gets *better*. Of the titles *across*, from long to short, that
        which has room."""
        painter, theme, plot, line = self._painter, self._theme, axes.plot, self._line
        grid = QPen(QColor(theme.border), 1)
        for quality in axes.marks_down(1.8 * line):
            y = _crisp(axes.y(quality))
            painter.setPen(grid)
            painter.drawLine(QLineF(plot.x(), y, plot.right(), y))
            area = QRectF(self._area.x(), y - line / 2, plot.x() - self._area.x() - 4, line)
            draw_label(painter, area, mark(quality), theme.muted, _RIGHT)
        for nats in axes.marks_across(3.2 * line):
            x = _crisp(axes.x(nats))
            painter.setPen(grid)
            painter.drawLine(QLineF(x, plot.bottom(), x, plot.bottom() + 3))
            draw_label(painter, QRectF(x - 30, plot.bottom() + 3, 60, line), f"{nats:.3g}", theme.muted, _MIDDLE)
        painter.setPen(grid)
        foot = _crisp(plot.bottom())
        painter.drawLine(QLineF(plot.x(), foot, plot.right(), foot))
        wide = self._metrics.horizontalAdvance(better) + 2
        corner = QRectF(plot.right() - wide, self._area.y() + line + 2, wide, line)
        title = QRectF(self._area.x() + MARGIN, corner.y(), corner.x() - _ARROW - 20 - self._area.x() - MARGIN, line)
        draw_label(painter, title, down, theme.muted, _LEFT)
        room = self._area.width() - 2 * MARGIN
        fitting = [each for each in across if self._metrics.horizontalAdvance(each) <= room]
        place = QRectF(self._area.x() + MARGIN, plot.bottom() + 3 + line, room, line)
        draw_label(painter, place, fitting[0] if fitting else across[-1], theme.muted, _RIGHT)
        self._better(corner, better)

    def _better(self, corner: QRectF, better: str) -> None:
        """An arrow up and to the left, and the word."""
        painter, ink = self._painter, self._theme.live
        draw_label(painter, corner, better, ink, _LEFT)
        painter.setPen(QPen(QColor(ink), 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        tip = QPointF(corner.x() - _ARROW - 6, corner.center().y() - _ARROW / 2)
        painter.drawLine(QLineF(tip, tip + QPointF(_ARROW, _ARROW)))
        painter.drawLine(QLineF(tip, tip + QPointF(4.5, 0)))
        painter.drawLine(QLineF(tip, tip + QPointF(0, 4.5)))

    def entropy(self, axes: TemperedAxes, nats: float) -> None:
        """What nobody foresees better; of a quality in nats also how surprising the data themselves are."""
        painter, plot = self._painter, axes.plot
        painter.setPen(QPen(QColor(self._theme.muted), 1, Qt.PenStyle.DotLine))
        x = _crisp(axes.x(nats))
        painter.drawLine(QLineF(x, plot.y(), x, plot.bottom()))
        if not axes.higher:
            y = _crisp(axes.y(nats))
            painter.drawLine(QLineF(plot.x(), y, plot.right(), y))
        self._keep_off(QLineF(x, plot.y(), x, plot.bottom()))

    def entropy_label(self, axes: TemperedAxes, nats: float, words: str) -> None:
        """Beside the upright line, at its foot or its head."""
        plot, x, wide = axes.plot, axes.x(nats), self._metrics.horizontalAdvance(words) + 2
        tops = (plot.bottom() - self._line - 2, plot.y() + 1)
        corners = [QPointF(left, top) for left in (x + _NEAR, x - _NEAR - wide) for top in tops]
        self._put(
            words, [QRectF(corner.x(), corner.y(), wide, self._line) for corner in corners], plot, self._theme.muted
        )

    # ------------------------------------------------------------------ models

    def curve(self, axes: TemperedAxes, model: int, points: Sequence[TemperedPoint], quality: str) -> None:
        """A line through the dots of a model, each with its bars; a ring is the model as it is."""
        painter, ink, thick = self._painter, self.ink(model), self._theme.thick
        places = [axes.place(each.held_out.value, each.qualities[quality].value) for each in points]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, _LINE * thick))
        painter.drawPolyline(QPolygonF(places))
        for start, end in pairwise(places):
            self._keep_off(QLineF(start, end))
        painter.setPen(QPen(QColor(mix(self._theme.panel, ink.name(), 0.7)), _BAR * thick))
        for point, place in zip(points, places, strict=True):
            low, high = (axes.y(each) for each in axes.bar(point.qualities[quality]))
            left, right = (axes.x(each) for each in ends(point.held_out))
            for bar in (QLineF(place.x(), low, place.x(), high), QLineF(left, place.y(), right, place.y())):
                painter.drawLine(bar)
                self._keep_off(bar)
        for point, place in zip(points, places, strict=True):
            if point.temperature == AS_IT_IS:
                painter.setPen(QPen(ink, _LINE * thick))
                painter.setBrush(QColor(self._theme.panel))
                painter.drawEllipse(place, _RING * thick, _RING * thick)
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ink)
                painter.drawEllipse(place, _DOT * thick, _DOT * thick)
            reach = _RING * thick
            self._taken.append(QRectF(place.x() - reach, place.y() - reach, 2 * reach, 2 * reach))

    def present(self, axes: TemperedAxes, place: QPointF, model: int, text: str) -> None:
        """The temperature that the desk writes with."""
        painter, thick = self._painter, self._theme.thick
        painter.setPen(QPen(QColor(self._theme.text), 1.6 * thick))
        painter.setBrush(self.ink(model))
        painter.drawEllipse(place, _PRESENT * thick, _PRESENT * thick)
        self._label(axes, place, text, self._theme.text)

    def pointed(self, axes: TemperedAxes, place: QPointF, dot: tuple[int, float]) -> None:
        model, temperature = dot
        self._painter.setPen(QPen(self.ink(model), 1.4))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        reach = _POINTED * self._theme.thick
        self._painter.drawEllipse(place, reach, reach)
        self._label(axes, place, temperature_text(temperature), self.ink(model).name())

    def temperatures(
        self, axes: TemperedAxes, model: int, points: Sequence[TemperedPoint], quality: str, present: float
    ) -> None:
        """The temperatures at both ends of a curve, and that of the model as it is, but for the *present* one."""
        as_it_is = [point for point in points[1:-1] if point.temperature == AS_IT_IS]
        for point in (*points[:1], *points[1:][-1:], *as_it_is):
            if point.temperature != present:
                place = axes.place(point.held_out.value, point.qualities[quality].value)
                self._label(axes, place, temperature_text(point.temperature), self.ink(model).name())

    def _keep_off(self, line: QLineF) -> None:
        """No label stands on it."""
        count = max(1, round(line.length() / _NEAR))
        for at in range(count + 1):
            place = line.pointAt(at / count)
            self._taken.append(QRectF(place.x() - _NEAR / 2, place.y() - _NEAR / 2, _NEAR, _NEAR))

    def _label(self, axes: TemperedAxes, dot: QPointF, text: str, colour: str) -> None:
        """Beside a dot."""
        wide, tall = self._metrics.horizontalAdvance(text) + 2, self._line - 2
        away = _PRESENT * self._theme.thick + 3
        corners = (
            QPointF(away, -tall / 2), QPointF(-away - wide, -tall / 2), QPointF(-wide / 2, -away - tall),
            QPointF(-wide / 2, away), QPointF(away, -away - tall), QPointF(-away - wide, -away - tall),
        )  # fmt: skip
        room = axes.plot.adjusted(0, -2, MARGIN, 0)
        self._put(text, [QRectF(dot + corner, QSizeF(wide, tall)) for corner in corners], room, colour)

    def _put(self, text: str, places: Iterable[QRectF], room: QRectF, colour: str) -> None:
        """At the first of the *places* within *room* that is free; nowhere, where none is."""
        for place in places:
            if room.contains(place) and not any(place.intersects(taken) for taken in self._taken):
                self._taken.append(place)
                draw_label(self._painter, place, text, colour, _MIDDLE)
                return


def _crisp(at: float) -> float:
    """The middle of the pixel in which a thin line lies."""
    return math.floor(at) + 0.5
