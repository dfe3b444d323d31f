"""Help > Diagnostics, with a quick process in place of the program."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.help.check_row import CheckRow, check_title
from explorer.help.diagnostics import SelfTestProcess, self_test_command
from explorer.help.diagnostics_dialog import DiagnosticsDialog
from explorer.style.theme import DARK, LIGHT
from tests.explorer.program import Program
from trainers.self_test.report import Check, Report

REPOSITORY = Path(__file__).resolve().parents[3]
START = (
    "import sys, time, os; from pathlib import Path\n"
    "from trainers.self_test.report import *\n"
    "recorder = Recorder(Path(sys.argv[1]), '1.2')\n"
    "recorder.plan(4)\n"
    "recorder.run('files', lambda: 'all there')\n"
)
WELL = START + "recorder.run('fonts', lambda: 'many'); sys.exit(recorder.finish())"
BROKEN = START + (
    "def fail(): raise SelfTestError('presets/x.toml is missing')\n"
    "recorder.run('presets', fail); recorder.run('fonts', lambda: Found('two', 'None of them is Chinese'))\n"
    "sys.exit(recorder.finish())"
)
DEAD = START + "print('libtorn.so: torn', flush=True); recorder.run('devices', lambda: os._exit(7))"
ENDLESS = START + "recorder.run('window', lambda: time.sleep(600))"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + ENDLESS


class Fake(SelfTestProcess):
    """Runs *code* instead of the program; ``files`` are the report files it was given."""

    def __init__(self, code: str) -> None:
        self.files: list[Path] = []

        def make(file: Path) -> Sequence[str]:
            self.files.append(file)
            return [sys.executable, "-c", code, str(file)]

        super().__init__(make)


def opened(qtbot: QtBot, process: SelfTestProcess) -> DiagnosticsDialog:
    dialog = DiagnosticsDialog(process, LIGHT)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def closed(qtbot: QtBot, dialog: DiagnosticsDialog) -> None:
    """Closes it and waits until it is gone."""
    gone: list[object] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.close()
    qtbot.waitUntil(lambda: _swept() and bool(gone), timeout=20_000)


def _swept() -> bool:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]
    return True


def text(dialog: QWidget, name: str) -> str:
    found = dialog.findChild(QLabel, name)
    assert found is not None
    return found.text()


def button(dialog: QWidget, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, f"diagnostics-{name}")
    assert found is not None
    return found


def press(dialog: QWidget, name: str) -> None:
    assert button(dialog, name).isVisible() and button(dialog, name).isEnabled()
    QTest.mouseClick(button(dialog, name), Qt.MouseButton.LeftButton)


def rows(dialog: QWidget) -> list[CheckRow]:
    _swept()
    return dialog.findChildren(CheckRow)


def test_all_is_well(qtbot: QtBot) -> None:
    process = Fake(WELL)
    dialog = opened(qtbot, process)
    assert not button(dialog, "copy").isEnabled() and button(dialog, "cancel").isVisible()
    qtbot.waitUntil(lambda: text(dialog, "diagnostics-headline") == "Everything works", timeout=20_000)
    assert [row.check.name for row in rows(dialog)] == ["files", "fonts"]
    assert rows(dialog)[0].accessibleName() == "The program's files: works"
    assert text(dialog, "diagnostics-said").startswith("2 checks in ")
    assert not button(dialog, "cancel").isVisible() and not dialog.findChild(QProgressBar).isVisible()
    press(dialog, "copy")
    assert "ok     fonts" in QGuiApplication.clipboard().text()
    assert not process.files[0].parent.exists(), "its folder is gone"
    press(dialog, "again")
    qtbot.waitUntil(lambda: len(process.files) == 2 and button(dialog, "again").isVisible(), timeout=20_000)
    assert [row.check.name for row in rows(dialog)] == ["files", "fonts"]
    closed(qtbot, dialog)


def test_what_failed_is_read_in_full(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = opened(qtbot, Fake(BROKEN))
    qtbot.waitUntil(lambda: text(dialog, "diagnostics-headline") == "1 of 3 checks failed", timeout=20_000)
    dialog.set_theme(DARK)
    failed, remark = rows(dialog)[1:]
    assert failed.accessibleName() == "Presets: failed" and remark.accessibleName() == "Fonts: works, with a remark"
    assert "presets/x.toml is missing" in [label.text() for label in failed.findChildren(QLabel)]
    assert "None of them is Chinese" in [label.text() for label in remark.findChildren(QLabel)]
    file = tmp_path / "报告.json"
    monkeypatch.setattr(dialog, "ask_report_path", lambda: file)
    press(dialog, "save")
    assert json.loads(file.read_text(encoding="utf-8"))["ok"] is False and str(file) in text(dialog, "diagnostics-said")
    monkeypatch.setattr(dialog, "ask_report_path", lambda: tmp_path / "none" / "report.json")
    press(dialog, "save")
    assert "could not be written: No such file" in text(dialog, "diagnostics-said")
    closed(qtbot, dialog)


def test_a_program_that_dies_is_told_with_its_last_words(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Fake(DEAD))
    expected = "The program ended in this check: Devices compute correctly"
    qtbot.waitUntil(lambda: text(dialog, "diagnostics-headline") == expected, timeout=20_000)
    assert text(dialog, "diagnostics-said").endswith("libtorn.so: torn")
    closed(qtbot, dialog)


def test_a_program_that_does_not_start(qtbot: QtBot) -> None:
    dialog = opened(qtbot, SelfTestProcess(lambda file: ["/no/such/program", str(file)]))
    qtbot.waitUntil(
        lambda: text(dialog, "diagnostics-headline") == "The self-test could not be started", timeout=20_000
    )
    assert text(dialog, "diagnostics-said") and button(dialog, "again").isVisible()
    closed(qtbot, dialog)


@pytest.mark.parametrize(
    "code", [ENDLESS, pytest.param(DEAF, marks=pytest.mark.skipif(os.name == "nt", reason="POSIX"))]
)
def test_cancel(qtbot: QtBot, code: str) -> None:
    process = Fake(code)
    dialog = opened(qtbot, process)
    expected = "Trying: The window"
    qtbot.waitUntil(lambda: text(dialog, "diagnostics-headline") == expected, timeout=20_000)
    progress = dialog.findChild(QProgressBar)
    assert (progress.value(), progress.maximum()) == (1, 4)
    press(dialog, "cancel")
    qtbot.waitUntil(lambda: text(dialog, "diagnostics-headline") == "Cancelled", timeout=20_000)
    assert not process.running and len(rows(dialog)) == 1 and not process.files[0].parent.exists()
    closed(qtbot, dialog)


def test_closed_while_it_runs_it_ends_the_process_and_goes(qtbot: QtBot) -> None:
    process = Fake(ENDLESS)
    dialog = opened(qtbot, process)
    qtbot.waitUntil(lambda: len(rows(dialog)) == 1, timeout=20_000)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    gone: list[object] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    qtbot.waitUntil(lambda: _swept() and bool(gone), timeout=20_000)
    assert not process.files[0].parent.exists()


@pytest.mark.qt_log_ignore("This plugin does not support raise")  # of windows off screen
def test_the_window_opens_one(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.help.diagnostics_dialog.SelfTestProcess", lambda: Fake(WELL))
    program = Program(qtbot, tmp_path)
    program.start()
    try:
        action = next(a for a in program.window.actions() if a.objectName() == "action_diagnostics")
        action.trigger()
        action.trigger()
        [dialog] = program.window.findChildren(DiagnosticsDialog)
        qtbot.waitUntil(lambda: text(dialog, "diagnostics-headline") == "Everything works", timeout=20_000)
        program.themes.set_mode("light")
        closed(qtbot, dialog)
        assert program.window.findChildren(DiagnosticsDialog) == []
    finally:
        assert program.close()


@pytest.mark.usefixtures("qapp")
def test_every_check_has_a_title(tmp_path: Path) -> None:
    assert check_title("family vae").startswith("Training: ") and "vae" not in check_title("family vae")
    assert check_title("of an add-on") == "of an add-on"
    source = (REPOSITORY / "explorer" / "self_test" / "__init__.py").read_text(encoding="utf-8")
    names = [line.split('"')[1] for line in source.splitlines() if 'recorder.run("' in line]
    assert len(names) >= 17 and [name for name in names if check_title(name) == name] == []


def test_the_command_is_the_program_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = self_test_command(tmp_path / "r.json")
    assert command[:4] == [sys.executable, "-P", "-m", "explorer"]
    assert "--self-test" in command and "--unseen" in command
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert self_test_command(tmp_path / "r.json")[:2] == [sys.executable, "--self-test"]


def test_a_long_traceback_keeps_its_last_lines(qtbot: QtBot) -> None:
    row = CheckRow(Check("window", False, "\n".join(f"line {i}" for i in range(40)) + "\nboom", 1.0), DARK)
    qtbot.addWidget(row)
    shown = "\n".join(label.text() for label in row.findChildren(QLabel))
    assert "boom" in shown and "line 39" in shown and "line 3\n" not in shown


def test_a_report_that_is_no_report_is_passed_over(qtbot: QtBot) -> None:
    process = Fake("import sys, pathlib; pathlib.Path(sys.argv[1]).write_text('[1'); sys.exit(0)")
    with qtbot.waitSignal(process.ended, timeout=20_000) as caught:
        process.start()
    assert caught.args == [Report(), "died", ""]
    process.deleteLater()
