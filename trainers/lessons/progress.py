"""How far a reader is in a lesson: a frozen value, and pure functions that give the next one.

Nothing here knows a window. Whoever shows a lesson tells it what the reader does (:func:`answer`, :func:`forward`,
:func:`back`, :func:`jump`) and, whenever something may have changed, the facts (:func:`observe`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from trainers.lessons.expressions import Expression
from trainers.lessons.facts import Fact, Facts, chained
from trainers.lessons.notebook import Notebook
from trainers.lessons.schema import AnyStep, AskStep, Chapter, DoStep, Lesson, RevealStep

NOTHING: Mapping[str, Fact] = MappingProxyType({})


@dataclass(frozen=True)
class Given:
    """A prediction, locked in: the key of an option, a number, or a place (x, y) on a map with what was measured there
    (``realism``, ``hole``)."""

    choice: str | None = None
    number: float | None = None
    place: tuple[float, float] | None = None
    found: Mapping[str, Fact] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True)
class Outcome:
    """How a prediction fared: ``right``, None where that cannot be told; ``turned_out`` is the key of the option, or
    the number, that this run gave."""

    right: bool | None
    turned_out: str | float | None = None


@dataclass(frozen=True)
class LessonProgress:
    """``chapter`` and ``step`` count from 0, the step within its chapter. ``seen`` are the keys of steps that were
    shown, ``done`` of those that were finished, ``skipped`` of those that were passed over instead, ``helped`` of
    those that Show me did. ``met`` says of each goal of the present step whether it holds now. ``notebook`` has the
    values that were noted, ``answers`` and ``outcomes`` are by the key of the step that asked."""

    lesson: Lesson
    chapter: int = 0
    step: int = 0
    seen: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    helped: frozenset[str] = frozenset()
    met: tuple[bool, ...] = ()
    answers: Mapping[str, Given] = field(default_factory=lambda: MappingProxyType({}))
    outcomes: Mapping[str, Outcome] = field(default_factory=lambda: MappingProxyType({}))
    notebook: Notebook = field(default_factory=Notebook)
    finished: bool = False

    @property
    def notes(self) -> Mapping[str, Fact]:
        """The values that were noted, by name."""
        return self.notebook.known

    @property
    def current(self) -> AnyStep:
        return self.current_chapter.steps[self.step]

    @property
    def current_chapter(self) -> Chapter:
        return self.lesson.chapters[self.chapter]

    @property
    def position(self) -> int:
        """Which of all steps this is, from 0 on."""
        return self.lesson.first_of(self.chapter) + self.step

    @property
    def is_open(self) -> bool:
        """Whether the present step still waits for the reader: an answer, or a deed. What was skipped waits no more."""
        step = self.current
        if isinstance(step, AskStep):
            return step.key not in self.answers
        if isinstance(step, DoStep):
            return step.key not in self.done
        return False

    @property
    def is_last(self) -> bool:
        return self.position == self.lesson.count - 1

    def facts(self, facts: Facts) -> Facts:
        """With what the lesson itself remembers: ``notes.NAME``; of each answer ``answers.KEY``, and of a place
        ``answers.KEY.x``, ``.y``, ``.realism`` and ``.hole``."""
        return chained(self._remembered, facts)

    def _remembered(self, name: str) -> Fact | None:
        first, _, rest = name.partition(".")
        if first == "notes":
            return self.notes.get(rest)
        if first != "answers":
            return None
        key, _, part = rest.partition(".")
        given = self.answers.get(key)
        if given is None:
            return None
        return _of(given, part)


def _of(given: Given, part: str) -> Fact | None:
    """One part of what was given."""
    if part in ("x", "y"):
        return None if given.place is None else given.place["xy".index(part)]
    if part:
        return given.found.get(part)
    return given.choice if given.choice is not None else given.number


def begin(lesson: Lesson) -> LessonProgress:
    """At the first step."""
    return _shown(LessonProgress(lesson))


def observe(progress: LessonProgress, facts: Facts) -> LessonProgress:
    """What the present step has waited for may have come about. The same value where nothing has changed."""
    step = progress.current
    notebook = progress.notebook.look(step, progress.facts(facts))
    if notebook is not progress.notebook:
        progress = replace(progress, notebook=notebook)
    if isinstance(step, DoStep):
        known = progress.facts(facts)
        met = tuple(goal.holds(known) for goal in step.goals)
        if step.key in progress.done:
            return progress
        if all(met):
            later = [each.key for each in list(progress.lesson.all_steps)[progress.position + 1 :]]
            notebook = progress.notebook.redone(later)
            return _finished(replace(progress, met=met, notebook=notebook), step.key)
        return progress if met == progress.met else replace(progress, met=met)
    if isinstance(step, RevealStep) and step.of in progress.answers:
        return _revealed(progress, step, facts)
    return progress


def answer(progress: LessonProgress, given: Given, facts: Facts) -> LessonProgress:
    """Locks a prediction in; the first one counts. What cannot be one of this step's answers is not taken."""
    step = progress.current
    if not isinstance(step, AskStep) or step.key in progress.answers or not fits(step, given):
        return progress
    answers = MappingProxyType({**progress.answers, step.key: given})
    return _finished(replace(progress, answers=answers), step.key)


def fits(step: AskStep, given: Given) -> bool:
    """Whether that can be an answer to what a *step* asks."""
    match step.answer:
        case "choice":
            return given.choice in {option.key for option in step.options}
        case "number":
            return given.number is not None and step.low <= given.number <= step.high
        case "place":
            return given.place is not None


def forward(progress: LessonProgress, facts: Facts) -> LessonProgress:
    """The next step; a step that still waits is skipped by that. What it notes is noted. At the end of a chapter the
    next one begins, at the end of the last one the lesson is finished."""
    step = progress.current
    notebook = progress.notebook.turned().leave(step, progress.facts(facts), not progress.is_open)
    noted = replace(progress, notebook=notebook)
    if progress.is_open:
        noted = replace(noted, skipped=noted.skipped | {step.key})
    else:
        noted = _finished(noted, step.key)
    if progress.is_last:
        return replace(noted, finished=True)
    if progress.step + 1 < len(progress.current_chapter.steps):
        return _shown(replace(noted, step=progress.step + 1, met=()))
    noted = replace(noted, notebook=noted.notebook.rebuilt(()))  # what is owed will never be known now
    return _shown(replace(noted, chapter=progress.chapter + 1, step=0, met=()))


def back(progress: LessonProgress) -> LessonProgress:
    """The step before, to be read again; what was answered and done stays."""
    if progress.position == 0:
        return progress
    before = replace(progress, notebook=progress.notebook.turned(), met=(), finished=False)
    if progress.step > 0:
        return replace(before, step=progress.step - 1)
    last = len(progress.lesson.chapters[progress.chapter - 1].steps) - 1
    return replace(before, chapter=progress.chapter - 1, step=last)


def jump(progress: LessonProgress, chapter: int) -> LessonProgress:
    """The first step of a chapter. What had been done in it is to be done again, for its state is built anew; answers
    that were locked in stay, and so does what came of them. Raises IndexError where there is no such chapter."""
    if not 0 <= chapter < len(progress.lesson.chapters):
        raise IndexError(f"expected a chapter from 0 to {len(progress.lesson.chapters) - 1}, found {chapter}")
    steps = progress.lesson.chapters[chapter].steps
    deeds = {step.key for step in steps if isinstance(step, DoStep)}
    notebook = progress.notebook.rebuilt(step.key for step in steps)
    there = replace(progress, chapter=chapter, step=0, met=(), finished=False, notebook=notebook)
    return _shown(replace(there, done=progress.done - deeds))


def go_on(progress: LessonProgress, position: int, facts: Facts) -> LessonProgress:
    """Forward within the chapter to the step at *position*, from 0 on, or to the first one that waits for a deed:
    nobody has done it, for the state of the chapter was built anew."""
    chapter = progress.chapter
    while progress.position < position and not isinstance(progress.current, DoStep):
        after = forward(progress, facts)
        if after.finished or after.chapter != chapter:
            break
        progress = after
    return progress


def help_given(progress: LessonProgress) -> LessonProgress:
    """Show me did the present step."""
    return replace(progress, helped=progress.helped | {progress.current.key})


def _finished(progress: LessonProgress, key: str) -> LessonProgress:
    """What was skipped before is so no more."""
    return replace(progress, done=progress.done | {key}, skipped=progress.skipped - {key})


def _shown(progress: LessonProgress) -> LessonProgress:
    return replace(progress, seen=progress.seen | {progress.current.key})


# ------------------------------------------------------------------ revealing


def _revealed(progress: LessonProgress, step: RevealStep, facts: Facts) -> LessonProgress:
    """Judged once it can be; what was told stays as it was told."""
    asked = progress.lesson.find(step.of)
    assert isinstance(asked, AskStep)
    known = progress.facts(facts)
    before = progress.outcomes.get(step.of)
    if (before is not None and before.right is not None) or (step.once is not None and not step.once.holds(known)):
        return progress
    outcome = judge(asked, progress.answers[step.of], known)
    if outcome == before:
        return progress
    return replace(progress, outcomes=MappingProxyType({**progress.outcomes, step.of: outcome}))


def judge(asked: AskStep, given: Given, facts: Facts) -> Outcome:
    """How a prediction fares by the *facts* as they are now."""
    match asked.answer:
        case "choice":
            truths = {option.key: _truth(option.right, facts) for option in asked.options}
            mine = None if given.choice is None else truths[given.choice]
            best = next((key for key, truth in truths.items() if truth), None)
            return Outcome(mine, given.choice if mine else best)
        case "number":
            turned_out = None if asked.value is None else asked.value.number(facts)
            if turned_out is None or given.number is None:
                return Outcome(None, turned_out)
            return Outcome(abs(given.number - turned_out) <= asked.room(turned_out), turned_out)
        case "place":
            here = chained(
                lambda name: _of(given, name.removeprefix("answer.")) if name.startswith("answer.") else None, facts
            )
            found = None if asked.right is None else asked.right.value(here)
            return Outcome(found if isinstance(found, bool) else None)


def _truth(right: bool | Expression, facts: Facts) -> bool | None:
    if isinstance(right, bool):
        return right
    found = right.value(facts)
    return found if isinstance(found, bool) else None
