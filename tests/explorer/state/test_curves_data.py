"""The history of a run: bins of known series, values that never change, roll-backs."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explorer.state.curves_data import Curves
from trainers.messages import Scalars


def scalars(first_step: int, values: object, name: str = "loss", models: int = 1) -> Scalars:
    return Scalars(0, first_step, tuple({name: np.asarray(values, np.float32)} for _ in range(models)))


def ramp(n: int, first_step: int = 1) -> Curves:
    """The value of every step is the step."""
    return Curves.from_scalars(scalars(first_step, np.arange(first_step, first_step + n)))


def grown(values: np.ndarray, pieces: list[int]) -> Curves:
    """The history of *values*, appended in pieces and looked at between, as a running plot does."""
    curves, at = Curves(), 0
    for piece in [*pieces, len(values)]:
        part = values[at : at + piece]
        if len(part):
            curves = curves.append(scalars(at + 1, part))
            curves.bins(0, "loss", 1, curves.last_step, 30)
        at += piece
    return curves


def test_an_empty_history_has_nothing_and_says_so() -> None:
    curves = Curves()
    assert (curves.count, curves.last_step, curves.model_count, curves.metrics(0)) == (0, 0, 0, ())
    with pytest.raises(KeyError, match="no metric 'loss'"):
        curves.values(0, "loss")


def test_appending_leaves_earlier_values_as_they_were() -> None:
    values = [ramp(1)]
    for step in range(2, 2000):
        values.append(values[-1].append(scalars(step, [step])))
    for curves in values[::97]:
        assert (curves.values(0, "loss") == np.arange(1, curves.count + 1)).all()
        assert curves.last_step == curves.count
        width = curves.bin_width(1, 1e9, 7)
        newest = curves.bins(0, "loss", 1, 1e9, 7)
        assert newest.high[-1] == curves.count  # never sees what was appended later
        assert len(newest.x) == -(-curves.count // width)


def test_two_futures_of_one_past_do_not_meet() -> None:
    past = ramp(40)
    a, b = past.append(scalars(41, [1.0, 1.0])), past.append(scalars(41, [2.0]))
    c = b.append(scalars(42, [3.0]))
    assert a.values(0, "loss")[-2:].tolist() == [1.0, 1.0]
    assert c.values(0, "loss")[-2:].tolist() == [2.0, 3.0]
    assert past.count == 40 and past.values(0, "loss")[-1] == 40


def test_values_are_read_only() -> None:
    with pytest.raises(ValueError, match="read-only"):
        ramp(3).values(0, "loss")[0] = 7


def test_truncating_and_rolling_back() -> None:
    curves = ramp(100)
    short = curves.truncate(60)
    assert (short.last_step, curves.last_step) == (60, 100)
    assert curves.truncate(500) is curves
    rolled = curves.append(scalars(61, [-1.0, -2.0]))  # the run was set back to step 60
    assert rolled.last_step == 62
    assert rolled.values(0, "loss")[-3:].tolist() == [60, -1, -2]
    assert (curves.values(0, "loss") == np.arange(1, 101)).all()
    again = curves.truncate(0).append(scalars(1, [9.0]))
    assert (again.first_step, again.count, again.value_at(0, "loss", 1)) == (1, 1, 9.0)


def test_a_resumed_run_starts_at_its_step_and_skipped_steps_are_gaps() -> None:
    curves = ramp(10, first_step=501).append(scalars(515, [515]))
    assert (curves.first_step, curves.last_step, curves.count) == (501, 515, 15)
    assert curves.value_at(0, "loss", 510) == 510
    assert math.isnan(curves.value_at(0, "loss", 512)) and math.isnan(curves.value_at(0, "loss", 1))
    bins = curves.bins(0, "loss", 501, 515, 100)
    assert np.isnan(bins.mean[10:14]).all() and bins.mean[14] == 515


def test_a_metric_that_appears_later_is_a_gap_before() -> None:
    curves = ramp(3).append(Scalars(0, 4, ({"loss": np.float32([4]), "kl": np.float32([0.5])},)))
    assert curves.metrics(0) == ("loss", "kl")
    assert np.isnan(curves.values(0, "kl")[:3]).all() and curves.value_at(0, "kl", 4) == 0.5
    curves = curves.append(scalars(5, [5]))
    assert math.isnan(curves.value_at(0, "kl", 5))


def test_scalars_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="equal lengths"):
        Curves().append(Scalars(0, 1, ({"a": np.zeros(2, np.float32), "b": np.zeros(3, np.float32)},)))
    with pytest.raises(ValueError, match="those of 1 models, found 2"):
        ramp(1).append(scalars(2, [1.0], models=2))


def test_bins_of_single_steps_are_the_series() -> None:
    bins = ramp(50).bins(0, "loss", 10, 20, 100)
    assert bins.x.tolist() == bins.mean.tolist() == bins.low.tolist() == bins.high.tolist() == list(range(10, 21))


def test_bins_of_a_ramp_are_known() -> None:
    curves = ramp(1000)
    assert curves.bin_width(1, 1000, 100) == 16
    bins = curves.bins(0, "loss", 1, 1000, 100)
    assert len(bins.x) == 63
    assert (bins.mean == bins.x).all()
    assert bins.low[:3].tolist() == [1, 17, 33] and bins.high[:3].tolist() == [16, 32, 48]
    assert (bins.low[-1], bins.high[-1], bins.mean[-1]) == (993, 1000, 996.5)


def test_bins_stay_in_place_while_the_run_goes_on() -> None:
    curves = ramp(3000)
    before = curves.bins(0, "loss", 1, 3000, 100)
    later = curves.append(scalars(3001, np.zeros(150))).bins(0, "loss", 1, 3150, 100)
    complete = 3000 // 32
    assert (before.mean[:complete] == later.mean[:complete]).all() and (before.x[:complete] == later.x[:complete]).all()


@pytest.mark.parametrize("columns", [3, 40, 600])
@pytest.mark.parametrize("pieces", [[], [1] * 50, [7, 300, 1, 1, 64, 1000, 5]])
def test_bins_agree_with_a_plain_computation(columns: int, pieces: list[int]) -> None:
    values = np.random.default_rng(1).normal(size=5003).astype(np.float32)
    values[[4, 1000, 1001]] = np.nan
    values[2000:2100] = np.inf
    curves = grown(values, pieces)
    width = curves.bin_width(1, 5003, columns)
    bins = curves.bins(0, "loss", 1, 5003, columns)
    assert len(bins.x) <= columns + 1
    for index in range(len(bins.x)):
        inside = values[index * width : (index + 1) * width].astype(np.float64)
        finite = inside[np.isfinite(inside)]
        if len(finite) == 0:
            assert np.isnan([bins.mean[index], bins.low[index], bins.high[index]]).all()
        else:
            assert bins.mean[index] == pytest.approx(finite.mean(), abs=1e-12)
            assert (bins.low[index], bins.high[index]) == (finite.min(), finite.max())


def test_a_million_steps_in_few_bins() -> None:
    values = np.random.default_rng(2).normal(size=1_000_000).astype(np.float32)
    bins = Curves.from_scalars(scalars(1, values)).bins(0, "loss", 1, 1_000_000, 600)
    assert len(bins.x) == 489  # bins of 2048
    table = values[: 488 * 2048].reshape(488, 2048).astype(np.float64)
    np.testing.assert_allclose(bins.mean[:488], table.mean(axis=1), atol=1e-12)
    assert (bins.low[:488] == table.min(axis=1)).all()


def test_smoothing_neither_lags_nor_hides_gaps_nor_changes_a_constant() -> None:
    flat = Curves.from_scalars(scalars(1, np.full(3000, 2.5))).bins(0, "loss", 1, 3000, 500, smoothing=1.0)
    np.testing.assert_allclose(flat.mean, 2.5)
    line = ramp(4000)
    smooth = line.bins(0, "loss", 1000, 3000, 500, smoothing=0.5)
    np.testing.assert_allclose(smooth.mean, smooth.x)  # also at the edges of the view: its neighbours are read
    step = np.zeros(2000, np.float32)
    step[1000:] = 1
    middle = Curves.from_scalars(scalars(1, step)).bins(0, "loss", 1, 2000, 500, smoothing=0.5)
    np.testing.assert_allclose(middle.mean, 1 - middle.mean[::-1], atol=1e-9)
    assert middle.mean.min() >= 0 and (np.diff(middle.mean) >= 0).all()
    gap = np.ones(200, np.float32)
    gap[100] = np.nan
    assert np.isnan(Curves.from_scalars(scalars(1, gap)).bins(0, "loss", 1, 200, 500, 1.0).mean).nonzero()[0] == [100]


def test_a_range_without_steps_gives_no_bins() -> None:
    assert ramp(10).bins(0, "loss", 50, 60, 100).x.size == 0
    assert Curves().append(scalars(1, [])).bins(0, "loss", 1, 10, 100).x.size == 0
