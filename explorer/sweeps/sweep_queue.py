"""The cells of a sweep in the order in which they are trained: how far each is, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.style.style_sheet import make_button, make_label
from explorer.style.theme import Theme
from explorer.sweeps.plain_table import PlainTable
from explorer.sweeps.sweep_sight import SweepSight
from explorer.texts.sentences import sentence_text
from explorer.texts.whole_number import whole_number
from trainers.shown import shown, shown_name
from trainers.sweeps.cells import CellReport, CellState
from trainers.sweeps.values import value_text


class SweepQueue(QWidget):
    """``changed(order, left_out)``: names of cells, as they shall be from now on; ``opened(path)``: a run folder."""

    changed = Signal(list, list)
    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sight: SweepSight | None = None
        self._steps: dict[str, int] = {}
        self._titles: dict[str, str] = {}
        self.table = PlainTable("sweep_cells", self.tr("Runs of the sweep"))
        self._up = make_button(self.tr("Earlier"), "sweep_up", tip=self.tr("Train this run before the one above"))
        self._down = make_button(self.tr("Later"), "sweep_down", tip=self.tr("Train this run after the one below"))
        self._leave = make_button(self.tr("Leave out"), "sweep_leave_out", tip=self.tr("Do not train this run"))
        self._open = make_button(
            self.tr("Open the run"), "sweep_open_run", tip=self.tr("Enter, or a double click")
        )  # fmt: skip
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self._up, self._down, self._leave):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.head = make_label(self.tr("Runs"), "caption", "sweep_runs_caption")
        column.addWidget(self.head)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(1))
        self._leave.clicked.connect(self._toggle)
        self._open.clicked.connect(lambda: self._enter(self.table.currentRow()))
        for button in (self._up, self._down, self._leave, self._open):
            button.setAutoDefault(False)
        self.table.entered.connect(self._enter)
        self.table.itemSelectionChanged.connect(self._show_buttons)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._fill()

    def show_sight(self, sight: SweepSight, titles: dict[str, str]) -> None:
        """What was read, with the *titles* of knobs by their paths; the cell that is selected stays so."""
        selected = self._selected()
        self._sight, self._titles = sight, titles
        self._fill()
        names = [each.cell.name for each in sight.reports]
        if selected is not None and selected.cell.name in names:
            self.table.selectRow(names.index(selected.cell.name))
        self._show_buttons()

    def show_steps(self, steps: dict[str, int]) -> None:
        """Newer steps of the cells that are trained, by their names."""
        self._steps = steps
        self._fill()

    def _fill(self) -> None:
        if self._sight is None:
            return
        varied = self._sight.table.sweep.varied
        heads = [*(self._titles.get(each.path, each.path) for each in varied), self.tr("Seed"), self.tr("State")]
        rows, colours = [], []
        for report in self._sight.reports:
            values = [shown_name(value_text(value)) for value in report.cell.values]
            rows.append([*values, str(report.cell.seed), self._state_text(report)])
            colours.append(self._colour(report))
        self.table.show_rows(heads, rows, colours, stretch=(len(heads) - 1,))

    def _state_text(self, report: CellReport) -> str:
        assert self._sight is not None
        total = report.cell.experiment.plan.steps
        step = max(report.step, self._steps.get(report.cell.name, 0))
        if report.state is CellState.FINISHED:
            return self.tr("finished")
        if report.state is CellState.FAILED:
            return self.tr("diverged: {0}").format(shown(sentence_text(report.reason)))
        if report.cell.name in self._sight.left_out:
            return self.tr("left out")
        if report.state is CellState.TRAINING:
            return self.tr("trains, step {0} of {1}").format(whole_number(step), whole_number(total))
        if report.state is CellState.BEGUN:
            return self.tr("stands at step {0} of {1}").format(whole_number(step), whole_number(total))
        if report.state is CellState.SPOILT:
            return self.tr("to be made anew: {0}").format(shown(sentence_text(report.reason)))
        return self.tr("waits")

    def _colour(self, report: CellReport) -> str | None:
        assert self._sight is not None
        if report.cell.name in self._sight.left_out:
            return self._theme.muted
        of_state = {
            CellState.FINISHED: self._theme.live, CellState.FAILED: self._theme.error,
            CellState.SPOILT: self._theme.warning, CellState.WAITING: self._theme.muted,
        }  # fmt: skip
        return of_state.get(report.state)

    # ------------------------------------------------------------------ what is wished

    def _selected(self) -> CellReport | None:
        rows = self.table.selectionModel().selectedRows()
        return None if not rows or self._sight is None else self._sight.reports[rows[0].row()]

    def _show_buttons(self) -> None:
        report, sight = self._selected(), self._sight
        queued = report is not None and sight is not None and report.cell.name not in sight.left_out
        moves = queued and report is not None and report.state in (CellState.WAITING, CellState.BEGUN, CellState.SPOILT)
        row = self.table.currentRow()
        last = 0 if sight is None else len(sight.reports) - len(sight.left_out) - 1
        self._up.setEnabled(moves and row > 0)
        self._down.setEnabled(moves and row < last)
        done = report is not None and report.state in (CellState.FINISHED, CellState.FAILED)
        self._leave.setEnabled(report is not None and not done)
        out = report is not None and not queued
        self._leave.setText(self.tr("Take in again") if out else self.tr("Leave out"))
        self._open.setEnabled(report is not None and report.state is not CellState.WAITING)

    def _move(self, by: int) -> None:
        report, sight = self._selected(), self._sight
        if report is not None and sight is not None:
            self.changed.emit(sight.moved(report.cell.name, by), sorted(sight.left_out))

    def _toggle(self) -> None:
        report, sight = self._selected(), self._sight
        if report is not None and sight is not None:
            order = [each.cell.name for each in sight.reports]
            self.changed.emit(order, sorted(sight.left_out ^ {report.cell.name}))

    def _enter(self, row: int) -> None:
        if self._sight is not None and 0 <= row < len(self._sight.reports):
            report = self._sight.reports[row]
            if report.state is not CellState.WAITING:
                self.opened.emit(self._sight.folder.place(report.cell))
