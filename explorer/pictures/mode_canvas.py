"""The drawing of which share of the samples falls on each mode or class, model by model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.pictures.picture_pane import draw_label
from explorer.style.easing import Easing
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme
from trainers.metrics.modes import is_present

Float64 = NDArray[np.float64]

_MARGIN, _BETWEEN = 8.0, 0.22  # px; of a slot, left free
_HEAD = 2.0  # even shares that the axis shows at least
_MARK = 3.0  # px, radius
_SWATCH = 14.0  # px of line in the legend


def percent(share: float) -> str:
    """6 %, 1.4 %, 0 %: one digit after the point where it matters."""
    text = f"{100 * share:.0f}" if share == 0 or share >= 0.0995 else f"{100 * share:.1f}".removesuffix(".0")
    return f"{text} %"


class ModeCanvas(QWidget):
    """A slot for each mode, in it a bar for each model. ``picked`` follows the pointer and the arrow keys."""

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modeCanvas")
        self.setAccessibleName(self.tr("Share of the samples by mode"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self._theme = DARK
        self.names: tuple[str, ...] = ()
        self.models: tuple[str, ...] = ()
        self.shares: tuple[Float64 | None, ...] = ()
        self.slot: int | None = None  # the picked one
        self.lack = ""
        self._easing = Easing(self)
        self._easing.moved.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(240, 110)

    def minimumSizeHint(self) -> QSize:
        return QSize(110, 50)

    # ------------------------------------------------------------------ inputs
    def show_modes(self, names: Sequence[str], shares: Sequence[ArrayLike | None], models: Sequence[str]) -> None:
        """See :meth:`ModeBars.show_modes`."""
        if len(models) != len(shares):
            raise ValueError(f"expected shares or None for each of {len(models)} models, found {len(shares)}")
        pairs = zip(models, shares, strict=True)
        given = tuple(None if each is None else _checked(each, names, label) for label, each in pairs)
        same = (tuple(names), [s is None for s in given]) == (self.names, [s is None for s in self.shares])
        self.names, self.models, self.shares = tuple(names), tuple(models), given
        drawn = [np.nan_to_num(each) for each in given if each is not None]
        top = max([_HEAD / max(1, len(names)), *(float(each.max(initial=0.0)) for each in drawn)])
        self._easing.go(np.concatenate([[min(1.0, 1.08 * top)], *drawn]), at_once=not same)
        if self.slot is not None and self.slot >= len(names):
            self._pick(None)
        self.update()

    def show_lack(self, text: str) -> None:
        """What stands in the place of bars that will never come; empty where they will."""
        if text != self.lack:
            self.lack = text
            self.setAccessibleDescription(text)
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    @property
    def is_empty(self) -> bool:
        return not self.names or all(each is None for each in self.shares)

    # ------------------------------------------------------------------ layout
    def _plot(self) -> QRectF:
        """Above the names, below the legend."""
        line = line_height(self)
        return QRectF(self.rect()).adjusted(_MARGIN, line + 2, -_MARGIN, -line - 2)

    def slot_rect(self, mode: int) -> QRectF:
        """The whole height that belongs to a mode."""
        plot, width = self._plot(), self._plot().width() / max(1, len(self.names))
        return QRectF(plot.x() + mode * width, plot.y(), width, plot.height())

    def height_of(self, share: float) -> float:
        """px above the base line."""
        return float(share / self._easing.values[0] * self._plot().height())

    def bars(self) -> list[tuple[int, int, QRectF]]:
        """(model, mode, bar) as they stand now."""
        found, values = [], self._easing.values[1:]
        with_bars = [model for model, each in enumerate(self.shares) if each is not None]
        for place, model in enumerate(with_bars):
            for mode, share in enumerate(values[place * len(self.names) : (place + 1) * len(self.names)].tolist()):
                slot = self.slot_rect(mode)
                inner = slot.width() * (1 - _BETWEEN)
                width, tall = inner / len(with_bars), self.height_of(share)
                x = slot.x() + slot.width() * _BETWEEN / 2 + place * width
                found.append((model, mode, QRectF(x, slot.bottom() - tall, max(1.0, width - 0.5), tall)))
        return found

    # ------------------------------------------------------------------ painting
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        if self.is_empty:
            text = self.lack or self.tr("Shares appear once samples have been measured.")
            painter.setPen(QColor(self._theme.muted))
            area = self.rect().adjusted(12, 0, -12, 0)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
            return
        if self.slot is not None:
            painter.fillRect(self.slot_rect(self.slot), QColor(self._theme.field))
        for model, mode, bar in self.bars():
            self._paint_bar(painter, model, mode, bar)
        self._paint_even(painter)
        self._paint_names(painter)
        self._paint_legend(painter)

    def ink(self, model: int) -> str:
        """Samples have the colour of fakes, or among several models each its own."""
        several = sum(each is not None for each in self.shares) > 1
        return self._theme.models[model % len(self._theme.models)] if several else self._theme.fake

    def is_missing(self, model: int, mode: int) -> bool:
        """Whether a model leaves a mode out."""
        shares = self.shares[model]
        return shares is not None and not is_present(float(shares[mode]), len(self.names))

    def _paint_bar(self, painter: QPainter, model: int, mode: int, bar: QRectF) -> None:
        """A missing mode gets a ring at its foot, for a bar of nearly nothing cannot be seen."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.ink(model)))
        painter.drawRect(bar)
        if self.is_missing(model, mode):
            painter.setBrush(QColor(self._theme.panel))
            painter.setPen(QPen(QColor(self._theme.warning), 1.5))
            radius = min(_MARK, max(1.5, bar.width() / 2))
            painter.drawEllipse(QPointF(bar.center().x(), self._plot().bottom() - radius - 1), radius, radius)

    def _paint_even(self, painter: QPainter) -> None:
        plot, even = self._plot(), 1 / len(self.names)
        y = plot.bottom() - self.height_of(even)
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.drawLine(QLineF(plot.bottomLeft(), plot.bottomRight()))
        painter.setPen(QPen(QColor(self._theme.text), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(plot.x(), y, plot.right(), y))

    def _paint_legend(self, painter: QPainter) -> None:
        """Which colour is which model, and what the line is, where there is room for it."""
        line, x, left = line_height(self), _MARGIN, Qt.AlignmentFlag.AlignLeft
        known = [(model, label) for model, label in enumerate(self.models) if self.shares[model] is not None]
        for model, label in known if len(known) > 1 else ():
            painter.fillRect(QRectF(x, line / 2 - 4, 8, 8), QColor(self.ink(model)))
            width = painter.fontMetrics().horizontalAdvance(label) + 1.0
            draw_label(painter, QRectF(x + 12, 0, width, line), label, self._theme.muted, left)
            x += width + 22
        text = self.tr("even {0}").format(percent(1 / len(self.names)))
        width = painter.fontMetrics().horizontalAdvance(text) + 1.0
        if x + width + _SWATCH + 4 > self.width() - _MARGIN:
            return
        start = self.width() - _MARGIN - width - _SWATCH - 4
        painter.setPen(QPen(QColor(self._theme.text), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(start, line / 2, start + _SWATCH, line / 2))
        draw_label(painter, QRectF(start + _SWATCH + 4, 0, width, line), text, self._theme.muted, left)

    def _paint_names(self, painter: QPainter) -> None:
        """Where the names have no room, only those of missing modes are written, as far as they go."""
        width, line = self.slot_rect(0).width(), line_height(self)
        widest = max(painter.fontMetrics().horizontalAdvance(name) for name in self.names)
        free = -1.0
        for mode, name in enumerate(self.names):
            missing = any(self.is_missing(model, mode) for model in range(len(self.shares)))
            needed = painter.fontMetrics().horizontalAdvance(name) + 2.0
            centre = self.slot_rect(mode).center().x()
            left = min(max(0.0, centre - needed / 2), self.width() - needed)
            if left < free or (widest > width and not missing and mode != self.slot):
                continue
            free = left + needed
            colour = self._theme.warning if missing else self._theme.muted
            area = QRectF(left, self._plot().bottom() + 1, needed, line)
            draw_label(painter, area, name, colour, Qt.AlignmentFlag.AlignHCenter)

    # ------------------------------------------------------------------ pointer and keyboard
    def _pick(self, slot: int | None) -> None:
        if slot != self.slot:
            self.slot = slot
            self.picked.emit()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        plot, x = self._plot(), event.position().x()
        inside = not self.is_empty and plot.x() <= x < plot.right()
        self._pick(int((x - plot.x()) / plot.width() * len(self.names)) if inside else None)

    def leaveEvent(self, event: QEvent) -> None:
        self._pick(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pick(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, last = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key())), len(self.names) - 1
        if step is None or self.is_empty:
            super().keyPressEvent(event)
        elif self.slot is None:
            self._pick(0 if step > 0 else last)
        else:
            self._pick(min(max(self.slot + step, 0), last))


def _checked(shares: ArrayLike, names: Sequence[str], label: str) -> Float64:
    values = np.array(shares, np.float64)
    if values.shape != (len(names),):
        raise ValueError(f"{label}: expected a share for each of {len(names)} modes, found {values.shape}")
    return values
