"""What each latent dimension costs and how noisy it is: bars of KL upwards, of the mean sigma downwards."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.kl.kl_canvas import KlCanvas
from explorer.pixels.images import ExportError, write_file
from explorer.plane.plane import coordinate_name
from explorer.style.style_sheet import make_button
from explorer.style.theme import DARK, Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.export_button import ChoosePath, ExportButton, ExportFormat, ask_path, write_view
from explorer.widgets.note import Note

_SORTABLE = 3  # dimensions from which on an order by KL says more


class KlBars(QWidget):
    """The bars with a line above that reads out the one under the pointer."""

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("klBars")
        self.canvas = KlCanvas()
        self.canvas.picked.connect(self._on_canvas_picked)
        self._line = ElidedLabel(role="small", keep=8)
        self._line.setObjectName("klReadOut")
        self.sort_button = make_button(
            self.tr("sort"), "klSort", "pill", self.tr("The dimension that says most comes first"), checkable=True
        )
        self.sort_button.toggled.connect(self.canvas.set_sorted)
        formats = [
            ExportFormat(self.tr("PNG picture"), ".png", self._write_png),
            ExportFormat(self.tr("CSV table"), ".csv", self._write_csv),
        ]
        self.export_button = ExportButton("klExport", "kl", formats, choose_path=choose_path)
        self._note = Note(self)
        self.export_button.report_to(self._note)
        header = QHBoxLayout()
        header.setContentsMargins(8, 2, 4, 0)
        header.addWidget(self._line, 1)
        header.addWidget(self.sort_button)
        header.addWidget(self.export_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(header)
        column.addWidget(self.canvas, 1)
        self.set_theme(DARK)
        self.show_bars([], [], [])

    def show_bars(
        self, labels: Sequence[str], kl: Sequence[ArrayLike | None], sigma: Sequence[ArrayLike | None]
    ) -> None:
        """Per model its label, KL (d,) in nats and mean sigma (d,) of each dimension, None for both where there is no
        posterior. Infinities reach the upper end, NaN shows no bar. Raises ValueError for arrays that do not match."""
        self.canvas.show_bars(labels, kl, sigma)
        self.sort_button.setVisible(max((len(k) for k in self.canvas.kl if k is not None), default=0) >= _SORTABLE)
        self._on_canvas_picked()

    def set_theme(self, theme: Theme) -> None:
        self.canvas.set_theme(theme)
        self.export_button.set_theme(theme)
        self._note.set_theme(theme)

    def _on_canvas_picked(self) -> None:
        read_out = self.canvas.read_out()
        self._line.set_text(read_out or self.tr("Up: KL in nats · down: mean σ"))

    def _write_png(self, path: Path, scale: int) -> None:
        self._refuse_nothing()
        write_view(self.canvas, path)

    def _write_csv(self, path: Path, scale: int) -> None:
        self._refuse_nothing()
        table = io.StringIO()
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(["model", "dimension", "kl_nats", "mean_sigma"])
        for label, kl, sigma in zip(self.canvas.labels, self.canvas.kl, self.canvas.sigma, strict=True):
            for dim in range(0 if kl is None or sigma is None else len(kl)):
                assert kl is not None and sigma is not None
                writer.writerow([label, coordinate_name(dim), f"{kl[dim]:.9g}", f"{sigma[dim]:.9g}"])
        write_file(path, table.getvalue().encode())

    def _refuse_nothing(self) -> None:
        if not any(kl is not None for kl in self.canvas.kl):
            raise ExportError(self.tr("There are no bars to export yet."))


def _demo() -> QWidget:
    view = KlBars()
    view.show_bars(
        ["AE", "VAE β 1", "VAE β 4", "VAE β 20"],
        [None, [3.7, 3.2], [2.4, 1.1], [1.6, 0.002]],
        [None, [0.06, 0.09], [0.11, 0.34], [0.2, 0.99]],
    )
    return view


def _demo_many() -> QWidget:
    rng = np.random.default_rng(1)
    view = KlBars()
    kl = [np.where(np.arange(n) % 3 == 0, 0.003, rng.gamma(4, 0.4, n)) for n in (20, 128)]
    view.show_bars(["VAE 20-D", "VAE 128-D"], kl, [np.where(k < 0.01, 0.99, np.exp(-k)) for k in kl])
    return view


if __name__ == "__main__":
    import sys

    from explorer.widgets.sample_window import show_sample

    show_sample(_demo_many if "--many" in sys.argv else _demo)
