"""How far decoded pictures are from true moons, and where a one-number code tears the month: pure functions.

The true moons are those of `trainers.files.moon.render_moon` at the canonical place, size and brightness, which is what
the dataset shows when its ``jitter`` is 0. With jitter a model that has learned its data perfectly is off them too, as
no one number tells where in the picture the moon stands; the distances then measure both.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32, UInt8
from trainers.files.moon import SIZE, fullness, render_moon

Cycle = Literal["waxing", "month"]
LIMIT = 0.001  # mean squared error per pixel up to which a frame counts as a moon
GRID = 1001  # true moons per half month; no moon lies further than 3e-6 from the nearest of them
BLEND = 0.25  # of the distance to the moons: a frame that is nearer than that to a blend of the ends is a cross-fade
BIG_STEP = 0.6  # of the way from new to full: neighbouring frames further apart skip most moons between
TEAR = 0.25  # of the codes' range: a larger jump between neighbouring phases is a tear
FOLD = 0.1  # of the codes' range: waxing and waning moons of one shape that are closer share their numbers


class StripKind(StrEnum):
    """What a strip of decodes from new to full moon is."""

    MOONS = "moons"  # every frame is one
    JUMP = "jump"  # every frame is one, but most between new and full are skipped
    FADE = "fade"  # the worst frame is far nearer to a blend of the two ends than to any moon
    NOT_MOONS = "not moons"  # the worst frame is neither
    NOT_YET = "not yet"  # the ends are no moons either, and nearly as far off


@dataclass(frozen=True)
class StripReport:
    """``distances`` (n,) from the nearest true moon, mean squared error per pixel of pixels in 0..1, and that moon's
    ``phases`` (n,); ``worst`` is the index of the frame that is furthest off."""

    distances: Float32
    phases: Float32
    worst: int
    verdict: StripKind

    @property
    def worst_distance(self) -> float:
        return float(self.distances[self.worst])


def moon_phases(n: int, cycle: Cycle = "waxing") -> NDArray[np.float64]:
    """Evenly spaced phases (n,): from new (0) to full (0.5), or round the month up to the one before new again."""
    return np.linspace(0.0, 0.5, n) if cycle == "waxing" else np.arange(n) / n


def true_moons(n: int, cycle: Cycle = "waxing") -> UInt8:
    """The renderer's moons (n, 1, 28, 28) at :func:`moon_phases`."""
    return render_moon(moon_phases(n, cycle))


def is_moon_shaped(images: UInt8) -> bool:
    """Whether pictures (N, C, H, W) have the renderer's size, so that they can be held against its moons."""
    return images.dtype == np.uint8 and images.ndim == 4 and images.shape[1:] == (1, SIZE, SIZE)


def distance_to_moons(frames: UInt8, cycle: Cycle = "waxing") -> tuple[Float32, Float32]:
    """Of frames (n, 1, 28, 28) uint8: the mean squared error per pixel, in 0..1, to the nearest true moon of any phase,
    and its phase; both (n,). Exactly 0 for a moon of the grid. Raises ValueError for another shape or type."""
    if not is_moon_shaped(frames):
        raise ValueError(f"frames: expected uint8 (n, 1, {SIZE}, {SIZE}), found {frames.dtype} {frames.shape}")
    phases, moons, squares = _grid(cycle)
    flat = frames.reshape(len(frames), -1).astype(np.float64)
    # Whole numbers below 2^53 throughout, so the expansion of the square loses nothing.
    errors = np.square(flat).sum(axis=1)[:, None] + squares - 2 * flat @ moons.T
    nearest = errors.argmin(axis=1)
    found = errors[np.arange(len(frames)), nearest] / (255**2 * SIZE**2)
    return found.astype(np.float32), phases[nearest].astype(np.float32)


@lru_cache(maxsize=2)
def _grid(cycle: Cycle) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Phases (n,), their moons (n, pixels) in 0..255, and the sums of their squares (n,)."""
    phases = moon_phases(GRID if cycle == "waxing" else 2 * (GRID - 1), cycle)
    moons = render_moon(phases).reshape(len(phases), -1).astype(np.float64)
    return phases, moons, np.square(moons).sum(axis=1)


def report_strip(frames: UInt8, cycle: Cycle = "waxing") -> StripReport:
    """What decodes (n, 1, 28, 28) between the code of the new and that of the full moon are, n >= 2. Raises
    ValueError."""
    if len(frames) < 2:
        raise ValueError(f"frames: expected at least the two ends, found {len(frames)}")
    distances, phases = distance_to_moons(frames, cycle)
    worst = int(distances.argmax())
    ends = max(distances[0], distances[-1])
    if distances[worst] <= LIMIT:
        skips = len(frames) > 2 and np.abs(np.diff(fullness(phases))).max() > BIG_STEP
        verdict = StripKind.JUMP if skips else StripKind.MOONS
    elif ends > LIMIT and distances[worst] < 2 * ends:
        verdict = StripKind.NOT_YET
    else:
        faded = _distance_to_blend(frames[worst], frames[0], frames[-1]) < BLEND * distances[worst]
        verdict = StripKind.FADE if faded else StripKind.NOT_MOONS
    return StripReport(distances, phases, worst, verdict)


def _distance_to_blend(frame: UInt8, first: UInt8, last: UInt8) -> float:
    """Mean squared error per pixel, in 0..1, of *frame* to the nearest blend of *first* and *last*."""
    there, across = (each.astype(np.float64).ravel() / 255 - first.ravel() / 255 for each in (frame, last))
    length = float(across @ across)
    share = 0.0 if length == 0 else min(1.0, max(0.0, float(there @ across) / length))
    return float(np.square(there - share * across).mean())


@dataclass(frozen=True)
class Jump:
    """From the code of phase number ``before`` to that of its neighbour ``after``: ``size`` is their distance as a
    share of the range of all codes."""

    before: int
    after: int
    size: float


@dataclass(frozen=True)
class CircleReport:
    """How a one-number code copes with the month, which is a circle.

    ``largest`` is the largest jump between neighbouring phases, ``tears`` are all that count as one, largest first.
    ``folded``: there is no tear, as waxing and waning moons of one shape have nearly the same number. ``range`` is from
    the least to the greatest code; a constant code neither tears nor folds.
    """

    largest: Jump
    tears: tuple[Jump, ...]
    folded: bool
    range: tuple[float, float]


def report_circle(phases: Float32, codes: Float32) -> CircleReport:
    """The tears of one-number *codes* (n,) of moons at *phases* (n,), ascending over the month, n >= 4.

    A code that depends continuously on the picture takes the month's circle to a line, so it gives some two opposite
    phases the same number (Borsuk and Ulam, in one dimension). It either runs through much of its range within a few
    pictures, a tear, or back the way it came, a fold. Of jumps that follow one another the largest is the tear. Raises
    ValueError for other shapes or numbers that are not finite.
    """
    if phases.ndim != 1 or phases.shape != codes.shape or len(phases) < 4:
        raise ValueError(f"phases and codes: expected the same (n,), n >= 4, found {phases.shape} and {codes.shape}")
    if not np.isfinite(codes).all():
        raise ValueError("codes: expected finite numbers")
    n, low, high = len(codes), float(codes.min()), float(codes.max())
    span = high - low
    sizes = np.abs(np.roll(codes, -1) - codes) / (span if span > 0 else 1.0)
    beside_larger = np.maximum(np.roll(sizes, 1), np.roll(sizes, -1)) > sizes
    jumps = [Jump(int(at), int(at + 1) % n, float(sizes[at])) for at in np.argsort(-sizes, kind="stable")]
    tears = tuple(jump for jump in jumps if jump.size > TEAR and not beside_larger[jump.before])
    mirrored = np.interp(1.0 - phases, phases, codes, period=1.0)
    folded = not tears and span > 0 and float(np.median(np.abs(codes - mirrored))) < FOLD * span
    return CircleReport(jumps[0], tears, folded, (low, high))
