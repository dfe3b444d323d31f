"""One more move of a player, or many, on a copy: what would happen if the other stood still."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from trainers.files.mapped import take_rows
from trainers.lazy import torch
from trainers.looking.looker import Looker
from trainers.pieces import Pieces
from trainers.schedules import Clock, learning_rate_factor

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.family import Family


@contextmanager
def learning() -> Iterator[None]:
    """Gradients, also on a thread that otherwise only looks. Left before each yield: the mode is the thread's."""
    with torch.inference_mode(False), torch.enable_grad():
        yield


SEED = 2  # of no other look: else the fakes that a copy learns from would be those that it is asked about afterwards


class Sparring:
    """A copy of a looker's model, with optimisers that remember nothing. The model itself is never changed."""

    def __init__(self, looker: Looker, index: int) -> None:
        self._looker = looker
        self._generator = torch.Generator(looker.device).manual_seed(SEED)
        with learning():
            self.model: Family = copy.deepcopy(looker.models[index])
            self.model.nets.requires_grad_(True)

    def move(self, player: str, factor: float = 1.0) -> None:
        """One move of *player* on a batch of training images, at *factor* of its learning rate."""
        rate = self.model.learning_rates()[player] * factor
        for group in self.model.optimizers[player].param_groups:
            group["lr"] = rate
        with learning():
            x, y = self._batch()
            self.model.nets.train()
            self.model.move(player, x, y, self._generator)
        self.model.nets.eval()

    def train(self, player: str, first: int, last: int, total: int) -> Pieces[None]:
        """Moves *first* to *last* of *total*, over which the learning rate falls: else no player comes to rest."""
        for step in range(first, last):
            self.move(player, learning_rate_factor(Clock(step, total)))
            yield None

    def _batch(self) -> tuple[Tensor, Tensor | None]:
        examples = self._looker.examples
        size = min(self._looker.experiment.plan.batch_size, len(examples.train))
        rows = torch.randint(len(examples.train), (size,), generator=self._generator, device=self._generator.device)
        chosen = rows.cpu().numpy()
        labels = examples.train_labels
        y = None if labels is None else torch.tensor(labels[chosen], device=self._looker.device)
        return self._looker.inputs(take_rows(examples.train, chosen)), y
