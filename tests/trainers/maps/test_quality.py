"""Trustworthiness and continuity: scikit-learn's figure, and maps small enough to count by hand."""

from __future__ import annotations

import numpy as np
import pytest

from trainers.examples import Float32
from trainers.maps.quality import MOST_JUDGED, MapQuality, map_quality
from trainers.pieces import finish


def judged(x: Float32, places: Float32) -> MapQuality:
    return finish(map_quality(x, places))


@pytest.mark.parametrize("count", [25, 400, 1999])
def test_trustworthiness_is_that_of_scikit_learn(count: int) -> None:
    from sklearn.manifold import trustworthiness

    chances = np.random.default_rng(count)
    x = chances.random((count, 20), dtype=np.float32)
    places = (x[:, :2] + 0.3 * chances.random((count, 2))).astype(np.float32)
    found = judged(x, places)
    assert found.trustworthiness == pytest.approx(trustworthiness(x.astype(float), places, n_neighbors=10), abs=1e-9)
    assert found.continuity == pytest.approx(trustworthiness(places.astype(float), x, n_neighbors=10), abs=1e-9)
    assert (found.judged, found.neighbours) == (count, 10)


def test_a_map_that_is_the_truth_is_perfect() -> None:
    x = np.random.default_rng(0).random((120, 2), dtype=np.float32)
    for places in (x, 5 - 3 * x, x[:, ::-1]):  # moved, turned and enlarged it is the same one
        found = judged(x, places)
        assert (found.trustworthiness, found.continuity) == (1.0, 1.0)


def test_a_swap_costs_what_it_should() -> None:
    """Five on a line, of which the first and the last change places: ranks counted one by one."""
    x = np.array([[0.0], [0.1], [0.22], [0.36], [0.52]], np.float32)
    k = (5 - 1) // 2
    worst = 5 * k * (2 * 5 - 3 * k - 1) / 2
    places = np.hstack([x[[4, 1, 2, 3, 0]], np.zeros_like(x)])
    apart, near = np.abs(x - x.T), np.abs(places[:, :1] - places[:, :1].T)
    lost = {"trustworthiness": 0, "continuity": 0}
    for own in range(5):
        others = [each for each in range(5) if each != own]
        in_truth = sorted(others, key=lambda each: apart[own, each])
        on_map = sorted(others, key=lambda each: near[own, each])
        lost["trustworthiness"] += sum(max(in_truth.index(each) + 1 - k, 0) for each in on_map[:k])
        lost["continuity"] += sum(max(on_map.index(each) + 1 - k, 0) for each in in_truth[:k])
    found = judged(x, places.astype(np.float32))
    assert found.neighbours == k and min(lost.values()) > 0
    assert found.trustworthiness == pytest.approx(1 - lost["trustworthiness"] / worst, abs=1e-12)
    assert found.continuity == pytest.approx(1 - lost["continuity"] / worst, abs=1e-12)


def test_a_fold_costs_trust_and_a_tear_continuity() -> None:
    """A sheet folded in the middle puts strangers beside each other; a ring cut open tears neighbours apart."""
    chances = np.random.default_rng(0)
    sheet = chances.random((600, 2), dtype=np.float32)
    folded = np.abs(sheet - [0.5, 0]).astype(np.float32)
    fold = judged(sheet, folded)
    assert fold.trustworthiness < 0.9 < 0.98 < fold.continuity
    angle = 2 * np.pi * chances.random(600)
    ring = np.stack([np.cos(angle), np.sin(angle)], 1).astype(np.float32)
    opened = np.stack([angle, 0 * angle], 1).astype(np.float32)
    tear = judged(ring, opened)
    assert tear.continuity < 0.997 < 0.9999 < tear.trustworthiness


def test_a_map_by_chance_is_trusted_by_half() -> None:
    chances = np.random.default_rng(0)
    found = judged(chances.random((1000, 30), dtype=np.float32), chances.random((1000, 2), dtype=np.float32))
    assert found.trustworthiness == pytest.approx(0.5, abs=0.03)
    assert found.continuity == pytest.approx(0.5, abs=0.03)


def test_of_many_every_nth_is_judged() -> None:
    chances = np.random.default_rng(0)
    x, places = (chances.random((3 * MOST_JUDGED, width), dtype=np.float32) for width in (5, 2))
    found = judged(x, places)
    assert found == judged(x[::3], places[::3]) and found.judged == MOST_JUDGED


@pytest.mark.parametrize("count", [1, 2])
def test_with_so_few_nothing_can_be_out_of_place(count: int) -> None:
    x = np.random.default_rng(0).random((count, 4), dtype=np.float32)
    assert judged(x, x[:, :2]) == MapQuality(1.0, 1.0, count, 0)


@pytest.mark.parametrize("count", [3, 5, 8, 21])
def test_of_few_examples_fewer_neighbours_are_looked_at(count: int) -> None:
    from sklearn.manifold import trustworthiness

    chances = np.random.default_rng(count)
    x, places = (chances.random((count, width), dtype=np.float32) for width in (5, 2))
    k = min(10, (count - 1) // 2)
    expected = trustworthiness(x.astype(float), places, n_neighbors=k)
    assert judged(x, places).trustworthiness == pytest.approx(expected, abs=1e-9)


def test_identical_examples_are_judged_without_a_warning() -> None:
    x = np.zeros((40, 3), np.float32)
    found = judged(x, np.zeros((40, 2), np.float32))
    assert (found.trustworthiness, found.continuity) == (1.0, 1.0)  # in the same order, first come first
