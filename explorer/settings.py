"""What the program remembers between starts, in one ini file whose place is passed in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSettings

from explorer.lessons.lesson_memory import LessonMemory
from explorer.state.workspace import Workspaces
from explorer.style.theme import MAX_FONT_SCALE, MIN_FONT_SCALE, THEMES, Mode
from explorer.workspaces import WORKSPACES
from trainers.machine.cores import usable_cores

MAX_RECENT = 12


def put_aside(file: Path) -> Path | None:
    """Renames the settings, so that the next ones are those of a first start; returns their new place, None when there
    are none. Raises OSError when they cannot be renamed; nothing has changed then."""
    if not file.exists():
        return None
    stem = f"{file.name}.{datetime.now():%Y-%m-%d}"
    names = (stem, *(f"{stem}-{number}" for number in range(2, 1000)))
    place = next(place for name in names if not (place := file.with_name(name)).exists())
    file.rename(place)
    return place


class Settings:
    """Typed access to the ini file. A value that cannot be used (edited by hand, of an older version) reads as its
    default; what is written reaches the disk at ``save`` or a moment later."""

    def __init__(self, file: Path, workspaces: Workspaces = WORKSPACES) -> None:
        self._workspaces = [each.key for each in workspaces]
        self._store = QSettings(str(file), QSettings.Format.IniFormat)
        self.lessons = LessonMemory(self._store)

    def save(self) -> bool:
        """Writes to the disk now; False when that is impossible (read-only or full)."""
        self._store.sync()
        return self._store.status() is QSettings.Status.NoError

    @property
    def theme(self) -> Mode:
        """ "system", "light" or "dark"."""
        value = self._text("view/theme", "system")
        return cast(Mode, value) if value in {"system", *THEMES} else "system"

    @theme.setter
    def theme(self, value: Mode) -> None:
        self._store.setValue("view/theme", value)

    @property
    def font_scale(self) -> float:
        """Size of all text, 1 is ordinary."""
        try:
            value = float(self._text("view/font_scale", "1"))
        except ValueError:
            return 1.0
        return value if MIN_FONT_SCALE <= value <= MAX_FONT_SCALE else 1.0

    @font_scale.setter
    def font_scale(self, value: float) -> None:
        self._store.setValue("view/font_scale", f"{value:g}")

    @property
    def language(self) -> str:
        """Such as "en" or "zh_CN"; empty follows the system."""
        return self._text("view/language", "")

    @language.setter
    def language(self, value: str) -> None:
        self._store.setValue("view/language", value)

    @property
    def workspace(self) -> str:
        """The workspace shown last."""
        first = self._workspaces[0]
        stored = self._text("view/workspace", first)
        return stored if stored in self._workspaces else first

    @workspace.setter
    def workspace(self, value: str) -> None:
        self._store.setValue("view/workspace", value)

    @property
    def device(self) -> str:
        """Where to train: "auto" or "cpu". A card may be gone at the next start, and automatically is taken first."""
        return "cpu" if self._text("train/device", "auto") == "cpu" else "auto"

    @device.setter
    def device(self, value: str) -> None:
        self._store.setValue("train/device", value)

    @property
    def threads(self) -> int | None:
        """With how many threads to train; None follows what other programs leave."""
        value = self._text("train/threads", "")
        return int(value) if value.isdecimal() and 1 <= int(value[:9]) <= usable_cores() else None

    @threads.setter
    def threads(self, value: int | None) -> None:
        self._store.setValue("train/threads", "" if value is None else str(value))

    def bytes_of(self, name: str) -> QByteArray:
        """What ``keep_bytes`` kept under *name* (window geometry, splitters); empty at first."""
        value = self._store.value(f"window/{name}", QByteArray())
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_bytes(self, name: str, value: QByteArray) -> None:
        self._store.setValue(f"window/{name}", value)

    @property
    def recent_runs(self) -> tuple[Path, ...]:
        """Run folders, newest first. They may have vanished since."""
        count = self._store.beginReadArray("recent")
        paths = []
        for index in range(min(count, MAX_RECENT)):
            self._store.setArrayIndex(index)
            path = self._store.value("path", "")
            if isinstance(path, str) and path:
                paths.append(Path(path))
        self._store.endArray()
        return tuple(paths)

    def add_recent_run(self, folder: Path) -> None:
        """Puts *folder* at the front."""
        self._keep_recent([folder, *(path for path in self.recent_runs if path != folder)])

    def _keep_recent(self, folders: list[Path]) -> None:
        self._store.remove("recent")
        self._store.beginWriteArray("recent", min(len(folders), MAX_RECENT))
        for index, folder in enumerate(folders[:MAX_RECENT]):
            self._store.setArrayIndex(index)
            self._store.setValue("path", str(folder))
        self._store.endArray()

    def _text(self, key: str, default: str) -> str:
        value = self._store.value(key, default)
        return value if isinstance(value, str) else default
