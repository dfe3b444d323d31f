"""A family that draws pixel by pixel and completes what is given: a fully visible sigmoid belief network.

Neal, "Connectionist learning of belief networks" (1992): each pixel is a coin whose odds depend, linearly, on the
pixels before it. The order is backwards here, so that nobody gets away with taking it for the usual one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from trainers.catalog import MetricSpec
from trainers.family import Family, FamilyConfig
from trainers.lazy import functional, torch
from trainers.schedules import Clock

if TYPE_CHECKING:
    from torch import Tensor


class Raster(Family):
    name = "raster"
    title = "Raster"
    summary = "Draws pixel after pixel; what is given stays as it is."
    Config = FamilyConfig
    capabilities = frozenset({"samples", "stages", "completes", "predicts"})
    metrics = (MetricSpec("nll", "Surprise", "loss", help="Summed over pixels, mean over the batch."),)
    test_metrics = (MetricSpec("test_nll", "Test surprise", "loss", help="Of held-out images."),)
    latent_dim = None

    def __init__(self, config: FamilyConfig, image_shape: tuple[int, int, int], device: torch.device) -> None:
        self.config, self.image_shape = config, image_shape
        sites = image_shape[0] * image_shape[1] * image_shape[2]
        belief = torch.nn.ParameterDict({"weights": torch.zeros(sites, sites), "bias": torch.zeros(sites)})
        self.nets = torch.nn.ModuleDict({"belief": belief}).to(device)
        self.optimizers = {"adam": torch.optim.Adam(self.nets.parameters(), lr=config.learning_rate)}

    @property
    def order(self) -> Tensor:
        return torch.arange(len(self.nets["belief"]["bias"]) - 1, -1, -1)

    def predict(self, x: Tensor, y: Tensor | None = None) -> Tensor:
        belief = self.nets["belief"]
        # The order runs backwards, so what comes before a site has a greater number: above the diagonal.
        lit = x.flatten(1) @ belief["weights"].triu(1).T + belief["bias"]
        return torch.stack([torch.zeros_like(lit), lit], dim=2)

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        adam = self.optimizers["adam"]
        adam.zero_grad()
        loss = self._surprise(x)
        loss.backward()
        adam.step()
        return {"nll": loss.detach()}

    def draw(
        self,
        n: int,
        generator: torch.Generator,
        y: Tensor | None = None,
        given: tuple[Tensor, Tensor] | None = None,
        codes: Tensor | None = None,
    ) -> Iterator[Tensor]:
        belief, (_, _, width) = self.nets["belief"], self.image_shape
        shape = n, *self.image_shape
        x, known = (torch.zeros(shape, device=belief["bias"].device),) * 2 if given is None else given
        drawn = x.expand(shape).flatten(1).clone()
        fixed = known.expand(shape).flatten(1).bool()
        chance = torch.rand(drawn.shape, generator=generator, device=drawn.device)
        for count, site in enumerate(self.order.tolist(), start=1):
            lit = self._odds(drawn, site).sigmoid()
            drawn[:, site] = torch.where(fixed[:, site], drawn[:, site], (chance[:, site] < lit).float())
            if count % width == 0:  # a row is whole
                yield drawn.unflatten(1, self.image_shape).clone()

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        with torch.no_grad():
            return {"test_nll": self._surprise(x)}

    def _odds(self, x: Tensor, site: int) -> Tensor:
        """The logit (N,) of one site, of those before it in x (N, sites)."""
        belief = self.nets["belief"]
        return x[:, site + 1 :] @ belief["weights"][site, site + 1 :] + belief["bias"][site]

    def _surprise(self, x: Tensor) -> Tensor:
        """In nats, summed over pixels and averaged over the batch."""
        lit = self.predict(x)[:, :, 1]
        return functional.binary_cross_entropy_with_logits(lit, x.flatten(1), reduction="sum") / len(x)
