"""Is it working? A verdict for each model with the numbers behind it, a remedy at one click, and what its samples are
worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.pictures.figure_list import FigureFlow, Figures, FigureTable
from explorer.pictures.figure_words import figure_texts
from explorer.style.style_sheet import make_label
from explorer.style.theme import DARK, Theme
from explorer.widgets.column_scroll import ColumnScroll
from explorer.workspaces.adversarial.verdict_box import VerdictBox, VerdictShown

__all__ = ["VerdictShown", "VerdictView"]


class VerdictView(ColumnScroll):
    """One big box for one model, compact ones for several. ``remedy_requested`` and ``undo_requested`` carry the
    model's number. A figure that is worse than that of real images stands beside it, and is no error."""

    remedy_requested = Signal(int)
    undo_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("verdict")
        self.setAccessibleName(self.tr("Is it working?"))
        self._theme = DARK
        self._labels: tuple[str, ...] = ()
        self._boxes: list[VerdictBox] = []
        self._figures: FigureFlow | FigureTable | None = None
        self._verdicts: tuple[VerdictShown | None, ...] = ()
        self._measured: tuple[Figures, ...] = ()
        self._empty = make_label(
            self.tr("Nothing to say yet: a verdict needs a generator that has trained for a while."), "muted", wrap=True
        )
        body = self._body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._explained = ""  # the figure whose meaning is shown
        self._meaning = make_label("", "small", "figure-help", wrap=True)
        self._meaning.hide()
        self._column.addWidget(self._empty)
        self._column.addWidget(self._meaning)
        self._column.addStretch(1)
        self.setWidget(body)
        for plain in (body, self.viewport()):  # the card behind shows through
            plain.setAutoFillBackground(False)

    # ------------------------------------------------------------------ inputs

    def show_verdicts(self, labels: Sequence[str], verdicts: Sequence[VerdictShown | None]) -> None:
        """What is said of each model; None where nothing can be. Raises ValueError for an unknown kind, or for other
        than one verdict to a label."""
        self._check(labels, len(verdicts), "verdicts")
        self._set_labels(tuple(labels))
        self._verdicts = tuple(verdicts)
        for box, label, verdict in zip(self._boxes, labels, verdicts, strict=True):
            box.show_verdict(label, verdict)
        self._show_parts()

    def show_figures(self, labels: Sequence[str], figures: Sequence[Figures], modes: int = 0) -> None:
        """Per model the figures by the names of ``trainers.looking.sample_quality``, None before they are measured;
        ``modes`` is how many the data are known to have. Raises ValueError for other than one mapping to a label."""
        self._check(labels, len(figures), "figures")
        self._set_labels(tuple(labels))
        self._measured = tuple(figures)
        if isinstance(self._figures, FigureFlow):
            self._figures.show_figures(figures[0], modes)
        elif self._figures is not None:
            self._figures.show_figures(labels, figures, modes)
        self._show_parts()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for box in self._boxes:
            box.set_theme(theme)
        if self._figures is not None:
            self._figures.set_theme(theme)

    # ------------------------------------------------------------------ parts

    def _check(self, labels: Sequence[str], count: int, what: str) -> None:
        if len(labels) != count:
            raise ValueError(f"{what}: expected one for each of {len(labels)} models, found {count}")

    def _set_labels(self, labels: tuple[str, ...]) -> None:
        """Other models get other boxes; what was said of the old ones is forgotten."""
        if labels == self._labels:
            return
        for old in (*self._boxes, self._figures):
            if old is not None:
                self._column.removeWidget(old)
                old.hide()
                old.deleteLater()
        several = len(labels) > 1
        self._labels, self._verdicts, self._measured = labels, (), ()
        inside = self.widget()
        self._boxes = [VerdictBox(index, several, inside) for index in range(len(labels))]
        self._figures = None
        for index, box in enumerate(self._boxes):
            box.remedy_requested.connect(partial(self.remedy_requested.emit, index))
            box.undo_requested.connect(partial(self.undo_requested.emit, index))
            self._column.insertWidget(index, box)
        if labels:
            self._figures = FigureTable(inside) if several else FigureFlow(inside)
            self._figures.help_requested.connect(self._explain)
            self._column.insertWidget(len(labels), self._figures)
        self.set_theme(self._theme)

    def _explain(self, name: str) -> None:
        """What a figure is, in a sentence that comes into view; asked for again, no more."""
        self._explained = "" if name == self._explained else name
        self._show_meaning()
        self._column.activate()  # the sentence may take more lines than before
        width = self._body.width()
        self._body.resize(width, max(self.viewport().height(), self._column.totalHeightForWidth(width)))
        self.ensureWidgetVisible(self._meaning, 0, 0)

    def _show_meaning(self) -> None:
        names = {name: 0.0 for found in self._measured for name in found or ()}
        told = next((text for text in figure_texts(names) if text.name == self._explained), None)
        if told is None:
            self._meaning.setText(self.tr("Click a figure to read what it says, and what it does not."))
        else:
            self._meaning.setText(f"{told.title}: {told.help}")
        self._meaning.setVisible(any(self._measured))

    def _show_parts(self) -> None:
        """Boxes stand where there is a verdict on any model: a model without one is then seen to have none."""
        judged, measured = any(self._verdicts), any(self._measured)
        for box in self._boxes:
            box.setVisible(judged)
        if self._figures is not None:
            self._figures.setVisible(measured)
        self._empty.setVisible(not judged and not measured)
        self._show_meaning()

    def sizeHint(self) -> QSize:
        return QSize(240, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 80)


_SAMPLE_LABELS = ("non-saturating", "hinge", "least squares", "minimax")


def make_sample() -> QWidget:
    """One model on images, one on points, four compared; a remedy is applied and undone as the window would do it."""
    window = QWidget()
    row = QHBoxLayout(window)
    for verdicts, figures, modes in _samples():
        view, labels = VerdictView(), _SAMPLE_LABELS[: len(verdicts)]
        view.show_verdicts(labels, verdicts)
        view.show_figures(labels, figures, modes)
        view.remedy_requested.connect(partial(_apply, view, verdicts, True))
        view.undo_requested.connect(partial(_apply, view, verdicts, False))
        row.addWidget(view)
    window.resize(1000, 330)
    return window


def _apply(view: VerdictView, verdicts: list[VerdictShown | None], applied: bool, index: int) -> None:
    shown = verdicts[index]
    assert shown is not None
    if applied:
        verdicts[index] = replace(
            shown, remedy_text="", changes="", taken=shown.remedy_text, taken_changes=shown.changes
        )
    else:
        verdicts[index] = replace(
            shown, remedy_text=shown.taken, changes=shown.taken_changes, taken="", taken_changes=""
        )
    view.show_verdicts(_SAMPLE_LABELS[: len(verdicts)], verdicts)


def _samples() -> list[tuple[list[VerdictShown | None], list[Figures], int]]:
    healthy = VerdictShown(
        "healthy", "All 10 classes present, the smallest 6 %; coverage 0.41 rising; gradients steady."
    )
    collapse = VerdictShown(
        "collapse",
        "Coverage fell from 0.52 at step 1 200 to 0.11; 34 % of the samples are duplicates.",
        "Go back to step 1 200",
    )
    strong = VerdictShown(
        "d_too_strong",
        "D is right on 99 % of held-out images, and the gradient of G fell 14-fold to 0.02.",
        "Halve the learning rate of D",
    )
    early = VerdictShown("too_early", "Only 60 steps so far.")
    images = {
        "judge_is": 7.2, "judge_is_real": 9.5, "judge_fid": 62.0, "judge_fid_real": 3.1, "smallest_class_share": 0.06,
        "sample_count": 2000.0, "coverage": 0.41, "density": 0.8, "duplicate_share": 0.01,
    }  # fmt: skip
    points = {
        "modes_present": 3.0, "high_quality_share": 0.971, "reverse_kl": 0.98, "smallest_mode_share": 0.0,
        "sliced_w1": 0.0913, "sliced_w1_real": 0.0041, "sample_count": 2500.0, "coverage": 0.33, "density": 1.9,
        "duplicate_share": 0.34,
    }  # fmt: skip
    best = {**points, "modes_present": 8.0, "reverse_kl": 0.02, "sliced_w1": 0.011, "coverage": 0.95, "density": 1.0}
    return [
        ([healthy], [images], 0),
        ([collapse], [points], 8),
        ([strong], [images], 0),
        ([healthy, collapse, strong, early], [best, points, best, None], 8),
    ]


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
