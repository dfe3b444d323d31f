"""Plays a lesson in the window, chapter by chapter: once failing at everything, once doing it.

A chapter is built once: whoever fails skips what is to be done, and so changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pytestqt.exceptions import TimeoutError

from explorer.lessons.running.lesson_guide import LessonGuide
from explorer.state.lesson_shown import LessonShown
from tests.explorer.program import Program
from trainers.lessons.progress import Given, LessonProgress
from trainers.lessons.reading import ReadLesson
from trainers.lessons.schema import AskStep, DoStep, RevealStep
from trainers.lessons.texts import Live

PATIENCE_MS = 240_000  # beside other programs
FAR = 40.0  # of a place on a map, where nothing is encoded


class StuckError(AssertionError):
    """A lesson that nobody can go on with."""


class LessonPlayer:
    """``problems`` are what an author has to mend, one sentence each."""

    def __init__(self, program: Program, read: ReadLesson) -> None:
        self.program, self.read = program, read
        self.problems: list[str] = []
        self.patience = 10_000  # ms, till what was shown counts as done, and a number that is told as known
        program.guide.set_pace(0.0)

    def play(self) -> list[str]:
        """From the first step to the last one."""
        self.guide.begin(self.read)
        for index in range(len(self.read.lesson.chapters)):
            self._wait(lambda: not self.shown.building, f"chapter {index} was not built")
            if self.shown.problem:
                self._blame(f"it was not built: {self.guide.trouble}")
            begun = self.progress
            self._fail()
            self._go_back_to(begun)
            self._do()
        if not self.progress.finished:
            self._blame("the end was not reached")
        self.guide.leave()
        return self.problems

    @property
    def guide(self) -> LessonGuide:
        return self.program.guide

    @property
    def shown(self) -> LessonShown:
        assert self.program.state.lesson is not None
        return self.program.state.lesson

    @property
    def progress(self) -> LessonProgress:
        return self.shown.progress

    def _blame(self, text: str) -> None:
        self.problems.append(f"{self.read.name}, {self.progress.current.key}: {text}")

    def _wait(self, found: Callable[[], bool], text: str) -> None:
        if not self._comes(found, PATIENCE_MS):
            self._blame(text)
            raise StuckError(self.problems)

    def _comes(self, found: Callable[[], bool], patience: int) -> bool:
        """Whether it comes about in so many ms."""
        try:
            self.program.qtbot.waitUntil(found, timeout=patience)
        except TimeoutError:
            return False
        return True

    def _go_back_to(self, progress: LessonProgress) -> None:
        """As if nothing had been answered since; nothing else has changed."""
        self.program.session.show_lesson(replace(self.shown, progress=progress, pointed=progress.current.point))

    # ------------------------------------------------------------------ failing

    def _fail(self) -> None:
        """Everything in the chapter: wrong answers, or what may be one, and every deed is skipped."""
        steps = self.progress.current_chapter.steps
        for index, step in enumerate(steps):
            self._check_points()
            if isinstance(step, AskStep):
                self._answer(step, wrong=True)
            waits = self.progress.is_open
            if isinstance(step, DoStep) and not waits:
                self._blame("what is to be done is done already")
            if index < len(steps) - 1:
                self.guide.skip()
                if waits and step.key not in self.progress.skipped:
                    self._blame("it cannot be skipped")

    # ------------------------------------------------------------------ doing

    def _do(self) -> None:
        """Everything in the chapter, by Show me where that does it."""
        for step in self.progress.current_chapter.steps:
            self._comes(lambda: not self.program.session.unanswered, 20_000)  # as a reader is not as quick as this
            if isinstance(step, AskStep):
                self._answer(step, wrong=False)
            elif isinstance(step, DoStep):
                self._show_me(step)
            elif isinstance(step, RevealStep):
                self._await_telling(step)
            self._read_texts()
            self.guide.forward()

    def _answer(self, step: AskStep, wrong: bool) -> None:
        option = next((each.key for each in step.options if not (wrong and each.right is True)), None)
        away = step.low if wrong else min(max(1.0, step.low), step.high)
        x = FAR if wrong else 0.0
        given = {
            "choice": Given(choice=option),
            "number": Given(number=away),
            "place": Given(place=(x, x)),
        }[step.answer]
        self.guide.answer(given)
        self._wait(lambda: not self.progress.is_open, "its answer was not locked in")

    def _show_me(self, step: DoStep) -> None:
        if self.program.state.steps_a_second:
            self.program.session.set_pace(None)  # nobody looks on, as the guide's own pace says too
        self.guide.show_me()  # also where what a later step points at has brought a tab to the front, while failing
        self._wait(lambda: self.shown.showing is None, "Show me came to no end")
        if self.shown.problem:
            self._blame(f"Show me could not do it: {self.guide.trouble}")
            return
        if not self._comes(lambda: not self.progress.is_open, self.patience):
            goals = zip(step.goals, self.progress.met, strict=True)
            self._blame(f"Show me did it, and it is not done: {[goal.text for goal, met in goals if not met]}")

    def _await_telling(self, step: RevealStep) -> None:
        """Whether the prediction was right is told, and what would have been."""

        def told() -> bool:
            outcome = self.progress.outcomes.get(step.of)
            return outcome is not None and outcome.right is not None

        self._wait(told, f"nothing is told of {step.of}: {self.progress.outcomes.get(step.of)}")
        asked, outcome = self.read.lesson.find(step.of), self.progress.outcomes[step.of]
        if isinstance(asked, AskStep) and asked.answer != "place" and outcome.turned_out is None:
            self._blame(f"no answer to {step.of} is right")

    # ------------------------------------------------------------------ reading

    def _read_texts(self) -> None:
        """In each language every number in them is known by now."""
        known = self.guide.facts

        def unknown(live: Live) -> list[str]:
            return [each[0].text for each in live.parts if not isinstance(each, str) and each[0].value(known) is None]

        for language, texts in self.read.texts.items():
            for live in texts.steps[self.progress.current.key].all:
                if unknown(live) and not self._comes(lambda live=live: not unknown(live), self.patience):  # type: ignore[misc]
                    self._blame(f"not known in {language}: {unknown(live)}")

    def _check_points(self) -> None:
        """What is pointed at is there."""
        for name in self.progress.current.point:
            if self.guide.controls.find(name) is None:
                self._blame(f"it points at {name!r}, which is not there")
