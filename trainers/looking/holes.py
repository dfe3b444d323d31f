"""Answers to the looks that ask for holes: what the measurements of ``trainers.metrics`` say of a snapshot's models.

A :class:`HoleMeter` belongs to one :class:`~trainers.looking.looker.Looker` and is used from its thread. All work
comes in short pieces. What does not depend on the weights (the judge, the features of real images) is made once, when
it is first asked for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from trainers import messages
from trainers.examples import Float32, UInt8, frozen
from trainers.kinds import to_numpy
from trainers.lazy import torch
from trainers.looking.jobs import Answerers, Job, Stamp
from trainers.looking.looker import Looker, grid_codes
from trainers.looking.space_search import SpaceSearch
from trainers.messages import Layer
from trainers.metrics.coverage import (
    POSTERIOR_THRESHOLD,
    SpacedCodes,
    code_coverage,
    in_prior,
    make_cloud,
    posterior_coverage,
    widened,
)
from trainers.metrics.geometry import code_scale, round_trip, stretch
from trainers.metrics.realism import THRESHOLD, References, make_references, realism
from trainers.pieces import Pieces

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.metrics.features import FeatureSpace
    from trainers.training.snapshot import Snapshot

N_REFERENCES = 2000  # training images that a decode is compared with
N_HELD_OUT = 1000  # held-out images of the baseline
COARSE = 16  # cells along the longer side of the first, quick map
PIECE = 250  # codes measured at once
UNSEEN = 0.05  # of the way from black to white: noise of this size hardly shows
COLLAPSED = 0.1  # a posterior mean that varies less than this carries nothing


@dataclass(frozen=True)
class Coded:
    """What is encoded where, under one set of weights: codes (N, latent_dim) of training images with their ``scale``,
    and either the (mu, logvar) of held-out images, widened, or, for a family without posteriors, the ``cloud`` of the
    codes."""

    snapshot: Snapshot | None
    codes: Tensor
    scale: Tensor
    posterior: tuple[Tensor, Tensor] | None
    cloud: SpacedCodes | None


class HoleMeter:
    """Measures holes in the latent spaces of a looker's models."""

    def __init__(self, looker: Looker, search: SpaceSearch) -> None:
        self._looker = looker
        self._search = search
        self._space: FeatureSpace | None = None
        self._references: References | None = None
        self._typical = 1.0  # median distance between a real image and its nearest other one, in features
        self._baseline = 0.0
        self._coded: dict[int, Coded] = {}

    def answerers(self) -> Answerers:
        """Who answers which look; they raise ValueError with one sentence where the data or the family do not allow
        it."""
        return {
            messages.MapHoles: self._map,
            messages.MeasureCodes: self._measure,
            messages.JudgeImages: self._judge,
        }

    # ------------------------------------------------------------------ the judge and the real images

    def prepare(self, run_id: int) -> Job:
        """Finds or trains the judge and measures the real images against each other, once."""
        if self._references is not None:
            return
        looker = self._looker
        self._space = yield from self._search.find(run_id)
        train = yield from self._features(looker.examples.train[looker.order[:N_REFERENCES]])
        held_out = yield from self._features(looker.examples.test[looker.test_order[:N_HELD_OUT]])
        references = make_references(train, least=self._unseen(train))
        distances = torch.cdist(train, train).fill_diagonal_(math.inf)
        self._typical = max(float(distances.min(dim=1).values.median()), 1e-12)
        self._baseline = float((realism(held_out, references) < THRESHOLD).float().mean())
        self._references = references
        yield messages.JudgeChanged(run_id, self._space.kind, 1.0, self._space.accuracy, self._baseline)

    def _unseen(self, features: Tensor) -> float:
        """How far a picture moves in *features* of training images when it gets noise that hardly shows; the median."""
        looker = self._looker
        assert self._space is not None
        images = looker.inputs(looker.examples.train[looker.order[:PIECE]])
        generator = torch.Generator(looker.device).manual_seed(0)
        noise = torch.randn(images.shape, generator=generator, device=looker.device)
        noisy = self._space.features((images + UNSEEN * noise).clamp(0, 1))
        return float((noisy - features[: len(noisy)]).norm(dim=1).median())

    def _features(self, images: UInt8) -> Pieces[Tensor]:
        assert self._space is not None
        parts = []
        for start in range(0, len(images), PIECE):
            parts.append(self._space.features(self._looker.inputs(images[start : start + PIECE])))
            yield None
        return torch.cat(parts)

    def _judge(self, look: messages.JudgeImages, stamp: Stamp) -> Job:
        yield from self.prepare(look.run_id)
        assert self._space is not None
        if look.images.ndim != 4 or look.images.shape[1:] != self._looker.examples.image_shape:
            expected = self._looker.examples.image_shape
            raise ValueError(f"expected images of shape {expected}, found {look.images.shape[1:]}")
        x = self._looker.inputs(look.images)
        features, probabilities = self._space.both(x)
        apart = (features - features[:1]).norm(dim=1) / self._typical
        pixels = (x - x[:1]).flatten(1).square().mean(1).sqrt()
        known = None if probabilities is None else to_numpy(probabilities)
        yield messages.ImagesJudged(*stamp, known, to_numpy(apart), to_numpy(pixels))

    # ------------------------------------------------------------------ values at codes

    def _map(self, look: messages.MapHoles, stamp: Stamp) -> Job:
        if look.layer is Layer.REALISM:
            yield from self.prepare(look.run_id)
        longest = max(look.columns, look.rows)
        for cells in sorted({min(COARSE, longest), longest}):
            columns, rows = (max(1, round(count * cells / longest)) for count in (look.columns, look.rows))
            codes = grid_codes(replace(look, columns=columns, rows=rows))
            if look.layer is Layer.STRETCH:
                values = yield from self._stretch(look, codes, columns, rows)
            else:
                values = yield from self.values(look.model, look.layer, codes)
            threshold, high = self.threshold(look.model, look.layer)
            picture = frozen(np.where(np.isneginf(values), np.nan, values).reshape(rows, columns))
            done = cells == longest
            yield messages.HolesMapped(*stamp, look.model, look.layer, look.extent, picture, threshold, high, done)

    def _stretch(self, look: messages.MapHoles, codes: Float32, columns: int, rows: int) -> Pieces[Float32]:
        family = self._looker.models[look.model]
        parts = []
        for start in range(0, len(codes), PIECE):
            parts.append(family.decode(self._looker.floats(codes[start : start + PIECE])).flatten(1))
            yield None
        x0, y0, x1, y1 = look.extent
        grid = torch.cat(parts).unflatten(0, (rows, columns))
        return to_numpy(stretch(grid, (x1 - x0) / columns, (y1 - y0) / rows))

    def _measure(self, look: messages.MeasureCodes, stamp: Stamp) -> Job:
        if Layer.REALISM in look.layers:
            yield from self.prepare(look.run_id)
        values, thresholds, high_is_hole = {}, {}, {}
        for layer in look.layers:
            values[layer] = yield from self.values(look.model, layer, look.z)
            thresholds[layer], high_is_hole[layer] = self.threshold(look.model, layer)
        yield messages.CodesMeasured(*stamp, look.model, look.z, values, thresholds, high_is_hole)

    def values(self, model: int, layer: Layer, z: Float32) -> Pieces[Float32]:
        """One layer (N,) at codes (N, latent_dim)."""
        family = self._looker.models[model]
        if z.ndim != 2 or z.shape[1] != family.latent_dim:
            label = self._looker.experiment.models[model].label
            raise ValueError(f"{label}: expected codes of shape (N, {family.latent_dim}), found {z.shape}")
        if layer is not Layer.REALISM:
            yield from self.coded(model)
        parts = []
        for start in range(0, len(z), PIECE):
            parts.append(to_numpy(self._piece(model, layer, self._looker.floats(z[start : start + PIECE]))))
            yield None
        return frozen(np.concatenate(parts))

    def _piece(self, model: int, layer: Layer, z: Tensor) -> Tensor:
        family = self._looker.models[model]
        if layer is Layer.REALISM:
            assert self._space is not None and self._references is not None
            return realism(self._space.features(family.decode(z)), self._references)
        known = self._coded[model]
        if layer is Layer.GEOMETRY:
            return round_trip(z, family.encode(family.decode(z)), known.scale)
        if known.cloud is not None:
            return code_coverage(z, known.cloud)
        assert known.posterior is not None
        # Beyond its bulk the prior asks for nothing, so nothing can be missing there.
        return posterior_coverage(z, *known.posterior).where(in_prior(z), -math.inf)

    def threshold(self, model: int, layer: Layer) -> tuple[float, bool]:
        """Where a hole begins, and whether it lies above."""
        if layer is Layer.REALISM:
            return THRESHOLD, False
        if layer is Layer.COVERAGE:
            cloud = self._coded[model].cloud
            return (POSTERIOR_THRESHOLD if cloud is None else cloud.threshold), True
        return math.nan, True

    def coded(self, model: int) -> Pieces[Coded]:
        """What is encoded where under the present weights."""
        looker = self._looker
        known = self._coded.get(model)
        if known is not None and known.snapshot is looker.snapshot:
            return known
        family = looker.models[model]
        if "encodes" not in family.capabilities:
            label = looker.experiment.models[model].label
            raise ValueError(f"{label} has no encoder: nothing is encoded anywhere, so only realism can be measured")
        snapshot = looker.snapshot
        codes, _ = yield from looker.codes(family, looker.examples.train[looker.order[:N_REFERENCES]])
        assert codes is not None
        z = looker.floats(codes)
        posterior, cloud = None, None
        if "posterior" in family.capabilities:
            mu, sigma = yield from looker.codes(family, looker.examples.test[looker.test_order[:N_REFERENCES]])
            assert mu is not None and sigma is not None
            centres = looker.floats(mu)
            posterior = centres, (yield from widened(centres, 2 * looker.floats(sigma).log()))
        else:
            cloud = make_cloud(z)
        scale = code_scale(z, 0.0 if posterior is None else COLLAPSED)
        self._coded[model] = Coded(snapshot, z, scale, posterior, cloud)
        return self._coded[model]
