"""Keeps how far the reader of a lesson has come, and with which predictions, whenever that changes."""

from __future__ import annotations

from collections.abc import Callable

from explorer.lessons.lesson_memory import LessonMemory
from explorer.state.changes import changed
from explorer.state.lesson_shown import LessonShown
from explorer.state.state import AppState
from trainers.lessons.class_opening import OpenedClass
from trainers.lessons.past import LessonPast


class LessonKeeper:
    """*past_of* gives what is to be kept of the lesson that is open, or was last."""

    def __init__(self, memory: LessonMemory, past_of: Callable[[LessonShown], LessonPast]) -> None:
        self._memory, self._past_of = memory, past_of
        self._begun_in: OpenedClass | None = None  # the class in which the lesson was begun that is open

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Keeps what differs from *old*; as a lesson is left, the time until then, too."""
        if changed(new, old, "classroom"):
            self._memory.begin_class(new.classroom is not None)
        lesson, before = new.lesson, None if old is None else old.lesson
        if lesson is not None and before is None:
            self._begun_in = new.classroom
        now = lesson or before
        if now is None or (lesson is not None and before is not None and lesson.progress is before.progress):
            return
        if new.classroom is self._begun_in:  # the next one in a class is told nothing of those before
            name, progress = now.read.name, now.progress
            self._memory.keep(name, now.read.lesson.version, progress.position, progress.finished)
            self._memory.keep_past(name, self._past_of(now))
