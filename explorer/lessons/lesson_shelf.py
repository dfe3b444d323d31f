"""Which lessons there are: read beside the window once they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from explorer.gui_thread.errand import Errand
from explorer.texts.sentences import sentence_text
from trainers.lessons.reading import ReadLesson, find_first, find_lessons, lesson_folders

FoundLessons = tuple[tuple[ReadLesson, ...], tuple[str, ...]]  # lessons, and a sentence on each that cannot be used


class LessonShelf(QObject):
    """Those of the program, and those in the ``folders`` of a teacher."""

    failed = Signal(str)  # one sentence: why none can be read
    first_found = Signal(object)  # the ReadLesson to begin with

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.folders: tuple[Path, ...] = ()
        self._found: FoundLessons | None = None
        self._then: list[Callable[[FoundLessons], None]] = []  # what waits for the lessons to be read
        self._reading = Errand("lessons", self)
        self._reading.done.connect(self._on_read)
        self._looking = Errand("lessons", self)  # for the first one: the others are not read until asked for
        self._looking.done.connect(self._on_looked)

    @property
    def is_busy(self) -> bool:
        """Whether somebody waits for the lessons."""
        return bool(self._then) or self._reading.is_running

    def set_folders(self, folders: Sequence[Path]) -> None:
        """Folders of a teacher, beside the program's own."""
        self.folders = tuple(folders)
        self._found = None
        if self._reading.is_running:
            self._read()
        if self._looking.is_running:
            self.look_for_first()

    def look_for_first(self) -> None:
        """Says by ``first_found`` with which lesson to begin, if there is one."""
        folders = lesson_folders(*self.folders)
        self._looking.start(lambda: find_first(folders))

    def with_all(self, then: Callable[[FoundLessons], object], anew: bool = False) -> None:
        """Calls *then* once they are read; *anew*, if they may have changed since."""
        if self._found is not None and not anew:
            then(self._found)
            return
        self._then.append(lambda found: (then(found), None)[1])
        if not self._reading.is_running:
            self._read()

    def find(self, name: str) -> ReadLesson | None:
        """The lesson of that name, among those that have been read."""
        return next((each for each in self._found[0] if each.name == name), None) if self._found else None

    def _read(self) -> None:
        folders = lesson_folders(*self.folders)
        self._reading.start(lambda: find_lessons(folders))

    def _on_read(self, found: FoundLessons | Exception) -> None:
        then, self._then = self._then, []
        if isinstance(found, Exception):
            self.failed.emit(sentence_text(str(found)))
            return
        self._found = found
        for each in then:
            each(found)

    def _on_looked(self, first: ReadLesson | Exception | None) -> None:
        if isinstance(first, ReadLesson):
            self.first_found.emit(first)
