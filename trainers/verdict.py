"""Is the game of generator and discriminator going well? A verdict by rules, from measurements over a run.

Losses do not tell, so the rules look elsewhere: how surely D tells held-out images from fakes, what is left of the
gradient that G follows, and how much of the data the fakes cover. Each bad verdict comes with one remedy.

A verdict must not flicker: a rule takes hold only after HOLD points in a row, and lets go only after as many at which
even its milder threshold is no longer reached. Where the newest point contradicts a verdict that still holds, its
sentence says so and keeps its numbers to itself; where training rests, no more points come, and the newest one decides.

A remedy is judged afresh: from then on the rules look at points measured after it, and only how good it ever was is
remembered.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from trainers.remedies import Remedy, calmer, going_back, slower, smoother

Kind = Literal["healthy", "partial", "d_too_strong", "collapse", "cycling", "d_memorises", "too_early"]

FEWEST = 4  # points before anything is said
FEWEST_STEPS = 200  # between the first point and the last of them
HOLD = 3  # points in a row that change the verdict


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
FAVOURED = Threshold(0.5, 0.4)  # share of the fakes that fall onto the most frequent mode
TIMES_FAIR = 2.0  # and at least so many times what it would get if all were served alike
CHANGES = Threshold(4, 2)  # of the favoured mode
CYCLE_STEPS = 500  # over which changes are counted, ...
CYCLE_POINTS = 8  # ... or over so many points, where these are farther apart
WINDOW = 64  # points that rules look back over
NOTHING_LEFT = 1000  # a gradient that has become so many times weaker is as good as none
SMOOTHED = 3  # points whose median is the strength of a gradient: one batch alone says little


@dataclass(frozen=True)
class Point:
    """Measurements at one ``step``; NaN or empty where something is not known. Shares are from 0 to 1.

    ``held_out_accuracy`` is that of D on held-out images and fakes, ``g_gradient`` the length of the generator's
    gradient, ``mode_shares`` (K,) how often each mode or class is drawn, ``logit_gap`` the mean logit of training
    images minus that of held-out ones."""

    step: int
    held_out_accuracy: float = math.nan
    g_gradient: float = math.nan
    coverage: float = math.nan
    duplicate_share: float = math.nan
    mode_shares: tuple[float, ...] = ()
    logit_gap: float = math.nan


@dataclass(frozen=True)
class History:
    """What was measured so far, by ascending step, and the present values of the live knobs.

    ``first_r1`` is what R1 begins with where it was off; it belongs to the scale of the data. ``usual`` are the knobs'
    defaults. ``since`` is the step at which a remedy was taken or, with ``taken_back``, older weights came back for
    another reason; None where neither was. ``rests``: training stands, and the last point was measured there."""

    points: tuple[Point, ...]
    knobs: Mapping[str, float] = field(default_factory=dict)
    first_r1: float = 0.1
    usual: Mapping[str, float] = field(default_factory=dict)
    since: int | None = None
    taken_back: bool = False
    rests: bool = False


@dataclass(frozen=True)
class Verdict:
    """``template`` with ``values`` filled in is a sentence with the numbers behind the verdict; no remedy where none is
    needed."""

    kind: Kind
    template: str
    values: Mapping[str, str | int | float] = field(default_factory=dict)
    remedy: Remedy | None = None

    @property
    def text(self) -> str:
        """The sentence in English."""
        return self.template.format(**self.values)


# --------------------------------------------------------------------------- the rules


@dataclass(frozen=True)
class _Scene:
    """What a rule sees: the last points, the last known value of each measurement (``now``), and the best so far."""

    points: tuple[Point, ...] = ()
    now: Point = Point(0)
    best_coverage: float = math.nan
    best_step: int = 0
    best_gradient: float = math.nan
    fewest_duplicates: float = math.nan
    fewest_step: int = 0

    @property
    def gradient(self) -> float:
        """The median of the last known ones."""
        known = sorted(p.g_gradient for p in self.points[-SMOOTHED:] if not math.isnan(p.g_gradient))
        return known[len(known) // 2] if known else math.nan


def _too_strong(scene: _Scene, holds: bool) -> bool:
    sure = scene.now.held_out_accuracy > _level(SURE, holds)
    return sure and scene.gradient < _level(FAINT, holds) * scene.best_gradient


def _collapsed(scene: _Scene, holds: bool) -> bool:
    """Fakes repeat each other, and less is covered than once was; or nothing ever was, and that gets no better."""
    now = scene.now
    if scene.best_coverage < NEVER_COVERED:
        stuck = now.step - scene.fewest_step >= STUCK_STEPS
        return (stuck or holds) and now.duplicate_share > _level(MOSTLY_DUPLICATES, holds)
    lost = now.coverage < _level(LOST, holds) * scene.best_coverage
    return lost and now.duplicate_share > _level(DUPLICATES, holds)


def _cycles(scene: _Scene, holds: bool) -> bool:
    return favourite_changes(scene.points, _level(FAVOURED, holds)) >= _level(CHANGES, holds)


def _memorises(scene: _Scene, holds: bool) -> bool:
    return scene.now.logit_gap > _level(MEMORY, holds)


def _partial(scene: _Scene, holds: bool) -> bool:
    """Nothing is wrong, but there are modes that no fake falls onto; where none are known, little is covered."""
    now = scene.now
    if now.mode_shares:
        return min(now.mode_shares) <= 0 and not math.isnan(now.coverage)
    return now.coverage < _level(PART, holds)


# The gravest first: a generator that has collapsed may hop from mode to mode, and be seen through as well.
RULES: tuple[tuple[Kind, Callable[[_Scene, bool], bool]], ...] = (
    ("collapse", _collapsed),
    ("cycling", _cycles),
    ("d_too_strong", _too_strong),
    ("d_memorises", _memorises),
)
_RULE = dict(RULES)


def favourite_changes(points: Sequence[Point], favoured: float = FAVOURED.take) -> int:
    """How often, lately, one favoured mode was followed by another. Where all modes are served alike, chance decides
    which is the most frequent, and that means nothing."""
    favourites: list[int] = []
    since = cycle_start(points)
    for point in points:
        shares = point.mode_shares
        if point.step >= since and len(shares) > 1 and max(shares) > max(favoured, min(TIMES_FAIR / len(shares), 0.9)):
            favourites.append(shares.index(max(shares)))
    return sum(a != b for a, b in pairwise(favourites))


def cycle_start(points: Sequence[Point]) -> int:
    """The step from which on changes are counted."""
    return max(points[0].step, min(points[-1].step - CYCLE_STEPS, points[-CYCLE_POINTS:][0].step))


def _level(threshold: Threshold, holds: bool) -> float:
    return threshold.leave if holds else threshold.take


# --------------------------------------------------------------------------- the verdict


def judge(history: History) -> Verdict:
    """The verdict on a run. Raises ValueError for points that are not in the order of their steps."""
    points = history.points
    if any(later.step <= earlier.step for earlier, later in pairwise(points)):
        raise ValueError("history: expected points by ascending step, each later than the one before")
    if not points:
        return Verdict("too_early", EARLY)
    kind, scene, last = _settled(history)
    if kind == "too_early" and history.since is not None:
        return _anew(history)
    contradicted = kind in _RULE and not _RULE[kind](scene, True)
    if history.rests and contradicted:
        kind, contradicted = last, False
    verdict = _SAYINGS[kind](scene, history)
    return Verdict(kind, NO_LONGER, {}, verdict.remedy) if contradicted else verdict


def _settled(history: History) -> tuple[Kind, _Scene, Kind]:
    """The verdict that holds, the scene at the last point, and what the rules say at that one alone."""
    points, since = history.points, history.since
    scene, fewest, start = _Scene(), FEWEST, points[0].step
    if since is not None:
        scene, fewest, start = _remembered([point for point in points if point.step <= since]), HOLD, since
        points = tuple(point for point in points if point.step > since)
    kind: Kind = "too_early"
    waiting: list[Kind] = []
    for count, point in enumerate(points, start=1):
        scene = _next(scene, point)
        waiting = [*waiting, _found(scene, kind)][-HOLD:]
        if count >= fewest and point.step - start >= FEWEST_STEPS and len(set(waiting)) == 1:
            kind = waiting[0]
    last = waiting[-1] if waiting else kind
    if since is not None and history.rests and kind == "too_early" and scene.now.step - start >= FEWEST_STEPS:
        kind = last  # of the points that there will be, this is the best
    return kind, scene, last


def _remembered(points: Sequence[Point]) -> _Scene:
    """How good it ever was, and nothing else."""
    scene = _Scene()
    for point in points:
        scene = _next(scene, point)
    return _Scene(best_coverage=scene.best_coverage, best_step=scene.best_step, best_gradient=scene.best_gradient)


def _next(scene: _Scene, point: Point) -> _Scene:
    """The scene with one point more."""
    now = replace(scene.now, **{name: value for name, value in vars(point).items() if _known(value)})
    scene = replace(scene, points=(*scene.points, point)[-WINDOW:], now=now)
    if point.coverage > scene.best_coverage or math.isnan(scene.best_coverage):
        scene = replace(scene, best_coverage=point.coverage, best_step=point.step)
    if scene.gradient > scene.best_gradient or math.isnan(scene.best_gradient):
        scene = replace(scene, best_gradient=scene.gradient)
    if point.duplicate_share < scene.fewest_duplicates or math.isnan(scene.fewest_duplicates):
        scene = replace(scene, fewest_duplicates=point.duplicate_share, fewest_step=point.step)
    return scene


def _known(value: float | tuple[float, ...]) -> bool:
    return bool(value) if isinstance(value, tuple) else not math.isnan(value)


def _found(scene: _Scene, kind: Kind) -> Kind:
    """What the rules say at one point, where *kind* is the verdict so far."""
    for name, rule in RULES:
        if rule(scene, name == kind):
            return name
    if scene.best_coverage < NEVER_COVERED:
        return "too_early"
    return "partial" if _partial(scene, kind == "partial") else "healthy"


# --------------------------------------------------------------------------- in words

EARLY = "Too early to tell."
NO_LONGER = "The newest measurement no longer shows this: a few more will tell."


def _early(scene: _Scene, history: History) -> Verdict:
    return Verdict("too_early", EARLY)


def _anew(history: History) -> Verdict:
    since: dict[str, str | int | float] = {"step": history.since or 0}
    if history.taken_back:
        return Verdict("too_early", "Older weights came back at step {step}; a few more measurements will tell.", since)
    return Verdict("too_early", "The remedy was taken at step {step}; a few more measurements will tell.", since)


def _unsure(scene: _Scene) -> Verdict | None:
    """What keeps from saying how much is covered, or from calling that well."""
    now = scene.now
    if math.isnan(now.coverage):
        return Verdict("too_early", "Nothing is wrong with D; how much of the data is covered is not known.")
    if now.coverage < LOST.take * scene.best_coverage:  # no rule names it yet, but well it is not
        template = "Coverage fell from {best} % to {coverage} %: a few more steps will tell."
        return Verdict("too_early", template, _covered(scene))
    return None


def _healthy(scene: _Scene, history: History) -> Verdict:
    unsure, values = _unsure(scene), _covered(scene)
    if unsure is not None:
        return unsure
    if scene.now.mode_shares:
        template = (
            "{present} of {modes} modes present, the smallest {smallest} %; coverage {coverage} %, at best {best} %."
        )
        return Verdict("healthy", template, values)
    return Verdict("healthy", "Coverage {coverage} %, at best {best} %.", values)


def _say_partial(scene: _Scene, history: History) -> Verdict:
    unsure, values = _unsure(scene), _covered(scene)
    if unsure is not None:
        return unsure
    if scene.now.mode_shares:
        template = "{present} of {modes} modes present, the others are left out; coverage {coverage} %."
        return Verdict("partial", template, values)
    template = "Coverage {coverage} %, at best {best} %: the rest of the data has no fake nearby."
    return Verdict("partial", template, values)


def _covered(scene: _Scene) -> dict[str, str | int | float]:
    """How much of the data is covered, as far as it is known."""
    now, values = scene.now, dict[str, str | int | float]()
    if not math.isnan(now.coverage):
        values |= {"coverage": _percent(now.coverage), "best": _percent(scene.best_coverage)}
    if now.mode_shares:
        present = sum(share > 0 for share in now.mode_shares)
        values |= {"present": present, "modes": len(now.mode_shares), "smallest": _percent(min(now.mode_shares))}
    return values


def _say_collapse(scene: _Scene, history: History) -> Verdict:
    now = scene.now
    values: dict[str, str | int | float] = {
        "coverage": _percent(now.coverage), "best": _percent(scene.best_coverage),
        "duplicates": _percent(now.duplicate_share), "step": scene.best_step,
    }  # fmt: skip
    change = calmer(history.knobs, history.first_r1, history.usual)
    if scene.best_coverage < NEVER_COVERED:
        template = (
            "{duplicates} % of the fakes are duplicates, and no more than {best} % of the data were ever covered."
        )
        return Verdict("collapse", template, values, change)
    template = "Coverage fell from {best} % at step {step} to {coverage} %; {duplicates} % of the fakes are duplicates."
    # Going back alone would not do: the same seed would collapse again, at the same step.
    return Verdict("collapse", template, values, going_back(scene.best_step, change))


def _say_cycling(scene: _Scene, history: History) -> Verdict:
    changes = favourite_changes(scene.points, FAVOURED.leave)
    template = "The most frequent mode changed {changes} times in about {steps} steps: G runs, and D runs after it."
    steps = scene.now.step - cycle_start(scene.points)
    remedy = slower(history.knobs, "lr_g", "lr_d", usual=history.usual)
    return Verdict("cycling", template, {"changes": changes, "steps": steps}, remedy)


def _say_too_strong(scene: _Scene, history: History) -> Verdict:
    values: dict[str, str | int | float] = {"accuracy": _percent(scene.now.held_out_accuracy)}
    if scene.gradient * NOTHING_LEFT <= scene.best_gradient:
        template = (
            "D tells {accuracy} % of held-out images and fakes apart, and next to nothing is left of G's gradient."
        )
    else:
        values["times"] = round(scene.best_gradient / scene.gradient)
        template = (
            "D tells {accuracy} % of held-out images and fakes apart; G's gradient has become {times} times weaker."
        )
    return Verdict("d_too_strong", template, values, slower(history.knobs, "lr_d", usual=history.usual))


def _say_memorises(scene: _Scene, history: History) -> Verdict:
    now = scene.now
    template = "D's logit is {gap} higher on training images than on held-out ones: it knows them by heart."
    return Verdict("d_memorises", template, {"gap": round(now.logit_gap, 1)}, smoother(history.knobs, history.first_r1))


_SAYINGS: Mapping[Kind, Callable[[_Scene, History], Verdict]] = {
    "too_early": _early,
    "healthy": _healthy,
    "partial": _say_partial,
    "collapse": _say_collapse,
    "cycling": _say_cycling,
    "d_too_strong": _say_too_strong,
    "d_memorises": _say_memorises,
}


def _percent(share: float) -> int:
    return round(100 * share)
