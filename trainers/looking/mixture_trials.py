"""Mixtures that are fitted on trial: from other beginnings, and with other numbers of components."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from trainers import messages
from trainers.looking.fitted_codes import FittedCodes
from trainers.looking.jobs import Job, Stamp
from trainers.messages.mixture import COLLAPSED_SHARE
from trainers.metrics.gaussians.mixtures import responsibilities
from trainers.metrics.gaussians.plane_mixture import collapsed, marginal, places_of, whole
from trainers.pieces import Pieces
from trainers.sentence import sentence

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.family import Family
    from trainers.metrics.gaussians.mixtures import Mixture

MOST_SEEDS = 64
MOST_SIZES = 64
MOST_STEPS = 500  # of one trial
REST = 1e-5  # a step that moves nothing farther than this, in spreads of the data, is the last
SHORT = 15  # steps after which of several starts only the best goes on (Biernacki, Celeux and Govaert, 2003)
STARTS = 3  # of each size
MOST_PLACES = 400  # of examples beside the trials


class MixtureTrials:
    """Fits copies; the models themselves stay as they are."""

    def __init__(self, fitted: FittedCodes) -> None:
        self._fitted = fitted

    def try_starts(self, look: messages.TryStarts, stamp: Stamp) -> Job:
        """One answer more after each of the beginnings."""
        family = self._fitted.family(look.model)
        if not 1 <= len(look.seeds) <= MOST_SEEDS:
            raise ValueError(sentence(f"seeds: expected 1 to {MOST_SEEDS}, found {len(look.seeds)}"))
        z = yield from self._fitted.codes(look.model)
        check_axes(look.axes, z.shape[1])
        places = places_of(z[:: -(-len(z) // MOST_PLACES)], look.axes)
        tries: tuple[messages.StartTried, ...] = ()
        for seed in look.seeds:
            first = family.first_mixture(z, seed, look.start)
            yield None
            last, steps = yield from _fit(family, z, first)
            reached, lost = _mean_log_density(z, last), _without_width(family, z, last)
            tried = messages.StartTried(seed, whole(first), marginal(last, look.axes), reached, steps, lost)
            tries = (*tries, tried)
            yield messages.StartsTried(*stamp, look.model, tries, places, len(look.seeds))

    def compare_sizes(self, look: messages.CompareSizes, stamp: Stamp) -> Job:
        """One answer more after each number of components; there are no more of these than examples."""
        family = self._fitted.family(look.model)
        if not 1 <= look.most <= MOST_SIZES:
            raise ValueError(sentence(f"most: expected 1 to {MOST_SIZES} components, found {look.most}"))
        z = yield from self._fitted.codes(look.model)
        test = yield from self._fitted.codes(look.model, held_out=True)
        sizes = range(1, min(look.most, len(z)) + 1)
        train, held_out, bic, aic = [], [], [], []
        for count in sizes:
            best = yield from _best(family, z, count)
            train.append(_mean_log_density(z, best))
            yield None
            held_out.append(_mean_log_density(test, best))
            surprise, parameters = -2 * len(z) * train[-1], family.parameters_of(count)
            bic.append(surprise + parameters * math.log(len(z)))
            aic.append(surprise + 2 * parameters)
            found = tuple(train), tuple(held_out), tuple(bic), tuple(aic)
            yield messages.SizesCompared(*stamp, look.model, *found, len(sizes))


def check_axes(axes: tuple[int, int], width: int) -> None:
    """Raises ValueError unless these are two axes of *width* ones; where there is only one it is seen whatever they
    are."""
    if width > 1 and not (len(axes) == 2 and axes[0] != axes[1] and all(0 <= axis < width for axis in axes)):
        found = ", ".join(f"{axis}" for axis in axes)
        raise ValueError(sentence(f"axes: expected two different ones from 0 to {width - 1}, found {found}"))


def _best(family: Family, z: Tensor, count: int) -> Pieces[Mixture]:
    """So many components from the best of a few starts, of the usual kind: where the user has seated some, no other
    number could be as good. A single one is known after a step."""
    usual = family.config.knob_for("start")
    start = "" if usual is None else str(usual.default)
    begun = []
    for seed in range(STARTS if count > 1 else 1):
        first = family.first_mixture(z, seed, start, count)
        yield None
        short, _ = yield from _fit(family, z, first, SHORT)
        begun.append((_mean_log_density(z, short), short))
        yield None
    best, _ = yield from _fit(family, z, max(begun, key=lambda each: each[0])[1])
    return best


def _fit(family: Family, z: Tensor, mixture: Mixture, most: int = MOST_STEPS) -> Pieces[tuple[Mixture, int]]:
    """Steps from *mixture* until it moves no more, at *most* so many; and how many these were."""
    spread = float(z.std(0, correction=0).max()) or 1.0
    for step in range(1, most + 1):
        before, mixture = mixture, family.next_mixture(z, mixture)
        yield None
        farthest = (
            (mixture.weights - before.weights).abs().max(),
            (mixture.means - before.means).abs().max() / spread,
            (mixture.covariances - before.covariances).abs().max() / spread**2,
        )
        if max(map(float, farthest)) < REST:
            return mixture, step
    return mixture, most


def _without_width(family: Family, z: Tensor, mixture: Mixture) -> tuple[int, ...]:
    """The components that have collapsed onto points or lines, where the floor is next to nothing beside the spread of
    places z (N, d); none where it holds them."""
    floor = float(family.config.setting("floor", 0.0))
    least = COLLAPSED_SHARE * float(z.var(0, correction=0).mean())
    return collapsed(mixture, floor) if floor < least else ()


def _mean_log_density(z: Tensor, mixture: Mixture) -> float:
    """In nats."""
    return float(responsibilities(z, mixture)[1].mean())
