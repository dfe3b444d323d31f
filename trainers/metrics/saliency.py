"""Which of the inputs a prediction hangs on: the gradient of its log probability at each of them.

Simonyan et al., "Deep Inside Convolutional Networks: Visualising Image Classification Models and Saliency Maps" (2014),
for characters: what is differentiated is the vector that stands for a character, and its length tells how much a small
change there would matter. It tells of small changes only: what is saturated counts for nothing, however it is used.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor


def best_gradients(embedded: Tensor, log_odds: Callable[[Tensor], Tensor], rows: int) -> tuple[Tensor, Tensor]:
    """How much the log probability of the likeliest outcome hangs on each of K inputs.

    *log_odds* takes *rows* copies of the inputs *embedded* (K, E), (rows, K, E), and gives the log probabilities of
    each copy's own question, (rows, V). Returns the lengths of the gradients as shares of their sum, (rows, K), 0 where
    there are none, and the outcomes (rows,), int64. May be called where gradients are switched off."""
    with torch.inference_mode(False), torch.enable_grad(), torch.backends.cudnn.flags(enabled=False):
        # cuDNN has no gradients of a memory that is not being trained.
        inputs = embedded.detach().clone().repeat(rows, 1, 1).requires_grad_()
        told = log_odds(inputs)
        best = told.argmax(1)
        told.gather(1, best[:, None]).sum().backward()
        gradient = inputs.grad
    assert gradient is not None
    lengths = gradient.norm(dim=2)
    return lengths / lengths.sum(1, keepdim=True).clamp_min(torch.finfo(lengths.dtype).tiny), best.detach()
