"""The self-organising map: a net of prototypes that is thrown over the data and drawn together.

Kohonen, "Self-organized formation of topologically correct feature maps" (1982). There is no loss whose gradient is
followed: each example pulls the prototype that is most like it, and that one's neighbours on the grid, so that places
beside each other come to stand for examples that are alike. At first far neighbours are pulled along, which spreads the
net out; in the end hardly any, which lets it take hold of details. The mathematics is in
:mod:`trainers.metrics.som_update`.

A code is the place on the grid, (column, row) from the middle, the longer side from -REACH to REACH.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar, Literal

from trainers.catalog import MetricSpec, family
from trainers.family import Family, ModelConfig
from trainers.knobs import ConfigError, knob
from trainers.lazy import functional, losses, nets, torch
from trainers.metrics.som_update import (
    SomGrid,
    between_cells,
    folds,
    nearest_cells,
    places_between,
    plane_start,
    pulled,
)
from trainers.schedules import Clock

if TYPE_CHECKING:
    from torch import Tensor

REACH = 2.0  # about where the codes of a VAE end, so that maps are of one size
LAST_RATE = 0.05  # of the first, at the end of the plan
HITS_MEMORY = 0.02  # share of the newest batch in how often each cell is hit
MOST_STARTED = 5000  # examples that decide where the first sheet lies
MOST_NUMBERS = 2**25  # of all prototypes: every keyframe keeps them


class SOMConfig(ModelConfig):
    """Knobs of the self-organising map."""

    columns: int = knob(10, ge=1, le=40, shapes=True, label="Grid columns", help="Cells from left to right.")
    rows: int = knob(
        10, ge=1, le=40, shapes=True, label="Grid rows", help="Cells from bottom to top; with 1 it is a chain."
    )
    reach: float = knob(
        0.5, ge=0.05, le=1, live=True,
        help="How far an example pulls at first, as a share of the longer side; it falls to half a cell.",
    )  # fmt: skip
    rate: float = knob(
        0.5, ge=0.01, le=1, log=True, live=True,
        help="How far a prototype moves towards its examples at first; it falls to a twentieth of that.",
    )  # fmt: skip
    start: Literal["plane", "random"] = knob(
        "plane", help="plane: a flat sheet along the two main axes of the data; random: noise, which has to unfold."
    )


@family("som")
class SelfOrganisingMap(Family):
    title = "Self-organising map"
    summary = (
        "Prototypes on a grid: each image pulls the most similar one and its neighbours, so that like lies by like."
    )
    Config: ClassVar[type[ModelConfig]] = SOMConfig
    capabilities = frozenset({"encodes", "decodes", "samples"})
    metrics = (
        MetricSpec(
            "quantisation",
            "Quantisation error",
            "quantisation",
            help="Distance of an image from the prototype most like it, over all pixels; mean over the batch.",
        ),
        MetricSpec(
            "topographic",
            "Topographic error",
            "topographic",
            help="Share of the images whose two most similar prototypes are no neighbours: there the map has a fold.",
        ),
        MetricSpec(
            "radius", "Radius", "radius", "cells", better="", help="How far an image pulls the neighbours along."
        ),
    )
    test_metrics = (
        MetricSpec(
            "test_quantisation",
            "Test quantisation error",
            "quantisation",
            help="Distance of a held-out image from the prototype most like it, over all pixels; the mean.",
            short="QE",
        ),
        MetricSpec(
            "test_topographic",
            "Test topographic error",
            "topographic",
            help="Share of held-out images whose two most similar prototypes are no neighbours.",
            short="TE",
        ),
        MetricSpec(
            "test_mse",
            "Test squared error per pixel",
            "mse",
            help="Of what is drawn at a held-out image's place, between the prototypes.",
            short="MSE",
        ),
    )
    latent_dim = 2

    config: SOMConfig

    def __init__(self, config: SOMConfig, image_shape: tuple[int, int, int], device: torch.device) -> None:
        self.config, self.image_shape = config, image_shape
        self.grid = SomGrid(config.rows, config.columns)
        count, numbers = self.grid.count, math.prod(image_shape)
        if count * numbers > MOST_NUMBERS:
            many = f"{count * numbers:,} numbers in {count:,} prototypes, where there are at most {MOST_NUMBERS:,}"
            raise ConfigError(f"columns: {many}; take fewer rows or columns, or smaller pictures", "columns")
        cells = torch.nn.Module()
        noise = torch.randn(count, numbers)
        cells.register_buffer("prototypes", (0.5 + 0.25 * noise).clamp(0, 1))
        cells.register_buffer("hits", torch.full((count,), 1 / count))  # shares, with the sum 1
        self.nets = torch.nn.ModuleDict({"cells": cells}).to(device)
        self.optimizers = {}

    @property
    def prototypes(self) -> Tensor:
        """(cells, D), row by row."""
        return self.nets["cells"].get_buffer("prototypes")

    @property
    def hits(self) -> Tensor:
        """The share of the examples that each cell is the nearest of, (cells,), over about the last 50 batches."""
        return self.nets["cells"].get_buffer("hits")

    def prepare(self, images: Tensor) -> None:
        """Where the net lies before the first step; noise is brought near to the mean image."""
        if self.config.start == "plane":
            every = -(-len(images) // MOST_STARTED)
            self.prototypes.copy_(plane_start(images[::every].flatten(1), self.grid))
        else:
            self.prototypes.sub_(0.5).add_(nets.mean_image(images).flatten()).clamp_(0, 1)

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        x = x.flatten(1)
        cells, second, distances = nearest_cells(x, self.prototypes)
        radius = self.grid.radius(clock.share, self.config.reach)
        rate = self.config.rate * LAST_RATE**clock.share
        self.prototypes.copy_(pulled(self.prototypes, x, cells, self.grid, radius, rate))
        hit = functional.one_hot(cells, self.grid.count).float().mean(0)
        self.hits.lerp_(hit, 1.0 if clock.step == 0 else HITS_MEMORY)
        return {
            "quantisation": distances.mean(),
            "topographic": folds(cells, second, self.grid).float().mean(),
            "radius": torch.full((), radius, device=x.device),
        }

    def encode(self, x: Tensor) -> Tensor:
        x = x.flatten(1)
        cells, _, _ = nearest_cells(x, self.prototypes)
        return self._codes(places_between(x, self.prototypes, cells, self.grid))

    def decode(self, z: Tensor, y: Tensor | None = None) -> Tensor:
        places = z / self._cell + self._middle(z)
        return between_cells(places, self.prototypes, self.grid).unflatten(1, self.image_shape).clamp(0, 1)

    def sample_codes(self, n: int, generator: torch.Generator, codes: Tensor | None) -> Tensor:
        """Somewhere in cells that are drawn as often as training images hit them; *codes* are not needed."""
        device = self.hits.device
        if n == 0:
            return torch.zeros(0, 2, device=device)
        cells = torch.multinomial(self.hits, n, replacement=True, generator=generator)
        places = self.grid.places(cells) + torch.rand(n, 2, generator=generator, device=device) - 0.5
        return self._codes(places.clamp_min(0).minimum(2 * self._middle(places)))

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        first, second, distances = nearest_cells(x.flatten(1), self.prototypes)
        return {
            "test_quantisation": distances.mean(),
            "test_topographic": folds(first, second, self.grid).float().mean(),
            "test_mse": losses.mse(self.decode(self.encode(x)), x),
        }

    @property
    def _cell(self) -> float:
        """How long a side of a cell is in the space of codes."""
        return 2 * REACH / max(1, self.grid.longest - 1)

    def _middle(self, like: Tensor) -> Tensor:
        return like.new_tensor([self.grid.columns - 1, self.grid.rows - 1]) / 2

    def _codes(self, places: Tensor) -> Tensor:
        return (places - self._middle(places)) * self._cell
