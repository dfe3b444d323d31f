"""Arrays on their way: where they are at known moments, and of which kind."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.plane.strokes import FAR, strokes_path
from explorer.plane.tween import Tween, between


@pytest.mark.parametrize(("progress", "seen"), [(0.0, 2.0), (0.5, 5.0), (1.0, 6.0)])
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_what_is_seen_on_the_way(progress: float, seen: float, kind: type) -> None:
    found = between(np.array([2.0], kind), np.array([6.0], kind), progress)
    assert found.dtype == kind and found.tolist() == [seen]


def test_what_has_a_start_moves_and_all_else_is_there() -> None:
    tween = Tween[np.ndarray]()
    assert tween.begin({"a": np.array([4.0]), "b": np.array([8.0])}, {"a": np.array([0.0])})
    tween.advance(0.5)
    assert (tween.now("a"), tween.now("b"), tween.now("c")) == (3.0, 8.0, None)
    assert tween.moving and tween.names == ("a", "b")
    tween.advance(1.0)
    assert not tween.moving and tween.now("a") == 4.0


def test_without_a_start_nothing_moves_and_what_is_forgotten_is_gone() -> None:
    tween = Tween[np.ndarray]()
    assert not tween.begin({"a": np.array([4.0])}, {}) and tween.now("a") == 4.0
    tween.forget()
    assert tween.names == () and tween.now("a") is None


def test_lines_become_strokes_and_those_that_are_too_far_none() -> None:
    lines = np.array([[[0.0, 0.0], [4.0, 3.0]], [[1.0, 1.0], [FAR, 1.0]], [[1.0, 1.0], [np.nan, 1.0]]])
    path = strokes_path(lines)
    assert path.elementCount() == 2 and path.length() == pytest.approx(5.0)
