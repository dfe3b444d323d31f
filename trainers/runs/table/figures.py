"""The figures of a run: what it was found to be worth on held-out data when it ended, else when its pictures were drawn
last, else the losses of its newest batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from trainers.runs.figures import ABOUT, is_finite, read_figures
from trainers.runs.files import RunFolderError
from trainers.runs.keyframes import read_tests
from trainers.runs.metrics import MOST_NAMES
from trainers.runs.table.row import Figure

_LONGEST_NAME = 100  # characters
MOST_TRIED = 12  # keyframes; in fast training several follow upon each other between two measurements


FiguresOfModels = tuple[tuple[Figure, ...], ...]  # those of each model


def held_out_figures(folder: Path, step: int, keyframes: Sequence[int], models: int) -> tuple[FiguresOfModels, int]:
    """Per model the figures on held-out data, and at which step they were found: at *step*, where the run stands, if it
    was measured there, else with the newest of its *keyframes* up to there that has any. Empty, and -1, where there are
    none."""
    if found := judged_figures(folder, step, models):
        return found, step
    for drawn in [each for each in reversed(keyframes) if each <= step][:MOST_TRIED]:
        try:
            tests = read_tests(folder, drawn, models)
        except RunFolderError:
            continue
        if figures := figures_of(list(tests), models):
            return figures, drawn
    return (), -1


def judged_figures(folder: Path, step: int, models: int) -> FiguresOfModels:
    """Per model the figures that were found at *step*; empty where there are none, or of another step: the run was
    trained on since."""
    try:
        found = read_figures(folder)
    except (FileNotFoundError, RunFolderError):
        return ()
    return figures_of(list(found.models), models) if found.step == step else ()


def figures_of(found: object, models: int) -> FiguresOfModels:
    """The numbers in what was read of so many models; empty where it is of another shape, or holds none."""
    if not isinstance(found, list) or len(found) != models or not all(isinstance(each, dict) for each in found):
        return ()
    figures = tuple(_numbers(each) for each in found)
    return figures if any(figures) else ()


def _numbers(found: Mapping[str, Any]) -> tuple[Figure, ...]:
    named = ((name, value) for name, value in found.items() if name not in ABOUT and len(name) <= _LONGEST_NAME)
    return tuple((name, float(value)) for name, value in named if is_finite(value))[:MOST_NAMES]
