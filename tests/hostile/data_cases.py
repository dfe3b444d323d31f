"""Hostile data: tables, arrays, archives, pictures, experiments."""

from __future__ import annotations

from pathlib import Path

from tests.hostile.case import Case


def _nothing(folder: Path) -> Path:
    return folder / "nothing.npz"


DATA_CASES = [
    Case(
        "data: a file that is not there",
        _nothing,
        ("check array", "drop"),
        r"nothing\.npz: (there is nothing|expected a file, found none)",
    ),
]
