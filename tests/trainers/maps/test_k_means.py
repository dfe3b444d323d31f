"""k-means: as good as scikit-learn's, with known answers where there is but one."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
import torch

from trainers.examples import Float32, Int64
from trainers.maps import k_means as by_means
from trainers.maps.k_means import k_means
from trainers.metrics.gaussians.mixtures import first_seeds
from trainers.pieces import finish


def scatter(x: Float32, clusters: Int64) -> float:
    """The squares of all distances to the middles of the clusters."""
    parts = [x[clusters == number].astype(np.float64) for number in np.unique(clusters)]
    return float(sum(np.square(part - part.mean(0)).sum() for part in parts))


@pytest.mark.parametrize(("count", "width"), [(3, 2), (10, 2), (10, 40), (50, 7)])
def test_clusters_are_as_good_as_those_of_scikit_learn(count: int, width: int) -> None:
    from sklearn.cluster import KMeans

    x = np.random.default_rng(count).random((1500, width), dtype=np.float32)
    ours = np.mean([scatter(x, finish(k_means(x, count, seed))) for seed in range(4)])
    theirs = np.mean([scatter(x, KMeans(count, n_init=4, random_state=seed).fit_predict(x)) for seed in range(4)])
    assert ours <= 1.01 * theirs


def test_each_example_is_with_the_nearest_middle_of_a_cluster() -> None:
    x = np.random.default_rng(0).normal(0, 1, (400, 3)).astype(np.float32)
    clusters = finish(k_means(x, 6, 1))
    middles = np.stack([x[clusters == number].mean(0) for number in range(6)])
    distances = np.linalg.norm(x[:, None] - middles, axis=2)
    own = distances[np.arange(400), clusters]
    assert (own <= distances.min(1) + 0.02).all()  # STILL: means may have a last little way to go
    assert (own == distances.min(1)).mean() > 0.99


def test_as_many_clusters_as_examples_are_one_for_each() -> None:
    x = np.random.default_rng(0).random((30, 5), dtype=np.float32)
    assert sorted(finish(k_means(x, 30, 0)).tolist()) == list(range(30))


def test_what_is_the_same_is_in_one_cluster_whatever_its_place() -> None:
    """Far from the origin single precision must not tell apart what is the same, nor mix what is not."""
    x = (1000 + np.repeat(np.eye(4), 25, axis=0)).astype(np.float32)[np.random.default_rng(0).permutation(100)]
    clusters = finish(k_means(x, 4, 0))
    assert scatter(x, clusters) == 0
    assert np.bincount(clusters).tolist() == [25] * 4


def test_fewer_places_than_clusters_leave_some_empty() -> None:
    x = np.repeat(np.array([[0.0], [1.0]], np.float32), 10, axis=0)
    clusters = finish(k_means(x, 5, 0))
    assert len(np.unique(clusters)) == 2 and scatter(x, clusters) == 0


def test_a_mean_without_examples_goes_where_one_lies_alone() -> None:
    x = np.array([[0.0], [0.1], [0.2], [9.0]], np.float32)
    examples = by_means._Examples(torch.from_numpy(x), torch.from_numpy(x[:, 0] ** 2))
    found = finish(by_means._assigned(examples, torch.tensor([[0.0], [100.0]])))
    assert found.which.tolist() == [0, 0, 0, 0]
    np.testing.assert_allclose(by_means._moved(examples.x, found, 2).ravel(), [9.3 / 4, 9.0], rtol=1e-6)


def test_in_many_pieces_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    x = np.random.default_rng(0).random((500, 8), dtype=np.float32)
    whole = finish(k_means(x, 7, 0))
    monkeypatch.setattr(by_means, "strip_of", lambda count, width: 64)
    np.testing.assert_array_equal(finish(k_means(x, 7, 0)), whole)


def test_more_turns_never_scatter_more(monkeypatch: pytest.MonkeyPatch) -> None:
    x = np.random.default_rng(3).random((600, 2), dtype=np.float32)
    monkeypatch.setattr(by_means, "STARTS", 1)
    seen = []
    for turns in range(8):
        monkeypatch.setattr(by_means, "MOST_TURNS", turns)
        seen.append(scatter(x, finish(k_means(x, 9, 0))))
    assert all(after <= before for before, after in pairwise(seen)) and seen[-1] < 0.97 * seen[0]


def test_seeds_found_by_quick_distances_are_those_found_exactly() -> None:
    x = torch.rand(300, 6, generator=torch.Generator().manual_seed(0))
    examples = by_means._Examples(x, x.square().sum(1))
    quick = finish(by_means.seeding(x, 12, 5, distances=lambda means: examples.distances(slice(300), means)))
    torch.testing.assert_close(quick, first_seeds(x, 12, 5), rtol=0, atol=0)


def test_they_are_found_without_scikit_learn() -> None:
    code = """
import sys
import numpy as np
from trainers.maps.clusterings import find_clusters
from trainers.pieces import finish
x = np.random.default_rng(0).random((40, 3), dtype=np.float32)
for name in ("k-means", "dbscan", "mixture", "agglomerative"):
    print(name, len(finish(find_clusters(name, x))), sorted({"sklearn", "scipy"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.splitlines() == [
        "k-means 40 []", "dbscan 40 []", "mixture 40 []", "agglomerative 40 ['scipy']"
    ], done.stderr  # fmt: skip
