"""How many components the examples bear: what statisticians charge for each, and how likely held-out examples are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme, mix
from explorer.widgets.painted_sentence import draw_sentence
from explorer.workspaces.mixtures.view.mixture_words import nats_text
from trainers.messages.mixture import SizesCompared

_BETWEEN, _SIDE = 18.0, 8.0
_DOT, _RING = 2.6, 5.5


@dataclass(frozen=True)
class _Line:
    """One measure over the number of components: ``best`` is the place of the best, -1 for one that is only shown."""

    name: str
    values: Sequence[float]
    best: int
    colour: str
    dashed: bool = False


class MixtureSizesPlot(QWidget):
    """``size_chosen(components)`` is the number that a click or Enter points out."""

    size_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mixture_sizes")
        self.setAccessibleName(self.tr("How many components"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(220, 90)
        self._theme = DARK
        self._compared: SizesCompared | None = None
        self._present = self._chosen = self._hovered = 0  # numbers of components, 0 for none
        self._problem = ""

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_compared(self, compared: SizesCompared | None) -> None:
        """What is known so far; None clears."""
        self._compared, self._problem = compared, ""
        self.setAccessibleDescription("" if compared is None else "; ".join(map(self.words, range(1, self.count + 1))))
        self.update()

    def show_problem(self, sentence: str) -> None:
        """Why nothing can be compared."""
        self._compared, self._problem = None, sentence
        self.update()

    def show_numbers(self, present: int, chosen: int) -> None:
        """How many components the mixture has, and how many are pointed out (0: none)."""
        if (present, chosen) != (self._present, self._chosen):
            self._present, self._chosen = present, chosen
            self.update()

    # ------------------------------------------------------------------ what is known

    @property
    def count(self) -> int:
        """Up to how many components it is known."""
        return 0 if self._compared is None else len(self._compared.bic)

    def best(self, name: str) -> int:
        """The number of components with the lowest "bic" or "aic", or the highest "test_log_likelihood"; 0 while
        nothing is known."""
        values = () if self._compared is None else getattr(self._compared, name)
        if not len(values):
            return 0
        sign = 1 if name == "test_log_likelihood" else -1
        return 1 + int(np.argmax(np.nan_to_num(sign * np.asarray(values), nan=-np.inf)))

    def words(self, size: int) -> str:
        """What is known of so many components, in one line."""
        compared = self._compared
        if compared is None or not 1 <= size <= self.count:
            return ""
        return self.tr("K = {0}: BIC {1}, AIC {2}, held-out {3} nats").format(
            size, f"{compared.bic[size - 1]:.0f}".replace("-", "−"), f"{compared.aic[size - 1]:.0f}".replace("-", "−"),
            nats_text(compared.test_log_likelihood[size - 1], 3),
        )  # fmt: skip

    def few_words(self, size: int) -> str:
        """The part of that which is charged."""
        compared = self._compared
        if compared is None or not 1 <= size <= self.count:
            return ""
        return self.tr("K = {0}: BIC {1}").format(size, f"{compared.bic[size - 1]:.0f}".replace("-", "−"))

    # ------------------------------------------------------------------ layout

    def _areas(self) -> tuple[QRectF, QRectF]:
        """Where the lines of both plots are."""
        line = line_height(self)
        half = (self.width() - 2 * _SIDE - _BETWEEN) / 2
        top, tall = 2 * line + 4, self.height() - 3 * line - 10
        first = QRectF(_SIDE, top, half, max(tall, 10.0))
        return first, first.translated(half + _BETWEEN, 0)

    def _x(self, area: QRectF, size: int) -> float:
        wanted = max(2, 1 if self._compared is None else self._compared.wanted)
        return area.x() + 8 + (area.width() - 16) * (size - 1) / (wanted - 1)

    def size_at(self, position: QPointF) -> int:
        """The number of components under a position; 0 for none that is known."""
        for area in self._areas():
            if area.x() - _BETWEEN / 2 <= position.x() <= area.right() + _BETWEEN / 2 and self.count:
                away = [abs(self._x(area, size) - position.x()) for size in range(1, self.count + 1)]
                return 1 + int(np.argmin(away))
        return 0

    def sizeHint(self) -> QSize:
        return QSize(480, 170)

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        compared, theme = self._compared, self._theme
        if compared is None or not self.count:
            text = self._problem or self.tr("Numbers of components are being compared…")
            draw_sentence(painter, QRectF(self.rect()).adjusted(12, 4, -12, -4), text, theme.muted, centred=True)
            painter.end()
            return
        first, second = self._areas()
        charges = (
            _Line("BIC", compared.bic, self.best("bic") - 1, theme.models[0]),
            _Line("AIC", compared.aic, self.best("aic") - 1, theme.models[1]),
        )
        held_out = self.best("test_log_likelihood") - 1
        likelihoods = (
            _Line(self.tr("held-out"), compared.test_log_likelihood, held_out, theme.models[2]),
            _Line(self.tr("fitted"), compared.log_likelihood, -1, theme.muted, dashed=True),
        )
        self._paint_plot(painter, first, self.tr("BIC, AIC: lower is better"), self.tr("BIC, AIC"), charges)
        title = self.tr("Log-likelihood: higher is better")
        self._paint_plot(painter, second, title, self.tr("Log-likelihood"), likelihoods)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _paint_plot(self, painter: QPainter, area: QRectF, title: str, shorter: str, lines: Sequence[_Line]) -> None:
        theme, line = self._theme, line_height(self)
        metrics = QFontMetricsF(painter.font())
        painter.setPen(QColor(theme.text))
        shown = title if metrics.horizontalAdvance(title) <= area.width() else shorter
        painter.drawText(QRectF(area.x(), 1, area.width(), line), Qt.AlignmentFlag.AlignLeft, shown)
        x = area.x()
        for each in lines:
            painter.setPen(QPen(QColor(each.colour), 2, Qt.PenStyle.DashLine if each.dashed else Qt.PenStyle.SolidLine))
            painter.drawLine(QPointF(x, 1.5 * line + 1), QPointF(x + 12, 1.5 * line + 1))
            painter.setPen(QColor(theme.muted))
            wide = metrics.horizontalAdvance(each.name)
            painter.drawText(QRectF(x + 16, line + 1, wide + 2, line), Qt.AlignmentFlag.AlignLeft, each.name)
            x += wide + 28
        self._paint_numbers(painter, area, metrics)
        known = [value for each in lines for value in each.values if np.isfinite(value)]
        if not known:
            return
        low, high = min(known), max(known)
        span = max(high - low, 1e-9)
        for each in lines:
            points = [
                QPointF(self._x(area, at + 1), area.bottom() - 4 - (area.height() - 8) * (value - low) / span)
                for at, value in enumerate(each.values)
                if np.isfinite(value)
            ]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(
                QPen(QColor(each.colour), 1.6, Qt.PenStyle.DashLine if each.dashed else Qt.PenStyle.SolidLine)
            )
            painter.drawPolyline(QPolygonF(points))
            if each.dashed:
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(each.colour))
            for point in points:
                painter.drawEllipse(point, _DOT, _DOT)
            if 0 <= each.best < len(points):
                painter.setPen(QPen(QColor(each.colour), 1.8))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(points[each.best], _RING, _RING)

    def _paint_numbers(self, painter: QPainter, area: QRectF, metrics: QFontMetricsF) -> None:
        """The axis, the mixture's own number, and what is pointed out."""
        theme = self._theme
        for size, colour, width in (
            (self._hovered, mix(theme.panel, theme.text, 0.2), 1.0),
            (self._chosen, theme.accent, 1.6),
        ):
            if 1 <= size <= self.count:
                painter.setPen(QPen(QColor(colour), width))
                painter.drawLine(QPointF(self._x(area, size), area.top()), QPointF(self._x(area, size), area.bottom()))
        wanted = 1 if self._compared is None else self._compared.wanted
        if 1 <= self._present <= wanted:
            painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DotLine))
            x = self._x(area, self._present)
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        pitch = (area.width() - 16) / max(wanted - 1, 1)
        every = max(1, int(np.ceil((metrics.horizontalAdvance("88") + 4) / max(pitch, 1e-9))))
        line = line_height(self)
        for size in range(1, wanted + 1):
            own = size == self._present
            if own or (size % every == 0 and (self._present < 1 or abs(size - self._present) >= every)):
                painter.setPen(QColor(theme.text if own else theme.muted))
                place = QRectF(self._x(area, size) - 14, area.bottom() + 3, 28, line)
                painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, str(size))

    # ------------------------------------------------------------------ events

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.size_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(0)

    def _hover(self, size: int) -> None:
        if size != self._hovered:
            self._hovered = size
            self.setToolTip(plain_tip(self.words(size)))
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        size = self.size_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and size:
            self.size_chosen.emit(size)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self.count:
            super().keyPressEvent(event)
            return
        self.size_chosen.emit(min(max((self._chosen or self._present or 1) + step, 1), self.count))
