"""What the steps of training measured: the metrics of several of them as one message, and whether they are numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from trainers import messages
from trainers.lazy import torch
from trainers.sentence import sentence

if TYPE_CHECKING:
    from torch import Tensor


class NonFiniteError(Exception):
    """A loss is NaN or infinite."""

    def __init__(self, label: str, metric: str, step: int) -> None:
        super().__init__(sentence(f"{metric} of {label} became not a number or infinite at step {step}"))
        self.label, self.metric, self.step = label, metric, step


def stack_scalars(run_id: int, first_step: int, steps: Sequence[Sequence[dict[str, Tensor]]]) -> messages.Scalars:
    """The 0-d tensors of several steps as one message; one transfer from the device for all of them."""
    keys = [(index, metric) for index, values in enumerate(steps[0]) for metric in values]
    flat = torch.stack([values[index][metric] for values in steps for index, metric in keys])
    table = flat.float().cpu().numpy().reshape(len(steps), len(keys))
    values: list[dict[str, np.ndarray]] = [{} for _ in steps[0]]
    for column, (index, metric) in enumerate(keys):
        series = np.ascontiguousarray(table[:, column])
        series.setflags(write=False)
        values[index][metric] = series
    return messages.Scalars(run_id, first_step, tuple(values))


def check_finite(labels: Sequence[str], scalars: messages.Scalars) -> None:
    """Raises NonFiniteError with the first value of the models of these *labels* that is no number or infinite."""
    for label, values in zip(labels, scalars.values, strict=True):
        for metric, series in values.items():
            bad = np.flatnonzero(~np.isfinite(series))
            if bad.size:
                raise NonFiniteError(label, metric, scalars.first_step + int(bad[0]))
