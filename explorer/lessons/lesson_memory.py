"""How far the user has come in each lesson, from start to start."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSettings

MOST_STEPS = 100_000  # a number beyond it was not written by the program


@dataclass(frozen=True)
class Remembered:
    """``furthest`` is the furthest step that was read, from 0 on; ``finished`` whether the end was ever reached."""

    furthest: int = 0
    finished: bool = False


class LessonMemory:
    """In the file of the settings, by the lesson's name. Another version of a lesson is one that was never read."""

    def __init__(self, store: QSettings) -> None:
        self._store = store

    def read(self, name: str, version: int) -> Remembered | None:
        """None where it was never begun."""
        text = self._store.value(f"lessons/{name}", "")
        parts = text.split(" ") if isinstance(text, str) else []
        if len(parts) != 3 or not all(part.isascii() and part.isdecimal() for part in parts):
            return None
        known, furthest, finished = (int(part[:9]) for part in parts)
        return Remembered(furthest, finished == 1) if known == version and furthest < MOST_STEPS else None

    def keep(self, name: str, version: int, position: int, finished: bool) -> None:
        """The reader is at the step *position*, from 0 on, or has *finished*: what is remembered never goes back."""
        before = self.read(name, version)
        furthest = max(position, 0 if before is None else before.furthest)
        ended = finished or (before is not None and before.finished)
        if before != Remembered(furthest, ended):
            self._store.setValue(f"lessons/{name}", f"{version} {furthest} {int(ended)}")

    @property
    def is_empty(self) -> bool:
        """Whether no lesson was ever begun."""
        self._store.beginGroup("lessons")
        empty = not self._store.childKeys()
        self._store.endGroup()
        return empty
