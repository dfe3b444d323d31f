"""Which of several processes this one is, and what it does with its share of a batch. Two processes that hold the same
rows answer each other with what they have themselves, so one process can play both; real ones are in
``test_several_processes.py``."""

from __future__ import annotations

import copy
from collections.abc import Mapping

import pytest
import torch
from torch import Tensor, nn

from trainers.knobs import ConfigError
from trainers.training.dealing import Dealer
from trainers.training.ranks import ALONE, RankPlace, Ranks, rank_threads


class Mirrored(Ranks):
    """The first of two processes, the other one of which has the same rows."""

    def __init__(self) -> None:
        super().__init__(RankPlace(0, 2, 0, 2))
        self.messages = 0

    def total(self, own: Tensor) -> Tensor:
        self.messages += 1
        return 2 * own.detach()

    def gather(self, own: Tensor, n: int) -> Tensor:
        self.messages += 1
        return torch.cat([own.detach(), own.detach()])


def twice(x: Tensor) -> Tensor:
    return torch.cat([x, x])


def pair(*layers: nn.Module) -> tuple[nn.ModuleDict, nn.ModuleDict, Mirrored, Dealer]:
    """The same network for one process and for one of two."""
    torch.manual_seed(0)
    alone = nn.ModuleDict({"net": nn.Sequential(*layers)})
    shared = nn.ModuleDict({"net": nn.Sequential(*[copy.deepcopy(layer) for layer in layers])})
    ranks = Mirrored()
    return alone, shared, ranks, Dealer(shared, ranks, least=0)


# ---------------------------------------------------------------------- which one this is


def test_a_process_that_torchrun_did_not_start_is_alone() -> None:
    assert RankPlace.of({}) == RankPlace(0, 1, 0, 1)
    assert ALONE.alone and ALONE.leads


def test_torchrun_says_which_one_it_is() -> None:
    told = {"RANK": "5", "WORLD_SIZE": "8", "LOCAL_RANK": "1", "LOCAL_WORLD_SIZE": "4"}
    assert RankPlace.of(told) == RankPlace(5, 8, 1, 4)
    assert RankPlace.of({"RANK": "1", "WORLD_SIZE": "2"}) == RankPlace(1, 2, 1, 2)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"RANK": "x", "WORLD_SIZE": "2"}, "RANK: expected 0 to 1, as torchrun says it, found 'x'"),
        ({"RANK": "2", "WORLD_SIZE": "2"}, "RANK: expected 0 to 1, as torchrun says it, found '2'"),
        ({"RANK": "-1", "WORLD_SIZE": "2"}, "RANK: expected 0 to 1, as torchrun says it, found '-1'"),
        ({"RANK": "0"}, "WORLD_SIZE: expected 1 to 4096, as torchrun says it, found ''"),
        ({"RANK": "0", "WORLD_SIZE": "0"}, "WORLD_SIZE: expected 1 to 4096, as torchrun says it, found '0'"),
        ({"WORLD_SIZE": "2"}, "RANK: expected 0 to 1, as torchrun says it, found ''"),
        (
            {"RANK": "0", "WORLD_SIZE": "2", "LOCAL_RANK": "9"},
            "LOCAL_RANK: expected 0 to 1, as torchrun says it, found '9'",
        ),
    ],
)
def test_what_torchrun_would_not_say_is_named(told: Mapping[str, str], sentence: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        RankPlace.of(told)
    assert str(refusal.value) == sentence


def test_every_process_computes_with_as_many_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    assert rank_threads(None) == 1
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    assert rank_threads(None) == 3
    assert rank_threads(2) == 2
    monkeypatch.setenv("OMP_NUM_THREADS", "many")
    assert rank_threads(None) == 1


@pytest.mark.parametrize(("n", "count"), [(8, 2), (7, 2), (31, 4), (3, 3)])
def test_shares_meet_and_differ_by_one_row_at_most(n: int, count: int) -> None:
    shares = [Ranks(RankPlace(rank, count, rank, count)).share(n) for rank in range(count)]
    assert shares[0][0] == 0 and shares[-1][1] == n
    assert [begin for begin, _ in shares[1:]] == [end for _, end in shares[:-1]]
    sizes = [end - begin for begin, end in shares]
    assert min(sizes) >= 1 and max(sizes) - min(sizes) <= 1


# ---------------------------------------------------------------------- what is dealt out


def gradients(nets: nn.ModuleDict) -> list[Tensor]:
    return [weight.grad for weight in nets.parameters() if weight.grad is not None]


def test_a_network_gives_the_whole_batch_and_gets_the_gradient_of_it() -> None:
    alone, shared, ranks, dealer = pair(nn.Linear(3, 4), nn.SiLU(), nn.Linear(4, 2))
    x = twice(torch.randn(5, 3)).requires_grad_()
    expected = alone["net"](x)
    expected.square().mean().backward()
    slope, x.grad = x.grad, None
    with dealer.dealing():
        found = shared["net"](x)
        found.square().mean().backward()
    assert found.shape == (10, 2)
    torch.testing.assert_close(found, expected)
    torch.testing.assert_close(x.grad, slope)
    torch.testing.assert_close(gradients(shared), gradients(alone))
    assert ranks.messages == 3  # the output, the slope at x, all weights in one


def test_a_penalty_on_a_slope_is_differentiated_twice() -> None:
    alone, shared, _, dealer = pair(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1))
    x = twice(torch.randn(4, 3)).requires_grad_()

    def penalty(nets: nn.ModuleDict) -> Tensor:
        (slope,) = torch.autograd.grad(nets["net"](x).sum(), x, create_graph=True)
        return (slope.norm(dim=1) - 1).square().mean()

    expected = penalty(alone)
    expected.backward()
    with dealer.dealing():
        found = penalty(shared)
        found.backward()
    torch.testing.assert_close(found, expected)
    torch.testing.assert_close(gradients(shared), gradients(alone))


@pytest.mark.parametrize("shape", [(6, 3), (6, 3, 4, 5)])
def test_batch_norm_sees_the_whole_batch(shape: tuple[int, ...]) -> None:
    norm = nn.BatchNorm1d(3) if len(shape) == 2 else nn.BatchNorm2d(3)
    nn.init.normal_(norm.weight)
    alone, shared, _, dealer = pair(norm)
    x = twice(3 * torch.randn(shape) + 1).requires_grad_()
    weight = torch.randn(2 * shape[0], *shape[1:])
    weight[shape[0] :] = weight[: shape[0]]  # so that the other process has the same rows in all it does
    for step in range(3):
        x.grad = None
        expected = alone["net"](x)
        (expected * weight).sum().backward()
        slope, x.grad = x.grad, None
        with dealer.dealing():
            found = shared["net"](x)
            (found * weight).sum().backward()
        torch.testing.assert_close(found, expected)
        torch.testing.assert_close(x.grad, slope, atol=1e-4, rtol=1e-4)
        torch.testing.assert_close(gradients(shared), gradients(alone))
        torch.testing.assert_close(dict(shared.named_buffers()), dict(alone.named_buffers()))
        assert int(shared["net"][0].num_batches_tracked) == step + 1


def test_weights_that_rest_get_no_gradient_and_unused_ones_none() -> None:
    _, shared, ranks, dealer = pair(nn.Linear(3, 4), nn.Linear(4, 1))
    shared["net"][0].weight.requires_grad = False
    with dealer.dealing():
        shared["net"](twice(torch.randn(4, 3))).sum().backward()
    assert shared["net"][0].weight.grad is None
    assert shared["net"][1].weight.grad is not None
    assert ranks.messages == 2


def test_a_memory_gives_what_it_remembers_of_every_row() -> None:
    torch.manual_seed(0)
    memory = nn.LSTM(3, 4, 2, batch_first=True)
    x = twice(torch.randn(5, 6, 3))
    expected, (hidden, cells) = memory(x)
    ranks = Mirrored()
    dealer = Dealer(nn.ModuleDict({"memory": memory}), ranks, least=0)
    with dealer.dealing():
        found, (h, c) = memory(x)
        assert ranks.messages == 3
        torch.testing.assert_close((found, h, c), (expected, hidden, cells))
        again, _ = memory(x, (h, c))  # goes on from what it remembers, which is read without messages
    assert ranks.messages == 3
    torch.testing.assert_close(again, memory(x, (hidden, cells))[0])


def test_nothing_is_dealt_outside_of_steps_nor_where_it_is_not_worth_it() -> None:
    _, shared, ranks, dealer = pair(nn.Linear(3, 4))
    shared["net"](torch.randn(4, 3))
    assert ranks.messages == 0
    with dealer.dealing():
        shared["net"](torch.randn(1, 3))  # one row for two
    assert ranks.messages == 0
    ranks = Mirrored()
    nets = nn.ModuleDict({"net": nn.Linear(3, 4)})
    with Dealer(nets, ranks, least=4 * (3 * 4 + 4) + 1).dealing():
        nets["net"](torch.randn(4, 3))
        assert ranks.messages == 0
        nets["net"](torch.randn(6, 3))
    assert ranks.messages == 1


def test_a_network_is_worth_what_it_computes_at_every_pixel_from_the_first_call_on() -> None:
    layers = nn.Linear(2, 4), nn.Unflatten(1, (1, 2, 2)), nn.Upsample(scale_factor=8), nn.Conv2d(1, 1, 3)
    nets = nn.ModuleDict({"net": nn.Sequential(*layers, nn.BatchNorm2d(1))})
    work = sum(weight.numel() for weight in nets.parameters()) * 6 * 14 * 14
    z = twice(torch.randn(3, 2))
    for least, messages in ((work, 3), (work + 1, 0)):  # the output, and what the batch norm asks for
        ranks = Mirrored()
        fresh = copy.deepcopy(nets)
        with Dealer(fresh, ranks, least).dealing():
            fresh["net"](z)
        assert ranks.messages == messages
        assert fresh.training and fresh["net"][4].training
        assert int(fresh["net"][4].num_batches_tracked) == 1  # the look at a single row is not remembered


def test_a_process_that_is_alone_leaves_its_networks_as_they_are() -> None:
    nets = nn.ModuleDict({"net": nn.Linear(3, 4)})
    Dealer(nets, ALONE, least=0)
    assert "forward" not in vars(nets["net"])


class _Shuffled(nn.Module):
    """Computes no row for itself, and forgets some."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(3))

    def forward(self, x: Tensor) -> Tensor:
        return (x * self.weight)[:1]


def test_a_network_that_does_not_give_a_row_for_each_is_named() -> None:
    nets = nn.ModuleDict({"net": _Shuffled()})
    with Dealer(nets, Mirrored(), least=0).dealing(), pytest.raises(TypeError, match="_Shuffled does not compute"):
        nets["net"](torch.randn(4, 3))
