"""The table of regions beside the line over the number of Gaussians, with what they say in words."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from explorer.pixels.images import ExportError, write_file
from explorer.style.style_sheet import make_button
from explorer.style.theme import DARK, Theme
from explorer.texts.filled import in_a_row
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.export_button import ChoosePath, ExportButton, ExportFormat, ask_path, write_view
from explorer.widgets.lab_page import LabPage
from explorer.widgets.lines_label import LinesLabel
from explorer.widgets.note import Note
from explorer.workspaces.compare.regions.region_table import RegionTable
from explorer.workspaces.compare.regions.region_words import (
    before_after,
    fewer_sentence,
    score_sentence,
    what_it_does,
)
from explorer.workspaces.compare.regions.sizes_plot import SizesLine, SizesPlot
from explorer.workspaces.compare.regions.table_row import TableRow
from trainers.messages import RegionScore

SHARES = (6, 4)  # of the width
WORDS = 2  # lines below the table


class RegionComparison(QWidget):
    """``table`` over the words that it comes to: of the picked cell, else what the mixture changes. ``drawn_toggled``:
    whether the region is seen on the maps."""

    drawn_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = RegionTable()
        self.table.picked.connect(self._say)
        self._words = LinesLabel(WORDS)
        self._words.setObjectName("regionWords")
        tip = self.tr(
            "Draws the region on the maps: each Gaussian at one and two standard deviations, as its shadow on the plane"
        )
        self._drawn = make_button(self.tr("On the maps"), "region_drawn", "pill", tip, checkable=True)
        self._drawn.clicked.connect(self.drawn_toggled)
        below = QHBoxLayout()
        below.setContentsMargins(8, 0, 8, 2)
        below.addWidget(self._words, 1)
        below.addWidget(self._drawn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.table, 1)
        column.addLayout(below)

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """What is known of each model."""
        self.table.show_rows(rows)
        self._say()

    def show_drawn(self, drawn: bool) -> None:
        """Whether the region is seen on the maps."""
        self._drawn.setChecked(drawn)

    def set_theme(self, theme: Theme) -> None:
        self.table.set_theme(theme)

    def _say(self) -> None:
        if told := self.table.read_out():
            self._words.set_text(told)
            return
        known = [(row, [score for score in row.scores if score is not None]) for row in self.table.rows]
        changes = "; ".join(filter(None, (before_after(row.label, scores) for row, scores in known)))
        each = [(row, score) for row, scores in known for score in scores]
        remarks = [score_sentence(row.label, score, row.count) for row, score in each if score.problem]
        remarks += filter(None, (fewer_sentence(score) for _, score in each))
        whole = [*([f"{changes}."] if changes else []), *remarks[:1], *([what_it_does()] if changes else [])]
        forms = [in_a_row(whole[:count]) for count in range(len(whole), 0, -1)]
        self._words.set_text(forms[0] if forms else "", forms[1:])


class SizesView(QWidget):
    """``plot`` under its title and the button with which it is asked for."""

    measure_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stale = ""
        self.plot = SizesPlot()
        self.plot.picked.connect(self._say)
        self._title = ElidedLabel(role="small", keep=8)
        self._title.setObjectName("sizesReadOut")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        tip = self.tr("Fits mixtures of 1, 2, 5, 10, 20 and 30 Gaussians and counts the holes of each")
        self.button = make_button(self.tr("Measure"), "measure_sizes", "pill", tip)
        self.button.clicked.connect(self.measure_requested)
        header = QHBoxLayout()
        header.setContentsMargins(8, 4, 8, 0)
        header.addWidget(self._title, 1)
        header.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(header)
        column.addWidget(self.plot, 1)
        self._say()

    def show_lines(self, lines: Sequence[SizesLine], chosen: int, stale: str) -> None:
        """What is known of each model, the number of Gaussians in force, and why the lines are not those of what is
        shown now, if they are not."""
        self._stale = stale
        self.plot.show_lines(lines, chosen)
        self._say()

    def set_theme(self, theme: Theme) -> None:
        self.plot.set_theme(theme)

    def _say(self) -> None:
        if told := self.plot.read_out():
            self._title.set_text(told)
            return
        forms = (self.tr("Holes by number of Gaussians"), self.tr("By number of Gaussians"), self.tr("By number"))
        title, *shorter = (f"{form} · {self._stale}" if self._stale else form for form in forms)
        self._title.set_text(title, shorter)


class RegionsPage(LabPage):
    """``comparison`` and ``sizes``, to be bound one by one."""

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        self.comparison, self.sizes = RegionComparison(), SizesView()
        super().__init__("regionsPage", self.comparison, self.sizes, SHARES, parent)
        self._shelf = QWidget(self)  # owns the header's control until a card takes it
        self._shelf.hide()
        formats = [
            ExportFormat(self.tr("PNG picture"), ".png", self._write_png),
            ExportFormat(self.tr("CSV table"), ".csv", self._write_csv),
        ]
        self.export_button = ExportButton(
            "regionsExport", "regions", formats, choose_path=choose_path, parent=self._shelf
        )
        self._note = Note(self)
        self.export_button.report_to(self._note)
        self.set_theme(DARK)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.export_button.set_theme(theme)
        self._note.set_theme(theme)

    def header_widgets(self) -> list[QWidget]:
        """Controls for the card's header."""
        return [self.export_button]

    # ------------------------------------------------------------------ export

    def _write_png(self, path: Path, scale: int) -> None:
        self._known()
        body = self.widget()
        assert body is not None
        write_view(body, path)

    def _write_csv(self, path: Path, scale: int) -> None:
        known, content = self._known(), io.StringIO()
        writer = csv.writer(content, lineterminator="\n")
        writer.writerow(["model", "region", "components", "share", "low", "high", "codes", "problem"])
        for label, count, score in known:
            figures = [f"{each:.6g}" for each in (score.share, score.low, score.high)]
            components = score.components or ""
            writer.writerow([label, score.drawn.region, components, *figures, count, score.problem])
        write_file(path, content.getvalue().encode())

    def _known(self) -> list[tuple[str, int, RegionScore]]:
        table = [(row.label, row.count, score) for row in self.comparison.table.rows for score in row.scores]
        sizes = [(line.label, line.count, score) for line in self.sizes.plot.lines for score in line.scores]
        known = [(label, count, score) for label, count, score in (*table, *sizes) if score is not None]
        if not known:
            raise ExportError(self.tr("There are no shares to export yet."))
        return known


def make_sample() -> QWidget:
    from explorer.workspaces.compare.regions.region_sample import sample_rows, sample_sizes

    page = RegionsPage()
    page.comparison.show_rows(sample_rows())
    ae = SizesLine("AE", sample_sizes(0.3), 0.37, 0.04, 2000)
    page.sizes.show_lines([ae, SizesLine("VAE", sample_sizes(0.12), 0.17, 0.01, 2000, 1)], 10, "")
    return page


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
