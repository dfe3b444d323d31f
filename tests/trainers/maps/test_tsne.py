"""t-SNE: the descent and the attractions of openTSNE, what the knobs do, and that it can rest at any time."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from tests.trainers.maps.test_methods import clouds
from trainers.examples import Float32
from trainers.maps import barnes_hut
from trainers.maps.barnes_hut import attractions, compiled
from trainers.maps.method import MapStage
from trainers.maps.methods import make_map
from trainers.maps.nearest import nearest
from trainers.maps.tsne import EARLY, FIRST, Descent
from trainers.pieces import finish


def drawn(x: Float32, seed: int = 0, **settings: object) -> list[MapStage]:
    return list(make_map("tsne", x, (x.shape[1],), {"turns": 50} | settings, seed))


def test_the_descent_is_that_of_open_tsne() -> None:
    from openTSNE import TSNEEmbedding
    from openTSNE.affinity import PerplexityBasedNN
    from scipy.sparse import csr_array

    x, _ = clouds(200)
    theirs_p = PerplexityBasedNN(x.astype(np.float64), perplexity=20, method="exact")
    ours_p = finish(attractions(finish(nearest(x, 60)), 20))
    found = csr_array((ours_p.values, ours_p.columns, ours_p.starts), shape=(200, 200)).toarray()
    np.testing.assert_allclose(found, theirs_p.P.toarray(), atol=1e-12)
    start = np.random.default_rng(0).normal(0, FIRST, (200, 2))
    theirs = TSNEEmbedding(start, theirs_p, negative_gradient_method="bh", n_jobs=1)
    theirs = theirs.optimize(40, exaggeration=12).optimize(40)
    ours = Descent(start.copy())
    for turn in range(80):
        ours.step(ours_p.times(12 if turn < 40 else 1), 200 / (12 if turn < 40 else 1))
    np.testing.assert_allclose(ours.places, theirs, rtol=1e-6)


def test_attractions_in_many_pieces_are_those_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    x, _ = clouds(97)
    found = finish(nearest(x, 20))
    whole = finish(attractions(found, 6))
    monkeypatch.setattr(barnes_hut, "PAIRS", 2 * 20 * 7)  # seven examples in a piece
    parts = finish(attractions(found, 6))
    for name in ("starts", "columns", "values"):
        np.testing.assert_array_equal(getattr(parts, name), getattr(whole, name))


def test_a_map_is_drawn_without_what_the_package_imports() -> None:
    """... and whoever imports the package later gets it whole."""
    code = """
import sys
import numpy as np
from trainers.maps.methods import make_map
x = np.random.default_rng(0).random((40, 3), dtype=np.float32)
*_, last = make_map("tsne", x, (3,), {"turns": 50})
print(sorted({"sklearn", "scipy", "openTSNE"} & set(sys.modules)), last.done)
import openTSNE
from trainers.maps.barnes_hut import compiled
print(openTSNE.TSNE.__name__, openTSNE.tsne._tsne is compiled("openTSNE", "_tsne")[0])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.splitlines() == ["[] 1.0", "TSNE True"], done.stderr


def test_a_package_that_is_not_there_is_named() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        compiled("no_such_package", "part")
    assert "no_such_package" not in sys.modules


def test_the_first_frame_is_the_plane_of_most_variance_and_comes_before_any_work() -> None:
    x, _ = clouds()
    first = next(make_map("tsne", x, (12,)))
    [plane] = make_map("pca", x, (12,))
    for ours, expected in zip(first.places.T, plane.places.T, strict=True):
        assert np.corrcoef(ours, expected)[0, 1] > 0.999
    assert first.places[:, 0].std() == pytest.approx(FIRST, rel=0.02) and first.done == 0


def test_another_seed_another_map() -> None:
    x, _ = clouds()
    for start in ("pca", "random"):
        assert (drawn(x, 0, start=start)[-1].places != drawn(x, 1, start=start)[-1].places).any()


def test_who_waits_gets_every_turn_and_the_same_map() -> None:
    x, _ = clouds(60)
    usual = drawn(x)
    asked = list(make_map("tsne", x, (12,), {"turns": 50}, 0, held=lambda: True))
    assert len([stage for stage in asked if len(stage.places)]) == 1 + EARLY + 50 + 1
    assert len([stage for stage in usual if len(stage.places)]) < len(asked) / 5
    np.testing.assert_array_equal(usual[-1].places, asked[-1].places)


def test_a_larger_perplexity_gathers_what_a_small_one_leaves_apart() -> None:
    x = np.random.default_rng(0).random((150, 6), dtype=np.float32)  # one cloud without groups

    def nearest_share(perplexity: float) -> float:
        places = drawn(x, perplexity=perplexity, turns=300)[-1].places
        apart = np.linalg.norm(places[:, None] - places, axis=2)
        np.fill_diagonal(apart, np.inf)
        return float(apart.min(1).mean() / apart[np.isfinite(apart)].mean())

    assert nearest_share(2) < 0.6 * nearest_share(40)  # clumps of neighbours against an even disc
