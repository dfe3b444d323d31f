"""D's scores of training, held-out and generated images, with what they say in one line."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.pixels.images import ExportError, write_file
from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, Theme
from explorer.widgets.export_button import ChoosePath, ExportButton, ExportFormat, ask_path, write_view
from explorer.widgets.lines_label import LinesLabel
from explorer.widgets.note import Note
from explorer.workspaces.adversarial.fakes.fake_words import signed
from explorer.workspaces.adversarial.score_canvas import ScoreCanvas
from explorer.workspaces.adversarial.score_density import ScoreReading, gap
from trainers.messages import ScoresCompared


class ScoreHistogram(QWidget):
    """The histograms over one line that reads them."""

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scores")
        self.canvas = ScoreCanvas()
        self._reading = LinesLabel(2)
        self._reading.setObjectName("scoreReading")
        self.canvas.setToolTip(
            plain_tip(
                self.tr(
                    "JS is the divergence between real and fake: 0 where nothing tells them apart, log 2 = 0.69 where"
                    " everything does. D shows how large it is at least, on examples it was not trained on; where its"
                    " mistakes cost it more than guessing would, it shows nothing."
                )
            )
        )
        formats = [
            ExportFormat(self.tr("PNG picture"), ".png", self._write_png),
            ExportFormat(self.tr("CSV table"), ".csv", self._write_csv),
        ]
        self._shelf = QWidget(self)  # owns the header's control until a card takes it
        self._shelf.hide()
        self.export_button = ExportButton(
            "scoresExport", "scores", formats, choose_path=choose_path, parent=self._shelf
        )
        self._note = Note(self)
        self.export_button.report_to(self._note)
        below = QHBoxLayout()
        below.setContentsMargins(8, 2, 8, 2)
        below.addWidget(self._reading)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addLayout(below)
        self.set_theme(DARK)
        self.show_scores(None)

    def show_scores(self, compared: ScoresCompared | None) -> None:
        """None clears."""
        self.canvas.show_scores(compared)
        text = "" if compared is None else self._words(compared)
        self._reading.setVisible(bool(text))
        self._reading.set_text(text)
        self.canvas.setAccessibleDescription(text)

    def set_theme(self, theme: Theme) -> None:
        self.canvas.set_theme(theme)
        self.export_button.set_theme(theme)
        self._note.set_theme(theme)

    def header_widgets(self) -> list[QWidget]:
        """Controls for the card's header."""
        return [self.export_button]

    def _words(self, compared: ScoresCompared) -> str:
        text = {
            ScoreReading.MEMORISED: self.tr("D knows the training data by heart: {0} above held-out ones."),
            ScoreReading.SEES_ALL: self.tr("D sees through nearly every fake."),
            ScoreReading.SEES_MANY: self.tr("D tells many fakes from real examples."),
            ScoreReading.RANKS: self.tr(
                "D can hardly tell: it scores real examples higher, but by too little to be sure."
            ),
            ScoreReading.GUESSES: self.tr("D can hardly tell fakes from real examples."),
            ScoreReading.FOOLED: self.tr("D takes fakes for more real than real examples."),
            ScoreReading.NOTHING: "",
        }[self.canvas.reading]
        return text.format(signed(gap(compared.train, compared.held_out), 1))

    def _write_png(self, path: Path, scale: int) -> None:
        self._shown()
        write_view(self.canvas, path)

    def _write_csv(self, path: Path, scale: int) -> None:
        compared, table = self._shown(), io.StringIO()
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(["images", "score"])
        for name, scores in (("train", compared.train), ("held_out", compared.held_out), ("fake", compared.fake)):
            writer.writerows([name, f"{score:.9g}"] for score in np.asarray(scores).tolist())
        write_file(path, table.getvalue().encode())

    def _shown(self) -> ScoresCompared:
        if self.canvas.compared is None:
            raise ExportError(self.tr("There are no scores to export yet."))
        return self.canvas.compared


def sample_scores(memorised: bool = False, are_logits: bool = True) -> ScoresCompared:
    """Invented scores of 512 images each."""
    rng = np.random.default_rng(5)
    train, held_out, fake = rng.normal([[0.3], [0.25], [-0.6]], 0.9, (3, 512)).astype(np.float32)
    if memorised:
        train += 3.1
    bound = 0.08 if are_logits else float("nan")
    return ScoresCompared(0, 0, "scores", 4000, 0, train, held_out, fake, bound)


if __name__ == "__main__":
    import sys

    from explorer.widgets.sample_data import show_alone

    def _demo() -> QWidget:
        view = ScoreHistogram()
        view.show_scores(sample_scores("--memorised" in sys.argv))
        return view

    show_alone(_demo, 220, 220)
