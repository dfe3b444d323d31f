"""A linear layer with a mask against the same layer whose weights were masked before."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from trainers.networks.masked_linear import masked_linear


def parts(dtype: torch.dtype = torch.float32) -> tuple[torch.Tensor, ...]:
    generator = torch.Generator().manual_seed(0)
    x, weight, bias = (
        torch.randn(shape, generator=generator, dtype=dtype).requires_grad_() for shape in ((5, 7), (3, 7), (3,))
    )
    return x, weight, (torch.rand(3, 7, generator=generator) < 0.5).to(dtype), bias


@pytest.mark.parametrize("biased", [True, False])
def test_it_is_the_layer_with_masked_weights_and_so_are_its_gradients(biased: bool) -> None:
    x, weight, mask, bias = parts()
    wanted = [x, weight, bias] if biased else [x, weight]
    found = masked_linear(x, weight, mask, bias if biased else None)
    expected = F.linear(x, weight * mask, bias if biased else None)
    assert torch.equal(found, expected)
    pull = torch.randn(found.shape, generator=torch.Generator().manual_seed(1))
    for ours, theirs in zip(
        torch.autograd.grad(found, wanted, pull), torch.autograd.grad(expected, wanted, pull), strict=True
    ):
        assert torch.equal(ours, theirs)
    assert not torch.autograd.grad(masked_linear(x, weight, mask).sum(), weight)[0][mask == 0].any()


def test_its_gradients_are_those_of_small_differences() -> None:
    x, weight, mask, bias = parts(torch.float64)
    assert torch.autograd.gradcheck(lambda x, weight, bias: masked_linear(x, weight, mask, bias), (x, weight, bias))


def test_what_is_known_needs_no_gradient() -> None:
    x, weight, mask, bias = parts()
    masked_linear(x.detach(), weight, mask, bias.detach()).sum().backward()
    assert x.grad is None and bias.grad is None
    assert torch.allclose(weight.grad, mask * x.detach().sum(0))  # type: ignore[arg-type]


def test_nothing_as_large_as_the_weights_is_kept_until_the_way_back() -> None:
    x, weight, mask, _ = parts()
    kept: list[int] = []

    def keep(tensor: torch.Tensor) -> torch.Tensor:
        kept.append(tensor.data_ptr())
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        masked_linear(x, weight, mask).relu()
    assert {x.data_ptr(), weight.data_ptr(), mask.data_ptr()} >= set(kept[:3]) and len(kept) <= 4
