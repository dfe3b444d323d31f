"""What the datasets of 2-D points share: points of the plane, drawn anew for holding out.

Points lie in [0, 1] x [0, 1], x to the right and y upwards, with MARGIN free on every side for the noise. Held out are
a quarter as many points as are trained on, drawn from the same distribution.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from trainers.dataset import Cancelled, LoadContext
from trainers.examples import Examples, Int64, Modes
from trainers.kinds import Points

MARGIN = 0.1  # free on every side before noise; five sigma at the most
MAX_SIGMA = 0.03
TEST_SHARE = 0.25  # held-out points, as a share of the count

Places = NDArray[np.float64]  # (N, 2)


def with_noise(places: Places, sigma: float, rng: np.random.Generator) -> Places:
    """*places* with round Gaussian noise. Hardly one of a million points would leave the square; it stays at its edge.

    MARGIN is more than three sigma, and what has known modes keeps five sigma off the edge."""
    return np.clip(places + sigma * rng.standard_normal(places.shape), 0.0, 1.0)


def mixture(
    title: str,
    centres: Places,
    sigma: float,
    count: int,
    seed: int,
    context: LoadContext,
    class_names: tuple[str, ...],
) -> Examples:
    """Points from Gaussians of equal weight around *centres* (K, 2); the label is the Gaussian. Raises Cancelled."""
    rng = np.random.default_rng(seed)

    def draw(n: int) -> tuple[Places, Int64]:
        labels = rng.permutation(np.arange(n) % len(centres))  # as even as the count allows
        return with_noise(centres[labels], sigma, rng), labels

    train, train_labels = draw(count)
    test, test_labels = draw(held_out(count))
    return as_examples(
        title,
        train,
        test,
        context,
        labels=(train_labels, test_labels),
        class_names=class_names,
        modes=Modes(centres.astype(np.float32), sigma),
    )


def held_out(count: int) -> int:
    """How many points are held out beside *count* to train on."""
    return max(1, round(TEST_SHARE * count))


def as_examples(
    title: str,
    train: Places,
    test: Places,
    context: LoadContext,
    labels: tuple[Int64, Int64] | None = None,
    class_names: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    modes: Modes | None = None,
) -> Examples:
    """Points (N, 2) in [0, 1] as a dataset. Raises Cancelled."""
    if context.cancelled():
        raise Cancelled
    train_labels, test_labels = labels or (None, None)
    return Examples(
        title, train.astype(np.float32), test.astype(np.float32), train_labels, test_labels, class_names, notes=notes,
        modes=modes, kind=Points(),
    )  # fmt: skip
