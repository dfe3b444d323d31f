"""Which model is ahead, quality against variety: only what the errors of the estimates allow to be said.

A model is *ahead* of another where at some temperature it foresees held-out text at least as well as the other one does
at temperature 1, and yet writes clearly better texts. Quality alone can be bought by saying little (Caccia et al.,
"Language GANs Falling Short", 2020).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Literal

from explorer.workspaces.characters.tempering.tempered_curve import Estimate, TemperedCurve, TemperedPoint

CLEAR = 3.0  # standard errors of a difference: the best of several temperatures is looked for
AS_IT_IS = 1.0  # the temperature at which a model is as it was trained


@dataclass(frozen=True)
class Lead:
    """``better`` and ``worse`` are points of the models ``ahead`` and ``behind``, the one *as it is*. Of a single model
    both are its own: ``best`` is a temperature that is clearly better than 1. With ``each`` neither is ahead, but the
    first covers more and the second writes better texts. ``close``: too close to tell."""

    kind: Literal["ahead", "each", "colder", "close", "unknown"]
    ahead: int = -1
    behind: int = -1
    better: TemperedPoint | None = None
    worse: TemperedPoint | None = None


def judge(curves: Mapping[int, TemperedCurve], quality: str, higher: bool) -> Lead:
    """What is to be said of the models that have written texts at temperature 1; *higher* is better, or lower."""
    known = {model: curve for model, curve in curves.items() if _as_it_is(curve, quality) is not None}
    if len(known) == 1:
        [(model, curve)] = known.items()
        return _of_one(model, curve, quality, higher)
    found: list[tuple[float, Lead]] = []
    for ahead, behind in permutations(known, 2):
        worse = _as_it_is(known[behind], quality)
        assert worse is not None
        for point in known[ahead].drawn(quality):
            if point.held_out.value <= worse.held_out.value:
                lead = clearness(point.qualities[quality], worse.qualities[quality], higher)
                found.append((lead, Lead("ahead", ahead, behind, point, worse)))
    lead, best = max(found, key=lambda each: each[0], default=(0.0, Lead("unknown")))
    if lead >= CLEAR:
        return best
    return _traded(known, quality, higher) if known else Lead("unknown")


def clearness(first: Estimate, second: Estimate, higher: bool) -> float:
    """By how many standard errors of the difference the first is better."""
    error = math.hypot(first.error, second.error)
    difference = (first.value - second.value) * (1 if higher else -1)
    if not math.isfinite(difference) or not math.isfinite(error):
        return -math.inf
    return difference / max(error, 1e-12)


def _as_it_is(curve: TemperedCurve, quality: str) -> TemperedPoint | None:
    point = curve.point(AS_IT_IS)
    return point if point is not None and point.can_be_drawn(quality) else None


def _of_one(model: int, curve: TemperedCurve, quality: str, higher: bool) -> Lead:
    """Whether another temperature writes clearly better texts than 1."""
    own = _as_it_is(curve, quality)
    assert own is not None
    others = [point for point in curve.drawn(quality) if point is not own]
    if not others:
        return Lead("unknown")
    best = max(others, key=lambda each: clearness(each.qualities[quality], own.qualities[quality], higher))
    if clearness(best.qualities[quality], own.qualities[quality], higher) >= CLEAR:
        return Lead("colder", model, model, best, own)
    return Lead("close")


def _traded(known: Mapping[int, TemperedCurve], quality: str, higher: bool) -> Lead:
    """Whether as they are one model clearly covers more, and another clearly writes better texts."""
    for covers, writes in permutations(known, 2):
        first, second = _as_it_is(known[covers], quality), _as_it_is(known[writes], quality)
        assert first is not None and second is not None
        better = clearness(second.qualities[quality], first.qualities[quality], higher)
        if better >= CLEAR and clearness(first.held_out, second.held_out, higher=False) >= CLEAR:
            return Lead("each", writes, covers, second, first)
    return Lead("close")
