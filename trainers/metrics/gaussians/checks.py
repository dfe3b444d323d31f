"""Components that somebody has moved by hand, or that stand in a file of others, held against what they can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from trainers.lazy import torch
from trainers.metrics.gaussians.mixtures import Mixture
from trainers.sentence import sentence

if TYPE_CHECKING:
    from torch import Tensor

NAMES = ("weights", "means", "covariances")
MOST = 1e9  # of any number: squares of it are still far from what a number can hold
FARTHEST = 1e30  # of a place in a file of others: what is made of it is still finite in 32 bits
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


def check_saved(part: str, found: Mixture) -> None:
    """Raises ValueError with one sentence, which names the *part*, unless the components *found* in a file are a
    mixture: with them everything is computed as it is."""
    weights, covariances = found.weights, found.covariances
    if not (weights >= 0).all() or abs(float(weights.sum()) - 1) > UNEVEN:
        raise ValueError(sentence(f"expected {part}.weights from 0 on with the sum 1, found others"))
    if not _is_near(found.means):
        raise ValueError(sentence(f"expected {part}.means of at most {FARTHEST:g}, found others"))
    if not (covariances.abs() <= FARTHEST**2).all() or not _are_covariances(covariances):
        raise ValueError(sentence(f"expected {part}.covariances that are positive definite, found others"))


def check_saved_moments(part: str, mean: Tensor, covariance: Tensor) -> None:
    """The same of the ``mean`` (d,) and the ``covariance`` (d, d) of codes, which may be flat in some direction."""
    if not _is_near(mean):
        raise ValueError(sentence(f"expected {part}.mean of at most {FARTHEST:g}, found others"))
    slack = UNEVEN * float(covariance.abs().max())
    even = bool(((covariance - covariance.mT).abs() <= slack).all()) and slack <= FARTHEST**2
    if not even or float(torch.linalg.eigvalsh(covariance)[0]) < -slack:
        raise ValueError(sentence(f"expected {part}.covariance without negative variances, found another"))


def _is_near(places: Tensor) -> bool:
    return bool((places.abs() <= FARTHEST).all())


def _are_covariances(covariances: Tensor) -> bool:
    """Whether variances (K, d), or matrices (K, d, d), are those of Gaussians."""
    if covariances.ndim == 2:
        return bool((covariances > 0).all())
    slack = UNEVEN * covariances.abs().amax((1, 2), keepdim=True)
    if not ((covariances - covariances.mT).abs() <= slack).all():
        return False
    return not torch.linalg.cholesky_ex(covariances).info.any()


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
