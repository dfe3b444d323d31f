"""What a lesson is: data, never code. One folder: ``lesson.toml``, which is read here, and a file of texts a language.

A lesson has chapters, each with an experiment of its own to start from, so that it can be jumped to; a chapter has
steps. Steps either *explain*, *look* at a control, *ask* for a prediction, which is locked in before anything is
revealed, wait until something is *do*-ne, or *reveal* how the prediction fared on this very run. What a reader sees
stands in the texts (:mod:`trainers.lessons.texts`), what Show me does in :mod:`trainers.lessons.acts`; conditions and
numbers are expressions (:mod:`trainers.lessons.expressions`) over facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from trainers.experiment import MOST_SEED
from trainers.lessons.acts import AnyAct
from trainers.lessons.expressions import Expression
from trainers.lessons.restrictions import Restrictions
from trainers.lessons.words import (
    MOST_TRAINED,
    Condition,
    ControlName,
    LessonKey,
    LessonPart,
    ModelIndex,
    NoteName,
    SettingPath,
    SettingValue,
    Truth,
)

MOST_CHAPTERS, MOST_STEPS = 12, 60


# ------------------------------------------------------------------ steps


class MapPlace(LessonPart):
    """A place on the map of a model, which is pointed at."""

    model: ModelIndex = 0
    z: Annotated[tuple[float, float], Field()]


class LessonStep(LessonPart):
    """What all steps have. ``point`` are the controls that are pointed at while the step is shown, ``place`` a place
    on a map. ``note`` are values that are remembered when the step is left, or as soon as they are known then, as
    ``notes.NAME`` from then on."""

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

    def chapter_at(self, position: int) -> int:
        """The chapter in which the step at *position* is; both count from 0."""
        last = len(self.chapters) - 1
        return next((index for index in range(last) if position < self.first_of(index + 1)), last)

    def first_of(self, chapter: int) -> int:
        """Which of all steps the first one of a *chapter* is; both count from 0."""
        return sum(len(each.steps) for each in self.chapters[:chapter])

    def going_on_at(self, furthest: int) -> int:
        """Where a reader goes on who had come to the step *furthest*: there, or at the first step of its chapter that
        waits for a deed, for a chapter is built as it begins."""
        chapter = self.chapter_at(furthest)
        first, steps = self.first_of(chapter), self.chapters[chapter].steps
        deeds = (first + index for index, step in enumerate(steps) if isinstance(step, DoStep))
        return min(furthest, next(deeds, furthest), self.count - 1)

    def find(self, key: str) -> AnyStep:
        """The step of that key. Raises KeyError."""
        for step in self.all_steps:
            if step.key == key:
                return step
        raise KeyError(key)
