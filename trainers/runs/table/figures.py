"""The figures of a run: what it was found to be worth when it ended, else its newest losses."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trainers.runs.figures import ABOUT, is_finite, read_figures
from trainers.runs.files import RunFolderError
from trainers.runs.metrics import MOST_NAMES
from trainers.runs.table.row import Figure

_LONGEST_NAME = 100  # characters


def judged_figures(folder: Path, step: int, models: int) -> tuple[tuple[Figure, ...], ...]:
    """Per model the figures that were found at *step*; empty where there are none, or of another step: the run was
    trained on since."""
    try:
        found = read_figures(folder)
    except (FileNotFoundError, RunFolderError):
        return ()
    return figures_of(list(found.models), models) if found.step == step else ()


def figures_of(found: object, models: int) -> tuple[tuple[Figure, ...], ...]:
    """The numbers in what was read of so many models; empty where it is of another shape, or holds none."""
    if not isinstance(found, list) or len(found) != models or not all(isinstance(each, dict) for each in found):
        return ()
    figures = tuple(_numbers(each) for each in found)
    return figures if any(figures) else ()


def _numbers(found: Mapping[str, Any]) -> tuple[Figure, ...]:
    named = ((name, value) for name, value in found.items() if name not in ABOUT and len(name) <= _LONGEST_NAME)
    return tuple((name, float(value)) for name, value in named if is_finite(value))[:MOST_NAMES]
