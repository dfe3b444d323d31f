"""Changes of exactly equal error, and where they are put: images whose strokes are known."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.pixels.strokes import contrast, distance_to_ink, ink, pieces_gained
from explorer.widgets.sample_data import digits
from explorer.workspaces.compare.pixel_story import (
    MOST,
    NoStrokeError,
    changed_pair,
    far_place,
    pixel_error,
    place_at,
    place_like,
    shifted,
    stroke_place,
)
from explorer.workspaces.compare.pixel_words import lesson, waiting
from trainers.examples import UInt8


def squared_error(image: UInt8, other: UInt8) -> int:
    return int(np.square(image.astype(np.int64) - other).sum())


def bar(width: int = 2, channels: int = 1) -> UInt8:
    """A vertical bar on black, 20 pixels long, with its left edge in column 12."""
    image = np.zeros((channels, 28, 28), np.uint8)
    image[:, 4:24, 12 : 12 + width] = 240
    return image


def stroke_and_far(image: UInt8, size: int = 1) -> tuple[UInt8, UInt8]:
    """*size* pixels switched off across the stroke, and the same amounts put far from all ink."""
    here = stroke_place(image, size)
    return changed_pair(image, here, far_place(image, here))


@pytest.mark.parametrize("size", range(1, MOST + 1))
@pytest.mark.parametrize("inverted", [False, True])
def test_errors_are_equal_to_the_last_bit(size: int, inverted: bool, qapp: object) -> None:
    for image in digits(10, seed=size):
        given = 255 - image if inverted else image
        a, b = stroke_and_far(given, size)
        assert squared_error(given, a) == squared_error(given, b) > 0
        assert not np.array_equal(a, b)
        assert (a != given).any(axis=0).sum() <= size and (b != given).any(axis=0).sum() <= size
        assert pixel_error(given, a) == pixel_error(given, b)


def test_they_are_equal_in_colour_and_where_there_is_little_room() -> None:
    rng = np.random.default_rng(0)
    image = rng.integers(90, 170, (3, 16, 16)).astype(np.uint8)
    image[:, 4:12, 7:9] = np.array([250, 20, 130])[:, None, None]
    here = place_at(image, 6, 7, 3)
    for there in (place_like(image, here, 1, 1), place_like(image, here, 13, 14), here):
        a, b = changed_pair(image, here, there)
        per_channel = [np.square(each.astype(int) - image).sum(axis=(1, 2)).tolist() for each in (a, b)]
        assert per_channel[0] == per_channel[1] and min(per_channel[0]) > 0


def test_the_stroke_is_cut_in_two_in_its_middle() -> None:
    image = bar(width=3)
    place = stroke_place(image, 3)
    assert sorted(place[:, 1]) == [12, 13, 14] and len(set(place[:, 0])) == 1  # straight across
    assert 9 <= place[0, 0] <= 18  # well away from both ends
    assert pieces_gained(ink(image), place) == 1
    a, _ = stroke_and_far(image, 3)
    assert (a[0][place[:, 0], place[:, 1]] == 0).all()


def test_a_loop_is_opened() -> None:
    grid = np.hypot(*(np.mgrid[:28, :28] - 13.5))
    image = (255 * ((grid > 7) & (grid < 9))).astype(np.uint8)[None]
    place = stroke_place(image, 3)
    assert pieces_gained(ink(image), place) == 1


def test_pieces_are_counted_with_their_loops() -> None:
    ring = np.ones((5, 5), bool)
    ring[2, 2] = False
    assert pieces_gained(ring, np.array([[0, 2], [1, 2]])) == 1  # the loop opens
    assert pieces_gained(np.ones((5, 5), bool), np.array([[2, 2]])) == -1  # a hole is made
    assert pieces_gained(np.ones((1, 5), bool), np.array([[0, 2]])) == 1  # one piece becomes two
    assert pieces_gained(np.ones((1, 5), bool), np.array([[0, 0]])) == 0  # shorter


def test_the_far_place_is_as_far_as_it_gets() -> None:
    image = bar()
    here = stroke_place(image, 1)
    (row, column), *_ = far_place(image, here)
    distances = distance_to_ink(ink(image))
    assert distances[row, column] == distances[2:-2, 2:-2].max()
    assert not ink(image)[row, column]


def test_distances_are_those_of_the_definition() -> None:
    inked = np.zeros((9, 9), bool)
    inked[4, 4] = True
    distances = distance_to_ink(inked)
    assert distances[4, 4] == 0 and distances[4, 7] == 3 and distances[0, 0] == pytest.approx(np.sqrt(32))


def test_black_on_white_is_treated_like_white_on_black() -> None:
    image = bar(width=3)
    assert np.array_equal(stroke_place(image, 2), stroke_place(255 - image, 2))
    assert np.array_equal(ink(image), ink(255 - image)) and contrast(image).max() == 240


def test_a_hand_on_the_background_switches_ink_on() -> None:
    image = bar()
    here, there = place_at(image, 10, 20), place_at(image, 3, 3)
    a, b = changed_pair(image, here, there)
    assert a[0, 10, 20] == 240 and b[0, 3, 3] == 240


def test_places_stay_inside() -> None:
    image = bar()
    for row, column in ((0, 0), (27, 27), (0, 27), (27, 0)):
        place = place_at(image, row, column, MOST)
        assert place.shape == (MOST, 2) and place.min() >= 0 and place.max() <= 27
        assert [row, column] in place.tolist()


def test_moving_by_one_pixel() -> None:
    image = bar()
    moved = shifted(image)
    assert np.array_equal(moved[:, :, 1:], image[:, :, :-1]) and (moved[:, :, 0] == 0).all()
    assert pixel_error(image, moved) > 2 * pixel_error(image, stroke_and_far(image, 2)[0])


def test_moving_loses_no_ink_where_there_is_room() -> None:
    image = np.zeros((1, 12, 12), np.uint8)
    image[:, 4, 6:] = 200  # touches the right side
    moved = shifted(image)
    assert moved.astype(int).sum() == image.astype(int).sum()


def test_moving_brings_the_background_in() -> None:
    image = 255 - bar()
    assert (shifted(image)[:, :, 0] == 255).all()


def test_pixel_error_is_a_root_mean_square() -> None:
    image = np.zeros((1, 10, 10), np.uint8)
    other = image.copy()
    other[0, 0, 0] = 255
    assert pixel_error(image, other) == pytest.approx(0.1)


@pytest.mark.parametrize("image", [np.zeros((1, 8, 8), np.uint8), np.full((3, 9, 9), 77, np.uint8)])
def test_nothing_drawn_is_said(image: UInt8) -> None:
    with pytest.raises(NoStrokeError, match="Nothing is drawn"):
        stroke_and_far(image)


def test_bad_input_is_named() -> None:
    with pytest.raises(ValueError, match="size: expected 1 to 5 pixels, found 6"):
        stroke_place(bar(), 6)
    with pytest.raises(ValueError, match=r"expected uint8 \(C, H, W\).*found float64"):
        stroke_place(bar() / 255.0)
    with pytest.raises(ValueError, match=r"places: expected two of the same shape"):
        changed_pair(bar(), np.zeros((2, 2), int), np.zeros((3, 2), int))


# --------------------------------------------------------------------------- what is said


def test_the_lesson_follows_the_numbers() -> None:
    errors = (0.0, 0.06, 0.06, 0.18)
    said = lesson(errors, (0, 1.2, 0.3, 0.8), (0.98, 0.6, 0.97, 0.96), "4")
    assert said == (
        "The same pixel error, but the change in the stroke moves the features 4.0 times as far as the one far away."
        " The judge's confidence in “4”: stroke 60%, far away 97%."
        " Moved by one pixel, it has 3.0 times the error and is still judged the same: 96%."
    )


def test_the_lesson_does_not_claim_what_was_not_measured() -> None:
    errors = (0.0, 0.06, 0.06, 0.18)
    other_way = lesson(errors, (0, 0.3, 1.2, 0.8), (0.98, 0.97, 0.6, 0.4), "4")
    assert "but here the one far away moves the features 4.0 times as far as the change in the stroke" in other_way
    assert "and the confidence is 40%" in other_way and "still" not in other_way
    alike = lesson(errors, (0, 1.0, 0.9, 0.8), (0.98, 0.97, 0.975, 0.97), "4")
    assert "about as far for both" in alike and "as sure of “4” either way: 97% and 98%" in alike
    unlabelled = lesson((0, 0.06, 0.06, 0.05), (0, 1.0, 0.0, 0.8), None)
    assert "over 100 times" in unlabelled and "judge" not in unlabelled and "costs no more" in unlabelled
    by_hand = lesson(errors, (0, 1.2, 0.3, 0.8), None, by_hand=True)
    assert "stroke" not in by_hand and "the first change moves the features" in by_hand
    assert waiting(errors).endswith("cost exactly the same: 0.060.")
