"""The plane of quality against variety: where dots lie, and that better is up and left whatever is measured."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF

from explorer.workspaces.characters.tempering.tempered_axes import TemperedAxes, ends
from explorer.workspaces.characters.tempering.tempered_curve import Estimate

PLOT = QRectF(50, 10, 200, 100)


def axes(
    *dots: tuple[float, float], higher: bool = True, error: float = 0.0, levels: tuple[float, ...] = ()
) -> TemperedAxes:
    found = TemperedAxes.around(PLOT, [(Estimate(x, 0), Estimate(y, error)) for x, y in dots], higher, levels)
    assert found is not None
    return found


@pytest.mark.parametrize("higher", [True, False])
def test_better_is_up_and_left(higher: bool) -> None:
    good, bad = (1.0, 0.9 if higher else 1.2), (2.0, 0.3 if higher else 2.4)
    plane = axes(good, bad, higher=higher)
    assert plane.place(*good).x() < plane.place(*bad).x() and plane.place(*good).y() < plane.place(*bad).y()
    for dot in (good, bad):
        assert PLOT.contains(plane.place(*dot))


def test_nats_stand_in_equal_ratios() -> None:
    plane = axes((1.0, 0.5), (4.0, 0.5))
    steps = [plane.x(nats) for nats in (1.0, 2.0, 4.0)]
    assert steps[1] - steps[0] == pytest.approx(steps[2] - steps[1])
    pad = 0.06 * math.log(4)
    assert steps[0] - PLOT.x() == pytest.approx(PLOT.width() * pad / (math.log(4) + 2 * pad))


def test_all_bars_and_levels_are_within() -> None:
    plane = axes((1.5, 2.0), (1.6, 3.0), higher=False, error=0.5, levels=(1.2,))
    assert PLOT.y() <= plane.y(1.0) and plane.y(4.0) <= PLOT.bottom()
    assert PLOT.x() <= plane.x(1.2) and PLOT.contains(plane.place(1.2, 1.2))
    shares = axes((1.5, 0.5), error=0.1, levels=(1.2,))
    assert PLOT.x() <= shares.x(1.2) and shares.y(0.3) <= PLOT.bottom() and shares.y(0.7) >= PLOT.y()


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99, 1.0])
def test_shares_stay_shares_and_one_alone_has_room(share: float) -> None:
    plane = axes((1.0, share), error=0.2)
    assert 0 <= plane.low < plane.high <= 1 and plane.high - plane.low >= 0.0999
    assert plane.low <= share <= plane.high
    assert plane.bar(Estimate(share, 0.2)) == (max(share - 0.4, 0), min(share + 0.4, 1))


def test_an_unknown_error_is_no_bar_and_no_dots_are_no_plane() -> None:
    assert ends(Estimate(0.5, math.nan)) == (0.5, 0.5) and ends(Estimate(0.5, 0.1)) == pytest.approx((0.3, 0.7))
    assert TemperedAxes.around(PLOT, [], True) is None


@pytest.mark.parametrize("span", [(1.0, 1.0), (0.3, 3.0), (2.0, 2.2), (1e-5, 20.0)])
def test_marks_are_round_apart_and_within(span: tuple[float, float]) -> None:
    plane = axes(*((nats, 0.5 + nats / 100) for nats in span))
    marks = plane.marks_across(40)
    assert marks and all(plane.nats[0] <= mark <= plane.nats[1] * 1.000001 for mark in marks)
    assert all(plane.x(high) - plane.x(low) >= 40 for low, high in pairwise(marks))
    down = plane.marks_down(30)
    assert 1 <= len(down) <= 3 and all(float(f"{mark:.2g}") == pytest.approx(mark) for mark in down)
