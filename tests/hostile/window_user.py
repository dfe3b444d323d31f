"""A user with the whole window, who opens and drops hostile things one after the other."""

from __future__ import annotations

import os
import shutil
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6 import QtCore
from PySide6.QtCore import QEventLoop, QMimeData, QPoint, QPointF, Qt, QTimer, QtMsgType, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QToolButton

from explorer.app import make_application
from explorer.settings import Settings
from explorer.state.session import Session
from explorer.style.theme import ThemeWatcher
from explorer.widgets.elided_label import ElidedLabel
from explorer.window.window import Window
from explorer.workspaces import WORKSPACES
from tests.hostile.case import Case
from tests.hostile.judging import Seen
from trainers import places
from trainers.messages import Phase

PATIENCE = 60.0  # seconds until something that does not end counts as hanging, on a machine that is busy, too
TROUBLE = (Phase.NO_DATA, Phase.FAILED, Phase.DEVICE_LOST, Phase.OUT_OF_MEMORY, Phase.DIVERGED)


class WindowUser:
    """One window for all cases, as a user has it: what was open before a refusal is still there after it."""

    def __init__(self, root: Path) -> None:
        os.environ["LATENT_EXPLORER_HOME"] = str(root / "home")
        self._root, self._broken, self._printed = root, list[str](), list[str]()
        QtCore.qInstallMessageHandler(self._on_qt_message)
        app = make_application()
        self._window = Window(
            Session(root, places.runs_dir(), "cpu", workspaces=WORKSPACES),
            Settings(root / "settings.ini"),
            ThemeWatcher(app, "dark"),
        )
        self._session = self._window._session
        self._window.resize(1024, 640)
        self._mine = root / "mine"  # a run that may be trained on
        shutil.rmtree(self._mine, ignore_errors=True)  # of a process that a case has ended
        shutil.copytree(root / "honest", self._mine)
        self._window.files.open(self._mine)
        self._window.show()
        self._session.start()
        self._wait("the first run", lambda: self._session.state.can_train)
        self._wait("its pictures", lambda: self._session.state.pictures is not None)
        sys.excepthook = self._on_exception

    def close(self) -> None:
        self._window.close()
        self._session.close()

    def attempt(self, case: Case, command: str, made: Path, out: Path) -> Seen:
        self._broken.clear()
        self._printed.clear()
        self._window.note.hide()
        before = self._session.state
        began = time.thread_time()  # of the thread that must not be held up
        try:
            said = list(self._done(command, made))
        except TimeoutError as error:
            self._broken.append(str(error))
            said = []
        seconds = time.thread_time() - began
        state = self._session.state
        if self._window.note.isVisible():
            said.append(self._window.note.whole_text)
        if state.phase in TROUBLE and state.run_id != before.run_id:
            said.append(self._window.findChild(ElidedLabel, "status-message").whole_text)
        failed = state.failed
        if failed is not None and failed is not before.failed:
            self._broken.append(failed.traceback)
        changed = state.run_id != before.run_id or command == "recent"
        self._recover(out)
        printed, trace = "\n".join(self._printed), "\n".join(self._broken)
        return Seen(case.name, command, 0 if changed else 2, tuple(dict.fromkeys(said)), printed, trace, seconds)

    def _done(self, command: str, made: Path) -> list[str]:
        """Does it and waits for the end; what is said elsewhere than in the note."""
        before = self._session.state.run_id
        if command == "recent":
            return self._recent(made)
        if command == "drop":
            self._drop(made)
        else:
            self._window.come_forward(str(made))
        self._settle()
        state = self._session.state
        return self._trained() if command == "train here" and state.can_train and state.run_id != before else []

    def _settle(self) -> None:
        files = self._window.files
        self._wait("the window", lambda: not files.is_reading and self._session.state.phase is not Phase.STARTING)

    def _trained(self) -> list[str]:
        session = self._session
        before = session.state.saved
        session.advance(2)
        self._wait("two steps", lambda: session.state.phase is not Phase.TRAINING)
        session.save()
        self._wait("saving", lambda: session.state.saved is not before)
        saved = session.state.saved
        return [saved.problem] if saved is not None and saved.problem else []

    def _drop(self, made: Path) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(made))])
        common = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self._window, QDragEnterEvent(QPoint(5, 5), *common))
        QApplication.sendEvent(self._window, QDropEvent(QPointF(5, 5), *common))

    def _recent(self, made: Path) -> list[str]:
        home, os.environ["LATENT_EXPLORER_HOME"] = os.environ["LATENT_EXPLORER_HOME"], str(made.parent)
        try:
            menu = self._window.findChild(QToolButton, "menu").menu()
            menu.aboutToShow.emit()
            recent = self._window.files.recent()
        finally:
            os.environ["LATENT_EXPLORER_HOME"] = home
        return [text for _, text in recent]

    def _recover(self, out: Path) -> None:
        """Another case begins with a run that can be trained."""
        if self._session.state.can_train and not self._broken:
            return
        try:
            self._window.come_forward(str(self._mine))
            self._settle()
            self._wait("the honest run again", lambda: self._session.state.can_train)
        except TimeoutError as error:
            self._broken.append(f"afterwards, {error}")

    def _wait(self, what: str, found: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not found():
            if time.monotonic() > until:
                raise TimeoutError(f"{what} did not come within {PATIENCE:g} s: {self._session.state.phase}")
            _rest(3)
        _rest(0)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._broken.append("".join(traceback.format_exception(kind, error, trace)))
        sys.__excepthook__(kind, error, trace)  # where it ends the process nothing else tells

    def _on_qt_message(self, kind: QtMsgType, context: object, text: str) -> None:
        if "propagateSizeHints" not in text and kind is not QtMsgType.QtDebugMsg:
            self._printed.append(text)


def _rest(milliseconds: int) -> None:
    """Lets the window work, and sleeps where it has nothing to do, so that the other threads can."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
