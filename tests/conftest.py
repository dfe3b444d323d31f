"""What every test gets: a quiet offscreen Qt, nothing of the user's touched, and an alarm for what is left behind."""

from __future__ import annotations

import gc
import itertools
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPalette
    from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

REPOSITORY = Path(__file__).resolve().parents[1]


def pytest_configure(config: pytest.Config) -> None:
    """Of several processes of pytest-xdist each keeps to one core: threads of two that wait for each other's cores take
    many times as long. What is loaded now stays: nobody looks for garbage in it, neither meanwhile nor later."""
    gc.disable()
    worker = getattr(config, "workerinput", None)
    if worker is not None and hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[int(worker["workerid"].removeprefix("gw")) % len(cores)]})


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


_plain: list[tuple[str, QPalette, QFont]] = []
_LARGE = ("torch", "sklearn", "torchmetrics")
_seen: set[str] = set()


def _collect_garbage() -> None:
    """All of it, but not in all that was there before the first test, nor in the large libraries once they are there:
    that would take a fifth of a second per test."""
    gc.collect()
    if new := {"", *(name for name in _LARGE if name in sys.modules)} - _seen:
        _seen.update(new)
        gc.freeze()


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for each test that begins. pytest would number them by looking at all that there are, each time."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def _own_places(monkeypatch: pytest.MonkeyPatch, _homes: Iterator[Path]) -> None:
    """Settings, runs and logs go to a temporary folder."""
    home = next(_homes)
    home.mkdir()
    monkeypatch.setenv("LATENT_EXPLORER_HOME", str(home))


@pytest.fixture(autouse=True)
def _machine_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other programs never change the number of threads that a test trains with: bits are compared."""
    from trainers.training import sharing

    monkeypatch.setattr(sharing, "read_machine", lambda: sharing.Reading(sharing.monotonic(), 0.0, 0.0, 0.0))


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written is handed to the system and no more: no test cuts the power, and a suite's thousands of files
    would each wait for the disk to have them."""
    monkeypatch.setattr(os, "fsync", lambda _file: None)


@pytest.fixture(autouse=True)
def _no_leaked_threads() -> Iterator[None]:
    """A test that starts a thread ends it."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and t.is_alive() and not t.name.startswith("tqdm")]
    for thread in left:
        thread.join(2.0)
    alive = [thread.name for thread in left if thread.is_alive()]
    assert not alive, f"threads left behind: {alive}"


@pytest.fixture(autouse=True)
def _threads_of_torch() -> Iterator[None]:
    """A test that trains with several threads leaves them to no other one: on a busy machine the threads of a small
    sum wait for each other twenty times as long as it takes."""
    loaded = sys.modules.get("torch")
    before = None if loaded is None else loaded.get_num_threads()
    yield
    if before is not None and loaded is not None and loaded.get_num_threads() != before:
        loaded.set_num_threads(before)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application of pytest-qt. How it looks before any test is remembered."""
    _plain.append((qapp.styleSheet(), qapp.palette(), qapp.font()))
    return qapp


@pytest.fixture(autouse=True)
def _plain_application(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever theme or size of text a test, or what several tests share, gives the application, the next one begins
    without."""
    yield
    if "qapp" not in request.fixturenames:
        return
    application, [(sheet, palette, font)] = request.getfixturevalue("qapp"), _plain
    if (application.styleSheet(), application.font()) != (sheet, font):
        application.setStyleSheet(sheet)
        application.setPalette(palette)
        application.setFont(font)


@pytest.fixture(autouse=True)
def _no_leaked_widgets(request: pytest.FixtureRequest, _plain_application: None) -> Iterator[None]:
    """A test that opens a window closes it, and leaves no timer running."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    qtbot = request.getfixturevalue("qtbot")  # so that its own clean-up runs after the check's start
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer
    from PySide6.QtWidgets import QApplication

    gc.disable()  # as in the program: other threads must not collect what belongs to Qt
    before = {id(widget) for widget in QApplication.topLevelWidgets()}
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    yield
    for reference, callback in getattr(request.node, "qt_widgets", []):  # what qtbot.addWidget was given
        widget = reference()
        if widget is not None:
            if callback is not None:
                callback(widget)
            widget.close()
            widget.deleteLater()
    request.node.qt_widgets = []
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    _collect_garbage()
    gc.enable()
    left = [w for w in QApplication.topLevelWidgets() if id(w) not in before]
    assert not left, f"top-level widgets left behind: {left}"
    timers = [timer for timer in application.findChildren(QTimer) if timer.isActive()]
    assert not timers, f"timers left running: {timers}"
    assert qtbot is not None
