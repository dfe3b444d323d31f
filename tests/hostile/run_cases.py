"""Hostile run folders, and things that are taken for one."""

from __future__ import annotations

from pathlib import Path

from tests.hostile.case import Case, honest_run


def _honest(folder: Path) -> Path:
    return honest_run(folder)


def _nested(folder: Path) -> Path:
    run = honest_run(folder)
    (run / "resume.json").write_text("[" * 100_000)
    return run


RUN_CASES = [
    Case("run: honest", _honest, ("evaluate", "open"), opens=True),
    Case("run: resume.json nested without end", _nested, ("open",), r"resume\.json: ", opens=True),
]
