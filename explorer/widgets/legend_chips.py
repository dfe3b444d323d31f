"""The legend of a picture whose entries are switches: a coloured dot and a name for each layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, Theme

DOT = 4.5  # logical pixels, radius
PAD, GAP = 5, 5
SPACING = 1


class LegendChip(QAbstractButton):
    """A dot with a name: filled when its layer is shown, a ring and a muted name when not. *colour* is the name of a
    theme's colour."""

    def __init__(self, name: str, text: str, colour: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setText(text)
        self.setToolTip(plain_tip(tip))
        self.setAccessibleName(text)
        self.setAccessibleDescription(tip)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._colour = colour
        self._theme = DARK
        self._short = False

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_short(self, short: bool) -> None:
        """Shows the dot alone, for want of room; the name is in the tooltip."""
        if short != self._short:
            self._short = short
            self.updateGeometry()
            self.update()

    def width_for(self, short: bool) -> int:
        """Logical pixels with the dot alone, or with the name."""
        dot = round(2 * PAD + 2 * DOT)
        return dot if short else dot + GAP + QFontMetrics(self.font()).horizontalAdvance(self.text())

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(self.width_for(self._short), max(QFontMetrics(self.font()).height() + 8, 24))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, box = self._theme, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.4)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.field_hover))
            painter.drawRoundedRect(box, 5, 5)
        colour = QColor(getattr(theme, self._colour))
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(PAD + DOT, box.center().y()), DOT, DOT)
        if not self._short:
            painter.setPen(QColor(theme.text if self.isChecked() else theme.muted))
            words = box.adjusted(PAD + 2 * DOT + GAP, 0, 0, 0)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 5, 5)
        painter.end()


class LegendChips(QWidget):
    """Chips in a row; where there is no room for all the names, the dots alone.

    ``toggled(name, shown)`` is a click on the chip of a layer.
    """

    toggled = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._chips: dict[str, LegendChip] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACING)

    def set_chips(self, chips: Sequence[tuple[str, str, str, str]], prefix: str) -> None:
        """(layer, text, name of the theme's colour, tooltip) of each; object names are *prefix* and the layer."""
        for layer, text, colour, tip in chips:
            chip = LegendChip(f"{prefix}{layer}", text, colour, tip)
            chip.clicked.connect(lambda checked, layer=layer: self.toggled.emit(layer, checked))
            self._chips[layer] = chip
            self._row.addWidget(chip)

    def chip(self, layer: str) -> LegendChip:
        """Raises KeyError for a layer without a chip."""
        return self._chips[layer]

    def show_layers(self, layers: Mapping[str, bool]) -> None:
        """Shows which layers are on; layers without a chip do not matter."""
        for layer, chip in self._chips.items():
            if layer in layers:
                chip.setChecked(layers[layer])

    def set_theme(self, theme: Theme) -> None:
        for chip in self._chips.values():
            chip.set_theme(theme)

    def _width(self, short: bool) -> int:
        shown = [chip for chip in self._chips.values() if not chip.isHidden()]
        return sum(chip.width_for(short) for chip in shown) + SPACING * max(len(shown) - 1, 0)

    def sizeHint(self) -> QSize:
        return QSize(self._width(short=False), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(short=True), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        short = self.width() < self._width(short=False)
        for chip in self._chips.values():
            chip.set_short(short)
