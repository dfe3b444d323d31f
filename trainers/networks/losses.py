"""Loss terms as pure functions, in nats wherever they are log-likelihoods.

Every reconstruction term is **summed over pixels and averaged over the batch**, and the KL divergence is summed over
latent dimensions by its caller, so that the two stand in the proportion the evidence lower bound demands. Averaging
the pixels while summing the latents would weigh the KL term some hundred times too much and collapse the code.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

LOG_2PI = math.log(2 * math.pi)

# Pixels come in steps of 1/255: a density narrower than one step would reward finding the steps, not the picture.
LEAST_SIGMA = 1 / 255


def kl_normal(mu: Tensor, logvar: Tensor) -> Tensor:
    """KL divergence of N(mu, exp(logvar)) from N(0, 1) for every entry, in nats; not reduced.

    ``0.5 * (exp(logvar) - 1 - logvar + mu^2)``, Kingma and Welling, "Auto-Encoding Variational Bayes" (2014),
    appendix B. For codes (N, latent_dim), sum over the last axis for the KL of each image.
    """
    return 0.5 * (logvar.exp() - 1 - logvar + mu.square())


def bernoulli_nll(logits: Tensor, x: Tensor) -> Tensor:
    """Cross-entropy of pixels x in [0, 1] under Bernoulli probabilities sigmoid(logits), in nats, as a scalar.

    Both (N, ...); summed over pixels, mean over the N images. For grey pixels it does not reach zero: its least value
    is the entropy of x, at sigmoid(logits) = x.
    """
    return F.binary_cross_entropy_with_logits(logits, x, reduction="sum") / len(x)


def squared_error(x_hat: Tensor, x: Tensor) -> Tensor:
    """``|x_hat - x|^2`` as a scalar: both (N, ...); summed over pixels, mean over the N images."""
    return F.mse_loss(x_hat, x, reduction="sum") / len(x)


def gaussian_nll(x_hat: Tensor, x: Tensor, sigma: Tensor | float) -> Tensor:
    """Negative log density of x under N(x_hat, sigma^2 I), in nats, as a scalar; one sigma for all pixels.

    ``x_hat`` and ``x`` (N, ...); summed over pixels, mean over the N images. It may be negative: it is a density.
    """
    pixels = x[0].numel()
    sigma = torch.as_tensor(sigma, dtype=x.dtype, device=x.device)
    return squared_error(x_hat, x) / (2 * sigma.square()) + pixels * (sigma.log() + 0.5 * LOG_2PI)


def optimal_sigma(x_hat: Tensor, x: Tensor) -> Tensor:
    """The sigma that makes :func:`gaussian_nll` least, as a detached scalar: the root of the mean squared error.

    Rybkin, Daniilidis and Levine, "Simple and Effective VAE Training with Calibrated Decoders" (2021), section 3.2.
    Detached without loss: at the optimum the derivative with respect to sigma is zero. Never below LEAST_SIGMA.
    """
    return F.mse_loss(x_hat.detach(), x).sqrt().clamp_min(LEAST_SIGMA)


def mse(x_hat: Tensor, x: Tensor) -> Tensor:
    """Mean squared error as a scalar: mean over pixels **and** batch, the figure that is reported for comparison."""
    return F.mse_loss(x_hat, x)
