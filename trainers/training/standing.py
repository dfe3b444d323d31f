"""Where single moves of the players began: what is shown moves from there, and is saved with the run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from trainers.training.loop_state import LoopState, StateError

_PARTS = ("shown", "live")


@dataclass(frozen=True)
class Standing:
    """Per model the averaged weights as they were ``shown``, and the ``live`` ones; nothing of models without
    players."""

    shown: tuple[Mapping[str, Tensor], ...]
    live: tuple[Mapping[str, Tensor], ...]

    def moved_on(self, model: int, weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """What was shown of a model, moved as far as its live *weights* have moved since."""
        return {
            name: shown if torch.equal(weights[name], then) else shown + (weights[name] - then)
            for (name, shown), then in zip(self.shown[model].items(), self.live[model].values(), strict=True)
        }

    def tensors(self) -> dict[str, Tensor]:
        """By the names that they have in a saved state; nobody writes to them."""
        return {
            _name(index, part, name): tensor
            for part, models in zip(_PARTS, (self.shown, self.live), strict=True)
            for index, weights in enumerate(models)
            for name, tensor in weights.items()
        }


def saved_standing(state: LoopState, averages: Sequence[Mapping[str, Tensor]]) -> Standing | None:
    """Where single moves began in a saved *state*, given the *averages* of the models that have players and nothing of
    others; None where training went on at speed. Raises StateError where it does not fit."""
    if not any(_name(index, part, name) in state.tensors for part in _PARTS for index, name in _names(averages)):
        return None
    found = []
    for part in _PARTS:
        models: list[dict[str, Tensor]] = [{} for _ in averages]
        for index, name in _names(averages):
            own, saved = averages[index][name], state.tensors.get(_name(index, part, name))
            if saved is None or saved.shape != own.shape or saved.dtype != own.dtype:
                what = "nothing" if saved is None else f"{tuple(saved.shape)} of {saved.dtype}"
                place = _name(index, part, name)
                raise StateError(f"saved state: expected {place} of {tuple(own.shape)} of {own.dtype}, found {what}")
            models[index][name] = saved.detach().clone().to(own.device)
        found.append(tuple(models))
    return Standing(*found)


def _names(averages: Sequence[Mapping[str, Tensor]]) -> list[tuple[int, str]]:
    return [(index, name) for index, weights in enumerate(averages) for name in weights]


def _name(model: int, part: str, name: str) -> str:
    return f"models.{model}.standing.{part}.{name}"
