"""``figures.json``: what was measured of a run when its training ended. Reading it needs no torch.

``{"format": 1, "step": 1000, "models": [{"label": "VAE", "family": "vae", "neg_elbo": 31.2, ...}, ...]}``. Figures are
those of the step that is named; of a run that was trained on since, they are the figures of its past.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from trainers.experiment import MAX_MODELS
from trainers.runs import inside
from trainers.runs.files import FORMAT, RunFolderError, read_json, write_json
from trainers.runs.index import Count, JsonPart, Text, problem_of

FIGURES = "figures.json"
# What a model's entry says besides its figures: who it is, and how it was trained.
ABOUT = frozenset({"label", "family", "steps", "seconds", "steps_per_second"})


class _Model(JsonPart):
    label: Text
    family: Text


class _Figures(JsonPart):
    format: Annotated[int, Field(ge=1, le=FORMAT)]
    step: Count
    models: Annotated[list[_Model], Field(min_length=1, max_length=MAX_MODELS)]


@dataclass(frozen=True)
class RunFigures:
    """What was measured at a step: per model its label and family, how it was trained, and its figures."""

    step: int
    models: tuple[Mapping[str, Any], ...]

    def numbers(self, model: int) -> dict[str, float]:
        """The figures of one model, by name: those that are numbers."""
        return {
            name: float(value) for name, value in self.models[model].items() if name not in ABOUT and is_finite(value)
        }


def is_finite(value: object) -> bool:
    """Whether that is a number that can be reckoned with; an edited file may hold whole numbers of any length."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def write_figures(run: Path, step: int, models: Sequence[Mapping[str, Any]]) -> None:
    """Keeps what ``result_line`` says of the *models* of a run, which stands at *step*. Raises OSError, and ValueError
    where a figure is no number or infinite: the run has diverged, and has no figures."""
    for model in models:
        for name, value in model.items():
            if isinstance(value, float) and not math.isfinite(value):
                raise ValueError(f"{name} of {model['label']} is not a number or infinite at the end")
    write_json(run, FIGURES, {"format": FORMAT, "step": step, "models": [dict(model) for model in models]})


def read_figures(run: Path) -> RunFigures:
    """What was measured last. Raises FileNotFoundError where nothing was, RunFolderError with one sentence where the
    file is damaged."""
    table = read_json(run, FIGURES)
    if problem := problem_of(_Figures, table):
        raise RunFolderError(f"{FIGURES}: {problem}")
    return RunFigures(table["step"], tuple(table["models"]))


def forget_figures(run: Path, step: int) -> None:
    """Training went back to *step*: what was measured after it is no more so. Raises OSError."""
    try:
        if read_figures(run).step <= step:
            return
    except FileNotFoundError:
        return
    except RunFolderError:  # a damaged one is of no use to anybody
        pass
    inside.remove(run, FIGURES)
