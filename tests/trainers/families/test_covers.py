"""What is covered while a model learns to fill in any hole."""

from __future__ import annotations

import math

import pytest
import torch

from trainers.families._covers import as_people_do, by_chance


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_each_number_of_known_sites_is_as_likely_and_so_is_each_site() -> None:
    known = by_chance(30, 30, generator())
    assert torch.equal(known.sum(1).sort().values, torch.arange(30))  # from none to all but one
    many = by_chance(30_000, 30, generator(1)).float().mean(0)
    assert (many - 29 / 60).abs().max() < 4 * math.sqrt(0.25 / 30_000)


def test_pairs_of_sites_are_known_as_orders_by_chance_know_them() -> None:
    """Of d sites, two are both among the first k with odds k (k - 1) / (d (d - 1)); k is any of 0 .. d - 1."""
    sites = 6
    known = by_chance(60_000, sites, generator()).float()
    wanted = sum(k * (k - 1) for k in range(sites)) / (sites * (sites - 1)) / sites
    for first, second in ((0, 1), (2, 5), (3, 4)):
        assert (known[:, first] * known[:, second]).mean() == pytest.approx(wanted, abs=4 * 0.5 / 60_000**0.5)


@pytest.mark.parametrize("site_shape", [(1, 28, 28), (3, 8, 8), (1, 1, 12), (1, 9, 1), (1, 1, 1)])
def test_as_people_do_leaves_something_to_be_guessed(site_shape: tuple[int, int, int]) -> None:
    known = as_people_do(500, site_shape, generator())
    assert known.shape == (500, math.prod(site_shape)) and not known.all(1).any()
    assert torch.equal(known, as_people_do(500, site_shape, generator()))
    if known.shape[1] > 1:
        assert known.any(1).float().mean() > 0.5  # and mostly not all


def test_as_people_do_shows_whole_halves_and_surroundings_of_holes() -> None:
    known = as_people_do(4000, (1, 28, 28), generator()).view(-1, 28, 28)
    top, left = known[:, :10].flatten(1), known[:, :, :10].flatten(1)
    rest_of_top, rest_of_left = known[:, 18:].flatten(1), known[:, :, 18:].flatten(1)
    for shown, hidden in ((top, rest_of_top), (rest_of_top, top), (left, rest_of_left), (rest_of_left, left)):
        assert (shown.all(1) & (hidden.float().mean(1) < 0.5)).sum() > 15
    edge = torch.cat([known[:, 0], known[:, -1], known[:, :, 0], known[:, :, -1]], dim=1)
    assert (edge.all(1) & (known[:, 10:18, 10:18].flatten(1).float().mean(1) < 0.5)).sum() > 15
