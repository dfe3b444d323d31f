"""A small lesson with a step of every kind, for tests of what is drawn of a lesson."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from explorer.state.lesson_shown import LessonShown
from trainers.lessons.facts import Fact, Facts, facts_of
from trainers.lessons.progress import LessonProgress, begin, forward
from trainers.lessons.reading import ReadLesson, read_lesson

FOLDER = Path(__file__).parent / "shown_lesson"
FACTS: dict[str, Fact] = {"step": 20.0, "models.1.beta": 1.0}


def shown(language: str = "en", step: str = "", facts: Facts | None = None) -> LessonShown:
    """The lesson at its beginning, or at the step of that key; those before are passed over."""
    read = read_lesson(FOLDER)
    progress = begin(read.lesson)
    while step and progress.current.key != step:
        progress = forward(progress, facts or facts_of(FACTS))
    return LessonShown(read, progress, language, read.lesson.seed)


def at(lesson: LessonShown, progress: LessonProgress) -> LessonShown:
    return replace(lesson, progress=progress)


def lesson() -> ReadLesson:
    return read_lesson(FOLDER)
