"""Looks at mixtures of Gaussians while they are fitted, each beside its answer.

A mixture lives in the space ``z`` of its model, (N, d): the plane of points, the code of a picture. It is seen in the
plane of two of these d numbers, the ``axes``: what a Gaussian is there is a Gaussian again, and so is a mixture. Where
d is 1 it is seen on a line: the second number of every place is 0, whatever the axes, and the density is that of the
first, the same in all rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32, Int64, UInt8
from trainers.messages.look import Answer, Look

Float64 = NDArray[np.float64]
COLLAPSED_SHARE = 1e-4  # of the variance of the examples: a floor below it hardly keeps a component from collapsing


@dataclass(frozen=True)
class Components:
    """K Gaussians in d dimensions: ``weights`` (K,) with the sum 1, ``means`` (K, d), ``covariances`` (K, d, d), in
    whatever form they are kept."""

    weights: Float64
    means: Float64
    covariances: Float64


@dataclass(frozen=True)
class ShowMixture(Look):
    """What the mixture of one model makes of its examples; answered by MixtureShown. ``extent`` (x0, y0, x1, y1) is the
    part of the plane whose density is wanted, in so many ``cells`` along each side; None: what holds all examples."""

    model: int
    axes: tuple[int, int] = (0, 1)
    extent: tuple[float, float, float, float] | None = None
    cells: int = 64


@dataclass(frozen=True)
class MixtureShown(Answer):
    """``places`` (N, 2) of the examples that the mixture is fitted to, and the ``shares`` (N, K) in which these are
    given to the components. ``now`` are the components as they are, ``before`` those of which the shares were asked
    (the same, bit for bit, unless they have moved since: then the next half of a step is E): both in the plane, (K, 2)
    and (K, 2, 2). ``density`` (rows, columns) is that of the mixture in the plane, top row first, over ``extent``.
    ``log_likelihood`` is the mean over the examples, in nats, of the mixture as it is, in all ``width`` dimensions.
    ``collapsed`` are the components that are no wider than the floor allows in some direction. ``whole`` are those of
    ``now`` in all ``width`` dimensions, as they can be moved by hand; None where nobody has more to say than ``now``.
    Place n is that of training example ``rows[n]`` (N,), in the order in which EncodeData encodes them; None where
    nobody knows."""

    model: int
    axes: tuple[int, int]
    extent: tuple[float, float, float, float]
    places: Float32
    shares: Float32
    now: Components
    before: Components
    density: Float32
    log_likelihood: float
    width: int
    collapsed: tuple[int, ...] = ()
    whole: Components | None = None
    rows: Int64 | None = None

    @property
    def is_asked(self) -> bool:
        """Whether the shares are those of the components as they are, so that the next half of a step is M."""
        return all(
            np.array_equal(now, before)
            for now, before in (
                (self.now.weights, self.before.weights),
                (self.now.means, self.before.means),
                (self.now.covariances, self.before.covariances),
            )
        )


@dataclass(frozen=True)
class TryStarts(Look):
    """Where other beginnings lead: the mixture of one model fitted anew from each of ``seeds``, until it moves no more;
    answered by StartsTried, several times. ``start`` is the way to begin, as the model's own setting names it; empty:
    its own."""

    long: ClassVar[bool] = True

    model: int
    seeds: tuple[int, ...]
    start: str = ""
    axes: tuple[int, int] = (0, 1)


@dataclass(frozen=True)
class StartTried:
    """One beginning: ``first`` are its components in all d dimensions, ``last`` where they came to rest after so many
    ``steps``, in the plane; ``log_likelihood`` there is the mean over the examples, in nats. ``collapsed`` are the
    components that have no width left in some direction, because of which it says nothing."""

    seed: int
    first: Components
    last: Components
    log_likelihood: float
    steps: int
    collapsed: tuple[int, ...] = ()


@dataclass(frozen=True)
class StartsTried(Answer):
    """The ``tries`` so far, of so many ``wanted``; ``places`` (M, 2) are some of the examples, to be drawn below."""

    model: int
    tries: tuple[StartTried, ...]
    places: Float32
    wanted: int

    @property
    def goes_on(self) -> bool:
        return len(self.tries) < self.wanted


@dataclass(frozen=True)
class CompareSizes(Look):
    """How many components do the examples bear? Mixtures like that of one model with 1 to ``most`` components, each the
    best of a few starts; answered by SizesCompared, several times."""

    long: ClassVar[bool] = True

    model: int
    most: int = 12


@dataclass(frozen=True)
class SizesCompared(Answer):
    """By number of components, from 1 on: the mean log-likelihood of the examples and of held-out ones, in nats;
    ``bic`` and ``aic`` of the examples as statisticians count them (-2 ln L + parameters * ln N, or * 2): fewer are
    better."""

    model: int
    log_likelihood: tuple[float, ...]
    test_log_likelihood: tuple[float, ...]
    bic: tuple[float, ...]
    aic: tuple[float, ...]
    wanted: int

    @property
    def goes_on(self) -> bool:
        return len(self.bic) < self.wanted


@dataclass(frozen=True)
class DrawComponents(Look):
    """What each component of the mixture of one model draws, by itself; answered by ComponentsDrawn."""

    long: ClassVar[bool] = True

    model: int
    each: int = 8


@dataclass(frozen=True)
class ComponentsDrawn(Answer):
    """By component: ``images`` (K, each, C, H, W) drawn from it, of the same noise every time; ``means`` (K, C, H, W)
    is what its mean is decoded to, and ``apart`` (K, 2, C, H, W) what lies one sigma to either side of that, the way
    the component is widest."""

    model: int
    images: UInt8
    means: UInt8
    apart: UInt8
