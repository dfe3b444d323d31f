"""The texts of the curves in narrow panels and large letters: legend, labels of levels, numbers of the axes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.curves.curve_items import LegendRow, Trace
from explorer.curves.curve_labels import LevelLabels
from explorer.curves.curve_legend import LegendRoom, legend_height, place_legend, uncut
from explorer.curves.curve_plot import CurvePlot
from explorer.curves.curves import CurvesView
from explorer.gui_thread.throttle import Throttle
from explorer.state.curves_data import Curves
from explorer.style.plain_text import plain_tip
from trainers.catalog import MetricSpec
from trainers.messages import Scalars

pytestmark = pytest.mark.usefixtures("qapp")  # letters have no width without one

LOSS, TEST = MetricSpec("loss", "loss", "loss"), MetricSpec("test_loss", "test", "loss")
D_LOSS = MetricSpec("d_loss", "Loss of D", "game", short="D")
G_LOSS = MetricSpec("g_loss", "Loss of G", "game", short="G", better="", help="fools D", measures=False)
GUESS = "D can only guess (Minimax, Non-saturating)"
BETAS = ["β 0", "β 0.2", "β 1", "β 8"]
SIZES = [13, 16, 20]  # px of letters: 100 %, 125 %, 150 %
AREA = QRectF(50, 20, 300, 100)


@pytest.fixture(autouse=True)
def _drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Throttle, "offer", lambda self, value: self.passed.emit(value))


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[CurvesView]:
    view = CurvesView()
    qtbot.addWidget(view)
    view.show()
    yield view


def lettered(view: CurvesView, pixels: int) -> None:
    font = QFont(view.font())
    font.setPixelSize(pixels)
    view.setFont(font)


def show_models(view: CurvesView, labels: list[str], steps: int = 250) -> None:
    """A model each with values of training and testing."""
    values = tuple({"loss": 0.0123456 * (model + 1) + 1 / np.arange(1, steps + 1)} for model in range(len(labels)))
    scalars = Scalars(0, 1, tuple({"loss": model["loss"].astype(np.float32)} for model in values))
    view.show_curves(Curves.from_scalars(scalars), [[LOSS, TEST]] * len(labels), labels)
    for model in range(len(labels)):
        view.show_test_points(model, "test_loss", [steps // 2, steps], [0.05678, 0.0215432 + model / 100])


def legend(view: CurvesView) -> list[str]:
    return [row.text for row, _ in view.plot._placed]


def numbers(text: str) -> set[str]:
    return set(re.findall(r"[\d.]*\d[\d.]*", text))


# ---------------------------------------------------------------------- legend
@pytest.mark.parametrize("pixels", SIZES)
@pytest.mark.parametrize("labels", [["AE", "VAE"], ["a long name 0.25", "a long name 0.5"], BETAS])
def test_a_number_of_the_legend_is_never_cut(view: CurvesView, labels: list[str], pixels: int) -> None:
    lettered(view, pixels)
    show_models(view, labels)
    for width in range(200, 600, 20):
        view.resize(width, 130)
        whole = numbers(" ".join(row.text for row in view.plot._legend))
        drawn = " ".join(text for text in legend(view) if not text.startswith("+ "))
        assert numbers(drawn) <= whole, drawn
        assert all(place.right() <= view.plot.width() for _, place in view.plot._placed)


def test_the_value_of_training_goes_first_then_the_one_of_testing(view: CurvesView) -> None:
    show_models(view, ["AE", "VAE"])
    seen = []
    for width in range(500, 199, -10):
        view.resize(width, 98)  # one line
        seen.append(legend(view)[0].partition("  "))
        assert view.plot.toolTip().splitlines() == [
            row.text for row in view.plot._legend if row.text not in legend(view)
        ]
    values = list(dict.fromkeys(re.sub(r"[\d.]+", "1", values) for _, _, values in seen))
    assert values == ["1 · test 1", "test 1", ""] and {name for name, _, _ in seen} == {"AE"}
    assert legend(view) == ["AE", "VAE"]


@pytest.mark.parametrize("pixels", SIZES)
@pytest.mark.parametrize("width", [200, 301])
def test_four_models_are_named_in_a_small_panel(view: CurvesView, width: int, pixels: int) -> None:
    lettered(view, pixels)
    view.resize(width, 165)  # the panel in a window of 1280 x 720
    show_models(view, BETAS)
    assert [text.partition("  ")[0] for text in legend(view)] == BETAS
    view.plot._layout.layout.activate()
    box, axis = view.plot.box.height(), view.plot.bottom.height()
    assert box >= 60 and box + axis >= 0.59 * view.plot.height()
    assert all(row.colour and row.dashed is False for row, _ in view.plot._placed)


def test_both_players_are_named_in_large_letters(view: CurvesView) -> None:
    lettered(view, 16)
    view.resize(330, 118)
    step = np.arange(1, 101, dtype=np.float32)
    view.show_curves(
        Curves.from_scalars(Scalars(0, 1, ({"d_loss": 1 + 1 / step, "g_loss": 2 + 1 / step},))),
        [[D_LOSS, G_LOSS]],
        ["GAN"],
    )
    assert legend(view) == ["Loss of D  1.01", "Loss of G  2.01"]
    assert "Loss of G, not a measure  2.01" in view.plot.toolTip()


def test_the_form_of_the_legend_does_not_change_with_its_numbers() -> None:
    metrics, room = QFontMetricsF(QFont()), LegendRoom(46, 200, 0)
    long, short = (
        LegendRow(f"AE  {value} · test {value}", "red", shorter=("AE",)) for value in ("0.123456789012", "1")
    )
    way, placed = place_legend([long], [], metrics, room)
    assert placed[0][0].text == "AE" and way > 0
    assert place_legend([short], [], metrics, room, way)[1][0][0].text == "AE"
    assert place_legend([short], [], metrics, room)[1][0][0].text == short.text


def test_while_the_pointer_reads_values_a_value_goes_before_names_only(view: CurvesView) -> None:
    lettered(view, 16)
    view.resize(220, 140)
    show_models(view, BETAS)
    assert legend(view) == BETAS
    room = view.plot._room
    at = view.plot.box.mapViewToScene(QPointF(100, view.plot.ranges[1][0])).toPoint()
    QTest.mouseMove(view.plot.viewport(), at)
    assert view.plot._read_out and "test 0.05678" in view.plot._legend[0].shorter
    QTest.mouseMove(view.plot.viewport(), QPoint(2, 2))
    assert "test 0.02154" not in view.plot._legend[0].shorter
    assert legend(view) == BETAS and view.plot._room >= room


def test_a_row_more_is_worth_the_unit(view: CurvesView) -> None:
    metrics = QFontMetricsF(QFont())
    rows = [LegendRow(name, "red") for name in BETAS]
    wide = sum(metrics.horizontalAdvance(name) + 32 for name in [*BETAS[:3], "+ 1"])
    _, placed = place_legend(rows, ["nats"], metrics, LegendRoom(46, wide - 10, 0))
    assert [row.text for row, _ in placed] == [*BETAS[:3], "+ 1"]
    rows = [LegendRow(f"{name}  0.1234", "red") for name in 9 * BETAS]
    view.plot.show_texts(rows, "a unit with a name that is so long that it needs a line of its own", "")
    assert view.plot.toolTip().endswith(plain_tip(view.plot._unit)) or view.plot._unit in legend(view)


def test_names_that_are_cut_stay_apart() -> None:
    metrics = QFontMetricsF(QFont())
    rows = [LegendRow(f"a name that is long {end}", "red") for end in ("one", "two")]
    for width in range(60, 500, 10):
        _, placed = place_legend(rows, [], metrics, LegendRoom(46, width, 40))
        texts = [row.text for row, _ in placed]
        assert len(texts) == len(set(texts)) and legend_height(placed) < 60


@pytest.mark.parametrize("text", ["β 0.2", "Wasserstein -0.06364", "steps 1\u202f024 to 2\u202f047", "PCA 0.0557"])
def test_a_cut_text_ends_before_a_number(text: str) -> None:
    metrics = QFontMetricsF(QFont())
    for width in range(int(metrics.horizontalAdvance(text)) + 2):
        part = uncut(text, metrics, width)
        assert part == text or (part.endswith("…") and numbers(part) <= numbers(text)), part


# ---------------------------------------------------------------------- labels of levels
def at_levels(*levels: float) -> list[Trace]:
    x = np.linspace(0, 10, 50)
    return [Trace((0, str(level), False), "red", x, np.full(50, level)) for level in levels]


def placed_at(level: float, traces: list[Trace], label: str = GUESS) -> tuple[str, QRectF]:
    metrics = QFontMetricsF(QFont())
    ((text, place),) = LevelLabels().place([(level, label)], traces, ((0, 10), (0, 10)), AREA, metrics)
    return text, place


@pytest.mark.parametrize("level", [0.05, 0.2, 5.0, 9.9])
def test_a_label_stays_inside_the_plot_and_is_cut_at_its_end(level: float) -> None:
    text, place = placed_at(level, [], 3 * GUESS)
    assert AREA.contains(place)
    assert text.startswith("D can only guess") and text.endswith("…")


def test_a_label_stands_where_the_curves_are_not() -> None:
    line = AREA.bottom() - 5 * 10
    assert placed_at(5, at_levels(5))[1].bottom() <= line  # above, where nothing else speaks against it
    assert placed_at(5, at_levels(5.5, 6, 6.5, 7))[1].top() >= line
    assert placed_at(5, at_levels(4.5, 4, 3.5))[1].bottom() <= line
    rising = Trace((0, "loss", False), "red", np.array([0.0, 5, 6, 10]), np.array([5.2, 5.2, 9.9, 9.9]))
    falling = Trace((1, "loss", False), "red", np.array([0.0, 5, 6, 10]), np.array([4.5, 4.5, 0, 0]))
    assert placed_at(5, [rising, falling], "PCA")[1].left() > AREA.center().x()
    assert placed_at(5, [], "PCA")[1].right() == pytest.approx(AREA.right() - 4)


def test_labels_do_not_cover_each_other_and_do_not_wander() -> None:
    metrics, labels = QFontMetricsF(QFont()), LevelLabels()
    levels = [(5.0, "one level"), (5.5, "another level")]
    (_, one), (_, other) = labels.place(levels, [], ((0, 10), (0, 10)), AREA, metrics)
    assert not one.intersects(other)
    nearest = AREA.bottom() - 55, AREA.bottom() - 50
    assert all(
        place.bottom() >= y - metrics.height() and place.top() <= y + metrics.height()
        for place, y in ((one, nearest[1]), (other, nearest[0]))
    )
    little = Trace((0, "loss", False), "red", np.array([9.9, 10.0]), np.array([5.3, 5.3]))
    assert labels.place(levels, [little], ((0, 10), (0, 10)), AREA, metrics)[0][1] == one
    assert labels.place(levels, [], ((0, 10), (6, 10)), AREA, metrics) == []


@pytest.mark.parametrize("place", range(18))
def test_a_label_that_gets_company_finds_another_place(place: int) -> None:
    """A line that is alone offers more places: the one that was chosen then may not be there any more."""
    metrics, labels = QFontMetricsF(QFont()), LevelLabels()
    labels._chosen["one level"] = place
    labels.place([(5.0, "one level")], [], ((0, 10), (0, 10)), AREA, metrics)
    both = labels.place([(5.0, "one level"), (8.0, "another")], [], ((0, 10), (0, 10)), AREA, metrics)
    assert len(both) == 2 and all(AREA.contains(box) for _, box in both)
    labels._chosen["one level"] = place
    both = labels.place([(5.0, "one level"), (7.9, "another")], [], ((0, 10), (0, 10)), AREA, metrics)
    assert len(both) == 2


# ---------------------------------------------------------------------- axes
@pytest.mark.parametrize("pixels", [*SIZES, 26])
@pytest.mark.parametrize(("width", "height"), [(200, 165), (249, 167), (383, 138), (900, 400)])
@pytest.mark.parametrize("steps", [3, 57, 250, 6862])
@pytest.mark.parametrize("log", [False, True])
def test_numbers_of_the_axes_stand_apart(
    view: CurvesView, width: int, height: int, steps: int, log: bool, pixels: int
) -> None:
    lettered(view, pixels)
    view.resize(width, height)
    show_models(view, ["AE", "VAE"], steps)
    view.log_button.setChecked(log)
    view.plot._layout.layout.activate()
    below, beside = axis_texts(view.plot)
    for texts in (below, beside):
        places = [place for place, _ in texts]
        assert not any(one.intersects(other) for i, one in enumerate(places) for other in places[:i])
    assert len(below) >= 2 and len(beside) >= 1
    assert all(place.bottom() <= view.plot.bottom.height() for place, _ in below)
    right = view.plot.box.width() + 8
    assert all(place.right() <= right for place, _ in below)


def axis_texts(plot: CurvePlot) -> tuple[list[tuple[QRectF, str]], list[tuple[QRectF, str]]]:
    """The numbers of the x and of the y axis with their places."""
    painter = QPainter(image := QImage(8, 8, QImage.Format.Format_RGB32))
    found = []
    for axis in (plot.bottom, plot.left):
        specs = axis.generateDrawSpecs(painter)
        assert specs is not None
        found.append([(place, text) for place, _, text in specs[2]])
    painter.end()
    assert not image.isNull()
    return found[0], found[1]
