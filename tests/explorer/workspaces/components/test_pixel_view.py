"""The pixel under the pointer: what is said of it adds up, and all of it comes from one answer."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from explorer.style.small_font import small_font
from explorer.style.theme import DARK, LIGHT, apply_theme
from explorer.texts.shares import share_words
from explorer.workspaces.components.pixel.bits_plot import BitsPlot
from explorer.workspaces.components.pixel.odds_words import level_words
from explorer.workspaces.components.pixel.pixel_view import PixelView
from tests.explorer.workspaces.components.constructed import expected, field, picture
from trainers.messages.components import Expected

pytestmark = pytest.mark.layout
SHOWN = picture(seed=3)


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[PixelView]:
    apply_theme(qapp, DARK)
    made = PixelView()
    qtbot.addWidget(made)
    made.resize(380, 330)
    with qtbot.waitExposed(made):
        made.show()
    yield made


def said(view: PixelView, name: str) -> str:
    label = view.findChild(QLabel, name)
    assert label is not None
    return label.whole_text  # type: ignore[attr-defined,no-any-return]


def letters(plot: BitsPlot) -> list[tuple[QRectF, str]]:
    """What is written, and where."""
    written: list[tuple[QRectF, str]] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(QPainter, "drawText", lambda _, area, _align, text: written.append((QRectF(area), text)))
        plot.grab()
    return written


def test_before_any_answer_there_is_a_sentence(view: PixelView) -> None:
    assert "first weights" in said(view, "pixel_where") and view.pixel == (-1, -1) and view.site == -1


def test_what_is_said_of_a_pixel(view: PixelView) -> None:
    view.show_expected(expected(SHOWN, on=0.25))
    view.point(2, 1)
    assert said(view, "pixel_where").startswith("row 3, column 2") and "seen: 9 pixels before it" in said(
        view, "pixel_where"
    )
    white = SHOWN[0, 0, 2, 1] > 127
    what, share, nats = ("on", "25", math.log(4)) if white else ("off", "75", -math.log(0.75))
    assert said(view, "pixel_drawn") == f"was {what}, expected with {share} % · {nats:.2f} nats"
    assert view.odds.words == ["off: 75 %", "on: 25 %"] and view.swatch.colour is None


def test_what_was_seen_before_follows_the_order(view: PixelView) -> None:
    view.show_expected(expected(SHOWN, order=np.arange(16)[::-1].copy()))
    view.point(2, 1)
    assert "seen: 6 pixels" in said(view, "pixel_where")


def test_as_long_as_nothing_is_pointed_at_the_most_surprising_is_shown(view: PixelView) -> None:
    answer = expected(SHOWN, on=0.5)
    answer.odds[7] = (0.01, 0.99) if answer.found[7] == 0 else (0.99, 0.01)
    shown: list[tuple[Expected, int]] = []
    view.site_shown.connect(lambda *told: shown.append(told))
    view.show_expected(answer)
    assert view.pixel == (1, 3) and shown == [(answer, 7)]
    assert said(view, "pixel_where").startswith("row 2, column 4, the most surprising · seen")
    view.point(0, 0)
    assert view.site == 0 and "most surprising" not in said(view, "pixel_where")
    view.point(1, 3)  # by the pointer: true all the same
    assert said(view, "pixel_where").startswith("row 2, column 4, the most surprising · seen")


def test_the_most_surprising_is_marked_whatever_is_pointed_at(view: PixelView) -> None:
    def edge(site: int) -> int:
        """How light it is at most about the left edge of a pixel in the map of surprise."""
        rect = view.maps.map_rect(1)
        wide, image = rect.width() / 4, view.maps.grab().toImage()
        at = (rect.topLeft() + QPointF(site % 4 * wide, (site // 4 + 0.5) * wide)).toPoint()
        return max(image.pixelColor(at.x() + beside, at.y()).lightness() for beside in (-2, -1, 0))

    for most, other in ((5, 10), (10, 5)):
        answer = expected(SHOWN, on=0.5)
        answer.odds[[5, 10]] = (0.2, 0.8) if answer.found[5] == 0 else (0.8, 0.2)
        answer.odds[most] = (0.01, 0.99) if answer.found[most] == 0 else (0.99, 0.01)
        view.show_expected(answer)
        view.point(0, 0)
        assert edge(most) > 120 > edge(other)


def test_when_the_pointer_leaves_it_is_the_most_surprising_again(view: PixelView, qtbot: QtBot) -> None:
    answer = expected(SHOWN, on=0.5)
    answer.odds[15] = (0.01, 0.99) if answer.found[15] == 0 else (0.99, 0.01)
    view.show_expected(answer)
    view.pixel_pointed.connect(view.point)
    rect = view.maps.map_rect(2)
    QTest.mouseMove(view.maps, (rect.topLeft() + QPointF(3, 3)).toPoint())
    assert view.pixel == (0, 0)
    QTest.mouseMove(view.maps, QPoint(view.maps.width() // 2, view.maps.height() - 1))
    assert view.pixel == (0, 0)  # on its way to another picture
    qtbot.waitUntil(lambda: view.pixel == (3, 3), timeout=3000)


def test_bars_follow_the_temperature_and_figures_do_not(view: PixelView) -> None:
    view.show_expected(expected(SHOWN, on=0.25))
    view.point(2, 1)
    drawn = said(view, "pixel_drawn")
    view.show_temperature(0.5)
    assert view.odds.words == ["off: 90 %", "on: 10 %"]  # 9 to 1
    assert said(view, "pixel_where").endswith("at temperature 0.50") and said(view, "pixel_drawn") == drawn
    view.show_temperature(0)
    assert view.odds.words == ["off: >99.9 %", "on: <0.1 %"]
    view.show_temperature(1)
    assert view.odds.words == ["off: 75 %", "on: 25 %"] and "temperature" not in said(view, "pixel_where")


def test_what_is_covered_is_not_told(view: PixelView) -> None:
    """Two pictures that differ below the cover look the same."""
    hidden = np.zeros((4, 4), bool)
    hidden[2:] = True
    other = SHOWN.copy()
    other[:, :, 2:] = 255 - other[:, :, 2:]
    seen = []
    for shown in (SHOWN, other):
        answer = expected(shown, on=0.5)
        answer.odds[12] = (0.01, 0.99) if answer.found[12] == 0 else (0.99, 0.01)
        view.show_hidden(hidden)
        view.show_expected(answer)
        view.point(-1, -1)
        assert view.pixel[0] < 2
        view.point(2, 1)
        assert said(view, "pixel_drawn").startswith("covered")
        seen.append((view.maps.grab().toImage(), view.odds.grab().toImage()))
        view.show_hidden(None)
        assert said(view, "pixel_drawn").startswith("was ")
        seen.append((view.maps.grab().toImage(), view.odds.grab().toImage()))
    assert seen[0] == seen[2] and seen[1][0] != seen[3][0] and seen[1][1] != seen[3][1]


def test_shares_in_words() -> None:
    shares = {0.0: "<0.1 %", 0.004821: "0.5 %", 0.27: "27 %", 0.997: "99.7 %", 0.9999: ">99.9 %"}
    assert {share: share_words(share) for share in shares} == shares
    greys = np.linspace(0, 1, 16, dtype=np.float32)[:, None]
    assert level_words(5, greys) == "grey 5 of 15"


def test_the_column_of_a_level_is_told_where_it_is_pointed_at(view: PixelView) -> None:
    greys = np.linspace(0, 1, 4, dtype=np.float32)[:, None]
    odds = np.array([[0.1, 0.2, 0.3, 0.4]], np.float32)
    view.odds.show_odds(odds, (1,), greys)
    quarter = view.odds.width() / 4
    told = [view.odds.words_at(QPointF((at + 0.5) * quarter, 5)) for at in range(4)]
    assert told == ["grey 0 of 3: 10 %", "grey 1 of 3: 20 %", "grey 2 of 3: 30 %", "grey 3 of 3: 40 %"]


def test_bits_add_up_to_the_nats_and_stand_beside_the_files(view: PixelView) -> None:
    answer = expected(SHOWN, on=0.25)
    view.show_expected(answer)
    told = view.bits.accessibleDescription()
    assert told == f"model {answer.nats / math.log(2):.0f} bits; PNG 40 bits; raw 16 bits; zlib 56 bits"
    assert view.bits.accessibleName() == "Bits so far, line by line"
    view.show_expected(expected(SHOWN, order=np.arange(16)[::-1].copy()))
    assert view.bits.accessibleName() == "Bits so far, in drawing order"


def test_maps_that_are_too_small_are_words(view: PixelView) -> None:
    """Then they do not answer the pointer."""
    view.show_expected(expected(SHOWN))
    pointed: list[tuple[int, int]] = []
    view.maps.pixel_pointed.connect(lambda *pixel: pointed.append(pixel))
    for size, has_maps in ((QSize(300, 60), True), (QSize(300, 30), False), (QSize(120, 60), False)):
        view.maps.setMinimumSize(1, 1)
        view.maps.setMaximumHeight(1000)
        view.maps.resize(size)
        assert view.maps.has_maps is has_maps
        QTest.mouseMove(view.maps, QPoint(3 + has_maps, 3))
        view.maps.grab()
    assert len(pointed) == 1


def test_labels_of_the_bits_and_its_title_are_apart(qtbot: QtBot, qapp: QApplication) -> None:
    """Whatever the height: each line of letters is drawn at a place of its own."""
    for width, height in ((300, 44), (300, 60), (200, 90)):
        plot = BitsPlot()
        qtbot.addWidget(plot)
        plot.resize(width, height)
        plot.show_bits(np.array([0.0, 5, 40.5]), 41, 42, 40)
        drawn = letters(plot)
        assert len(drawn) >= (3 if height < 60 else 4) and drawn[0][1] == "Bits so far, line by line"
        title, text = drawn[0]
        title.setWidth(QFontMetricsF(small_font(plot)).horizontalAdvance(text))
        areas = [title, *(area for area, _ in drawn[1:])]
        assert not any(one.intersects(other) for one, other in combinations(areas, 2))
        assert all(area.bottom() <= height for area in areas)


def test_a_field_of_another_site_is_left_out(view: PixelView) -> None:
    view.show_expected(expected(SHOWN))
    view.point(1, 1)
    view.show_field(field(9))
    before = view.maps.grab().toImage()
    view.show_field(field(5))
    assert view.maps.grab().toImage() != before


def test_colours_of_a_palette_and_channels(view: PixelView) -> None:
    colours = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], np.float32)
    shown = np.zeros((1, 3, 2, 2), np.uint8)
    odds = np.tile(np.array([0.5, 0.3, 0.2], np.float32), (4, 1))
    common = (1, 1, "expected truth", 0, 0, shown)
    view.show_expected(
        Expected(*common, np.arange(4), ("natural",), colours, True, odds, np.zeros(4, np.int64), 10, 10)
    )
    view.point(1, 1)
    assert len(view.odds.words) == 3 and view.site == 3
    assert said(view, "pixel_drawn").startswith("was this colour, expected with 50 %")
    assert view.swatch.colour == QColor(0, 0, 0) and view.swatch.isVisible()
    view.grab()
    levels = np.linspace(0, 1, 4, dtype=np.float32)[:, None]
    grey = np.full((12, 4), 0.25, np.float32)
    order = np.arange(12).reshape(3, 4).T.flatten()
    view.show_expected(Expected(*common, order, ("natural",), levels, False, grey, np.zeros(12, np.int64), 10, 10))
    view.point(0, 1)
    assert len(view.odds.words) == 12 and "seen: 1 pixels" in said(view, "pixel_where")
    assert f"{3 * math.log(4):.2f} nats" in said(view, "pixel_drawn")
    view.grab()


def test_the_maps_answer_the_pointer(view: PixelView) -> None:
    view.show_expected(expected(SHOWN))
    pointed: list[tuple[int, int]] = []
    view.pixel_pointed.connect(lambda *pixel: pointed.append(pixel))
    rect = view.maps.map_rect(1)
    QTest.mouseMove(view.maps, rect.topLeft().toPoint() + (rect.bottomRight() - rect.topLeft()).toPoint() / 8)
    assert pointed[-1] == (0, 0)


def test_hovering_is_painting_alone(view: PixelView) -> None:
    """A picture of MNIST's size, painted anew for each pixel: it must be far below a frame even on a busy machine."""
    view.show_expected(expected(picture(28, 28), on=0.3))
    took = []
    for site in range(0, 784, 31):
        start = time.process_time()
        view.point(*divmod(site, 28))
        view.repaint()
        took.append(time.process_time() - start)
    assert sorted(took)[int(0.95 * len(took))] < 0.016


def test_both_themes(view: PixelView) -> None:
    view.show_expected(expected(SHOWN))
    view.show_field(field(view.site))
    grabs = []
    for theme in (DARK, LIGHT):
        view.set_theme(theme)
        grabs.append(view.grab().toImage())
    assert grabs[0] != grabs[1]
