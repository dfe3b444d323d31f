"""Gaussians of the plane as ellipses: outlines, half axes, and what dragging the end of one makes of a covariance."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trainers.messages.mixture import Float64

TURNS = 64  # corners of an outline
LEAST_AXIS = 1e-6  # of a half axis that is dragged: an ellipse is never nothing

_ANGLES = np.linspace(0, 2 * np.pi, TURNS + 1)
_CIRCLE = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=1)


def outlines(means: Float64, covariances: Float64, sigmas: float = 1.0) -> Float64:
    """Closed outlines (K, TURNS + 1, 2) so many standard deviations from *means* (K, 2); *covariances* (K, 2, 2). What
    is not finite stays so."""
    return means[:, None] + sigmas * (_CIRCLE @ half_axes(covariances))


def half_axes(covariances: Float64) -> Float64:
    """For covariances (..., 2, 2) the half axes of one standard deviation, as rows (..., 2, 2): the longer first, each
    pointing to the right, or upwards."""
    known = np.asarray(np.isfinite(covariances).all(axis=(-2, -1)))
    safe = np.where(known[..., None, None], covariances, np.eye(2))
    values, vectors = np.linalg.eigh(safe)
    axes = (vectors * np.sqrt(np.maximum(values, 0.0))[..., None, :]).swapaxes(-1, -2)[..., ::-1, :]
    turned = (axes[..., 0] < 0) | ((axes[..., 0] == 0) & (axes[..., 1] < 0))
    axes = np.where(turned[..., None], -axes, axes)
    return np.where(known[..., None, None], axes, np.nan)


def pulled(covariance: Float64, mean: ArrayLike, axis: int, to: ArrayLike) -> Float64:
    """The covariance (2, 2) whose half axis *axis*, as :func:`half_axes` counts them, ends at *to*, while the other one
    keeps its length: the ellipse is stretched and turned."""
    kept = float(np.hypot(*half_axes(covariance)[1 - axis]))
    way = np.asarray(to, np.float64) - np.asarray(mean, np.float64)
    length = float(np.hypot(*way))
    along = way / length if length > 0 else np.eye(2)[axis]
    aside = np.array([-along[1], along[0]])
    long, short = max(length, LEAST_AXIS), max(kept, LEAST_AXIS)
    return long**2 * np.outer(along, along) + short**2 * np.outer(aside, aside)


def turned(covariance: Float64, angle: float) -> Float64:
    """The covariance (2, 2) turned to the left by *angle* (radians)."""
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return turn @ covariance @ turn.T


def distances(places: NDArray[np.floating], means: Float64, covariances: Float64) -> Float64:
    """How many standard deviations places (N, 2) are from each component, (N, K); infinite from one that is not finite
    or has no width."""
    apart = np.asarray(places, np.float64)[:, None] - means
    known = np.isfinite(covariances).all(axis=(1, 2)) & (np.linalg.det(np.nan_to_num(covariances)) > 0)
    inverse = np.linalg.inv(np.where(known[:, None, None], covariances, np.eye(2)))
    squared = np.einsum("nki,kij,nkj->nk", apart, inverse, apart)
    return np.where(known & np.isfinite(squared), np.sqrt(np.maximum(squared, 0.0)), np.inf)
