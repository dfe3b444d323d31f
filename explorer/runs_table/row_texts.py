"""What a row of the table of runs says, in the language of the window."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from explorer.pictures.figure_words import figure_names, figure_texts
from explorer.texts.data_texts import figure_text, knob_text, preset_text
from explorer.texts.listed import listed
from explorer.texts.run_names import begun, table_name, title_text
from explorer.texts.sentences import sentence_text
from explorer.texts.verdict_titles import verdict_title
from explorer.texts.whole_number import whole_number
from trainers.catalog import DatasetSpec, FamilySpec, MetricSpec
from trainers.disk.limits import MB
from trainers.experiment import Plan
from trainers.knobs import KnobSpec, knob_specs
from trainers.presets import Preset
from trainers.runs.table.row import Difference, Figure, RunRow, Setting
from trainers.shown import shown, shown_name

MOST_FIGURES = 2  # of one model that stand in its cell; the others are in the tooltip
DASH = "–"
MOST_LINE = 200  # letters
BATCH = "\uffff"  # before the names of figures of a batch


@dataclass(frozen=True)
class RowTexts:
    """Words for rows; families, data and presets by their names."""

    families: Mapping[str, FamilySpec]
    datasets: Mapping[str, DatasetSpec]
    presets: Mapping[str, Preset]

    def name(self, row: RunRow) -> str:
        return table_name(row.run)

    def below_name(self, row: RunRow) -> str:
        """What else tells it from others: where it came from, what the user noted; why it cannot be opened."""
        translate, run = QCoreApplication.translate, row.run
        if run.problem:
            return shown(sentence_text(run.problem), MOST_LINE)
        parts = []
        if run.own_name:
            parts.append(shown_name(title_text(run.title)))
        if run.forked_at >= 0:
            parts.append(translate("Runs", "fork at step {0}").format(whole_number(run.forked_at)))
        if run.unfinished:
            parts.append(translate("RunsTable", "ended by a crash"))
        note = next(iter(row.about.note.splitlines()), "")
        parts.append(shown(note, MOST_LINE) if note else "")
        return " · ".join(filter(None, parts)) or listed(map(shown_name, run.labels))

    def when(self, row: RunRow) -> str:
        """When it was begun, as in the title of the window."""
        return _minute(begun(row.run))

    def data(self, row: RunRow) -> str:
        """The user's own file or folder, else the dataset."""
        spec = self.datasets.get(row.run.dataset)
        return shown_name(row.run.own_data or (knob_text(spec.title) if spec else row.run.dataset)) or DASH

    def differs(self, row: RunRow) -> str:
        """ "Beta 4, Seed 7"; of what is no preset nothing can be said."""
        return listed(self._difference(each, row) for each in row.differs)

    def _difference(self, each: Difference, row: RunRow) -> str:
        """Of one that was turned after its last step it is said that nothing was trained with it."""
        said = f"{self._setting(each, row)} {self._value(each.value, each)}"
        if not each.since:
            return said
        after = QCoreApplication.translate("RunsTable", "{0} (after step {1})")
        on = QCoreApplication.translate("RunsTable", "{0} (from step {1} on)")
        return (after if each.since >= row.run.step else on).format(said, whole_number(each.since))

    def preset(self, row: RunRow) -> str:
        """The title of the preset that it came of; empty where it is none of them."""
        preset = self.presets.get(row.preset)
        return shown_name(preset_text(preset.title) if preset else row.preset)

    def figures(self, row: RunRow) -> str:
        """How a game stood; of one model its first figures, of several the first of each: "AE: MSE 0.04 · VAE: −ELBO
        95.6". Before the loss of a batch, where nothing else is known, it stands that it is one."""
        models = [self._ordered(row, index, row.judged_at < 0) for index in range(len(row.figures))]
        verdict = self.verdict(row)
        if len(models) == 1:
            said = models[0][:MOST_FIGURES]
        else:
            named = zip(row.run.labels, models, strict=False)
            said = [f"{shown_name(label)}: {found[0]}" for label, found in named if found]
        if said and row.judged_at < 0:
            said = [QCoreApplication.translate("RunsTable", "last batch"), *said]
        return " · ".join([verdict, *said] if verdict else said)

    def verdict(self, row: RunRow) -> str:
        """How its games stood: "Collapse", or "A: Healthy, B: Collapse"; empty where that is not known."""
        found = [
            (label, verdict_title(kind)) for label, kind in zip(row.run.labels, row.verdicts, strict=False) if kind
        ]
        if len(row.run.labels) == 1:
            return "".join(title for _, title in found)
        return listed(f"{shown_name(label)}: {title}" for label, title in found)

    def first_figure(self, row: RunRow) -> tuple[str, float]:
        """By which rows are sorted: the name of the first figure, and its value."""
        found = _in_order(row.figures[0], self._metrics(row, 0)) if row.figures else []
        name, value = found[0] if found else ("", 0.0)
        return (name, value) if row.judged_at >= 0 else (f"{BATCH}{name}", value)  # which sorts behind all others

    def steps(self, row: RunRow) -> str:
        """Of one that came to the end of its plan, how many there were."""
        run = row.run
        if run.problem:
            return DASH
        return " / ".join(map(whole_number, (run.step, run.steps) if run.step < run.steps else (run.step,)))

    def duration(self, row: RunRow) -> str:
        """ "12 s", "3 min 05 s", "1 h 02 min"."""
        if not row.seconds:
            return DASH
        translate, whole = QCoreApplication.translate, round(row.seconds)
        if whole < 60:
            return translate("RunsTable", "{0} s").format(f"{row.seconds:.1f}" if row.seconds < 9.95 else whole)
        minutes, seconds = divmod(whole, 60)
        if minutes < 60:
            return translate("RunsTable", "{0} min {1} s").format(minutes, f"{seconds:02d}")
        return translate("RunsTable", "{0} h {1} min").format(minutes // 60, f"{minutes % 60:02d}")

    def size(self, row: RunRow) -> str:
        return size_in_words(row.size)

    def tip(self, row: RunRow) -> str:
        """All that there is to say of a run, a line each."""
        translate, run = QCoreApplication.translate, row.run
        lines = [self.name(row), shown(run.path)]
        if run.problem:
            return "\n".join((*lines, self.below_name(row)))
        if preset := self.preset(row):
            same = translate("RunsTable", "as it is")
            came = translate("RunsTable", "From the preset “{0}”: {1}")
            lines.append(came.format(preset, self.differs(row) or same))
        if run.forked_from:
            lines.append(translate("Marks", "Fork of {0}").format(shown_name(run.forked_from)))
        lines.append(translate("RunsTable", "Changed last {0}").format(_minute(row.run.modified)))
        lines += [self.verdict(row)] if any(row.verdicts) else []
        lines += self.figure_lines(row)
        lines += [shown(line, MOST_LINE) for line in row.about.note.splitlines()]
        return "\n".join(lines)

    def figure_lines(self, row: RunRow) -> list[str]:
        """Every figure of every model, and what kind they are."""
        if not any(row.figures):
            return []
        translate = QCoreApplication.translate
        judged = translate("RunsTable", "On held-out data, at step {0}:").format(whole_number(row.judged_at))
        lines = [judged if row.judged_at >= 0 else translate("RunsTable", "The losses of the last batch:")]
        for index in range(len(row.figures)):
            said = listed(self._ordered(row, index))
            label = row.run.labels[index] if index < len(row.run.labels) else str(index)
            lines.append(f"{shown_name(label)}: {said}")
        return lines

    def searched(self, row: RunRow) -> str:
        """In what the words of the filter are looked for, in small letters."""
        parts = (self.name(row), title_text(row.run.title), row.run.path.name, self.data(row), self.differs(row),
                 self.preset(row), self.verdict(row), row.about.note, *row.run.labels, *row.run.families)  # fmt: skip
        return "\n".join(parts).casefold()

    # ------------------------------------------------------------------ words

    def _metrics(self, row: RunRow, model: int) -> Sequence[MetricSpec]:
        """Those of the model's family, the ones on held-out data first."""
        spec = self.families.get(row.run.families[model]) if model < len(row.run.families) else None
        return () if spec is None else (*spec.test_metrics, *spec.metrics)

    def _ordered(self, row: RunRow, model: int, progress: bool = False) -> list[str]:
        """The figures of a model with their values, the most telling first; with *progress* those only that get
        better."""
        specs = self._metrics(row, model)
        labels = {spec.name: spec.short or spec.label for spec in specs}
        words = {each.name: each.title for each in figure_texts({name: 0.0 for name in figure_names()})}
        found = _in_order(row.figures[model], specs)
        if progress:
            better = {spec.name for spec in specs if _weight(spec) == 0}
            found = [figure for figure in found if figure[0] in better]
        return [
            figure_text(labels[name], f"{value:.4g}")
            if name in labels
            else f"{words.get(name) or shown_name(name)} {value:.4g}"
            for name, value in found
        ]

    def _setting(self, difference: Difference, row: RunRow) -> str:
        """What a dotted setting is called; with the model's label where there are several."""
        first, _, rest = difference.path.partition(".")
        index, _, name = rest.partition(".")
        if first == "models" and index.isdigit() and int(index) < len(row.run.families):
            spec = self.families.get(row.run.families[int(index)])
            label = _label(() if spec is None else spec.knobs, name)
            several = len(row.run.families) > 1 and int(index) < len(row.run.labels)
            return f"{shown_name(row.run.labels[int(index)])} · {label}" if several else label
        if first == "dataset":
            data = self.datasets.get(row.run.dataset)
            return _label(() if data is None else data.knobs, rest) if rest != "name" else _data_word()
        return _label(knob_specs(Plan), difference.path)

    def _value(self, value: Setting, difference: Difference) -> str:
        if difference.path == "dataset.name" and (spec := self.datasets.get(str(value))):
            return knob_text(spec.title)
        return f"{value:g}" if isinstance(value, float) else shown_name(str(value))


def _minute(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds):%Y-%m-%d %H:%M}" if seconds else DASH


def size_in_words(size: int) -> str:
    """ "340 MB", "1.2 GB"."""
    if size >= 1000 * MB:
        return f"{size / (1024 * MB):.1f} GB"
    if size >= 10 * MB:
        return f"{size / MB:.0f} MB"
    return f"{size / MB:.1f} MB" if size >= MB / 10 else f"{math.ceil(size / 1024)} kB"


def _in_order(figures: Iterable[Figure], specs: Sequence[MetricSpec]) -> list[Figure]:
    """As the family lists them: what gets better, how good samples are, then what tells of one player only, or where
    neither more nor less is progress."""
    places = {s.name: (_weight(s), place) for place, s in enumerate(specs)}
    words = {name: (1, place) for place, name in enumerate(figure_names())}
    return sorted(figures, key=lambda figure: places.get(figure[0]) or words.get(figure[0]) or (4, 0))


def _weight(spec: MetricSpec) -> int:
    if not spec.measures or spec.about:
        return 3
    return 0 if spec.better else 2


def _label(specs: Iterable[KnobSpec], name: str) -> str:
    return next((knob_text(spec.label) for spec in specs if spec.name == name), shown_name(name))


def _data_word() -> str:
    return QCoreApplication.translate("RunsTable", "Data")
