"""The curves under the mouse: ranges, read-out, groups, and the files they write."""

from __future__ import annotations

import csv
import gc
import math
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from explorer.curves.curve_axes import log_ticks
from explorer.curves.curve_items import LegendRow
from explorer.curves.curve_plot import CurvePlot
from explorer.curves.curve_traces import number, paddings, y_range
from explorer.curves.curves import CurvesView
from explorer.gui_thread.throttle import Throttle
from explorer.state.curves_data import Curves
from explorer.style.marks import without_mark
from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, LIGHT, mix
from explorer.widgets.note import Note
from explorer.widgets.sample_data import framed
from trainers.catalog import MetricSpec
from trainers.messages import Scalars

LOSS = MetricSpec("loss", "loss", "loss", "nats")
RECON = MetricSpec("recon", "reconstruction", "loss", "nats")
KL = MetricSpec("kl", "KL", "KL", "nats", better="", help="no measure of quality", measures=False)
D_LOSS = MetricSpec("d_loss", "Loss of D", "game", better="", help="what D minimises", short="D", about="discriminator")
G_LOSS = MetricSpec(
    "g_loss", "Loss of G", "game", better="", help="how well G fools D", short="G", about="generator", measures=False
)
TEST = MetricSpec("test_loss", "test", "loss", "nats")
SPECS = [[LOSS, TEST], [LOSS, RECON, TEST, KL]]
LABELS = ["AE", "VAE"]


def curves(n: int = 400) -> Curves:
    step = np.arange(1, n + 1, dtype=np.float32)
    vae = {"loss": 1000 / step, "recon": 500 / step, "kl": step}
    return Curves.from_scalars(Scalars(0, 1, ({"loss": 100 - step / 8}, vae)))


@pytest.fixture(autouse=True)
def _drawn_at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most tests look at what is drawn right after they have shown it; bins are as on a machine with many cores."""
    monkeypatch.setattr("explorer.curves.curve_plot._BIN", 1)
    if "keeps_the_pace" not in request.node.name:
        monkeypatch.setattr(Throttle, "offer", lambda self, value: self.passed.emit(value))


@pytest.fixture
def view(qtbot: QtBot, tmp_path: Path) -> Iterator[CurvesView]:
    view = CurvesView(choose_path=lambda parent, title, suggestion, filter: tmp_path / suggestion.name)
    frame = framed(view, DARK)
    qtbot.addWidget(frame)
    frame.resize(560, 250)
    frame.show()
    qtbot.waitExposed(frame)
    view.show_curves(curves(), SPECS, LABELS)
    yield view  # the frame lives as long


def drawn(view: CurvesView, model: int, metric: str, tested: bool = False) -> tuple[np.ndarray, np.ndarray]:
    x, y = view.plot._items[model, metric, tested].line.getData()
    return np.asarray(x), np.asarray(y)


def pixel(view: CurvesView, x: float, y: float) -> QPoint:
    return view.plot.box.mapViewToScene(QPointF(x, y)).toPoint()


def trigger(view: CurvesView, name: str) -> None:
    action = view.export_button.findChild(QAction, "curvesExport" + name)
    assert action is not None
    action.trigger()


def choose_group(view: CurvesView, group: str) -> None:
    """Picks from the button's menu."""
    next(action for action in view.group_button.menu().actions() if action.text() == group).trigger()


def test_lines_are_the_binned_series_of_the_first_group(view: CurvesView) -> None:
    assert view.groups == ("loss", "KL") and view.group == "loss"
    assert set(view.plot._items) == {(0, "loss", False), (1, "loss", False), (1, "recon", False)}
    for model, metric, _ in view.plot._items:
        bins = curves().bins(model, metric, 1, 400, view.plot.columns)
        x, y = drawn(view, model, metric)
        assert (x == bins.x).all() and (y == bins.mean).all()


def test_the_axes_follow_the_run(view: CurvesView) -> None:
    (first, last), (low, high) = view.plot.ranges
    assert (first, last) == (1, 400)
    assert low < 500 / 400 and high > 995
    view.show_curves(curves(800), SPECS, LABELS)
    assert view.plot.ranges[0] == (1, 800)


def test_another_run_fits_what_was_tested_before_its_first_step(view: CurvesView) -> None:
    view.show_test_points(0, "test_loss", [0, 100], [150.0, 90.0])
    view._on_plot_zoomed()  # into the run before
    before = view.plot.ranges
    view.show_curves(Curves(), SPECS, LABELS)
    assert view.plot.ranges[1] != before[1] and not drawn_keys(view), "an empty plot has no scale of another run"
    view.skip_button.setChecked(True)  # there is no start to skip yet
    view.show_test_points(0, "test_loss", [0], [2129.0])
    (first, last), (low, high) = view.plot.ranges
    assert first <= 0 < last and low < 2129 < high
    assert low > 1000, "the values of the run before count no more"
    view.skip_button.setChecked(False)
    view.show_curves(curves(50), SPECS, LABELS)
    assert view.plot.ranges[0] == (1, 50)


def test_a_rewind_keeps_the_levels_to_compare_with(view: CurvesView) -> None:
    view.show_references([(200.0, "PCA")])
    view.show_curves(Curves(), SPECS, LABELS)
    view.show_curves(curves(50), SPECS, LABELS)
    assert [label for _, label in view.plot._references] == ["PCA"]


def drawn_keys(view: CurvesView) -> list[object]:
    return list(view.plot._items)


class Paints(QObject):
    """How often a widget has been painted."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_a_run_that_goes_on_is_painted_once(view: CurvesView, qtbot: QtBot) -> None:
    _let_all_be_painted()
    paints = Paints()
    view.plot.viewport().installEventFilter(paints)
    view.show_curves(curves(800), SPECS, LABELS)
    qtbot.waitUntil(lambda: paints.count > 0)
    view.plot._easing.stop()
    _let_all_be_painted()
    assert paints.count == 1


def _let_all_be_painted() -> None:
    """Until no event leads to another."""
    for _ in range(10):
        QApplication.processEvents()


def test_the_y_axis_eases_to_its_target(view: CurvesView, qtbot: QtBot) -> None:
    before = view.plot.ranges[1]
    taller = curves().append(Scalars(0, 401, ({"loss": np.float32([5000])}, {"loss": np.float32([1])})))
    view.show_curves(taller, SPECS, LABELS)
    assert view.plot.ranges[1] == before  # not at once
    assert view.plot.target[1] > 4990
    view.show_curves(taller, SPECS, LABELS)  # what is painted anyway takes the axis along
    assert before[1] < view.plot.ranges[1][1] < view.plot.target[1]
    qtbot.waitUntil(lambda: view.plot.ranges[1] == pytest.approx(view.plot.target))


def test_a_run_that_goes_on_keeps_the_pace(view: CurvesView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many new values in a row are one drawing, of the newest."""
    drawings: list[int] = []
    honest = CurvesView._redraw
    monkeypatch.setattr(CurvesView, "_redraw", lambda self: (drawings.append(1), honest(self))[1])
    history = curves()
    for step in range(401, 421):
        history = history.append(Scalars(0, step, ({"loss": np.float32([1])}, {"loss": np.float32([1])})))
        view.show_curves(history, SPECS, LABELS)
    qtbot.waitUntil(lambda: view.plot.ranges[0][1] == 420)
    assert len(drawings) <= 3


def test_choosing_a_group_shows_it_and_says_why_it_is_grey(view: CurvesView) -> None:
    choose_group(view, "KL")
    assert without_mark(view.group_button.text()) == "KL" and view.group_button.isVisible()
    assert set(view.plot._items) == {(1, "kl", False)}
    assert view._traces[0].colour not in (*DARK.models, DARK.muted)  # a greyed shade of the model's
    assert view.plot._caption == "KL: no measure of quality"
    low, high = view.plot.ranges[1]
    assert high == pytest.approx(400 + 0.06 * 399, abs=2)
    assert low == pytest.approx(1 - 0.06 * 399, abs=2)  # the reason stands below the axis


def test_entries_of_menus_shown_before_are_not_kept(view: CurvesView) -> None:
    for _ in range(5):
        for specs in ([[LOSS]], [[LOSS, KL]]):
            view.show_curves(curves(), specs, ["A"])
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    kept = [each for each in gc.get_objects() if issubclass(type(each), QAction)]  # others may warn when asked
    assert [each for each in kept if not isValid(each)] == []
    assert len(view.group_button.menu().actions()) == 2


def test_colours_are_the_models_and_pale_for_further_metrics(view: CurvesView) -> None:
    colours = {trace.key: trace.colour for trace in view._traces}
    assert colours[0, "loss", False] == DARK.models[0] and colours[1, "loss", False] == DARK.models[1]
    assert colours[1, "recon", False] not in (*DARK.models, DARK.muted)
    view.set_theme(LIGHT)
    assert {trace.key: trace.colour for trace in view._traces}[0, "loss", False] == LIGHT.models[0]


def test_of_two_players_the_loss_that_measures_nothing_is_grey_and_says_so(view: CurvesView) -> None:
    step = np.arange(1, 101, dtype=np.float32)
    game = Curves.from_scalars(Scalars(0, 1, ({"d_loss": 1 / step, "g_loss": step},)))
    view.show_curves(game, [[D_LOSS, G_LOSS]], ["GAN"])
    colours = {trace.key[1]: trace.colour for trace in view._traces}
    assert colours["d_loss"] == DARK.discriminator
    assert colours["g_loss"] == mix(DARK.muted, DARK.generator, 0.25)
    assert [row.text for row in view.plot._legend] == ["Loss of D  0.01", "Loss of G, not a measure  100"]
    assert view.plot._caption == "Loss of G: how well G fools D  Loss of D: what D minimises"
    pair = Curves.from_scalars(Scalars(0, 1, ({"d_loss": 1 / step, "g_loss": step},) * 2))
    view.show_curves(pair, [[D_LOSS, G_LOSS]] * 2, ["hinge", "least squares"])  # several: a colour for each model
    colours = {trace.key[:2]: trace.colour for trace in view._traces}
    assert (colours[0, "d_loss"], colours[1, "d_loss"]) == DARK.models[:2]
    assert colours[1, "g_loss"] == mix(DARK.muted, DARK.models[1], 0.25)
    assert view.plot._legend[1].text == "hinge G, not a measure  100"


def test_log_draws_logarithms_and_leaves_gaps_where_there_are_none(view: CurvesView) -> None:
    step = np.arange(1, 101, dtype=np.float32)
    view.show_curves(Curves.from_scalars(Scalars(0, 1, ({"loss": step - 50},))), [[LOSS]], ["AE"])
    QTest.mouseClick(view.log_button, Qt.MouseButton.LeftButton)
    y = drawn(view, 0, "loss")[1]
    assert np.isnan(y[:50]).all() and y[-1] == pytest.approx(math.log10(50))
    assert view.plot._legend[0].text == "loss  50"


def test_skip_start_leaves_the_start_out_of_both_axes(view: CurvesView) -> None:
    QTest.mouseClick(view.skip_button, Qt.MouseButton.LeftButton)
    (first, last), (_, high) = view.plot.ranges
    assert (first, last) == (pytest.approx(40.9), 400)
    assert high < 110  # 1000 / step was far above


def test_smoothing_keeps_the_raw_line_behind(view: CurvesView) -> None:
    QTest.mouseClick(view.smooth_button, Qt.MouseButton.LeftButton)
    raw = curves().bins(1, "loss", 1, 400, view.plot.columns).mean
    faint = view.plot._items[1, "loss", False].faint
    assert faint.isVisible() and (faint.getData()[1] == raw).all()
    assert drawn(view, 1, "loss")[1][0] < raw[0]


def test_hovering_reads_out_the_step_under_the_pointer(view: CurvesView) -> None:
    QTest.mouseMove(view.plot.viewport(), pixel(view, 200, 500))
    index = int(np.argmin(np.abs(view._traces[0].x - view._hover)))
    assert view._hover == pytest.approx(200, abs=2)
    value = view._traces[0].y[index]
    assert view.plot._legend[0].text == f"AE  {value:.4g}"
    width = view._curves.bin_width(1, 400, view.plot.columns)
    begin = 1 + (round(view._hover) - 1) // width * width
    expected = f"step {begin}" if width == 1 else f"steps {begin} to {begin + width - 1}"
    assert view.plot._read_out == expected
    QTest.mouseMove(view.plot.viewport(), QPoint(2, 2))
    assert view.plot._read_out == "" and view.plot._legend[0].text == "AE  50"


def wheel(view: CurvesView, at: QPoint) -> None:
    place = QPointF(at)
    event = QWheelEvent(
        place, view.plot.viewport().mapToGlobal(place), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.plot.viewport(), event)


def test_the_wheel_zooms_and_a_double_click_shows_all_again(view: CurvesView) -> None:
    wheel(view, pixel(view, 200, 500))
    (first, last), _ = view.plot.ranges
    assert 1 < first < 200 < last < 400
    view.show_curves(curves(800), SPECS, LABELS)
    assert view.plot.ranges[0] == (first, last)  # a zoomed view stays where the user put it
    QTest.mouseDClick(view.plot.viewport(), Qt.MouseButton.LeftButton, pos=pixel(view, 200, 500))
    assert view.plot.ranges[0] == (1, 800)


def test_dragging_zooms_into_the_box(view: CurvesView, qtbot: QtBot) -> None:
    viewport, start, end = view.plot.viewport(), pixel(view, 100, 800), pixel(view, 300, 200)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.6, 1.0):
        QTest.mouseMove(viewport, start + (end - start) * share)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    qtbot.waitUntil(lambda: view.plot.ranges[0][0] > 50)
    (first, last), (low, high) = view.plot.ranges
    assert (first, last) == (pytest.approx(100, abs=5), pytest.approx(300, abs=5))
    assert (low, high) == (pytest.approx(200, abs=25), pytest.approx(800, abs=25))


def test_test_values_are_marked_and_stand_in_the_models_row(view: CurvesView) -> None:
    view.show_test_points(0, "test_loss", [100, 200], [90.0, 77.5])
    x, y = drawn(view, 0, "loss", tested=True)
    assert x.tolist() == [100, 200] and y.tolist() == [90.0, 77.5]
    assert len(view.plot._items[0, "loss", True].marks.data) == 2
    assert view.plot._legend[0].text == "AE  50 · test 77.5"
    view.show_test_points(1, "recon", [100], [7.0])  # the name without "test_" means the same
    assert view.plot._legend[2].text == "VAE reconstruction  1.25 · test 7"
    with pytest.raises(ValueError, match="a step for each of 1 values, found 2"):
        view.show_test_points(0, "test_loss", [1, 2], [3.0])


def test_references_stand_in_their_group_and_widen_the_axis_when_near(view: CurvesView) -> None:
    view.show_references([(-20.0, "PCA"), (9000.0, "far away")])
    assert [(line.value(), label) for line, label in view.plot._references] == [(-20.0, "PCA"), (9000.0, "far away")]
    view.show_all()
    assert -100 < view.plot.ranges[1][0] < -20 and view.plot.ranges[1][1] < 1200
    choose_group(view, "KL")
    assert view.plot._references == []


def test_the_label_of_the_highest_level_has_room_above_it(view: CurvesView) -> None:
    view.show_references([(1400.0, "all that there is")])
    (_, (low, high)), line = view.plot.ranges, view.plot.line_share
    assert (high - 1400) / (high - low) >= line - 0.01


@pytest.mark.parametrize(
    ("line", "references", "expected"),
    [(0.1, False, (0.06, 0.06)), (0.1, True, (0.06, 0.125)), (0.9, True, (0.06, 0.25)), (0.01, True, (0.06, 0.06))],
)
def test_room_for_texts(line: float, references: bool, expected: tuple[float, float]) -> None:
    assert paddings(line, references) == pytest.approx(expected)


def test_a_remark_stands_below_the_axis_where_no_curve_goes(view: CurvesView) -> None:
    plot = view.plot
    plot.show_texts([], "", "")
    before = plot.bottom.sceneBoundingRect().bottom()
    plot.show_texts([], "", "Loss of G: no measure.")
    plot._layout.layout.activate()
    assert plot.bottom.sceneBoundingRect().bottom() <= before - plot._caption_room() + 1
    assert plot._caption_room() > 8


def test_a_remark_is_seen_whole_or_is_the_tooltip(view: CurvesView) -> None:
    plot, words = view.plot, "Loss of G: no measure of quality, since it depends on what D has learnt so far. "
    plot.show_texts([], "", words)
    line = plot._caption_room()
    plot.show_texts([], "", 2 * words)
    assert plot._caption_room() > 1.5 * line > 8 and plot.toolTip() == ""
    plot.show_texts([], "", 40 * words)
    assert plot._caption_room() == 0 and plot.toolTip() == plain_tip(40 * words)


def test_a_legend_of_many_lines_leaves_most_of_the_height_to_the_plot(view: CurvesView) -> None:
    plot = view.plot
    rows = [LegendRow(f"a model with a long name {index}  0.1234", DARK.models[0]) for index in range(40)]
    plot.show_texts(rows, "nats", "")
    drawn = [row.text for row, _ in plot._flow_legend()]
    shown = len(drawn) - 2
    assert 0 < shown < 40 and drawn[shown:] == [f"+ {40 - shown}", "nats"]
    assert plot.toolTip().splitlines() == [row.text for row in rows[shown:]]
    plot._layout.layout.activate()
    assert plot.box.height() >= 0.5 * plot.height()
    plot.show_texts(rows[:1], "nats", "")
    assert [row.text for row, _ in plot._flow_legend()] == [rows[0].text, "nats"] and plot.toolTip() == ""


def test_the_marker_stands_at_the_step(view: CurvesView) -> None:
    view.show_marker(123)
    assert view.plot._marker.isVisible() and view.plot._marker.value() == 123
    view.show_marker(None)
    assert not view.plot._marker.isVisible()


def test_a_new_experiment_forgets_the_old_ones_lines(view: CurvesView) -> None:
    view.show_test_points(1, "test_loss", [100], [90.0])
    view.show_curves(curves(), [[LOSS]], ["AE"])
    assert set(view.plot._items) == {(0, "loss", False)}
    assert view.groups == ("loss",) and not view.group_button.isVisible()
    with pytest.raises(ValueError, match="metrics for each of 2 models, found 1"):
        view.show_curves(curves(), [[LOSS]], LABELS)


def test_a_hidden_view_draws_when_it_is_shown(view: CurvesView) -> None:
    view.hide()
    view.show_curves(curves(800), SPECS, LABELS)
    assert view.plot.ranges[0] == (1, 400)
    view.show()
    assert view.plot.ranges[0] == (1, 800)


def test_nothing_or_only_gaps_can_be_drawn(view: CurvesView) -> None:
    nan = np.full(5, np.nan, np.float32)
    for empty in (Curves(), Curves.from_scalars(Scalars(0, 1, ({"loss": nan},)))):
        view.show_curves(empty, [[LOSS]], ["AE"])
        assert not view.grab().isNull() and view.plot._legend == []


def test_csv_png_and_svg_read_back(view: CurvesView, tmp_path: Path) -> None:
    trigger(view, ".csv")
    with (tmp_path / "curves.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 400 and float(rows[199]["VAE loss"]) == 5.0 and rows[199]["step"] == "200"
    trigger(view, "Scale4")
    trigger(view, ".png")
    with Image.open(tmp_path / "curves.png") as picture:
        assert picture.size == (view.plot.width() * 4, view.plot.height() * 4)
        assert len(picture.convert("RGB").getcolors(1 << 20) or []) > 20
    trigger(view, ".svg")
    root = ElementTree.parse(tmp_path / "curves.svg").getroot()
    texts = {"".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"AE  50", "nats"} <= texts
    assert any(node.tag.endswith(("polyline", "path", "line")) for node in root.iter())


def test_what_cannot_be_written_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    view = CurvesView(choose_path=lambda *_: tmp_path / "missing" / "a.csv")
    qtbot.addWidget(view)
    view.show()
    note = view.findChild(Note)
    trigger(view, ".csv")
    assert note is not None and note.whole_text == "There are no curves to export yet."
    view.show_curves(curves(), SPECS, LABELS)
    for suffix in (".csv", ".png", ".svg"):
        trigger(view, suffix)
        assert note.isVisible() and note.whole_text.endswith("could not be written: No such file or directory")


def test_closing_leaves_no_window_behind(qtbot: QtBot) -> None:
    before = len(QApplication.topLevelWidgets())
    view = CurvesView()
    view.show()
    view.show_curves(curves(), SPECS, LABELS)
    view.close()
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(QApplication.topLevelWidgets()) == before


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.034812, "0.03481"), (140.234, "140.2"), (0, "0"), (2.5e-6, "2.50e-06"), (123456.0, "1.23e+05")],
)
def test_numbers(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(130, 560, [200, 400]), (0.031, 0.064, [0.04, 0.05, 0.06]), (0.9, 60, [1, 2, 5, 10, 20, 50]),
     (1e-3, 1e3, [1e-3, 1e-2, 0.1, 1, 10, 100, 1e3]), (5, 5, [])],
)  # fmt: skip
def test_a_logarithmic_axis_has_round_numbers_however_short(low: float, high: float, ticks: list[float]) -> None:
    assert log_ticks(math.log10(low), math.log10(high), 4) == pytest.approx(ticks)


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [(19.0, 19.5, True), (250.1, 250.9, True), (-0.3, 400.0, True), (-1e6, 1e6, True), (-250.9, -250.1, True),
     (300.0, 300.5, False), (-400.0, -399.5, False), (2.0, 2.0 + 1e-15, False), (2.0, 2.0 + 1e-14, False),
     (math.nan, 1.0, False), (-math.inf, math.inf, True)],
)  # fmt: skip
def test_a_logarithmic_axis_stands_any_range(low: float, high: float, shown: bool) -> None:
    values = log_ticks(low, high, 4)
    assert bool(values) == shown and all(math.isfinite(value) and value > 0 for value in values)


def test_a_logarithmic_plot_is_painted_wherever_it_was_zoomed_to(qtbot: QtBot) -> None:
    plot = CurvePlot()
    qtbot.addWidget(plot)
    plot.set_log(True)
    for low, high in [(19.0, 19.5), (30.0, 30.2), (-40.2, -40.0), (299.0, 320.0), (2.0, 2.0 + 1e-12)]:
        plot.set_ranges((0.0, 10.0), (low, high), at_once=True)
        assert not plot.image(1).isNull()


def test_many_rows_wait_for_the_pointer(view: CurvesView) -> None:
    view.show_curves(
        Curves.from_scalars(
            Scalars(0, 1, tuple({"loss": np.float32([9, 8]), "recon": np.float32([7, 6])} for _ in "abc"))
        ),
        [[LOSS, RECON]] * 3,
        list("abc"),
    )
    assert [row.text for row in view.plot._legend] == ["a loss  8", "b loss  8", "c loss  8", "paler: reconstruction"]
    QTest.mouseMove(view.plot.viewport(), pixel(view, 1.2, 8))
    assert len(view.plot._legend) == 6 and view.plot._legend[1].text == "a reconstruction  7"


def test_an_axis_about_right_is_kept(view: CurvesView) -> None:
    traces = view._traces
    wanted = y_range(traces, (1, 400), [], None)
    assert y_range(traces, (1, 400), [], wanted) == wanted
    assert y_range(traces, (1, 400), [], (-1e5, 1e5)) == wanted
    assert y_range([], (1, 400), [], wanted) is None


def test_what_was_measured_on_held_out_images_only_says_so(view: CurvesView) -> None:
    only = MetricSpec("test_mse", "Test squared error per pixel", "mse", short="MSE")
    view.show_curves(curves(), [[LOSS, only], [LOSS, only]], LABELS)
    for model, value in ((0, 0.25), (1, 0.5)):
        view.show_test_points(model, "test_mse", [100, 200], [1.0, value])
    choose_group(view, "mse")
    assert [row.text for row in view.plot._legend] == ["AE  test 0.25", "VAE  test 0.5"]
    view.show_curves(curves(), [[LOSS, only]], ["AE"])
    assert view.group == LOSS.group, "other models are not met with a metric of which there are only test values"
    choose_group(view, "mse")
    view.show_test_points(0, "test_mse", [100, 200], [1.0, 0.25])
    assert [row.text for row in view.plot._legend] == ["Test squared error per pixel  0.25"]


@pytest.mark.parametrize("size", [(200, 140), (330, 170), (460, 206), (640, 300)])
def test_the_pointer_does_not_shrink_the_plot(view: CurvesView, size: tuple[int, int]) -> None:
    view.parentWidget().resize(*size)
    view.plot.box.updateMatrix()
    QApplication.processEvents()
    before = view.plot.box.sceneBoundingRect()
    QTest.mouseMove(view.plot.viewport(), pixel(view, 200, 500))
    assert view.plot._read_out
    QApplication.processEvents()
    assert view.plot.box.sceneBoundingRect() == before


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize(
    "values",
    [(113.39, 113.43), (356.30012, 356.30019), (0.06106, 0.0611), (1e5, 1e5 + 3), (2.5e-6, 2.6e-6), (3.0, 40.0)],
)
def test_numbers_beside_the_axis_differ_or_there_is_one(
    view: CurvesView, values: tuple[float, float], log: bool
) -> None:
    view.begin()
    view.show_curves(Curves(), [[LOSS, TEST], [LOSS, TEST]], LABELS)
    view.log_button.setChecked(log)
    for model, value in enumerate(values):
        view.show_test_points(model, "test_loss", [0], [value])
    view._redraw()
    picture = QImage(view.size(), QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    specs = view.plot.left.generateDrawSpecs(painter)
    painter.end()
    assert specs is not None
    texts = [text for _, _, text in specs[2]]
    assert texts and len(set(texts)) == len(texts)
    for text in texts:
        assert values[0] * 0.7 <= float(text) <= values[1] * 1.4


def test_a_branch_is_read_out_in_full_at_the_size_of_a_small_window(qtbot: QtBot, view: CurvesView) -> None:
    view.parentWidget().resize(326, 180)
    text = QCoreApplication.translate("Marks", "Branch from step {0}").format(4550)
    view.show_curves(curves(8147), SPECS, LABELS)
    view.show_marks([(4884, text)])

    def is_read_out() -> bool:
        QTest.mouseMove(view.plot.viewport(), pixel(view, 4884, 500))  # the axes may still be moving
        return any(row.text.startswith(text) for row, _ in view.plot._placed)

    qtbot.waitUntil(is_read_out)


def test_what_changed_is_read_out_before_the_steps_and_a_cut_sentence_is_the_tooltip(
    qtbot: QtBot, view: CurvesView
) -> None:
    view.parentWidget().resize(326, 180)
    text = "Beta 1 \u2192 4"
    view.show_curves(curves(8147), SPECS, LABELS)
    view.show_rates(lambda step: "rate 100 % of what stands at the knob in force there")
    view.show_marks([(4884, text)])

    def read() -> str:
        QTest.mouseMove(view.plot.viewport(), QPoint(1, 1))
        QTest.mouseMove(view.plot.viewport(), pixel(view, 4884, 500))  # the axes may still be moving
        return next((row.text for row, _ in view.plot._placed if row.text.startswith(text)), "")

    qtbot.waitUntil(lambda: read() != "")
    assert read().endswith("\u2026") and "in force there" in view.plot.toolTip()
