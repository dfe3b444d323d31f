"""Gaussians on a square grid: twenty-five modes, harder than the ring because there are neighbours on all sides.

The grid of 25 is from Srivastava et al., "VEEGAN" (2017), and Lin et al., "PacGAN" (2018): there a mode's sigma is 1/40
of the distance between neighbours, here 1/18 by default; sigma = 0.0045 gives theirs.
"""

from __future__ import annotations

import numpy as np

from trainers.catalog import dataset
from trainers.dataset import Dataset, DatasetConfig, LoadContext
from trainers.datasets._points import MAX_SIGMA, mixture
from trainers.examples import Examples
from trainers.kinds import Points
from trainers.knobs import knob

SIDE = 5
FIRST, LAST = 0.14, 0.86  # centres of the outermost modes: 0.18 between neighbours


class Config(DatasetConfig):
    sigma: float = knob(
        0.01, ge=0.001, le=MAX_SIGMA, log=True,
        help="Standard deviation of each Gaussian, where the whole square is 1 wide.",
    )  # fmt: skip
    count: int = knob(10_000, ge=100, le=100_000, log=True, help="Points to train on; a quarter as many are held out.")
    seed: int = knob(0, ge=0, le=2**31 - 1, group="advanced", help="Another seed draws other points.")


@dataset("grid")
class Grid(Dataset):
    """Points (N, 2) around 25 centres, counted row by row from the bottom left; the label is the mode."""

    title = "Grid of Gaussians"
    summary = "Points of the plane in twenty-five small clouds, five by five."
    source = "rendered"
    kind = Points
    Config = Config

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        y, x = np.meshgrid(*2 * [np.linspace(FIRST, LAST, SIDE)], indexing="ij")
        centres = np.stack([x.ravel(), y.ravel()], axis=1)
        names = tuple(f"{column}{row}" for row in range(1, SIDE + 1) for column in "ABCDE")
        return mixture(Grid.title, centres, config.sigma, config.count, config.seed, context, names)
