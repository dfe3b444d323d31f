"""The region that codes are drawn from, as lines on a plane: what its shadow there is.

A map shows every code at the nearest point of its plane. What is drawn from a Gaussian is seen there as another one,
its marginal: mean and covariance are projected like the codes. Of two numbers nothing is left out. The shadow of a box
is a polygon; on a plane of two of the coordinates a rectangle.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from explorer.plane.plane import Plane
from trainers.messages import BoxShape, Components, RegionShape

Float64 = NDArray[np.float64]
SIGMAS = (1.0, 2.0)  # of the ellipses, the inner and the outer ones
WIDTHS = 5.0  # sigmas to both sides of each component of a density on a line
STEPS = 121  # places at which each adds to it
THINNEST = 1e-4  # of the height: a density that falls below it is at an end


@dataclass(frozen=True, eq=False)
class RegionOutline:
    """Lines in units of the plane: ``inner`` at one standard deviation of each component, ``outer`` at two. A box has
    only inner ones, and so has a density on a line, whose height is that of the strip, -1 to 1."""

    inner: QPainterPath
    outer: QPainterPath


def region_outline(shape: RegionShape, plane: Plane) -> RegionOutline:
    """Where the region lies on *plane*. Raises ValueError for codes of another width."""
    if isinstance(shape, BoxShape):
        corners = box_shadow(shape, plane)
        if plane.is_line:
            low, high = corners[:, 0].min(), corners[:, 0].max()
            corners = np.array([[low, -1.0], [high, -1.0], [high, 1.0], [low, 1.0]])
        return RegionOutline(_closed(corners), QPainterPath())
    means, covariances = marginal(shape, plane)
    if plane.is_line:
        strips = QPainterPath()
        for strip in _density_strips(shape.weights, means[:, 0], covariances[:, 0, 0]):
            strips.addPath(_closed(strip))
        return RegionOutline(strips, QPainterPath())
    rings = [QPainterPath() for _ in SIGMAS]
    for mean, covariance in zip(means, covariances, strict=True):
        for ring, sigmas in zip(rings, SIGMAS, strict=True):
            ring.addPath(_ellipse(mean, covariance, sigmas))
    return RegionOutline(*rings)


def marginal(components: Components, plane: Plane) -> tuple[Float64, Float64]:
    """Means (K, 2) and covariances (K, 2, 2) of the components as they are seen on *plane*. Raises ValueError for codes
    of another width."""
    means = plane.project(components.means).astype(np.float64)
    along = plane.project(np.eye(plane.latent_dim) + plane.origin).astype(np.float64)  # (D, 2)
    return means, along.T @ components.covariances @ along


def box_shadow(box: BoxShape, plane: Plane) -> Float64:
    """The corners (n, 2) of the box's shadow on *plane*, once around: each of its edges goes along one coordinate, so
    that the shadow is the sum of as many segments."""
    low, high = (np.asarray(side, np.float64) for side in (box.low, box.high))
    middle = plane.project((low + high)[None] / 2)[0].astype(np.float64)
    wide = plane.project(np.diag(high - low) + plane.origin).astype(np.float64)  # (D, 2): the segments
    wide = wide[np.abs(wide).max(axis=1) > 0]
    wide = np.where((wide[:, 1] < 0) | ((wide[:, 1] == 0) & (wide[:, 0] < 0)), -1.0, 1.0)[:, None] * wide
    wide = wide[np.argsort(np.arctan2(wide[:, 1], wide[:, 0]), kind="stable")]
    start = middle - wide.sum(axis=0) / 2
    there = start + np.concatenate([np.zeros((1, 2)), np.cumsum(wide, axis=0)])
    return np.concatenate([there, (2 * middle - there)[1:-1]]) if len(wide) else there


def _density_strips(weights: Float64, means: Float64, variances: Float64) -> list[Float64]:
    """Strips (n, 2) as high, at each x, as codes are dense there; at its highest one fills the height. There are
    several where between them is nothing."""
    sigma = np.sqrt(np.maximum(variances, 1e-18))
    around = np.linspace(-WIDTHS, WIDTHS, STEPS)
    x = np.unique(means[:, None] + sigma[:, None] * around)  # the narrow ones are met, too
    density = (weights / sigma * np.exp(-0.5 * ((x[:, None] - means) / sigma) ** 2)).sum(axis=1)
    height = density / density.max()
    ends = np.flatnonzero((height[1:] <= THINNEST) | (height[:-1] <= THINNEST)) + 1
    runs = (run for run in np.split(np.arange(len(x)), ends) if len(run) > 1)
    uppers = (np.stack([x[run], height[run]], axis=1) for run in runs)
    return [np.concatenate([upper, upper[::-1] * [1, -1]]) for upper in uppers]


def _ellipse(mean: Float64, covariance: Float64, sigmas: float) -> QPainterPath:
    """Where a Gaussian has fallen by so many standard deviations."""
    variances, axes = np.linalg.eigh(covariance)
    (a, c), (b, d) = sigmas * axes * np.sqrt(np.maximum(variances, 0))  # columns: the half axes
    circle = QPainterPath()
    circle.addEllipse(QPointF(0, 0), 1, 1)
    return QTransform(float(a), float(b), float(c), float(d), float(mean[0]), float(mean[1])).map(circle)


def _closed(corners: Float64) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners.tolist()]))
    path.closeSubpath()
    return path
