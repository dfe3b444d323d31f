"""Is the game of generator and discriminator going well? A verdict by rules, from measurements over a run.

Losses do not tell, so the rules look elsewhere: how surely D tells held-out images from fakes, what is left of the
gradient that G follows, and how much of the data the fakes cover. Each bad verdict comes with one remedy.

A verdict must not flicker: a rule takes hold only after HOLD points in a row, and lets go only after as many at which
even its milder threshold is no longer reached. Where so many points agree that it is over, and on nothing else, the
verdict goes to what is nearest to it of what they say. Nor may it contradict the figures that stand beside it, which
are those of the newest point: where that contradicts a verdict that still holds, a bad one says so and keeps its
numbers to itself, and a good one is not given; where training rests, no more points come, and the newest one decides.

A remedy is judged afresh: from then on the rules look at points measured after it, and only how good it ever was is
remembered.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from trainers.knobs import KnobRole
from trainers.metrics.modes import present_modes
from trainers.verdict.remedies import Remedy, calmer, going_back, slower, smoother
from trainers.verdict.rules import (
    FAVOURED,
    GRAVITY,
    NEVER_COVERED,
    RULE,
    Point,
    Scene,
    VerdictKind,
    coverage_lost,
    cycle_start,
    favourite_changes,
    found,
    partial,
    remembered,
    with_point,
)

FEWEST = 4  # points before anything is said
FEWEST_STEPS = 200  # between the first point and the last of them
HOLD = 3  # points in a row that change the verdict
NOTHING_LEFT = 1000  # a gradient that has become so many times weaker is as good as none


@dataclass(frozen=True)
class GameHistory:
    """What was measured so far, by ascending step, and the present values of the live knobs by their roles.

    ``first_r1`` is what R1 begins with where it was off; it belongs to the scale of the data. ``usual`` are the knobs'
    defaults. ``since`` is the step at which a remedy was taken or, with ``taken_back``, older weights came back for
    another reason; None where neither was. ``rests``: training stands, and the last point was measured there.
    ``classes``: the modes are the classes that a judge tells apart, and called so."""

    points: tuple[Point, ...]
    knobs: Mapping[KnobRole, float] = field(default_factory=dict)
    first_r1: float = 0.1
    usual: Mapping[KnobRole, float] = field(default_factory=dict)
    since: int | None = None
    taken_back: bool = False
    rests: bool = False
    classes: bool = False


@dataclass(frozen=True)
class Verdict:
    """``template`` with ``values`` filled in is a sentence with the numbers behind the verdict; no remedy where none is
    needed."""

    kind: VerdictKind
    template: str
    values: Mapping[str, str | int | float] = field(default_factory=dict)
    remedy: Remedy | None = None

    @property
    def text(self) -> str:
        """The sentence in English."""
        return self.template.format(**self.values)


# --------------------------------------------------------------------------- the verdict


def judge(history: GameHistory) -> Verdict:
    """The verdict on a run. Raises ValueError for points that are not in the order of their steps."""
    points = history.points
    if any(later.step <= earlier.step for earlier, later in pairwise(points)):
        raise ValueError("history: expected points by ascending step, each later than the one before")
    if not points:
        return Verdict("too_early", EARLY)
    kind, scene, last = _settled(history)
    if kind == "too_early" and history.since is not None:
        return _anew(history)
    contradicted = kind != "too_early" and not _still_shows(scene, kind, last)
    if history.rests and contradicted:
        kind, contradicted = last, False
    if contradicted and kind == "healthy":
        return _no_longer_healthy(scene, history)
    verdict = _SAYINGS[kind](scene, history)
    return Verdict(kind, NO_LONGER, {}, verdict.remedy) if contradicted else verdict


def _still_shows(scene: Scene, kind: VerdictKind, last: VerdictKind) -> bool:
    """Whether the newest point, of which the rules alone say *last*, still shows what was found to hold. Coverage that
    wavers about a threshold contradicts nothing, for it is told with the verdict; a mode that is missing does."""
    if kind in RULE:
        return RULE[kind](scene, True)
    if kind == "partial":
        return partial(scene, True)
    return last not in RULE and not _misses_modes(scene)


def _misses_modes(scene: Scene) -> bool:
    shares = scene.now.mode_shares
    return present_modes(shares) < len(shares)


def _settled(history: GameHistory) -> tuple[VerdictKind, Scene, VerdictKind]:
    """The verdict that holds, the scene at the last point, and what the rules say at that one alone."""
    points, since = history.points, history.since
    scene, fewest, start = Scene(), FEWEST, points[0].step
    if since is not None:
        scene, fewest, start = remembered([point for point in points if point.step <= since]), HOLD, since
        points = tuple(point for point in points if point.step > since)
    kind: VerdictKind = "too_early"
    waiting: list[VerdictKind] = []
    for count, point in enumerate(points, start=1):
        scene = with_point(scene, point)
        waiting = [*waiting, found(scene, kind)][-HOLD:]
        if count >= fewest and point.step - start >= FEWEST_STEPS:
            kind = _agreed(kind, waiting)
    last = waiting[-1] if waiting else kind
    if since is not None and history.rests and kind == "too_early" and scene.now.step - start >= FEWEST_STEPS:
        kind = last  # of the points that there will be, this is the best
    return kind, scene, last


def _agreed(kind: VerdictKind, waiting: Sequence[VerdictKind]) -> VerdictKind:
    """The verdict after *kind*, where the last points said *waiting*: of what they say that which is nearest to it in
    gravity, so that one of them alone neither condemns nor acquits."""
    if len(waiting) < HOLD or kind in waiting:
        return kind
    return min(waiting, key=lambda each: abs(GRAVITY.index(each) - GRAVITY.index(kind)))


# --------------------------------------------------------------------------- in words

EARLY = "Too early to tell."
NO_LONGER = "The newest measurement no longer shows this: a few more will tell."


def _no_longer_healthy(scene: Scene, history: GameHistory) -> Verdict:
    """What the newest figures are that speak against a verdict that was good, unless they are about D."""
    if (unsure := _unsure(scene)) is not None:
        return unsure
    if _misses_modes(scene):
        template = (
            "Only {present} of {modes} classes present at the newest measurement: a few more will tell."
            if history.classes
            else "Only {present} of {modes} modes present at the newest measurement: a few more will tell."
        )
        return Verdict("too_early", template, _covered(scene))
    return Verdict("too_early", "The newest measurement no longer looks healthy: a few more will tell.")


def _early(scene: Scene, history: GameHistory) -> Verdict:
    return Verdict("too_early", EARLY)


def _anew(history: GameHistory) -> Verdict:
    since: dict[str, str | int | float] = {"step": history.since or 0}
    if history.taken_back:
        return Verdict("too_early", "Older weights came back at step {step}; a few more measurements will tell.", since)
    return Verdict("too_early", "The remedy was taken at step {step}; a few more measurements will tell.", since)


def _unsure(scene: Scene) -> Verdict | None:
    """What keeps from saying how much is covered, or from calling that well."""
    now = scene.now
    if math.isnan(now.coverage):
        return Verdict("too_early", "Nothing is wrong with D; how much of the data is covered is not known.")
    if coverage_lost(scene):  # no rule names it yet, but well it is not
        template = "Coverage fell from {best} % to {coverage} %: a few more steps will tell."
        return Verdict("too_early", template, _covered(scene))
    return None


def _healthy(scene: Scene, history: GameHistory) -> Verdict:
    unsure, values = _unsure(scene), _covered(scene)
    if unsure is not None:
        return unsure
    if scene.now.mode_shares:
        template = (
            "{present} of {modes} classes present, the smallest {smallest} %; coverage {coverage} %, at best {best} %."
            if history.classes
            else "{present} of {modes} modes present, the smallest {smallest} %;"
            " coverage {coverage} %, at best {best} %."
        )
        return Verdict("healthy", template, values)
    return Verdict("healthy", "Coverage {coverage} %, at best {best} %.", values)


def _say_partial(scene: Scene, history: GameHistory) -> Verdict:
    unsure, values = _unsure(scene), _covered(scene)
    if unsure is not None:
        return unsure
    if scene.now.mode_shares:
        template = (
            "{present} of {modes} classes present, the others hardly or not at all; coverage {coverage} %."
            if history.classes
            else "{present} of {modes} modes present, the others hardly or not at all; coverage {coverage} %."
        )
        return Verdict("partial", template, values)
    template = "Coverage {coverage} %, at best {best} %: the rest of the data has no fake nearby."
    return Verdict("partial", template, values)


def _covered(scene: Scene) -> dict[str, str | int | float]:
    """How much of the data is covered, as far as it is known."""
    now, values = scene.now, dict[str, str | int | float]()
    if not math.isnan(now.coverage):
        values |= {"coverage": _percent(now.coverage), "best": _percent(scene.best_coverage)}
    if now.mode_shares:
        present = present_modes(now.mode_shares)
        values |= {"present": present, "modes": len(now.mode_shares), "smallest": _percent(min(now.mode_shares))}
    return values


def _say_collapse(scene: Scene, history: GameHistory) -> Verdict:
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
    if now.nearest_shares and not coverage_lost(scene, True):  # so there is nothing better to go back to
        values |= _covered(scene)
        template = (
            "The fakes huddle: {present} of {modes} classes present, and {duplicates} % of the fakes are duplicates."
            if history.classes
            else "The fakes huddle: {present} of {modes} modes present, and {duplicates} % of the fakes are duplicates."
        )
        return Verdict("collapse", template, values, change)
    template = "Coverage fell from {best} % at step {step} to {coverage} %; {duplicates} % of the fakes are duplicates."
    # Going back alone would not do: the same seed would collapse again, at the same step.
    return Verdict("collapse", template, values, going_back(scene.best_step, change))


def _say_cycling(scene: Scene, history: GameHistory) -> Verdict:
    changes = favourite_changes(scene.points, FAVOURED.leave)
    template = (
        "The most frequent class changed {changes} times in about {steps} steps: G runs, and D runs after it."
        if history.classes
        else "The most frequent mode changed {changes} times in about {steps} steps: G runs, and D runs after it."
    )
    steps = scene.now.step - cycle_start(scene.points)
    remedy = slower(history.knobs, "rate of G", "rate of D", usual=history.usual)
    return Verdict("cycling", template, {"changes": changes, "steps": steps}, remedy)


def _say_too_strong(scene: Scene, history: GameHistory) -> Verdict:
    values: dict[str, str | int | float] = {"accuracy": _percent(scene.now.held_out_accuracy)}
    if scene.gradient * NOTHING_LEFT <= scene.best_gradient:
        template = (
            "D tells {accuracy} % of held-out examples and fakes apart, and next to nothing is left of G's gradient."
        )
    else:
        values["times"] = round(scene.best_gradient / scene.gradient)
        template = (
            "D tells {accuracy} % of held-out examples and fakes apart; G's gradient has become {times} times weaker."
        )
    return Verdict("d_too_strong", template, values, slower(history.knobs, "rate of D", usual=history.usual))


def _say_memorises(scene: Scene, history: GameHistory) -> Verdict:
    now = scene.now
    template = "D's logit is {gap} higher on training examples than on held-out ones: it knows them by heart."
    return Verdict("d_memorises", template, {"gap": round(now.logit_gap, 1)}, smoother(history.knobs, history.first_r1))


_SAYINGS: Mapping[VerdictKind, Callable[[Scene, GameHistory], Verdict]] = {
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
