"""The window of sweeps: what is to be swept, or how far a sweep is and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from explorer.gui_thread.keyboard import turn_page
from explorer.style.style_sheet import make_button, make_label, set_style
from explorer.style.theme import Theme
from explorer.sweeps.new_sweep import NewSweep, knob_title
from explorer.sweeps.sweep_queue import SweepQueue
from explorer.sweeps.sweep_results import SweepResults
from explorer.sweeps.sweep_sight import SweepSight
from explorer.sweeps.swept_knobs import swept_knobs
from explorer.texts.data_texts import preset_text
from explorer.texts.whole_number import whole_number
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.own_window import let_below, open_beside
from trainers.catalog import DatasetSpec, FamilySpec
from trainers.shown import shown, shown_name
from trainers.sweeps.cells import CellState

SIZE = (1120, 660)  # px at the ordinary size of text
NEW, SWEEP = 0, 1  # pages
_WIDE = 1000  # parts of the bar


class SweepWindow(QDialog):
    """Shows a :class:`SweepSight` and asks for what the user wishes; it touches no folder itself."""

    pause_requested = Signal()
    go_on_requested = Signal()
    export_requested = Signal()
    list_requested = Signal()
    new_requested = Signal()

    def __init__(self, theme: Theme, scale: float, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._scale = scale
        self._sight: SweepSight | None = None
        self._turns = True  # whether a sight of a sweep brings its page to the front
        self._running = self._pausing = False
        self.setObjectName("sweep_window")
        self.setWindowTitle(self.tr("Sweep"))
        self.new = NewSweep()
        self.queue = SweepQueue(theme)
        self.results = SweepResults(theme)
        self._level_heads()
        self._problem = make_label("", "warning", "sweep_problem", wrap=True)
        self._problem.hide()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.new)
        self._pages.addWidget(self._make_sweep())
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(self._problem)
        column.addWidget(self._pages, 1)

    def _make_sweep(self) -> QWidget:
        page = QWidget()
        self._title = ElidedLabel(role="heading", keep=8)
        self._title.setObjectName("sweep_name")
        self._count = make_label("", "muted", "sweep_count")
        self._bar = QProgressBar()
        self._bar.setObjectName("sweep_bar")
        self._bar.setAccessibleName(self.tr("How much of the sweep is done"))
        self._bar.setRange(0, _WIDE)
        self._bar.setTextVisible(False)
        self._pause = make_button(self.tr("Pause"), "sweep_pause", "primary")
        self._export = make_button(self.tr("Export CSV…"), "sweep_export")
        tip = self.tr("These runs in the window of runs: thumbnails, notes, side by side")
        self._list = make_button(self.tr("Runs table"), "sweep_list", tip=tip)
        self._new = make_button(self.tr("New sweep…"), "sweep_new")
        self._pause.clicked.connect(self._on_pause_clicked)
        self._export.clicked.connect(self.export_requested)
        self._list.clicked.connect(self.list_requested)
        self._new.clicked.connect(self.new_requested)
        for button in (self._pause, self._export, self._list, self._new):
            button.setAutoDefault(False)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._new)
        head.addWidget(self._list)
        head.addWidget(self._export)
        head.addWidget(self._pause)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.queue, 2)
        middle.addWidget(self.results, 3)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._count)
        column.addWidget(self._bar)
        column.addSpacing(6)
        column.addLayout(middle, 1)
        return page

    def _level_heads(self) -> None:
        """What stands side by side begins at one height, whatever the size of the text is."""
        self.queue.head.setMinimumHeight(self.results.head.sizeHint().height())

    # ------------------------------------------------------------------ showing

    def set_theme(self, theme: Theme, scale: float) -> None:
        self._scale = scale
        self.queue.set_theme(theme)
        self.results.set_theme(theme)

    @property
    def page(self) -> int:
        """NEW or SWEEP."""
        return self._pages.currentIndex()

    def open(self) -> None:
        """To the front."""
        open_beside(self, SIZE, self._scale)
        let_below(self)
        self._level_heads()
        if self._pages.currentIndex() == NEW:
            self.new.focus_first()

    def show_new(self) -> None:
        """The page on which a sweep is begun."""
        self.say("")
        self._turns = False
        turn_page(self._pages, NEW)
        self.new.focus_first()

    def turn_to_sweep(self) -> None:
        """The next sight of a sweep is to be seen."""
        self._turns = True

    def show_sight(self, sight: SweepSight, families: Sequence[FamilySpec], datasets: Sequence[DatasetSpec]) -> None:
        """How far a sweep is; families and data sets say what knobs and figures are called."""
        self._sight = sight
        experiment = sight.table.sweep.experiment
        titles = {knob.path: knob_title(knob) for knob in swept_knobs(experiment, families, datasets)}
        self._title.set_text(shown_name(preset_text(experiment.plan.title)))
        self._title.set_help(shown(sight.folder.path))
        self.queue.show_sight(sight, titles)
        self.results.show_table(sight.table, families, titles)
        self.show_steps({})
        self._show_run()
        if self._turns and self._pages.currentIndex() != SWEEP:
            turn_page(self._pages, SWEEP)
            self.queue.table.setFocus()

    def show_steps(self, steps: dict[str, int]) -> None:
        """Newer steps of the cells that are trained now."""
        if self._sight is not None:
            self.queue.show_steps(steps)
            self._bar.setValue(round(_WIDE * self._sight.share(steps)))

    def show_running(self, running: bool, pausing: bool = False) -> None:
        """Whether a process of this window trains, and whether it was asked to stop."""
        self._running, self._pausing = running, pausing
        self._show_run()

    def say(self, problem: str) -> None:
        """One line above all; an empty one takes it away."""
        self._problem.setText(shown(problem))
        self._problem.setVisible(bool(problem))

    def _show_run(self) -> None:
        sight = self._sight
        if sight is None:
            return
        table, total = sight.table, len(sight.reports)
        parts = [
            self.tr("{0} of {1} runs finished").format(
                whole_number(table.count(CellState.FINISHED)), whole_number(total)
            )
        ]
        for text, count in (
            (self.tr("{0} train"), table.count(CellState.TRAINING)),
            (self.tr("{0} diverged"), table.count(CellState.FAILED)),
            (self.tr("{0} left out"), len(sight.left_out)),
        ):
            if count:
                parts.append(text.format(whole_number(count)))
        if self._pausing:
            parts.append(self.tr("stopping at a checkpoint…"))
        elif not self._running and sight.waits:
            parts.append(self.tr("paused"))
        self._count.setText(" · ".join(parts))
        self._pause.setText(self.tr("Pause") if self._running else self.tr("Go on"))
        self._pause.setEnabled(not self._pausing and (self._running or sight.waits))
        self._new.setEnabled(not self._running)
        set_style(self._pause, role="" if self._running else "primary")

    def _on_pause_clicked(self) -> None:
        (self.pause_requested if self._running else self.go_on_requested).emit()
