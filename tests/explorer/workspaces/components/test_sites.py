"""What is known, what is filled in by now and what comes before what, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.workspaces.components.sites import (
    Cover,
    by_line,
    by_pixel,
    free_places,
    hidden_pixels,
    in_rows,
    known_beside,
    known_until,
    sites_at,
    unused_pixels,
)

NATURAL = np.arange(12)  # of a grey picture of 3 rows and 4 columns
COLOURED = np.arange(12).reshape(3, 4).T.flatten()  # of a coloured picture of 2 x 2: a pixel's channels in turn


@pytest.mark.parametrize(
    ("cover", "share", "known"),
    [
        (Cover.BOTTOM, 1 / 3, [[1, 1, 1, 1], [1, 1, 1, 1], [0, 0, 0, 0]]),
        (Cover.TOP, 1 / 3, [[0, 0, 0, 0], [1, 1, 1, 1], [1, 1, 1, 1]]),
        (Cover.LEFT, 0.5, [[0, 0, 1, 1]] * 3),
        (Cover.RIGHT, 0.25, [[1, 1, 1, 0]] * 3),
        (Cover.BOTTOM, 0.0, [[1] * 4] * 3),
        (Cover.BOTTOM, 1.0, [[0] * 4] * 3),
        (Cover.TOP, 1.0, [[0] * 4] * 3),
        (Cover.LEFT, 0.0, [[1] * 4] * 3),
        (Cover.RIGHT, 1.0, [[0] * 4] * 3),
        (Cover.ALL, 0.2, [[0] * 4] * 3),
        (Cover.BRUSH, 0.7, [[1] * 4] * 3),
    ],
)
def test_what_a_cover_leaves(cover: Cover, share: float, known: list[list[int]]) -> None:
    assert known_beside(cover, share, 3, 4).astype(int).tolist() == known


def test_a_random_cover_takes_its_share_and_grows() -> None:
    less, more = (known_beside(Cover.RANDOM, share, 8, 8) for share in (0.25, 0.5))
    assert (~less).sum() == 16 and (~more).sum() == 32
    assert (~more)[~less].all()
    assert np.array_equal(less, known_beside(Cover.RANDOM, 0.25, 8, 8))


def test_known_until_a_site() -> None:
    assert known_until(5, NATURAL, 3, 4).astype(int).tolist() == [[1, 1, 1, 1], [1, 1, 0, 0], [0, 0, 0, 0]]
    assert known_until(5, NATURAL[::-1], 3, 4).astype(int).tolist() == [[0, 0, 0, 0], [0, 1, 1, 1], [1, 1, 1, 1]]
    # Of a coloured pixel all channels must have come.
    assert known_until(9, COLOURED, 2, 2).astype(int).tolist() == [[1, 1], [0, 0]]
    assert known_until(5, COLOURED, 2, 2).astype(int).tolist() == [[1, 0], [0, 0]]


def test_what_is_hidden_as_sites_are_filled() -> None:
    known = known_beside(Cover.BOTTOM, 1 / 3, 3, 4)
    assert hidden_pixels(known, NATURAL, 0).astype(int).tolist() == [[0] * 4, [0] * 4, [1] * 4]
    assert hidden_pixels(known, NATURAL, 10).astype(int).tolist() == [[0] * 4, [0] * 4, [0, 0, 1, 1]]
    assert not hidden_pixels(known, NATURAL, 12).any()
    nothing = np.zeros((2, 2), bool)
    assert hidden_pixels(nothing, COLOURED, 5).astype(int).tolist() == [[0, 1], [1, 1]]


def test_the_free_places_skip_what_is_known() -> None:
    known = known_beside(Cover.LEFT, 0.5, 3, 4)
    assert free_places(known, NATURAL).tolist() == [0, 1, 4, 5, 8, 9]
    assert free_places(known, NATURAL[::-1]).tolist() == [2, 3, 6, 7, 10, 11]
    one = np.array([[True, False], [True, True]])
    assert free_places(one, COLOURED).tolist() == [3, 4, 5]


def test_what_a_model_with_an_order_cannot_use() -> None:
    """Pixels that not everything drawn has seen, and those that nothing has."""
    natural = np.arange(16)
    assert unused_pixels(known_beside(Cover.BOTTOM, 0.5, 4, 4), natural) == (0, 0)
    assert unused_pixels(known_beside(Cover.TOP, 0.5, 4, 4), natural) == (8, 8)
    assert unused_pixels(known_beside(Cover.TOP, 0.5, 4, 4), natural[::-1]) == (0, 0)
    assert unused_pixels(known_beside(Cover.LEFT, 0.5, 4, 4), natural) == (8, 2)  # beside the last covered line
    assert unused_pixels(known_beside(Cover.RIGHT, 0.5, 4, 4), natural) == (6, 0)  # the last pixel is covered
    assert unused_pixels(np.ones((4, 4), bool), natural) == (0, 0)
    assert unused_pixels(np.zeros((4, 4), bool), natural) == (0, 0)
    scattered = np.ones((4, 4), bool)
    scattered.flat[[1, 6, 11]] = False
    assert unused_pixels(scattered, natural) == (12, 4)
    one = np.array([[False, True], [True, True]])
    assert unused_pixels(one, COLOURED) == (3, 3)  # pixels, not sites
    assert unused_pixels(one, NATURAL) == (3, 0)  # channel by channel: the last channel has seen the others' first


def test_values_of_sites_by_pixel_and_by_line() -> None:
    values = np.arange(12.0)
    assert by_pixel(values, 2, 2).tolist() == [[12, 15], [18, 21]]
    assert sites_at(1, 0, 12, 2, 2) == [2, 6, 10]
    assert by_line(values, NATURAL, 3, 4).tolist() == [0, 6, 28, 66]
    assert by_line(values, NATURAL[::-1], 3, 4).tolist() == [0, 38, 60, 66]
    assert by_line(values, COLOURED, 2, 2).tolist() == [0, 27, 66]


def test_which_orders_go_line_by_line() -> None:
    natural = np.arange(6)
    assert in_rows(natural, 2, 3) and not in_rows(natural[::-1].copy(), 2, 3)
    by_pixel_then_channel = np.arange(12).reshape(2, 6).T.flatten()
    assert in_rows(by_pixel_then_channel, 2, 3) and not in_rows(np.arange(12), 2, 3)
