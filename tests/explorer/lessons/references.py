"""What a lesson speaks of by its name, and whether there is such a thing: facts, controls, settings, workspaces,
presets, data, metrics and players. Nothing is trained for it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from explorer.lessons.running.controls import Controls, plain_name
from explorer.lessons.running.facts import known_fact
from explorer.state.session import Session
from explorer.workspaces import WORKSPACES
from trainers.catalog import FamilySpec, dataset_specs, family_specs
from trainers.experiment import Experiment
from trainers.knobs import ConfigError, knob_specs
from trainers.lessons.acts import AnyAct, ChooseAct, ClickAct, DragAct, EnterAct, MoveAct, SetAct, TrainAct
from trainers.lessons.reading import ReadLesson
from trainers.lessons.schema import AnyStep, AskStep, DoStep
from trainers.presets import is_preset

EXPLORER = Path(__file__).resolve().parents[3] / "explorer"
# What gives controls their names; a picture pane hands its own to what it is derived from.
NAMERS = {"setObjectName", "make_button", "make_icon_button", "make_label", "__init__"}
KEYS = {each.key for each in WORKSPACES}
OF_PLACES = {f"answer.{part}" for part in ("x", "y", "realism", "hole")}


def wrong_references(read: ReadLesson, controls: ControlNames) -> list[str]:
    """One sentence on each name that stands for nothing."""
    return [f"{read.name}, {text}" for text in (*_of_lesson(read), *_of_chapters(read, controls))]


def _of_lesson(read: ReadLesson) -> Iterator[str]:
    lesson, restrict = read.lesson, read.lesson.restrict
    yield from (f"restrict: no workspace {key!r}" for key in restrict.workspaces or () if key not in KEYS)
    yield from (f"restrict: no preset {name!r}" for name in restrict.presets or () if not is_preset(name))
    datasets = {spec.name for spec in dataset_specs()}
    yield from (f"restrict: no data {name!r}" for name in restrict.datasets or () if name not in datasets)
    experiments = [each for each in map(lambda i: read.experiment(i, 0), range(len(lesson.chapters))) if each]
    paths = {path for each in experiments for path in setting_paths(each)}
    for pattern in restrict.lock:
        wanted = re.compile(re.escape(pattern).replace(r"\*", r"[^.]+"))
        if not any(wanted.fullmatch(path) for path in paths):
            yield f"restrict: no setting {pattern!r}"
    tale = lesson.tell_tale
    if tale is not None:
        specs = families_of(experiments[0])
        for model in (tale.wrong, tale.right):
            names = [m.name for m in (*specs[model].metrics, *specs[model].test_metrics)] if model < len(specs) else []
            if tale.metric not in names:
                yield f"tell_tale: model {model} has no metric {tale.metric!r}"


def _of_chapters(read: ReadLesson, controls: ControlNames) -> Iterator[str]:
    noted = {f"notes.{name}" for step in read.lesson.all_steps for name in step.note}
    asked = {step.key for step in read.lesson.all_steps if isinstance(step, AskStep)}
    answers = {f"answers.{key}{part}" for key in asked for part in ("", ".x", ".y", ".realism", ".hole")}
    experiment: Experiment | None = None
    for index, chapter in enumerate(read.lesson.chapters):
        experiment = read.experiment(index, 0) or experiment
        assert experiment is not None, "the first chapter has one"
        start = chapter.start
        if start.workspace is not None and start.workspace not in KEYS:
            yield f"{chapter.key}: no workspace {start.workspace!r}"
        for act in start.before:
            yield from (f"{chapter.key}: {text}" for text in _of_act(act, experiment, controls))
        for step in chapter.steps:
            for text in _of_step(read, step, experiment, noted | answers, controls):
                yield f"{step.key}: {text}"


def _of_step(
    read: ReadLesson, step: AnyStep, experiment: Experiment, remembered: set[str], controls: ControlNames
) -> Iterator[str]:
    yield from _of_controls(step.point, experiment, controls)
    if step.place is not None and step.place.model >= len(experiment.models):
        yield f"no model {step.place.model}"
    if isinstance(step, AskStep) and step.answer == "place" and step.model >= len(experiment.models):
        yield f"no model {step.model}"
    names = {name for condition in step.conditions for name in condition.names}
    for language, texts in read.texts.items():
        said = {name for live in texts.steps[step.key].all for name in live.names} - names
        yield from (f"{text} ({language})" for text in _of_facts(said, experiment, remembered, controls))
    local = OF_PLACES if isinstance(step, AskStep) and step.answer == "place" else set()
    yield from _of_facts(names, experiment, remembered | local, controls)
    if isinstance(step, DoStep):
        for act in step.show:
            yield from _of_act(act, experiment, controls)
            if isinstance(act, SetAct) and read.lesson.restrict.locks(act.path):
                yield f"{act.path!r} is locked in this very lesson"


def _of_facts(names: set[str], experiment: Experiment, remembered: set[str], controls: ControlNames) -> Iterator[str]:
    for name in sorted(names - remembered):
        if not known_fact(name, families_of(experiment), experiment, WORKSPACES):
            yield f"no fact {name!r}"
        elif name.startswith("controls."):
            control = name.removeprefix("controls.").rpartition(".")[0]
            if not controls.holds(control, experiment, plain=True):
                yield f"no control {control!r}"


def _of_act(act: AnyAct, experiment: Experiment, controls: ControlNames) -> Iterator[str]:
    """What an act is on."""
    yield from _of_controls(() if act.point is None else (act.point,), experiment, controls)
    match act:
        case SetAct():
            try:
                experiment.with_setting(act.path, act.value)
            except ConfigError as error:
                yield str(error)
        case TrainAct():
            players = {player for spec in families_of(experiment) for player in spec.players}
            yield from (f"no player {player!r}" for player in act.players if player not in players)
        case EnterAct() if act.key not in KEYS:
            yield f"no workspace {act.key!r}"
        case MoveAct() if act.model >= len(experiment.models):
            yield f"no model {act.model}"
        case ClickAct() | DragAct() | ChooseAct():
            yield from _of_controls((act.control,), experiment, controls)


def _of_controls(names: tuple[str, ...], experiment: Experiment, controls: ControlNames) -> Iterator[str]:
    yield from (f"no control {name!r}" for name in names if not controls.holds(name, experiment))


def families_of(experiment: Experiment) -> list[FamilySpec]:
    specs = {spec.name: spec for spec in family_specs()}
    return [specs[model.family] for model in experiment.models]


def setting_paths(experiment: Experiment) -> Iterator[str]:
    """Every setting that an experiment has, dotted."""
    yield from (spec.name for spec in knob_specs(type(experiment.plan)))
    yield from (f"dataset.{spec.name}" for spec in knob_specs(type(experiment.dataset_config)))
    for index, model in enumerate(experiment.models):
        yield from (f"models.{index}.{spec.name}" for spec in knob_specs(type(model.config)))


class ControlNames:
    """The controls of the window, by experiment. Those that come only with what is trained are not in it yet: such a
    name is believed where the source makes it, and nothing in the window is named after the same pattern."""

    def __init__(self, session: Session, controls: Controls) -> None:
        self._session, self._controls = session, controls
        self._known: dict[str, frozenset[str]] = {}
        self._whole, self._made = control_names()

    def holds(self, name: str, experiment: Experiment, plain: bool = False) -> bool:
        """Whether there is a control of that name, *plain* as it stands in a condition."""
        written = plain_name if plain else str
        seen = {written(each) for each in self._names(experiment)}
        if name in seen | {written(each) for each in self._whole}:
            return True
        for made in (pattern(parts, plain) for parts in self._made):
            fits = made.fullmatch(name)
            if fits is not None and not any(alike(fits, made.fullmatch(other)) for other in seen):
                return True
        return False

    def _names(self, experiment: Experiment) -> frozenset[str]:
        key = experiment.to_toml()
        if key not in self._known:
            self._session.begin(experiment)
            self._known[key] = self._controls.names()
        return self._known[key]


Parts = tuple[str | None, ...]  # of a name that is put together; None stands for what differs


def pattern(parts: Parts, plain: bool) -> re.Pattern[str]:
    fixed = [None if part is None else plain_name(part) if plain else part for part in parts]
    return re.compile("".join("([A-Za-z0-9_-]+)" if part is None else re.escape(part) for part in fixed))


def alike(one: re.Match[str], other: re.Match[str] | None) -> bool:
    """Whether two names of one pattern differ in numbers, or in words, and so are of the same controls."""
    if other is None:
        return False
    return [part.isdigit() for part in one.groups()] == [part.isdigit() for part in other.groups()]


@cache
def control_names() -> tuple[frozenset[str], frozenset[Parts]]:
    """The names that the window's source gives to controls, and the parts of those that are put together."""
    whole: set[str] = set()
    made: set[Parts] = set()
    for path in EXPLORER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in NAMERS:
                given = [each.value for each in node.args[:3] if isinstance(each, ast.Constant)]
                whole |= {each for each in given if isinstance(each, str) and each and " " not in each}
            elif isinstance(node, ast.JoinedStr):
                parts = tuple(str(each.value) if isinstance(each, ast.Constant) else None for each in node.values)
                fixed = "".join(part for part in parts if part is not None)
                if sum(map(str.isalpha, fixed)) >= 3 and " " not in fixed:
                    made.add(parts)
    return frozenset(whole), frozenset(made)
