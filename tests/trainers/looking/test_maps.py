"""What is asked about the data alone: maps, how far they can be trusted, clusters, single examples."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from trainers import messages
from trainers.dataset import LoadContext
from trainers.datasets.digits import Digits
from trainers.examples import Examples
from trainers.kinds import Points, Tokens
from trainers.looking.looker import display_order
from trainers.looking.maps import MapAnswers, Stopwatch

STAMP = (3, 4, "a map")


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    return Digits.load(Digits.Config(), LoadContext(tmp_path_factory.mktemp("data")))


def told(examples: Examples, look: messages.Look, held: bool = False) -> list[Any]:
    return [each for each in MapAnswers(examples, lambda: held).answer(look) if each is not None]


def ask(examples: Examples, look: messages.Look) -> Any:
    said = told(examples, look)
    assert not said[-1].goes_on
    return said[-1]


def refused(examples: Examples, look: messages.Look) -> str:
    (said,) = told(examples, look)
    assert isinstance(said, messages.LookFailed)
    return said.reason


def points(count: int = 60) -> Examples:
    """Two clouds far from each other, with a class for each."""
    chances = np.random.default_rng(0)
    labels = np.arange(count) % 2
    places = 0.2 + 0.6 * labels[:, None] + 0.02 * chances.standard_normal((count, 2))
    kept = places.astype(np.float32)
    return Examples("clouds", kept, kept[:10], labels, labels[:10], ("left", "right"), kind=Points())


# --------------------------------------------------------------------------- maps


def test_a_map_is_stamped_judged_and_about_the_examples_in_the_order_in_which_they_are_shown(digits: Examples) -> None:
    found = ask(digits, messages.MakeMap(*STAMP, "pca", count=300))
    assert (found.run_id, found.request_id, found.channel, found.step, found.method) == (3, 4, "a map", 0, "pca")
    assert found.places.shape == (300, 2) and found.places.dtype == np.float32 and not found.places.flags.writeable
    assert found.done == 1 and found.judged == 300 and found.seconds > 0
    x = digits.train[display_order(len(digits.train))[:300]].reshape(300, -1) / 255.0
    centred = x - x.mean(0)
    values = np.linalg.svd(centred, full_matrices=False)[1]
    assert found.places.std(0) == pytest.approx(values[:2] / math.sqrt(300), rel=1e-4)
    manifold = pytest.importorskip("sklearn.manifold")
    assert found.trustworthiness == pytest.approx(manifold.trustworthiness(x, found.places, n_neighbors=10), abs=1e-6)
    assert found.continuity == pytest.approx(manifold.trustworthiness(found.places, x, n_neighbors=10), abs=1e-6)
    assert found.decoder is not None and found.decoder.decode(found.places[:5]).shape == (5, 1, 8, 8)


@pytest.mark.parametrize("method", ["pca", "som", "tsne", "isomap", "lle"])
def test_every_method_answers_and_a_live_one_shows_how_it_comes_about(digits: Examples, method: str) -> None:
    from trainers.maps.methods import find_method

    settings = {"turns": 50} if method == "tsne" else {"turns": 10} if method == "som" else {}
    said = told(digits, messages.MakeMap(*STAMP, method, settings, count=200))
    assert all(isinstance(each, messages.MapMade) for each in said)
    assert all(each.goes_on and math.isnan(each.trustworthiness) for each in said[:-1]) and not said[-1].goes_on
    done, seconds = [each.done for each in said], [each.seconds for each in said]
    assert done == sorted(done) and done[-1] == 1 and done[-2] < 1 and seconds == sorted(seconds)
    assert 0.5 < said[-1].trustworthiness <= 1 and 0.5 < said[-1].continuity <= 1 and said[-1].judged == 200
    shown = [each.places for each in said if len(each.places)]
    kinds = len({each.tobytes() for each in shown})
    assert kinds > 5 if find_method(method).live else kinds == 1
    first = next(index for index, each in enumerate(said) if len(each.places))
    assert all(len(each.places) == 200 for each in said[first:])  # what is shown stays until there is something newer
    assert all(each.stage for each in said[:-1])


def test_the_same_seed_gives_the_same_map_held_or_not(digits: Examples) -> None:
    look = messages.MakeMap(*STAMP, "tsne", {"turns": 50}, count=150, seed=5)
    plain, held = told(digits, look)[-1], told(digits, look, held=True)
    assert np.array_equal(plain.places, held[-1].places) and plain.trustworthiness == held[-1].trustworthiness
    assert len(held) > 250  # one stage for each turn


def test_a_map_of_more_examples_than_there_are_is_one_of_all() -> None:
    assert ask(points(), messages.MakeMap(*STAMP, "pca", count=5000)).places.shape == (60, 2)


def test_points_have_maps_too() -> None:
    found = ask(points(), messages.MakeMap(*STAMP, "pca"))
    assert found.trustworthiness == found.continuity == 1.0


@pytest.mark.parametrize(
    ("look", "reason"),
    [
        (messages.MakeMap(*STAMP, "umap"), "expected one of pca, .*, found 'umap'"),
        (messages.MakeMap(*STAMP, "tsne", {"perplexity": -1}), "perplexity: expected 2 to 200, found -1"),
        (messages.MakeMap(*STAMP, "tsne", {"speed": 1}), "speed: unknown setting"),
        (messages.MakeMap(*STAMP, "pca", count=0), "expected at least one example, found 0"),
        (messages.MakeMap(*STAMP, "pca", seed=-1), "seed: expected .*, found -1"),
        (messages.JudgeMap(*STAMP, np.zeros((3, 3), np.float32)), r"places of shape \(N, 2\), found \(3, 3\)"),
        (messages.JudgeMap(*STAMP, np.full((3, 2), np.nan, np.float32)), "expected finite places"),
        (messages.JudgeMap(*STAMP, np.zeros((99, 2), np.float32)), "places of at most 60 examples, found 99"),
        (messages.JudgeMap(*STAMP, np.zeros((0, 2), np.float32)), "at least one example"),
        (messages.FindClusters(*STAMP, "magic"), "expected one of k-means, .*, found 'magic'"),
        (messages.FindClusters(*STAMP, "k-means", {"clusters": 0}), "clusters: expected 1 to 50, found 0"),
        (messages.FindClusters(*STAMP, "k-means", features=np.zeros(3, np.float32)), "numbers of shape"),
        (messages.FindClusters(*STAMP, "k-means", features=np.zeros((99, 2), np.float32)), "N up to 60"),
        (messages.FindClusters(*STAMP, "k-means", features=np.full((9, 2), np.inf, np.float32)), "finite"),
        (messages.ShowExamples(*STAMP, (0, 60)), "expected rows from 0 to 59, found 0 to 60"),
        (messages.ShowExamples(*STAMP, (-1,)), "expected rows from 0 to 59, found -1"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_one_sentence(look: messages.Look, reason: str) -> None:
    import re

    said = refused(points(), look)
    assert re.search(reason, said) and "\n" not in said


def test_there_are_no_maps_of_texts() -> None:
    tokens = np.zeros((20, 4), np.int16)
    texts = Examples("texts", tokens, tokens.copy(), kind=Tokens(("a", "b"), 4))
    assert refused(texts, messages.MakeMap(*STAMP, "pca")) == "maps are drawn of pictures and of points, not of tokens"
    assert "tokens" in refused(texts, messages.FindClusters(*STAMP, "k-means"))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_examples_are_an_answer_or_a_sentence(count: int) -> None:
    pixels = np.arange(count * 16, dtype=np.uint8).reshape(count, 1, 4, 4)
    few = Examples("few", pixels, pixels.copy())
    for method in ("pca", "som", "tsne", "isomap", "lle"):
        said = told(few, messages.MakeMap(*STAMP, method))[-1]
        assert isinstance(said, messages.LookFailed) or (said.places.shape == (count, 2) and not said.goes_on), method
    assert ask(few, messages.FindClusters(*STAMP, "k-means", {"clusters": 5})).contingency is None


# --------------------------------------------------------------------------- what others have found


def test_places_of_others_are_judged_as_our_own(digits: Examples) -> None:
    made = ask(digits, messages.MakeMap(*STAMP, "pca", count=250))
    judged = ask(digits, messages.JudgeMap(*STAMP, made.places))
    assert isinstance(judged, messages.MapJudged)
    assert (judged.trustworthiness, judged.continuity, judged.judged) == (made.trustworthiness, made.continuity, 250)
    chances = np.random.default_rng(1).standard_normal((250, 2)).astype(np.float32)
    assert ask(digits, messages.JudgeMap(*STAMP, chances)).trustworthiness < 0.6


@pytest.mark.parametrize("method", ["k-means", "agglomerative", "mixture"])
def test_clusters_of_two_clouds_are_their_classes(method: str) -> None:
    found = ask(points(), messages.FindClusters(*STAMP, method, {"clusters": 2}))
    assert isinstance(found, messages.ClustersFound) and found.of_data and found.seconds > 0
    assert found.ari == found.nmi == pytest.approx(1.0)
    assert found.contingency is not None and sorted(found.contingency.max(1)) == [0, 30, 30]
    labels = points().train_labels
    assert labels is not None
    shown = labels[display_order(60)]
    assert len(set(zip(found.clusters.tolist(), shown.tolist(), strict=True))) == 2


def test_clusters_of_given_numbers_are_not_about_the_data_alone() -> None:
    codes = np.repeat(np.float32([[0, 0], [5, 5], [9, 0]]), [5, 10, 15], axis=0)
    found = ask(points(), messages.FindClusters(*STAMP, "k-means", {"clusters": 3}, features=codes))
    assert np.bincount(found.clusters).tolist() == [15, 10, 5] and not found.of_data
    assert found.contingency is not None and found.contingency.sum() == 30


def test_examples_are_shown_by_their_rows(digits: Examples) -> None:
    found = ask(digits, messages.ShowExamples(*STAMP, (5, 0)))
    order = display_order(len(digits.train))
    assert found.rows == (5, 0) and np.array_equal(found.images, digits.train[order[[5, 0]]])
    assert ask(digits, messages.ShowExamples(*STAMP, ())).images.shape == (0, 1, 8, 8)


def test_only_a_jobs_own_pieces_are_timed() -> None:
    def work() -> Iterator[None]:
        time.sleep(0.02)
        yield None
        time.sleep(0.02)

    watch = Stopwatch()
    for _ in watch.over(work()):
        time.sleep(0.5)
    assert 0.04 <= watch.seconds < 0.5
