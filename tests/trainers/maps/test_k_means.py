"""k-means: known means, scikit-learn's inertia, and what may be wrong with examples."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from trainers.examples import Float32
from trainers.maps.k_means import Means, k_means
from trainers.pieces import finish


def found(x: Float32, clusters: int, starts: int = 4, seed: int = 0) -> Means:
    return finish(k_means(x, clusters, starts, seed))


def test_two_pairs_have_their_middles() -> None:
    x = np.array([[0, 0], [0, 1], [10, 0], [10, 1]], np.float32)
    means = found(x, 2)
    order = means.centres[:, 0].argsort()
    np.testing.assert_allclose(means.centres[order], [[0, 0.5], [10, 0.5]], atol=1e-6)
    assert means.numbers[0] == means.numbers[1] != means.numbers[2] == means.numbers[3]
    assert means.inertia == pytest.approx(4 * 0.25, rel=1e-5)


def test_one_cluster_is_the_mean_and_as_many_as_examples_are_the_examples() -> None:
    x = np.random.default_rng(0).random((30, 4), dtype=np.float32)
    one, all_ = found(x, 1), found(x, 30)
    np.testing.assert_allclose(one.centres[0], x.mean(0), rtol=1e-5)
    assert one.inertia == pytest.approx(30 * float(x.var(0).sum()), rel=1e-4)
    assert sorted(all_.numbers.tolist()) == list(range(30)) and all_.inertia == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize(("count", "width", "clusters"), [(300, 2, 5), (500, 20, 10), (200, 64, 40)])
def test_clusters_are_as_tight_as_those_of_scikit_learn(count: int, width: int, clusters: int) -> None:
    """Over several seeds: either may be lucky with one of them."""
    from sklearn.cluster import KMeans

    x = np.random.default_rng(1).random((count, width), dtype=np.float32)
    theirs = np.mean([KMeans(clusters, n_init=4, random_state=seed).fit(x).inertia_ for seed in range(5)])
    ours = [found(x, clusters, seed=seed) for seed in range(5)]
    assert np.mean([each.inertia for each in ours]) == pytest.approx(theirs, rel=0.015)
    for each in ours:
        distances = ((x[:, None] - each.centres) ** 2).sum(2)
        np.testing.assert_allclose(distances[np.arange(count), each.numbers], distances.min(1), rtol=1e-4)
        assert set(each.numbers.tolist()) == set(range(clusters))


def test_groups_far_from_the_origin_are_told_apart() -> None:
    """Where float32 has few digits left for the differences."""
    chances = np.random.default_rng(0)
    x = (1000 + np.repeat([[0, 0], [1, 0], [0, 1]], 50, 0) + chances.normal(0, 0.02, (150, 2))).astype(np.float32)
    numbers = found(x, 3).numbers.reshape(3, 50)
    assert (numbers == numbers[:, :1]).all() and len(set(numbers[:, 0].tolist())) == 3


def test_one_start_leaves_no_cluster_empty() -> None:
    """What has no example left takes one that lies far off."""
    x = np.concatenate([np.zeros((50, 2)), np.ones((50, 2)), [[0.5, 0.4]]]).astype(np.float32)
    for seed in range(20):
        assert set(found(x, 3, 1, seed).numbers.tolist()) == {0, 1, 2}


def test_examples_that_are_all_the_same_are_one_cluster() -> None:
    means = found(np.full((20, 3), 0.25, np.float32), 1)
    assert (means.numbers == 0).all() and means.inertia == 0
    numbers = found(np.full((20, 3), 0.25, np.float32), 3).numbers  # nobody asks for that, and nothing fails
    assert numbers.shape == (20,) and numbers.min() >= 0


def test_the_same_seed_finds_the_same() -> None:
    x = np.random.default_rng(0).random((200, 8), dtype=np.float32)
    np.testing.assert_array_equal(found(x, 6, seed=3).numbers, found(x, 6, seed=3).numbers)


def test_clusters_are_found_without_scikit_learn() -> None:
    code = """
import sys
import numpy as np
from trainers.maps.clusterings import find_clusters
from trainers.pieces import finish
finish(find_clusters("k-means", np.random.default_rng(0).random((40, 3), dtype=np.float32), {"clusters": 3}))
print(sorted({"sklearn", "scipy"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
