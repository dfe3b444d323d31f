"""PixelCNN: what each pixel sees, from the gradient, and that one pixel at a time gives the same as all at once."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from trainers.networks.pixel_cnn import GatedPixelCNN, PixelCNN, PlainPixelCNN
from trainers.networks.pixel_cnn_increment import PixelCNNIncrement

NETWORKS: dict[str, type[PixelCNN]] = {"plain": PlainPixelCNN, "gated": GatedPixelCNN}
SHAPES = [((1, 7, 9), 1, 1), ((1, 6, 5), 3, 4), ((3, 5, 4), 1, 3), ((1, 1, 6), 1, 1), ((1, 6, 1), 1, 2)]


def shaken(network: str, site_shape: tuple[int, int, int], width: int, outputs: int, **knobs: int) -> PixelCNN:
    """A network whose every weight counts, those that begin at zero, too."""
    torch.manual_seed(0)
    net = NETWORKS[network](site_shape, width, outputs, knobs.pop("channels", 6), knobs.pop("blocks", 2), **knobs)
    with torch.no_grad():
        for weight in net.parameters():
            weight += 0.2 * torch.randn(weight.shape)
    return net


def looked_at(net: PixelCNN, row: int, column: int) -> Tensor:
    """(H, W), bool: by a pixel in the middle of a picture, with units that never fall silent."""
    _, height, wide = net.site_shape
    seen = torch.zeros(height, wide)
    for seed in range(4):  # of a few pictures: a relu that is silent at one is not at all of them
        x = torch.rand(1, 1, height, wide, generator=torch.Generator().manual_seed(seed)).requires_grad_()
        [gradient] = torch.autograd.grad(net(x)[0, row * wide + column].sum(), x)
        seen += gradient[0, 0].abs()
    return seen > 0


def test_the_plain_network_is_blind_up_and_far_right() -> None:
    """Going right costs rows: of the row above it sees what one window reaches, to the left all that all reach."""
    seen = looked_at(shaken("plain", (1, 15, 25), 1, 1, channels=16), 10, 12)
    reach = 3 + 2  # of the first window and of two blocks
    expected = torch.zeros(15, 25, dtype=torch.bool)
    for up in range(reach + 1):
        # The first window goes up to 3 rows up and 3 to the right at once, if it goes up at all; each block one more.
        right = max((3 * (first > 0) + (up - first) for first in range(max(0, up - 2), min(3, up) + 1)), default=0)
        expected[10 - up, 12 - reach : 12 + right + 1] = True
    expected[10, 12:] = False
    assert torch.equal(seen, expected)
    assert not seen[9, 16] and seen[9, 15]


def test_the_gated_network_sees_every_pixel_in_the_rows_above() -> None:
    seen = looked_at(shaken("gated", (1, 15, 25), 1, 1, channels=16), 10, 12)
    reach = 3 + 2
    expected = torch.zeros(15, 25, dtype=torch.bool)
    expected[10 - reach : 10, 12 - reach : 12 + reach + 1] = True
    expected[10, 12 - reach : 12] = True
    assert torch.equal(seen, expected)


@pytest.mark.parametrize("network", NETWORKS)
def test_blocks_widen_what_is_seen(network: str) -> None:
    for blocks in (0, 1, 4):
        seen = looked_at(shaken(network, (1, 15, 25), 1, 1, channels=16, blocks=blocks), 10, 12)
        assert seen[10].nonzero().flatten().tolist() == list(range(12 - 3 - blocks, 12))


@pytest.mark.parametrize("classes", [0, 3])
@pytest.mark.parametrize(("site_shape", "width", "outputs"), SHAPES)
@pytest.mark.parametrize("network", NETWORKS)
def test_one_site_at_a_time_is_the_whole(
    network: str, site_shape: tuple[int, int, int], width: int, outputs: int, classes: int
) -> None:
    """From every beginning, and where nobody asks for some of the sites, too."""
    net = shaken(network, site_shape, width, outputs, classes=classes)
    groups, height, wide = site_shape
    x = torch.rand(3, groups * width, height, wide)
    y = torch.tensor([2, 0, 1]) if classes else None
    sites = groups * height * wide
    with torch.no_grad():
        whole = net(x, y).view(3, groups, height * wide, outputs).transpose(1, 2).reshape(3, sites, outputs)
        values = x.view(3, groups, width, height * wide).permute(0, 3, 1, 2).reshape(3, sites, width)
        for first in (0, 1, sites // 2, sites - 1):
            for unasked in (set[int](), set(range(1, sites, 3))):
                increment = PixelCNNIncrement(net, 3, y)
                if first:
                    later = (torch.arange(sites) >= first).view(height, wide, groups).permute(2, 0, 1)
                    noise = x.masked_fill(later.repeat_interleave(width, 0), 0.3)
                    increment.begin(first, noise)
                for place in range(first, sites):
                    if place not in unasked:
                        torch.testing.assert_close(increment.logits(place), whole[:, place], atol=1e-5, rtol=1e-5)
                    increment.put(place, values[:, place])


@pytest.mark.parametrize("network", NETWORKS)
def test_what_is_kept_of_pictures_does_not_grow_with_their_height(network: str) -> None:
    low, tall = (PixelCNNIncrement(shaken(network, (1, height, 6), 1, 1), 5) for height in (4, 60))
    assert 0 < tall.nbytes == low.nbytes


@pytest.mark.parametrize("network", NETWORKS)
def test_labels_count(network: str) -> None:
    net = shaken(network, (1, 5, 5), 1, 1, classes=3)
    x = torch.rand(1, 1, 5, 5)
    with torch.no_grad():
        assert not torch.equal(net(x, torch.tensor([0])), net(x, torch.tensor([1])))
