"""No source is read, and none is kept, beside the byte code of what is imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PROBE = """
import linecache
from explorer.plain_imports import import_plainly

import_plainly()
import explorer.window.window
from PySide6.QtCore import QObject

read = [name for name in linecache.cache if "/explorer/" in name or "/pyqtgraph/" in name]
print(len(read), QObject().objectName() == "", __import__("sys").modules["explorer.window.window"].__name__)
"""


def probe(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_sources_of_what_is_imported_are_not_read() -> None:
    assert probe(PROBE) == "0 True explorer.window.window"


def test_without_it_they_are() -> None:
    """Where that fails, PySide reads them no more, and what this file tests can go."""
    read = int(probe(PROBE.replace("import_plainly()", "import PySide6.QtCore")).split()[0])
    assert read > 100
