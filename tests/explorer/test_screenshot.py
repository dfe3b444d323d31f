"""The real program in a process of its own: it trains a little, writes a picture of itself and ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer import screenshot
from explorer.plane.plane_surface import PlaneSurface
from explorer.plane.viewport import Viewport
from explorer.state.state import AppState
from explorer.style.theme import DARK, LIGHT, Theme
from trainers import messages
from trainers.messages import Phase
from trainers.runs.folder import read_run

SMALL = """
title = "small"
steps = 2
batch_size = 32
[dataset]
name = "digits"
[[models]]
family = "vae"
layers = [8]
"""


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LATENT_EXPLORER_HOME": str(home)}
    command = [sys.executable, "-m", "explorer", *arguments]
    try:
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    except subprocess.TimeoutExpired as late:
        log = home / "logs" / "latent-explorer.log"
        pytest.fail(f"no end in 60 s\n{late.stderr!r}\n{log.read_text(encoding='utf-8') if log.exists() else 'no log'}")


def share_of(image: QImage, theme: Theme) -> float:
    """How much of the left edge has the panel's colour."""
    column = [image.pixelColor(2, y).name() for y in range(image.height())]
    return column.count(theme.panel) / len(column)


def test_a_preset_is_trained_a_little_and_seen(tmp_path: Path) -> None:
    shot = tmp_path / "shot.png"
    arguments = ["--preset", "ae-digits", "--screenshot", str(shot), "--after-steps", "3", "--size", "1280x720"]
    done = run(tmp_path / "home", *arguments, "--theme", "light", "--device", "cpu")
    assert (done.returncode, done.stderr) == (0, "")
    image = QImage(str(shot))
    assert (image.width(), image.height()) == (1280, 720)
    assert share_of(image, LIGHT) > 0.5 > share_of(image, DARK)


def test_a_plan_shorter_than_the_steps_asked_for_is_gone_beyond(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8")
    shot = tmp_path / "shot.png"
    arguments = ["--open", str(tmp_path / "small.toml"), "--screenshot", str(shot), "--after-steps", "5"]
    done = run(tmp_path / "home", *arguments, "--theme", "dark", "--size", "1280x720")
    assert (done.returncode, done.stderr) == (0, "") and shot.exists()
    (folder,) = (tmp_path / "home" / "runs").iterdir()
    assert read_run(folder).problems == ()


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--preset", "no-such-preset", "--screenshot", "shot.png"], 2, "no-such-preset"),
        (["--size", "large"], 2, "--size: expected WIDTHxHEIGHT"),
    ],
)
def test_what_cannot_be_shown_ends_with_a_sentence(
    tmp_path: Path, arguments: list[str], code: int, sentence: str
) -> None:
    done = run(tmp_path, *arguments)
    assert done.returncode == code and sentence in done.stderr and "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_data_that_are_not_there_are_said_and_pictured(tmp_path: Path) -> None:
    shot = tmp_path / "shot.png"
    arguments = ["--preset", "ae-mnist-2d", "--data-dir", str(tmp_path / "data"), "--screenshot", str(shot)]
    done = run(tmp_path / "home", *arguments)
    assert done.returncode == 1 and done.stderr.startswith("latent-explorer: ") and "MNIST" in done.stderr.upper()
    assert done.stderr.count("\n") == 1 and QImage(str(shot)).width() > 1000


def test_a_picture_that_cannot_be_written(tmp_path: Path) -> None:
    """It is said before anything is opened, with the name that was given."""
    shot = tmp_path / "nowhere" / "shot.png"
    done = run(tmp_path / "home", "--screenshot", str(shot))
    assert done.returncode == 2 and f"{shot}: No such file or directory" in done.stderr


@pytest.mark.parametrize("failed", [False, True])
def test_what_is_shown_is_waited_for_in_every_workspace(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failed: bool
) -> None:
    """... until all that was asked is answered; where looking failed nothing is waited for."""
    ended: list[int] = []
    monkeypatch.setattr(screenshot, "QApplication", SimpleNamespace(quit=lambda: ended.append(1)))
    monkeypatch.setattr(screenshot, "SETTLE_MS", 20)
    session, shot = Waiting(), tmp_path / "shot.png"
    window = QWidget()
    window.parts = {"": SimpleNamespace(is_answered=lambda state: True)}  # type: ignore[attr-defined]
    window.lesson_desk = SimpleNamespace(is_settled=True)  # type: ignore[attr-defined]
    window.files = SimpleNamespace(beside=SimpleNamespace(is_reading=False))  # type: ignore[attr-defined]
    qtbot.addWidget(window)
    made = screenshot.Screenshot(window, session, shot, steps=0)  # type: ignore[arg-type]
    ticked, pictures = messages.Ticked(1, 5, 5, 1.0, 1.0, 1.0), messages.PicturesDrawn(1, 5, ())
    problem = messages.Failed(1, "looking", 5, "", "") if failed else None
    state = AppState(phase=Phase.FINISHED, ticked=ticked, pictures=pictures, failed=problem)
    session.unanswered = frozenset({"cursor"})
    session.tell(state)
    if not failed:
        qtbot.wait(100)
        assert not shot.exists() and not ended
        session.unanswered = frozenset()
        session.tell(state)
        session.unanswered = frozenset({"holes"})  # asked while the window comes to rest
        qtbot.wait(100)
        assert not shot.exists() and not ended
        session.unanswered = frozenset()
        session.tell(state)
    qtbot.waitUntil(lambda: bool(ended))
    assert shot.exists() and made.code == 0


def test_what_is_still_being_played_is_waited_for(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A view plays what was answered at a pace of its own, and no state tells when it has come to the end."""
    ended: list[int] = []
    monkeypatch.setattr(screenshot, "QApplication", SimpleNamespace(quit=lambda: ended.append(1)))
    monkeypatch.setattr(screenshot, "SETTLE_MS", 20)
    session, shot, played = Waiting(), tmp_path / "shot.png", [False]
    window = QWidget()
    window.parts = {"": SimpleNamespace(is_answered=lambda state: played[0])}  # type: ignore[attr-defined]
    window.lesson_desk = SimpleNamespace(is_settled=True)  # type: ignore[attr-defined]
    window.files = SimpleNamespace(beside=SimpleNamespace(is_reading=False))  # type: ignore[attr-defined]
    qtbot.addWidget(window)
    made = screenshot.Screenshot(window, session, shot, steps=0)  # type: ignore[arg-type]
    ticked, pictures = messages.Ticked(1, 5, 5, 1.0, 1.0, 1.0), messages.PicturesDrawn(1, 5, ())
    session.tell(AppState(phase=Phase.FINISHED, ticked=ticked, pictures=pictures))
    qtbot.wait(100)
    assert not ended
    played[0] = True
    qtbot.waitUntil(lambda: bool(ended))
    assert shot.exists() and made.code == 0


def test_a_map_that_moves_is_waited_for(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine it comes to rest, and asks for what it shows then, later than one would think."""
    ended: list[int] = []
    monkeypatch.setattr(screenshot, "QApplication", SimpleNamespace(quit=lambda: ended.append(1)))
    monkeypatch.setattr(screenshot, "SETTLE_MS", 20)
    session, shot = Waiting(), tmp_path / "shot.png"
    window = QWidget()
    window.parts = {"": SimpleNamespace(is_answered=lambda state: True)}  # type: ignore[attr-defined]
    window.lesson_desk = SimpleNamespace(is_settled=True)  # type: ignore[attr-defined]
    window.files = SimpleNamespace(beside=SimpleNamespace(is_reading=False))  # type: ignore[attr-defined]
    qtbot.addWidget(window)
    surface = PlaneSurface(Viewport(100, 100), told=True, share=0.5, parent=window)
    window.show()
    made = screenshot.Screenshot(window, session, shot, steps=0)  # type: ignore[arg-type]

    def ask(extent: object) -> None:
        """As views do: a while after the map has come to rest."""
        QTimer.singleShot(15, lambda: setattr(session, "unanswered", frozenset({"holes"})))

    surface.view_changed.connect(ask)
    surface.show_view(Viewport(100, 100, cx=1.0))
    ticked, pictures = messages.Ticked(1, 5, 5, 1.0, 1.0, 1.0), messages.PicturesDrawn(1, 5, ())
    state = AppState(phase=Phase.FINISHED, ticked=ticked, pictures=pictures)
    session.tell(state)
    qtbot.waitUntil(lambda: bool(session.unanswered))
    qtbot.wait(100)
    assert surface.is_settled and not shot.exists() and not ended
    session.unanswered = frozenset()
    session.tell(state)
    qtbot.waitUntil(lambda: bool(ended))
    assert shot.exists() and made.code == 0


class Waiting(QObject):
    """What a screenshot asks of a session."""

    state_changed = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.state = AppState()
        self.unanswered: frozenset[str] = frozenset()

    def tell(self, state: AppState) -> None:
        old, self.state = self.state, state
        self.state_changed.emit(state, old)


def test_a_lesson_is_seen_once_its_chapter_is_made(tmp_path: Path) -> None:
    shot, here = tmp_path / "shot.png", Path(__file__).parent / "lessons"
    arguments = ["--lessons", str(here), "--lesson", "shown_lesson", "--chapter", "2", "--screenshot", str(shot)]
    done = run(tmp_path / "home", *arguments, "--theme", "light", "--size", "1280x720")
    assert (done.returncode, done.stderr) == (0, "")
    image = QImage(str(shot))
    accent = [image.pixelColor(x, 655).name() for x in range(338)].count(LIGHT.accent)
    assert accent == 0, "a number is asked for, so the way on is not open yet"
    panel = [image.pixelColor(2, y).name() for y in range(60, 660)].count(LIGHT.panel)
    assert panel > 500, "the lesson stands at the left"


def test_of_a_lesson_that_is_not_there_no_picture_is_taken(tmp_path: Path) -> None:
    shot = tmp_path / "shot.png"
    done = run(tmp_path / "home", "--lesson", "nowhere", "--screenshot", str(shot), "--size", "1280x720")
    assert (done.returncode, done.stderr) == (2, "latent-explorer: There is no lesson called “nowhere”.\n")
    assert not shot.exists()
