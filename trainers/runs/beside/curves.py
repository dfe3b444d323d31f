"""The curves of models of several runs as if they had trained together: each over its own steps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from trainers import messages
from trainers.examples import Float32
from trainers.runs.beside.composing import ChosenModel
from trainers.runs.files import RunFolderError
from trainers.runs.metrics import MOST_VALUES
from trainers.sentence import sentence


def curves_beside(chosen: Sequence[ChosenModel]) -> messages.Scalars | None:
    """The metrics of each model up to the step at which its run was saved, NaN at steps that only others have; None
    where nobody has any. Raises RunFolderError where they would take too much memory."""
    parts = [(each.run.contents.first_step, _known(each)) for each in chosen]
    ends = [first + len(series) for first, metrics in parts for series in metrics.values()]
    if not ends:
        return None
    begin, end = min(first for first, metrics in parts if metrics), max(ends)
    if (end - begin) * sum(len(metrics) for _, metrics in parts) > len(chosen) * MOST_VALUES:
        raise RunFolderError(sentence("The steps of these runs lie too far from each other to be drawn side by side."))
    values = tuple(
        {name: _padded(series, first - begin, end - begin) for name, series in metrics.items()}
        for first, metrics in parts
    )
    return messages.Scalars(0, begin, values)


def clocks_beside(chosen: Sequence[ChosenModel], first_step: int, count: int) -> tuple[Float32 | None, ...]:
    """Of each model when its steps were done, from *first_step* on, as :meth:`TimeOfSteps.of` gives them; None where
    nobody knows."""
    found = []
    for each in chosen:
        seconds = each.run.contents.clock.of(first_step, count)
        if seconds is not None:
            seconds = np.where(np.arange(first_step, first_step + count) <= each.run.step, seconds, np.float32(np.nan))
            seconds.setflags(write=False)
        found.append(seconds)
    return tuple(found)


def _known(each: ChosenModel) -> dict[str, Float32]:
    """What lies after the checkpoint was trained, but is not what is looked at."""
    contents = each.run.contents
    count = each.run.step - contents.first_step + 1
    return {name: series[:count] for name, series in contents.curves[each.model].items() if count > 0}


def _padded(series: Float32, start: int, length: int) -> Float32:
    whole = np.full(length, np.nan, np.float32)
    whole[start : start + len(series)] = series
    whole.setflags(write=False)
    return whole
