"""An experiment as tables: its data, its plan, and its models side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from trainers.catalog import find_dataset, find_family
from trainers.kinds import Kind
from trainers.knobs import Config, KnobSpec, knob_specs
from trainers.marks import KNOB
from trainers.reports.markup import Markup
from trainers.reports.reported_run import ReportedRun
from trainers.reports.tables import table, written
from trainers.reports.words import Words
from trainers.runs.table.differences import turned_at
from trainers.shown import shown, shown_name

LONGEST_VALUE = 300  # characters


def data_table(run: ReportedRun, words: Words) -> Markup:
    """What was trained on, and for how long it was planned."""
    experiment, data = run.experiment, run.data
    dataset = find_dataset(experiment.dataset)
    title = words.knob(dataset.title)
    if data is not None and data.title != dataset.title:  # the name of the user's own file or folder
        title = f"{title}: {shown_name(data.title)}"
    rows = [[words("data"), title]]
    for spec, value in _settings(experiment.dataset_config):
        rows.append([words.knob(spec.label), _value(spec, value, words)])
    if data is not None:
        rows.append(
            [
                words("examples"),
                words("{train:,} for training, {test:,} held out", train=data.n_train, test=data.n_test),
            ]
        )
        rows.append([words("one example"), _one_example(data.kind, words)])
        if data.class_names:
            rows.append([words("classes"), _class_list(run, words)])
    plan = {spec.name: spec for spec in knob_specs(type(experiment.plan))}
    for name in ("seed", "steps", "batch_size"):
        value = written(getattr(experiment.plan, name)) + _turned(run, name, words)
        rows.append([words.knob(plan[name].label), value])
    return table(("", ""), rows)


def models_table(run: ReportedRun, words: Words) -> Markup:
    """A column for each model, a row for each setting; what one model does not have is a dash. Rows in which models
    differ stand out."""
    models = run.experiment.models
    labels: dict[str, tuple[str, dict[int, str]]] = {}
    for index, model in enumerate(models):
        for spec, value in _settings(model.config, model.config.unused()):
            _, cells = labels.setdefault(spec.name, (words.knob(spec.label), {}))
            cells[index] = _value(spec, value, words) + _turned(run, f"models.{index}.{spec.name}", words)
    rows: list[Sequence[str]] = [[words("family"), *(words.knob(find_family(model.family).title) for model in models)]]
    rows += [[label, *(cells.get(index, "–") for index in range(len(models)))] for label, cells in labels.values()]
    return table(("", *(shown_name(model.label) for model in models)), rows, differing=True)


def class_names(run: ReportedRun, words: Words) -> tuple[str, ...]:
    """Those of the data: words of the dataset translated, the user's own as they are."""
    if run.data is None:
        return ()
    own = find_dataset(run.experiment.dataset).class_words
    return tuple(words.class_name(name) if name in own else shown_name(name) for name in run.data.class_names)


def _turned(run: ReportedRun, path: str, words: Words) -> str:
    """Since when a setting has its value, where it was turned on the way."""
    before_last = (mark for mark in run.marks if mark.kind == KNOB and mark.step < run.step)
    since = turned_at(tuple(before_last)).get(path, 0)
    return " " + words("(from step {step:,} on)", step=since) if since else ""


def _one_example(kind: Kind, words: Words) -> str:
    if kind.in_plane:
        return words("a point of the plane")
    if not kind.visual:
        return words.sentence(kind.what)
    channels, height, width = kind.image_shape
    colours = words("grey") if channels == 1 else words("colour")
    return words("a picture of {width} × {height} pixels, {colours}", width=width, height=height, colours=colours)


def _class_list(run: ReportedRun, words: Words) -> str:
    names = class_names(run, words)
    listed = words.join(list(names[:30]))
    return listed if len(names) <= 30 else words("{names} and {count} more", names=listed, count=len(names) - 30)


def _settings(config: Config, unused: frozenset[str] = frozenset()) -> Iterator[tuple[KnobSpec, object]]:
    values: Mapping[str, object] = config.model_dump()
    for spec in knob_specs(type(config)):
        if spec.name not in unused:
            yield spec, values[spec.name]


def _value(spec: KnobSpec, value: object, words: Words) -> str:
    text = words.knob(str(value)) if spec.choices else written(value)
    return shown(text, LONGEST_VALUE)
