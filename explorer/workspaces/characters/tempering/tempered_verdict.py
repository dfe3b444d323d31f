"""Which model is ahead, quality against variety: only what the errors of the estimates allow to be said.

At the variety that a model has as it is, at temperature 1, it is *behind* another one where the best texts that it
writes with as much of it are clearly worse than the best of the other. Quality alone can be bought by saying little
(Caccia et al., "Language GANs Falling Short", 2020).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Literal

from explorer.workspaces.characters.tempering.tempered_curve import Estimate, TemperedCurve, TemperedPoint

CLEAR = 3.0  # standard errors of a difference: the best of several temperatures is looked for
AS_IT_IS = 1.0  # the temperature at which a model is as it was trained


@dataclass(frozen=True)
class Lead:
    """``better`` and ``worse`` are points of the models ``ahead`` and ``behind``; of those that are ``close`` to the
    first it cannot be told. Of a single model both are its own: "colder", where another temperature than 1 is clearly
    better. "crossed": at different varieties each of the two is ahead. "each": as they are, the second covers more and
    the first writes better texts. "close": too close to tell."""

    kind: Literal["ahead", "crossed", "each", "colder", "close", "unknown"]
    ahead: int = -1
    behind: int = -1
    better: TemperedPoint | None = None
    worse: TemperedPoint | None = None
    close: tuple[int, ...] = ()


Leads = Mapping[tuple[int, int], tuple[float, Lead]]  # by model ahead and model behind: how clearly, and what is told


def judge(curves: Mapping[int, TemperedCurve], quality: str, higher: bool) -> Lead:
    """What is to be said of the models that have written texts at temperature 1; *higher* is better, or lower."""
    known = {model: curve for model, curve in curves.items() if _as_it_is(curve, quality) is not None}
    if len(known) < 2:
        return next((_of_one(*each, quality, higher) for each in known.items()), Lead("unknown"))
    leads: dict[tuple[int, int], tuple[float, Lead]] = {}
    for ahead, behind in permutations(known, 2):
        clear, lead = _lead(ahead, behind, known, quality, higher)
        if clear >= CLEAR:
            leads[ahead, behind] = clear, lead
    crossed = [pair for pair in leads if pair[::-1] in leads]
    clean = {pair: found for pair, found in leads.items() if pair not in crossed}
    if clean:
        return _first(clean, crossed, list(known))
    if crossed:
        return replace(leads[crossed[0]][1], kind="crossed")
    return _traded(known, quality, higher)


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


def _lead(
    ahead: int, behind: int, known: Mapping[int, TemperedCurve], quality: str, higher: bool
) -> tuple[float, Lead]:
    """How clearly one model is ahead of another, at the variety of that one as it is."""
    own = _as_it_is(known[behind], quality)
    assert own is not None
    better, worse = (_best(known[each], own.held_out.value, quality, higher) for each in (ahead, behind))
    if better is None or worse is None:
        return -math.inf, Lead("close")
    clear = clearness(better.qualities[quality], worse.qualities[quality], higher)
    return clear, Lead("ahead", ahead, behind, better, worse)


def _best(curve: TemperedCurve, most: float, quality: str, higher: bool) -> TemperedPoint | None:
    """The best texts of a model that is surprised by held-out text by so many nats at *most*."""
    points = [point for point in curve.drawn(quality) if point.held_out.value <= most]
    return max(points, key=lambda each: each.qualities[quality].value * (1 if higher else -1), default=None)


def _first(leads: Leads, crossed: Collection[tuple[int, int]], models: Sequence[int]) -> Lead:
    """Of the models that are ahead of others one that is behind nobody, where there is one, and of most others; and the
    closest of those behind it. Those are close that are neither behind it nor ahead, here or there."""
    counts = {model: sum(ahead == model for ahead, _ in leads) for model in models}
    losers = {behind for _, behind in leads}
    first = max((model for model in models if counts[model]), key=lambda model: (model not in losers, counts[model]))
    _, lead = min((found for (ahead, _), found in leads.items() if ahead == first), key=lambda each: each[0])
    told = {*leads, *crossed}
    others = (model for model in models if model != first)
    return replace(lead, close=tuple(each for each in others if not told & {(first, each), (each, first)}))


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
