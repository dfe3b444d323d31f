"""Answers to the looks that ask how much of a region lies in holes: codes are drawn from it, and measured.

A :class:`RegionScorer` belongs to one :class:`~trainers.looking.looker.Looker`, beside the meter that measures. What
was fitted and counted is kept as long as the weights are, so that whoever asks for the same hears the same, at once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trainers import messages
from trainers.examples import Float32, UInt8, frozen
from trainers.kinds import to_numpy
from trainers.lazy import torch
from trainers.looking.holes import HoleMeter
from trainers.looking.jobs import Answerers, Job, Stamp
from trainers.looking.looker import Looker
from trainers.messages import DrawnFrom, Layer, Region
from trainers.messages.regions import components_of
from trainers.metrics.hole_score import HoleScore, hole_score, in_hole
from trainers.metrics.regions import Sampler, fitting_region
from trainers.pieces import Pieces

if TYPE_CHECKING:
    from trainers.training.snapshot import Snapshot

N_SAMPLES = 36  # decodes that come with a score


@dataclass(frozen=True)
class _Counted:
    """A score, with the first ``codes`` (n, latent_dim) that were drawn, their decodes and which of them (n,) lie in
    holes."""

    score: HoleScore
    codes: Float32
    samples: UInt8
    in_hole: UInt8


@dataclass
class _Known:
    """What was found out under one set of weights, by model."""

    snapshot: Snapshot | None = None
    regions: dict[tuple[int, DrawnFrom], Sampler] = field(default_factory=dict)
    scores: dict[tuple[int, DrawnFrom, Layer, int], _Counted] = field(default_factory=dict)
    owns: dict[tuple[int, Layer, int], float] = field(default_factory=dict)


class RegionScorer:
    """Fits regions to the codes of a looker's models, and counts holes there."""

    def __init__(self, looker: Looker, meter: HoleMeter) -> None:
        self._looker, self._meter = looker, meter
        self._known = _Known()

    def answerers(self) -> Answerers:
        """Who answers which look; they raise ValueError with one sentence where the data or the family do not allow
        it."""
        return {messages.ScoreHoles: self._score, messages.ScoreRegions: self._compare}

    def _score(self, look: messages.ScoreHoles, stamp: Stamp) -> Job:
        if look.layer is Layer.REALISM:
            yield from self._meter.prepare(look.run_id)
        known, drawn = self._present(), DrawnFrom(look.region, look.mixture)
        region = yield from self._region(known, look.model, drawn)
        counted = yield from self._count(known, look.model, drawn, look.layer, look.count)
        score = counted.score
        yield messages.HolesScored(
            *stamp, look.model, look.layer, look.region, look.count, score.share, score.low, score.high,
            counted.samples, counted.codes, counted.in_hole, look.mixture, region.shape,
        )  # fmt: skip

    def _compare(self, look: messages.ScoreRegions, stamp: Stamp) -> Job:
        if look.layer is Layer.REALISM:
            yield from self._meter.prepare(look.run_id)
        known = self._present()
        own = yield from self._own(known, look)
        found: tuple[messages.RegionScore, ...] = ()
        for drawn in look.regions:
            found = (*found, (yield from self._one(known, look, drawn)))
            yield messages.RegionsScored(*stamp, look.model, look.layer, look.count, found, len(look.regions), own)

    def _own(self, known: _Known, look: messages.ScoreRegions) -> Pieces[float]:
        """The share of the codes of training images in holes; NaN where there are none."""
        key = look.model, look.layer, look.count
        if "encodes" not in self._looker.models[look.model].capabilities:
            return math.nan
        if key not in known.owns:
            try:
                codes = (yield from self._meter.coded(look.model)).codes[: look.count]
                values = yield from self._meter.values(look.model, look.layer, to_numpy(codes))
            except ValueError:  # of which each region tells
                return math.nan
            holes = in_hole(torch.tensor(values), *self._meter.threshold(look.model, look.layer))
            known.owns[key] = float(holes.float().mean())
        return known.owns[key]

    def _one(self, known: _Known, look: messages.ScoreRegions, drawn: DrawnFrom) -> Pieces[messages.RegionScore]:
        try:
            region = yield from self._region(known, look.model, drawn)
            score = (yield from self._count(known, look.model, drawn, look.layer, look.count)).score
        except ValueError as error:
            return messages.RegionScore(drawn, math.nan, math.nan, math.nan, problem=str(error))
        components = components_of(drawn.region, region.shape)
        return messages.RegionScore(drawn, score.share, score.low, score.high, components)

    def _present(self) -> _Known:
        """What is known under the weights that are loaded."""
        if self._known.snapshot is not self._looker.snapshot:
            self._known = _Known(self._looker.snapshot)
        return self._known

    def _region(self, known: _Known, model: int, drawn: DrawnFrom) -> Pieces[Sampler]:
        if (model, drawn) not in known.regions:
            looker = self._looker
            if drawn.region is Region.PRIOR:  # the one that needs no codes, so that a family without them has it too
                codes = torch.zeros(0, looker.models[model].code_width, device=looker.device)
            else:
                codes = (yield from self._meter.coded(model)).codes
            known.regions[model, drawn] = yield from fitting_region(drawn.region, codes, 0, drawn.mixture)
        return known.regions[model, drawn]

    def _count(self, known: _Known, model: int, drawn: DrawnFrom, layer: Layer, count: int) -> Pieces[_Counted]:
        key = model, drawn, layer, count
        if key in known.scores:
            return known.scores[key]
        meter = self._meter
        region = yield from self._region(known, model, drawn)
        generator = torch.Generator(self._looker.device).manual_seed(0)
        z = to_numpy(region.sample(count, generator))
        yield None
        values = yield from meter.values(model, layer, z)
        threshold, high = meter.threshold(model, layer)
        if math.isnan(threshold):
            raise ValueError(f"{layer} is a drawing aid, not a measure of holes: expected realism or coverage")
        measured = torch.tensor(values)
        score = hole_score(measured, threshold, high)
        samples = yield from self._looker.decode(model, z[:N_SAMPLES])
        holes = to_numpy(in_hole(measured[:N_SAMPLES], threshold, high).to(torch.uint8))
        known.scores[key] = _Counted(score, frozen(z[:N_SAMPLES]), samples, holes)
        return known.scores[key]
