"""Components that go along with codes that move.

While an encoder learns, its codes spread, wander and turn from step to step. A mixture that stayed behind would lose
its components one by one: the widest takes all, and whom nobody is given to never comes back. So before it is asked
again it is moved as the codes have moved as a whole: by the affine map that takes the mean and the covariance that they
had to those that they have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from trainers.lazy import torch
from trainers.metrics.gaussians.mixtures import Mixture, root

if TYPE_CHECKING:
    from torch import Tensor

FLAT = 1e-6  # of the mean variance of codes: a direction with less than this is not stretched


@dataclass(frozen=True)
class CodeMoments:
    """The ``mean`` (d,) and the ``covariance`` (d, d) of all codes."""

    mean: Tensor
    covariance: Tensor

    @classmethod
    def of(cls, z: Tensor) -> Self:
        """Those of codes (N, d)."""
        mean = z.mean(0)
        apart = z - mean
        return cls(mean, apart.T @ apart / len(z))

    @property
    def factor(self) -> Tensor:
        """A lower triangular root (d, d) of the covariance, which can be inverted; of zeros where all codes are one."""
        each = self.covariance.diagonal().mean()
        if not each > 0:
            return torch.zeros_like(self.covariance)
        unit = torch.eye(len(self.mean), dtype=self.mean.dtype, device=self.mean.device)
        return root(self.covariance + FLAT * each * unit)


def carried(mixture: Mixture, then: CodeMoments, now: CodeMoments) -> Mixture:
    """The *mixture*, which was made for codes with the moments *then*, moved to where they lie *now*. Its covariances
    come out full, (K, d, d). Where all codes were one, or are, it is moved without being stretched."""
    old, new = then.factor, now.factor
    stretch = torch.eye(len(old), dtype=old.dtype, device=old.device)
    if old.any() and new.any():
        stretch = torch.linalg.solve_triangular(old, new, upper=False, left=False)  # new @ inverse of old
    means = now.mean + (mixture.means - then.mean) @ stretch.T
    covariances = stretch @ mixture.full_covariances @ stretch.T
    return Mixture(mixture.weights, means, (covariances + covariances.mT) / 2)
