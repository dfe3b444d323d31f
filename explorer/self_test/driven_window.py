"""The window itself, driven by real events."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from explorer.app import make_application
from explorer.files.opening import open_bundled
from explorer.settings import Settings
from explorer.state.channels import CURSOR
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.style.theme import ThemeWatcher
from explorer.window.window import Window
from explorer.workspaces import WORKSPACES
from trainers.messages import Phase
from trainers.self_test.report import SelfTestError

PATIENCE_MS = 60_000
STEPS = 20
# pyqtgraph imports Qt's OpenGL, but nothing may load a driver.
GL_DRIVER = re.compile(r"/(lib(GLX|EGL)_\w+\.so|\w+_dri\.so|libgallium)")


def check_window(place: Path, unseen: bool) -> str:
    """Opens the bundled run, decodes under a click, trains on, and closes; *unseen*, where nobody is disturbed by it.

    OpenGL must not be asked for, as many machines have none that works."""
    app = make_application()
    session = Session(place / "data", place / "runs", "cpu", workspaces=WORKSPACES)
    themes = ThemeWatcher(app, "dark")
    window = Window(session, Settings(place / "settings.ini"), themes)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, unseen)
    try:
        problems = open_bundled(session)
        if problems:
            raise SelfTestError("; ".join(problems))
        window.show()
        session.start()
        said = _drive(session, window)
    finally:
        window.close()
        ended = session.close()
        window.deleteLater()
        themes.deleteLater()
        if not ended:
            raise SelfTestError("a thread did not end within its time")
    if driver := _gl_driver():
        raise SelfTestError(f"OpenGL was asked for: {driver} was loaded")
    return said


def _gl_driver() -> str:
    """A driver among what this process has loaded, where the system shows that."""
    with suppress(OSError):
        for line in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines():
            if GL_DRIVER.search(line):
                return line.split()[-1]
    return ""


def _drive(session: Session, window: Window) -> str:
    cursor = CURSOR.of(0)
    wait_for(session, lambda state: state.phase is Phase.FINISHED and cursor.name in state.answers, "the run to open")
    before = session.state.answer(cursor)
    view = window.maps.panels[0].map
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(view.width() // 4, view.height() // 2))
    wait_for(session, lambda state: state.answer(cursor) is not before, "a decode under the click")
    first = session.state.ticked.step if session.state.ticked else 0
    button = window.findChild(QPushButton, "play")
    if button is None:
        raise SelfTestError("there is no Play button")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    wait_for(session, lambda s: s.ticked is not None and s.ticked.step >= first + STEPS, "training")
    session.stop()
    wait_for(session, lambda s: s.phase is Phase.PAUSED and s.saved is not None, "Stop and the save")
    if session.state.saved is None or session.state.saved.problem:
        raise SelfTestError(f"the run was not saved: {session.state.saved}")
    picture = window.grab()
    image = picture.toImage()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)}
    if len(colours) < 20:
        raise SelfTestError(f"the window shows next to nothing: {len(colours)} colours")
    return f"opened the bundled run, decoded, trained {STEPS} steps, saved; {len(colours)} colours on the screen"


def wait_for(session: Session, found: Callable[[AppState], bool], what: str) -> None:
    """Lets the window live until the state is as wished. Raises SelfTestError when it takes too long, or fails."""
    loop = QEventLoop()

    def look(new: AppState, _old: AppState) -> None:
        if found(new) or new.phase is Phase.FAILED:
            loop.quit()

    session.state_changed.connect(look)
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    if not found(session.state):
        loop.exec()
    session.state_changed.disconnect(look)
    if not found(session.state):
        status = session.state.status
        said = status.message if status else session.state.phase
        raise SelfTestError(f"waited {PATIENCE_MS // 1000} s at most for {what}; the window says: {said}")
