"""What a user has done on a map, as plain values."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.plane.plane import make_axes_plane
from explorer.state.map_state import MAX_PINS, MapState, Pin, codes_along, make_map_state, walk_codes


def code(*numbers: float) -> np.ndarray:
    return np.array(numbers, np.float32)


def pinned(*codes: tuple[float, ...]) -> MapState:
    value = make_map_state(len(codes[0]))
    for z in codes:
        value = value.with_pin(code(*z))
    return value


def test_the_cursor_commits_and_ends_the_peek() -> None:
    start = make_map_state(2)
    peeking = start.with_peek(code(1, 1))
    assert peeking.shown.tolist() == [1, 1] and peeking.cursor.tolist() == [0, 0]
    assert peeking.with_peek(None).shown.tolist() == [0, 0]
    moved = peeking.with_cursor(code(3, 4))
    assert moved.shown.tolist() == [3, 4] and moved.peek is None
    assert start.shown.tolist() == [0, 0]


def test_pins_are_numbered_by_the_least_free_number() -> None:
    value = pinned((0, 0), (1, 0), (2, 0))
    assert [pin.label for pin in value.pins] == ["1", "2", "3"]
    value = value.without_pin(1).with_pin(code(5, 5))
    assert [pin.label for pin in value.pins] == ["1", "3", "2"]
    assert [pin.label for pin in value.with_pin(code(6, 6), "drawing").pins] == ["1", "3", "2", "drawing"]


def test_the_oldest_pin_goes_when_there_are_too_many() -> None:
    value = pinned(*((float(i), 0.0) for i in range(MAX_PINS + 3)))
    assert len(value.pins) == MAX_PINS
    assert value.pins[0].z.tolist() == [3, 0] and value.pins[-1].z.tolist() == [MAX_PINS + 2, 0]
    assert len({pin.label for pin in value.pins}) == MAX_PINS


def test_two_drawings_can_be_told_apart() -> None:
    value = make_map_state(2).with_pin(code(0, 0), "drawing").with_pin(code(1, 1), "drawing")
    assert len({pin.label for pin in value.pins}) == 2


def test_a_pin_moves_and_goes_without_touching_the_others() -> None:
    value = pinned((0, 0), (1, 0), (2, 0))
    moved = value.with_pin_moved(1, np.array([9, 9], np.float64))
    assert [pin.z.tolist() for pin in moved.pins] == [[0, 0], [9, 9], [2, 0]]
    assert moved.pins[1].label == "2" and moved.pins[1].z.dtype == np.float32
    assert value.pins[1].z.tolist() == [1, 0]
    assert [pin.label for pin in value.without_pin(0).pins] == ["2", "3"]


def test_another_plane_leaves_the_cursor_the_code_it_is() -> None:
    value = make_map_state(5).with_cursor(code(1, 2, 3, 4, 5))
    other = value.with_plane(make_axes_plane(5, 3, 4, value.cursor), ("axes", 3, 4))
    assert other.cursor is value.cursor and other.plane_kind == ("axes", 3, 4)
    assert other.plane.lift([[4, 5]])[0].tolist() == [1, 2, 3, 4, 5]


def test_planes_of_new_maps() -> None:
    assert make_map_state(1).plane.is_line
    two = make_map_state(2).plane
    assert two.lift([[1, 2]])[0].tolist() == [1, 2] and two.name == "z1 × z2"
    assert make_map_state(20).plane.lift([[1, 2]])[0].tolist() == [1, 2] + 18 * [0]


def test_a_walk_is_evenly_spread_by_length() -> None:
    pins = pinned((0, 0), (4, 0), (4, 2)).pins
    walk = walk_codes(pins, 7)
    assert walk.tolist() == [[0, 0], [1, 0], [2, 0], [3, 0], [4, 0], [4, 1], [4, 2]]
    assert walk.dtype == np.float32
    steps = np.linalg.norm(np.diff(walk_codes(pins, 31).astype(float), axis=0), axis=1)
    assert steps == pytest.approx(np.full(30, 0.2), abs=1e-6)


def test_a_walk_begins_and_ends_at_pins_in_any_number_of_dimensions() -> None:
    pins = tuple(Pin(code(*np.arange(20) * k), str(k)) for k in (1.0, -2.0))
    walk = walk_codes(pins, 5)
    assert walk.shape == (5, 20) and walk[0].tolist() == pins[0].z.tolist() and walk[-1].tolist() == pins[1].z.tolist()
    assert walk[2] == pytest.approx(np.arange(20) * -0.5)


def test_a_walk_between_equal_pins_stands_still() -> None:
    assert walk_codes(pinned((1, 2), (1, 2)).pins, 4).tolist() == [[1, 2]] * 4


def test_codes_along_any_path_are_evenly_spread_by_length() -> None:
    square = np.array([[0, 0], [3, 0], [3, 0], [3, 3], [0, 3], [0, 0]], np.float64)  # one point twice
    walk = codes_along(square, 13)
    assert walk.dtype == np.float32 and walk[::3].tolist() == [[0, 0], [3, 0], [3, 3], [0, 3], [0, 0]]
    assert np.abs(np.diff(walk, axis=0)).sum(axis=1).tolist() == [1.0] * 12
    assert codes_along(square[:1], 3).tolist() == [[0, 0]] * 3
    assert codes_along(square[3:5], 1).tolist() == [[3, 3]]


def test_codes_along_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match=r"expected points \(n, d\) and at least one frame, found \(0, 2\) and 5"):
        codes_along(np.empty((0, 2)), 5)
    with pytest.raises(ValueError, match=r"found \(2, 2\) and 0"):
        codes_along(np.zeros((2, 2)), 0)
