"""What is kept of a lesson that was left in the middle, so that a reader can go on: a text, which is not believed when
it is read again."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trainers.lessons.notebook import Notebook
from trainers.lessons.progress import Given, LessonProgress, Outcome, fits
from trainers.lessons.schema import AskStep, Lesson

MOST_LETTERS = 200_000
MOST_KEPT = 720  # steps of a lesson
LONGEST_QUESTION = 2000
MOST_SECONDS = 1e7
PastKey = Annotated[str, Field(max_length=40)]
PastFact = bool | float | Annotated[str, Field(max_length=200)]
StepKeys = Annotated[tuple[PastKey, ...], Field(max_length=MOST_KEPT)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class PastAnswer(_Part):
    """A prediction, its ``question`` as it was read, and, where it was ``told``, what came of it."""

    choice: PastKey | None = None
    number: float | None = None
    place: tuple[float, float] | None = None
    found: dict[PastKey, PastFact] = Field(default_factory=dict, max_length=12)
    question: Annotated[str, Field(max_length=LONGEST_QUESTION)] = ""
    told: bool = False
    right: bool | None = None
    turned_out: float | PastKey | None = None


class LessonPast(_Part):
    """Of one ``version`` of a lesson, read in a ``language`` for so many ``seconds``. ``answers`` are by the key of the
    step that asked; ``done``, ``skipped`` and ``helped`` are keys of steps, ``notes`` what was noted by name."""

    format: Literal[1] = 1
    version: Annotated[int, Field(ge=1, le=31)]
    seconds: Annotated[float, Field(ge=0, le=MOST_SECONDS)] = 0.0
    language: Annotated[str, Field(max_length=20)] = ""
    answers: Annotated[dict[PastKey, PastAnswer], Field(max_length=MOST_KEPT)] = Field(default_factory=dict)
    done: StepKeys = ()
    skipped: StepKeys = ()
    helped: StepKeys = ()
    notes: Annotated[dict[PastKey, PastFact], Field(max_length=MOST_KEPT)] = Field(default_factory=dict)

    @property
    def text(self) -> str:
        """As it is kept."""
        return self.model_dump_json(exclude_defaults=True)

    def questions(self, language: str) -> dict[str, str]:
        """Those that were answered, as they were read, by key; none where that was in another *language*."""
        return {key: each.question for key, each in self.answers.items()} if language == self.language else {}


def read_past(text: str, version: int) -> LessonPast | None:
    """What was kept as *text* of that *version* of a lesson; None where it is of another one, or nothing of ours."""
    if not text or len(text) > MOST_LETTERS:
        return None
    try:
        past = LessonPast.model_validate_json(text)
    except ValidationError:
        return None
    return past if past.version == version else None


def past_of(progress: LessonProgress, seconds: float, language: str, questions: Mapping[str, str]) -> LessonPast:
    """What is to be kept of a *progress*, after so many *seconds*; *questions* are by key, as they were read."""
    return LessonPast(
        version=progress.lesson.version,
        seconds=min(seconds, MOST_SECONDS),
        language=language[:20],
        answers={key: _kept(progress, key, questions.get(key, "")) for key in progress.answers},
        done=tuple(sorted(progress.done)),
        skipped=tuple(sorted(progress.skipped)),
        helped=tuple(sorted(progress.helped)),
        notes={
            name: value for name, value in progress.notes.items() if not isinstance(value, str) or len(value) <= 200
        },
    )


def _kept(progress: LessonProgress, key: str, question: str) -> PastAnswer:
    given, outcome = progress.answers[key], progress.outcomes.get(key)
    return PastAnswer(
        choice=given.choice,
        number=given.number,
        place=given.place,
        found=dict(given.found),
        question=question[:LONGEST_QUESTION],
        told=outcome is not None,
        right=None if outcome is None else outcome.right,
        turned_out=None if outcome is None else outcome.turned_out,
    )


def with_past(lesson: Lesson, past: LessonPast) -> LessonProgress:
    """At the first step, with all of the *past* that this lesson can have."""
    asked = {step.key: step for step in lesson.all_steps if isinstance(step, AskStep)}
    keys = {step.key for step in lesson.all_steps}
    answers: dict[str, Given] = {}
    outcomes: dict[str, Outcome] = {}
    for key, each in past.answers.items():
        given = Given(each.choice, each.number, each.place, MappingProxyType(dict(each.found)))
        if key not in asked or not fits(asked[key], given):
            continue
        answers[key] = given
        if each.told and _can_turn_out(asked[key], each.turned_out):
            outcomes[key] = Outcome(each.right, each.turned_out)
    names = {name for step in lesson.all_steps for name in step.note}
    return LessonProgress(
        lesson,
        seen=frozenset({*past.done, *past.skipped}) & keys,
        done=frozenset(past.done) & (keys - asked.keys()) | answers.keys(),
        skipped=frozenset(past.skipped) & keys - answers.keys(),
        helped=frozenset(past.helped) & keys,
        answers=MappingProxyType(answers),
        outcomes=MappingProxyType(outcomes),
        notebook=Notebook(MappingProxyType({name: value for name, value in past.notes.items() if name in names})),
    )


def _can_turn_out(step: AskStep, found: str | float | None) -> bool:
    """Whether that can have come of it."""
    if step.answer == "choice":
        return found is None or found in {option.key for option in step.options}
    return found is None or (step.answer == "number" and not isinstance(found, str))
