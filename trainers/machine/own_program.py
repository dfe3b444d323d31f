"""How to start this program once more, installed or from a checkout. The standard library only."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would flash one


def own_command(module: str, *arguments: str) -> list[str]:
    """The program with *arguments*; *module* is what a checkout runs instead: "explorer" or "trainers.cli".

    ``-P``: else Python would take modules of the same names from the working folder, which may be another checkout."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-P", "-m", module, *arguments]


def own_environment(**more: str) -> dict[str, str]:
    """This process's, in which a checkout also finds itself from any folder."""
    repository = str(Path(__file__).resolve().parents[2])
    paths = [repository, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **more}
