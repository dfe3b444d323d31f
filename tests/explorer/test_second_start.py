"""The real program, started twice; and started with settings that are to be put aside."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from explorer import app
from explorer.files.dialogs import Dialogs
from explorer.settings import Settings
from trainers import places


def start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LATENT_EXPLORER_HOME": str(home)}
    environment["XDG_RUNTIME_DIR"] = str(home)
    return subprocess.Popen(
        [sys.executable, "-m", "explorer", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def first(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A program that is open; ended by force, as by a system that shuts down."""
    process = start(tmp_path, "--device", "cpu")
    end = time.monotonic() + 60
    while not list(tmp_path.glob("latent-explorer-*")) and process.poll() is None and time.monotonic() < end:
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
    assert process.poll() is None, process.communicate()
    yield process
    process.terminate()
    process.communicate(timeout=60)


@pytest.mark.skipif(sys.platform == "win32", reason="looks for the socket in the file system")
def test_a_second_start_ends_at_once_and_says_why(first: subprocess.Popen[str], tmp_path: Path) -> None:
    second = start(tmp_path, str(tmp_path / "a run"))
    said, errors = second.communicate(timeout=60)
    assert (second.returncode, errors.replace("This plugin does not support propagateSizeHints()\n", "")) == (0, "")
    assert said == "latent-explorer: the window that is open already has been brought to the front\n"
    assert first.poll() is None
    shot = tmp_path / "shot.png"
    third = start(tmp_path, "--screenshot", str(shot))
    third.communicate(timeout=60)
    assert third.returncode == 0 and shot.exists(), "a screenshot has its own window"


# --------------------------------------------------------------------------- settings put aside


def test_settings_are_put_aside_and_it_is_said_where(capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(places.settings_file())
    settings.theme = "light"
    settings.save()
    former = app._put_settings_aside()
    assert isinstance(former, Path) and former.parent == places.settings_file().parent and former.exists()
    text = app._reset_text(former)
    assert str(former) in text and capsys.readouterr().out == f"latent-explorer: {text}\n"
    assert Settings(places.settings_file()).theme == "system"


def test_without_settings_there_is_nothing_to_put_aside() -> None:
    former = app._put_settings_aside()
    assert former is None and app._reset_text(former) == "There were no settings to reset."


def test_settings_that_cannot_be_put_aside_are_kept_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(places.settings_file())
    settings.theme = "light"
    settings.save()

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    former = app._put_settings_aside()
    assert isinstance(former, OSError)
    assert app._reset_text(former) == "The settings could not be reset: Permission denied"
    assert Settings(places.settings_file()).theme == "light"


# --------------------------------------------------------------------------- the name of an experiment's file


@pytest.mark.parametrize(
    ("typed", "name"),
    [("", "experiment.latent.toml"), ("mine", "mine.latent.toml"), ("mine.toml", "mine.toml")],
)
def test_a_file_of_an_experiment_gets_the_suffix_that_the_desktop_knows(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, typed: str, name: str
) -> None:
    """In Qt's own file dialog, by the keyboard."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def answer() -> None:
        dialog = qapp.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert field is not None
        if typed:
            field.clear()
            QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    try:
        chosen = Dialogs(window).ask_new("Save", tmp_path / "experiment.latent.toml", ".latent.toml")
    finally:
        qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, False)
    assert chosen is not None and chosen == Path(QDir.cleanPath(str(tmp_path / name)))
