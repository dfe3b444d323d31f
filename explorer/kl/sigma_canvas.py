"""The drawing of what sigma costs: three curves, the models on them, and a handle that is dragged along."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.kl.sigma_frame import HIGH, LOW, LOWEST, Frame, difference
from explorer.style.easing import Easing
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme, mix

STEP, COARSE = 0.05, 0.5  # of the arrow keys, and of Page Up and Down
_CATCH = 4.0  # px around s = 0 that are drawn to it
_KNOB = 6.0  # px, radius
_LEAST_LINES = 3.8  # of height in which the curves are still told apart, with the axis below


class SigmaCanvas(QWidget):
    """``s`` follows the mouse and the arrow keys, ``s_changed(s)`` says so; a double click goes back to 0."""

    s_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sigmaCanvas")
        self.setAccessibleName(self.tr("What the noise costs"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self._theme = DARK
        self.s = 0.0
        self._labels: tuple[str, ...] = ()
        self._models: tuple[int, ...] = ()
        self._off: tuple[bool, ...] = ()  # to the left of the axis
        self._backdrop = QPixmap()
        self._backdrop_key: tuple[Frame, str, float, str] | None = None
        self._easing = Easing(self)
        self._easing.moved.connect(self.update)
        self._easing.go([LOW])

    def sizeHint(self) -> QSize:
        return QSize(320, 150)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, max(70, round(_LEAST_LINES * line_height(self))))

    # ------------------------------------------------------------------ inputs
    def show_s(self, s: float) -> None:
        """Puts the handle at *s*, or at the end of the axis, and emits nothing."""
        if not math.isfinite(s):
            raise ValueError(f"s: expected a number, found {s}")
        self.s = min(max(s, self.low), HIGH)
        self.update()

    def show_present(self, labels: Sequence[str], values: Sequence[float | None]) -> None:
        """The models' mean log sigma^2; the axis grows to the left for the least noise, in steps of 2."""
        if len(labels) != len(values):
            raise ValueError(f"expected a number or None for each of {len(labels)} models, found {len(values)}")
        given = {model: value for model, value in enumerate(values) if value is not None and not math.isnan(value)}
        least = min([LOW, *given.values()])
        low = LOW if least >= LOW else max(LOWEST, 2.0 * math.floor(max(least, LOWEST) / 2 - 0.15))
        same = tuple(given) == self._models
        self._labels, self._models = tuple(labels), tuple(given)
        self._off = tuple(not low <= value <= HIGH for value in given.values())
        self._easing.go([low, *(min(max(value, low), HIGH) for value in given.values())], at_once=not same)
        self.s = max(self.s, self.low)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    @property
    def low(self) -> float:
        """Where the axis of s begins, once it rests."""
        return float(self._easing.target[0])

    # ------------------------------------------------------------------ geometry
    def frame(self) -> Frame:
        """Where s and the curves lie now."""
        line = self.fontInfo().pixelSize() + 3
        return Frame(QRectF(self.rect()).adjusted(2 * line, 4, -10, -line - 3), float(self._easing.values[0]))

    # ------------------------------------------------------------------ painting
    def paintEvent(self, event: QPaintEvent) -> None:
        frame = self.frame()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._backdrop_for(frame))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        self._paint_handle(painter, frame)
        self._paint_present(painter, frame)

    def _backdrop_for(self, frame: Frame) -> QPixmap:
        """Axes and curves, drawn anew only when they change: the handle follows the pointer over them."""
        wanted = (frame, self._theme.name, self.devicePixelRatioF(), small_font(self).key())
        if wanted != self._backdrop_key:
            self._backdrop_key = wanted
            self._backdrop = QPixmap(self.size() * self.devicePixelRatioF())
            self._backdrop.setDevicePixelRatio(self.devicePixelRatioF())
            self._backdrop.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._backdrop)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(small_font(self))
            self._paint_axes(painter, frame)
            painter.setClipRect(frame.plot.adjusted(-2, -2, 2, 2))
            self._paint_curves(painter, frame)
            painter.end()
        return self._backdrop

    def _paint_axes(self, painter: QPainter, frame: Frame) -> None:
        plot, line = frame.plot, painter.fontMetrics().height()
        low, bottom, top = frame.low, frame.bottom, frame.top
        for s in range(2 * math.ceil(low / 2), int(HIGH) + 1, 2):
            painter.setPen(
                QPen(QColor(self._theme.border), 1, Qt.PenStyle.SolidLine if s == 0 else Qt.PenStyle.DotLine)
            )
            painter.drawLine(QLineF(frame.x_of(s), plot.y(), frame.x_of(s), plot.bottom()))
            painter.setPen(QColor(self._theme.muted))
            area = QRectF(frame.x_of(s) - 20, plot.bottom() + 1, 40, line)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, f"{s}".replace("-", "−"))
        unit = plot.height() / (top - bottom)
        step = next((step for step in (1, 2, 4) if step * unit > 1.4 * line), 8)
        for y in range(step * math.ceil(bottom / step), math.floor(top) + 1, step):
            at = frame.point(low, y)
            painter.setPen(
                QPen(QColor(self._theme.border), 1, Qt.PenStyle.SolidLine if y == 0 else Qt.PenStyle.DotLine)
            )
            painter.drawLine(QLineF(at.x(), at.y(), plot.right(), at.y()))
            painter.setPen(QColor(self._theme.muted))
            area = QRectF(0, at.y() - line / 2, plot.x() - 6, line)
            painter.drawText(area, Qt.AlignmentFlag.AlignRight, f"{y}".replace("-", "−"))

    def _paint_curves(self, painter: QPainter, frame: Frame) -> None:
        theme, cost = self._theme, frame.curve(difference)
        shade = QPainterPath()
        shade.addPolygon(frame.curve(difference) << frame.point(HIGH, 0) << frame.point(frame.low, 0))
        soft = QColor(theme.accent)
        soft.setAlphaF(0.12)
        painter.fillPath(shade, soft)
        painter.setPen(QPen(QColor(theme.muted), 1.3))
        painter.drawPolyline(frame.curve(math.exp))
        painter.setPen(QPen(QColor(theme.muted), 1.3, Qt.PenStyle.DashLine))
        painter.drawPolyline(frame.curve(lambda s: 1 + s))
        painter.setPen(QPen(QColor(theme.text), 2.2))
        painter.drawPolyline(cost)
        self._name_curves(painter, frame)

    def curve_names(self, frame: Frame) -> list[tuple[str, QRectF]]:
        """The name of each curve and its place, where the three are apart; where they lie close, they have none."""
        metrics, low = QFontMetricsF(small_font(self)), frame.low
        line = metrics.height()

        def placed(text: str, corner: QPointF) -> tuple[str, QRectF]:
            return text, QRectF(corner, QSizeF(metrics.horizontalAdvance(text) + 2, line))

        names = [placed("1 + s", frame.point(low / 2, 1 + low / 2) + QPointF(8, 3))]
        text, place = placed(self.tr("difference"), frame.point(low, 0) + QPointF(6, -line - 1))
        if frame.value_at(place.y() + line / 4) < difference(frame.s_at(place.right())):  # letters are lower than lines
            names.append((text, place))
        for s in np.arange(1.35, 0.5, -0.05).tolist():  # as far up as the name is below the edge and left of its curve
            text, place = placed("exp(s)", frame.point(s, math.exp(s)) - QPointF(0, line / 2))
            foot = frame.value_at(place.bottom())
            if foot > 0:
                place.moveRight(min(place.x(), frame.x_of(math.log(foot))) - 4)
                names.append((text, place))
            if foot <= 0 or place.y() >= frame.plot.y():
                break
        return [(text, place) for text, place in names if frame.plot.contains(place)]

    def _name_curves(self, painter: QPainter, frame: Frame) -> None:
        """Each curve carries its own name; that of the cost stands out as its curve does."""
        for text, place in self.curve_names(frame):
            painter.setPen(QColor(self._theme.text if text == self.tr("difference") else self._theme.muted))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_handle(self, painter: QPainter, frame: Frame) -> None:
        """The upright line; the gap between the two curves is as long as the difference is high."""
        plot, theme, s = frame.plot, self._theme, self.s
        accent = QColor(theme.accent)
        painter.setPen(QPen(accent, 1.2))
        painter.drawLine(QLineF(frame.x_of(s), plot.y(), frame.x_of(s), plot.bottom()))
        gap = QPen(accent, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        painter.setPen(gap)
        painter.drawLine(QLineF(frame.point(s, 1 + s), frame.point(s, min(math.exp(s), frame.top))))
        painter.setPen(QPen(QColor(theme.text if self.hasFocus() else theme.panel), 1.5))
        painter.setBrush(accent)
        painter.drawEllipse(frame.point(s, difference(s)), _KNOB, _KNOB)
        line = painter.fontMetrics().height()
        text = f"s = log σ² = {s:.2f}".replace("-", "−")
        width = painter.fontMetrics().horizontalAdvance(text) + 8
        left = min(max(frame.x_of(s) - width / 2, plot.x()), self.width() - width)
        tag = QRectF(left, plot.bottom() + 2, width, line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawRoundedRect(tag, 4, 4)
        painter.setPen(QColor(theme.accent_text))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, text)

    def present_names(self, frame: Frame) -> list[tuple[str, QRectF]]:
        """What each model on the curve is called and where, beside its mark: clear of each other and of the curves'
        names. Those that would lie over the axis have none."""
        metrics, taken = QFontMetricsF(small_font(self)), [place for _, place in self.curve_names(frame)]
        names = []
        for model, value, off in zip(self._models, self._easing.values[1:].tolist(), self._off, strict=True):
            at = frame.point(value, difference(value))
            text = f"{'← ' if off else ''}{self._labels[model]}"
            right = QRectF(at.x() + 8, 0, metrics.horizontalAdvance(text) + 4, metrics.height())
            right.moveBottom(at.y() - 2)
            left = right.translated(-16 - right.width(), 0)
            sides = [side for side in (right, left) if side.x() >= 0 and side.right() <= self.width()] or [left]
            place = min((_free(side, taken) for side in sides), key=lambda place: abs(place.bottom() - at.y() + 2))
            taken.append(place)
            names.append((text if place.bottom() <= frame.plot.bottom() + 1 else "", place))
        return names

    def _paint_present(self, painter: QPainter, frame: Frame) -> None:
        """The models on the curve of the difference, each with its colour, its shape and its name."""
        theme, names = self._theme, self.present_names(frame)
        for model, value, (text, place) in zip(self._models, self._easing.values[1:].tolist(), names, strict=True):
            colour, at = QColor(theme.models[model % len(theme.models)]), frame.point(value, difference(value))
            painter.setPen(QPen(QColor(mix(theme.panel, colour.name(), 0.6)), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QLineF(at, QPointF(at.x(), frame.plot.bottom())))
            painter.setPen(QPen(QColor(theme.panel), 1.2))
            painter.setBrush(colour)
            painter.drawPolygon(_mark(model, at))
            painter.setPen(colour)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    # ------------------------------------------------------------------ pointer and keyboard
    def _move_to(self, s: float) -> None:
        s = min(max(round(s, 3), self.low), HIGH)
        if s != self.s:
            self.s = s
            self.s_changed.emit(s)
            self.update()

    def _follow(self, event: QMouseEvent) -> None:
        low, plot, x = self.low, self.frame().plot, event.position().x()
        caught = abs(x - self.frame().x_of(0.0)) <= _CATCH
        self._move_to(0.0 if caught else low + (x - plot.x()) / plot.width() * (HIGH - low))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._move_to(0.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key
        steps = {
            key.Key_Left: -STEP, key.Key_Down: -STEP, key.Key_Right: STEP, key.Key_Up: STEP,
            key.Key_PageDown: -COARSE, key.Key_PageUp: COARSE,
        }  # fmt: skip
        pressed = Qt.Key(event.key())
        if pressed in steps:
            self._move_to(round((self.s + steps[pressed]) / STEP) * STEP)
        elif pressed in (key.Key_Home, key.Key_End):
            self._move_to(self.low if pressed == key.Key_Home else HIGH)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


def _free(place: QRectF, taken: Sequence[QRectF]) -> QRectF:
    """*place* moved up, away from the curves, past what is *taken*; at the upper edge downwards."""
    for way in (-1.0, 1.0):
        moved = QRectF(place)
        moved.moveTop(max(moved.y(), 0.0))
        while moved.y() >= 0 and any(moved.intersects(other) for other in taken):
            moved.translate(0, way * moved.height())
        if moved.y() >= 0:
            break
    return moved


def _mark(model: int, at: QPointF) -> QPolygonF:
    """A square, triangle, diamond or hexagon: the second cue beside the colour."""
    corners, turn = ((4, math.pi / 4), (3, -math.pi / 2), (4, 0.0), (6, 0.0))[model % 4]
    angles = [turn + 2 * math.pi * corner / corners for corner in range(corners)]
    return QPolygonF([at + QPointF(6.5 * math.cos(angle), 6.5 * math.sin(angle)) for angle in angles])
