"""Components that go along with codes: known maps, and what cannot be stretched."""

from __future__ import annotations

import torch
from torch import Tensor

from trainers.metrics.gaussians.carried import CodeMoments, carried
from trainers.metrics.gaussians.mixtures import Mixture, first_shares, maximise, responsibilities


def codes(width: int = 3, count: int = 500) -> Tensor:
    generator = torch.Generator().manual_seed(0)
    mixing = torch.randn(width, width, generator=generator, dtype=torch.float64)
    return torch.randn(count, width, generator=generator, dtype=torch.float64) @ mixing


def test_stretched_and_moved_codes_are_shared_as_before() -> None:
    """Along a lower triangular map, which the two roots of the covariances give back exactly but for what flat
    directions are given."""
    z = codes()
    mixture = maximise(z, first_shares(z, 4, 0), 0.0)
    lower = torch.tensor([[3.0, 0.0, 0.0], [1.0, 0.5, 0.0], [-2.0, 0.3, 2.0]], dtype=torch.float64)
    moved = z @ lower.T + torch.tensor([5.0, -1.0, 0.2], dtype=torch.float64)
    along = carried(mixture, CodeMoments.of(z), CodeMoments.of(moved))
    given, _ = responsibilities(z, mixture)
    assert torch.allclose(responsibilities(moved, along)[0], given, atol=1e-3)
    assert torch.allclose(along.full_covariances, lower @ mixture.full_covariances @ lower.T, atol=1e-3)
    assert torch.equal(along.weights, mixture.weights)


def test_codes_that_are_all_one_are_followed_without_being_stretched() -> None:
    z = codes()
    one = torch.full_like(z, 7.0)
    mixture = Mixture(torch.ones(1).double(), z.mean(0)[None], torch.eye(3).double()[None])
    for then, now in ((one, z), (z, one)):
        along = carried(mixture, CodeMoments.of(then), CodeMoments.of(now))
        assert torch.allclose(along.means, mixture.means + now.mean(0) - then.mean(0))
        assert torch.equal(along.covariances, mixture.covariances)


def test_a_number_that_all_codes_share_is_not_blown_up() -> None:
    z = codes()
    z[:, 1] = 0.0
    other = z.clone()
    other[:, 1] = 1e-12 * torch.randn(len(z), generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    mixture = Mixture(torch.ones(1).double(), z.mean(0)[None], torch.eye(3).double()[None])
    along = carried(mixture, CodeMoments.of(z), CodeMoments.of(other))
    assert torch.allclose(along.covariances, mixture.covariances, atol=1e-5)
