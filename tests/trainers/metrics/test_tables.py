"""Contexts and counts, against what a hand counts."""

from __future__ import annotations

import math

import pytest
import torch

from trainers.metrics import tables


def test_the_last_ones_drawn_go_over_the_ends_of_rows() -> None:
    near = tables.neighbours_before(torch.arange(6), 2)
    assert near.tolist() == [[-1, -1], [0, -1], [1, 0], [2, 1], [3, 2], [4, 3]]
    backwards = tables.neighbours_before(torch.arange(2, -1, -1), 3)
    assert backwards.tolist() == [[1, 2, -1], [2, -1, -1], [-1, -1, -1]]
    assert tables.neighbours_before(torch.arange(3), 0).shape == (3, 0)


def test_neighbours_in_the_plane_end_at_the_edge() -> None:
    near = tables.neighbours_at((1, 2, 3), ((0, -1), (-1, 0), (-1, 1)))
    assert near.tolist() == [[-1, -1, -1], [0, -1, -1], [1, -1, -1], [-1, 0, 1], [3, 1, 2], [4, 2, -1]]
    two = tables.neighbours_at((2, 1, 2), ((0, -1),))  # channel by channel
    assert two[:, 0].tolist() == [-1, 0, -1, 2]
    assert tables.neighbours_at((1, 2, 3), ()).shape == (6, 0)


def test_rows_that_go_on_are_the_order_of_drawing() -> None:
    last = tuple((0, -k) for k in range(1, 5))
    wrapped = tables.neighbours_at((1, 3, 4), last, wraps=True)
    assert torch.equal(wrapped, tables.neighbours_before(torch.arange(12), 4))


@pytest.mark.parametrize(("offset", "wraps"), [((0, 0), False), ((0, 1), False), ((1, -1), False), ((-1, 3), True)])
def test_what_comes_later_is_refused(offset: tuple[int, int], wraps: bool) -> None:
    with pytest.raises(ValueError, match=r"context: .*\(-?\d, -?\d\)"):
        tables.neighbours_at((1, 3, 3), (offset,), wraps)


def test_a_context_is_read_digit_by_digit() -> None:
    indices = torch.tensor([[2, 0, 3]])  # of four levels
    near = torch.tensor([[-1, -1], [0, -1], [1, 0]])
    numbers = tables.context_numbers(indices, near, 4)
    assert numbers.tolist() == [[0, 3, 1 + 3 * 5]]
    assert tables.contexts(4, 2) == 25
    assert tables.rows_of(numbers, 25, True).tolist() == [[0, 3, 16]]
    assert tables.rows_of(numbers, 25, False).tolist() == [[0, 28, 66]]


def test_counts_are_those_of_a_loop() -> None:
    noise = torch.Generator().manual_seed(0)
    indices = torch.randint(3, (40, 6), generator=noise)
    near = tables.neighbours_at((1, 2, 3), ((0, -1), (-1, 0)))
    contexts = tables.contexts(3, 2)
    rows = tables.rows_of(tables.context_numbers(indices, near, 3), contexts, False)
    counts = torch.zeros(6 * contexts, 3, dtype=torch.int64)
    tables.add_counts(counts, rows, indices)
    wanted = torch.zeros(6, 4, 4, 3, dtype=torch.int64)
    for picture in indices.tolist():
        for site in range(6):
            row, column = divmod(site, 3)
            left = 1 + picture[site - 1] if column else 0
            above = 1 + picture[site - 3] if row else 0
            wanted[site, above, left, picture[site]] += 1
    assert torch.equal(counts.view(6, 4, 4, 3), wanted) and counts.sum() == 240


def test_odds_of_counts() -> None:
    counts = torch.tensor([[3, 1], [0, 0], [2, 0]])
    plain = tables.log_odds(counts).exp()
    torch.testing.assert_close(plain, torch.tensor([[0.75, 0.25], [0.5, 0.5], [1.0, 0.0]]).double())
    assert tables.log_odds(counts)[2, 1] == -math.inf
    smooth = tables.log_odds(counts, 1.0).exp()
    torch.testing.assert_close(smooth, torch.tensor([[4 / 6, 2 / 6], [0.5, 0.5], [3 / 4, 1 / 4]]).double())
