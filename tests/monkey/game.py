"""One game: the real window, the monkey's deeds, and all that may go wrong meanwhile."""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any, TextIO

import psutil
from PySide6 import QtCore
from PySide6.QtCore import QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from explorer.app import SWITCH_SECONDS, make_application
from explorer.files.dialogs import Dialogs
from explorer.gui_thread.garbage import GarbageCollector
from explorer.settings import Settings
from explorer.state.session import Session
from explorer.style.theme import ThemeWatcher
from explorer.window.window import Window
from explorer.workspaces import WORKSPACES
from tests.monkey.deeds import Deeds
from tests.monkey.files import make_files
from tests.monkey.watchdog import Watchdog
from trainers import places
from trainers.experiment import read_toml
from trainers.presets import list_presets, preset_path

BETWEEN_MS = 15  # from one deed to the next
REMEMBERED = 30
SAMPLE_SECONDS = 15.0
IGNORED = ("This plugin does not support",)  # of the offscreen platform
PRESET = "vae-digits"


@dataclass
class Outcome:
    """How a game went. ``problems`` is empty when all was well; ``memory`` are minutes and resident MB."""

    deeds: int = 0
    problems: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)
    longest_block: float = 0.0

    @property
    def most_mb(self) -> float:
        return max((mb for _, mb in self.memory), default=0.0)


class Answers(Dialogs):
    """Dialogs in which the monkey chooses one of its files, a new name, or nothing."""

    def __init__(self, files: list[Path], random: Random) -> None:
        self._files, self._random = files, random

    def ask_folder(self, title: str, start: Path, parent: QWidget | None = None) -> Path | None:
        return self._random.choice([None, *(path for path in self._files if path.is_dir())])

    def ask_file(self, title: str, start: Path, file_filter: str) -> Path | None:
        return self._random.choice([None, *(path for path in self._files if path.is_file())])

    def ask_new(self, title: str, suggestion: Path, suffix: str = "") -> Path | None:
        new = self._files[0].parent / f"new {self._random.randrange(5)}{suffix}"
        return self._random.choice([None, new, self._files[0].parent / "no such folder" / "new"])

    def ask_export(self, parent: QWidget, title: str, suggestion: Path, file_filter: str) -> Path | None:
        return self.ask_new(title, suggestion, suggestion.suffix)


class Game(QObject):
    """Plays until the time is over or something goes wrong."""

    def __init__(
        self, folder: Path, seed: int, seconds: float, block: float, say: Callable[[str], None], log: TextIO
    ) -> None:
        sys.setswitchinterval(SWITCH_SECONDS)
        self._app = make_application()
        self._app.setQuitOnLastWindowClosed(False)  # it may close the window: it is shown again
        super().__init__()
        self.outcome = Outcome()
        self._seconds, self._say, self._log = seconds, say, log
        self._last: deque[str] = deque(maxlen=REMEMBERED)
        self._opened: list[QUrl] = []
        for scheme in ("file", "http", "https"):
            QDesktopServices.setUrlHandler(scheme, self, "open_url")
        sys.excepthook = self._on_exception
        threading.excepthook = lambda found: self._on_exception(found.exc_type, found.exc_value, found.exc_traceback)
        QtCore.qInstallMessageHandler(self._on_qt_message)
        files = make_files(folder / "files")
        self._garbage = GarbageCollector()
        self._settings = Settings(places.settings_file())
        self._themes = ThemeWatcher(self._app, "dark")
        self._session = Session(folder / "data", places.runs_dir(), "cpu", workspaces=WORKSPACES)
        self._session.engine_started.connect(self._garbage.settle)
        self._session.run_built.connect(self._garbage.run_built)
        self._window = Window(self._session, self._settings, self._themes, Answers(files, Random(seed)))
        self._deeds = Deeds(self._window, files, seed)
        self._process = psutil.Process()
        self._watchdog = Watchdog(block, self._on_stuck)
        self._doing = self._over = False

    @Slot(QUrl)
    def open_url(self, url: QUrl) -> None:
        """Instead of the system's program."""
        self._opened.append(url)

    def play(self) -> Outcome:
        assert any(preset.path == preset_path(PRESET) for preset in list_presets())
        self._session.begin(read_toml(preset_path(PRESET)), PRESET, play=True)
        self._window.show()
        self._session.start()
        self._begun = self._sampled = time.monotonic()
        self._watchdog.beat()
        QTimer.singleShot(0, self._on_timeout)
        self._app.exec()
        self._watchdog.close()
        if not self._session.close():
            self._note("a thread did not end in time")
        self._garbage.close()
        QtCore.qInstallMessageHandler(None)
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
        self.outcome.last = list(self._last)
        self.outcome.longest_block = self._watchdog.longest
        return self.outcome

    def _on_timeout(self) -> None:
        """Deeds follow each other by ever new timers: one that repeats would rest while a menu or a dialog that a deed
        has opened waits for an answer."""
        self._watchdog.beat()
        if self._over:
            return
        if self._watchdog.stacks:
            self._note(f"the window stood still for {self._watchdog.longest:.1f} s\n{self._watchdog.stacks}")
        now = time.monotonic()
        if self.outcome.problems or now - self._begun > self._seconds:
            self._end()
            return
        QTimer.singleShot(BETWEEN_MS, self._on_timeout)
        if now - self._sampled > SAMPLE_SECONDS:
            self._sampled = now
            self._sample((now - self._begun) / 60)
        waits = self._app.activePopupWidget() or self._app.activeModalWidget()
        if not self._doing or waits is not None:
            self._do()

    def _do(self) -> None:
        if not self._window.isVisible():
            self._window.show()
        self.outcome.deeds += 1
        number, before, self._doing = self.outcome.deeds, self._doing, True
        self._tell(f"{number}: begins")
        try:
            self._tell(f"{number}: {self._deeds.do(number)}")
        finally:
            self._doing = before

    def _tell(self, deed: str) -> None:
        self._last.append(deed)
        print(deed, file=self._log)

    def _end(self) -> None:
        """Closes what waits for an answer, then the rest."""
        self._over = True
        while (popup := self._app.activePopupWidget()) is not None:
            popup.close()
        self._sample((time.monotonic() - self._begun) / 60)
        self._app.closeAllWindows()
        self._app.exit()

    def _sample(self, minutes: float) -> None:
        self.outcome.memory.append((minutes, self._process.memory_info().rss / 2**20))
        self._say(f"{minutes:5.1f} min  {self.outcome.deeds:5} deeds  {self.outcome.memory[-1][1]:6.0f} MB")

    def _on_stuck(self, stacks: str) -> None:
        """On the watchdog's thread: the window will not come back, so nothing else can tell."""
        deeds = "\n  ".join(self._last)
        self._say(f"PROBLEM: the window stands still for good\n{stacks}\nlast deeds:\n  {deeds}")
        os._exit(1)

    def _note(self, problem: str) -> None:
        if problem not in self.outcome.problems:
            self.outcome.problems.append(problem)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._note("".join(traceback.format_exception(kind, error, trace)))

    def _on_qt_message(self, kind: QtCore.QtMsgType, context: Any, text: str) -> None:
        if kind not in (QtCore.QtMsgType.QtDebugMsg, QtCore.QtMsgType.QtInfoMsg) and not text.startswith(IGNORED):
            self._note(f"Qt: {text}\n{''.join(traceback.format_stack()[-6:])}")
