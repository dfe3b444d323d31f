"""What mixtures are fitted to: the codes of examples, kept as long as the weights that make them stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from trainers.examples import Int64, Kept, frozen
from trainers.lazy import torch
from trainers.looking.looker import PIECE, Looker
from trainers.metrics.gaussians.mixtures import MOST_FITTED
from trainers.pieces import Pieces
from trainers.sentence import sentence

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.family import Family

PROBES = 16  # examples whose codes tell whether the others are still what they were


@dataclass(frozen=True)
class _Known:
    probes: Tensor
    codes: Tensor


class FittedCodes:
    """Encodes with a looker's models."""

    def __init__(self, looker: Looker) -> None:
        self._looker = looker
        self._known: dict[tuple[int, bool], _Known] = {}

    def family(self, model: int) -> Family:
        """The model; raises ValueError for one that is no mixture."""
        models = self._looker.models
        if not 0 <= model < len(models):
            raise ValueError(sentence(f"models: expected a model from 0 to {len(models) - 1}, found {model}"))
        if "mixture" not in models[model].capabilities:
            raise ValueError(sentence(f"{self.label(model)} is no mixture of components"))
        return models[model]

    def label(self, model: int) -> str:
        return self._looker.experiment.models[model].label

    @cached_property
    def rows(self) -> Int64:
        """Which training examples are fitted (N,), counted in the order in which they are shown."""
        shown = np.argsort(self._looker.order)
        return frozen(shown[:: _stride(len(shown))])

    def codes(self, model: int, held_out: bool = False) -> Pieces[Tensor]:
        """The codes (N, d), float64, that the mixture is fitted to; or those of held-out examples, chosen likewise."""
        family, examples = self.family(model), self._looker.examples
        kept = examples.test if held_out else examples.train
        kept = kept[:: _stride(len(kept))]
        probes = self._encode(family, kept[:: max(1, len(kept) // PROBES)][:PROBES])
        known = self._known.get((model, held_out))
        if known is None or not torch.equal(known.probes, probes):
            parts = []
            for start in range(0, len(kept), PIECE):
                parts.append(self._encode(family, kept[start : start + PIECE]))
                yield None
            known = self._known[model, held_out] = _Known(probes, torch.cat(parts))
        return known.codes

    def _encode(self, family: Family, kept: Kept) -> Tensor:
        return family.fitted(torch.tensor(kept, device=self._looker.device))


def _stride(count: int) -> int:
    """Every how many of so many examples are fitted, as mixtures.every_nth() takes them."""
    return max(1, -(-count // MOST_FITTED))
