"""The data at a glance, and everything to change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from explorer.form.dataset_chooser import DatasetChooser
from explorer.pictures.image_strip import ImageStrip
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, make_label, set_style
from explorer.style.theme import DARK, Theme
from explorer.texts.sentences import sentence_text
from explorer.texts.whole_number import whole_number
from explorer.widgets.text_lines import TextLines
from trainers.catalog import DatasetSpec
from trainers.kinds import Kind, Pictures
from trainers.knobs import KnobSpec

NO_BREAK = "\u00a0"  # a space at which no line ends
NOTHING_MISSING: Mapping[str, bool] = MappingProxyType({})
FEW_IMAGES = 50  # for training; so few are learnt by heart
FEW_NOTES = 1  # shown without unfolding


class DatasetPanel(QFrame):
    """Files and folders may be dropped anywhere on it: ``paths_dropped(list of paths)``."""

    dataset_requested = Signal(str, dict)
    fetch_requested = Signal(str)
    open_files_requested = Signal()
    open_pictures_requested = Signal()
    open_text_requested = Signal()
    paths_dropped = Signal(list)
    cancel_requested = Signal()
    help_requested = Signal(str)
    entry_unfolded = Signal(QWidget)  # the chosen one, with its settings

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataset-panel")
        self.setAcceptDrops(True)
        self._theme = DARK
        self._notes: tuple[str, ...] = ()
        self._lasting = ""  # what is wrong with the data in use
        self._title = make_label(self.tr("No data"), "", "dataset-title", wrap=True)
        self._change = make_button(self.tr("Change…"), "change-dataset", checkable=True)
        self._change.toggled.connect(self._on_change_toggled)
        self._strip = ImageStrip()
        self._strip.setObjectName("dataset-strip")
        self._strip.hide()
        self._lines = TextLines()
        self._lines.setObjectName("dataset-lines")
        self._lines.hide()
        self._notes_label = make_label("", "small", "dataset-notes", wrap=True)
        self._more_notes = make_button("", "dataset-more-notes", "link", checkable=True)
        self._more_notes.toggled.connect(self._show_notes)
        self._problem = make_label("", "error", "dataset-problem", wrap=True)
        self._few = make_label("", "warning", "dataset-few", wrap=True)
        self.chooser = DatasetChooser()
        self._make_progress()
        self._lay_out()
        for widget in (self._few, self._notes_label, self._more_notes, self._problem, self.chooser, self._progress):
            widget.hide()
        self.chooser.dataset_requested.connect(self.dataset_requested)
        self.chooser.fetch_requested.connect(self.fetch_requested)
        self.chooser.open_files_requested.connect(self.open_files_requested)
        self.chooser.open_pictures_requested.connect(self.open_pictures_requested)
        self.chooser.open_text_requested.connect(self.open_text_requested)
        self.chooser.help_requested.connect(self.help_requested)
        self.chooser.entry_unfolded.connect(self.entry_unfolded)

    def _make_progress(self) -> None:
        self._progress = QWidget()
        self._bar = QProgressBar()
        self._bar.setObjectName("dataset-progress")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar_text = make_label("", "small", "dataset-progress-text", wrap=True)
        cancel = make_button(self.tr("Cancel"), "dataset-cancel", "pill")
        cancel.clicked.connect(self.cancel_requested)
        column = QVBoxLayout(self._progress)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.addWidget(self._bar_text, 1)
        row.addWidget(cancel)
        column.addLayout(row)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._title, 1)
        row.addWidget(self._change)
        column.addLayout(row)
        for widget in (
            self._strip, self._lines, self._few, self._notes_label, self._more_notes, self._progress, self._problem,
            self.chooser,
        ):  # fmt: skip
            column.addWidget(widget)

    # ------------------------------------------------------------------ inputs

    def show_datasets(self, specs: Sequence[DatasetSpec], available: Mapping[str, bool] = NOTHING_MISSING) -> None:
        """Every dataset, and which of them are at hand; what is not in *available* counts as at hand."""
        self.chooser.show_datasets(specs, available)

    def show_restricted(self, changeable: bool, own_files: bool, locks: Callable[[str], bool]) -> None:
        """Whether other data can be chosen, the user's *own_files* among them; and which settings can only be read."""
        self._change.setVisible(changeable)
        if not changeable:
            self._change.setChecked(False)
        self.setAcceptDrops(changeable and own_files)
        self.chooser.show_restricted(own_files, locks)

    def show_why_not(self, reason: str) -> None:
        """Why no other data can be chosen here; empty where they can. Comes after :meth:`show_restricted`."""
        self._change.setEnabled(not reason)
        self._change.setToolTip(plain_tip(reason))
        if reason:
            self._change.setChecked(False)
            self.setAcceptDrops(False)

    def show_dataset(self, name: str, values: Mapping[str, Any], anew: bool = False) -> None:
        """The dataset in use and its settings; *anew* where another experiment begins."""
        self.chooser.show_dataset(name, values, anew)

    def show_data(
        self,
        title: str,
        count: int,
        kind: Kind,
        preview: NDArray[Any] | None,
        notes: Sequence[str] = (),
    ) -> None:
        """What is loaded: *count* training examples of a *kind*, some of them as *preview* (k, C, H, W)
        uint8, or a picture of where they are, or texts (k,), and the lines of the health report. Ends progress and
        problem."""
        number = whole_number(count)
        if kind.in_plane:
            text = self.tr("%1 points").replace("%1", number).replace(" ", NO_BREAK)
        elif kind.textual:
            text = f"{number}{NO_BREAK}{sentence_text(kind.what)}"
        else:
            channels, height, width = kind.image_shape
            text = f"{number} × {width}×{height}" + ("" if channels == 1 else " RGB")
        self._title.setText(f"{title} · {text}")
        self._show_preview(title, kind, preview)
        few = kind.visual and count < FEW_IMAGES
        self._few.setText(
            self.tr(
                "Only %1 images: the models will learn them by heart. Nearest, beside the samples, shows what they "
                "copy."
            ).replace("%1", str(count))
        )
        self._few.setVisible(few)
        self._notes = tuple(notes)
        self._show_notes()
        self._progress.hide()
        self.show_problem("")

    def _show_preview(self, title: str, kind: Kind, preview: NDArray[Any] | None) -> None:
        some = preview is not None and len(preview) > 0
        self._strip.show_images(None if kind.textual else preview)
        self._strip.setVisible(some and not kind.textual)
        self._strip.setAccessibleName(self.tr("Some images of %1").replace("%1", title))
        self._lines.show_texts(list(preview) if preview is not None and kind.textual else [])
        self._lines.setVisible(some and kind.textual)
        self._lines.setAccessibleName(self.tr("Some lines of %1").replace("%1", title))

    def hide_progress(self) -> None:
        self._progress.hide()

    def show_progress(self, share: float, text: str) -> None:
        """A bar at *share* (0 to 1) with *text* and Cancel; a *share* below 0 is work of unknown length."""
        self._progress.show()
        self._bar.setRange(0, 0 if share < 0 else 1000)
        if share >= 0:
            self._bar.setValue(round(min(share, 1.0) * 1000))
        self._bar_text.setText(text)

    def show_problem(self, text: str) -> None:
        """One sentence on why the data cannot be used; empty clears. Ends progress."""
        self._lasting = text
        self._show_problem(text)

    def show_refused(self, text: str) -> None:
        """The same of data that were chosen in place of those in use, until the list is closed."""
        self._show_problem(text)

    def _show_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        if text:
            self._progress.hide()

    def show_error(self, name: str, text: str) -> bool:
        """*text* at the field of knob *name* of the dataset's form."""
        return self.chooser.show_error(name, text)

    def set_choosing(self, choosing: bool) -> None:
        """Unfolds the list of datasets, or folds it."""
        self._change.setChecked(choosing)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._strip.set_theme(theme)
        self._lines.set_theme(theme)
        self.chooser.set_theme(theme)

    def _show_notes(self) -> None:
        unfolded = self._more_notes.isChecked()
        shown = self._notes if unfolded else self._notes[:FEW_NOTES]
        self._notes_label.setText(
            "\n".join(f"• {note}" for note in shown) if len(self._notes) > 1 else "\n".join(shown)
        )
        self._notes_label.setVisible(bool(shown))
        left = len(self._notes) - FEW_NOTES
        self._more_notes.setVisible(left > 0)
        self._more_notes.setText(self.tr("Less") if unfolded else self.tr("%1 more…").replace("%1", str(left)))

    def _on_change_toggled(self, choosing: bool) -> None:
        self.chooser.setVisible(choosing)
        self._change.setText(self.tr("Close") if choosing else self.tr("Change…"))
        if not choosing:
            self._show_problem(self._lasting)

    # ------------------------------------------------------------------ drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            set_style(self, role="inset")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_style(self, role="")

    def dropEvent(self, event: QDropEvent) -> None:
        set_style(self, role="")
        event.acceptProposedAction()
        self.paths_dropped.emit([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])


SAMPLE_DATASETS = (
    DatasetSpec(
        "digits", "Digits 8×8", "1 797 real handwritten digits; comes with the program.",
        (KnobSpec("size", "Size", "choice", "8", choices=("8", "16"), help="Width and height in pixels."),), "embedded",
    ),
    DatasetSpec("mnist", "MNIST", "70 000 handwritten digits, 28×28; 11 MB to download.", (), "download"),
    DatasetSpec("moons", "月相", "渲染的月相图像,真实相位保留用于测量潜空间的拓扑结构。", (), "rendered"),
    DatasetSpec(
        "image-folder", "Image folder", "Your own images; sub-folders are classes.",
        (KnobSpec("path", "Folder", "path", ""), KnobSpec("side", "Side", "int", 32, 16, 64)), "files",
    ),
)  # fmt: skip


def make_sample() -> QWidget:
    window = QFrame()
    window.setProperty("role", "sidebar")
    window.setFixedWidth(250)
    column = QVBoxLayout(window)
    column.setContentsMargins(14, 12, 14, 12)
    panel = DatasetPanel()
    panel.show_datasets(SAMPLE_DATASETS, {"mnist": False})
    panel.show_dataset("digits", {"size": "16"})
    ramp = np.arange(28 * 28, dtype=np.float32).reshape(1, 1, 28, 28) / 3
    preview = np.concatenate([np.roll(ramp, 90 * k, axis=2 + k % 2) for k in range(12)]).astype(np.uint8)
    notes = ("3 images skipped: unreadable", "12 duplicates", "最小的图像 7×9,最大的图像 4000×3000,全部裁剪为正方形")
    panel.show_data("MNIST", 60_000, Pictures(1, 28, 28), preview, notes)
    panel.show_progress(0.4, "Downloading train-images, 4 of 10 MB")
    panel.set_choosing(True)
    column.addWidget(panel)
    column.addStretch(1)
    window.resize(250, 640)
    return window


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
