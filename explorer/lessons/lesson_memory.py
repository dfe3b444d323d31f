"""How far the user has come in each lesson, and with which predictions, from start to start."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSettings

from trainers.lessons.past import MOST_LETTERS, LessonPast, read_past

MOST_STEPS = 100_000  # a number beyond it was not written by the program


@dataclass(frozen=True)
class Remembered:
    """``furthest`` is the furthest step that was read, from 0 on; ``finished`` whether the end was ever reached."""

    furthest: int = 0
    finished: bool = False


class LessonMemory:
    """In the file of the settings, by the lesson's name. Another version of a lesson is one that was never read.

    In a class it begins anew, and is gone with it, for the next one who opens the class is somebody else. Only how far
    somebody has come is also remembered as outside of it."""

    def __init__(self, store: QSettings) -> None:
        self._store = store
        self._class: dict[str, str] | None = None

    def begin_class(self, is_open: bool) -> None:
        """Another class *is open* from now on, or none."""
        self._class = {} if is_open else None

    def read(self, name: str, version: int) -> Remembered | None:
        """None where it was never begun."""
        return _remembered(self._text(f"lessons/{name}"), version)

    def keep(self, name: str, version: int, position: int, finished: bool) -> None:
        """The reader is at the step *position*, from 0 on, or has *finished*: what is remembered never goes back."""
        key, now = f"lessons/{name}", Remembered(position, finished)
        if self._class is not None:
            self._class[key] = _written(now, _remembered(self._class.get(key), version), version)
        before = _remembered(self._store.value(key, ""), version)
        text = _written(now, before, version)
        if before is None or text != _written(before, before, version):
            self._store.setValue(key, text)

    def past(self, name: str, version: int) -> LessonPast | None:
        """What there was in a lesson that was left in the middle, for whoever goes on with it; None after its end."""
        remembered = self.read(name, version)
        if remembered is None or remembered.finished:
            return None
        return read_past(self._text(f"lessons_left/{name}"), version)

    def keep_past(self, name: str, past: LessonPast) -> None:
        """What there is now in a lesson that somebody is in; nothing once its end was reached."""
        remembered = self.read(name, past.version)
        text = "" if remembered is None or remembered.finished else past.text
        key = f"lessons_left/{name}"
        if self._class is not None:
            self._class[key] = text
        elif not text:
            self._store.remove(key)
        elif len(text) <= MOST_LETTERS:
            self._store.setValue(key, text)

    def _text(self, key: str) -> str:
        value = self._store.value(key, "") if self._class is None else self._class.get(key, "")
        return value if isinstance(value, str) else ""

    @property
    def is_empty(self) -> bool:
        """Whether no lesson was ever begun."""
        self._store.beginGroup("lessons")
        empty = not self._store.childKeys()
        self._store.endGroup()
        return empty


def _remembered(text: object, version: int) -> Remembered | None:
    parts = text.split(" ") if isinstance(text, str) else []
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() for part in parts):
        return None
    known, furthest, finished = (int(part[:9]) for part in parts)
    return Remembered(furthest, finished == 1) if known == version and furthest < MOST_STEPS else None


def _written(now: Remembered, before: Remembered | None, version: int) -> str:
    """The later one of the two."""
    furthest = max(now.furthest, 0 if before is None else before.furthest)
    return f"{version} {furthest} {int(now.finished or (before is not None and before.finished))}"
