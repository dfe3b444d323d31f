"""The figures of a run: what it was found to be worth when it ended, else its newest losses.

A run that was trained without a window leaves ``figures.json``: ``{"format": 1, "step": N, "models": [{"label": "VAE",
"family": "vae", "test_mse": 0.04, ...}]}``. It counts as long as the run has not been trained on since.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trainers.runs.files import RunFolderError, read_json
from trainers.runs.metrics import MOST_NAMES
from trainers.runs.table.row import Figure

FIGURES = "figures.json"
_SPEED = {"steps", "seconds", "steps_per_second"}  # tell of the machine and the plan, not of what was learned
_LONGEST_NAME = 100  # characters


def read_figures(folder: Path, step: int, models: int) -> tuple[tuple[Figure, ...], ...]:
    """Per model the figures that were found at *step*; empty where there are none, or of another step."""
    try:
        found = read_json(folder, FIGURES)
    except (FileNotFoundError, RunFolderError):
        return ()
    if found.get("format") != 1 or found.get("step") != step:
        return ()
    return figures_of(found.get("models"), models)


def figures_of(found: object, models: int) -> tuple[tuple[Figure, ...], ...]:
    """The numbers in what was read of so many models; empty where it is of another shape, or holds none."""
    if not isinstance(found, list) or len(found) != models or not all(isinstance(each, dict) for each in found):
        return ()
    figures = tuple(_numbers(each) for each in found)
    return figures if any(figures) else ()


def _numbers(found: Mapping[str, Any]) -> tuple[Figure, ...]:
    named = ((name, value) for name, value in found.items() if name not in _SPEED and len(name) <= _LONGEST_NAME)
    return tuple((name, float(value)) for name, value in named if _is_finite(value))[:MOST_NAMES]


def _is_finite(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # an edited file may hold an integer of any length
        return False
