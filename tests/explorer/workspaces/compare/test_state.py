"""Which code of one model belongs to which of another, and what a linked cursor does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer.state.map_state import MapState, Pin, make_map_state
from explorer.workspaces.compare.state import CompareState, link_maps, same_image
from trainers.catalog import family_specs
from trainers.examples import Float32
from trainers.messages import Region

CODES = np.array([[0, 0], [1, 0], [0, 1]], np.float32)
OTHERS = np.array([[5], [6], [7]], np.float32)


def code(*values: float) -> Float32:
    return np.array(values, np.float32)


def maps() -> tuple[MapState, MapState, MapState]:
    return make_map_state(2), make_map_state(1), make_map_state(2)


def test_the_same_image_is_the_one_encoded_nearest() -> None:
    found = same_image([CODES, OTHERS, None], 0, code(0.9, 0.2))
    assert {model: z.tolist() for model, z in found.items()} == {1: [6.0]}


def test_without_codes_nothing_is_linked() -> None:
    assert same_image([None, OTHERS], 0, code(0, 0)) == {}
    assert same_image([CODES[:0], OTHERS], 0, code(0, 0)) == {}


def test_a_moved_cursor_moves_the_others_to_the_same_image() -> None:
    first, second, third = maps()
    moved = link_maps((first, second, third), [CODES, OTHERS, None], 0, first.with_cursor(code(0.1, 1.2)))
    assert moved[0].cursor.tolist() == code(0.1, 1.2).tolist()
    assert moved[1].cursor.tolist() == [7.0]
    assert moved[2] is third


def test_a_peek_moves_peeks_and_its_end_ends_them() -> None:
    first, second, third = maps()
    peeking = link_maps((first, second, third), [CODES, OTHERS, CODES], 0, first.with_peek(code(1, 0)))
    assert peeking[1].peek is not None and peeking[1].peek.tolist() == [6.0]
    assert peeking[1].cursor is second.cursor
    left = link_maps(peeking, [CODES, OTHERS, CODES], 0, peeking[0].with_peek(None))
    assert [each.peek for each in left] == [None, None, None]


def test_a_pin_is_put_moved_and_taken_away_in_every_map() -> None:
    codes = [CODES, OTHERS, None]
    start = maps()
    pinned = link_maps(start, codes, 0, start[0].with_pin(code(1, 0.1)))
    assert [[pin.z.tolist() for pin in each.pins] for each in pinned[1:]] == [[[6.0]], []]
    assert pinned[1].cursor.tolist() == [0.0]
    own = replace(pinned[1], pins=(*pinned[1].pins, Pin(code(9), "own")))
    moved = link_maps((pinned[0], own, pinned[2]), codes, 0, pinned[0].with_pin_moved(0, code(0, 2)))
    assert [(pin.label, pin.z.tolist()) for pin in moved[1].pins] == [("1", [7.0]), ("own", [9.0])]
    gone = link_maps(moved, codes, 0, moved[0].without_pin(0))
    assert [pin.label for pin in gone[1].pins] == ["own"]


def test_each_family_has_its_own_region_unless_one_is_chosen() -> None:
    specs = {spec.name: spec for spec in family_specs()}
    assert {CompareState().region_of(specs[name]) for name in ("vae", "ae")} == {Region.BOX}, "compared alike at first"
    assert CompareState().region_of(specs["gan"]) is Region.PRIOR, "which has no codes of images"
    assert CompareState(region=None).region_of(specs["vae"]) is Region.PRIOR
    assert CompareState(region=None).region_of(specs["ae"]) is Region.BOX
    assert CompareState(region=Region.MIXTURE).region_of(specs["ae"]) is Region.MIXTURE
