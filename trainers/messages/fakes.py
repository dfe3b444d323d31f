"""Looks at generated images, each beside its answer."""

from __future__ import annotations

import math
from dataclasses import dataclass

from trainers.examples import Float32, Int64, UInt8
from trainers.messages.game import GameLook
from trainers.messages.look import Answer


@dataclass(frozen=True)
class ShowFakes(GameLook):
    """Images from fixed noise with their scores; answered by FakesShown. With the capability "classes" the rows are
    noises and the columns classes: the same noise for every class."""

    count: int = 64


@dataclass(frozen=True)
class FakesShown(Answer):
    """``scores`` (N,) and ``beliefs`` (N,) or None of ``images`` (N, C, H, W), from ``codes`` (N, latent_dim);
    ``labels`` (N,) where the model was asked for classes. Where only differences of scores mean something
    (``relative``), a score is by how much it exceeds the mean score of real images, and a belief is the sigmoid of
    that: how probable D finds that, of the fake and a real image, the fake is the real one."""

    model: int
    images: UInt8
    codes: Float32
    labels: Int64 | None
    scores: Float32
    beliefs: Float32 | None
    relative: bool = False


@dataclass(frozen=True)
class InspectFake(GameLook):
    """One code in detail; answered by FakeInspected."""

    z: Float32  # (1, latent_dim)
    label: int = -1  # the class of a conditional model, else -1
    nearest: int = 3


@dataclass(frozen=True)
class FakeInspected(Answer):
    """``score`` and ``belief`` (NaN where there is none) of ``image`` (1, C, H, W); ``push`` (C, H, W) is the gradient
    of the score with respect to the pixels, what D tells G; ``after`` is the image from the same code after one step of
    G with D held still, at the learning rate that its knob says, ``after_score`` and ``after_belief`` what the same D
    makes of it (NaN: not known). The slopes of the two generator losses with respect to the logit, as sizes:
    ``minimax`` and ``non_saturating``, NaN where scores are no logits. ``relative`` as in :class:`FakesShown`; the one
    loss of such a generator has the slope that stands under ``non_saturating``."""

    model: int
    z: Float32
    image: UInt8
    after: UInt8
    push: Float32
    score: float
    belief: float
    minimax: float
    non_saturating: float
    nearest: UInt8
    nearest_labels: Int64 | None
    distance: Float32
    after_score: float = math.nan
    after_belief: float = math.nan
    relative: bool = False
