"""The museum of mistakes: every exhibit on the disk is whole, and its number tells the mistake from the right thing.

The models are trained as far as the lesson has its reader train them, with three seeds.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from trainers.catalog import MetricSpec, find_dataset, find_family
from trainers.dataset import LoadContext
from trainers.experiment import read_toml
from trainers.lessons.acts import TrainAct
from trainers.lessons.reading import LANGUAGES, ReadLesson, read_lesson
from trainers.lessons.schema import AskStep, DoStep, RevealStep, TellTale
from trainers.presets import MUSEUM, Preset, list_exhibits
from trainers.training.loop import Loop

SEEDS = (0, 1, 2)
LAST = 10  # steps over which a metric of training is averaged
EXHIBITS = list_exhibits()
LEAST_MINUTES, MOST_MINUTES = 1, 4

every_exhibit = pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda each: each.name)


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


def lesson_of(exhibit: Preset) -> tuple[ReadLesson, TellTale]:
    read = read_lesson(exhibit.path.parent)
    assert read.lesson.tell_tale is not None
    return read, read.lesson.tell_tale


def declared(exhibit: Preset, model: int, name: str) -> MetricSpec:
    """The metric of that name, which the family of that model has."""
    family = find_family(exhibit.families[model])
    return next(each for each in (*family.metrics, *family.test_metrics) if each.name == name)


def trained_to(read: ReadLesson) -> int:
    """The step to which the lesson has its reader train."""
    acts = [act for step in read.lesson.all_steps if isinstance(step, DoStep) for act in step.show]
    return max(act.to for act in acts if isinstance(act, TrainAct) and act.to is not None)


def test_the_mistakes_of_variational_autoencoders_are_there() -> None:
    wanted = {"pixel-mean", "wrong-kl", "one-noise", "relu-output", "frozen-sigma", "no-kl", "pooling-switches"}
    assert {MUSEUM + name for name in wanted} <= {exhibit.name for exhibit in EXHIBITS}


@every_exhibit
def test_an_exhibit_is_an_experiment_on_data_at_hand_with_wrong_beside_right(exhibit: Preset) -> None:
    experiment = read_toml(exhibit.path)
    assert exhibit.title and len(exhibit.title) <= 36
    assert exhibit.summary.endswith(".") and len(exhibit.summary) <= 100
    assert find_dataset(exhibit.dataset).source in ("embedded", "rendered")
    labels = [model.label for model in experiment.models]
    assert len(labels) >= 2 and len(set(labels)) == len(labels)
    _, tale = lesson_of(exhibit)
    wrong, right = (experiment.models[index] for index in (tale.wrong, tale.right))
    assert wrong.family == right.family and wrong.config != right.config


@every_exhibit
def test_the_number_that_gives_it_away_is_drawn_beside_its_level(exhibit: Preset) -> None:
    read, tale = lesson_of(exhibit)
    metric = declared(exhibit, tale.wrong, tale.metric)
    assert metric == declared(exhibit, tale.right, tale.metric), "it means the same of both"
    family = find_family(exhibit.families[tale.wrong])
    of_group = [each for each in (*family.metrics, *family.test_metrics) if each.group == metric.group]
    knobs = read_toml(exhibit.path).models[tale.wrong].config.model_dump()
    levels = [
        reference.level
        for each in of_group
        for reference in each.references
        if all(knobs.get(knob) == value for knob, value in reference.when)
    ]
    assert tale.level in levels
    used = {name for step in read.lesson.all_steps for condition in step.conditions for name in condition.names}
    assert used, "the prediction is held against this run"


@every_exhibit
def test_the_lesson_asks_before_it_trains_and_tells_in_both_languages(exhibit: Preset) -> None:
    read, _ = lesson_of(exhibit)
    assert set(read.texts) == set(LANGUAGES)
    assert read.lesson.chapters[0].start.preset == exhibit.name
    assert LEAST_MINUTES <= read.lesson.minutes <= MOST_MINUTES
    kinds = [type(step) for step in read.lesson.all_steps]
    assert kinds.index(AskStep) < kinds.index(DoStep) < kinds.index(RevealStep)
    families = [find_family(name) for name in exhibit.families]
    known = {
        f"{where}.{index}.{metric.name}"
        for index, family in enumerate(families)
        for where, metrics in (("metrics", family.metrics), ("tests", family.test_metrics))
        for metric in metrics
    }
    for language, texts in read.texts.items():
        told = {name for step in texts.steps.values() for live in step.all for name in live.names}
        asked = {name for step in read.lesson.all_steps for condition in step.conditions for name in condition.names}
        for name in told | asked:
            assert name in known or not name.startswith(("metrics.", "tests.")), f"{language}: {name}"
        assert any(name in known for name in told), f"{language}: no number of the run is told"


@every_exhibit
def test_the_number_tells_wrong_from_right(exhibit: Preset) -> None:
    read, tale = lesson_of(exhibit)
    experiment = read_toml(exhibit.path)
    examples = find_dataset(experiment.dataset).load(experiment.dataset_config, LoadContext(Path("nowhere")))
    for seed in SEEDS:
        loop = Loop(experiment.with_setting("seed", seed), examples, torch.device("cpu"))
        rows = [loop.step() for _ in range(trained_to(read))][-LAST:]
        tested = loop.evaluate()

        def figure(model: int, rows=rows, tested=tested) -> float:  # type: ignore[no-untyped-def]
            if tale.metric in tested[model]:
                return float(tested[model][tale.metric])
            return sum(float(row[model][tale.metric]) for row in rows) / len(rows)

        wrong, right = figure(tale.wrong), figure(tale.right)
        said = f"seed {seed}: {tale.metric} of wrong {wrong:.4g}, of right {right:.4g}, level {tale.level:g}"
        assert (wrong > tale.level > right) if tale.wrong_is == "above" else (wrong < tale.level < right), said
