"""Inception score and Frechet distance, with a small classifier of our own (the judge) in the place of Inception.

Salimans et al., "Improved Techniques for Training GANs" (2016); Heusel et al., "GANs Trained by a Two Time-Scale Update
Rule Converge to a Local Nash Equilibrium" (2017). Both depend on the classifier and on the number of images: they
compare only with figures of the same judge and count, and stand beside the figure of real images against real ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainers.lazy import torch
from trainers.metrics.neighbours import as_table, check_widths

if TYPE_CHECKING:
    from torch import Tensor


def inception_score(probabilities: Tensor) -> float:
    """``exp(E KL(p(y|x) || p(y)))`` of class probabilities (N, K) on N images: from 1 (every image leaves the same
    doubt) to K (each is sure, and all classes are alike frequent). All images in one group, without splits.

    Raises ValueError when the rows are no probabilities."""
    p = as_table(probabilities, "probabilities")
    if p.min() < 0 or (p.sum(1) - 1).abs().max() > 1e-3:
        raise ValueError("inception score: expected rows of probabilities with a sum of 1")
    entropy = -torch.xlogy(p, p).sum(1).mean()
    marginal = p.mean(0)
    return float((-torch.xlogy(marginal, marginal).sum() - entropy).exp())


def frechet_distance(real: Tensor, fake: Tensor) -> float:
    """``|mu_r - mu_g|^2 + Tr(S_r + S_g - 2 (S_r S_g)^(1/2))`` of the Gaussians fitted to features (N, D) and (M, D).

    Covariances are unbiased (over N - 1). The bias of the estimate falls with the count: use equal counts. Raises
    ValueError for fewer than two images of either kind."""
    a, b = as_table(real, "real features"), as_table(fake, "fake features")
    check_widths(a, b)
    if min(len(a), len(b)) < 2:
        raise ValueError(f"Frechet distance: expected at least 2 images of either kind, found {len(a)} and {len(b)}")
    cov_a, cov_b = (torch.atleast_2d(torch.cov(table.T)) for table in (a, b))
    return gaussian_frechet(a.mean(0), cov_a, b.mean(0), cov_b)


def gaussian_frechet(mu_a: Tensor, cov_a: Tensor, mu_b: Tensor, cov_b: Tensor) -> float:
    """The squared 2-Wasserstein distance of two Gaussians, means (D,) and covariances (D, D), as float64.

    With S_a = R R', the trace of (S_a S_b)^(1/2) is the sum of the roots of the eigenvalues of the symmetric R' S_b R,
    which are never negative: better behaved than the root of a product that is not symmetric."""
    values, vectors = torch.linalg.eigh(cov_a)
    root = vectors * values.clamp_min(0).sqrt()
    cross = torch.linalg.eigvalsh(root.T @ cov_b @ root).clamp_min(0).sqrt().sum()
    distance = float((mu_a - mu_b).square().sum() + cov_a.trace() + cov_b.trace() - 2 * cross)
    return max(0.0, distance)  # rounding, where covariances are singular
