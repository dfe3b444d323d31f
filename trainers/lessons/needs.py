"""What a lesson needs of the window, held against what a class hides, locks or does not offer.

A step needs the controls that it points at, and those by which Show me does what the step waits for: where a class has
none of them, its readers look for what is not there, and can only skip. What begins a chapter is the lesson's own, and
needs neither its preset nor its data to be offered; but settings and workspaces that it takes up on the way it does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from trainers.catalog import dataset_specs
from trainers.experiment import Experiment
from trainers.knobs import ConfigError
from trainers.lessons.acts import AnyAct, ChooseAct, ClickAct, DragAct, EnterAct, ScrubAct, SetAct
from trainers.lessons.facts import Fact, facts_of
from trainers.lessons.reading import ReadLesson
from trainers.lessons.restrictions import Restrictions, WindowPart
from trainers.lessons.schema import AnyStep, Chapter, DoStep
from trainers.sentence import sentence
from trainers.shown import shown_name

# The controls of each part that can be hidden, by their names as they stand in conditions, where what is no letter or
# digit is "_"; and what such a part is called in a sentence.
PART_CONTROLS: dict[WindowPart, str] = {
    "data": r"dataset_.+|change_dataset|browse_\w+|fetch_dataset|use_dataset|my_images|open_files",
    "presets": r"presets?(_.+)?",
    "layers": r"layer_(codes|background|ellipses|contours)",
    "knobs": r"(models_\d+|plan)_.+",
    "curves": r"loss|curve(s[A-Z]\w*|Plot)",
    "timeline": r"timeline([A-Z]\w*)?",
    "top bar menu": r"menu(_\w+)?|main_menu|recent_runs",
}
_PART_WORDS: dict[WindowPart, str] = {
    "data": sentence("the data"),
    "presets": sentence("the presets"),
    "layers": sentence("the map layers"),
    "knobs": sentence("the settings of the models"),
    "curves": sentence("the curves"),
    "timeline": sentence("the timeline"),
    "top bar menu": sentence("the menu"),
}
_KNOB = re.compile(r"(?:plan\.)?(seed|steps|batch_size)(?:-slider)?|((?:models\.\d+|dataset)\.\w+)(?:-slider)?")
_WEIGHT = re.compile(r"beta(\d)(?:-slider|-drop)?")  # of the KL term, beside the maps
NeedKind = Literal["workspace", "preset", "data", "setting", "control"]


@dataclass(frozen=True)
class LessonNeed:
    """Something called ``name`` that a chapter or step of the key ``where`` needs. A ``setting`` has to be free to be
    changed, a ``control`` to be seen, the others to be offered."""

    where: str
    kind: NeedKind
    name: str


def part_of(control: str) -> WindowPart | None:
    """With which of the parts that can be hidden a control goes, by its name as it is or as it stands in a condition;
    None where it always stays."""
    plain = re.sub(r"\W", "_", control, flags=re.ASCII)
    return next((part for part, pattern in PART_CONTROLS.items() if re.fullmatch(pattern, plain)), None)


def needs_of(read: ReadLesson) -> tuple[LessonNeed, ...]:
    """In the order of its steps, each once a step."""
    return tuple(dict.fromkeys(_of_lesson(read)))


def written_name(need: LessonNeed) -> str:
    """As it stands in files."""
    return need.name


def unmet(
    read: ReadLesson,
    restrictions: Restrictions,
    language: str = "en",
    called: Callable[[LessonNeed], str] = written_name,
) -> tuple[str, ...]:
    """One sentence on everything that the lesson needs and these *restrictions* take away, with the first step that
    needs it; titles are those of that *language*, and *called* says by which name things are known."""
    texts = read.texts_in(language)
    titles = {**texts.chapters, **{key: step.title for key, step in texts.steps.items()}}
    said: dict[tuple[str, str], str] = {}
    for need in needs_of(read):
        if (need.kind, need.name) not in said:
            text = _unmet(f"“{texts.title}”, “{titles[need.where]}”", need, restrictions, called)
            if text:
                said[need.kind, need.name] = text
    return tuple(said.values())


def _unmet(where: str, need: LessonNeed, restrictions: Restrictions, called: Callable[[LessonNeed], str]) -> str:
    """A sentence, empty where there is nothing amiss."""
    name = shown_name(called(need))
    match need.kind:
        case "workspace" if not restrictions.offers_workspace(need.name):
            return sentence(f"{where} needs the workspace {name}, which this class does not offer.")
        case "preset" if not restrictions.offers_preset(need.name):
            return sentence(f"{where} needs the preset {name}, which this class does not offer.")
        case "data" if not restrictions.offers_dataset(need.name):
            return sentence(f"{where} needs the data {name}, which this class does not offer.")
        case "setting" if restrictions.locks(need.name):
            return sentence(f"{where} needs {name}, which this class locks.")
        case "control":
            part = part_of(need.name)
            if part is not None and restrictions.hides(part):
                return _hidden(where, name, _PART_WORDS[part])
    return ""


def _hidden(where: str, name: str, what: str) -> str:
    return sentence(f"{where} needs {name}, which this class hides with {what}.")


# ------------------------------------------------------------------ what is needed


def _of_lesson(read: ReadLesson) -> Iterator[LessonNeed]:
    experiment: Experiment | None = None
    for index, chapter in enumerate(read.lesson.chapters):
        begun = read.experiment(index, read.lesson.seed)
        experiment = begun or experiment
        assert experiment is not None, "the first chapter has one"
        yield from _of_start(chapter, experiment, is_new=begun is not None)
        experiment = _after(experiment, _sets(chapter, is_new=begun is not None))
        for step in chapter.steps:
            yield from _of_step(step, experiment)
            experiment = _after(experiment, step.show if isinstance(step, DoStep) else ())


def _of_start(chapter: Chapter, experiment: Experiment, is_new: bool) -> Iterator[LessonNeed]:
    if chapter.start.workspace is not None:
        yield LessonNeed(chapter.key, "workspace", chapter.start.workspace)
    for act in _sets(chapter, is_new):  # unseen, and by no control
        if isinstance(act, SetAct):
            yield LessonNeed(chapter.key, "setting", act.path)
        elif isinstance(act, EnterAct):
            yield LessonNeed(chapter.key, "workspace", act.key)
        elif isinstance(act, ClickAct | DragAct | ChooseAct):
            yield from _of_control(chapter.key, act.control, experiment, changes=True)


def _sets(chapter: Chapter, is_new: bool) -> tuple[AnyAct, ...]:
    """What is done before the first step, where it is not the experiment itself that says it."""
    start = chapter.start
    own = () if is_new else tuple(SetAct(do="set", path=path, value=value) for path, value in start.set.items())
    return (*own, *start.before)


def _of_step(step: AnyStep, experiment: Experiment) -> Iterator[LessonNeed]:
    for name in step.point:
        yield from _of_control(step.key, name, experiment, changes=False)
    if not isinstance(step, DoStep):
        return
    for goal in step.goals:
        for name in sorted(goal.names):
            if name.startswith("controls."):
                yield LessonNeed(step.key, "control", name.removeprefix("controls.").rpartition(".")[0])
            path = _setting_of(name, experiment)
            value = _value(path, experiment) if path else None
            if value is not None and not goal.holds(facts_of({name: value})):  # else it is only to stay so
                yield LessonNeed(step.key, "setting", path)
    for act in step.show:
        yield from _of_act(step.key, act, experiment)


def _of_act(where: str, act: AnyAct, experiment: Experiment) -> Iterator[LessonNeed]:
    if act.point is not None:
        yield from _of_control(where, act.point, experiment, changes=False)
    match act:
        case SetAct():
            yield LessonNeed(where, "setting", act.path)
            if act.point is None:
                yield LessonNeed(where, "control", act.path if "." in act.path else f"plan.{act.path}")
        case ScrubAct():
            yield LessonNeed(where, "control", "timeline")
        case EnterAct():
            yield LessonNeed(where, "workspace", act.key)
        case ClickAct() | DragAct() | ChooseAct():
            yield from _of_control(where, act.control, experiment, changes=True)


def _of_control(where: str, name: str, experiment: Experiment, changes: bool) -> Iterator[LessonNeed]:
    """A control that is looked at, or by which something *changes*."""
    yield LessonNeed(where, "control", name)
    first, _, rest = name.partition("-")
    if first == "workspace" and rest != "switch":
        yield LessonNeed(where, "workspace", rest)
    if not changes:
        return
    if first == "preset":
        yield LessonNeed(where, "preset", rest)
    elif first == "dataset" and any(spec.name == rest for spec in dataset_specs()):
        yield LessonNeed(where, "data", rest)
    setting = _setting_of(name, experiment)
    if setting:
        yield LessonNeed(where, "setting", setting)


def _setting_of(name: str, experiment: Experiment) -> str:
    """The path of the setting that a control of that name changes, or that a fact tells; empty where there is none."""
    weight = _WEIGHT.fullmatch(name)
    if weight is not None and int(weight[1]) < len(experiment.models):
        knob = experiment.models[int(weight[1])].config.knob_for("kl weight")
        return "" if knob is None else f"models.{weight[1]}.{knob.name}"
    found = _KNOB.fullmatch(name)
    return "" if found is None else found[1] or found[2]


def _value(path: str, experiment: Experiment) -> Fact | None:
    """That of a setting; None where there is no such thing."""
    place: Any = experiment.to_table()
    for part in path.split("."):
        try:
            place = place[int(part)] if isinstance(place, list) else place[part]
        except (KeyError, IndexError, TypeError, ValueError):
            return None
    return place if isinstance(place, str | bool) else float(place) if isinstance(place, int | float) else None


def _after(experiment: Experiment, acts: Sequence[AnyAct]) -> Experiment:
    """With the settings that *acts* take up."""
    for act in acts:
        if isinstance(act, SetAct):
            with suppress(ConfigError):  # which whoever wrote the lesson hears elsewhere
                experiment = experiment.with_setting(act.path, act.value)
    return experiment
