"""What the colours of a layer of holes mean: a ramp between two words, and one sentence below."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from explorer.map.holes.hole_layer import CLEAREST, DEEPEST, hole_rgba, neutral_rgba, ramp_values
from explorer.map.holes.hole_words import layer_help, layer_sentence
from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, Theme
from trainers.examples import UInt8
from trainers.messages import Layer

RAMP, SHORT_RAMP, TALL = 84, 44, 8  # px of the ramp
EDGE, GAP, LINE_GAP = 7, 6, 4  # px around the text, beside the ramp, above the sentence
NARROW = 310  # less room than this is enough for ramp and words only
WIDEST = 220
STEPS = 96


class HoleLegend(QWidget):
    """Lies over a map; the pointer passes through, so the map shows the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hole_legend")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = DARK
        self._opacity = 1.0
        self._layer = Layer.REALISM
        self._threshold, self._high_is_hole = 1.0, False
        self._ends: tuple[float, float] | None = None  # of a neutral layer, or (nan, nan)
        self._room = WIDEST
        self._with_sentence = True
        self._tell()
        self.hide()

    @property
    def is_neutral(self) -> bool:
        """Whether the layer that it explains says nothing of holes."""
        return self._ends is not None

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_opacity(self, opacity: float) -> None:
        """How strong the layer itself is drawn, 0 to 1: the ramp shows its colours as they are on the map."""
        self._opacity = opacity
        self.update()

    def show_holes(self, layer: Layer, threshold: float, high_is_hole: bool) -> None:
        """Explains a layer in the hole colour, with a mark where holes begin."""
        self._layer, self._threshold, self._high_is_hole, self._ends = layer, threshold, high_is_hole, None
        self._tell()

    def show_neutral(self, layer: Layer, low: float, high: float) -> None:
        """Explains a grey layer that is empty at ``low`` and full at ``high``; NaN when there is nothing to show."""
        self._layer, self._ends = layer, (low, high)
        self._tell()

    def fit_into(self, width: int, height: int) -> None:
        """Takes a size that suits so much room, in logical pixels; where that is little the sentence is left to the
        tooltip."""
        self._room = min(WIDEST, width)
        self._with_sentence = width >= NARROW
        if self.sizeHint().height() > height:
            self._with_sentence = False
        self.resize(self.sizeHint())

    @property
    def ends(self) -> tuple[str, str]:
        """The texts at the two ends of the ramp."""
        if self._ends is None:
            return self.tr("hole"), self.tr("fine")
        low, high = self._ends
        return ("0", "0") if math.isnan(low) else (_number(low), _number(high))

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        left, right = self.ends
        words = metrics.horizontalAdvance(left) + metrics.horizontalAdvance(right)
        width, height = 2 * EDGE + 2 * GAP + words + self._ramp_width, 2 * EDGE - 4 + metrics.height()
        if self._with_sentence:
            box = self._sentence_box(max(width, self._room) - 2 * EDGE)
            width, height = max(width, box.width() + 2 * EDGE), height + LINE_GAP + box.height()
        return QSize(width, height)

    # ------------------------------------------------------------------ painting

    @property
    def _ramp_width(self) -> int:
        return RAMP if self._with_sentence else SHORT_RAMP

    def _sentence_box(self, width: int) -> QRect:
        room = QRect(0, 0, width, 10_000)
        return QFontMetrics(self.font()).boundingRect(room, Qt.TextFlag.TextWordWrap, layer_sentence(self._layer))

    def _tell(self) -> None:
        left, right = self.ends
        self.setToolTip(plain_tip(layer_help(self._layer)))
        self.setAccessibleName(self.tr("Colours: {left} to {right}").format(left=left, right=right))
        self.setAccessibleDescription(layer_sentence(self._layer))
        self.resize(self.sizeHint())
        self.update()

    def _ramp(self) -> UInt8:
        """(1, STEPS, 4) in the layer's own colours, straight alpha."""
        if self._ends is None:
            return hole_rgba(
                ramp_values(self._threshold, self._high_is_hole, STEPS), self._threshold, self._high_is_hole,
                self._theme,
            )  # fmt: skip
        return neutral_rgba(np.geomspace(1, 100, STEPS)[None], self._theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(self._theme.canvas)
        ground.setAlphaF(0.84)
        painter.setBrush(ground)
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(QColor(self._theme.text))
        metrics = QFontMetrics(self.font())
        left, right = self.ends
        top = EDGE - 2
        at = EDGE + metrics.horizontalAdvance(left) + GAP
        painter.drawText(QPointF(EDGE, top + metrics.ascent()), left)
        place = QRectF(at, top + (metrics.height() - TALL) / 2, self._ramp_width, TALL)
        self._paint_ramp(painter, place)
        painter.drawText(QPointF(place.right() + GAP, top + metrics.ascent()), right)
        if self._with_sentence:
            box = QRectF(self.rect()).adjusted(EDGE, top + metrics.height() + LINE_GAP, 2 - EDGE, 0)
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(box, Qt.TextFlag.TextWordWrap, layer_sentence(self._layer))
        painter.end()

    def _paint_ramp(self, painter: QPainter, place: QRectF) -> None:
        painter.fillRect(place, QColor(self._theme.canvas))
        pixels = np.ascontiguousarray(self._ramp())
        painter.setOpacity(self._opacity)
        painter.drawImage(place, QImage(pixels.data, STEPS, 1, 4 * STEPS, QImage.Format.Format_RGBA8888))
        painter.setOpacity(1)
        if self._ends is None:
            mark = place.x() + place.width() * DEEPEST / (DEEPEST - CLEAREST)
            painter.fillRect(QRectF(round(mark), place.y() - 2, 1, place.height() + 4), QColor(self._theme.text))


def _number(value: float) -> str:
    return f"{value:.2g}".replace("-", "\u2212")


def make_sample() -> QWidget:
    from PySide6.QtWidgets import QVBoxLayout

    window = QWidget()
    column = QVBoxLayout(window)
    for layer in Layer:
        legend = HoleLegend()
        if layer in (Layer.REALISM, Layer.COVERAGE):
            legend.show_holes(layer, 1.0, layer is Layer.COVERAGE)
        else:
            legend.show_neutral(layer, 0.013, 1.4)
        legend.setFixedSize(legend.sizeHint())
        column.addWidget(legend)
        legend.show()
    return window


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
