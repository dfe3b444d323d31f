"""Points on a spiral: one long thin piece, which a generator must roll up from a round cloud."""

from __future__ import annotations

import numpy as np

from trainers.catalog import dataset
from trainers.dataset import Dataset, DatasetConfig, LoadContext
from trainers.datasets._points import MARGIN, MAX_SIGMA, Places, as_examples, held_out, with_noise
from trainers.examples import Examples
from trainers.kinds import Points
from trainers.knobs import knob

INNER, OUTER = 0.05, 0.5 - MARGIN  # radii of the ends
STEPS = 4096  # of the table by which points are spread evenly over the length


class Config(DatasetConfig):
    turns: float = knob(2.0, ge=0.5, le=4.0, help="How often the spiral goes round.")
    sigma: float = knob(
        0.01, ge=0.001, le=MAX_SIGMA, log=True,
        help="Standard deviation of the noise around the curve, where the whole square is 1 wide.",
    )  # fmt: skip
    count: int = knob(10_000, ge=100, le=100_000, log=True, help="Points to train on; a quarter as many are held out.")
    seed: int = knob(0, ge=0, le=2**31 - 1, group="advanced", help="Another seed draws other points.")


@dataset("spiral")
class Spiral(Dataset):
    """Points (N, 2) evenly spread over the length of an Archimedean spiral, whose radius grows with the angle."""

    title = "Spiral"
    summary = "Points of the plane on one long thin spiral."
    source = "rendered"
    kind = Points
    Config = Config

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        rng = np.random.default_rng(config.seed)
        train, test = (_draw(n, config, rng) for n in (config.count, held_out(config.count)))
        return as_examples(Spiral.title, train, test, context)


def _draw(count: int, config: Config, rng: np.random.Generator) -> Places:
    curve = _curve(np.linspace(0, 1, STEPS), config.turns)
    length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(curve, axis=0), axis=1))])
    along = np.interp(length[-1] * rng.random(count), length, np.linspace(0, 1, STEPS))
    return with_noise(_curve(along, config.turns), config.sigma, rng)


def _curve(along: np.ndarray, turns: float) -> Places:
    """Places (N, 2) at a share *along* (N,) of the turns."""
    radius, angle = INNER + (OUTER - INNER) * along, 2 * np.pi * turns * along
    return 0.5 + radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
