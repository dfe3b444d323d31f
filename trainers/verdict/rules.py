"""The rules by which a verdict on the game of generator and discriminator is reached, and their thresholds.

A rule takes hold at one threshold and lets go only at a milder one, so that verdicts do not flicker.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from trainers.metrics.modes import present_modes

VerdictKind = Literal["healthy", "partial", "d_too_strong", "collapse", "cycling", "d_memorises", "too_early"]


@dataclass(frozen=True)
class Threshold:
    """Where a rule takes hold and where it lets go."""

    take: float
    leave: float


SURE = Threshold(0.97, 0.93)  # accuracy of D on held-out images and fakes
FAINT = Threshold(0.1, 0.2)  # of the strongest gradient that G has had
LOST = Threshold(0.5, 0.65)  # of the best coverage so far
DUPLICATES = Threshold(0.2, 0.1)  # share of the fakes; about 0.01 for equal distributions
PART = Threshold(0.5, 0.55)  # coverage below which a game is not healthy, where nobody knows the modes
MEMORY = Threshold(2.0, 1.5)  # mean logit of training images above that of held-out ones
NEVER_COVERED = 0.1  # a best coverage below this is none that could be lost: the game has hardly begun, unless ...
MOSTLY_DUPLICATES = Threshold(0.5, 0.35)  # ... so many fakes are duplicates ...
STUCK_STEPS = 300  # ... and have not become fewer for so many steps
FEW_MODES = Threshold(0.5, 0.6)  # share of the known modes; no more than it for STUCK_STEPS, and duplicates: a huddle
FAVOURED = Threshold(0.5, 0.4)  # share of the fakes that fall onto the most frequent mode
TIMES_FAIR = 2.0  # and at least so many times what it would get if all were served alike
CHANGES = Threshold(4, 2)  # of the favoured mode
CYCLE_STEPS = 500  # over which changes are counted, ...
CYCLE_POINTS = 8  # ... or over so many points, where these are farther apart
WINDOW = 64  # points that rules look back over
SMOOTHED = 3  # points whose median is the strength of a gradient: one batch alone says little


@dataclass(frozen=True)
class Point:
    """Measurements at one ``step``; NaN or empty where something is not known. Shares are from 0 to 1.

    ``held_out_accuracy`` is that of D on held-out images and fakes, ``g_gradient`` the length of the generator's
    gradient, ``mode_shares`` (K,) how often each mode is hit or each class drawn, ``logit_gap`` the mean logit of
    training images minus that of held-out ones, ``nearest_shares`` (K,) how many fakes are nearest to each mode,
    however far off: where a blob is on its way from mode to mode it hits none."""

    step: int
    held_out_accuracy: float = math.nan
    g_gradient: float = math.nan
    coverage: float = math.nan
    duplicate_share: float = math.nan
    mode_shares: tuple[float, ...] = ()
    logit_gap: float = math.nan
    nearest_shares: tuple[float, ...] = ()


# --------------------------------------------------------------------------- the rules


@dataclass(frozen=True)
class Scene:
    """What a rule sees: the last points, the last known value of each measurement (``now``), and the best so far."""

    points: tuple[Point, ...] = ()
    now: Point = Point(0)
    best_coverage: float = math.nan
    best_step: int = 0
    best_gradient: float = math.nan
    fewest_duplicates: float = math.nan
    fewest_step: int = 0
    huddled_since: int | None = None  # the step from which on fakes repeat each other on a few of the known modes

    @property
    def gradient(self) -> float:
        """The median of the last known ones."""
        known = sorted(p.g_gradient for p in self.points[-SMOOTHED:] if not math.isnan(p.g_gradient))
        return known[len(known) // 2] if known else math.nan


def _too_strong(scene: Scene, holds: bool) -> bool:
    sure = scene.now.held_out_accuracy > _level(SURE, holds)
    return sure and scene.gradient < _level(FAINT, holds) * scene.best_gradient


def _collapsed(scene: Scene, holds: bool) -> bool:
    """Fakes repeat each other, and less is covered than once was; or nothing ever was, and that gets no better; or a
    few modes are all that they have been on for long."""
    now = scene.now
    lasts = scene.huddled_since is not None and now.step - scene.huddled_since >= STUCK_STEPS
    if (lasts or holds) and _huddles(now, holds):
        return True
    if scene.best_coverage < NEVER_COVERED:
        stuck = now.step - scene.fewest_step >= STUCK_STEPS
        return (stuck or holds) and now.duplicate_share > _level(MOSTLY_DUPLICATES, holds)
    return coverage_lost(scene, holds) and now.duplicate_share > _level(DUPLICATES, holds)


def coverage_lost(scene: Scene, holds: bool = False) -> bool:
    """Whether much less is covered than once was."""
    return scene.now.coverage < _level(LOST, holds) * scene.best_coverage


def _huddles(now: Point, holds: bool = False) -> bool:
    """Fakes repeat each other near a few of the known modes. What was covered at best tells nothing of that where the
    game began with a cloud that touched them all by chance."""
    few = present_modes(now.nearest_shares) <= _level(FEW_MODES, holds) * len(now.nearest_shares)
    return bool(now.nearest_shares) and few and now.duplicate_share > _level(DUPLICATES, holds)


def _cycles(scene: Scene, holds: bool) -> bool:
    return favourite_changes(scene.points, _level(FAVOURED, holds)) >= _level(CHANGES, holds)


def _memorises(scene: Scene, holds: bool) -> bool:
    return scene.now.logit_gap > _level(MEMORY, holds)


def partial(scene: Scene, holds: bool) -> bool:
    """Nothing is wrong, but there are modes that hardly a fake hits; where none are known, little is covered."""
    now = scene.now
    if now.mode_shares:
        return present_modes(now.mode_shares) < len(now.mode_shares) and not math.isnan(now.coverage)
    return now.coverage < _level(PART, holds)


# The gravest first: a generator that has collapsed may hop from mode to mode, and be seen through as well.
RULES: tuple[tuple[VerdictKind, Callable[[Scene, bool], bool]], ...] = (
    ("collapse", _collapsed),
    ("cycling", _cycles),
    ("d_too_strong", _too_strong),
    ("d_memorises", _memorises),
)
# From the gravest on; what is not known yet, and what is well, are told from what is bad by the mildest of it.
GRAVITY: tuple[VerdictKind, ...] = (*(name for name, _ in RULES), "partial", "healthy", "too_early")
RULE: Mapping[VerdictKind, Callable[[Scene, bool], bool]] = dict(RULES)


def favourite_changes(points: Sequence[Point], favoured: float = FAVOURED.take) -> int:
    """How often, lately, one favoured mode was followed by another. Where all modes are served alike, chance decides
    which is the most frequent, and that means nothing."""
    favourites: list[int] = []
    since = cycle_start(points)
    for point in points:
        shares = point.nearest_shares
        if point.step >= since and len(shares) > 1 and max(shares) > max(favoured, min(TIMES_FAIR / len(shares), 0.9)):
            favourites.append(shares.index(max(shares)))
    return sum(a != b for a, b in pairwise(favourites))


def cycle_start(points: Sequence[Point]) -> int:
    """The step from which on changes are counted."""
    return max(points[0].step, min(points[-1].step - CYCLE_STEPS, points[-CYCLE_POINTS:][0].step))


def _level(threshold: Threshold, holds: bool) -> float:
    return threshold.leave if holds else threshold.take


# --------------------------------------------------------------------------- at one point


def remembered(points: Sequence[Point]) -> Scene:
    """How good it ever was, and nothing else."""
    scene = Scene()
    for point in points:
        scene = with_point(scene, point)
    return Scene(best_coverage=scene.best_coverage, best_step=scene.best_step, best_gradient=scene.best_gradient)


def with_point(scene: Scene, point: Point) -> Scene:
    """The scene with one point more."""
    now = replace(scene.now, **{name: value for name, value in vars(point).items() if _known(value)})
    scene = replace(scene, points=(*scene.points, point)[-WINDOW:], now=now)
    if point.coverage > scene.best_coverage or math.isnan(scene.best_coverage):
        scene = replace(scene, best_coverage=point.coverage, best_step=point.step)
    if scene.gradient > scene.best_gradient or math.isnan(scene.best_gradient):
        scene = replace(scene, best_gradient=scene.gradient)
    if point.duplicate_share < scene.fewest_duplicates or math.isnan(scene.fewest_duplicates):
        scene = replace(scene, fewest_duplicates=point.duplicate_share, fewest_step=point.step)
    since = scene.huddled_since if scene.huddled_since is not None else point.step
    return replace(scene, huddled_since=since if _huddles(now) else None)


def _known(value: float | tuple[float, ...]) -> bool:
    return bool(value) if isinstance(value, tuple) else not math.isnan(value)


def found(scene: Scene, kind: VerdictKind) -> VerdictKind:
    """What the rules say at one point, where *kind* is the verdict so far."""
    for name, rule in RULES:
        if rule(scene, name == kind):
            return name
    if scene.best_coverage < NEVER_COVERED:
        return "too_early"
    return "partial" if partial(scene, kind == "partial") else "healthy"
