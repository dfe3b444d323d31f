"""The knobs of the mixture of Gaussians."""

from __future__ import annotations

from typing import Literal

from pydantic import field_validator

from trainers.family import ModelConfig
from trainers.knobs import knob
from trainers.metrics.gaussians.mixtures import Form

MOST_SEATS = 64


class GaussianMixtureConfig(ModelConfig):
    """Knobs of the mixture."""

    components: int = knob(
        3, ge=1, le=64, log=True, shapes=True, role="components", help="How many Gaussians there are."
    )
    covariance: Form = knob(
        "full", shapes=True,
        help="Which shapes a component may have: any ellipse, one along the axes, a circle, or one ellipse for all.",
    )  # fmt: skip
    start: Literal["k-means++", "random", "by hand"] = knob(
        "k-means++",
        role="start",
        help="Where they begin: at examples far from each other, at any examples, or where you seat them.",
    )
    seats: tuple[int, ...] = knob(
        (25, 25, 75, 25, 50, 75), ge=0, le=100,
        help="For a start by hand: x and y of each component in turn, in percent of the range of the examples.",
    )  # fmt: skip
    floor: float = knob(
        1e-6, ge=1e-12, le=1.0, log=True, live=True, role="floor",
        help="The least variance in any direction; without one a component shrinks onto a single point.",
    )  # fmt: skip
    of: Literal["data", "codes"] = knob(
        "data", shapes=True, label="Fitted to",
        help="The examples themselves, or the codes that the first other model with an encoder has for them.",
    )  # fmt: skip
    latent_dim: int = knob(
        2, ge=1, le=64, log=True, shapes=True, role="code width",
        help="Of pictures: how many principal components the mixture is fitted to.",
    )  # fmt: skip
    every: int = knob(
        1,
        ge=1,
        le=1000,
        log=True,
        group="advanced",
        label="Steps per iteration",
        help="One iteration in so many steps; codes are made anew for it.",
    )

    @property
    def joins_another(self) -> bool:
        return self.of == "codes"

    def unused(self) -> frozenset[str]:
        return frozenset({"latent_dim"} if self.of == "codes" else ())

    @field_validator("seats")
    @classmethod
    def _in_pairs(cls, percents: tuple[int, ...]) -> tuple[int, ...]:
        if len(percents) % 2 or len(percents) > 2 * MOST_SEATS:
            raise ValueError(f"expected x and y of at most {MOST_SEATS} components, found {len(percents)} numbers")
        return percents
