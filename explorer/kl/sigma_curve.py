"""Why the noise does not shrink to nothing: what a dimension pays for its sigma, on a curve with a handle."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.kl.sigma_canvas import SigmaCanvas
from explorer.kl.sigma_frame import difference
from explorer.style.small_font import line_height
from explorer.style.style_sheet import with_steady_digits
from explorer.style.theme import DARK, Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.export_button import ChoosePath, ExportButton, ExportFormat, ask_path, write_view
from explorer.widgets.lines_label import LinesLabel
from explorer.widgets.note import Note

_LOW = 9.5  # lines of text in height, below which the sentence keeps to one: the curves come first
_BELOW = 3  # px, under the sentence
_AT_PRIOR = 0.02  # in s: as good as 0
_CHEAP, _DEAR = -1.0, -3.0  # in s: where the words change


class SigmaCurve(QWidget):
    """The curves exp(s), 1 + s and their difference over s = log sigma^2; read-outs at the handle above, a sentence
    below. At mu = 0 the difference is twice the KL of one dimension (Kingma and Welling, 2014, appendix B)."""

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sigmaCurve")
        self.canvas = SigmaCanvas()
        self.canvas.s_changed.connect(self._describe)
        self._numbers = ElidedLabel(keep=14)
        self._numbers.setObjectName("sigmaNumbers")
        with_steady_digits(self._numbers)
        self._sentence = LinesLabel(2)
        self._sentence.setObjectName("sigmaSentence")
        self.export_button = ExportButton(
            "sigmaExport", "sigma", [ExportFormat(self.tr("PNG picture"), ".png", self._write_png)],
            choose_path=choose_path,
        )  # fmt: skip
        self._note = Note(self)
        self.export_button.report_to(self._note)
        self._header = header = QHBoxLayout()
        header.setContentsMargins(8, 2, 4, 0)
        header.addWidget(self._numbers, 1)
        header.addWidget(self.export_button)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 0, 8, _BELOW)
        foot.addWidget(self._sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(header)
        column.addWidget(self.canvas, 1)
        column.addLayout(foot)
        self.set_theme(DARK)
        self._describe(self.canvas.s)

    def show_s(self, s: float) -> None:
        """Puts the handle at *s*."""
        self.canvas.show_s(s)
        self._describe(self.canvas.s)

    def show_present(self, labels: Sequence[str], values: Sequence[float | None]) -> None:
        """Per model its label and mean log sigma^2 (minus infinity where the noise is gone), None without a posterior;
        a NaN has no place on the curve either. Raises ValueError for counts that do not match."""
        self.canvas.show_present(labels, values)

    def set_theme(self, theme: Theme) -> None:
        self.canvas.set_theme(theme)
        self.export_button.set_theme(theme)
        self._note.set_theme(theme)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height_of(self.canvas.sizeHint().height(), 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height_of(self.canvas.minimumSizeHint().height(), 1))

    def _height_of(self, canvas: int, lines: int) -> int:
        """What is wished for never depends on the lines that there are now: they follow the height, and a page that
        gave the height by them would never come to rest."""
        return self._header.minimumSize().height() + canvas + self._sentence.height_of(lines) + _BELOW

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sentence.set_lines(1 if self.height() < _LOW * line_height(self) else 2)

    def _describe(self, s: float) -> None:
        cost = difference(s)
        numbers = self.tr("σ {0} · difference {1} = 2 × {2} nats of KL")
        numbers = numbers.format(format_sigma(s), f"{cost:.2f}", f"{cost / 2:.2f}")
        self._numbers.set_text(
            numbers,
            [
                self.tr("σ {0} · {1} = 2 × KL {2}").format(format_sigma(s), f"{cost:.2f}", f"{cost / 2:.2f}"),
                self.tr("σ {0} · KL {1}").format(format_sigma(s), f"{cost / 2:.2f}"),
            ],
        )
        self._sentence.set_text(self._explain(s))
        self.canvas.setAccessibleDescription(f"s = {s:.2f}; {numbers}. {self._explain(s)}")

    def _explain(self, s: float) -> str:
        if abs(s) < _AT_PRIOR:
            return self.tr("No cost: the noise is exactly the prior's, and the code says nothing.")
        if s > 0:
            return self.tr("More noise than the prior's costs too, and soon much more.")
        if s >= _CHEAP:
            return self.tr("A little less noise than the prior's is nearly free.")
        if s >= _DEAR:
            return self.tr("Saying something costs: less noise, more KL. Pictures must become that much better.")
        return self.tr(
            "Shrinking the noise to nothing costs ever more, 0.69 nats each time σ halves: the KL keeps σ from dying."
        )

    def _write_png(self, path: Path, scale: int) -> None:
        write_view(self.canvas, path)


def format_sigma(s: float) -> str:
    """sigma at s = log sigma^2, with two digits that matter."""
    return f"{math.exp(s / 2):.2g}"


def _demo() -> QWidget:
    view = SigmaCurve()
    view.show_s(-2.3)
    view.show_present(["AE", "VAE β 0.1", "VAE β 1", "VAE β 20"], [None, -7.2, -5.1, -1.4])
    return view


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(_demo)
