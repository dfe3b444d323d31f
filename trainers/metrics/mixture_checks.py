"""Components that somebody has moved by hand, held against what components can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from trainers.lazy import torch
from trainers.metrics.mixtures import Mixture
from trainers.sentence import sentence

if TYPE_CHECKING:
    from torch import Tensor

NAMES = ("weights", "means", "covariances")
MOST = 1e9  # of any number: squares of it are still far from what a number can hold
UNEVEN = 1e-6  # of the greatest number of a covariance: by so much both halves may differ, and a variance be negative


def checked(values: Mapping[str, Tensor], now: Mixture) -> Mixture:
    """The mixture *now* with ``weights`` (K,), ``means`` (K, d) or full ``covariances`` (K, d, d) taken from *values*,
    the weights brought to the sum 1. A variance that is 0 or, by rounding, less may be left in a covariance. Raises
    ValueError with one sentence for values that no mixture of this size can have."""
    for name, value in values.items():
        _check_numbers(name, value, now)
    found = now
    if (weights := values.get("weights")) is not None:
        if not (weights > 0).all():
            raise ValueError(sentence(f"weights: expected numbers above 0, found {float(weights.min()):g}"))
        found = replace(found, weights=weights.to(now.weights) / weights.sum())
    if (means := values.get("means")) is not None:
        found = replace(found, means=means.to(now.means))
    if (covariances := values.get("covariances")) is not None:
        found = replace(found, covariances=_symmetric(covariances.to(now.means)))
    return found


def _check_numbers(name: str, value: Tensor, now: Mixture) -> None:
    if name not in NAMES:
        raise ValueError(sentence(f"expected some of {', '.join(NAMES)}, found {name!r}"))
    wanted = {"weights": now.weights, "means": now.means, "covariances": now.full_covariances}[name].shape
    if value.shape != wanted:
        raise ValueError(sentence(f"{name}: expected numbers of shape {tuple(wanted)}, found {tuple(value.shape)}"))
    if not value.is_floating_point() or not (value.abs() <= MOST).all():  # also where one is not a number
        raise ValueError(sentence(f"{name}: expected finite numbers of at most {MOST:g}, found others"))


def _symmetric(covariances: Tensor) -> Tensor:
    """Covariances (K, d, d) with both halves the same, to the last bit."""
    slack = UNEVEN * covariances.abs().amax((1, 2))
    even = (covariances + covariances.mT) / 2
    lopsided = (covariances - covariances.mT).abs().amax((1, 2)) > slack
    negative = torch.linalg.eigvalsh(even)[:, 0] < -slack
    for component, (uneven, below) in enumerate(zip(lopsided.tolist(), negative.tolist(), strict=True), 1):
        if uneven:
            raise ValueError(sentence(f"covariances: expected symmetric ones, component {component} has another"))
        if below:
            raise ValueError(
                sentence(f"covariances: expected no negative variance, component {component} has one in some direction")
            )
    return even
