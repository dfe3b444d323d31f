"""Which modes or classes the samples hit, and which are left out."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.pictures.mode_canvas import ModeCanvas, percent
from explorer.pixels.images import ExportError, write_file
from explorer.style.theme import DARK, Theme
from explorer.texts.listed import listed
from explorer.widgets.export_button import ChoosePath, ExportButton, ExportFormat, ask_path, write_view
from explorer.widgets.lines_label import LinesLabel
from explorer.widgets.note import Note
from trainers.metrics.modes import is_present, least_share

_NAMED = 6  # missing modes that are named; more are only counted
_BESIDE = 0.005  # of the samples: from here on it is said how many hit no mode at all


class ModeBars(QWidget):
    """The bars over a line that says what is missing, or what is under the pointer."""

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modes")
        self.canvas = ModeCanvas()
        self.canvas.picked.connect(self._say)
        self._line = LinesLabel(2)
        self._line.setObjectName("modeSentence")
        formats = [
            ExportFormat(self.tr("PNG picture"), ".png", self._write_png),
            ExportFormat(self.tr("CSV table"), ".csv", self._write_csv),
        ]
        self._shelf = QWidget(self)  # owns the header's control until a card takes it
        self._shelf.hide()
        self.export_button = ExportButton("modesExport", "modes", formats, choose_path=choose_path, parent=self._shelf)
        self._note = Note(self)
        self.export_button.report_to(self._note)
        below = QHBoxLayout()
        below.setContentsMargins(8, 2, 8, 2)
        below.addWidget(self._line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addLayout(below)
        self.set_theme(DARK)
        self.show_modes([], [])

    def show_modes(
        self, names: Sequence[str], shares: Sequence[ArrayLike | None], models: Sequence[str] | None = None
    ) -> None:
        """Per model the share (K,) of its samples that hit each of the K *names*, None where nothing is known; *models*
        are their labels, which may be left out for a single one. Raises ValueError for arrays that do not match."""
        labels = tuple(models) if models is not None else ("",) * len(shares)
        self.canvas.show_modes(names, shares, labels)
        self._line.setVisible(not self.canvas.is_empty)
        self._say()

    def show_lack(self, text: str) -> None:
        """Why there are no shares and never will be; empty where they come."""
        self.canvas.show_lack(text)

    def set_theme(self, theme: Theme) -> None:
        self.canvas.set_theme(theme)
        self.export_button.set_theme(theme)
        self._note.set_theme(theme)

    def header_widgets(self) -> list[QWidget]:
        """Controls for the card's header."""
        return [self.export_button]

    def sentence(self) -> str:
        """The picked mode in words, else what each model leaves out."""
        canvas = self.canvas
        if canvas.is_empty:
            return ""
        known = [(label, each) for label, each in zip(canvas.models, canvas.shares, strict=True) if each is not None]
        if canvas.slot is not None:
            slot = canvas.slot
            found = [" ".join(filter(None, [label, percent(float(each[slot]))])) for label, each in known]
            even = self.tr("even would be {0}").format(percent(1 / len(canvas.names)))
            return f"{canvas.names[slot]}: {listed(found)} · {even}"
        said = [(label, self._summary(each)) for label, each in known]
        return " · ".join(f"{label}: {text}" if len(known) > 1 and label else text for label, text in said)

    def _summary(self, shares: np.ndarray) -> str:
        """What one model leaves out, and how many of its samples hit nothing."""
        left_out, beside = self._left_out(shares), 1 - float(shares.sum())
        return left_out if beside < _BESIDE else self.tr("{0}; {1} hit none").format(left_out, percent(beside))

    def _left_out(self, shares: np.ndarray) -> str:
        names, limit = self.canvas.names, least_share(len(self.canvas.names))
        gone = [name for name, share in zip(names, shares.tolist(), strict=True) if not is_present(share, len(names))]
        if not gone:
            smallest = int(np.argmin(shares))
            return self.tr("all {0} present, smallest {1} ({2})").format(
                len(names), percent(float(shares[smallest])), names[smallest]
            )
        if len(gone) > _NAMED:
            return self.tr("{0} of {1} under {2}").format(len(gone), len(names), percent(limit))
        return self.tr("under {0}: {1}").format(percent(limit), listed(gone))

    def _say(self) -> None:
        text = self.sentence()
        self._line.set_text(text)
        self.canvas.setAccessibleDescription(text)

    def _write_png(self, path: Path, scale: int) -> None:
        self._refuse_nothing()
        write_view(self.canvas, path)

    def _write_csv(self, path: Path, scale: int) -> None:
        self._refuse_nothing()
        table = io.StringIO()
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(["model", "mode", "share"])
        for label, shares in zip(self.canvas.models, self.canvas.shares, strict=True):
            if shares is not None:
                pairs = zip(self.canvas.names, shares.tolist(), strict=True)
                writer.writerows([label, name, f"{share:.9g}"] for name, share in pairs)
        write_file(path, table.getvalue().encode())

    def _refuse_nothing(self) -> None:
        if self.canvas.is_empty:
            raise ExportError(self.tr("There are no shares to export yet."))


def _demo() -> QWidget:
    view = ModeBars()
    rng = np.random.default_rng(3)
    gan = np.array([0.13, 0.2, 0.01, 0.09, 0.11, 0.0, 0.1, 0.17, 0.08, 0.11])
    view.show_modes([str(digit) for digit in range(10)], [gan, rng.dirichlet(np.full(10, 30.0))], ["GAN", "VAE"])
    return view


def _demo_ring() -> QWidget:
    view = ModeBars()
    view.show_modes([str(mode) for mode in range(1, 9)], [np.array([0.3, 0.28, 0.2, 0.0, 0.0, 0.01, 0.11, 0.1])])
    return view


if __name__ == "__main__":
    import sys

    from explorer.widgets.sample_data import show_alone

    show_alone(_demo_ring if "--ring" in sys.argv else _demo, 240, 190)
