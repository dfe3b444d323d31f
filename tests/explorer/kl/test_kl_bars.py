"""The KL bars: what is high, what is grey, what is said, and an axis that keeps still."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from explorer.kl.kl_bars import KlBars
from explorer.kl.kl_groups import BarGroup, axis_top, format_nats, place_groups
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, LIGHT

pytestmark = pytest.mark.layout

NAN = math.nan


@pytest.fixture
def bars(qtbot: QtBot, tmp_path: Path) -> KlBars:
    bars = KlBars(choose_path=lambda parent, title, suggestion, file_filter: tmp_path / suggestion.name)
    qtbot.addWidget(bars)
    bars.resize(420, 220)
    bars.show_bars(["AE", "VAE"], [None, [3.0, 0.002]], [None, [0.08, 0.99]])
    bars.show()
    qtbot.waitExposed(bars)
    return bars


def group(bars: KlBars, model: int) -> BarGroup:
    found = bars.canvas.groups()[model]
    assert found is not None
    return found


def slot(bars: KlBars, model: int, place: int) -> QPoint:
    return group(bars, model).slot_rect(place).center().toPoint()


def hover(bars: KlBars, model: int, place: int) -> None:
    """From the edge, for Qt drops a move to where the pointer was in the test before."""
    QTest.mouseMove(bars.canvas, QPoint(1, 1))
    QTest.mouseMove(bars.canvas, slot(bars, model, place))


def read_out(bars: KlBars) -> str:
    line = bars.findChild(QLabel, "klReadOut")
    assert line is not None
    return line.whole_text  # type: ignore[attr-defined, no-any-return]


def trigger(bars: KlBars, suffix: str) -> None:
    action = bars.export_button.findChild(QAction, "klExport" + suffix)
    assert action is not None
    action.trigger()


def test_bars_are_as_high_as_their_kl_and_hang_as_far_as_their_sigma(bars: KlBars) -> None:
    vae = group(bars, 1)
    assert vae.top == 5.0
    up, down = vae.bar_rects(0)
    assert up.height() == pytest.approx(3.0 / 5.0 * (vae.zero - vae.plot.y()))
    assert up.bottom() == pytest.approx(vae.zero)
    flat, full = vae.bar_rects(1)
    assert flat.height() < 1
    assert full.height() > 9 * down.height()


def test_a_model_without_posterior_gets_one_plain_line(bars: KlBars) -> None:
    assert bars.canvas.groups()[0] is None
    assert "AE · An autoencoder has no noise and pays no KL." in bars.canvas.accessibleDescription()


@pytest.mark.parametrize(
    ("kl", "said"),
    [
        ([3.0, 0.002], "VAE · 3.0 nats · z2 collapsed: says nothing"),
        ([0.001, 2.0, 0.009], "VAE · 2.0 nats · 2 of 3 collapsed: z1, z3 say nothing"),
        ([0.001, 0.002], "VAE · 0.003 nats · all 2 collapsed: the code says nothing"),
        ([3.0, 0.01], "VAE · 3.0 nats"),
    ],
)
def test_collapsed_dimensions_are_named(bars: KlBars, kl: list[float], said: str) -> None:
    bars.show_bars(["VAE"], [kl], [[0.5] * len(kl)])
    assert bars.canvas.accessibleDescription() == said


def test_collapsed_dimensions_are_grey(bars: KlBars) -> None:
    bars.show_bars(["VAE"], [[3.0, 0.002]], [[0.9, 0.9]])
    vae, picture = group(bars, 0), bars.canvas.grab().toImage()

    def below(place: int) -> QColor:
        return picture.pixelColor(vae.bar_rects(place)[1].center().toPoint())

    assert below(0).saturation() > 60 > below(1).saturation()


def test_hover_reads_out_a_bar(bars: KlBars) -> None:
    hover(bars, 1, 0)
    assert read_out(bars) == "VAE · z1: KL 3.0 nats, mean σ 0.080"
    hover(bars, 1, 1)
    assert read_out(bars) == "VAE · z2 collapsed: says nothing (KL 0.002 nats, mean σ 0.99)"
    QTest.mouseMove(bars.canvas, QPoint(20, 3))  # the autoencoder's line
    assert read_out(bars) == "Up: KL in nats · down: mean σ"


def test_every_one_of_128_thin_bars_can_be_read(bars: KlBars) -> None:
    kl = np.arange(1, 129) / 10
    bars.show_bars(["VAE"], [kl], [np.full(128, 0.5)])
    for dim in (0, 63, 127):
        hover(bars, 0, dim)
        assert read_out(bars) == f"z{dim + 1}: KL {format_nats(kl[dim])} nats, mean σ 0.50"


def test_arrow_keys_walk_over_all_models(bars: KlBars) -> None:
    bars.show_bars(["A", "AE", "B"], [[1.0, 2.0], None, [3.0]], [[1.0, 1.0], None, [1.0]])
    bars.canvas.setFocus()
    seen = []
    for key in (Qt.Key.Key_Right,) * 4 + (Qt.Key.Key_Left,):
        QTest.keyClick(bars.canvas, key)
        seen.append(read_out(bars).split(":")[0])
    assert seen == ["A · z1", "A · z2", "B · z1", "B · z1", "A · z2"]


def test_sorting_puts_the_most_first_and_keeps_the_names(bars: KlBars) -> None:
    assert not bars.sort_button.isVisible()  # two bars need no order
    bars.show_bars(["VAE"], [[0.5, 3.0, 1.0]], [[0.5, 0.1, 0.3]])
    QTest.mouseClick(bars.sort_button, Qt.MouseButton.LeftButton)
    assert group(bars, 0).order.tolist() == [1, 2, 0]
    hover(bars, 0, 0)
    assert read_out(bars).startswith("z2: KL 3.0 nats")
    QTest.mouseClick(bars.sort_button, Qt.MouseButton.LeftButton)
    assert group(bars, 0).order.tolist() == [0, 1, 2]


def test_bars_ease_and_the_axis_stays(bars: KlBars, qtbot: QtBot) -> None:
    bars.show_bars(["AE", "VAE"], [None, [4.9, 2.0]], [None, [0.05, 0.2]])
    assert group(bars, 1).kl[0] == 3.0  # not there yet
    qtbot.waitUntil(lambda: 3.0 < group(bars, 1).kl[0] < 4.9)
    qtbot.waitUntil(lambda: group(bars, 1).kl.tolist() == [4.9, 2.0])
    assert group(bars, 1).top == 5.0


def test_hiding_ends_the_movement(bars: KlBars) -> None:
    bars.show_bars(["AE", "VAE"], [None, [1.0, 2.0]], [None, [0.5, 0.5]])
    bars.hide()
    assert group(bars, 1).kl.tolist() == [1.0, 2.0]


def test_the_axis_grows_at_need_and_shrinks_late() -> None:
    assert axis_top(0.0, 0.0) == 1.0  # nothing shall not look like something
    assert axis_top(3.0, 0.0) == 5.0
    assert axis_top(5.0, 5.0) == 5.0
    assert axis_top(5.1, 5.0) == 10.0
    assert axis_top(3.1, 10.0) == 10.0
    assert axis_top(2.9, 10.0) == 5.0
    assert axis_top(130.0, 10.0) == 200.0


def test_what_is_infinite_or_not_a_number_is_survived(bars: KlBars) -> None:
    bars.show_bars(["VAE"], [[math.inf, NAN, 2.0]], [[0.0, NAN, 0.3]])
    vae = group(bars, 0)
    heights = [vae.bar_rects(place)[0].height() for place in range(3)]
    assert heights[0] > vae.zero - vae.plot.y()  # beyond the end
    assert heights[1] == 0
    bars.canvas.grab()
    hover(bars, 0, 0)
    assert read_out(bars) == "z1: KL ∞ nats, mean σ 0.000"
    hover(bars, 0, 1)
    assert "KL ? nats" in read_out(bars)


def test_groups_stand_side_by_side_only_where_bars_have_room() -> None:
    area = QRectF(0, 0, 360, 200)
    few = place_groups(area, [None, 2, 2], 16)
    assert few[0].rect.height() == 16
    assert few[1].rect.y() == few[2].rect.y() == 16
    assert few[1].rect.width() - few[1].gutter == few[2].rect.width()  # bars of the same width
    many = place_groups(area, [None, 20, 20], 16)
    assert many[1].rect.bottom() == many[2].rect.y() == 16 + 92
    assert many[1].rect.width() == many[2].rect.width() == 360


@pytest.mark.parametrize(
    ("kl", "sigma", "said"),
    [
        ([[1.0, 2.0]], [[1.0]], r"VAE: expected KL and sigma of the same shape .* found \(2,\) and \(1,\)"),
        ([[1.0]], [None], r"or None for both"),
        ([[]], [[]], r"found \(0,\) and \(0,\)"),
        ([[1.0], [1.0]], [[1.0]], r"for each of 1 models, found 2 and 1"),
    ],
)
def test_arrays_that_do_not_match_are_named(
    bars: KlBars, kl: list[list[float] | None], sigma: list[list[float] | None], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        bars.show_bars(["VAE"], kl, sigma)


def test_the_pick_goes_with_the_bar_it_was_on(bars: KlBars) -> None:
    hover(bars, 1, 1)
    bars.show_bars(["VAE"], [[1.0]], [[0.5]])
    assert read_out(bars) == "Up: KL in nats · down: mean σ"


def test_exports(bars: KlBars, tmp_path: Path) -> None:
    trigger(bars, ".csv")
    assert (tmp_path / "kl.csv").read_text("utf-8").splitlines() == [
        "model,dimension,kl_nats,mean_sigma",
        "VAE,z1,3,0.08",
        "VAE,z2,0.002,0.99",
    ]
    trigger(bars, ".png")
    with Image.open(tmp_path / "kl.png") as picture:
        assert picture.size == (bars.canvas.width(), bars.canvas.height())


@pytest.mark.parametrize("suffix", [".csv", ".png"])
def test_nothing_to_export_is_said(bars: KlBars, tmp_path: Path, suffix: str) -> None:
    bars.show_bars(["AE"], [None], [None])
    trigger(bars, suffix)
    note = bars.findChild(QLabel, "note")
    assert note is not None and note.isVisible() and note.text() == "There are no bars to export yet."
    assert list(tmp_path.iterdir()) == []


def test_a_view_without_room_is_said(bars: KlBars, tmp_path: Path) -> None:
    bars.canvas.setMaximumHeight(0)
    bars.canvas.resize(bars.canvas.width(), 0)
    trigger(bars, ".png")
    note = bars.findChild(QLabel, "note")
    assert note is not None and "no room" in note.accessibleName()
    assert list(tmp_path.iterdir()) == []


def test_the_theme_changes_the_drawing(bars: KlBars) -> None:
    dark = bars.canvas.grab().toImage()
    bars.set_theme(LIGHT)
    light = bars.canvas.grab().toImage()
    bars.set_theme(DARK)
    assert dark != light and bars.canvas.grab().toImage() == dark


@pytest.mark.parametrize(
    ("value", "text"), [(0.004, "0.004"), (0.31, "0.31"), (3.14, "3.1"), (123.4, "123"), (math.inf, "∞"), (NAN, "?")]
)
def test_numbers_have_the_digits_that_matter(value: float, text: str) -> None:
    assert format_nats(value) == text


def test_a_title_lies_beside_the_axis_and_not_over_its_numbers(bars: KlBars) -> None:
    for width in (300, 420, 700):
        bars.resize(width, 220)
        vae = group(bars, 1)
        assert vae.place.gutter > 0 and vae.title_place.x() >= vae.rect.x() + vae.place.gutter
        assert vae.title_place.bottom() <= vae.plot.y()


@pytest.mark.parametrize("size", [13, 20])
@pytest.mark.parametrize("dims", [2, 8])
def test_four_models_share_a_low_view(bars: KlBars, size: int, dims: int) -> None:
    font = bars.font()
    font.setPixelSize(size)
    bars.canvas.setFont(font)
    bars.show_bars(list("ABCD"), [[0.0] * dims] * 4, [[1.0] * dims] * 4)
    bars.resize(400, 152)
    low = bars.canvas.minimumSizeHint().height()
    beside = group(bars, 0).rect.y() == group(bars, 1).rect.y()  # where their heads have the width for that
    assert low <= (5.1 if beside and dims == 2 else 8.1) * group(bars, 0).place.line
    bars.canvas.resize(390, low)
    assert all(group(bars, model).rect.bottom() <= low for model in range(4))
    assert all(group(bars, model).place.head == group(bars, model).place.line for model in range(4))


@pytest.mark.parametrize("width", range(360, 620, 20))
def test_every_model_has_its_figure_whole(bars: KlBars, width: int) -> None:
    """Before its unit, and before the words about what has collapsed."""
    bars.resize(width, 180)
    bars.show_bars(
        ["β 0", "β 0.2", "β 1", "β 8"],
        [[38.0, 28.0], [3.5, 3.6], [2.2, 2.2], [0.001, 0.22]],
        [[0.01, 0.02], [0.1, 0.1], [0.2, 0.2], [0.99, 0.9]],
    )
    painter = QPainter(picture := QPixmap(10, 10))
    painter.setFont(small_font(bars.canvas))
    line = line_height(bars.canvas)
    for group, figure in zip(bars.canvas.groups(), ("66", "7.1", "4.4", "0.22"), strict=True):
        assert group is not None
        room = group.title_place.width() - painter.fontMetrics().horizontalAdvance(group.title) - 0.6 * line
        said = group._remark_within(room, painter, True)
        assert said.startswith(figure), (group.title, said, room)
        assert painter.fontMetrics().horizontalAdvance(said) <= room
    painter.end()
    assert not picture.isNull()
