"""Three clouds of different shape and weight: what a mixture of three Gaussians is made for.

Their density is known, and with it how surprising a point is on average, at best. Outliers show what becomes of a
component that has a point for itself.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from trainers.catalog import dataset
from trainers.dataset import Dataset, DatasetConfig, LoadContext
from trainers.datasets._points import Places, as_examples, held_out
from trainers.examples import Examples, Int64
from trainers.kinds import Points
from trainers.knobs import knob

WEIGHTS = np.array([0.5, 0.2, 0.3])
CENTRES = np.array([[0.27, 0.66], [0.66, 0.78], [0.60, 0.32]])
SIGMAS = np.array([[0.06, 0.06], [0.075, 0.025], [0.09, 0.03]])  # along two axes,
TURNED = np.deg2rad([0.0, 0.0, 40.0])  # which are turned by so much, against the clock
TOGETHER = 0.6  # of the way to each other, that the centres go at the greatest overlap
NOBODY = "?"  # the class of outliers
_CELLS = 800  # along each side of the square, for the entropy
_STRIPS = 16  # in which they are added up: all at once would take 80 MB

Float64 = NDArray[np.float64]


class Config(DatasetConfig):
    overlap: float = knob(0.2, ge=0.0, le=1.0, help="How far the clouds reach into each other.")
    outliers: int = knob(0, ge=0, le=50, help="So many of the points lie anywhere in the square.")
    count: int = knob(1500, ge=60, le=100_000, log=True, help="Points to train on; a quarter as many are held out.")
    seed: int = knob(0, ge=0, le=2**31 - 1, group="advanced", help="Another seed draws other points.")


@dataset("clouds")
class Clouds(Dataset):
    """Points (N, 2) of a round, a flat and a tilted Gaussian; the label is the cloud. A fourth class are the outliers,
    evenly spread over the square, where there are some."""

    title = "Three clouds"
    summary = "Points of the plane in a round, a flat and a tilted cloud of different weight: which made which point?"
    source = "rendered"
    class_words = ("round", "flat", "tilted")
    kind = Points
    Config = Config

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        rng = np.random.default_rng(config.seed)
        count, share = config.count, config.outliers / config.count
        centres = CENTRES + TOGETHER * config.overlap * (WEIGHTS @ CENTRES - CENTRES)
        train, labels = _draw(centres, count, config.outliers, rng)
        test, test_labels = _draw(centres, held_out(count), round(share * held_out(count)), rng)
        names = (*Clouds.class_words, *([NOBODY] if config.outliers else []))
        examples = as_examples(Clouds.title, train, test, context, labels=(labels, test_labels), class_names=names)
        return replace(examples, entropy=_entropy(centres, share))


def _factors() -> Float64:
    """(3, 2, 2), which make standard normal numbers into what is added to a centre."""
    cos, sin = np.cos(TURNED), np.sin(TURNED)
    return np.array([[cos, -sin], [sin, cos]]).transpose(2, 0, 1) * SIGMAS[:, None]


def _draw(centres: Places, count: int, outliers: int, rng: np.random.Generator) -> tuple[Places, Int64]:
    """*count* points, as even as that allows, and their labels. Hardly one of 100,000 would leave the square."""
    ends = np.round(np.cumsum(WEIGHTS) * (count - outliers)).astype(np.int64)
    labels = rng.permutation(
        np.concatenate([np.searchsorted(ends, np.arange(ends[-1]), "right"), np.full(outliers, 3)])
    )
    inside = np.minimum(labels, 2)
    places = centres[inside] + np.einsum("nij,nj->ni", _factors()[inside], rng.standard_normal((count, 2)))
    anywhere = rng.random((count, 2))
    return np.clip(np.where(labels[:, None] == 3, anywhere, places), 0.0, 1.0), labels.astype(np.int64)


def _entropy(centres: Places, outliers: float) -> float:
    """-E log p in nats, with this share of *outliers*: a sum over the cells of a fine grid."""
    axis = (np.arange(_CELLS) + 0.5) / _CELLS
    total = 0.0
    for strip in np.array_split(axis, _STRIPS):
        grid = np.stack(np.meshgrid(axis, strip), axis=-1).reshape(-1, 2)
        density = np.full(len(grid), outliers)
        for weight, centre, factor, sigmas in zip(WEIGHTS, centres, _factors(), SIGMAS, strict=True):
            standard = (grid - centre) @ np.linalg.inv(factor).T
            density += (1 - outliers) * weight * np.exp(-0.5 * (standard**2).sum(1)) / (2 * np.pi * sigmas.prod())
        total -= float((density * np.log(np.maximum(density, 1e-300))).sum())
    return total / _CELLS**2
