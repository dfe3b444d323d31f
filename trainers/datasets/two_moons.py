"""Two half circles that reach into each other: two classes, and no Gaussians to find."""

from __future__ import annotations

import numpy as np

from trainers.catalog import dataset
from trainers.dataset import Dataset, DatasetConfig, LoadContext
from trainers.datasets._points import MARGIN, MAX_SIGMA, Places, as_examples, held_out, with_noise
from trainers.examples import Examples, Int64
from trainers.kinds import Points
from trainers.knobs import knob

WIDTH = 3.0  # of both moons together, in radii


class Config(DatasetConfig):
    sigma: float = knob(
        0.015, ge=0.001, le=MAX_SIGMA, log=True,
        help="Standard deviation of the noise around the curves, where the whole square is 1 wide.",
    )  # fmt: skip
    count: int = knob(10_000, ge=100, le=100_000, log=True, help="Points to train on; a quarter as many are held out.")
    seed: int = knob(0, ge=0, le=2**31 - 1, group="advanced", help="Another seed draws other points.")


@dataset("two-moons")
class TwoMoons(Dataset):
    """Points (N, 2) on two half circles, as evenly spread as chance allows; the label is the half circle.

    The shape is that of scikit-learn's make_moons, scaled to the square: radius (1 - 2 MARGIN) / WIDTH."""

    title = "Two moons"
    summary = "Points of the plane on two half circles that reach into each other."
    source = "rendered"
    class_words = ("upper", "lower")
    kind = Points
    Config = Config

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        rng = np.random.default_rng(config.seed)
        train, labels = _draw(config.count, config.sigma, rng)
        test, test_labels = _draw(held_out(config.count), config.sigma, rng)
        return as_examples(
            TwoMoons.title, train, test, context, labels=(labels, test_labels), class_names=TwoMoons.class_words
        )


def _draw(count: int, sigma: float, rng: np.random.Generator) -> tuple[Places, Int64]:
    lower = rng.permutation(np.arange(count) % 2)
    angle = np.pi * rng.random(count)
    x = np.where(lower, 1 - np.cos(angle), np.cos(angle))  # from -1 to 2
    y = np.where(lower, 0.5 - np.sin(angle), np.sin(angle))  # from -0.5 to 1
    places = 0.5 + (1 - 2 * MARGIN) / WIDTH * np.stack([x - 0.5, y - 0.25], axis=1)
    return with_noise(places, sigma, rng), lower
