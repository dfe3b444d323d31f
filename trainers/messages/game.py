"""Looks at how the game of generator and discriminator goes, each beside its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from trainers.examples import Float32, Int64, UInt8
from trainers.messages.look import Answer, Look


@dataclass(frozen=True)
class GameLook(Look):
    """A question about generator and discriminator; needs the capabilities "scores" and "decodes"."""

    long: ClassVar[bool] = True

    model: int


@dataclass(frozen=True)
class CompareScores(GameLook):
    """Scores of training, held-out and generated images; answered by ScoresCompared. With ``extra_steps`` above 0 its
    bound is that of a copy of D which learns for so many steps more, with G held still."""

    count: int = 512
    extra_steps: int = 0


@dataclass(frozen=True)
class ScoresCompared(Answer):
    """Scores (N,) of training, held-out and generated images. ``js_bound`` is the lower bound on the Jensen-Shannon
    divergence in nats from held-out images, NaN where scores are no logits; it is at most log 2. Where only differences
    of scores mean something (``relative``), they are counted from midway between held-out images and fakes."""

    model: int
    train: Float32
    held_out: Float32
    fake: Float32
    js_bound: float
    relative: bool = False


@dataclass(frozen=True)
class MeasureSamples(GameLook):
    """How good samples are, by ``trainers.looking.sample_quality``; answered by SamplesMeasured. A family without
    scores may be asked, too: a VAE beside a GAN must be comparable."""

    count: int = 1000


@dataclass(frozen=True)
class SamplesMeasured(Answer):
    """``figures`` by the names of ``trainers.looking.sample_quality``; ``mode_shares`` (K,): which share of the samples
    hits each known mode or passes for each class, ``nearest_shares`` (K,) each counted for its nearest mode; None where
    neither is known."""

    model: int
    figures: Mapping[str, float]
    mode_shares: Float32 | None
    nearest_shares: Float32 | None = None


@dataclass(frozen=True)
class MatchGenerations(GameLook):
    """Generators and discriminators of ``columns`` kept keyframes, evenly spread over the run, against each other;
    answered by GenerationsMatched."""

    columns: int = 8
    samples: int = 6  # of each generation, to be shown


@dataclass(frozen=True)
class GenerationsMatched(Answer):
    """``steps`` (T,) of the keyframes; ``samples`` (T, n, C, H, W) uint8, or points (T, n, 2) float32, from the same
    noise; ``matrix`` (T, T): the mean belief (or score) that the D of column s has in the fakes of the G of row t."""

    model: int
    steps: Int64
    samples: UInt8 | Float32
    matrix: Float32
    is_belief: bool
