"""Which models of several runs are wanted side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from explorer.style.style_sheet import make_button, make_label
from explorer.texts.run_names import finished_names
from explorer.widgets.column_scroll import ColumnScroll
from explorer.widgets.own_window import bring_forward
from trainers.experiment import MAX_MODELS
from trainers.runs.beside.composing import ChosenModel, usual_choice
from trainers.runs.beside.finished_run import FinishedRun
from trainers.shown import shown_name

WIDTH, MOST_HEIGHT = 24, 22  # in times the height of a line


class BesideChooser(QDialog):
    """Beside the window, which goes on. ``chosen`` carries a tuple of :class:`ChosenModel`, two to four."""

    chosen = Signal(object)

    def __init__(self, runs: Sequence[FinishedRun], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("beside_chooser")
        self.setWindowTitle(self.tr("Side by side"))
        usual = usual_choice(runs)
        self._boxes: list[tuple[QCheckBox, ChosenModel]] = []
        self._models = QWidget()
        rows = QVBoxLayout(self._models)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(6)
        for number, run in enumerate(runs):
            name = finished_names(run)[-1]
            rows.addWidget(make_label(name, "muted", f"beside_run_{number}", wrap=True))
            for model, spec in enumerate(run.contents.experiment.models):
                choice = ChosenModel(run, model)
                box = QCheckBox(shown_name(spec.label).replace("&", "&&"))
                box.setObjectName(f"beside_{number}_{model}")
                box.setAccessibleName(f"{name}: {shown_name(spec.label)}")
                box.setChecked(choice in usual)
                box.toggled.connect(self._on_toggled)
                rows.addWidget(box)
                self._boxes.append((box, choice))
            rows.addSpacing(6)
        rows.addStretch(1)
        self._scroll = ColumnScroll()
        self._scroll.setWidget(self._models)
        self._told = make_label("", "muted", "beside_told", wrap=True)
        cancel = make_button(self.tr("Cancel"), "beside_cancel")
        self._show = make_button(self.tr("Show side by side"), "beside_show", "primary")
        self._show.setDefault(True)
        cancel.clicked.connect(self.reject)
        self._show.clicked.connect(self._on_show)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        column.addWidget(make_label(self.tr("Which models? Two to four can be seen side by side."), wrap=True))
        column.addWidget(self._scroll, 1)
        column.addWidget(self._told)
        column.addLayout(buttons)
        self._on_toggled()

    def ask(self) -> None:
        """Shows itself, as high as its models need."""
        line = self.fontMetrics().height()
        high = min(self._models.sizeHint().height() + 4, MOST_HEIGHT * line)
        self._scroll.setMinimumHeight(high)
        self.resize(WIDTH * line, self.sizeHint().height())
        bring_forward(self)
        self._boxes[0][0].setFocus()

    def _choice(self) -> tuple[ChosenModel, ...]:
        return tuple(choice for box, choice in self._boxes if box.isChecked())

    def _on_toggled(self) -> None:
        count = len(self._choice())
        self._show.setEnabled(2 <= count <= MAX_MODELS)
        self._told.setText(self.tr("{0} chosen").format(count))

    def _on_show(self) -> None:
        self.accept()
        self.chosen.emit(self._choice())
