"""The loss curves: one line per model and metric, an axis per group of metrics, zoom, read-out and export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from explorer.curves.curve_clock import ClockAxis, clock_axis, seconds_text
from explorer.curves.curve_groups import apart_by_unit, group_text, most_shared
from explorer.curves.curve_items import Trace
from explorer.curves.curve_plot import CurvePlot
from explorer.curves.curve_traces import CurveGroup, Range, paddings, y_range
from explorer.curves.curves_csv import write_csv
from explorer.gui_thread.menu_button import give_menu
from explorer.gui_thread.throttle import LEAN, Throttle
from explorer.pixels.images import ExportError, from_qimage, write_file, write_png
from explorer.state.curves_data import Curves, Float64
from explorer.style.marks import menu_mark
from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, Theme
from explorer.texts.whole_number import whole_number
from explorer.widgets.export_button import ChoosePath, ExportButton, ExportFormat, ask_path
from explorer.widgets.note import Note
from trainers.catalog import MetricSpec

_SKIPPED = 0.1  # share of the run that "skip start" leaves out
_NOTHING: Range = (0.0, 1.0)  # the y axis where nothing is drawn

REDRAW_MS = 350 if LEAN else 200  # between two drawings of a run that goes on: each costs a few milliseconds


@dataclass(frozen=True)
class CurvesChoice:
    """What the user has chosen of the curves: the metrics that share the axis, and which switches are on."""

    group: str
    log: bool
    smooth: bool
    skip_start: bool
    seconds: bool = False


class CurvesView(QWidget):
    """Shows one group of metrics at a time. Test values are dashed and marked; what measures nothing is grey.

    ``specs_by_model`` lists per model the metrics of training and of testing; the group that most models share is shown
    first. Metrics of one group whose units differ have no axis in common, but a group for each unit.
    The values of ``test_loss`` are drawn dashed in the colour of ``loss``, where a model has that.
    """

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("loss")
        self.setAccessibleName(self.tr("Loss curves"))
        self._theme = DARK
        self._curves = Curves()
        self._specs: tuple[tuple[MetricSpec, ...], ...] = ()
        self._labels: tuple[str, ...] = ()
        self._group = ""
        self._own_group = False  # whether the user has chosen it
        self._tests: dict[tuple[int, str], tuple[Float64, Float64]] = {}
        self._references: dict[str, Sequence[tuple[float, str]]] = {}
        self._marker: int | None = None
        self._marks: tuple[tuple[int, str], ...] = ()
        self._rate_at: Callable[[int], str] = lambda step: ""
        self._clocks_of: tuple[Curves, tuple[ClockAxis | None, ...]] = self._curves, ()
        self._clocks: tuple[ClockAxis | None, ...] | None = None  # as drawn last, where that was over seconds
        self._hover: float | None = None
        self._follows = True  # until the user zooms
        self._jump = True  # the next y range is taken at once
        self._traces: list[Trace] = []
        self._live = Throttle(self, REDRAW_MS)
        self._live.passed.connect(self._on_live_passed)
        self.plot = CurvePlot(self)
        self.plot.zoomed.connect(self._on_plot_zoomed)
        self.plot.reset_requested.connect(self.show_all)
        self.plot.hovered.connect(self._on_plot_hovered)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.plot)
        self._note = Note(self)
        self._make_header(choose_path)
        self.setMinimumSize(200, 90)
        self.set_theme(DARK)

    def _make_header(self, choose_path: ChoosePath) -> None:
        self._shelf = QWidget(self)  # owns the header's controls until a card takes them
        self._shelf.hide()
        self.group_button = QToolButton(self._shelf)
        self.group_button.setObjectName("curvesGroup")
        self.group_button.setProperty("role", "pill")
        self.group_button.setToolTip(plain_tip(self.tr("Which metrics share the axis")))
        self.group_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.group_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        give_menu(self.group_button, QMenu(self.group_button))
        self.group_button.hide()
        self.seconds_button = self._toggle(
            "curvesSeconds", self.tr("seconds"), self.tr("Over the time spent training instead of over steps")
        )
        self.seconds_button.hide()  # until it is known when steps were done
        self.log_button = self._toggle("curvesLog", self.tr("log"), self.tr("Logarithmic axis"))
        self.smooth_button = self._toggle("curvesSmooth", self.tr("smooth"), self.tr("Average neighbouring steps"))
        self.skip_button = self._toggle(
            "curvesSkipStart", self.tr("skip start"), self.tr("Leave the first tenth of the run out of view")
        )
        formats = [
            ExportFormat(self.tr("CSV, every step"), ".csv", self._write_csv),
            ExportFormat(self.tr("PNG picture"), ".png", self._write_png),
            ExportFormat(self.tr("SVG drawing"), ".svg", self._write_svg),
        ]
        self.export_button = ExportButton("curvesExport", "curves", formats, (1, 2, 4), 2, choose_path, self._shelf)
        self.export_button.report_to(self._note)

    def _toggle(self, name: str, text: str, tip: str) -> QToolButton:
        button = QToolButton(self._shelf)
        button.setObjectName(name)
        button.setProperty("role", "pill")
        button.setText(text)
        button.setToolTip(plain_tip(tip))
        button.setAccessibleName(tip)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.toggled.connect(self._on_option_toggled)
        return button

    # ------------------------------------------------------------------ inputs
    def header_widgets(self) -> list[QWidget]:
        """Controls for the card's header, from left to right."""
        # Seconds are offered once they are known: last, so that no other button is put into the menu in their stead.
        toggles = [self.log_button, self.smooth_button, self.skip_button, self.seconds_button]
        return [self.group_button, *toggles, self.export_button]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.plot.set_theme(theme)
        self.export_button.set_theme(theme)
        self._note.set_theme(theme)
        self._redraw()

    def show_curves(
        self, curves: Curves, specs_by_model: Sequence[Sequence[MetricSpec]], labels: Sequence[str]
    ) -> None:
        """The history, and per model its metrics and its label."""
        if len(specs_by_model) != len(labels):
            raise ValueError(f"expected metrics for each of {len(labels)} models, found {len(specs_by_model)}")
        specs = apart_by_unit([tuple(model) for model in specs_by_model])
        if (specs, tuple(labels)) != (self._specs, self._labels):
            self._specs, self._labels = specs, tuple(labels)
            self._tests.clear()
            self._offer_groups()
        if not curves.count and curves is not self._curves:
            self.begin()
        elif curves.last_step < self._curves.last_step:  # rewound
            self._jump = True
        self._curves = curves
        clocks = range(len(labels) if curves.has_own_clocks else 1)
        self.seconds_button.setVisible(any(curves.seconds(model) is not None for model in clocks))
        self._live.offer(None)

    def begin(self) -> None:
        """Another run is shown next: the test values of the one before go, and so does a zoom into it."""
        self._tests.clear()
        self._follows = self._jump = True

    def show_test_points(self, model: int, metric: str, steps: Sequence[int], values: Sequence[float]) -> None:
        """All test values of one metric so far, replacing the ones before; a change of models forgets them."""
        if len(steps) != len(values):
            raise ValueError(f"{metric}: expected a step for each of {len(values)} values, found {len(steps)}")
        self._tests[model, metric] = np.asarray(steps, np.float64), np.asarray(values, np.float64)
        self._live.offer(None)

    def show_references(self, references: Sequence[tuple[float, str]], group: str = "") -> None:
        """Levels to compare with, such as ``(0.0557, "PCA 0.0557")``; of the first group unless another is named."""
        self._jump = self._jump or self._references.get(group) != tuple(references)
        self._references[group] = tuple(references)
        self._redraw()

    def show_marker(self, step: int | None) -> None:
        """The step that the rest of the window looks at; None while it is live."""
        self._marker = step
        self._place_steps()

    def show_rates(self, rate_at: Callable[[int], str]) -> None:
        """What is read out of the learning rate of a step."""
        self._rate_at = rate_at

    def show_marks(self, marks: Sequence[tuple[int, str]]) -> None:
        """What happened to the run on its way: (step, text) each, drawn as upright lines; the text is read out where
        the pointer is near."""
        self._marks = tuple(marks)
        self._place_steps()
        self._show_texts()

    def show_all(self) -> None:
        """Follows the run again after a zoom."""
        self._follows = self._jump = True
        self._redraw()

    # ------------------------------------------------------------------ groups
    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of all metrics, the first model's first metric's first."""
        return tuple(dict.fromkeys(spec.group for metrics in self._specs for spec in metrics))

    @property
    def group(self) -> str:
        """The group that is shown."""
        return self._group

    @property
    def choice(self) -> CurvesChoice:
        """What is chosen now."""
        switches = (self.log_button, self.smooth_button, self.skip_button, self.seconds_button)
        return CurvesChoice(self._group, *(button.isChecked() for button in switches))

    def choose(self, choice: CurvesChoice) -> None:
        """As if the user had chosen it; metrics that there are not now are passed over."""
        if choice == self.choice:
            return
        for button, on in (
            (self.log_button, choice.log), (self.smooth_button, choice.smooth), (self.skip_button, choice.skip_start),
            (self.seconds_button, choice.seconds),
        ):  # fmt: skip
            button.setChecked(on)
        if choice.group in self.groups:
            self._own_group = choice.group != most_shared(self._specs)
            self._on_group_chosen(choice.group)

    def _offer_groups(self) -> None:
        menu, groups = self.group_button.menu(), self.groups
        menu.clear()  # PySide would keep actions that are removed one by one
        for group in groups:
            action = menu.addAction(group_text(group))
            action.setData(group)
            action.setObjectName(f"curvesGroup_{group}")
            action.setCheckable(True)
            action.triggered.connect(partial(self._on_group_wished, group))
        self.group_button.setVisible(len(groups) > 1)
        keeps = self._group in groups and self._own_group and self._is_trained(self._group)
        self._set_group(self._group if keeps else most_shared(self._specs))

    def _is_trained(self, group: str) -> bool:
        """Whether some metric of it is one of training; of others there are only test values."""
        return any(spec.group == group and not spec.name.startswith("test_") for specs in self._specs for spec in specs)

    def show_most_drawn(self) -> None:
        """Chooses the metrics of which most models have curves, and not only a test value."""
        drawn = [
            [spec for spec in specs if spec.name in self._curves.metrics(model)]
            for model, specs in enumerate(self._specs)
        ]
        self._on_group_chosen(most_shared(drawn) or self._group)

    def _set_group(self, group: str) -> None:
        self._group, self._jump = group, True
        self.group_button.setText(f"{group_text(group)} {menu_mark(self.group_button.fontMetrics())}")
        self.group_button.setAccessibleName(self.tr("Metrics: {0}").format(group_text(group)))
        for action in self.group_button.menu().actions():
            action.setChecked(action.data() == group)

    def _on_group_wished(self, group: str) -> None:
        """By the user, who finds it again with other models that have it."""
        self._own_group = True
        self._on_group_chosen(group)

    def _on_group_chosen(self, group: str, checked: bool = True) -> None:
        self._set_group(group)
        self.show_all()

    # ------------------------------------------------------------------ drawing
    def _on_option_toggled(self, checked: bool) -> None:
        if self.sender() is not self.smooth_button:
            self._follows = self._jump = True
        self._redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._jump = True
        self._redraw()

    def _redraw(self) -> None:
        """Bins the visible range and draws it; a hidden view waits until it is shown."""
        if not self.isVisible():
            return
        group = self._drawing()
        self._clocks = group.clocks
        x_range = self._x_range() if self._follows else self.plot.ranges[0]
        self._traces = group.traces(x_range)
        references = self._drawn_references(group)
        self.plot.set_log(group.log)
        self.plot.show_seconds(group.clocks is not None)
        self.plot.show_traces(self._traces)
        self.plot.show_references(references)
        self._place_steps()
        if self._follows:
            old = None if self._jump else self.plot.target
            padding = paddings(self.plot.line_share, bool(references))
            wanted = y_range(self._traces, x_range, [y for y, _ in references], old, padding)
            self.plot.set_ranges(x_range, wanted or _NOTHING, self._jump)
            self._jump = wanted is None  # the first curve shall not slide in
        self._show_texts()

    def _on_live_passed(self, _nothing: object) -> None:
        self._redraw()

    def _drawing(self) -> CurveGroup:
        """What is to be drawn now."""
        log, smooth = self.log_button.isChecked(), self.smooth_button.isChecked()
        return CurveGroup(
            self._curves,
            self._specs,
            self._labels,
            self._group,
            self._tests,
            log,
            smooth,
            self.plot.columns,
            self._theme,
            self._known_clocks() if self.over_seconds else None,
        )

    @property
    def over_seconds(self) -> bool:
        """Whether the curves lie over the time that was spent training."""
        return self.seconds_button.isChecked() and not self.seconds_button.isHidden()

    def _known_clocks(self) -> tuple[ClockAxis | None, ...]:
        """Looked for once for each history: the pointer asks, too."""
        curves, clocks = self._clocks_of
        if curves is not self._curves or len(clocks) != len(self._labels):
            clocks = tuple(clock_axis(self._curves, model) for model in range(len(self._labels)))
            self._clocks_of = self._curves, clocks
        return clocks

    def _place_steps(self) -> None:
        """The marker and the marks, where their steps lie; of a step of which nobody knows when it was there is none
        over seconds."""
        self.plot.show_marker(None if self._marker is None else self._place(self._marker))
        placed = [(self._place(step), text) for step, text in self._marks]
        self.plot.show_marks([(place, text) for place, text in placed if place is not None])

    def _place(self, step: int) -> float | None:
        clock = next((each for each in self._clocks or () if each is not None), None)
        if self._clocks is None or clock is None:
            return float(step)
        place = float(clock.place(np.array([step], np.float64))[0])
        return place if np.isfinite(place) else None

    def _x_range(self) -> Range:
        if self._clocks is not None:
            ends = [float(clock.seconds[-1]) for clock in self._clocks if clock is not None]
            last = max([*ends, 1e-3])
            return (_SKIPPED * last if self.skip_button.isChecked() else 0.0), last
        first, last = self._curves.first_step, max(self._curves.last_step, self._curves.first_step + 1)
        tested = [int(step) for steps, _ in self._tests.values() if len(steps) for step in (steps[0], steps[-1])]
        last = max([last, *tested])
        if not self._curves.count:  # what was tested before the first step is all there is
            return float(min([first, *tested])), float(last)
        return first + (_SKIPPED * (last - first) if self.skip_button.isChecked() else 0.0), float(last)

    def _drawn_references(self, group: CurveGroup) -> list[tuple[float, str]]:
        main = self.groups[:1] == (self._group,)
        references = [*self._references.get(self._group, ()), *(self._references.get("", ()) if main else ())]
        levels = group.position(np.array([level for level, _ in references], np.float64))
        labels = [label for _, label in references]
        return [(float(y), label) for y, label in zip(levels, labels, strict=True) if np.isfinite(y)]

    # ------------------------------------------------------------------ texts
    def _show_texts(self) -> None:
        group = self._drawing()
        rows, dots = group.read_out(self._traces, self._hover, self.tr("test"))
        self.plot.show_texts(rows, group.units(), group.reasons())
        hovering = self._hover is not None and bool(dots)
        marked = "" if self._hover is None else self.plot.mark_near(self._hover)
        # What happened stands first: where there is little room, the end is what is cut.
        read = [marked.replace("\n", " · "), self._read_out() if hovering else ""]
        self.plot.show_hover(dots[0][0] if hovering else None, " · ".join(filter(None, read)), dots)

    def _read_out(self) -> str:
        """The steps that the values under the pointer are means of; over seconds, the time."""
        if self._clocks is not None:
            return seconds_text(max(0.0, self._hover or 0.0))
        x_range = self.plot.ranges[0]
        width = self._curves.bin_width(*x_range, self.plot.columns)
        first, last = self._curves.first_step, self._curves.last_step
        step = min(max(round(self._hover or 0.0), first), max(first, last))
        begin = first + (step - first) // width * width
        said = self.tr("step {0}").format(whole_number(begin))
        if width > 1:
            said = self.tr("steps {0} to {1}").format(whole_number(begin), whole_number(min(begin + width - 1, last)))
        return " · ".join(filter(None, (said, self._rate_at(begin))))

    def _on_plot_hovered(self, x: float | None) -> None:
        self._hover = x
        self._show_texts()

    def _on_plot_zoomed(self) -> None:
        self._follows = False
        self._redraw()

    # ------------------------------------------------------------------ export
    def _write_csv(self, path: Path, scale: int) -> None:
        if not self._curves.count:
            raise ExportError(self.tr("There are no curves to export yet."))
        write_csv(self._curves, self._labels, path)

    def _write_png(self, path: Path, scale: int) -> None:
        write_png(from_qimage(self.plot.image(scale)), path)

    def _write_svg(self, path: Path, scale: int) -> None:
        write_file(path, self.plot.svg(", ".join(self._labels)))


def _demo() -> QWidget:
    from explorer.widgets.sample_data import KL, LOSS, TEST, falling, sample_curves

    view = CurvesView()
    view.show_curves(sample_curves(), [[LOSS, TEST], [LOSS, TEST, KL]], ["AE", "VAE"])
    steps = list(range(500, 6862, 500))
    for model, (floor, seed) in enumerate(((137, 5), (150, 6))):
        view.show_test_points(model, "test_loss", steps, falling(6862, 540, floor, seed, 0.005)[steps].tolist())
    view.show_references([(170.0, "PCA 170")])
    view.show_marker(4800)
    return view


if __name__ == "__main__":
    from explorer.widgets.sample_data import show_alone

    show_alone(_demo, 460, 206)
