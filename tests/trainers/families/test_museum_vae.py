"""The museum's mistakes with variational autoencoders: each does what its story says, and without one nothing differs
from the honest family."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from trainers.catalog import find_dataset, find_family
from trainers.dataset import LoadContext
from trainers.family import Family
from trainers.networks import losses
from trainers.schedules import Clock

CPU = torch.device("cpu")
SMALL = (1, 8, 8)


@pytest.fixture(scope="module")
def digits() -> tuple[Tensor, Tensor]:
    """Training and held-out digits, float32 (N, 1, 8, 8)."""
    dataset = find_dataset("digits")
    images = dataset.load(dataset.Config(), LoadContext(Path()))
    return torch.tensor(images.train) / 255, torch.tensor(images.test) / 255


def make(family: str, image_shape: tuple[int, int, int] = SMALL, **knobs: Any) -> Family:
    torch.manual_seed(0)
    cls = find_family(family)
    return cls(cls.Config.parse({"layers": [32], **knobs}), image_shape, CPU)


def train(model: Family, x: Tensor, steps: int) -> list[dict[str, float]]:
    model.prepare((x * 255).round().to(torch.uint8))
    noise, order, rows = torch.Generator().manual_seed(0), torch.Generator().manual_seed(1), []
    for step in range(steps):
        chosen = torch.randint(len(x), (64,), generator=order)
        rows.append({k: v.item() for k, v in model.step(x[chosen], None, Clock(step, steps), noise).items()})
    return rows


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.mark.parametrize("recon", ["bernoulli", "gaussian"])
@pytest.mark.parametrize("name", ["museum-vae", "museum-codes"])
def test_without_a_mistake_it_is_the_honest_family_bit_for_bit(
    name: str, recon: str, digits: tuple[Tensor, Tensor]
) -> None:
    honest, piece = make("vae", recon=recon), make(name, recon=recon)
    rows, same = train(honest, digits[0], 20), train(piece, digits[0], 20)
    assert [{key: row[key] for key in rows[0]} for row in same] == rows
    weights = piece.nets.state_dict()
    assert all(torch.equal(value, weights[key]) for key, value in honest.nets.state_dict().items())
    assert torch.equal(honest.sample_codes(5, generator(), None), piece.sample_codes(5, generator(), None))


# ------------------------------------------------------------------ pixels averaged


def test_averaging_pixels_and_latents_is_a_beta_of_pixels_over_latents(digits: tuple[Tensor, Tensor]) -> None:
    """Adam does not mind that the whole is divided by the number of pixels."""
    averaged = train(make("museum-vae", mistake="pixel-mean", latent_dim=2), digits[0], 30)
    weighed = train(make("vae", beta=64 / 2, latent_dim=2), digits[0], 30)
    for ours, theirs in zip(averaged, weighed, strict=True):
        assert ours["recon"] == pytest.approx(theirs["recon"], rel=2e-3)
        assert ours["kl"] == pytest.approx(theirs["kl"], rel=2e-2, abs=2e-3)


@pytest.mark.parametrize(("latents", "lives"), [(2, False), (8, True)])
def test_a_latent_lives_only_where_it_explains_more_than_pixels_over_latents(latents: int, lives: bool) -> None:
    """Of 16 black or white pixels in four blocks that are each of one colour, every block's direction has the
    eigenvalue 4 (its four pixels are one coin): more than 16 / 8, less than 16 / 2."""
    coins = torch.randint(2, (512, 1, 2, 2), generator=generator(3)).float()
    x = coins.repeat_interleave(2, 2).repeat_interleave(2, 3)
    model = make("museum-vae", (1, 4, 4), mistake="pixel-mean", latent_dim=latents, learning_rate=5e-3)
    rows = train(model, x, 600)
    assert (rows[-1]["active"] >= 1) == lives
    assert (rows[-1]["kl"] > 0.3) == lives
    whole = train(make("museum-vae", (1, 4, 4), latent_dim=2, learning_rate=5e-3), x, 600)
    assert whole[-1]["active"] == 2, "summed, the same two latents live"


# ------------------------------------------------------------------ the KL of another sigma


def test_the_wrong_kl_is_twice_that_of_another_sigma() -> None:
    mu, s = torch.tensor([[0.7, -1.2]]), torch.tensor([[-0.5, 0.3]])
    wrong = (s.exp() - (1 + s) + mu.square()).sum()
    torch.testing.assert_close(wrong, 2 * losses.kl_normal(mu, s).sum())  # of sigma^2 = exp(s)
    assert wrong > losses.kl_normal(mu, 2 * s).sum() + 0.1  # of sigma = exp(s), which is drawn with


def test_codes_are_as_wide_as_the_kl_that_was_minimised_says(digits: tuple[Tensor, Tensor]) -> None:
    """With linear layers, where stretching the code is for the decoder to undo: the mean of mu^2 + sigma^2 is 1, or the
    mean of mu^2 is half of what the mean of sigma lacks to 1."""
    x = digits[0]
    for mistake in ("none", "wrong-kl"):
        model = make("museum-vae", mistake=mistake, layers=[], learning_rate=1e-2)
        train(model, x, 1500)
        with torch.no_grad():
            mu, logvar = model.posterior(x)
        square, sigma = mu.square().mean().item(), (0.5 * logvar).exp().mean().item()
        if mistake == "none":
            assert square + logvar.exp().mean().item() == pytest.approx(1, abs=0.08)
        else:
            assert square == pytest.approx((1 - sigma) / 2, abs=0.05)
            assert square + logvar.exp().mean().item() < 0.6


# ------------------------------------------------------------------ one noise for all


def test_one_noise_is_the_same_for_every_image() -> None:
    mu, logvar = torch.zeros(5, 3), torch.zeros(5, 3)
    shared = make("museum-vae", mistake="one-noise").reparameterize(mu, logvar, generator())  # type: ignore[attr-defined]
    own = make("museum-vae").reparameterize(mu, logvar, generator())  # type: ignore[attr-defined]
    assert shared.shape == own.shape == (5, 3)
    assert torch.equal(shared, shared[:1].expand(5, 3)) and own.std(0).min() > 0.1


def test_noise_that_stays_is_that_of_independent_draws_or_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the error of each image is the square of its own noise, the mean of 64 varies as if they were independent,
    and with one noise for all it varies as each of them does: sqrt(64) times as much."""
    x, mu = torch.zeros(64, 1, 1, 1), torch.zeros(64, 1)
    for mistake, expected in (("none", 1.0), ("one-noise", 8.0)):
        model = make("museum-vae", (1, 1, 1), mistake=mistake, latent_dim=1)
        monkeypatch.setattr(model, "decode", lambda z: z[..., None, None])
        found = [model._noise_left(x, mu, mu, generator(seed)).item() for seed in range(20)]  # type: ignore[attr-defined]
        assert sum(found) / 20 == pytest.approx(expected, rel=0.15)


# ------------------------------------------------------------------ ReLU at the end


def test_below_zero_a_relu_lets_no_gradient_through_and_a_sigmoid_does() -> None:
    x = torch.full((4, 1, 4, 4), 0.9)
    for mistake, dead in (("relu-output", 1.0), ("none", 0.0)):
        for recon in ("bernoulli", "gaussian"):
            model = make("museum-vae", (1, 4, 4), mistake=mistake, recon=recon)
            bias = model.nets["decoder"][-2].bias
            with torch.no_grad():
                bias.fill_(-3.0)
                model.nets["decoder"][-2].weight.zero_()
            row = model.step(x, None, Clock(0, 10), generator())
            assert row["dead"] == dead
            assert (bias.grad.abs().max() == 0) == bool(dead)
            assert model.evaluate(x, generator())["test_dead"] == dead


def test_pixels_that_are_black_everywhere_are_not_called_dead() -> None:
    x = torch.zeros(4, 1, 4, 4)
    x[:, :, :2] = 0.9
    model = make("museum-vae", (1, 4, 4), mistake="relu-output")
    with torch.no_grad():
        model.nets["decoder"][-2].weight.zero_()
        model.nets["decoder"][-2].bias.copy_(torch.where(torch.arange(16) < 4, 0.9, -1.0))
    assert model.evaluate(x, generator())["test_dead"] == 0.5  # of the eight that are lit the first four


# ------------------------------------------------------------------ samples without noise


def test_frozen_samples_are_all_what_is_at_the_centre(digits: tuple[Tensor, Tensor]) -> None:
    frozen, right = (make("museum-vae", mistake=mistake) for mistake in ("frozen-sigma", "none"))
    train(frozen, digits[0], 100)
    train(right, digits[0], 100)
    with torch.no_grad():
        [samples] = frozen.draw(20, generator())
        centre = frozen.decode(torch.zeros(1, 2))
    assert (samples - centre).abs().max() < 1e-3
    values, honest = frozen.evaluate(digits[1], generator()), right.evaluate(digits[1], generator())
    assert values["test_spread"] < 1e-6 and honest["test_spread"] > 0.03
    assert {k: v for k, v in values.items() if k != "test_spread"} == {
        k: v for k, v in honest.items() if k != "test_spread"
    }, "nothing in training differs"


# ------------------------------------------------------------------ codes without a KL


def test_normalised_codes_lie_on_a_sphere_and_the_others_run_off(digits: tuple[Tensor, Tensor]) -> None:
    train_x, test_x = digits
    for mistake, least in (("none", 0.0), ("no-kl", 4.0)):
        model = make("museum-codes", mistake=mistake, latent_dim=6)
        train(model, train_x, 300)
        assert (model.encode(test_x).square().mean() > 2) == (least > 0)
    model = make("museum-codes", mistake="layer-norm", latent_dim=6)
    train(model, train_x, 50)
    with torch.no_grad():
        z = model.encode(test_x)
    torch.testing.assert_close(z.mean(1), torch.zeros(len(z)), atol=1e-5, rtol=0)
    torch.testing.assert_close(z.norm(dim=1), torch.full((len(z),), 6**0.5), atol=0.1, rtol=0)


def test_off_the_data_is_one_in_ten_of_true_images_and_all_of_noise(
    digits: tuple[Tensor, Tensor], monkeypatch: pytest.MonkeyPatch
) -> None:
    train_x, test_x = digits
    model = make("museum-codes")
    monkeypatch.setattr(model, "decode", lambda z: train_x[: len(z)])
    assert 0.03 < model._off(test_x, generator()) < 0.2  # type: ignore[attr-defined]
    monkeypatch.setattr(model, "decode", lambda z: test_x[: len(z)])
    assert model._off(test_x, generator()) == 0  # type: ignore[attr-defined]
    monkeypatch.setattr(model, "decode", lambda z: torch.rand(len(z), 1, 8, 8, generator=generator()))
    assert model._off(test_x, generator()) == 1  # type: ignore[attr-defined]
    assert torch.isfinite(model._off(test_x[:1], generator()))  # type: ignore[attr-defined]
