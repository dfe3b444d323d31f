"""The models of several runs in one loop, with the weights that their runs were saved with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.messages import ModelOfRun
from trainers.runs.checkpoint import read_model
from trainers.runs.files import RunFolderError
from trainers.shown import shown_name
from trainers.training.loop import Loop
from trainers.training.loop_state import LoopState, StateError, check_learned

if TYPE_CHECKING:
    import torch
    from torch import Tensor

    from trainers.family import Family


def gather(
    experiment: Experiment, models: Sequence[ModelOfRun], examples: Examples, device: torch.device
) -> tuple[Loop, tuple[ModelOfRun, ...]]:
    """A loop of *experiment*, whose models have the display weights of those *models* of runs, in their order; and
    these, with the steps that were read. It stands where the furthest of them does. Raises ConfigError, or
    RunFolderError with one sentence that names the run."""
    loop = Loop(experiment, examples, device)
    weights, found = [], []
    for each, live in zip(models, loop.models, strict=True):
        name = shown_name(Path(each.folder).name)
        try:
            step, own = read_model(Path(each.folder), each.model)
            _check_fit(own, live)
        except (RunFolderError, StateError) as error:
            said = str(error)
            raise RunFolderError(said if said.startswith(f"{name}: ") else f"{name}: {said}") from None
        weights.append(own)
        found.append(replace(each, step=step))
    try:
        loop.take_weights(weights)
    except StateError as error:
        raise RunFolderError(str(error)) from None
    loop.step_count = max(each.step for each in found)
    return loop, tuple(found)


def _check_fit(weights: Mapping[str, Tensor], model: Family) -> None:
    """Raises RunFolderError or StateError unless a live *model* can take *weights*."""
    for name, tensor in model.nets.state_dict().items():
        given = weights.get(name)
        if given is None or given.shape != tensor.shape:
            expected, wrong = tuple(tensor.shape), "none" if given is None else str(tuple(given.shape))
            raise RunFolderError(f"its weights do not fit these data: expected {name} of {expected}, found {wrong}")
        if given.dtype != tensor.dtype:
            raise RunFolderError(f"its weights do not fit: expected {name} of {tensor.dtype}, found {given.dtype}")
    check_learned("", model, LoopState(dict(weights), {}))
