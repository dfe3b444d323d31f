"""What is put in the place of a mixture when the user moves it: pure arithmetic on what an answer says of it."""

from __future__ import annotations

import numpy as np

from explorer.workspaces.mixtures.view.ellipses import distances
from explorer.workspaces.mixtures.view.mixture_motion import HeldComponent
from trainers.messages.mixture import Components, Float64, MixtureShown

MixtureValues = dict[str, Float64]  # arrays by the names that a family with the capability "adjustable" gives them
HAD = 0.5  # the share from which on an example is a component's own
WIDENED = 0.9  # of the floor: what M leaves is no narrower, but for rounding
CURE = 0.01  # of the variance of the examples: a floor that a component does not get stuck on


def whole_of(shown: MixtureShown) -> Components | None:
    """The components in all dimensions; None where nobody has said."""
    if shown.whole is not None:
        return shown.whole
    if shown.width > 2:
        return None
    part = slice(0, shown.width)
    return Components(shown.now.weights, shown.now.means[:, part], shown.now.covariances[:, part, part])


def moved(shown: MixtureShown, held: HeldComponent) -> MixtureValues | None:
    """What becomes of a mixture where the hand has one component. Of a mixture in more than two dimensions only the
    middle moves, in those that are seen. None where it cannot be moved."""
    whole = whole_of(shown)
    if whole is None or not 0 <= held.index < len(whole.means):
        return None
    means = whole.means.copy()
    means[held.index, _seen(shown)] = held.mean[: shown.width]
    if shown.width != 2:
        return {"means": means}
    covariances = whole.covariances.copy()
    covariances[held.index] = held.covariance
    return {"means": means, "covariances": covariances}


def begun(first: Components) -> MixtureValues:
    """The mixture begins where another beginning did."""
    return {"weights": first.weights, "means": first.means, "covariances": first.covariances}


def elsewhere(shown: MixtureShown, index: int) -> MixtureValues | None:
    """A component is put on the example from which all others are farthest, in standard deviations of theirs, but not
    on one that it has already; as wide as the others are on average, with its part of the weight. None where it cannot
    be moved, or is the only one."""
    whole = whole_of(shown)
    others = [other for other in range(len(shown.now.weights)) if other != index]
    known = np.isfinite(shown.places).all(axis=1)
    if whole is None or not others or not known.any():
        return None
    healthy = [other for other in others if other not in shown.collapsed] or others
    away = distances(shown.places, shown.now.means[healthy], shown.now.covariances[healthy]).min(axis=1)
    own = np.isclose(shown.places, shown.now.means[index], atol=1e-6).all(axis=1) | (shown.shares[:, index] > HAD)
    farthest = int(np.where(known & np.isfinite(away) & ~own, away, -1.0).argmax())
    weights, means, covariances = whole.weights.copy(), whole.means.copy(), whole.covariances.copy()
    weights[index] = 1 / len(weights)
    weights[others] *= (1 - weights[index]) / max(float(weights[others].sum()), 1e-12)
    means[index] = np.average(means[healthy], axis=0, weights=weights[healthy] + 1e-12)
    means[index, _seen(shown)] = shown.places[farthest][: shown.width]
    covariances[index] = covariances[healthy].mean(axis=0)
    return {"weights": weights, "means": means, "covariances": covariances}


def cured_floor(shown: MixtureShown) -> float:
    """A floor of the variance that keeps components from collapsing onto points of these examples."""
    return CURE * variance_of(shown)


def narrower(shown: MixtureShown, floor: float) -> bool:
    """Whether a component that has collapsed is narrower than that *floor* of the variance, which was raised since."""
    covariances = (shown.now if shown.whole is None else shown.whole).covariances[list(shown.collapsed)]
    known = covariances[np.isfinite(covariances).all(axis=(1, 2))]
    return bool(np.linalg.eigvalsh(known).min(initial=np.inf) < WIDENED * floor)


def variance_of(shown: MixtureShown) -> float:
    """The mean variance of the places of the examples, along the axes that are seen."""
    known = shown.places[np.isfinite(shown.places).all(axis=1)].astype(np.float64)
    return float(known.var(axis=0)[: shown.width].mean()) if len(known) else 0.0


def _seen(shown: MixtureShown) -> list[int]:
    """The columns of a mean that are seen."""
    return list(shown.axes[: shown.width])
