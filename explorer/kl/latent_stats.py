"""What each latent dimension of a Gaussian posterior costs and says. Pure numpy."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Float64 = NDArray[np.float64]

COLLAPSED_BELOW = 0.01  # nats


def kl_per_dim(mu: ArrayLike, sigma: ArrayLike) -> Float64:
    """KL of N(mu, diag sigma^2) from N(0, I) for each dimension: nats, mean over the images, (d,).

    ``mu`` and ``sigma`` are (N, d), one posterior per image (Kingma and Welling, 2014, appendix B). A sigma of exactly
    0 costs infinitely much; NaN stays NaN. Raises ValueError for other shapes, no images or a negative sigma.
    """
    means, deviations = _posteriors(mu, sigma)
    with np.errstate(divide="ignore"):
        log_variance = 2.0 * np.log(deviations)
    return 0.5 * (deviations**2 - 1.0 - log_variance + means**2).mean(axis=0)


def spread_per_dim(sigma: ArrayLike) -> Float64:
    """The mean over the images of each dimension's sigma: (N, d) to (d,). Raises ValueError as kl_per_dim does."""
    return _posteriors(np.zeros_like(np.asarray(sigma, np.float64)), sigma)[1].mean(axis=0)


def mean_log_variance(sigma: ArrayLike) -> float:
    """log sigma^2, mean over images and dimensions of (N, d); minus infinity where a sigma is 0.

    Raises ValueError as kl_per_dim does.
    """
    deviations = _posteriors(np.zeros_like(np.asarray(sigma, np.float64)), sigma)[1]
    with np.errstate(divide="ignore"):
        return float(2.0 * np.log(deviations).mean())


def active(kl: ArrayLike) -> NDArray[np.bool_]:
    """Which dimensions say something: those whose KL (d,) in nats is at least COLLAPSED_BELOW. NaN is not active.

    Burda et al. (2016) ask for a variance of mu over the images above 0.01. The KL is asked here because it is what the
    bars show and needs no further array; it is the stricter test of collapse: it is never below half the variance of
    mu, so a dimension called collapsed here has a variance of mu below 0.02, and a sigma near 1 as well.
    """
    return np.asarray(kl, np.float64) >= COLLAPSED_BELOW


def noisy_codes(z: ArrayLike, sigma: ArrayLike, scale: float, n: int, seed: int = 0) -> Float64:
    """*n* codes ``z + scale * sigma * eps`` around one code, (n, d); the first is ``z`` itself (its eps is 0).

    ``z`` and ``sigma`` are (d,). The noise eps from N(0, I) depends on *seed* alone, so that with another scale, code
    or sigma the same codes move instead of flickering; and the first codes of a longer list are those of a shorter one.
    Raises ValueError for other shapes, a negative or non-finite scale or sigma, and n below 1.
    """
    code, deviation = np.asarray(z, np.float64), np.asarray(sigma, np.float64)
    if code.ndim != 1 or deviation.shape != code.shape:
        raise ValueError(
            f"z and sigma: expected two arrays of the same shape (d,), found {code.shape}, {deviation.shape}"
        )
    if not np.isfinite(scale) or scale < 0:
        raise ValueError(f"scale: expected a number of at least 0, found {scale}")
    if not (np.isfinite(deviation) & (deviation >= 0)).all():
        raise ValueError(f"sigma: expected finite numbers of at least 0, found {deviation.tolist()}")
    if n < 1:
        raise ValueError(f"n: expected at least one code, found {n}")
    eps = np.random.default_rng(seed).standard_normal((n - 1, len(code)))
    return code + scale * deviation * np.vstack([np.zeros_like(code), eps])


def _posteriors(mu: ArrayLike, sigma: ArrayLike) -> tuple[Float64, Float64]:
    means, deviations = np.asarray(mu, np.float64), np.asarray(sigma, np.float64)
    if means.ndim != 2 or means.shape != deviations.shape or len(means) == 0:
        raise ValueError(
            f"mu and sigma: expected two arrays of the same shape (N, d) with N at least 1, "
            f"found {means.shape} and {deviations.shape}"
        )
    if (deviations < 0).any():
        raise ValueError(f"sigma: expected no negative numbers, found {deviations.min():.4g}")
    return means, deviations
