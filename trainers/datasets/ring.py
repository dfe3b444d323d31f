"""Gaussians on a circle: the smallest picture of mode collapse.

The ring of eight is from Srivastava et al., "VEEGAN" (2017), and Lin et al., "PacGAN" (2018): a generator that serves
only some of the modes fools its discriminator all the same. There a mode's sigma is 1/100 of the circle's radius; the
default here is 1/18, so that a mode is a cloud that can be seen.
"""

from __future__ import annotations

import numpy as np

from trainers.catalog import dataset
from trainers.dataset import Dataset, DatasetConfig, LoadContext
from trainers.datasets._points import MAX_SIGMA, mixture
from trainers.examples import Examples
from trainers.kinds import Points
from trainers.knobs import knob

RADIUS = 0.35


class Config(DatasetConfig):
    modes: int = knob(8, ge=1, le=16, help="How many Gaussians stand on the circle.")
    sigma: float = knob(
        0.02, ge=0.001, le=MAX_SIGMA, log=True,
        help="Standard deviation of each Gaussian, where the whole square is 1 wide.",
    )  # fmt: skip
    count: int = knob(10_000, ge=100, le=100_000, log=True, help="Points to train on; a quarter as many are held out.")
    seed: int = knob(0, ge=0, le=2**31 - 1, group="advanced", help="Another seed draws other points.")


@dataset("ring")
class Ring(Dataset):
    """Points (N, 2) around ``modes`` centres on a circle of radius RADIUS about the middle, counted from the
    right against the clock; the label is the mode."""

    title = "Ring of Gaussians"
    summary = "Points of the plane in eight small clouds on a circle: does a generator find them all?"
    source = "rendered"
    kind = Points
    Config = Config

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        angles = 2 * np.pi * np.arange(config.modes) / config.modes
        centres = 0.5 + RADIUS * np.stack([np.cos(angles), np.sin(angles)], axis=1)
        names = tuple(str(mode + 1) for mode in range(config.modes))
        return mixture(Ring.title, centres, config.sigma, config.count, config.seed, context, names)
