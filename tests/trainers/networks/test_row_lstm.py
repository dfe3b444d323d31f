"""A row LSTM against PyTorch's LSTM, against itself column by column, and by its Jacobian."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from trainers.networks.row_lstm import TAPS, RowLSTM

SHAPES = [((1, 6, 5), 1), ((3, 5, 4), 3), ((3, 5, 4), 1), ((1, 1, 6), 1), ((1, 6, 1), 1)]


def wild(image_shape: tuple[int, int, int], parts: int, layers: int = 2, units: int = 8, classes: int = 0) -> RowLSTM:
    """A network in which every weight counts."""
    torch.manual_seed(0)
    network = RowLSTM(image_shape, parts, units, layers, 2, classes)
    for weight in network.parameters():
        nn.init.normal_(weight, std=0.4)
    return network


def test_a_single_column_is_the_usual_lstm() -> None:
    network, units = wild((1, 7, 1), 1, layers=1), 8
    usual = nn.LSTM(2 * units, units)
    with torch.no_grad():
        here = network.states[0].weight.unflatten(1, (TAPS, units))[:, TAPS // 2]  # from the cell right above
        for ours, theirs in (
            (network.inputs[0].weight, usual.weight_ih_l0),
            (here, usual.weight_hh_l0),
            (network.inputs[0].bias, usual.bias_ih_l0),
        ):
            out, keep, let_in, new = ours.chunk(4)
            theirs.copy_(torch.cat([let_in, keep, new, out]))
        usual.bias_hh_l0.zero_()
        rows = torch.randn(7, 3, 1, units)
        states, memory = network.walk(0, network.take_in(0, rows))
        taken = torch.cat([torch.zeros(7, 3, units), rows[:, :, 0]], dim=2)  # nothing lies to the left
        wanted, (_, last) = usual(taken)
    torch.testing.assert_close(states[:, :, 0], wanted)
    torch.testing.assert_close(memory[:, 0], last[0])


@pytest.mark.parametrize("start", [0, 1, 4, 5])
@pytest.mark.parametrize(("image_shape", "parts"), SHAPES)
def test_column_by_column_it_says_what_it_says_at_once(
    image_shape: tuple[int, int, int], parts: int, start: int
) -> None:
    network = wild(image_shape, parts, classes=3)
    x, y = torch.rand(4, *image_shape), torch.tensor([0, 1, 2, 0])
    with torch.no_grad():
        whole = network(x, y)
    increment = network.increment(4, y)
    if start:
        increment.begin(start, x)
    for place in range(start, parts * image_shape[1] * image_shape[2]):
        pixel, part = divmod(place, parts)
        row, column = divmod(pixel, image_shape[2])
        if place % 3 != 1:  # what is known beforehand is put without being asked for
            torch.testing.assert_close(increment.logits(place), whole[:, part, row, column])
        own = slice(part, part + 1) if parts > 1 else slice(None)
        increment.put(place, x[:, own, row, column])


@pytest.mark.parametrize(("image_shape", "parts"), SHAPES)
def test_nothing_passes_from_a_pixel_to_itself_or_back(image_shape: tuple[int, int, int], parts: int) -> None:
    network = wild(image_shape, parts)
    numbers = image_shape[0] // parts

    def in_order(x: Tensor) -> Tensor:
        """x: (pixels * parts * numbers,), as it is drawn; the same of the outputs."""
        picture = x.view(*image_shape[1:], image_shape[0]).permute(2, 0, 1)[None]
        return network(picture).sum(4)[0].permute(1, 2, 0).flatten()

    sites = parts * image_shape[1] * image_shape[2]
    jacobian = torch.autograd.functional.jacobian(in_order, torch.rand(sites * numbers))
    by_site = jacobian.view(sites, sites, numbers).abs().sum(2)
    assert torch.equal(by_site.triu(), torch.zeros(sites, sites))
    assert bool((by_site.tril(-1).diagonal(-1) > 0).any())


def test_one_layer_sees_a_triangle_up_to_the_top_edge() -> None:
    """From the last row but the window's reach: nothing else looks there than cells that remember."""
    network = wild((1, 12, 9), 1, layers=1)
    x = torch.rand(1, 1, 12, 9, requires_grad=True)
    network(x)[0, 0, 11, 4].sum().backward()
    assert x.grad is not None
    assert bool((x.grad[0, 0, 0] != 0).all())  # the whole width, eleven rows higher up
    assert torch.equal(x.grad[0, 0, 11, 4:], torch.zeros(5))
