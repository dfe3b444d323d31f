"""Answers to what is asked of mixtures as they are: which component has which example, and what each one draws."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from trainers import messages
from trainers.examples import Float32
from trainers.kinds import to_numpy
from trainers.lazy import torch
from trainers.looking.fitted_codes import FittedCodes
from trainers.looking.jobs import Answerers, Stamp, once
from trainers.looking.looker import Looker
from trainers.looking.mixture_trials import MixtureTrials, check_axes
from trainers.metrics.gaussians.mixtures import responsibilities
from trainers.metrics.gaussians.plane_mixture import Extent, collapsed, density, extent_of, marginal, places_of, whole
from trainers.pieces import Pieces
from trainers.sentence import sentence

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.metrics.gaussians.mixtures import Mixture

MOST_CELLS = 512  # along each side of a density
MOST_EACH = 64  # pictures of each component
FARTHEST = 1e9  # that an extent may reach


class MixtureReader:
    """Looks at the mixtures among a looker's models."""

    def __init__(self, looker: Looker) -> None:
        self._looker = looker
        self._fitted = FittedCodes(looker)
        self._trials = MixtureTrials(self._fitted)

    def answerers(self) -> Answerers:
        """Who answers which look; they raise ValueError for what does not fit the models."""
        return {
            messages.ShowMixture: once(self._show),
            messages.DrawComponents: once(self._draw),
            messages.TryStarts: self._trials.try_starts,
            messages.CompareSizes: self._trials.compare_sizes,
        }

    def _show(self, look: messages.ShowMixture, stamp: Stamp) -> Pieces[messages.MixtureShown]:
        family = self._fitted.family(look.model)
        if look.extent is not None:
            _check_extent(look.extent)
        if not 2 <= look.cells <= MOST_CELLS:
            raise ValueError(sentence(f"cells: expected 2 to {MOST_CELLS}, found {look.cells}"))
        z = yield from self._fitted.codes(look.model)
        check_axes(look.axes, z.shape[1])
        now, before = family.mixture(), family.mixture(asked=True)
        shares, log_density = responsibilities(z, before)
        if not _same(now, before):
            _, log_density = responsibilities(z, now)
        places = places_of(z, look.axes)
        extent = look.extent or extent_of(places)
        seen = marginal(now, look.axes)
        return messages.MixtureShown(
            *stamp,
            look.model,
            look.axes,
            extent,
            places,
            to_numpy(shares.float()),
            seen,
            marginal(before, look.axes),
            density(seen, extent, look.cells),
            float(log_density.mean()),
            z.shape[1],
            collapsed(now, family.config.setting("floor", 0.0)),
            whole(now),
            self._fitted.rows,
        )

    def _draw(self, look: messages.DrawComponents, stamp: Stamp) -> Pieces[messages.ComponentsDrawn]:
        family, looker = self._fitted.family(look.model), self._looker
        if not {"decodes", "samples"} <= family.capabilities:
            raise ValueError(sentence(f"{self._fitted.label(look.model)} draws nothing"))
        if not 1 <= look.each <= MOST_EACH:
            raise ValueError(sentence(f"each: expected 1 to {MOST_EACH} pictures, found {look.each}"))
        mixture = family.mixture()
        generator = torch.Generator(looker.device).manual_seed(0)  # fixed noise: pictures move instead of flicker
        count = len(mixture.weights)
        codes = [to_numpy(family.component_codes(which, look.each, generator).float()) for which in range(count)]
        means = mixture.means.cpu().numpy()
        sides = _widest(mixture)
        yield None
        images = yield from looker.decode(look.model, np.concatenate(codes))
        middle = yield from looker.decode(look.model, means.astype(np.float32))
        around = np.stack([means - sides, means + sides], axis=1).reshape(2 * count, -1)
        apart = yield from looker.decode(look.model, around.astype(np.float32))
        shape = images.shape[1:]
        return messages.ComponentsDrawn(
            *stamp,
            look.model,
            images.reshape(count, look.each, *shape),
            middle,
            apart.reshape(count, 2, *shape),
        )


def _same(one: Mixture, other: Mixture) -> bool:
    """Bit for bit."""
    pairs: list[tuple[Tensor, Tensor]] = [
        (one.weights, other.weights), (one.means, other.means), (one.covariances, other.covariances)
    ]  # fmt: skip
    return all(torch.equal(a, b) for a, b in pairs)


def _widest(mixture: Mixture) -> Float32:
    """One sigma of each component (K, d), the way in which it is widest; the greatest of its numbers is positive."""
    variances, ways = np.linalg.eigh(mixture.full_covariances.cpu().numpy())
    way = ways[:, :, -1]
    greatest = np.take_along_axis(way, np.abs(way).argmax(1)[:, None], axis=1)
    return way * np.sign(greatest) * np.sqrt(np.maximum(variances[:, -1:], 0))


def _check_extent(extent: Extent) -> None:
    """Raises ValueError unless it is a part of the plane with some width and height."""
    bounded = len(extent) == 4 and all(math.isfinite(edge) and abs(edge) <= FARTHEST for edge in extent)
    if not bounded or not (extent[0] < extent[2] and extent[1] < extent[3]):
        found = ", ".join(f"{edge:g}" for edge in extent)
        raise ValueError(sentence(f"extent: expected x0 < x1 and y0 < y1 within {FARTHEST:g}, found {found}"))
