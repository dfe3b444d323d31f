"""``--self-test``: what the trainers check of themselves, and then the window, driven by real events."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from explorer.app import make_application
from explorer.opening import open_bundled
from explorer.session import Session
from explorer.settings import Settings
from explorer.state import AppState
from explorer.theme import ThemeWatcher
from explorer.window import Window
from trainers.atomic_file import write_atomically
from trainers.messages import Phase
from trainers.self_test.families import Report, SelfTestError, attempt, run_self_test

PATIENCE_MS = 60_000
STEPS = 20


def run(report_file: Path | None) -> int:
    """Runs every check and prints a line each; returns 0 when all are well."""
    report = Report((attempt("window", check_window),)) + run_self_test()
    print(report.to_text())
    if report_file is not None:
        try:
            write_atomically(report_file, report.to_json().encode())
        except OSError as error:
            print(f"latent-explorer: {report_file} could not be written: {error.strerror}", file=sys.stderr)
            return 1
    return 0 if report.ok else 1


def check_window() -> str:
    """Opens the bundled run, decodes under a click, trains on, and closes."""
    app = make_application()
    with tempfile.TemporaryDirectory(prefix="latent-explorer-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        session = Session(place / "data", place / "runs", "cpu")
        window = Window(session, Settings(place / "settings.ini"), ThemeWatcher(app, "dark"))
        try:
            problems = open_bundled(session)
            if problems:
                raise SelfTestError("; ".join(problems))
            window.show()
            session.start()
            return _drive(session, window)
        finally:
            window.close()
            ended = session.close()
            window.deleteLater()
            if not ended:
                raise SelfTestError("a thread did not end within its time")


def _drive(session: Session, window: Window) -> str:
    wait_for(session, lambda state: state.phase is Phase.FINISHED and "cursor 0" in state.answers, "the run to open")
    before = session.state.answers["cursor 0"]
    view = window.maps.panels[0].map
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(view.width() // 4, view.height() // 2))
    wait_for(session, lambda state: state.answers["cursor 0"] is not before, "a decode under the click")
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
