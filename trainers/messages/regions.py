"""Where codes are drawn from: the choice, and what has come of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trainers.examples import Float32
from trainers.messages.mixture import Components

MOST_COMPONENTS = 30  # of a mixture that is fitted to codes


class Region(StrEnum):
    """Where codes are drawn from when a hole score is measured."""

    PRIOR = "prior"  # N(0, I)
    BOX = "box"  # the bounding box of the codes
    GAUSSIAN = "gaussian"  # one Gaussian fitted to the codes
    MIXTURE = "mixture"  # a mixture of Gaussians fitted to the codes


class Covariance(StrEnum):
    """In which directions the Gaussians of a mixture may differ in width."""

    FULL = "full"  # in any
    DIAGONAL = "diagonal"  # along the axes
    SPHERICAL = "spherical"  # in none, but one may be wider than another
    TIED = "tied"  # in any, all alike


@dataclass(frozen=True)
class MixtureFit:
    """How a mixture is fitted to codes: with so many ``components``, or fewer where there are too few codes for them.
    Without a ``covariance`` it is full for codes of up to eight numbers and diagonal for wider ones."""

    components: int = 10  # as in Ghosh et al., 2020
    covariance: Covariance | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.components <= MOST_COMPONENTS:
            raise ValueError(f"components: expected 1 to {MOST_COMPONENTS} of a mixture, found {self.components}")


USUAL_MIXTURE = MixtureFit()


@dataclass(frozen=True)
class BoxShape:
    """A box from ``low`` to ``high``, each (latent_dim,), in which codes are drawn evenly."""

    low: Float32
    high: Float32


RegionShape = BoxShape | Components  # a single Gaussian is a mixture of one


@dataclass(frozen=True)
class DrawnFrom:
    """A region, and how the mixture is fitted where it is one."""

    region: Region
    mixture: MixtureFit = USUAL_MIXTURE


def components_of(region: Region, shape: RegionShape | None) -> int:
    """How many Gaussians a mixture has, which may be fewer than were asked for; 0 where a region is none."""
    return len(shape.weights) if region is Region.MIXTURE and isinstance(shape, Components) else 0
