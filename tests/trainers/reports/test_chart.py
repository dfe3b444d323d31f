"""Curves: thinned without losing an extreme, drawn where they belong, on round numbers."""

from __future__ import annotations

import re

import numpy as np
import pytest

from trainers.reports.chart import HEIGHT, LEFT, RIGHT, TOP, WIDTH, Chart, Line, log_ticks, ticks
from trainers.reports.thinning import means, thin


def line(values: list[float], first: int = 1, **more: object) -> Line:
    x = np.arange(first, first + len(values), dtype=np.float64)
    return Line("L", 0, 0, x, np.array(values, np.float64), **more)  # type: ignore[arg-type]


def test_a_short_curve_stays_as_it_is() -> None:
    x, y = thin(np.arange(5.0), np.array([1, np.nan, 3, np.inf, 5], np.float32), 10)
    assert x.tolist() == [0, 2, 4] and y.tolist() == [1, 3, 5]


def test_a_long_curve_keeps_first_last_and_every_extreme() -> None:
    rng = np.random.default_rng(3)
    values = rng.normal(size=100_000).astype(np.float32)
    values[[777, 54_321]] = 50, -60  # single steps
    values[::10] = np.nan
    values[[0, -1]] = 7, 8
    steps = np.arange(100_000, dtype=np.float64) + 5
    x, y = thin(steps, values, 100)
    assert 200 < len(x) <= 400
    assert (np.diff(x) > 0).all()
    assert (x[0], y[0], x[-1], y[-1]) == (5, 7, 100_004, 8)
    assert y.max() == 50 and x[y.argmax()] == 782
    assert y.min() == -60 and x[y.argmin()] == 54_326
    whole = np.where(np.isfinite(values), values, np.nan)
    for bin in range(100):  # of each range, the extremes are those of all its points
        part, kept = (np.minimum((each - 5) / 99_999 * 100, 99).astype(int) == bin for each in (steps, x))
        assert y[kept].max() == np.nanmax(whole[part]) and y[kept].min() == np.nanmin(whole[part])


def test_too_few_bins_are_refused() -> None:
    with pytest.raises(ValueError, match="bins: expected at least 1, found 0"):
        thin(np.zeros(1), np.zeros(1), 0)


def test_the_course_of_a_curve_is_its_means() -> None:
    found = means(np.arange(1.0, 101.0), np.repeat([1.0, 3.0], 50), 2)
    assert found is not None
    assert found[0].tolist() == [1, 25.5, 75.5, 100] and found[1].tolist() == [1, 1, 3, 3]
    assert means(np.arange(8.0), np.ones(8), 2) is None
    assert means(np.arange(9.0), np.full(9, np.nan), 2) is None


def test_ticks_are_round() -> None:
    assert ticks(0, 2000, 8) == [0, 500, 1000, 1500, 2000]
    assert ticks(-0.11, 0.32, 5) == pytest.approx([-0.1, 0, 0.1, 0.2, 0.3])
    assert ticks(3, 3, 5) == [3]
    assert log_ticks(-0.1, 1.2) == [1, 2, 5, 10]
    assert log_ticks(-20, 20)[:2] == pytest.approx([1e-20, 1e-15])


def test_points_are_drawn_where_they_belong() -> None:
    chart = Chart("T", (line([0.0, 10.0]),), (1, 2), "step", "y")
    found = re.search(r'd="M([\d. ]+)L([\d. ]+)"', str(chart.to_svg()))
    assert found is not None
    (x0, y0), (x1, y1) = (map(float, point.split()) for point in found.groups())
    assert (x0, x1) == (LEFT, WIDTH - RIGHT)
    low = HEIGHT - 40 - 0.04 / 1.08 * (HEIGHT - TOP - 40)  # 4 % of the range stay free below
    assert y0 == pytest.approx(low, abs=0.06) and y1 == pytest.approx(HEIGHT - 40 + TOP - low, abs=0.06)


def test_an_axis_of_several_orders_of_magnitude_is_logarithmic() -> None:
    assert Chart("T", (line([1.0, 31.0]),), (1, 2), "", "").is_log
    assert not Chart("T", (line([1.0, 29.0]),), (1, 2), "", "").is_log
    assert not Chart("T", (line([-1.0, 1000.0]),), (1, 2), "", "").is_log
    svg = str(Chart("T", (line([1.0, 10.0, 100.0]),), (1, 3), "", "").to_svg())
    y = [float(pair.split()[1]) for pair in re.search(r'd="M([\d. L]+)" class="curve', svg)[1].split("L")]  # type: ignore[index]
    assert y[0] - y[1] == pytest.approx(y[1] - y[2], abs=0.11)


def test_levels_and_marks_are_drawn_where_there_is_room() -> None:
    chart = Chart(
        "T", (line([0.0, 10.0]),), (1, 2), "", "", levels=((5.0, "half"), (5.1, "beside"), (99.0, "beyond")),
        marks=((1.5, "1"), (9.0, "2")),
    )  # fmt: skip
    svg = str(chart.to_svg())
    assert "half" in svg and "beside" not in svg and "beyond" not in svg
    assert svg.count('class="level"') == 2 and svg.count('class="mark"') == 1


@pytest.mark.parametrize("values", [[3e38, -3e38], [1e-38, 3e38], [5.0, 5.0], [0.0, 0.0], [7.0]])
def test_odd_values_are_drawn(values: list[float]) -> None:
    svg = str(Chart("T", (line(values), line([], 1)), (1, len(values)), "", "").to_svg())
    assert "nan" not in svg and "inf" not in svg
