"""What a lesson is: data, never code. One folder: ``lesson.toml``, which is read here, and a file of texts a language.

A lesson has chapters, each with an experiment of its own to start from, so that it can be jumped to; a chapter has
steps. Steps either *explain*, *look* at a control, *ask* for a prediction, which is locked in before anything is
revealed, wait until something is *do*-ne, or *reveal* how the prediction fared on this very run. What a reader sees
stands in the texts (:mod:`trainers.lessons.texts`); conditions and numbers are expressions
(:mod:`trainers.lessons.expressions`) over facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from trainers.experiment import MAX_MODELS, MOST_SEED
from trainers.lessons.expressions import Expression, ExpressionError, parse
from trainers.lessons.restrictions import Restrictions

MOST_CHAPTERS, MOST_STEPS = 12, 60
MOST_TRAINED = 20_000  # steps of a run, before the first step of a chapter


def _expression(text: Any) -> Expression:
    if isinstance(text, Expression):
        return text
    if not isinstance(text, str):
        raise ValueError(f"expected a condition in quotes, found {str(text)[:40]!r}")
    try:
        return parse(text)
    except ExpressionError as error:
        raise ValueError(f"{text[:60]!r}: {error}") from None


def _truth(value: Any) -> bool | Expression:
    return value if isinstance(value, bool) else _expression(value)


def _note_name(text: str) -> str:
    if not text.isidentifier() or not text.isascii():
        raise ValueError(f"expected letters, digits and _, as names in conditions have them, found {text[:60]!r}")
    return text


def _key(text: str) -> str:
    if not text.replace("-", "").replace("_", "").isalnum() or not text.isascii() or not text[:1].isalpha():
        raise ValueError(f"expected letters, digits and hyphens, found {text[:60]!r}")
    return text


Condition = Annotated[Expression, BeforeValidator(_expression)]
Truth = Annotated[bool | Expression, BeforeValidator(_truth)]  # said outright, or by a condition
LessonKey = Annotated[str, Field(min_length=1, max_length=40), AfterValidator(_key)]
NoteName = Annotated[str, Field(min_length=1, max_length=40), AfterValidator(_note_name)]
ControlName = Annotated[str, Field(min_length=1, max_length=120)]  # the objectName of a widget
SettingPath = Annotated[str, Field(min_length=1, max_length=80)]  # a dotted path, such as models.0.beta
SettingValue = bool | int | float | Annotated[str, Field(max_length=200)]
ModelIndex = Annotated[int, Field(ge=0, lt=MAX_MODELS)]


class LessonPart(BaseModel):
    """Base of every part of a lesson."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, arbitrary_types_allowed=True)


# ------------------------------------------------------------------ what Show me does


class Act(LessonPart):
    """One thing that is done for the reader, visibly: first it is pointed at, then it happens."""

    point: ControlName | None = None  # what is pointed at meanwhile; by default what the act is on


class SetAct(Act):
    """A setting takes a value, as if it had been typed."""

    do: Literal["set"]
    path: SettingPath
    value: SettingValue


class PressAct(Act):
    """One of the buttons of the bar is pressed: the names are those of the window's wishes."""

    do: Literal["play", "pause", "stop", "rewind", "restart", "fork", "live"]


class TrainAct(Act):
    """Trains until the run is at step ``to``, or for so many ``steps``; only the ``players`` named, where some are."""

    do: Literal["train"]
    to: Annotated[int, Field(ge=1, le=MOST_TRAINED)] | None = None
    steps: Annotated[int, Field(ge=1, le=MOST_TRAINED)] | None = None
    players: tuple[LessonKey, ...] = ()

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.to is None) == (self.steps is None):
            raise ValueError("expected either to or steps")
        return self


class ScrubAct(Act):
    """Looks back at the keyframe at ``step`` or the last one before it."""

    do: Literal["scrub"]
    step: Annotated[int, Field(ge=0, le=MOST_TRAINED)]


class EnterAct(Act):
    """Another workspace."""

    do: Literal["workspace"]
    key: LessonKey


class MoveAct(Act):
    """The cursor of a model's map goes to a code, and stays there as a pin if so asked."""

    do: Literal["cursor", "pin"]
    model: ModelIndex = 0
    z: Annotated[tuple[float, ...], Field(min_length=1, max_length=2)]


class ClickAct(Act):
    """A click on a control, in its middle or ``at`` a share of its width and height."""

    do: Literal["click"]
    control: ControlName
    at: tuple[float, float] | None = None


class DragAct(Act):
    """A drag on a control, from a share of its width and height to another."""

    do: Literal["drag"]
    control: ControlName
    start: tuple[float, float]
    end: tuple[float, float]


class ChooseAct(Act):
    """An entry, a tab, a number or a switch is chosen on a control, by what stands on it or by its value."""

    do: Literal["choose"]
    control: ControlName
    value: SettingValue


AnyAct = Annotated[
    SetAct | PressAct | TrainAct | ScrubAct | EnterAct | MoveAct | ClickAct | DragAct | ChooseAct,
    Field(discriminator="do"),
]


# ------------------------------------------------------------------ steps


class MapPlace(LessonPart):
    """A place on the map of a model, which is pointed at."""

    model: ModelIndex = 0
    z: Annotated[tuple[float, float], Field()]


class LessonStep(LessonPart):
    """What all steps have. ``point`` are the controls that are pointed at while the step is shown, ``place`` a place
    on a map. ``note`` are values that are remembered when the step is left, as ``notes.NAME`` from then on."""

    key: LessonKey
    point: tuple[ControlName, ...] = Field((), max_length=4)
    place: MapPlace | None = None
    note: dict[NoteName, Condition] = Field(default_factory=dict, max_length=12)

    @property
    def conditions(self) -> Iterator[Expression]:
        """Every expression in it."""
        yield from self.note.values()


class ExplainStep(LessonStep):
    """Something to read."""

    kind: Literal["explain"]


class LookStep(LessonStep):
    """Something to look at: there is always something that is pointed at."""

    kind: Literal["look"]

    @model_validator(mode="after")
    def _points(self) -> Self:
        if not self.point and self.place is None:
            raise ValueError("expected a point or a place to look at")
        return self


class Option(LessonPart):
    """One of the answers to a choice. It is right where ``right`` says so, when it is revealed: true, false, or a
    condition on this run's numbers."""

    key: LessonKey
    right: Truth = False


class AskStep(LessonStep):
    """A prediction. A *choice* has options; a *number* is right within ``tolerance``, a share of what it turns out to
    be, or within ``within``, in its unit, of ``value``; a *place* on the map of ``model`` is right where ``right``
    holds, in which ``answer.x``, ``answer.y`` and, where realism is measured, ``answer.realism`` and ``answer.hole``
    are known."""

    kind: Literal["ask"]
    answer: Literal["choice", "number", "place"]
    options: tuple[Option, ...] = Field((), max_length=8)
    value: Condition | None = None
    tolerance: Annotated[float, Field(ge=0, le=10)] = 0.2
    within: Annotated[float, Field(ge=0)] | None = None
    unit: Annotated[str, Field(max_length=20)] = ""
    low: float = -1e9
    high: float = 1e9
    model: ModelIndex = 0
    right: Condition | None = None

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        fits = {
            "choice": len(self.options) >= 2 and self.value is None and self.right is None,
            "number": not self.options and self.value is not None and self.right is None,
            "place": not self.options and self.value is None and self.right is not None,
        }
        if not fits[self.answer]:
            needs = {"choice": "two options or more", "number": "a value", "place": "a condition called right"}
            raise ValueError(f"a {self.answer} needs {needs[self.answer]}, and nothing of the other kinds")
        if len({option.key for option in self.options}) < len(self.options):
            raise ValueError("two options have the same key")
        return self

    def room(self, turned_out: float) -> float:
        """How far from what it *turned out* to be a number may lie and still is right."""
        return self.tolerance * abs(turned_out) if self.within is None else self.within

    @property
    def conditions(self) -> Iterator[Expression]:
        yield from super().conditions
        yield from (option.right for option in self.options if isinstance(option.right, Expression))
        yield from (each for each in (self.value, self.right) if each is not None)


class DoStep(LessonStep):
    """Waits until all ``goals`` hold at once; ``show`` is what Show me does."""

    kind: Literal["do"]
    goals: Annotated[tuple[Condition, ...], Field(min_length=1, max_length=5)]
    show: Annotated[tuple[AnyAct, ...], Field(min_length=1, max_length=12)]

    @property
    def conditions(self) -> Iterator[Expression]:
        yield from super().conditions
        yield from self.goals


class RevealStep(LessonStep):
    """Holds a prediction against what came of it. ``once`` is what has to hold before it can be told, such as that
    something has been measured."""

    kind: Literal["reveal"]
    of: LessonKey
    once: Condition | None = None

    @property
    def conditions(self) -> Iterator[Expression]:
        yield from super().conditions
        yield from () if self.once is None else (self.once,)


AnyStep = Annotated[ExplainStep | LookStep | AskStep | DoStep | RevealStep, Field(discriminator="kind")]


# ------------------------------------------------------------------ chapters and lessons


class ChapterStart(LessonPart):
    """The state in which a chapter begins: an experiment, by ``preset`` or inline, with settings ``set``, trained so
    many ``steps``, seen in a ``workspace``. Without an experiment it goes on with that of the chapter before."""

    preset: LessonKey | None = None
    experiment: dict[str, Any] | None = None
    set: dict[SettingPath, SettingValue] = Field(default_factory=dict, max_length=30)
    steps: Annotated[int, Field(ge=0, le=MOST_TRAINED)] = 0
    workspace: LessonKey | None = None
    before: tuple[AnyAct, ...] = Field((), max_length=12)  # done at once, unseen, before the first step is shown

    @model_validator(mode="after")
    def _one_experiment(self) -> Self:
        if self.preset is not None and self.experiment is not None:
            raise ValueError("expected a preset or an experiment, found both")
        return self

    @property
    def is_new(self) -> bool:
        """Whether it begins an experiment."""
        return self.preset is not None or self.experiment is not None


class Chapter(LessonPart):
    """A part of a lesson that can be jumped to."""

    key: LessonKey
    start: ChapterStart = ChapterStart()
    steps: Annotated[tuple[AnyStep, ...], Field(min_length=1, max_length=MOST_STEPS)]


class TellTale(LessonPart):
    """Of an exhibit in the museum of mistakes: the ``metric`` by which the ``wrong`` model is told from the ``right``
    one, on the two sides of ``level``."""

    metric: LessonKey
    wrong: ModelIndex
    right: ModelIndex
    level: float
    wrong_is: Literal["above", "below"]


class Lesson(LessonPart):
    """``version`` goes up whenever what is seen changes; ``order`` is its place in lists; ``minutes`` what it takes.
    A lesson with a ``tell_tale`` is an exhibit of the museum. ``seed`` is that of all its experiments."""

    version: Annotated[int, Field(ge=1, le=31)]
    order: Annotated[int, Field(ge=0, le=999)] = 999
    minutes: Annotated[int, Field(ge=1, le=120)]
    seed: Annotated[int, Field(ge=0, le=MOST_SEED)] = 0
    restrict: Restrictions = Restrictions()
    tell_tale: TellTale | None = None
    chapters: Annotated[tuple[Chapter, ...], Field(min_length=1, max_length=MOST_CHAPTERS)]

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        keys = [chapter.key for chapter in self.chapters]
        keys += [step.key for step in self.all_steps]
        for key in keys:
            if keys.count(key) > 1:
                raise ValueError(f"two chapters or steps are called {key!r}")
        if not self.chapters[0].start.is_new:
            raise ValueError("the first chapter needs a preset or an experiment to start from")
        asked: set[str] = set()
        for step in self.all_steps:
            if isinstance(step, AskStep):
                asked.add(step.key)
            elif isinstance(step, RevealStep) and step.of not in asked:
                raise ValueError(f"{step.key!r} reveals {step.of!r}, which has not been asked before")
        return self

    @property
    def all_steps(self) -> Iterator[AnyStep]:
        """In order, those of all chapters."""
        return (step for chapter in self.chapters for step in chapter.steps)

    @cached_property
    def count(self) -> int:
        """How many steps there are."""
        return sum(len(chapter.steps) for chapter in self.chapters)

    def find(self, key: str) -> AnyStep:
        """The step of that key. Raises KeyError."""
        for step in self.all_steps:
            if step.key == key:
                return step
        raise KeyError(key)
