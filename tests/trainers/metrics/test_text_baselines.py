"""What counting makes of texts, against entropies that are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from trainers.examples import Examples
from trainers.kinds import Tokens
from trainers.metrics import ngrams
from trainers.metrics.text_baselines import text_baselines


def walks(count: int, seed: int) -> np.ndarray:
    """Letters of four, each the next one round, or with a chance of 0.2 the one after that."""
    rng = np.random.default_rng(seed)
    steps = np.where(rng.random((count, 40)) < 0.8, 1, 2)
    steps[:, 0] = rng.integers(0, 4, count)
    return (steps.cumsum(1) % 4).astype(np.int16)


def test_they_reach_the_entropy_of_what_they_can_see() -> None:
    kind = Tokens(("a", "b", "c", "d"), 40)
    found = text_baselines(Examples("Walks", walks(500, 0), walks(200, 1), kind=kind))
    entropy = -0.8 * math.log(0.8) - 0.2 * math.log(0.2)
    exact = (math.log(4) + 39 * entropy) / 40
    assert found["uniform"] == pytest.approx(math.log(4))
    assert found["unigram"] == pytest.approx(math.log(4), abs=0.005)
    assert found["bigram"] == pytest.approx(exact, abs=0.01) and found["trigram"] == pytest.approx(exact, abs=0.015)


def test_a_line_counts_up_to_its_end_and_what_no_table_holds_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = Tokens(("\n", "a", "b"), 5, lines=True)
    rows = np.array([[1, 2, 0, 0, 0]] * 60, np.int16)
    found = text_baselines(Examples("ab", rows, rows[:2], kind=kind))
    assert found["unigram"] == pytest.approx(math.log(3), abs=1e-3) and found["bigram"] < 1e-3
    monkeypatch.setattr(ngrams, "MOST_ROWS", 5)
    assert set(text_baselines(Examples("ab", rows, rows[:2], kind=kind))) == {"uniform", "unigram"}
