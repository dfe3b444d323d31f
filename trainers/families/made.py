"""MADE: a perceptron whose wires are cut so that every pixel is guessed from those before it.

Germain, Gregor, Murray and Larochelle, "MADE: Masked Autoencoder for Distribution Estimation" (2015). An autoencoder
that may look at the pixel it is asked for would only copy it. So wires are cut: the odds of the i-th pixel depend on
pixels 1 .. i-1 alone. Then the product of all odds is a probability of the picture, exact and in one pass. Which pixel
comes before which is a matter of the *order*: row by row, backwards, or shuffled; with several orders one network
learns them in turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import field_validator

from trainers.catalog import family
from trainers.families._components import ByComponents, ComponentNetConfig, Increment, natural_order
from trainers.family import ModelConfig, few_layers
from trainers.knobs import ConfigError, knob
from trainers.lazy import masked_perceptron, torch

if TYPE_CHECKING:
    from torch import Tensor


MOST_MASKED = 2**28  # wires to the odds in all orders together: 1 GB that says which are cut


class MADEConfig(ComponentNetConfig):
    """Knobs of MADE."""

    layers: tuple[int, ...] = knob(
        (512,), ge=1, le=4096, shapes=True, help="Units of each hidden layer."
    )  # fmt: skip
    order: Literal["natural", "reversed", "random"] = knob(
        "natural",
        help="Which pixel is drawn first: the top left one, the bottom right one, or any, shuffled once for all.",
    )  # fmt: skip
    orders: int = knob(
        1, ge=1, le=16, group="advanced",
        help="How many orders one network learns in turn: the first, its reverse, and others by chance.",
    )  # fmt: skip

    @field_validator("layers")
    @classmethod
    def _few_layers(cls, layers: tuple[int, ...]) -> tuple[int, ...]:
        return few_layers(layers)


@family("made")
class MaskedPerceptron(ByComponents):
    title = "MADE"
    summary = "A perceptron that guesses every pixel from those before it: exact probabilities, drawn pixel by pixel."
    Config: ClassVar[type[ModelConfig]] = MADEConfig

    config: MADEConfig

    def make_nets(self) -> None:
        config, levels = self.config, self.levels
        self.check_weights(config.layers, levels.width, "layers")
        if (masks := config.orders * self.sites * config.layers[-1] * (levels.count - 1)) > MOST_MASKED:
            raise ConfigError(
                f"orders: {config.orders} orders cut {masks:,} wires to the odds, where a model has at most "
                f"{MOST_MASKED:,}; take fewer orders, units or values",
                "orders",
            )
        network = masked_perceptron.MADE(
            tuple(self.orders.values()), config.layers, levels.width, levels.count - 1, self.classes
        )
        for layer in network.hidden:  # He et al., "Delving Deep into Rectifiers", 2015
            assert isinstance(layer, torch.nn.Linear)
            torch.nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
        self.nets = torch.nn.ModuleDict({"made": network}).to(self.device)
        self.make_adam()

    @property
    def last_bias(self) -> Tensor:
        network = self.nets["made"]
        assert isinstance(network, masked_perceptron.MADE)
        return network.out.bias

    @cached_property
    def orders(self) -> Mapping[str, Tensor]:
        natural = natural_order(self.site_shape)
        known = {"natural": natural, "reversed": natural.flip(0), "random": _shuffled(self.sites, 0)}
        names = [self.config.order, *(name for name in ("natural", "reversed", "random") if name != self.config.order)]
        names += [f"random {index}" for index in range(2, self.config.orders)]
        return {
            name: known[name] if name in known else _shuffled(self.sites, int(name.split()[1]))
            for name in names[: self.config.orders]
        }

    def free_logits(self, x: Tensor, y: Tensor | None, order: str) -> Tensor:
        return self.nets["made"](self.levels.by_site(x), y, self._index(order))

    def increment(self, n: int, y: Tensor | None, order: str) -> Increment:
        network = self.nets["made"]
        assert isinstance(network, masked_perceptron.MADE)
        return network.increment(n, y, self._index(order))

    def _index(self, order: str) -> int:
        return list(self.orders).index(order)


def _shuffled(sites: int, seed: int) -> Tensor:
    return torch.from_numpy(np.random.default_rng(seed).permutation(sites))
