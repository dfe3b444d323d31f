"""A linear layer of which a mask leaves some weights."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.autograd.function import once_differentiable


def masked_linear(x: Tensor, weight: Tensor, mask: Tensor, bias: Tensor | None = None) -> Tensor:
    """x (N, inputs) times *weight* (outputs, inputs) where *mask* of that shape is 1, as if it were 0 where that is 0,
    and *bias* (outputs,): (N, outputs).

    The product of weight and mask is not kept until the way back, where it is made once more: in a large layer with
    small batches it takes as much memory as all else, and so would its gradient."""
    found: Tensor = _MaskedLinear.apply(x, weight, mask, bias)
    return found


class _MaskedLinear(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, mask: Tensor, bias: Tensor | None) -> Tensor:
        ctx.save_for_backward(x, weight, mask)
        return F.linear(x, weight * mask, bias)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, Tensor, None, Tensor | None]:
        x, weight, mask = ctx.saved_tensors
        of_x = gradient @ (weight * mask) if ctx.needs_input_grad[0] else None
        of_bias = gradient.sum(0) if ctx.needs_input_grad[3] else None
        return of_x, (gradient.T @ x).mul_(mask), None, of_bias
