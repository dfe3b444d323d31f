"""The codes of a model as places of a plane."""

from __future__ import annotations

import numpy as np

from explorer.workspaces.maps.code_places import code_places

RNG = np.random.default_rng(0)


def test_codes_of_two_numbers_are_places() -> None:
    codes = RNG.normal(size=(30, 2)).astype(np.float32)
    found = code_places(codes, None, None)
    assert found is not None and found.width == 2 and np.array_equal(found.places, codes)
    assert np.allclose(found.code_at(0.5, -2), [[0.5, -2]])


def test_codes_of_more_are_seen_in_the_plane_of_most_variance_which_does_not_turn_suddenly() -> None:
    codes = (RNG.normal(size=(200, 5)) * [0.1, 3, 0.1, 1.5, 0.1]).astype(np.float32)
    found = code_places(codes, None, None)
    assert found is not None
    assert np.abs(np.corrcoef(found.places[:, 0], codes[:, 1])[0, 1]) > 0.99
    assert np.abs(np.corrcoef(found.places[:, 1], codes[:, 3])[0, 1]) > 0.99
    x, y = found.places[7].tolist()
    assert np.abs(found.code_at(x, y) - codes[7]).max() < 0.5  # what lies across the plane is left out
    mirrored = codes.copy()
    mirrored[:, 1] *= -1  # the sign of an axis is no matter of the codes
    again = code_places(mirrored, None, found)
    assert again is not None and np.corrcoef(again.places[:, 0], found.places[:, 0])[0, 1] > 0.99


def test_codes_of_one_number_lie_along_x() -> None:
    codes = RNG.normal(size=(50, 1)).astype(np.float32)
    found = code_places(codes, np.zeros(50, np.int64), None)
    assert found is not None and np.array_equal(found.places[:, 0], codes[:, 0])
    assert found.code_at(0.25, 9).tolist() == [[0.25]]


def test_codes_that_are_not_finite_have_no_place() -> None:
    codes = RNG.normal(size=(10, 3)).astype(np.float32)
    codes[4, 1] = np.nan
    found = code_places(codes, None, None)
    assert found is not None and np.isnan(found.places[4]).all() and np.isfinite(np.delete(found.places, 4, 0)).all()
    assert code_places(np.full((3, 2), np.inf, np.float32), None, None) is None
