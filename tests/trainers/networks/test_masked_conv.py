"""The masks of convolutions that look back only, against those drawn by hand."""

from __future__ import annotations

import pytest
import torch

from trainers.networks.masked_conv import MaskedConv, MaskType


@pytest.mark.parametrize(
    ("mask_type", "own_row"),
    [("A", [1, 1, 0, 0, 0]), ("B", [1, 1, 1, 0, 0]), ("none", [0, 0, 0, 0, 0]), ("all", [1, 1, 1, 1, 1])],
)
def test_a_window_sees_the_rows_above_and_what_it_may_of_its_own(mask_type: MaskType, own_row: list[int]) -> None:
    layer = MaskedConv([0], [0], mask_type, rows=3, left=2, right=2)
    with torch.no_grad():
        layer.weight.fill_(7.0)
    assert torch.equal(layer.seen()[0, 0], 7.0 * torch.tensor([[1.0] * 5, [1.0] * 5, [float(one) for one in own_row]]))


def test_of_its_own_pixel_a_colour_sees_those_before_it() -> None:
    """Of red, green, blue; with B its own, too. To the left all see all."""
    colours = [0, 1, 2]
    one, left = ([[0, 0, 0], [1, 0, 0], [1, 1, 0]], [[1, 0, 0], [1, 1, 0], [1, 1, 1]]), torch.ones(3, 3)
    for mask_type, expected in zip(("A", "B"), one, strict=True):
        layer = MaskedConv(colours, colours, mask_type, left=1)  # type: ignore[arg-type]
        with torch.no_grad():
            layer.weight.fill_(1.0)
        assert torch.equal(layer.seen()[:, :, 0, 1], torch.tensor(expected, dtype=torch.float32))
        assert torch.equal(layer.seen()[:, :, 0, 0], left)


def test_what_is_counted_by_hand() -> None:
    """All weights 1 and a picture of ones: each pixel counts how many it sees."""
    layer = MaskedConv([0], [0], "A", rows=2, left=1, right=1)
    with torch.no_grad():
        layer.weight.fill_(1.0)
        layer.bias.fill_(0.5)
        counted = layer(torch.ones(1, 1, 3, 4))
    assert (counted[0, 0] - 0.5).tolist() == [[0, 1, 1, 1], [2, 4, 4, 3], [2, 4, 4, 3]]


def test_a_label_and_a_place_shift_the_outputs() -> None:
    layer = MaskedConv([0], [0, 0], "B", classes=3, places=(2, 2))
    with torch.no_grad():
        layer.weight.zero_()
        layer.bias.copy_(torch.arange(8.0).view(2, 2, 2))
        assert layer.told is not None
        layer.told.copy_(torch.tensor([[0.0, 0.0], [10.0, 20.0], [0.0, 0.0]]))
        out = layer(torch.zeros(2, 1, 2, 2), torch.tensor([0, 1]))
    assert torch.equal(out[0], layer.bias)
    assert torch.equal(out[1], layer.bias + torch.tensor([10.0, 20.0])[:, None, None])


def test_the_first_weights_are_scaled_by_what_is_seen() -> None:
    """As for a whole window (torch's default: within 1 / sqrt(fan-in)), so that masks do not dim the picture."""
    torch.manual_seed(0)
    layer = MaskedConv([0] * 8, [0] * 8, "B", rows=2, left=1, right=1)
    bound = (8 * 5) ** -0.5
    assert 0.95 * bound < layer.weight.abs().max() <= bound
