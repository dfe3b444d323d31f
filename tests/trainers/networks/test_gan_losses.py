"""The losses of two players, and the penalties, against values known by hand."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from trainers.networks import gan_losses
from trainers.networks.gan_losses import Loss

LOG2 = math.log(2)


def slope_at(p: float, loss: Loss) -> float:
    """The derivative of the generator's loss with respect to the logit of a fake that D believes with probability p."""
    logit = torch.tensor([p], dtype=torch.float64).logit().requires_grad_()
    gan_losses.generator_loss(loss, logit, torch.zeros_like(logit)).backward()
    assert logit.grad is not None
    return logit.grad.item()


def test_minimax_hardly_pushes_where_non_saturating_pushes_most() -> None:
    assert slope_at(0.13, "minimax") == pytest.approx(-0.13)
    assert slope_at(0.13, "non-saturating") == pytest.approx(-0.87)
    assert slope_at(0.5, "minimax") == pytest.approx(slope_at(0.5, "non-saturating")) == pytest.approx(-0.5)
    assert slope_at(0.99, "minimax") == pytest.approx(-0.99)


@pytest.mark.parametrize(
    ("loss", "d_loss", "g_loss"),
    [
        ("non-saturating", math.log1p(math.exp(-2)) + math.log1p(math.exp(-1)), math.log1p(math.exp(1))),
        ("minimax", math.log1p(math.exp(-2)) + math.log1p(math.exp(-1)), -math.log1p(math.exp(-1))),
        ("least-squares", 0.5 * (1 + 1), 0.5 * 4),
        ("hinge", 0.0, 1.0),
        ("relativistic", math.log1p(math.exp(-3)), math.log1p(math.exp(3))),
        ("wasserstein", -3.0, 1.0),
    ],
)
def test_losses_by_hand(loss: Loss, d_loss: float, g_loss: float) -> None:
    real, fake = torch.tensor([2.0, 2.0, 2.0]), torch.tensor([-1.0, -1.0, -1.0])
    assert gan_losses.discriminator_loss(loss, real, fake).item() == pytest.approx(d_loss, abs=1e-6)
    assert gan_losses.generator_loss(loss, fake, real).item() == pytest.approx(g_loss, abs=1e-6)


def test_hinge_within_the_margin_and_relativistic_pairs() -> None:
    real, fake = torch.tensor([0.5, 3.0]), torch.tensor([-0.25, -3.0])
    assert gan_losses.discriminator_loss("hinge", real, fake).item() == pytest.approx((0.5 + 0.75) / 2)
    pairs = (math.log1p(math.exp(-0.75)) + math.log1p(math.exp(-6))) / 2  # each fake against its own real image
    assert gan_losses.discriminator_loss("relativistic", real, fake).item() == pytest.approx(pairs)


def test_an_unknown_loss_is_refused() -> None:
    for call in (gan_losses.discriminator_loss, gan_losses.generator_loss):
        with pytest.raises(ValueError, match="unknown loss 'luck'"):
            call("luck", torch.zeros(2), torch.zeros(2))  # type: ignore[arg-type]


def best_scores(loss: Loss, p_data: Tensor, p_model: Tensor, target: float = 1.0) -> Tensor:
    """The scores of a few places that make D's loss least, when real and generated images fall onto the places with
    these chances. By Newton's method: the losses are convex, and each score is on its own."""
    scores = torch.zeros_like(p_data)
    still = torch.zeros(1, dtype=torch.float64)  # the other half of the loss, which then is a constant

    def total(scores: Tensor) -> Tensor:
        real = [gan_losses.discriminator_loss(loss, score[None], still, target) for score in scores]
        fake = [gan_losses.discriminator_loss(loss, still, score[None], target) for score in scores]
        return (p_data * torch.stack(real) + p_model * torch.stack(fake)).sum()

    for _ in range(30):
        slope = torch.autograd.functional.jacobian(total, scores)
        curvature = torch.autograd.functional.hessian(total, scores).diagonal()
        scores = scores - slope / curvature
    return scores


P_DATA = torch.tensor([0.5, 0.3, 0.15, 0.05], dtype=torch.float64)
P_MODEL = torch.tensor([0.1, 0.3, 0.2, 0.4], dtype=torch.float64)


def test_the_optimal_discriminator_is_the_share_of_the_data() -> None:
    share = P_DATA / (P_DATA + P_MODEL)
    torch.testing.assert_close(best_scores("non-saturating", P_DATA, P_MODEL).sigmoid(), share)
    torch.testing.assert_close(best_scores("least-squares", P_DATA, P_MODEL), share)


def test_smoothed_labels_shrink_the_optimum_and_keep_its_shape() -> None:
    """Salimans et al. (2016), section 3.4: one-sided smoothing leaves no other peak in the optimal D."""
    expected = 0.9 * P_DATA / (P_DATA + P_MODEL)
    torch.testing.assert_close(best_scores("non-saturating", P_DATA, P_MODEL, target=0.9).sigmoid(), expected)
    torch.testing.assert_close(best_scores("least-squares", P_DATA, P_MODEL, target=0.9), expected)


@pytest.mark.parametrize(("apart", "nats"), [(0.5, 0.0303), (1.0, 0.1114), (2.0, 0.3368), (4.0, 0.6327)])
def test_the_loss_of_the_optimal_discriminator_gives_the_divergence(apart: float, nats: float) -> None:
    """JS of N(0, 1) and N(d, 1) is log 2 - d_loss / 2 at D = log p_data - log p_model, which is linear here.

    Expectations by quantiles: a million equally likely places of each distribution."""
    share = (torch.arange(1_000_000, dtype=torch.float64) + 0.5) / 1_000_000
    x = torch.special.ndtri(share)
    scores = [apart * (apart / 2 - places) for places in (x, x + apart)]
    d_loss = gan_losses.discriminator_loss("non-saturating", *scores).item()
    assert LOG2 - d_loss / 2 == pytest.approx(nats, abs=5e-5)
    for wrong in (0.8, 1.25):  # any other D gives a lower bound
        other = gan_losses.discriminator_loss("minimax", *(wrong * s for s in scores)).item()
        assert LOG2 - other / 2 < nats


def test_a_critic_of_slope_one_measures_how_far_points_were_shifted() -> None:
    x = torch.randn(1000, 1, 1, 2, generator=torch.Generator().manual_seed(0))
    shift = torch.tensor([0.3, 0.4])
    away = x + shift
    scores = [-(points * shift / 0.5).sum((1, 2, 3)) for points in (x, away)]
    assert gan_losses.discriminator_loss("wasserstein", *scores).item() == pytest.approx(-0.5, rel=1e-5)


# --------------------------------------------------------------------------- penalties


def linear(a: Tensor):  # type: ignore[no-untyped-def]
    return lambda x: (x * a).sum((1, 2, 3)) + 7


def test_penalties_of_a_linear_function() -> None:
    a = torch.tensor([[[1.0, 2.0], [2.0, 4.0]]])  # |a| = 5
    generator = torch.Generator().manual_seed(0)
    real, fake = torch.rand(2, 6, 1, 2, 2, generator=generator)
    penalty, slope = gan_losses.gradient_penalty(linear(a), real, fake, generator)
    assert penalty.item() == pytest.approx(16.0) and slope.item() == pytest.approx(5.0)
    x = real.requires_grad_()
    torch.testing.assert_close(gan_losses.squared_slopes(linear(a)(x), x), torch.full((6,), 25.0))


def test_a_flat_critic_has_a_penalty_and_no_slope_that_is_not_a_number() -> None:
    a = torch.zeros(1, 1, 2, requires_grad=True)
    real, fake = torch.zeros(2, 3, 1, 1, 2)
    penalty, _ = gan_losses.gradient_penalty(linear(a), real, fake, torch.Generator())
    penalty.backward()
    assert penalty.item() == pytest.approx(1.0, abs=1e-5)
    assert a.grad is not None and torch.isfinite(a.grad).all()


def test_the_gradient_penalty_looks_at_every_line_somewhere_between() -> None:
    seen: list[Tensor] = []

    def critic(x: Tensor) -> Tensor:
        seen.append(x.detach())
        return x.sum((1, 2, 3))

    real, fake = torch.zeros(500, 1, 1, 2), torch.ones(500, 1, 1, 2)
    gan_losses.gradient_penalty(critic, real, fake, torch.Generator().manual_seed(0))
    places = seen[0].flatten(1)
    torch.testing.assert_close(places[:, 0], places[:, 1])  # on the line from (0, 0) to (1, 1)
    assert places.min() < 0.02 and places.max() > 0.98 and abs(places.mean() - 0.5) < 0.05


def test_a_penalty_teaches_its_weights() -> None:
    """The derivative of |a|^2 with respect to a is 2a: the penalty can be differentiated a second time."""
    a = torch.tensor([[[3.0, -4.0]]], requires_grad=True)
    x = torch.rand(4, 1, 1, 2, requires_grad=True)
    gan_losses.squared_slopes(linear(a)(x), x).mean().backward()
    torch.testing.assert_close(a.grad, 2 * a.detach())


def test_features_are_compared_on_average() -> None:
    real, fake = torch.tensor([[0.0, 2.0], [2.0, 4.0]]), torch.tensor([[1.0, 3.0], [1.0, 0.0]])
    assert gan_losses.feature_distance(real, fake).item() == pytest.approx(2.25)
    assert gan_losses.feature_distance(real, real.flip(0)).item() == 0.0


def test_weights_are_clipped_and_gradients_measured() -> None:
    net = torch.nn.Linear(2, 1)
    with torch.no_grad():
        net.weight.copy_(torch.tensor([[3.0, -0.01]]))
        net.bias.fill_(-2.0)
    net(torch.tensor([[3.0, 4.0]])).sum().backward()
    assert gan_losses.gradient_norm(net.parameters()).item() == pytest.approx(math.sqrt(9 + 16 + 1))
    gan_losses.clip_weights(net, 0.05)
    assert net.weight.tolist() == [[pytest.approx(0.05), pytest.approx(-0.01)]] and net.bias.item() == pytest.approx(
        -0.05
    )
