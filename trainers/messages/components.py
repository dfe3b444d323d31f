"""Looks at models that make pictures component by component, each beside its answer.

A *site* is one component: a place in ``x.flatten(1)``, or a pixel where levels are the colours of a palette. Pictures
are uint8 (N, C, H, W).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32, Int64, UInt8
from trainers.messages.look import Answer, Look

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Expect(Look):
    """What a model expects at each site of ``picture`` (1, C, H, W), given the sites before it in the ``order`` of that
    name ("": its usual one); answered by Expected. Needs the capability "predicts".

    ``label`` is the class that it is told, where it is told one. Below 0 it is asked of every class, and the odds are
    mixed, as probable as each class is after the sites before."""

    model: int
    picture: UInt8
    label: int = -1
    order: str = ""


@dataclass(frozen=True)
class Expected(Answer):
    """``odds`` (sites, levels), the probabilities of all levels of each site of ``picture`` (1, C, H, W), which is the
    one that was asked about with every site at its nearest level: ``found`` (sites,) are these. ``order`` (sites,) is
    the one that was taken, ``orders`` are the names of those that the model knows. ``values`` (levels, 1), or
    (levels, C) for a palette, are what the levels stand for, in [0, 1].

    ``png_bits`` and ``zlib_bits`` are what the picture at these levels takes as a file without its header, at
    their best setting."""

    model: int
    picture: UInt8
    order: Int64
    orders: tuple[str, ...]
    values: Float32
    is_palette: bool
    odds: Float32
    found: Int64
    png_bits: int
    zlib_bits: int

    @property
    def surprise(self) -> Float32:
        """-log p of what was found at each site, in nats (sites,)."""
        return -np.log(np.maximum(self.odds[np.arange(len(self.found)), self.found], 1e-30))

    @property
    def entropy(self) -> Float32:
        """How open each site was, in nats (sites,)."""
        return -(self.odds * np.log(np.maximum(self.odds, 1e-30))).sum(1)

    @property
    def nats(self) -> float:
        """-log p of the whole picture."""
        return float(self.surprise.sum())


@dataclass(frozen=True)
class FindField(Look):
    """What one ``site`` of ``picture`` (1, C, H, W) looks at; ``label`` and ``order`` as in Expect; answered by
    FieldFound."""

    model: int
    picture: UInt8
    site: int
    label: int = -1
    order: str = ""


@dataclass(frozen=True)
class FieldFound(Answer):
    """``pull`` (H, W) is how strongly each pixel moves the odds at ``site``: the size of the gradient of the log-odds
    of what was found there, 0 to 1 of the greatest. ``allowed`` (H, W) is where the order lets it look; what is allowed
    and has no pull whatever the picture shows (``blind``, (H, W)) is a blind spot of the network."""

    model: int
    site: int
    pull: Float32
    allowed: Mask
    blind: Mask


@dataclass(frozen=True)
class Complete(Look):
    """Fill in what is not ``known`` (H, W) of ``picture`` (1, C, H, W), ``count`` times, each time with noise of its
    own; the same ``seed`` has the same noise. With nothing known: samples. ``temperature`` 1 is the model as it is, 0
    takes the likeliest. ``order`` as in Expect; a ``label`` below 0 lets the classes take turns; answered by Completed,
    with more and more sites filled in. Needs the capability "completes"."""

    long: ClassVar[bool] = True

    model: int
    picture: UInt8
    known: Mask
    count: int = 16
    seed: int = 0
    temperature: float = 1.0
    label: int = -1
    order: str = ""


@dataclass(frozen=True)
class Completed(Answer):
    """``images`` (count, C, H, W), of which the sites at the first ``filled`` places of ``order`` (sites,) are done,
    and those that are known; at the ``last`` answer all. What is known is as it was given, what is not yet filled
    black."""

    model: int
    images: UInt8
    order: Int64
    is_palette: bool
    filled: int
    last: bool
    seconds: float  # that the model has worked at it so far, pauses for others included

    @property
    def goes_on(self) -> bool:
        return not self.last


@dataclass(frozen=True)
class MeasureBaselines(Look):
    """What simpler ways say of the same held-out pictures, at the levels of ``model``; answered by
    BaselinesMeasured."""

    long: ClassVar[bool] = True

    model: int


@dataclass(frozen=True)
class BaselinesMeasured(Answer):
    """Nats per held-out picture of so many ``sites``, NaN where a figure is not known or makes no sense:
    ``independent`` pixels, each with odds of its own; one table of odds for all pixels (``order_0``); PNG and zlib
    files without their headers; and the ``entropy`` of the data, where that is known: nobody can do better."""

    model: int
    sites: int
    independent: float
    order_0: float
    png: float
    zlib: float
    entropy: float


@dataclass(frozen=True)
class ScoreExactly(Look):
    """What ``model`` gives all pictures that there are, one by one, where they are few (levels ** sites up to 4096);
    answered by ExactlyScored. Needs the capability "predicts"."""

    long: ClassVar[bool] = True

    model: int


@dataclass(frozen=True)
class ExactlyScored(Answer):
    """``nats`` is -log p of the training pictures, their mean; ``valid`` the share of the model's samples that are
    pictures of the training data; ``mass`` the sum of all probabilities, which must be 1. ``pictures`` (K, C, H, W)
    are the different training pictures and ``odds`` (K,) what the model gives each; ``entropy`` that of the data in
    nats."""

    model: int
    nats: float
    valid: float
    mass: float
    entropy: float
    pictures: UInt8
    odds: Float32


@dataclass(frozen=True)
class FitTable(Look):
    """Count, in the training pictures, how often each level follows each ``context``: the sites at these (rows,
    columns) from a site, all of which come before it. ``shared``: one table for all sites, or one for each. Beyond the
    edge there is nothing, unless it ``wraps``: then a row goes on where the one above ends, as pictures are drawn, and
    (0, -1), (0, -2) are the last two that were drawn wherever the site lies. No model is needed; answered by
    TableFitted. Only where pictures are small (up to 16 sites of two levels)."""

    context: tuple[tuple[int, int], ...]
    shared: bool = True
    wraps: bool = False


@dataclass(frozen=True)
class TableFitted(Answer):
    """``counts`` (tables, contexts, levels): one table, or one for each site. A context is a number whose i-th digit,
    in base levels + 1 and from the last, is what stands at ``context[i]``: 0 beyond the edge, else 1 + the level. With
    ``wraps`` only what lies before the first site is beyond the edge. Contexts that never occur count nothing, and
    leave all levels as likely. The rest as in ExactlyScored."""

    context: tuple[tuple[int, int], ...]
    shared: bool
    counts: Int64
    nats: float
    valid: float
    mass: float
    entropy: float
    pictures: UInt8
    odds: Float32
    wraps: bool = False
