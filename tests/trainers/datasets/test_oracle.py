"""The oracle: what it writes, and how likely it finds any text, against torch's LSTM and against counting."""

from __future__ import annotations

import itertools
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from trainers.dataset import Cancelled, LoadContext
from trainers.datasets._texts import oracle_network
from trainers.datasets._texts.oracle_network import WIDTH, OracleNetwork, OracleSource
from trainers.datasets.oracle import HELD_OUT, Config, Oracle
from trainers.examples import Examples
from trainers.kinds import Tokens
from trainers.knobs import ConfigError
from trainers.looking.texts.text_quality import text_figures


def load(**knobs: Any) -> Examples:
    return Oracle.load(Config.parse(knobs), LoadContext(Path()))


def network(symbols: int = 5, sharpness: float = 1.0, seed: int = 0) -> OracleNetwork:
    return OracleNetwork(symbols, sharpness, np.random.SeedSequence(seed))


def surprises(texts: list[str], **knobs: Any) -> np.ndarray:
    source = load(**knobs).text_source
    assert source is not None
    return source.surprises(texts)


def test_the_oracle_is_the_lstm_of_the_books() -> None:
    """With the same weights torch's own gives the same odds, all of a text at once."""
    oracle, x = network(), np.random.default_rng(1).integers(0, 5, (7, 12)).astype(np.int16)
    lstm = torch.nn.LSTM(WIDTH, WIDTH, batch_first=True).double()
    with torch.no_grad():
        lstm.weight_ih_l0.copy_(torch.from_numpy(oracle.told.T))  # gates in the same order: i, f, g, o
        lstm.weight_hh_l0.copy_(torch.from_numpy(oracle.remembered.T))
        lstm.bias_ih_l0.copy_(torch.from_numpy(oracle.bias))
        lstm.bias_hh_l0.zero_()
        before = np.concatenate([np.full((7, 1), 5), x[:, :-1]], 1)
        h, _ = lstm(torch.from_numpy(oracle.embedding[before]))
        logits = h @ torch.from_numpy(oracle.out) + torch.from_numpy(oracle.out_bias)
    [(rows, found)] = list(oracle.log_odds(x))
    assert x[rows].shape == x.shape
    np.testing.assert_allclose(found, logits.log_softmax(2).numpy(), atol=1e-10)


def test_all_weights_are_drawn_from_one_normal_distribution() -> None:
    oracle = network(26)
    weights = np.concatenate(
        [w.ravel() for w in (oracle.embedding, oracle.told, oracle.remembered, oracle.bias, oracle.out)]
    )
    assert abs(weights.mean()) < 0.03 and abs(weights.std() - 1) < 0.03


@pytest.mark.parametrize("sharpness", [0.5, 1.0, 3.0])
def test_all_texts_together_have_the_probability_one_and_come_as_often_as_it_says(sharpness: float) -> None:
    oracle, n = network(3, sharpness), 20_000
    source = OracleSource(oracle, "abc")
    texts = ["".join(letters) for letters in itertools.product("abc", repeat=3)]
    p = np.exp(-source.surprises(texts))
    assert p.sum() == pytest.approx(1, abs=1e-12)
    written = oracle.write(n, 3, np.random.SeedSequence(5)).astype(np.int64)
    shares = np.bincount(written @ [9, 3, 1], minlength=27) / n
    assert (np.abs(shares - p) < 4.5 * np.sqrt(p * (1 - p) / n) + 1e-4).all()


def test_the_entropy_is_what_the_oracle_is_surprised_by_on_average() -> None:
    """Estimated place by place, it is that of all texts, which are few here, within the error that the note tells."""
    examples = load(symbols=3, length=4, count=4000)
    assert examples.entropy is not None and examples.text_source is not None
    texts = ["".join(letters) for letters in itertools.product("abc", repeat=4)]
    nats = examples.text_source.surprises(texts)
    exact = float((np.exp(-nats) * nats).sum())
    [note] = examples.notes
    error = 4 * float(note.split("± ")[1].split(")")[0])
    assert abs(examples.entropy - exact) < 4 * error + 0.005 and error < 0.05
    assert f"by {examples.entropy / 4:.3f} nats a character" in note


def test_an_oracle_that_is_sure_of_nothing_finds_all_letters_alike() -> None:
    examples = load(symbols=5, length=7, sharpness=0.0, count=200)
    assert examples.entropy == pytest.approx(7 * math.log(5), abs=1e-12) and "(± 0.000)" in examples.notes[0]
    assert examples.text_source is not None
    assert examples.text_source.surprises(["abc", "", "edcbaaa"]) == pytest.approx(np.array([3, 0, 7]) * math.log(5))


def test_the_oracle_is_as_surprised_by_held_out_texts_as_by_its_own() -> None:
    examples = load()
    kind = examples.kind
    assert isinstance(kind, Tokens) and not kind.lines and kind.vocabulary == tuple("abcdefghijklmnopqrstuvwx")
    assert examples.train.shape == (5000, 16) and examples.test.shape == (5000 // HELD_OUT, 16)
    assert examples.entropy is not None and examples.text_rules is None
    for kept in (examples.train, examples.test):
        figures = text_figures(examples, kind.shown(kept).tolist())
        assert list(figures) == ["oracle_nats"]
        found = figures["oracle_nats"]
        assert found.unit == "nats" and abs(found.value - examples.entropy / 16) < 4 * found.error < 0.06
    both = {*kind.shown(examples.train)} & {*kind.shown(examples.test)}
    assert len(both) < 20  # drawn apart; of the likeliest some come twice


def test_the_same_seed_gives_the_same_texts_whatever_their_number_and_another_others() -> None:
    few, many, other = load(count=300), load(count=9000), load(count=300, seed=1)
    np.testing.assert_array_equal(few.train, load(count=300).train)
    np.testing.assert_array_equal(few.train, many.train[:300])
    np.testing.assert_array_equal(few.test, many.test[:60])
    assert few.train.dtype == np.int16 and not np.array_equal(few.train, other.train)
    assert few.kind.shown(few.train[:2]).tolist() == ["vpeviwswwwvppqvp", "vvpiiwvpmnkvpmww"]  # on every machine


def test_texts_are_written_and_scored_in_pieces_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = load(count=500)
    assert whole.text_source is not None
    texts = [*whole.kind.shown(whole.train[:30]), "ab", "", "ba"]
    scored = whole.text_source.surprises(texts)
    monkeypatch.setattr(oracle_network, "PIECE", 7)
    assert load(count=500).entropy == pytest.approx(whole.entropy, rel=1e-12)
    np.testing.assert_array_equal(load(count=500).train, whole.train)
    np.testing.assert_allclose(whole.text_source.surprises(texts), scored, rtol=1e-12)


def test_a_text_is_as_surprising_as_its_letters_one_after_the_other() -> None:
    """However long it is, and a beginning never more than the whole."""
    text = "vpeviwswwwvppqvp" * 40
    found = surprises([text[:n] for n in range(len(text) + 1)])
    assert found[0] == 0 and (np.diff(found) > 0).all() and np.isfinite(found).all()


@pytest.mark.parametrize("text", ["A", "ab z", "a\nb", "é", "🙂", "a" * 20 + "שלום", "\x00", "\ufffd"])
def test_what_the_oracle_never_writes_is_infinitely_surprising(text: str) -> None:
    before, found, after = surprises(["ab", text, "ba"])
    assert found == math.inf and np.isfinite([before, after]).all()


@pytest.mark.parametrize(
    ("knobs", "reason"),
    [
        ({"symbols": 1}, "symbols: expected 2 to 26, found 1"),
        ({"symbols": 27}, "symbols: expected 2 to 26, found 27"),
        ({"length": 1}, "length: expected 2 to 60, found 1"),
        ({"sharpness": -0.5}, "sharpness: expected 0 to 4, found -0.5"),
        ({"count": 99}, "count: expected 100 to 100000, found 99"),
    ],
)
def test_settings_out_of_range_are_refused(knobs: dict[str, Any], reason: str) -> None:
    with pytest.raises(ConfigError, match=f"^{reason}$"):
        load(**knobs)


def test_the_extremes_of_all_knobs_give_examples() -> None:
    for knobs in ({"symbols": 2, "length": 2, "sharpness": 4.0}, {"symbols": 26, "length": 60, "sharpness": 4.0}):
        examples = load(count=100, **knobs)
        assert len(examples.test) == 20 and examples.entropy is not None and examples.entropy > 0


def test_loading_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        Oracle.load(Config(), LoadContext(Path(), cancelled=lambda: True))
