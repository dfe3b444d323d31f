"""The network for any order: all sites in turn, and one after the other, are what as many whole passes say."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from trainers.networks import any_order
from trainers.networks.any_order import AnyOrder

SHAPES = [((1, 6, 5), 1, [8]), ((3, 5, 4), 3, [8, 7]), ((3, 5, 4), 1, [8]), ((1, 1, 6), 1, [8]), ((1, 6, 1), 1, [4])]


def wild(image_shape: tuple[int, int, int], parts: int, layers: list[int]) -> AnyOrder:
    """A network in which every weight counts."""
    torch.manual_seed(0)
    network = AnyOrder(image_shape, parts, layers, 4, 2, 2, classes=3)
    for weight in network.parameters():
        nn.init.normal_(weight, std=0.4)
    return network


def one_by_one(network: AnyOrder, x: Tensor, order: Tensor, known: Tensor, y: Tensor) -> Tensor:
    """(N, sites, outputs), by a pass for each site."""
    rank = order.argsort()
    passes = [network(x, known | (rank < place), y)[:, site] for place, site in enumerate(order.tolist())]
    return torch.stack(passes, dim=1)[:, rank]


@pytest.mark.parametrize("share", [0.0, 0.3])
@pytest.mark.parametrize(("image_shape", "parts", "layers"), SHAPES)
def test_each_site_in_turn_is_what_a_pass_for_each_says(
    image_shape: tuple[int, int, int], parts: int, layers: list[int], share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = wild(image_shape, parts, layers)
    x, y, order = torch.rand(4, *image_shape), torch.tensor([0, 1, 2, 0]), torch.randperm(network.sites)
    known = torch.rand(4, network.sites) < share
    with torch.no_grad():
        wanted = one_by_one(network, x, order, known, y)
        torch.testing.assert_close(network.each(x, order, known, y), wanted, atol=2e-5, rtol=1e-5)
        monkeypatch.setattr(any_order, "AT_ONCE", 1)  # picture by picture
        torch.testing.assert_close(network.each(x, order, known, y), wanted, atol=2e-5, rtol=1e-5)
        for start in (0, 4):
            increment = network.increment(x, known, order, y)
            by_site = network.by_site(x, torch.ones_like(known))[..., :-1]
            if start:
                increment.begin(start, x)
            for place in range(start, network.sites):
                site = order[place]
                torch.testing.assert_close(increment.logits(place), wanted[:, site], atol=2e-5, rtol=1e-5)
                increment.put(place, by_site[:, site])


@pytest.mark.parametrize(("image_shape", "parts", "layers"), SHAPES)
def test_nothing_passes_from_what_a_site_is_not_given(
    image_shape: tuple[int, int, int], parts: int, layers: list[int]
) -> None:
    network = wild(image_shape, parts, layers)
    sites, numbers, order = network.sites, network.numbers, torch.randperm(network.sites)

    def outputs(x: Tensor) -> Tensor:
        return network.each(x, order).sum(2)[0]

    jacobian = torch.autograd.functional.jacobian(outputs, torch.rand(1, *image_shape))
    by_site = jacobian.view(sites, parts, numbers, -1).abs().sum(2).view(sites, sites)[order][:, order]
    assert torch.equal(by_site.triu(), torch.zeros(sites, sites))
    assert by_site[-1, 0] > 0


def test_what_is_covered_does_not_matter_and_that_it_is_covered_does() -> None:
    network = wild((1, 6, 5), 1, [8])
    x, known = torch.zeros(2, 1, 6, 5), torch.rand(2, 30) < 0.5
    other = torch.where(known.view(2, 1, 6, 5), x, torch.rand(2, 1, 6, 5))
    with torch.no_grad():
        assert torch.equal(network(x, known), network(other, known))
        assert not torch.equal(network(x, known), network(x, torch.ones_like(known)))  # black is not unknown
