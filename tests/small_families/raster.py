"""A family that draws pixel by pixel and completes what is given: a fully visible sigmoid belief network.

Neal, "Connectionist learning of belief networks" (1992): each pixel is a coin whose odds depend, linearly, on the
pixels before it. The order is backwards here, so that nobody gets away with taking it for the usual one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from trainers.families._components import ByComponents, Increment
from trainers.lazy import torch

if TYPE_CHECKING:
    from torch import Tensor


class Raster(ByComponents):
    name = "raster"
    title = "Raster"
    summary = "Draws pixel after pixel; what is given stays as it is."

    def make_nets(self) -> None:
        numbers, steps = self.sites * self.levels.width, self.levels.count - 1
        bias = torch.zeros(max(1, self.classes), self.sites, steps)
        belief = {"weights": torch.zeros(self.sites, numbers), "bias": bias}
        self.nets = torch.nn.ModuleDict({"belief": torch.nn.ParameterDict(belief)}).to(self.device)
        self.make_adam()

    @property
    def orders(self) -> Mapping[str, Tensor]:
        return {"backwards": torch.arange(self.sites - 1, -1, -1)}

    @property
    def steps(self) -> Tensor:
        """How much brighter than the first each of the other levels is."""
        return torch.arange(1, self.levels.count, device=self.device)

    def free_logits(self, x: Tensor, y: Tensor | None, order: str) -> Tensor:
        belief = self.nets["belief"]
        # The order runs backwards, so what comes before a site has a greater number.
        site = torch.arange(self.sites, device=self.device)
        before = site.repeat_interleave(self.levels.width) > site[:, None]
        pull = self.levels.by_site(x).flatten(1) @ (belief["weights"] * before).T
        return pull[..., None] * self.steps + self.bias(y)

    def increment(self, n: int, y: Tensor | None, order: str) -> Increment:
        return _Increment(self, n, y)

    def bias(self, y: Tensor | None) -> Tensor:
        """(sites, steps), or (N, sites, steps) of the classes *y* (N,) that are told."""
        bias: Tensor = self.nets["belief"]["bias"]
        return bias[0 if y is None else y]


class _Increment:
    """Keeps the sum that every site has received so far."""

    def __init__(self, raster: Raster, n: int, y: Tensor | None) -> None:
        self._raster = raster
        belief = raster.nets["belief"]
        self._weights = belief["weights"].detach().view(raster.sites, raster.sites, raster.levels.width)
        self._bias, self._pull = raster.bias(y).detach(), torch.zeros(n, raster.sites, device=raster.device)

    def begin(self, places: int, x: Tensor) -> None:
        values = self._raster.levels.by_site(x)
        for place in range(places):
            self.put(place, values[:, -1 - place])

    def logits(self, place: int) -> Tensor:
        return self._pull[:, -1 - place, None] * self._raster.steps + self._bias[..., -1 - place, :]

    def put(self, place: int, values: Tensor) -> None:
        self._pull += values @ self._weights[:, -1 - place].T
