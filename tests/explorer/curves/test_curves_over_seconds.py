"""Curves over the time spent training: where each step lies, models that were trained apart, and runs without times."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.curves.curve_clock import clock_axis, seconds_text
from explorer.curves.curves import CurvesView
from explorer.curves.curves_csv import write_csv
from explorer.gui_thread.throttle import Throttle
from explorer.state.curves_data import Curves
from explorer.style.theme import DARK
from explorer.widgets.sample_data import framed
from tests.explorer.curves.test_curves import LOSS, TEST, drawn
from trainers.examples import Float32
from trainers.messages import Scalars

SPECS, LABELS = [[LOSS, TEST], [LOSS, TEST]], ["quick", "slow"]


def history(count: int = 200, seconds: Float32 | None = None) -> Curves:
    """The loss of each step is the step."""
    step = np.arange(1, count + 1, dtype=np.float32)
    return Curves.from_scalars(Scalars(0, 1, ({"loss": step}, {"loss": step}), seconds))


def even(count: int, each: float) -> Float32:
    return (each * np.arange(1, count + 1)).astype(np.float32)


@pytest.fixture
def view(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[CurvesView]:
    monkeypatch.setattr("explorer.curves.curve_plot._BIN", 1)
    monkeypatch.setattr(Throttle, "offer", lambda self, value: self.passed.emit(value))
    view = CurvesView()
    frame = framed(view, DARK)
    qtbot.addWidget(frame)
    frame.resize(560, 250)
    frame.show()
    qtbot.waitExposed(frame)
    yield view


def press(view: CurvesView) -> None:
    view.seconds_button.show()  # as the card's header does, which has taken it
    view.seconds_button.click()


# --------------------------------------------------------------------------- the history


def test_a_history_knows_when_its_steps_were_done_as_far_as_that_was_told() -> None:
    first = history(3, even(3, 0.5))
    known = first.seconds(0)
    assert known is not None and known.tolist() == [0.5, 1.0, 1.5] and not known.flags.writeable
    assert first.seconds(1) is not None and not first.has_own_clocks
    more = first.append(Scalars(0, 6, ({"loss": np.zeros(1, np.float32)},) * 2, np.float32([9])))
    later = more.seconds(0)
    assert later is not None and later[[0, 5]].tolist() == [0.5, 9.0] and np.isnan(later[3:5]).all()
    assert first.seconds(0).tolist() == [0.5, 1.0, 1.5]  # type: ignore[union-attr]
    back = more.truncate(2).append(Scalars(0, 3, ({"loss": np.zeros(1, np.float32)},) * 2, np.float32([2])))
    assert back.seconds(0).tolist() == [0.5, 1.0, 2.0]  # type: ignore[union-attr]
    assert history().seconds(0) is None and Curves().seconds(0) is None


def test_models_that_were_trained_apart_have_clocks_of_their_own() -> None:
    apart = history(4).with_clocks([even(4, 1.0), None])
    assert apart.has_own_clocks and apart.seconds(0).tolist() == [1, 2, 3, 4] and apart.seconds(1) is None  # type: ignore[union-attr]
    assert apart.truncate(2).seconds(0).tolist() == [1, 2]  # type: ignore[union-attr]


def test_a_step_lies_where_it_was_done_and_back() -> None:
    axis = clock_axis(history(4, np.float32([np.nan, 1, 3, 2.5])), 0)
    assert axis is not None and axis.steps.tolist() == [2, 3, 4] and axis.seconds.tolist() == [1, 3, 3]  # never back
    assert axis.place(np.array([2.5])).tolist() == [2.0] and np.isnan(axis.place(np.array([1.0, 5.0]))).all()
    assert axis.range_of_steps((0.0, 2.0)) == (2.0, 2.5)
    assert clock_axis(history(), 0) is None


def test_times_in_words() -> None:
    assert [seconds_text(each) for each in (0, 0.25, 7.5, 59, 60, 754.4, 3723)] == [
        "0 s", "0.25 s", "7.5 s", "59 s", "1:00", "12:34", "1:02:03",
    ]  # fmt: skip


# --------------------------------------------------------------------------- the view


def test_the_switch_is_offered_where_times_are_known(view: CurvesView) -> None:
    view.show_curves(history(), SPECS, LABELS)
    assert view.seconds_button.isHidden() and not view.over_seconds
    view.show_curves(history(200, even(200, 0.1)), SPECS, LABELS)
    assert not view.seconds_button.isHidden() and not view.over_seconds
    assert drawn(view, 0, "loss")[0].max() == 200


def test_over_seconds_each_model_lies_in_its_own_time(view: CurvesView) -> None:
    view.show_curves(history().with_clocks([even(200, 0.1), even(200, 1.0)]), SPECS, LABELS)
    view.show_test_points(1, "test_loss", [100, 500], [5.0, 6.0])
    press(view)
    assert view.over_seconds and view.plot.ranges[0] == pytest.approx((0.0, 200.0))
    for model, each in ((0, 0.1), (1, 1.0)):
        x, y = drawn(view, model, "loss")
        assert x == pytest.approx(each * y, rel=1e-5)  # the loss is the step
    assert drawn(view, 1, "loss", tested=True)[0].tolist() == [100.0]  # when step 500 was done nobody knows
    view.skip_button.setChecked(True)
    assert view.plot.ranges[0][0] == pytest.approx(20.0)
    view.seconds_button.click()
    assert drawn(view, 0, "loss")[0].max() == 200


def test_a_model_without_times_is_not_drawn_over_seconds(view: CurvesView) -> None:
    view.show_curves(history().with_clocks([None, even(200, 1.0)]), SPECS, LABELS)
    press(view)
    assert {key[0] for key in view.plot._items} == {1}


def test_marks_and_the_marker_stand_where_their_steps_were_done(view: CurvesView) -> None:
    view.show_curves(history(200, even(200, 0.5)), SPECS, LABELS)
    view.show_marks([(10, "turned"), (900, "later")])
    view.show_marker(40)
    assert view.plot.mark_near(10.0) == "turned" and view.plot._marker.value() == 40
    press(view)
    assert view.plot.mark_near(5.0) == "turned" and view.plot._marker.value() == 20.0
    assert view.plot._marks == ((5.0, "turned"),)


def test_the_axis_and_the_pointer_read_seconds(view: CurvesView) -> None:
    view.show_curves(history(200, even(200, 1.0)), SPECS, LABELS)
    press(view)
    assert view.plot.bottom.tickStrings([0.0, 30.0, 90.0], 1.0, 30.0) == ["0 s", "30 s", "1:30"]
    at = view.plot.box.mapViewToScene(view.plot.box.viewRect().center()).toPoint()
    QTest.mouseMove(view.plot.viewport(), at)
    view.plot.hovered.emit(75.0)
    assert view.plot._read_out.startswith("1:15")


def test_the_choice_is_kept_with_the_others(view: CurvesView) -> None:
    view.show_curves(history(200, even(200, 1.0)), SPECS, LABELS)
    press(view)
    kept = view.choice
    view.seconds_button.click()
    assert kept.seconds and not view.choice.seconds
    view.choose(kept)
    assert view.over_seconds and view.seconds_button.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_the_table_has_the_times(tmp_path: Path) -> None:
    for curves, names in (
        (history(2, even(2, 0.5)), ["step", "seconds", "quick loss", "slow loss"]),
        (
            history(2).with_clocks([even(2, 0.5), even(2, 3.0)]),
            ["step", "quick seconds", "quick loss", "slow seconds", "slow loss"],
        ),
    ):
        write_csv(curves, LABELS, tmp_path / "c.csv")
        with (tmp_path / "c.csv").open(newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        assert rows[0] == names and rows[2][1] == "1"
