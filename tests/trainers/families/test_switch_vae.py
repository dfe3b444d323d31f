"""Pooling switches: what they carry past the code, and that the honest decoder does not look at them."""

from __future__ import annotations

import subprocess
import sys

import pytest
import torch

from trainers.catalog import find_family
from trainers.family import Family
from trainers.networks.unpooling import PoolingEncoder, UnpoolingDecoder

CPU = torch.device("cpu")


def make(mistake: str, image_shape: tuple[int, int, int] = (1, 8, 8)) -> Family:
    torch.manual_seed(0)
    cls = find_family("switch-vae")
    return cls(cls.Config.parse({"mistake": mistake, "channels": 4}), image_shape, CPU)


def test_only_the_decoder_with_the_mistake_looks_at_switches() -> None:
    x, z = torch.rand(4, 1, 8, 8), torch.randn(4, 8)
    for mistake in ("none", "switches"):
        nets = make(mistake).nets
        _, switches = nets["encoder"](x)
        _, others = nets["encoder"](x.flip(3))
        with torch.no_grad():
            same = torch.equal(nets["decoder"](z, switches), nets["decoder"](z, others))
            as_drawn = torch.equal(nets["decoder"](z, switches), nets["decoder"](z))
        assert same == as_drawn == (mistake == "none")


def test_a_picture_is_drawn_again_with_its_own_switches() -> None:
    x = torch.rand(4, 1, 8, 8)
    for mistake in ("none", "switches"):
        model = make(mistake)
        with torch.no_grad():
            again, of_code = model.reconstruct(x), model.decode(model.encode(x))
        assert torch.equal(again, of_code) == (mistake == "none")


def test_a_number_goes_where_the_switch_says_and_else_to_the_upper_left() -> None:
    decoder = UnpoolingDecoder(2, 2, (1, 8, 8), reads_switches=True)
    kept = torch.tensor([[[[5.0, 6.0]]]])
    places = torch.tensor([[[[5, 2]]]])  # in the map of 2 x 4: second row, second column; first row, third
    found = decoder._unpool(kept, places, (2, 4))
    assert found.tolist() == [[[[0, 0, 6, 0], [0, 5, 0, 0]]]]
    assert decoder._unpool(kept, None, (2, 4)).tolist() == [[[[5, 0, 6, 0], [0, 0, 0, 0]]]]
    honest = UnpoolingDecoder(2, 2, (1, 8, 8), reads_switches=False)
    assert honest._unpool(kept, places, (2, 3)).tolist() == [[[[5, 5, 6], [5, 5, 6]]]]


def test_unpooling_with_the_switches_undoes_pooling_of_single_peaks() -> None:
    """In each square of 2 x 2 one pixel is lit: the greatest and where it was are all there is to know."""
    x = torch.zeros(1, 1, 4, 4)
    x[0, 0, 0, 1], x[0, 0, 1, 2], x[0, 0, 3, 0], x[0, 0, 2, 3] = 0.2, 0.4, 0.6, 0.8
    pooled, switches = torch.nn.functional.max_pool2d(x, 2, return_indices=True)
    decoder = UnpoolingDecoder(2, 2, (1, 8, 8), reads_switches=True)
    assert torch.equal(decoder._unpool(pooled, switches, (4, 4)), x)


@pytest.mark.parametrize("shape", [(1, 3, 3), (3, 9, 14), (1, 28, 28), (1, 1, 5)], ids=str)
def test_any_size_of_pictures(shape: tuple[int, int, int]) -> None:
    x = torch.rand(2, *shape)
    out, switches = PoolingEncoder(shape, 2, 6)(x)
    assert out.shape == (2, 6)
    for reads in (True, False):
        decoder = UnpoolingDecoder(3, 2, shape, reads)
        assert decoder(out[:, :3], switches).shape == decoder(out[:, :3]).shape == x.shape


def test_the_code_of_another_is_no_worse_only_where_the_code_is_ignored() -> None:
    """Where all are drawn as the mean image, the error is just its own; as another image, about twice that."""
    x = torch.rand(64, 1, 8, 8, generator=torch.Generator().manual_seed(0))
    model = make("none")
    model.prepare((x * 255).round().to(torch.uint8))
    decoder = model.nets["decoder"]
    mu, _, switches = model._look_at(x)  # type: ignore[attr-defined]
    with torch.no_grad():
        decoder.first.weight.zero_()  # only the bias is left, which is the mean image
        assert model._shuffled(x, mu, switches) == pytest.approx(1, abs=1e-3)  # type: ignore[attr-defined]
    model.nets["decoder"] = _Lookup(x.logit(eps=1e-6))
    index = torch.arange(64.0)[:, None]
    assert model._shuffled(x, index, switches) == pytest.approx(2, rel=0.1)  # type: ignore[attr-defined]


class _Lookup(torch.nn.Module):
    """Draws the image whose number is the code."""

    def __init__(self, logits: torch.Tensor) -> None:
        super().__init__()
        self.logits = logits

    def forward(self, z: torch.Tensor, switches: object = None) -> torch.Tensor:
        return self.logits[z[:, 0].long()]


def test_unpooling_needs_no_algebra() -> None:
    """PyTorch's function for it imports sympy, once, to check a size."""
    code = """
import sys
import torch
from trainers.networks.unpooling import PoolingEncoder, UnpoolingDecoder
x = torch.rand(2, 1, 7, 5)
codes, switches = PoolingEncoder((1, 7, 5), 2, 3)(x)
UnpoolingDecoder(3, 2, (1, 7, 5), reads_switches=True)(codes, switches).sum().backward()
print("sympy" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr
