"""What a sweep comes to: a figure as a plot, all of them as a table, mean and spread over the seeds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_label
from explorer.style.theme import Theme
from explorer.sweeps.plain_table import PlainTable
from explorer.sweeps.sweep_plot import PlottedSeries, SweepPlot
from explorer.texts.data_texts import metric_text
from trainers.catalog import FamilySpec
from trainers.shown import shown_name
from trainers.sweeps.cells import CellReport
from trainers.sweeps.sweep import Sweep
from trainers.sweeps.table import SweepTable, spread
from trainers.sweeps.values import value_text


class SweepResults(QWidget):
    """Chooses which figure of which model is drawn."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: SweepTable | None = None
        self._titles: dict[str, str] = {}  # by names of figures
        self._shorts: dict[str, str] = {}
        self._knobs: dict[str, str] = {}
        self._figure = QComboBox()
        self._figure.setObjectName("sweep_figure")
        self._figure.setAccessibleName(self.tr("Figure that is drawn"))
        self._figure.setMinimumContentsLength(18)
        self._figure.currentIndexChanged.connect(lambda _index: self._plot_figure())
        self._model = QComboBox()
        self._model.setObjectName("sweep_model")
        self._model.setAccessibleName(self.tr("Model whose figure is drawn"))
        self._model.currentIndexChanged.connect(lambda _index: self._plot_figure())
        self.plot = SweepPlot()
        self.table = PlainTable("sweep_table", self.tr("Mean and spread of each figure over the seeds"))
        top = QHBoxLayout()
        top.setSpacing(8)
        caption = make_label(self.tr("Results"), "caption", "sweep_results_caption")
        measured = self.tr(
            "Measured at the end of each run on all held-out examples. The test values beside its curves are of a part "
            "of them where there are many, and may differ a little."
        )
        for part in (caption, self._figure, self.table):
            part.setToolTip(plain_tip(measured))
        top.addWidget(caption)
        top.addStretch(1)
        top.addWidget(self._model)
        top.addWidget(self._figure)
        self.head = QWidget()  # as high as the one that stands beside it
        self.head.setLayout(top)
        top.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.plot, 3)
        column.addWidget(self.table, 2)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.plot.set_theme(theme)

    def show_table(self, found: SweepTable, families: Sequence[FamilySpec], titles: dict[str, str]) -> None:
        """Figures, with the titles that the *families* give them; *titles* are those of knobs, by their paths. Of
        another sweep than before the model is drawn that its knobs are of: the others stay as they are."""
        other = self._found is None or self._found.sweep != found.sweep
        self._found, self._knobs = found, titles
        known = {model.family for model in found.sweep.experiment.models}
        metrics = [each for spec in families if spec.name in known for each in (*spec.metrics, *spec.test_metrics)]
        self._titles = {metric.name: metric_text(metric.label) for metric in metrics}
        self._shorts = {metric.name: metric_text(metric.short) for metric in metrics if metric.short}
        labels = [shown_name(model.label) for model in found.sweep.experiment.models]
        _refill(self._model, labels, list(range(len(labels))))
        self._model.setVisible(len(labels) > 1)
        if other:
            _choose(self._model, _swept_model(found.sweep))
        chosen = self._figure.currentData()
        _refill(self._figure, [self._title(name) for name in found.names], list(found.names))
        if other or chosen is None:
            _choose(self._figure, next(iter(self._measured()), None))
        self._figure.setEnabled(bool(found.names))
        self._fill()
        self._plot_figure()

    def _measured(self) -> list[str]:
        """The figures that there are of the model that is drawn."""
        assert self._found is not None
        model = self._model.currentData() or 0
        known = {name for each in self._found.reports if each.figures for name in each.figures.numbers(model)}
        return [name for name in self._found.names if name in known] or [*self._found.names]

    def _title(self, name: str) -> str:
        return self._titles.get(name) or shown_name(name.removeprefix("test_").replace("_", " "))

    def _fill(self) -> None:
        found = self._found
        assert found is not None
        many = len(found.sweep.experiment.models) > 1
        varied = [self._knobs.get(each.path, each.path) for each in found.sweep.varied]
        heads = [
            *varied,
            *([self.tr("Model")] if many else []),
            self.tr("Runs"),
            *(self._shorts.get(name) or self._title(name) for name in found.names),
        ]
        rows = [
            [
                *(shown_name(value_text(value)) for value in row.values),
                *([shown_name(row.label)] if many else []),
                str(row.runs),
                *(row.figures[name].text if name in row.figures else "–" for name in found.names),
            ]
            for row in found.rows
        ]
        self.table.show_rows(heads, rows)

    def _plot_figure(self) -> None:
        found = self._found
        name, model = self._figure.currentData(), self._model.currentData()
        if found is None:
            return
        varied = found.sweep.varied
        titles = [self._knobs.get(each.path, each.path) for each in varied]
        first = list(varied[0].values) if varied else [""]
        second = list(varied[1].values) if len(varied) > 1 else [None]
        series = [
            self._series(
                "" if other is None else f"{titles[1]} {value_text(other)}", first, other, str(name or ""), model or 0
            )
            for other in second
        ]
        caption = titles[0] if titles else ""
        self.plot.show_series([value_text(value) for value in first], series, caption)

    def _series(self, label: str, first: Sequence[object], other: object, name: str, model: int) -> PlottedSeries:
        assert self._found is not None
        points, means, deviations = [], [], []
        for value in first:
            wanted = (value, other)[: len(self._found.sweep.varied)]
            known = tuple(_known(self._found.reports, wanted, name, model))
            points.append(known)
            found = spread(known) if known else None
            means.append(None if found is None else found.mean)
            deviations.append(None if found is None else found.deviation)
        return PlottedSeries(label, tuple(points), tuple(means), tuple(deviations))


def _known(reports: Sequence[CellReport], values: tuple[object, ...], name: str, model: int) -> list[float]:
    """A figure of one model, of each seed that is finished."""
    found = [each.figures.numbers(model) for each in reports if each.figures and each.cell.values == values]
    return [numbers[name] for numbers in found if name in numbers]


def _swept_model(sweep: Sweep) -> int:
    """The number of the model whose knob is swept first; the first one where none is."""
    numbers = (each.path.split(".")[1] for each in sweep.varied if each.path.startswith("models."))
    return next((int(number) for number in numbers if number.isdecimal()), 0)


def _choose(box: QComboBox, data: object) -> None:
    """As if that had been there when the box was filled: nobody is told."""
    box.blockSignals(True)
    box.setCurrentIndex(max(0, box.findData(data)))
    box.blockSignals(False)


def _refill(box: QComboBox, texts: Sequence[str], data: Sequence[object]) -> None:
    """Other entries; what was chosen stays so where it is still there."""
    if [box.itemData(index) for index in range(box.count())] == list(data):
        return
    kept = box.currentData()
    box.blockSignals(True)
    box.clear()
    for text, each in zip(texts, data, strict=True):
        box.addItem(text, each)
    box.setCurrentIndex(max(0, box.findData(kept)))
    box.blockSignals(False)
