"""Clusters: scikit-learn's, how they are numbered, how they agree with classes; and input of all kinds."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from trainers.examples import DataError, Float32, Int64
from trainers.knobs import ConfigError, knob_specs
from trainers.maps.agreement import adjusted_rand, contingency, normalised_information
from trainers.maps.clusterings import CLUSTERINGS, by_size, find_cluster_method, find_clusters
from trainers.maps.density_clusters import usual_distance
from trainers.maps.fitted import MOST_FITTED
from trainers.pieces import finish

ALL = pytest.mark.parametrize("name", CLUSTERINGS)


def found(name: str, x: Float32, seed: int = 0, **settings: object) -> Int64:
    return finish(find_clusters(name, x, settings, seed))


def groups(counts: tuple[int, ...], seed: int = 0) -> tuple[Float32, np.ndarray]:
    """Round groups of so many points (N, 2) each, in a mixed order."""
    chances = np.random.default_rng(seed)
    which = chances.permutation(np.repeat(np.arange(len(counts)), counts))
    middles = np.stack([0.5 + 0.4 * np.cos(2 * np.pi * np.arange(len(counts)) / len(counts)),
                        0.5 + 0.4 * np.sin(2 * np.pi * np.arange(len(counts)) / len(counts))], 1)  # fmt: skip
    return np.clip(middles[which] + chances.normal(0, 0.02, (len(which), 2)), 0, 1).astype(np.float32), which


def moons(count: int = 400) -> tuple[Float32, np.ndarray]:
    chances = np.random.default_rng(0)
    angle, which = np.pi * chances.random(count), np.arange(count) % 2
    x = np.stack([np.where(which, 1 - np.cos(angle), np.cos(angle)),
                  np.where(which, 0.5 - np.sin(angle), np.sin(angle))], 1)  # fmt: skip
    return ((x + chances.normal(0, 0.04, x.shape)) / 4 + 0.4).astype(np.float32), which


@ALL
def test_groups_are_found_the_largest_first(name: str) -> None:
    x, which = groups((30, 90, 60))
    settings = {"reach": 1.5} if name == "dbscan" else {"clusters": 3}
    clusters = found(name, x, **settings)
    assert clusters.dtype == np.int64 and clusters.shape == (180,)
    kept = clusters >= 0
    assert kept.mean() > 0.95
    np.testing.assert_array_equal(clusters[kept], np.array([2, 0, 1])[which[kept]])


@ALL
def test_the_same_seed_finds_the_same(name: str) -> None:
    x = np.random.default_rng(0).random((300, 5), dtype=np.float32)
    np.testing.assert_array_equal(found(name, x, seed=4), found(name, x, seed=4))


def same_groups(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether both put the same examples together, whatever the numbers; -1 is the same in both."""
    pairs = set(zip(one.tolist(), other.tolist(), strict=True))
    return len(pairs) == len(set(one.tolist())) == len(set(other.tolist())) and all(
        (a == -1) == (b == -1) for a, b in pairs
    )


@pytest.mark.parametrize("linkage", ["ward", "average", "complete", "single"])
def test_agglomerative_clusters_are_those_of_scikit_learn(linkage: str) -> None:
    from sklearn.cluster import AgglomerativeClustering

    x = np.random.default_rng(1).random((250, 4), dtype=np.float32)
    theirs = AgglomerativeClustering(6, linkage=linkage).fit_predict(x)
    assert same_groups(found("agglomerative", x, clusters=6, linkage=linkage), theirs)


@pytest.mark.parametrize("reach", [0.6, 1.0, 1.6])
def test_dense_clusters_are_those_of_scikit_learn(reach: float) -> None:
    from sklearn.cluster import DBSCAN

    x = np.concatenate([moons()[0], np.random.default_rng(2).random((100, 2), dtype=np.float32)])
    usual = finish(usual_distance(x))
    theirs = DBSCAN(eps=reach * usual, min_samples=5).fit_predict(x.astype(np.float64))
    ours = found("dbscan", x, reach=reach, members=5)
    assert same_groups(ours, theirs) and (ours == -1).any()


def test_moons_are_two_by_density_and_not_by_means() -> None:
    x, which = moons()
    by_density, by_means = found("dbscan", x, reach=1.2), found("k-means", x, clusters=2)
    assert adjusted_rand(contingency(by_density, which, 2)) > 0.95
    assert adjusted_rand(contingency(by_means, which, 2)) < 0.6


def test_a_mixture_tells_a_narrow_group_in_a_wide_one() -> None:
    chances = np.random.default_rng(0)
    wide, narrow = chances.normal(0.5, 0.12, (300, 2)), chances.normal([0.5, 0.55], 0.01, (150, 2))
    x, which = np.clip(np.concatenate([wide, narrow]), 0, 1).astype(np.float32), np.repeat([0, 1], [300, 150])
    by_mixture, by_means = found("mixture", x, clusters=2), found("k-means", x, clusters=2)
    assert adjusted_rand(contingency(by_mixture, which, 2)) > 0.85
    assert adjusted_rand(contingency(by_means, which, 2)) < 0.4


def test_a_mixture_tells_what_is_tilted_if_its_ellipsoids_may_be() -> None:
    chances, which, angle = np.random.default_rng(0), np.repeat([0, 1], 300), np.radians(20)
    rods = []
    for turn, middle in ((angle, [0.5, 0.6]), (-angle, [0.5, 0.4])):
        axes = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        rods.append(chances.normal(0, [0.2, 0.01], (300, 2)) @ axes.T + middle)
    x = np.concatenate(rods).astype(np.float32)
    agreed = [
        adjusted_rand(contingency(found("mixture", x, clusters=2, covariance=form), which, 2))
        for form in ("full", "diagonal")
    ]
    assert agreed[0] > 0.8 and agreed[1] < 0.3


def test_others_than_the_fitted_go_with_their_nearest() -> None:
    x, which = groups((MOST_FITTED, 800, 400))
    clusters = found("agglomerative", x, clusters=3)
    np.testing.assert_array_equal(clusters, which)


def test_numbers_go_by_size_then_by_the_first() -> None:
    np.testing.assert_array_equal(by_size(np.array([7, 7, 2, -1, 9, 9, 2, 9])), [1, 1, 2, -1, 0, 0, 2, 0])
    np.testing.assert_array_equal(by_size(np.array([-1, -1])), [-1, -1])


# ------------------------------------------------------------------ agreement with classes


@pytest.mark.parametrize("noise", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_agreement_is_that_of_scikit_learn(seed: int, noise: bool) -> None:
    from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
    from sklearn.metrics.cluster import contingency_matrix

    chances = np.random.default_rng(seed)
    classes = chances.integers(0, 5, 200)
    clusters = np.where(chances.random(200) < 0.3 * seed, classes, chances.integers(0, 6, 200))
    if noise:
        clusters[chances.random(200) < 0.2] = -1
    table = contingency(clusters, classes, 5)
    assert table.shape == (clusters.max() + 2, 5) and table.sum() == 200 and (table[-1].sum() > 0) == noise
    theirs = contingency_matrix(np.where(clusters < 0, 6, clusters), classes)
    np.testing.assert_array_equal(table[table.any(1)], theirs)
    assert adjusted_rand(table) == pytest.approx(adjusted_rand_score(classes, clusters), abs=1e-12)
    assert normalised_information(table) == pytest.approx(normalized_mutual_info_score(classes, clusters), abs=1e-9)


@pytest.mark.parametrize(
    ("clusters", "classes"),
    [([0, 0, 0], [0, 0, 0]), ([0, 0, 0, 0], [0, 1, 0, 1]), ([0, 1, 2, 3], [0, 0, 1, 1]), ([0, 1, 2], [0, 1, 2]),
     ([0], [0]), ([-1, -1], [0, 1]), ([1, 1, 0, 0], [0, 0, 1, 1])],
)  # fmt: skip
def test_agreement_at_its_ends(clusters: list[int], classes: list[int]) -> None:
    from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

    table = contingency(np.array(clusters), np.array(classes), max(classes) + 1)
    assert adjusted_rand(table) == pytest.approx(adjusted_rand_score(classes, clusters), abs=1e-12)
    assert normalised_information(table) == pytest.approx(normalized_mutual_info_score(classes, clusters), abs=1e-9)


# ------------------------------------------------------------------ bad input


@ALL
@pytest.mark.parametrize("what", ["one", "two", "five", "identical", "half identical", "one dimension", "long"])
def test_examples_of_all_kinds_are_put_somewhere(name: str, what: str, capfd: pytest.CaptureFixture[str]) -> None:
    chances = np.random.default_rng(1)
    usual = chances.random((40, 9), dtype=np.float32)
    x = {
        "one": usual[:1], "two": usual[:2], "five": usual[:5], "identical": np.zeros((40, 9), np.float32),
        "half identical": np.repeat(usual[:2], 20, 0), "one dimension": usual[:, :1],
        "long": chances.random((60, 10_000), dtype=np.float32),
    }[what]  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        clusters = found(name, x)
    assert clusters.shape == (len(x),) and clusters.min() >= -1
    counts = np.bincount(clusters[clusters >= 0])
    assert (np.diff(counts) <= 0).all() and (counts > 0).all()
    if what == "identical":
        assert len(set(clusters.tolist())) == 1
    told = capfd.readouterr()
    assert (told.out, told.err) == ("", "")


@ALL
def test_what_cannot_be_is_one_sentence(name: str) -> None:
    x, method = groups((20, 20))[0], CLUSTERINGS[name]
    for wrong, reason in (
        (np.full((4, 2), np.nan, np.float32), "expected finite numbers, found others in example 0"),
        (np.empty((0, 2), np.float32), "expected rows of numbers"),
        (np.zeros((method.most + 1, 1), np.float32), f"expected at most {method.most:,} examples"),
    ):
        with pytest.raises(DataError, match=f"^{method.title}: .*{reason}"):
            find_clusters(name, wrong)
    for spec in knob_specs(method.Settings):
        if spec.high is not None:
            with pytest.raises(ConfigError, match=rf"settings\.{spec.name}: expected .* found {spec.high + 1:g}"):
                find_clusters(name, x, {spec.name: spec.high + 1})
        assert spec.help.endswith(".")
    with pytest.raises(ConfigError, match="seed: expected a number between 0"):
        find_clusters(name, x, {}, -1)
    assert method.summary.endswith(".") and len(method.summary) <= 120


def test_an_unknown_method_is_named_beside_those_there_are() -> None:
    with pytest.raises(ConfigError, match="expected one of k-means, agglomerative, dbscan, mixture, found 'spectral'"):
        find_cluster_method("spectral")


@ALL
def test_what_is_the_same_is_never_torn_apart(name: str) -> None:
    """Two pictures, many times over each, are two clusters: by rounding alone copies are no distance apart."""
    x = np.random.default_rng(1).random((2, 64)).astype(np.float32)[np.arange(54) % 2]
    np.testing.assert_array_equal(found(name, x), np.arange(54) % 2)
