"""Any order: a network that guesses what is covered from what is not, and so fills any hole in any order.

Uria, Murray and Larochelle, "A deep and tractable density estimator" (2014); Hoogeboom et al., "Autoregressive
diffusion models" (2022). It learns from pictures that are covered by chance. Every order in which the sites of a
picture may be drawn gives probabilities of its own, exact ones that sum to one. ``nats`` is -log p in the mean over all
orders: log p of the mix of all orders is at least as good (Jensen), so it is a bound.

Some of the covers that it learns from look like those of people. This changes what the network is good at (row by row,
and at holes with an edge), but not what is measured: ``nats`` and ``test_nats`` are taken from orders by chance only.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import field_validator

from trainers.catalog import MetricSpec, family
from trainers.families import _covers
from trainers.families._components import ByComponents, ComponentNetConfig, Increment, natural_order, with_first
from trainers.family import ModelConfig, few_layers
from trainers.knobs import knob, knob_of
from trainers.lazy import any_order, torch
from trainers.schedules import Clock

if TYPE_CHECKING:
    from torch import Tensor

_COVERS = 8  # at most so many of one picture in a step ...
_SITES = 28 * 28  # ... with no more sites than this, all of them together


class AnyOrderConfig(ComponentNetConfig):
    """Knobs of a model for any order."""

    learning_rate: float = knob_of(ComponentNetConfig, "learning_rate", 4e-3)
    layers: tuple[int, ...] = knob(
        (512,), ge=1, le=4096, shapes=True, help="Units of each hidden layer that looks at the whole picture."
    )  # fmt: skip
    channels: int = knob(
        64, ge=1, le=512, log=True, shapes=True, help="Units that look at the window around each pixel."
    )  # fmt: skip
    reach: int = knob(4, ge=1, le=12, shapes=True, help="How many pixels that window goes to every side.")
    covers: float = knob(
        0.25, ge=0.0, le=0.9, group="advanced",
        help="Share of the images that are covered as people do, by an edge or a blot; the others pixel by pixel.",
    )  # fmt: skip

    @field_validator("layers")
    @classmethod
    def _few_layers(cls, layers: tuple[int, ...]) -> tuple[int, ...]:
        return few_layers(layers)


@family("any-order")
class AnyOrderModel(ByComponents):
    title = "Any order"
    summary = "Guesses what is covered from what is not: it fills holes of any shape, in any order."
    capabilities = ByComponents.capabilities | {"any order"}
    test_metrics = (
        MetricSpec("test_nats", "Test surprise", "loss", "nats", help="Of held-out images: a bound.", short="surprise"),
        MetricSpec(
            "test_bits_per_dim", "Test bits per site", "bits", "bits", help="Of held-out images.", short="bits a site"
        ),
    )
    Config: ClassVar[type[ModelConfig]] = AnyOrderConfig

    config: AnyOrderConfig

    def make_nets(self) -> None:
        config, parts, outputs = self.config, self.site_shape[0], self.levels.count - 1
        self.check_weights(config.layers, self.levels.width + 1, "layers")
        network = any_order.AnyOrder(
            self.image_shape, parts, config.layers, config.channels, config.reach, outputs, self.classes
        )
        self.nets = torch.nn.ModuleDict({"any_order": network}).to(self.device)
        self.make_adam()

    @property
    def last_bias(self) -> Tensor:
        return self.network.out.bias

    @cached_property
    def orders(self) -> Mapping[str, Tensor]:
        natural = natural_order(self.site_shape)
        random = torch.from_numpy(np.random.default_rng(0).permutation(self.sites))
        return {"random": random, "natural": natural, "reversed": natural.flip(0)}

    @property
    def network(self) -> any_order.AnyOrder:
        network = self.nets["any_order"]
        assert isinstance(network, any_order.AnyOrder)
        return network

    # ------------------------------------------------------------------ learning

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        x, indices, y = self._repeated(*self.on_levels(x, generator), y)
        known, by_chance = self._covers(len(x), generator)
        covered, of_all = self._nats(x, indices, y, known)
        loss = torch.where(by_chance, of_all, covered).mean()
        optimizer = self.optimizers["adam"]
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return self._metrics((of_all.detach() * by_chance).sum() / by_chance.sum())

    def _repeated(self, x: Tensor, indices: Tensor, y: Tensor | None) -> tuple[Tensor, Tensor, Tensor | None]:
        """Small pictures several times, for as many covers of each: chance weighs more where there are few sites."""
        times = max(1, min(_COVERS, _SITES // self.sites))
        return x.repeat(times, 1, 1, 1), indices.repeat(times, 1), None if y is None else y.repeat(times)

    def _covers(self, n: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """What is known (n, sites) of a batch, and which pictures (n,) are covered by chance: never none."""
        alike = int(n * self.config.covers)
        covers = [_covers.by_chance(n - alike, self.sites, generator)]
        if alike:
            covers.append(_covers.as_people_do(alike, self.site_shape, generator))
        shuffled = torch.randperm(n, generator=generator, device=self.device)
        return torch.cat(covers)[shuffled], shuffled < n - alike

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        with torch.no_grad():
            x, indices, y = self._repeated(*self.on_levels(x, generator), y)
            _, nats = self._nats(x, indices, y, _covers.by_chance(len(x), self.sites, generator))
        return {f"test_{name}": value for name, value in self._metrics(nats.mean()).items()}

    def _nats(self, x: Tensor, indices: Tensor, y: Tensor | None, known: Tensor) -> tuple[Tensor, Tensor]:
        """-log p of what is covered, each site for itself, in nats (N,): summed, and as it would be were all sites like
        these. With a cover by chance the expectation of the latter is that of -log p over all orders."""
        surprise = self.surprise(self.network(x, known, self._told(y)), indices)
        covered = (surprise * ~known).sum(1)
        return covered, covered * self.sites / (~known).sum(1)

    # ------------------------------------------------------------------ looking

    def free_logits(self, x: Tensor, y: Tensor | None, order: str) -> Tensor:
        return self.network.each(x, self._places(order), y=y)

    def filling_logits(self, x: Tensor, y: Tensor | None, order: str, known: Tensor) -> Tensor:
        return self.network.each(x, self._places(order), known, y)

    def filling_logits_at(self, place: int, x: Tensor, y: Tensor | None, order: str, known: Tensor) -> Tensor:
        places = self._places(order)
        before = torch.zeros_like(known[:1]).index_fill_(1, places[:place], True)
        return self.network(x, known | before, y)[:, int(places[place])]

    def filling_increment(self, x: Tensor, y: Tensor | None, order: str, known: Tensor) -> Increment:
        return self.network.increment(x, known, self._places(order), y)

    def increment(self, n: int, y: Tensor | None, order: str) -> Increment:
        blank = torch.zeros(n, *self.image_shape, device=self.device)
        return self.filling_increment(blank, y, order, torch.zeros(n, self.sites, dtype=torch.bool, device=self.device))

    def predict_at(self, x: Tensor, site: int, y: Tensor | None = None, order: str = "") -> Tensor:
        order = order or next(iter(self.orders))
        place = int((self.orders[order] == site).nonzero())
        known = torch.zeros(len(x), self.sites, dtype=torch.bool, device=x.device)
        return with_first(self.filling_logits_at(place, x, self._asked(y, len(x)), order, known))

    def _places(self, order: str) -> Tensor:
        return self.orders[order].to(self.device)
