"""Other beginnings of a mixture: what is drawn of each, which is best, and what a click asks for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.style.small_font import line_height
from explorer.style.theme import DARK, LIGHT
from explorer.workspaces.mixtures.starts.start_picture import SIDE, common_extent, start_picture
from explorer.workspaces.mixtures.starts.start_words import fault_words, present_words, sharing
from explorer.workspaces.mixtures.starts.starts_sample import sample_starts
from explorer.workspaces.mixtures.starts.starts_strip import StartsStrip
from explorer.workspaces.mixtures.view.mixture_sample import shown_of
from trainers.messages.mixture import Components, StartsTried

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
TRIED = sample_starts()


@pytest.fixture
def strip(qtbot: QtBot) -> StartsStrip:
    widget = StartsStrip()
    qtbot.addWidget(widget)
    widget.resize(700, 200)
    widget.show_tried(TRIED)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def some(count: int) -> StartsTried:
    return replace(TRIED, tries=TRIED.tries[:count])


def spot(strip: StartsStrip, index: int) -> QPoint:
    return strip._blocks[index].rect.center().toPoint()


def test_starts_stand_in_the_order_in_which_they_were_tried(strip: StartsStrip) -> None:
    assert [each.seed for each in TRIED.tries] == list(range(1, 9))
    places = [(block.rect.y(), block.rect.x()) for block in strip._blocks]
    assert len(places) == 8 and places == sorted(places)


def test_the_best_are_those_that_led_highest(strip: StartsStrip) -> None:
    heights = np.array([each.log_likelihood for each in TRIED.tries])
    assert strip.best == tuple(np.flatnonzero(heights >= heights.max() - 1e-4).tolist())
    assert 1 <= len(strip.best) < 8, "some of these starts are bad"
    broken = replace(TRIED, tries=(replace(TRIED.tries[0], log_likelihood=float("nan")), *TRIED.tries[1:3]))
    strip.show_tried(broken)
    assert 0 not in strip.best


def test_a_click_and_enter_ask_for_a_beginning(strip: StartsStrip) -> None:
    chosen: list[int] = []
    strip.start_chosen.connect(chosen.append)
    QTest.mouseClick(strip, LEFT, NONE, spot(strip, 4))
    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_Return)
    assert chosen == [5, 6]


def test_what_comes_later_is_added_and_nothing_jumps(strip: StartsStrip) -> None:
    strip.show_tried(replace(some(2), request_id=2))
    before = [block.rect for block in strip._blocks]
    first = strip._pictures[0]
    strip.show_tried(replace(some(5), request_id=2))
    assert [block.rect for block in strip._blocks][:2] == before and strip._pictures[0] is first
    strip.show_tried(None)
    assert strip.picture() is None and strip.best == ()


def test_the_pointer_enlarges_a_start_and_says_how_it_went(strip: StartsStrip) -> None:
    QTest.mouseMove(strip, spot(strip, 2))
    assert strip._peek.isVisible()
    assert strip._peek.caption.startswith("start 3: ") and "after 40 steps" in strip._peek.caption


def test_what_was_bad_about_a_start_is_said() -> None:
    best = max(each.log_likelihood for each in TRIED.tries)
    third = TRIED.tries[2]  # two components share the largest cloud
    pairs = sharing(third.last)
    assert len(pairs) == 1
    first, second = (index + 1 for index in pairs[0])
    assert fault_words(third, best) == [
        f"{best - third.log_likelihood:.4f} nats below the best", f"components {first} and {second} share one cloud",
    ]  # fmt: skip
    good = TRIED.tries[0]
    assert fault_words(good, best) == [] and sharing(good.last) == []
    assert fault_words(replace(good, log_likelihood=float("nan")), best) == []


def test_a_narrow_component_in_the_cloud_of_a_wide_one_shares_it() -> None:
    """As in the preset of a bad start: the middle of each is not within the other, only that of the narrow one."""
    wide, narrow, far = np.eye(2) * 4.0, np.eye(2) * 0.25, np.eye(2)
    means = np.array([[0.0, 0.0], [4.0, 0.0], [30.0, 0.0]])
    found = Components(np.full(3, 1 / 3), means, np.array([wide, narrow, far]))
    assert sharing(found) == [(0, 1)]
    apart = Components(found.weights, means * [[1], [1.3], [1]], found.covariances)
    assert sharing(apart) == []


def test_how_the_mixture_itself_stands_beside_other_starts_is_said(strip: StartsStrip) -> None:
    best, third = strip.highest, TRIED.tries[2]
    assert best == max(each.log_likelihood for each in TRIED.tries)
    shown = replace(shown_of(third.last), log_likelihood=third.log_likelihood)
    text = present_words(shown, best)
    assert text.startswith(f"This mixture is {best - third.log_likelihood:.3f} nats below the best start; components ")
    assert present_words(replace(shown, log_likelihood=best - 1e-3), best).endswith("as high as the best start.")
    assert present_words(shown, float("nan")) == ""
    above = replace(shown, log_likelihood=best + 0.5, collapsed=(0, 2))
    told = "This mixture is 0.500 nats above the best start; component 1, 3 has hardly any width left"
    assert present_words(above, best) == told, "not as high: higher, and why"
    before = [block.rect for block in strip._blocks]
    strip.show_present(text)
    below = max(block.rect.bottom() for block in strip._blocks) + line_height(strip)
    assert below <= strip.height() - line_height(strip), "there is a line for it below the pictures"
    strip.show_present("")
    assert [block.rect for block in strip._blocks] == before


def test_a_start_in_which_a_component_has_collapsed_is_never_the_best(strip: StartsStrip) -> None:
    """However high it led, for that has no end."""
    highest = max(TRIED.tries, key=lambda each: each.log_likelihood).log_likelihood
    lost = replace(TRIED.tries[3], log_likelihood=highest + 2, collapsed=(1,))
    strip.show_tried(replace(TRIED, tries=(*TRIED.tries[:3], lost, *TRIED.tries[4:])))
    assert 3 not in strip.best and strip.best
    assert fault_words(lost, highest) == ["component 2 has no width left: how high this led says nothing"]
    QTest.mouseMove(strip, spot(strip, 3))
    assert "component 2 has no width left" in strip._peek.caption
    strip.show_tried(replace(TRIED, tries=(lost,)))
    assert strip.best == ()


def test_a_start_is_drawn_where_it_began_and_where_it_came_to_rest() -> None:
    tried = TRIED.tries[0]
    places = TRIED.places
    extent = common_extent(places)
    image = start_picture(tried, (0, 1), places, extent, DARK)
    assert image.shape == (1, 3, SIDE, SIDE) and image.dtype == np.uint8
    alone = start_picture(tried, (0, 1), np.zeros((0, 2), np.float32), extent, DARK)
    assert (alone != image).any() and (alone != start_picture(tried, (0, 1), places[:0], extent, LIGHT)).any()
    x0, y0, x1, y1 = extent
    scale = min(SIDE / (x1 - x0), SIDE / (y1 - y0))
    column = round((tried.last.means[0, 0] - (x0 + x1) / 2) * scale + SIDE / 2)
    row = round(SIDE / 2 - (tried.last.means[0, 1] - (y0 + y1) / 2) * scale)
    canvas = np.array([int(DARK.canvas[at : at + 2], 16) for at in (1, 3, 5)])
    assert (alone[0, :, row, column] != canvas).any(), "the ellipse is filled"


def test_why_nothing_can_be_tried_is_said(strip: StartsStrip) -> None:
    strip.show_problem("Why not.")
    assert strip._empty_text() == "Why not." and strip.picture() is None
