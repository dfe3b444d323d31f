"""The networks of the two players: what they see, how large they are, and that a held one does not change."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from trainers.networks import gan_nets

MNIST = (1, 28, 28)


def multiplications(net: nn.Module, x: Tensor) -> float:
    """Multiply-adds of one forward pass for each row of *x*."""
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        net(x)
    return counter.get_total_flops() / 2 / len(x)


def test_the_convolutional_players_are_small_enough_for_two_cores() -> None:
    generator = gan_nets.conv_generator(32, 128, 16, MNIST, "silu", False)
    discriminator = gan_nets.conv_discriminator(MNIST, 16, 128, 1, "silu", False)
    assert 0.5e6 < multiplications(generator, torch.zeros(4, 32)) < 2e6
    assert 0.5e6 < multiplications(discriminator, torch.zeros(4, *MNIST)) < 2e6


def test_waves_are_sines_and_cosines_of_whole_numbers_of_half_turns() -> None:
    x = torch.tensor([[0.25, -1.0]])
    shown = gan_nets.Waves(2)(x)[0]
    half, one = math.sqrt(0.5), 1.0
    torch.testing.assert_close(shown, torch.tensor([0.25, -1.0, half, one, 0.0, 0.0, half, 0.0, -1.0, one]))


def test_a_discriminator_with_waves_tells_close_points_apart_sooner() -> None:
    """Stripes an eighth wide, which of them a point lies on: learned by the same small network with and without."""
    x = torch.rand(512, 1, 1, 2, generator=torch.Generator().manual_seed(0))
    wanted = ((x[:, 0, 0, 0] * 8).long() % 2).float()

    def error(waves: int) -> float:
        torch.manual_seed(0)
        net = gan_nets.mlp_discriminator((1, 1, 2), (32, 32), 1, "leaky", False, waves)
        adam = torch.optim.Adam(net.parameters(), lr=5e-3)
        for _ in range(150):
            adam.zero_grad()
            loss = nn.functional.binary_cross_entropy_with_logits(net(x).squeeze(1), wanted)
            loss.backward()
            adam.step()
        return loss.item()

    assert error(4) < 0.2 < 0.4 < error(0)


@pytest.mark.parametrize("gradients", [True, False])
def test_a_held_network_remembers_nothing_of_a_batch(gradients: bool) -> None:
    net = gan_nets.conv_discriminator((1, 8, 8), 4, 8, 1, "leaky", True)
    x = torch.rand(6, 1, 8, 8)
    net(x)
    before = {name: value.clone() for name, value in net.state_dict().items()}
    free = net(x)
    moved = {name for name, value in net.state_dict().items() if not torch.equal(value, before[name])}
    net.load_state_dict(before)
    with gan_nets.held(gan_nets.NetParts.of(net), gradients):
        held = net(x)
        assert held.requires_grad is gradients
    assert moved == set() or all("running" in name or "tracked" in name for name in moved)
    assert all(torch.equal(value, before[name]) for name, value in net.state_dict().items())
    torch.testing.assert_close(held, free)  # it uses the statistics of the batch all the same
    assert all(parameter.requires_grad for parameter in net.parameters())


def test_batch_norm_spares_what_sees_or_draws_the_pixels() -> None:
    """Radford et al. (2016): not at the generator's output, nor at the discriminator's input."""

    def kinds(net: nn.Module) -> list[str]:
        found = [type(m).__name__ for m in net.modules() if isinstance(m, nn.Conv2d | nn.Linear | nn.BatchNorm2d)]
        return [kind[0] for kind in found]  # C, L or B

    def norms_of_units(net: nn.Module) -> int:
        return sum(isinstance(m, nn.BatchNorm1d) for m in net.modules())

    generator = gan_nets.conv_generator(4, 8, 4, (1, 16, 16), "leaky", True)
    discriminator = gan_nets.conv_discriminator((1, 16, 16), 4, 8, 1, "leaky", True)
    assert kinds(generator) == ["L", "L", "C", "B", "C", "B", "C"] and norms_of_units(generator) == 2
    assert kinds(discriminator) == ["C", "C", "B", "L", "L"] and norms_of_units(discriminator) == 1
