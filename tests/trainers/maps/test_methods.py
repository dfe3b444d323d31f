"""Every method that draws maps: what it does with examples of all kinds, and the same map from the same seed."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from tests.trainers.maps.test_isomap import swiss_roll
from trainers.examples import DataError, Float32
from trainers.knobs import ConfigError, knob_specs
from trainers.maps.method import MapStage
from trainers.maps.methods import METHODS, find_method, make_map

FEW = {"tsne": {"turns": 60}, "som": {"turns": 10, "rows": 6, "columns": 6}}  # settings that take less time
ALL = pytest.mark.parametrize("name", METHODS)


def drawn(name: str, x: Float32, seed: int = 0, **settings: object) -> list[MapStage]:
    return list(make_map(name, x, (x.shape[1],), FEW.get(name, {}) | settings, seed))


def clouds(count: int = 150, width: int = 12, seed: int = 0) -> tuple[Float32, np.ndarray]:
    """Three small clouds far from each other, and which one each example is of."""
    chances = np.random.default_rng(seed)
    which = chances.integers(0, 3, count)
    middles = np.eye(3, width)[which] * 0.6 + 0.2
    return np.clip(middles + chances.normal(0, 0.02, (count, width)), 0, 1).astype(np.float32), which


@ALL
def test_clouds_that_are_far_apart_stay_so(name: str) -> None:
    x, which = clouds()
    places = drawn(name, x)[-1].places
    middles = np.stack([places[which == each].mean(0) for each in range(3)])
    inner = max(np.linalg.norm(places[which == each] - middles[each], axis=1).max() for each in range(3))
    apart = min(np.linalg.norm(middles[a] - middles[b]) for a, b in ((0, 1), (0, 2), (1, 2)))
    assert apart > (1 if name == "som" else 2) * inner


@ALL
def test_the_same_seed_draws_the_same_map(name: str) -> None:
    x, _ = clouds()
    one, other = drawn(name, x, seed=3), drawn(name, x, seed=3)
    assert len(one) == len(other)
    for first, second in zip(one, other, strict=True):
        np.testing.assert_array_equal(first.places, second.places)
        assert (first.done, first.words) == (second.done, second.words)


@ALL
def test_stages_lead_to_a_map(name: str) -> None:
    x, _, _ = swiss_roll(200)
    method, stages = METHODS[name], drawn(name, x)
    assert method.name == name and method.title and method.summary.endswith(".") and len(method.summary) <= 120
    assert [stage.done for stage in stages] == sorted(stage.done for stage in stages)
    assert stages[-1].done == 1 and all(stage.done < 1 for stage in stages[:-1])
    shown = [stage.places for stage in stages if len(stage.places)]
    assert all(each.shape == (len(x), 2) and each.dtype == np.float32 for each in shown)
    assert all(np.isfinite(each).all() and not each.flags.writeable for each in shown)
    assert (len(shown) > 3) == method.live
    assert len({id(each.base if each.base is not None else each) for each in shown}) == len(shown)
    assert all(stage.words.endswith(".") for stage in stages[:-1]) and not stages[-1].words
    assert (stages[-1].decoder is not None) == method.decodes
    if stages[-1].decoder is not None:
        made = stages[-1].decoder.decode(stages[-1].places)
        assert made.shape == x.shape and np.abs(made - x).mean() < 0.1


@ALL
def test_settings_are_knobs_that_say_what_they_take(name: str) -> None:
    Settings = METHODS[name].Settings
    for spec in knob_specs(Settings):
        assert spec.help.endswith(".")
        if spec.high is not None:
            with pytest.raises(ConfigError, match=rf"settings\.{spec.name}: expected .* to {spec.high:g}, found"):
                make_map(name, clouds()[0], (12,), {spec.name: spec.high + 1})
    with pytest.raises(ConfigError, match=r"settings\.colour: unknown setting"):
        make_map(name, clouds()[0], (12,), {"colour": 1})


def test_an_unknown_method_is_named_beside_those_there_are() -> None:
    with pytest.raises(ConfigError, match="method: expected one of pca, isomap, lle, tsne, som, found 'umap'"):
        find_method("umap")
    with pytest.raises(ConfigError, match="found None"):
        find_method(None)


# ------------------------------------------------------------------ bad input


@pytest.fixture
def silent(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Nothing is written to the screen, warnings among it (which are errors in tests)."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
    told = capfd.readouterr()
    assert (told.out, told.err) == ("", "")


def examples(what: str) -> Float32:
    chances = np.random.default_rng(1)
    usual = chances.random((40, 9), dtype=np.float32)
    usual[:, 4] = 0.5  # a pixel that is always the same
    return {
        "one": usual[:1], "two": usual[:2], "three": usual[:3], "five": usual[:5], "thirty": usual[:30],
        "identical": np.repeat(usual[:1], 40, 0), "half identical": np.repeat(usual[:2], 20, 0),
        "black": np.zeros((40, 9), np.float32), "one dimension": usual[:, :1],
        "two dimensions": usual[:, :2], "long": chances.random((60, 10_000), dtype=np.float32),
        "pairs": np.repeat(usual[:20], 2, 0),
    }[what]  # fmt: skip


@ALL
@pytest.mark.parametrize(
    "what",
    ["one", "two", "three", "five", "thirty", "identical", "half identical", "black", "one dimension",
     "two dimensions", "long", "pairs"],
)  # fmt: skip
@pytest.mark.usefixtures("silent")
def test_examples_of_all_kinds_give_a_map_or_a_sentence(name: str, what: str) -> None:
    x = examples(what)
    if len(x) < METHODS[name].least:
        with pytest.raises(DataError, match=f"^{METHODS[name].title}: expected at least . examples, found {len(x)}$"):
            drawn(name, x)
        return
    last = drawn(name, x)[-1]
    assert last.places.shape == (len(x), 2) and np.isfinite(last.places).all()
    if what in ("identical", "black"):
        np.testing.assert_array_equal(last.places, np.broadcast_to(last.places[0], last.places.shape))
    if what == "pairs" and name != "tsne":
        np.testing.assert_allclose(last.places[::2], last.places[1::2], atol=0.02 * np.ptp(last.places))


@ALL
def test_what_is_no_table_of_numbers_is_refused(name: str) -> None:
    x, title = clouds()[0], METHODS[name].title
    for wrong, reason in (
        (np.full((5, 12), np.nan, np.float32), "expected finite numbers, found others in example 0"),
        (np.where(np.arange(150)[:, None] == 7, np.inf, x).astype(np.float32), "found others in example 7"),
        (np.empty((0, 12), np.float32), r"expected rows of numbers, found an array of shape \(0, 12\)"),
        (x[0], r"expected rows of numbers, found an array of shape \(12,\)"),
        (np.zeros((METHODS[name].most + 1, 1), np.float32), f"expected at most {METHODS[name].most:,} examples"),
    ):
        with pytest.raises(DataError, match=f"^{title}: .*{reason}"):
            make_map(name, wrong, wrong.shape[1:] or (12,))
    with pytest.raises(DataError, match=r"expected examples of shape \(3, 5\), found rows of 12 numbers"):
        make_map(name, x, (3, 5))
    for seed in (-1, 2**31):
        with pytest.raises(ConfigError, match=f"seed: expected a number between 0 and 2147483647, found {seed}"):
            make_map(name, x, (12,), {}, seed)


@pytest.mark.parametrize(
    ("name", "count", "words"),
    [
        ("isomap", 6, "Each of the 6 examples has 5 neighbours, not 10."),
        ("lle", 6, "Each of the 6 examples has 5 neighbours, not 12."),
        ("tsne", 30, "The perplexity is 9.67: more needs more than 30 examples."),
        ("tsne", 92, ""),
    ],
)
def test_what_so_few_examples_do_not_allow_is_lowered_and_said(name: str, count: int, words: str) -> None:
    x = np.random.default_rng(0).random((count, 9), dtype=np.float32)
    assert drawn(name, x)[-1].words == words


def test_libraries_have_one_thread_while_a_map_is_drawn_and_no_longer() -> None:
    before = [library["num_threads"] for library in threadpool_info()]
    stages = make_map("isomap", clouds()[0], (12,))
    for _ in stages:
        assert [library["num_threads"] for library in threadpool_info()][: len(before)] == before
