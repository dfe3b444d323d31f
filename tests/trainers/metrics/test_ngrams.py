"""Counts of runs of characters, and what follows from them, against sums done by hand."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from trainers.metrics import ngrams
from trainers.metrics.ngrams import Mix, NgramTable, Smoothing, TooManyRows, fit_weights

END, A, B = 0, 1, 2
START = 3
# Lines "ab", "ab", "aa" and "b", each with its end.
X = torch.tensor([[A, B, END], [A, B, END], [A, A, END], [B, END, END]])
COUNTED = torch.tensor([[True] * 3, [True] * 3, [True] * 3, [True, True, False]])
ALL: list[Smoothing] = ["none", "fixed weights", "witten-bell", "kneser-ney"]


def counted(n: int) -> NgramTable:
    table = NgramTable(n, 3, X, COUNTED)
    table.add(X, COUNTED)
    return table


def row(table: NgramTable, *context: int) -> dict[int, int]:
    tokens, counts = table.followers(torch.tensor(context, dtype=torch.int64))
    return dict(zip(tokens.tolist(), counts.tolist(), strict=True))


def test_counts_are_those_of_the_lines() -> None:
    table = counted(3)
    assert row(table) == {A: 4, END: 4, B: 3}
    assert row(table, START) == {A: 3, B: 1}
    assert row(table, A) == {B: 2, A: 1, END: 1} and row(table, B) == {END: 3}
    assert row(table, START, START) == {A: 3, B: 1} and row(table, START, A) == {B: 2, A: 1}
    assert row(table, A, B) == {END: 2} and row(table, A, A) == {END: 1} and row(table, B, A) == {}
    assert row(table, B, B, A, B) == row(table, A, B)  # longer contexts than it has are cut
    assert list(row(table, A)) == [B, END, A] or list(row(table, A)) == [B, A, END]


def test_a_text_that_comes_again_adds_nothing() -> None:
    table = NgramTable(3, 3, X, COUNTED)
    assert row(table) == {} and row(table, A) == {}
    table.add(X[:1], COUNTED[:1])
    assert row(table) == {A: 1, B: 1, END: 1} and row(table, START, A) == {B: 1}
    for _ in range(3):
        table.add(X, COUNTED)
    assert all(torch.equal(table.counts(level), counted(3).counts(level)) for level in (1, 2, 3))


def test_a_text_that_was_never_given_is_not_counted() -> None:
    table = counted(2)
    table.add(torch.tensor([[B, B, END]]), torch.ones(1, 3, dtype=torch.bool))
    assert row(table, B) == {END: 3}


def probabilities(n: int, smoothing: Smoothing, weights: list[float], floor: float = 0.1) -> Tensor:
    """Of the characters of X."""
    table = counted(n)
    return table.probability(X, table.levels(smoothing), Mix(smoothing, n, floor, torch.tensor(weights)))


def test_without_interpolation_only_the_longest_context_is_asked() -> None:
    found = probabilities(2, "none", [0.5, 0.5])
    wanted = [0.9 * 3 / 4 + 0.1 / 3, 0.9 * 2 / 4 + 0.1 / 3, 0.9 * 3 / 3 + 0.1 / 3]  # a after the start, b, end
    assert found[0].tolist() == pytest.approx(wanted)


def test_fixed_weights() -> None:
    found = probabilities(2, "fixed weights", [0.8, 0.6])
    alone = [0.8 * 4 / 11 + 0.2 / 3, 0.8 * 3 / 11 + 0.2 / 3, 0.8 * 4 / 11 + 0.2 / 3]
    wanted = [0.6 * share + 0.4 * p for share, p in zip((3 / 4, 2 / 4, 3 / 3), alone, strict=True)]
    assert found[0].tolist() == pytest.approx(wanted)


def test_witten_bell() -> None:
    found = probabilities(2, "witten-bell", [0.5, 0.5])
    alone = [(4 + 3 / 3) / (11 + 3), (3 + 3 / 3) / (11 + 3), (4 + 3 / 3) / (11 + 3)]
    after_start, after_a, after_b = (3 + 2 * alone[0]) / 6, (2 + 3 * alone[1]) / 7, (3 + 1 * alone[2]) / 4
    assert found[0].tolist() == pytest.approx([after_start, after_a, after_b])


def test_kneser_ney() -> None:
    """Before a stood the start and a, before b the start and a, before the end a and b: two of six each."""
    found = probabilities(2, "kneser-ney", [0.5, 0.5])
    discount = ngrams.DISCOUNT
    alone = (2 - discount) / 6 + discount * 3 / 6 / 3
    wanted = [(3 - discount + discount * 2 * alone) / 4, (2 - discount + discount * 3 * alone) / 4]
    wanted.append((3 - discount + discount * 1 * alone) / 3)
    assert found[0].tolist() == pytest.approx(wanted)


@pytest.mark.parametrize("smoothing", ALL)
@pytest.mark.parametrize("n", range(1, 7))
def test_what_is_said_of_one_character_is_said_of_all(n: int, smoothing: Smoothing) -> None:
    """Whole distributions hold what is computed for single characters, sum to one, and leave nothing impossible; also
    before anything was counted, and after characters that never followed each other."""
    for table in (counted(n), NgramTable(n, 3, X, COUNTED)):
        levels, mix = table.levels(smoothing), Mix(smoothing, n, 0.1, torch.full((n,), 0.7))
        x = torch.tensor([[A, B, END], [B, B, A], [END, A, A]])
        single = table.probability(x, levels, mix)
        ids = table.ids(torch.cat([torch.full((3, 1), START), x[:, :-1]], 1), n - 1)
        whole = table.distribution([rows[:, n - 1 :].flatten() for rows in ids], levels, mix)
        torch.testing.assert_close(whole.sum(1), torch.ones(9))
        assert whole.min() > 0
        torch.testing.assert_close(whole.gather(1, x.view(-1, 1)).view(3, 3), single)


def test_weights_are_the_best_ones() -> None:
    """No other pair makes the lines that were held back likelier, by counts of the others."""
    generator = torch.Generator().manual_seed(0)
    x = torch.randint(1, 3, (200, 6), generator=generator)
    x[:, 1::2] = torch.where(torch.rand(200, 3, generator=generator) < 0.9, 3 - x[:, ::2], x[:, ::2])
    marks = torch.ones_like(x, dtype=torch.bool)
    weights = fit_weights(2, 3, x, marks)
    held = torch.arange(200) % ngrams.HELD_BACK == ngrams.HELD_BACK - 1
    table = NgramTable(2, 3, x[~held], marks[~held])
    table.add(x[~held], marks[~held])

    def nats(first: float, second: float) -> float:
        mix = Mix("fixed weights", 2, 0.1, torch.tensor([first, second]))
        return -float(table.probability(x[held], table.levels("fixed weights"), mix).log().mean())

    best = nats(*weights.tolist())
    assert weights.min() > 0 and weights.max() < 1
    for first in (0.05, 0.5, 0.9, 0.999):
        for second in (0.05, 0.3, 0.6, 0.9, 0.999):
            assert best <= nats(first, second) + 1e-4
    assert best < math.log(2) - 0.05  # what knows no neighbours


def test_one_text_alone_has_no_weights_to_fit() -> None:
    assert fit_weights(3, 3, X[:1], COUNTED[:1]).tolist() == [0.5] * 3
    assert len(fit_weights(3, 3, X[:2], COUNTED[:2])) == 3


def test_what_nobody_can_have_counted_is_seen() -> None:
    table = counted(2)
    assert table.check(2, table.counts(2)) and table.check(2, torch.zeros_like(table.counts(2)))
    for wrong in (table.counts(2) + 1, table.counts(2) - 100):
        assert not table.check(2, wrong)


def test_more_rows_than_memory_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ngrams, "MOST_ROWS", 20)
    NgramTable(2, 3, X, COUNTED)
    with pytest.raises(TooManyRows):
        NgramTable(6, 3, X, COUNTED)


def test_it_is_the_same_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = counted(3)
    monkeypatch.setattr(ngrams, "PIECE", 3)
    again = counted(3)
    for level in (1, 2, 3):
        assert torch.equal(whole.keys(level), again.keys(level))
        assert torch.equal(whole.counts(level), again.counts(level))
