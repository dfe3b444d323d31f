"""The device chip: what trains now and why, and a menu that chooses device and threads while training goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from explorer.run_bar.device_pill import DevicePill, ThreadFacts
from explorer.settings import Settings
from explorer.style.plain_text import plain_tip
from tests.explorer.program import Program
from trainers import messages
from trainers.machine.cores import usable_cores
from trainers.messages import Phase

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")
DEVICES = [("cpu", "CPU", ""), ("cuda", "NVIDIA GPU", "this PyTorch is a CPU build")]


@pytest.fixture
def pill(qtbot: QtBot) -> DevicePill:
    pill = DevicePill()
    qtbot.addWidget(pill)
    pill.set_text("CPU · 2 threads")
    pill.set_choices(DEVICES, "auto", 3, None)
    pill.show()
    qtbot.waitExposed(pill)
    return pill


def menu_of(pill: DevicePill) -> QMenu:
    menu = pill.menu()
    assert menu is not None
    return menu


def entry(pill: DevicePill, name: str) -> QAction:
    return next(action for action in menu_of(pill).actions() if action.objectName() == name)


def choose(qtbot: QtBot, pill: DevicePill, name: str) -> None:
    """Opens the menu by keyboard, goes to the entry, presses Enter."""
    menu = menu_of(pill)
    menu.popup(pill.mapToGlobal(pill.rect().bottomLeft()))
    qtbot.waitUntil(menu.isVisible)
    while menu.activeAction() is not entry(pill, name):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not menu.isVisible())


def test_the_menu_offers_devices_and_threads_and_checks_what_is_chosen(pill: DevicePill) -> None:
    texts = [action.text() for action in menu_of(pill).actions() if action.isVisible() and action.text()]
    assert texts == [
        "Device: automatic", "CPU", "NVIDIA GPU: this PyTorch is a CPU build",
        "Threads: automatic, as other programs leave them", "1 thread", "2 threads", "3 threads",
    ]  # fmt: skip
    assert not entry(pill, "device_cuda").isEnabled()
    checked = [action.objectName() for action in menu_of(pill).actions() if action.isChecked()]
    assert checked == ["device_auto", "threads_auto"]
    pill.set_choices(DEVICES, "cpu", 3, 2)
    checked = [action.objectName() for action in menu_of(pill).actions() if action.isChecked()]
    assert checked == ["device_cpu", "threads_2"]


def test_a_choice_is_a_wish_and_a_setter_is_none(qtbot: QtBot, pill: DevicePill) -> None:
    wishes: list[object] = []
    pill.threads_requested.connect(wishes.append)
    pill.device_requested.connect(wishes.append)
    pill.set_choices(DEVICES, "cpu", 3, 2)
    pill.show_threads(ThreadFacts(1, 2, 40, False, 50))
    assert wishes == []
    for name in ("threads_3", "threads_auto", "device_cpu"):
        choose(qtbot, pill, name)
    assert wishes == [3, None, "cpu"]


def test_space_opens_the_menu(qtbot: QtBot, pill: DevicePill) -> None:
    pill.activateWindow()
    pill.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[bool] = []

    def note() -> None:
        seen.append(True)
        menu_of(pill).close()

    menu_of(pill).aboutToShow.connect(lambda: QTimer.singleShot(0, note))
    QTest.keyClick(pill, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(seen))


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (ThreadFacts(2, 2), "2 threads: the machine is free"),
        (ThreadFacts(1, 2, 40, False, 50), "1 thread: other programs use the machine (since step 40)"),
        (ThreadFacts(1, 2, 40), "1 thread until the machine has been free for a while (since step 40)"),
        (ThreadFacts(2, 2, 0, True, 50), "2 threads, as was chosen"),
    ],
)
def test_it_says_what_is_used_and_why(pill: DevicePill, facts: ThreadFacts, why: str) -> None:
    pill.show_threads(facts)
    assert entry(pill, "device_why").text() == why and plain_tip(why) in pill.toolTip()
    busy = facts.percent is not None
    assert ("Training gets 50 %: the machine is busy" in pill.toolTip()) == busy
    assert (pill.property("state") == "busy") == busy
    assert plain_tip(pill.accessibleDescription()) == pill.toolTip()
    pill.show_threads(None)
    assert not entry(pill, "device_why").isVisible() and pill.property("state") != "busy"


def test_threads_are_chosen_while_training_and_remembered(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    program.start(play=True)
    pill = program.window.run.bar.device
    assert program.state.threads is not None and not program.state.threads.pinned
    choose(qtbot, pill, "threads_1")
    program.wait(lambda: program.state.threads is not None and program.state.threads.pinned)
    told = program.state.threads
    assert told is not None and told.threads == 1
    program.wait(lambda: pill.text() == "CPU · 1 thread")
    assert program.settings.threads == 1 and program.session.threads == 1
    choose(qtbot, pill, "threads_auto")
    program.wait(lambda: program.state.threads is not None and not program.state.threads.pinned)
    program.settings.save()
    assert Settings(tmp_path / "settings.ini").threads is None


def test_a_device_is_remembered_for_the_next_run(program: Program, qtbot: QtBot) -> None:
    program.start()
    choose(qtbot, program.window.run.bar.device, "device_cpu")
    assert program.settings.device == "cpu" and program.session.device == "cpu"
    assert program.window.note.isVisible()


def test_a_busy_machine_is_said_in_the_foot_until_it_is_over(program: Program) -> None:
    program.start(play=True)
    program.wait(lambda: program.state.ticked is not None)
    session, foot = program.session, program.window.run.foot
    tick = program.state.ticked
    assert tick is not None
    training = replace(program.state, phase=Phase.TRAINING)
    assert foot._message.whole_text == "Training."
    shown = replace(training, ticked=replace(tick, share=0.48))
    program.window.run.show_state(shown, training)
    assert foot._message.whole_text == "Training gets 50 %: the machine is busy"
    assert program.window.run.bar.device.property("state") == "busy"
    program.window.run.show_state(training, shown)
    assert foot._message.whole_text == "Training."
    assert session.state.phase is Phase.TRAINING


def test_edited_settings_read_as_automatic(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    for bad in ("0", "-1", "two", str(usable_cores() + 1), "9" * 5000):
        settings._store.setValue("train/threads", bad)
        assert settings.threads is None
    settings._store.setValue("train/device", "tpu")
    assert settings.device == "auto"


def test_a_number_on_the_command_line_is_checked() -> None:
    from explorer.options import parse_options

    assert parse_options(["--threads", "2"]).threads == 2
    with pytest.raises(SystemExit):
        parse_options(["--threads", "0"])


def test_the_worker_is_told(program: Program) -> None:
    sent: list[object] = []
    program.session._worker.send = sent.append  # type: ignore[method-assign]
    program.session.set_threads(1)
    assert sent == [messages.SetThreads(program.state.run_id, 1)]
