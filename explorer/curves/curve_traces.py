"""From histories to lines: which metrics a group shows, in which colours, where they lie, and how high the axis is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from explorer.curves.curve_clock import ClockAxis
from explorer.curves.curve_items import LegendRow, Trace
from explorer.state.curves_data import Curves, Float64
from explorer.style.theme import Theme
from explorer.texts.data_texts import metric_text
from explorer.texts.listed import listed
from trainers.catalog import MetricSpec

Range = tuple[float, float]
TestValues = Mapping[tuple[int, str], tuple[Float64, Float64]]  # of a model's metric: steps, values

_SMOOTHING = 0.6
_PADDING = 0.06  # of the y range, above and below
_MOST_PADDING = 0.25  # of it, where texts stand there
_KEPT = 0.84  # of its height an axis must need to stay as it is
_MOST_ROWS = 4  # of the legend, while the pointer is elsewhere
_PALER = 0.65  # of the colour that a model's next metric keeps
_GREYED = 0.25  # of the colour that a metric keeps which measures nothing
_ABOUT = ("discriminator", "generator", "real", "fake")  # colours of the theme


@dataclass(frozen=True)
class CurveGroup:
    """The metrics of one group that share an axis, and all that decides how they are drawn."""

    curves: Curves
    specs: tuple[tuple[MetricSpec, ...], ...]  # per model, training and test metrics
    labels: tuple[str, ...]
    group: str
    tests: TestValues
    log: bool
    smooth: bool
    columns: int  # bins at most
    theme: Theme
    clocks: tuple[ClockAxis | None, ...] | None = None  # by model, where the curves lie over seconds; None: over steps

    def shown(self) -> list[tuple[int, int, MetricSpec]]:
        """(model, how many of its metrics come before, spec) of what has training or test values."""
        found = []
        for model, metrics in enumerate(self.specs):
            have = {*self.curves.metrics(model), *self._tests_of(model)}
            specs = [spec for spec in metrics if spec.group == self.group and spec.name in have]
            found += [(model, rank, spec) for rank, spec in enumerate(specs)]
        return found

    def _tests_of(self, model: int) -> dict[str, tuple[Float64, Float64]]:
        """Test values by the metric they belong to: ``test_loss`` to ``loss`` where that is a metric of training."""
        names = {spec.name for spec in self.specs[model]}
        found = {}
        for (owner, name), values in self.tests.items():
            trained = name.removeprefix("test_")
            if owner == model:
                found[trained if trained in names else name] = values
        return found

    def traces(self, x_range: Range) -> list[Trace]:
        """Lines of the training metrics in *x_range*, and of the test values in the same colours. Over seconds there
        are none of a model whose times nobody knows."""
        traces = []
        for model, rank, spec in self.shown():
            clock = None if self.clocks is None else self.clocks[model]
            if self.clocks is not None and clock is None:
                continue
            colour = self.colour(model, rank, spec)
            found = []
            if spec.name in self.curves.metrics(model):
                steps_shown = x_range if clock is None else clock.range_of_steps(x_range)
                found.append(self._line(model, spec, colour, steps_shown))
            if spec.name in (tests := self._tests_of(model)):
                steps, values = tests[spec.name]
                found.append(Trace((model, spec.name, True), colour, steps, self.position(values), points=True))
            traces += found if clock is None else [_over_seconds(trace, clock) for trace in found]
        return traces

    def _line(self, model: int, spec: MetricSpec, colour: str, x_range: Range) -> Trace:
        bins = self.curves.bins(model, spec.name, *x_range, self.columns)
        low, high, y = self.position(bins.low), self.position(bins.high), self.position(bins.mean)
        faint = None
        if self.smooth:
            smoothed = self.curves.bins(model, spec.name, *x_range, self.columns, _SMOOTHING).mean
            faint, y = y, self.position(smoothed)
        return Trace((model, spec.name, False), colour, bins.x, y, low, high, faint)

    def position(self, values: Float64) -> Float64:
        """Where values lie on the axis; what has no logarithm is a gap."""
        if not self.log:
            return values
        positive = values > 0
        return np.where(positive, np.log10(np.where(positive, values, 1.0)), np.nan)

    def colour(self, model: int, rank: int, spec: MetricSpec) -> str:
        """The model's colour, paler for its further metrics; half grey for what measures nothing. Where there is one
        model only, what tells of a player or of a kind of images has their colour."""
        colour = self.theme.models[model % len(self.theme.models)]
        if len(self.labels) == 1 and spec.about in _ABOUT:
            colour, rank = str(getattr(self.theme, spec.about)), 0
        if not spec.measures:
            return _mixed(colour, self.theme.muted, _GREYED)
        return _mixed(colour, self.theme.panel, _PALER**rank)

    def units(self) -> str:
        """The unit of what is shown; empty where there are several."""
        units = {spec.unit for _, _, spec in self.shown()}
        return metric_text(units.pop()) if len(units) == 1 else ""

    def reasons(self) -> str:
        """Why grey lines are grey; then what those tell that are neither better high nor low."""
        neutral = [spec for _, _, spec in self.shown() if not spec.better and spec.help]
        neutral.sort(key=lambda spec: spec.measures)
        return "  ".join(dict.fromkeys(f"{metric_text(spec.label)}: {metric_text(spec.help)}" for spec in neutral))

    def read_out(
        self, traces: Sequence[Trace], x: float | None, test_label: str
    ) -> tuple[list[LegendRow], list[tuple[float, float, str]]]:
        """Rows for the legend with the values nearest to *x* (the newest without), and where they lie: (x, y, colour).

        Test values stand in the row of their metric. Without *x*, many rows are cut to one per model, and a last one
        that names the rest."""
        rows, dots, further = [], [], []
        by_key = {trace.key: trace for trace in traces}
        for model, rank, spec in self.shown():
            texts, colour = [], ""
            for tested in (False, True):
                trace = by_key.get((model, spec.name, tested))
                index = None if trace is None else nearest(trace, x)
                if trace is None or index is None:
                    continue
                value = number(10 ** trace.y[index] if self.log else trace.y[index])
                says_so = spec.name.startswith("test_") and self._names_metric(model)
                texts.append(f"{test_label} {value}" if tested and not says_so else value)
                dots.append((float(trace.x[index]), float(trace.y[index]), trace.colour))
                colour = trace.colour
            if texts:
                dashed = (model, spec.name, False) not in by_key
                text = f"{self._name(model, spec)}  {' · '.join(texts)}"
                rows.append(LegendRow(text, colour, dashed, self._shorter(model, spec, texts[-1], x is not None)))
                further += [rows[-1]] if rank else []
        if x is None and len(rows) > _MOST_ROWS:
            rows = [row for row in rows if row not in further]
            names = dict.fromkeys(metric_text(spec.short or spec.label) for _, rank, spec in self.shown() if rank)
            if names:
                paler = QCoreApplication.translate("CurveGroup", "paler: {0}").replace("{0}", listed(names))
                rows.append(LegendRow(paler, self.theme.muted))
        return rows, dots

    def _names_metric(self, model: int) -> bool:
        """Whether a row of this model must say which of its metrics it is about."""
        return len(self.labels) == 1 or sum(m == model for m, _, _ in self.shown()) > 1

    def _shorter(self, model: int, spec: MetricSpec, value: str, read: bool) -> tuple[str, ...]:
        """What a row may become where room is short, whole parts at a time: without the value of training, which is
        the first of two, without what the grey says, with a short name, without a value. Whoever reads values with
        the pointer knows the line by its colour before its value is left out."""
        plain, brief = self._plain_name(model, spec), metric_text(spec.short or spec.label)
        if len(self.labels) > 1:
            brief = plain if spec.name in self._further(model) else self.labels[model]
        with_value = [f"{name}  {value}" for name in (self._name(model, spec), plain, brief)]
        return (*with_value, *([value] if read else []), plain, brief)

    def _further(self, model: int) -> list[str]:
        """The metrics of a model behind its first, which need their names."""
        return [spec.name for owner, rank, spec in self.shown() if owner == model and rank]

    def _plain_name(self, model: int, spec: MetricSpec) -> str:
        """What tells this line from the others in the group."""
        if len(self.labels) == 1:
            return metric_text(spec.label)
        if self._names_metric(model):
            return f"{self.labels[model]} {metric_text(spec.short or spec.label)}"
        return self.labels[model]

    def _name(self, model: int, spec: MetricSpec) -> str:
        """What tells this line from the others in the group, and that it is grey because it measures nothing."""
        name = self._plain_name(model, spec)
        if spec.measures:
            return name
        return QCoreApplication.translate("CurveGroup", "{0}, not a measure").replace("{0}", name)


def _over_seconds(trace: Trace, clock: ClockAxis) -> Trace:
    """The same line where its steps lie in time; what is not known is left out."""
    seconds = clock.place(trace.x)
    known = np.isfinite(seconds)
    low, high, faint = (None if line is None else line[known] for line in (trace.low, trace.high, trace.faint))
    return replace(trace, x=seconds[known], y=trace.y[known], low=low, high=high, faint=faint)


def _mixed(colour: str, other: str, share: float) -> str:
    """*share* of one colour and the rest of another."""
    one, two = QColor(colour), QColor(other)
    pairs = ((one.red(), two.red()), (one.green(), two.green()), (one.blue(), two.blue()))
    return QColor(*(round(share * a + (1 - share) * b) for a, b in pairs)).name()


def y_range(
    traces: Sequence[Trace],
    x_range: Range,
    references: Sequence[float],
    old: Range | None,
    padding: tuple[float, float] = (_PADDING, _PADDING),
) -> Range | None:
    """Around what is drawn in *x_range* and the references not farther off than the curves are high.

    *padding* is what is left free below and above, in shares of what is in between. *old* is kept while it is still
    about right, so that the axis moves seldom. None while nothing is drawn."""
    drawn = [trace.y[(trace.x >= x_range[0]) & (trace.x <= x_range[1])] for trace in traces]
    values = np.concatenate([np.empty(0), *drawn])
    values = values[np.isfinite(values)]
    if not len(values):
        return None
    low, high = float(values.min()), float(values.max())
    span = high - low or max(abs(high), 1e-6)
    near = [y for y in references if low - span <= y <= high + span]
    low, high = min([low, *near]), max([high, *near])
    span = high - low or max(abs(high), 1e-6)
    wanted = low - padding[0] * span, high + padding[1] * span
    if old is not None and old[0] <= low and high <= old[1] and wanted[1] - wanted[0] >= _KEPT * (old[1] - old[0]):
        return old
    return wanted


def paddings(line: float, references: bool) -> tuple[float, float]:
    """What :func:`y_range` is to leave free below and above, for the labels of references, where a line of text takes
    the share *line* of the plot's height."""
    room = max(_PADDING, min(line / (1 - 2 * min(line, 0.4)), _MOST_PADDING))
    return _PADDING, room if references else _PADDING


def nearest(trace: Trace, x: float | None) -> int | None:
    """The index of the finite value nearest to *x*, or of the last one without *x*; None if there is none."""
    finite = np.flatnonzero(np.isfinite(trace.y))
    if not len(finite):
        return None
    return int(finite[-1] if x is None else finite[np.argmin(np.abs(trace.x[finite] - x))])


def number(value: float) -> str:
    """Four significant digits."""
    return f"{value:.4g}" if 1e-4 <= abs(value) < 1e5 or value == 0 else f"{value:.2e}"
