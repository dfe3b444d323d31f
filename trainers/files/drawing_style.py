"""How the images of a data set are drawn: how large, where, with what stroke, in which shades. What a user draws is
brought to the same, for a model knows nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainers.examples import UInt8

Coverage = NDArray[np.float64]  # (H, W) or (N, H, W): 0 background, 1 ink
LEAST_CONTRAST = 64.0  # of 255, between ink and background
CALM = 0.12  # the most that the corners may differ from the background on average, of the contrast
MOST_INK = 0.6  # the mean coverage up to which an image is a drawing


@dataclass(frozen=True)
class DrawingStyle:
    """``length`` is the extent of the longer side of the ink, ``stroke`` the width of its strokes, both in pixels as
    :func:`extent` and :func:`stroke_width` measure them; ``centre`` (x, y) in pixels is where the middle of the ink
    lies, or with ``by_mass`` its centre of mass. ``paper`` and ``ink`` are grey values."""

    length: float
    stroke: float
    centre: tuple[float, float]
    by_mass: bool
    paper: float
    ink: float


def measure_style(images: UInt8) -> DrawingStyle | None:
    """The style of images (N, C, H, W); None where they are no drawings on an even background."""
    grey = images.astype(np.float64).mean(axis=1)
    corners = grey[:, [0, 0, -1, -1], [0, -1, 0, -1]]  # the ink of tightly cut drawings reaches the border
    paper = float(np.median(corners))
    distance = grey - paper
    sign = 1.0 if distance.mean() > 0 else -1.0
    contrast = float(np.median(np.percentile(sign * distance, 99, axis=(1, 2)))) if len(images) else 0.0
    if contrast < LEAST_CONTRAST or np.abs(corners - paper).mean() > CALM * contrast:
        return None
    coverage = np.clip(sign * distance / contrast, 0, 1)
    if coverage.mean() > MOST_INK:
        return None
    inked = [each for each in coverage if each.max() > 0.5]
    lengths, strokes = [max(extent(each)) for each in inked], [stroke_width(each) for each in inked]
    masses, middles = (np.array([of(each) for each in inked]) for of in (centre_of_mass, middle))
    by_mass = bool(masses.std(axis=0).sum() <= middles.std(axis=0).sum())
    x, y = (masses if by_mass else middles).mean(axis=0).tolist()
    return DrawingStyle(
        float(np.median(lengths)), float(np.median(strokes)), (x, y), by_mass, paper, paper + sign * contrast
    )


def extent(coverage: Coverage) -> tuple[float, float]:
    """(across, down) of the ink in pixels: how many columns and rows have some, those at its edge in part."""
    top = max(float(coverage.max()), 1e-6)
    return float(coverage.max(axis=0).sum() / top), float(coverage.max(axis=1).sum() / top)


def stroke_width(coverage: Coverage) -> float:
    """Twice the area of the ink over the length of its outline, which is the sum of its gradients: in pixels."""
    padded = np.pad(coverage, 1)
    across, down = np.diff(padded, axis=1)[:-1], np.diff(padded, axis=0)[:, :-1]
    return float(2 * coverage.sum() / max(float(np.hypot(across, down).sum()), 1e-6))


def centre_of_mass(coverage: Coverage) -> tuple[float, float]:
    """(x, y) in pixels from the upper left corner."""
    total = max(float(coverage.sum()), 1e-6)
    rows, columns = coverage.sum(axis=1), coverage.sum(axis=0)
    return (
        float(columns @ (np.arange(len(columns)) + 0.5) / total),
        float(rows @ (np.arange(len(rows)) + 0.5) / total),
    )


def middle(coverage: Coverage) -> tuple[float, float]:
    """(x, y) of the middle of the ink's bounding box, in pixels."""
    places = []
    for axis in (0, 1):
        inked = np.flatnonzero(coverage.max(axis=axis) > 0.3)
        places.append(float(inked[0] + inked[-1] + 1) / 2 if len(inked) else coverage.shape[1 - axis] / 2)
    return places[0], places[1]
