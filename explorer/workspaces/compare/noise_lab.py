"""Noise on the code under the cursor: what the decoder makes of its neighbours, as near as sigma says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.gui_thread.throttle import Throttle
from explorer.pictures.image_grid import ImageGrid
from explorer.style.plain_text import plain_tip
from explorer.style.small_font import line_height
from explorer.style.style_sheet import make_label
from explorer.style.theme import DARK, Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.widgets.lines_label import LinesLabel
from explorer.widgets.numbers.knob_slider import KnobSlider
from explorer.widgets.numbers.number_field import NumberField
from explorer.widgets.numbers.spacing import Number, Spacing
from trainers.examples import UInt8

SCALES = Spacing(0.0, 2.0)
USUAL = 1.0  # sigma as it is
WORDS = 0.25  # of the height below the slider at most, beyond the first line: the decodes come first
DECODES = 60  # px of height that the decodes would like beside their least
LEAST_SLIDER = 72  # px, of which the knob takes 16


class NoiseGrid(ImageGrid):
    """The decodes of each model, the code itself first."""

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__("noise", choose_path, parent)
        self.setAccessibleName(self.tr("Decodes of the code with noise"))

    def _columns(self, n: int, width: float, height: float, aspect: float) -> tuple[int, float]:
        """Whole rows only, so that 9 or 16 decodes make a square."""
        sizes = [(min(width / columns, height * aspect * columns / n), columns) for columns in _divisors(n)]
        cell, columns = max(sizes)
        return columns, cell

    def _paint_over(self, painter: QPainter) -> None:
        """The decode of the code itself, the first, is framed."""
        super()._paint_over(painter)
        painter.setPen(QPen(QColor(self._theme.live), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for block in self._blocks:
            painter.drawRect(block.cell_rect(0).adjusted(-0.5, -0.5, 0.5, 0.5))

    def _empty_text(self) -> str:
        return self.tr("Move over a map: here stand the decodes of the code under the cursor, with noise on it.")


def _divisors(n: int) -> list[int]:
    return [columns for columns in range(1, n + 1) if n % columns == 0]


class NoiseLab(QWidget):
    """The noise scale above, the decodes of ``z + scale * sigma * eps`` per model, and which sigma that is below."""

    scale_changed = Signal(float)

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noiseLab")
        self._slider, self._number = KnobSlider(SCALES), NumberField(SCALES)
        self._slider.setObjectName("noiseScale-slider")
        self._slider.setMinimumWidth(LEAST_SLIDER)
        self._number.setObjectName("noiseScale")
        self._slider.setAccessibleName(self.tr("Noise scale"))
        self._number.setAccessibleName(self.tr("Noise scale as a number"))
        tip = self.tr("How many σ of noise: 0 is exactly the code under the cursor, 1 what training adds")
        for widget in (self._slider, self._number):
            widget.setToolTip(plain_tip(tip))
        self._throttle = Throttle(self)
        self._throttle.passed.connect(lambda value: self.scale_changed.emit(float(value)))
        self._slider.moved.connect(self._on_slider_moved)
        self._slider.sliderReleased.connect(self._throttle.flush)
        self._number.value_edited.connect(self._on_number_edited)
        self._number.rejected.connect(lambda _text: self._number.revert())
        self.grid = NoiseGrid(choose_path)
        self._sources: list[LinesLabel] = []
        self._source_row = QHBoxLayout()
        self._source_row.setContentsMargins(8, 0, 8, 2)  # as the grid's own areas
        self._source_row.setSpacing(10)
        self._lay_out()
        self.set_theme(DARK)
        self.show_scale(USUAL)

    def _lay_out(self) -> None:
        self._top = top = QHBoxLayout()
        top.setContentsMargins(8, 2, 4, 0)
        top.setSpacing(8)
        top.addWidget(make_label(self.tr("Noise × σ")))
        top.addWidget(self._slider, 1)
        top.addWidget(self._number)
        top.addWidget(ElidedLabel(self.tr("framed: no noise"), "small"))
        top.addWidget(self.grid.export_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.grid, 1)
        column.addLayout(self._source_row)

    # ------------------------------------------------------------------ inputs
    @property
    def scale(self) -> float:
        """What is shown."""
        return float(self._number.value or 0.0)

    def show_scale(self, scale: float) -> None:
        """Shows the noise scale, 0 to 2; what the user holds stays."""
        if not self._slider.isSliderDown():
            self._number.show_value(SCALES.fit(scale))
            self._slider.show_number(SCALES.fit(scale))

    def show_decodes(self, frames: Sequence[UInt8 | None], labels: Sequence[str]) -> None:
        """Per model its decodes (n, C, H, W), None for one that cannot decode, and its label; empty clears."""
        self.grid.show_images(frames, labels)

    def show_sigma_source(self, texts: Sequence[str], shorter: Sequence[Sequence[str]] = ()) -> None:
        """One short line per model: which sigma is used; and per model *shorter* forms of it, for narrow columns."""
        shorter = shorter or [()] * len(texts)
        while len(self._sources) > len(texts):
            label = self._sources.pop()
            self._source_row.removeWidget(label)
            label.setParent(None)
            label.deleteLater()
        while len(self._sources) < len(texts):
            label = LinesLabel(2, Qt.AlignmentFlag.AlignHCenter)
            label.setObjectName(f"noiseSource{len(self._sources)}")
            self._sources.append(label)
            self._source_row.addWidget(label, 1)
        for label, text, forms in zip(self._sources, texts, shorter, strict=True):
            label.set_text(text, forms)
        self._share_height()

    def _share_height(self) -> None:
        """In a low lab the decodes come first; what is not shown of a line is in its tooltip."""
        most = 2 if len(self._sources) <= 2 else 4  # narrow columns leave height
        room = WORDS * (self.height() - self._number.sizeHint().height())
        for label in self._sources:
            label.set_lines(min(most, max(1, int(room / line_height(self)))))

    def minimumSizeHint(self) -> QSize:
        """With one line of words, however many there are now: they follow the height, and a page that gave the height
        by them would never come to rest."""
        words = max((label.height_of(1) for label in self._sources), default=0)
        grid = self.grid.minimumSizeHint().expandedTo(self.grid.minimumSize()).height()
        height = self._top.minimumSize().height() + grid + words + self._source_row.contentsMargins().bottom()
        return QSize(super().minimumSizeHint().width(), height)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height() + DECODES)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def set_theme(self, theme: Theme) -> None:
        self.grid.set_theme(theme)

    # ------------------------------------------------------------------ wishes
    def _on_slider_moved(self, value: Number) -> None:
        self._number.revert()
        self._number.show_value(value)
        self._throttle.offer(value)

    def _on_number_edited(self, value: Number) -> None:
        self._throttle.drop()
        self._slider.show_number(value)
        self.scale_changed.emit(float(value))


def _demo() -> QWidget:
    from explorer.widgets.sample_data import digits

    lab = NoiseLab()
    lab.show_decodes([digits(9, seed=4, blur=0.4), digits(9, seed=4, blur=1.0)], ["AE", "VAE"])
    lab.show_sigma_source(
        ["an autoencoder has none: 10 % of the codes' spread", "sigma of the nearest image: 0.08, 0.11"]
    )
    return lab


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(_demo)
