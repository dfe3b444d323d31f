"""Whether Qt finds a screen: tried in another process, because Qt ends the program where it finds none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from trainers.machine.own_program import NO_CONSOLE, own_command, own_environment
from trainers.self_test.report import Found, SelfTestError

PATIENCE_SECONDS = 60.0
REASONS = ("cannot open shared object file", "Cannot load library", "could not connect to display", "version `")


def check_screen(folder: Path) -> Found:
    """Starts Qt in another process. Raises SelfTestError with Qt's own reason where it cannot start.

    Where there is plainly no screen (a server, a container) that is only a warning."""
    file = folder / "screen.json"
    code, said = _probe(file)
    if code == 0:
        facts = json.loads(file.read_text(encoding="utf-8"))
        return Found(f"{facts['qt_platform']}: {', '.join(facts['screens']) or 'no screen'}")
    wanted = [name for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY") if os.environ.get(name)]
    if sys.platform == "linux" and not wanted:
        return Found("Qt was not asked for a window", "There is no screen here, so the window is tried off screen")
    _, explained = _probe(file, QT_DEBUG_PLUGINS="1")
    reasons = [line.strip() for line in explained.splitlines() if any(reason in line for reason in REASONS)]
    reason = "; ".join(dict.fromkeys(reasons[:4])) or " ".join(said.split()[-60:]) or "it gave no reason"
    raise SelfTestError(f"Qt cannot open a window here (exit code {code}): {reason}")


def use_offscreen() -> None:
    """What needs Qt is then tried without a screen. Must come before the application is made."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def answer_probe(file: Path) -> int:
    """What the other process does: makes the application and writes what it found."""
    from explorer.app import make_application

    make_application()
    file.write_text(json.dumps(describe_screen()), encoding="utf-8")
    return 0


def describe_screen() -> dict[str, Any]:
    """``qt``, ``qt_platform``, and ``screens`` such as "1440x900 at 2". Needs the application."""
    from PySide6.QtCore import qVersion
    from PySide6.QtGui import QGuiApplication

    screens = QGuiApplication.screens()
    return {
        "qt": qVersion(),
        "qt_platform": QGuiApplication.platformName(),
        "screens": [f"{s.size().width()}x{s.size().height()} at {s.devicePixelRatio():g}" for s in screens],
    }


def _probe(file: Path, **more: str) -> tuple[int, str]:
    """Exit code, and what was said."""
    command = own_command("explorer", "--self-test", "--probe-screen", str(file))
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=own_environment(**more), timeout=PATIENCE_SECONDS, creationflags=NO_CONSOLE,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise SelfTestError(f"Qt did not start within {PATIENCE_SECONDS:.0f} s") from None
    return done.returncode, done.stdout.decode("utf-8", errors="replace")
