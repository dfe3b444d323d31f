"""The losses of two players, and the penalties that keep the discriminator smooth, as pure functions.

``real`` and ``fake`` are what the discriminator says of real and of generated images: scores (N,). Those
of the cross-entropies are *logits*, whose sigmoid is the probability of being real; of relativistic ones only the
differences are, those of least squares are such probabilities themselves, those of the hinge loss lie beyond a margin
on either side of 0, and those of a Wasserstein critic have no bounds. Every loss is a mean over the batch, in nats
where it is a cross-entropy. Each player minimises its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

Loss = Literal["non-saturating", "minimax", "least-squares", "hinge", "relativistic", "wasserstein"]

LEAST_SQUARE = 1e-12  # below it a squared norm counts as zero: the root has no slope there


def discriminator_loss(loss: Loss, real: Tensor, fake: Tensor, target: float = 1.0) -> Tensor:
    """What the discriminator minimises, as a scalar.

    non-saturating and minimax: the cross-entropy of telling real from fake, ``softplus(-real) + softplus(fake)``
    (Goodfellow et al., 2014). least-squares: half the squared distance to 1 and 0 (Mao et al., 2017). hinge: nothing
    beyond a margin of 1 (Lim and Ye, 2017). relativistic: ``softplus(fake - real)`` of pairs (Jolicoeur-Martineau,
    2019). wasserstein: ``fake - real`` (Arjovsky et al., 2017).

    *target* is what a real image is to be called, below 1 for one-sided label smoothing (Salimans et al., 2016); only
    the first three have such a label.
    """
    match loss:
        case "non-saturating" | "minimax":
            called = F.softplus(-real)
            if target != 1:  # target * softplus(-real) + (1 - target) * softplus(real), shortened
                called = called + (1 - target) * real
            return called.mean() + F.softplus(fake).mean()
        case "least-squares":
            return 0.5 * ((real - target).square().mean() + fake.square().mean())
        case "hinge":
            return F.relu(1 - real).mean() + F.relu(1 + fake).mean()
        case "relativistic":
            return F.softplus(fake - real).mean()
        case "wasserstein":
            return fake.mean() - real.mean()
    raise ValueError(f"unknown loss {loss!r}")


def generator_loss(loss: Loss, fake: Tensor, real: Tensor) -> Tensor:
    """What the generator minimises, as a scalar; only the relativistic one looks at *real*.

    With p = sigmoid(fake), minimax is log(1 - p), whose slope is -p: next to nothing while p is small, when there is
    most to learn. non-saturating is -log p with the slope -(1 - p), and the same fixed point.
    """
    match loss:
        case "non-saturating":
            return F.softplus(-fake).mean()
        case "minimax":
            return -F.softplus(fake).mean()
        case "least-squares":
            return 0.5 * (fake - 1).square().mean()
        case "hinge" | "wasserstein":
            return -fake.mean()
        case "relativistic":
            return F.softplus(real - fake).mean()
    raise ValueError(f"unknown loss {loss!r}")


def squared_slopes(scores: Tensor, x: Tensor) -> Tensor:
    """``|d score / d x|^2`` of each image (N,), summed over pixels; the result can be differentiated again.

    *scores* (N,) must come from *x*, each from its own image: with batch norm between them they do not.
    """
    (gradient,) = torch.autograd.grad(scores.sum(), x, create_graph=True)
    return gradient.flatten(1).square().sum(1)


def gradient_penalty(
    critic: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """``(|grad f| - 1)^2`` and the slope ``|grad f|``, means over one random point on the line of each pair.

    Gulrajani et al., "Improved Training of Wasserstein GANs" (2017). Images (N, C, H, W); the slope is detached.
    """
    share = torch.rand(len(real), 1, 1, 1, generator=generator, device=real.device)
    x = torch.lerp(real, fake, share).requires_grad_()
    slope = squared_slopes(critic(x), x).clamp_min(LEAST_SQUARE).sqrt()
    return (slope - 1).square().mean(), slope.detach().mean()


def feature_distance(real: Tensor, fake: Tensor) -> Tensor:
    """``|mean of real features - mean of fake ones|^2``, features (N, F) summed (Salimans et al., 2016)."""
    return (real.mean(0) - fake.mean(0)).square().sum()


def clip_weights(net: nn.Module, limit: float) -> None:
    """Cuts every weight and bias to [-limit, limit] (Arjovsky et al., 2017)."""
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.clamp_(-limit, limit)


def gradient_norm(weights: Iterable[nn.Parameter]) -> Tensor:
    """The Euclidean norm of all present gradients together, as a detached scalar."""
    gradients = [p.grad for p in weights if p.grad is not None]
    return torch.linalg.vector_norm(torch.stack(torch._foreach_norm(gradients)))
