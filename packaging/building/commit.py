"""Which state of the sources is built."""

from __future__ import annotations

import ast
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple


class Commit(NamedTuple):
    """`changed` is True when the working tree differs from the commit; `epoch` is its date in seconds."""

    name: str
    date: str  # ISO 8601
    epoch: int
    changed: bool


def read_commit(root: Path) -> Commit:
    """The commit of the checkout at *root*; "unknown" and SOURCE_DATE_EPOCH (else the newest source) without git."""
    try:
        show = ["git", "-C", str(root), "show", "--no-patch", "--format=%H %ct %cI", "HEAD"]
        name, epoch, date = subprocess.run(show, capture_output=True, text=True, check=True).stdout.split()
        status = ["git", "-C", str(root), "status", "--porcelain", "--untracked-files=no"]
        changed = bool(subprocess.run(status, capture_output=True, text=True, check=True).stdout.strip())
        return Commit(name, date, int(epoch), changed)
    except (OSError, subprocess.CalledProcessError, ValueError):
        given = os.environ.get("SOURCE_DATE_EPOCH", "")
        newest = max((path.stat().st_mtime for path in (root / "trainers").rglob("*.py")), default=0)
        seconds = int(given) if given.isdigit() else int(newest)
        return Commit("unknown", datetime.fromtimestamp(seconds, UTC).isoformat(), seconds, False)


def read_version(root: Path) -> str:
    """`__version__` of trainers/__init__.py, read without importing it. Raises ValueError when there is none."""
    file = root / "trainers" / "__init__.py"
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and any(getattr(name, "id", "") == "__version__" for name in node.targets):
            return str(ast.literal_eval(node.value))
    raise ValueError(f"{file}: expected a line __version__ = ..., found none")
