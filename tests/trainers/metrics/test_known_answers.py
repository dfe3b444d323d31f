"""Models whose best result is known exactly, and properties every variational autoencoder must have."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from trainers.catalog import families, find_family
from trainers.family import Family
from trainers.networks import losses
from trainers.schedules import Clock

CPU = torch.device("cpu")
SHAPE = (1, 4, 4)


def gaussian_images(count: int = 1024, noise: float = 0.05) -> Tensor:
    """(N, 1, 4, 4): a plane of two strong directions in 16 dimensions, and noise of one size in all of them."""
    generator = torch.Generator().manual_seed(1)
    axes, _ = torch.linalg.qr(torch.randn(16, 2, generator=generator))
    codes = torch.randn(count, 2, generator=generator) * torch.tensor([0.5, 0.3])
    x = 0.5 + codes @ axes.T + noise * torch.randn(count, 16, generator=generator)
    return x.reshape(count, *SHAPE)


def train(model: Family, x: Tensor, steps: int, learning_rate: float = 1e-2) -> None:
    """Steps on the whole of *x*, with a learning rate that falls to zero."""
    generator = torch.Generator().manual_seed(0)
    for step in range(steps):
        for optimizer in model.optimizers.values():
            optimizer.param_groups[0]["lr"] = learning_rate * 0.5 * (1 + math.cos(math.pi * step / steps))
        model.step(x, None, Clock(step, steps), generator)


def make(family: str, **knobs: object) -> Family:
    torch.manual_seed(0)
    cls = find_family(family)
    return cls(cls.Config.parse(knobs), SHAPE, CPU)


def spectrum(x: Tensor) -> tuple[Tensor, Tensor]:
    """Eigenvalues of the covariance, greatest first, and eigenvectors as columns."""
    flat = x.flatten(1)
    values, vectors = torch.linalg.eigh(torch.cov(flat.T, correction=0))
    return values.flip(0), vectors.flip(1)


def test_a_linear_autoencoder_finds_the_principal_plane() -> None:
    x = gaussian_images()
    model = make("ae", layers=[], output="linear")
    train(model, x, 2000, learning_rate=3e-2)
    values, vectors = spectrum(x)
    with torch.no_grad():
        out = model.nets["decoder"](model.encode(x))
    assert losses.mse(out, x).item() == pytest.approx(values[2:].sum().item() / 16, rel=2e-3)
    plane, _ = torch.linalg.qr(model.nets["decoder"][0].weight.detach())
    cosines = torch.linalg.svdvals(plane.T @ vectors[:, :2])  # of the principal angles between the two planes
    assert cosines.min() > 0.9999


def test_the_best_elbo_of_a_linear_vae_is_the_likelihood_of_probabilistic_pca() -> None:
    """Tipping and Bishop (1999); Lucas et al., "Don't Blame the ELBO!" (2019)."""
    x = gaussian_images()
    model = make("vae", layers=[], output="linear", recon="gaussian")
    train(model, x, 2500)
    values, _ = spectrum(x)
    rest = values[2:].mean()
    exact = 0.5 * (16 * math.log(2 * math.pi) + values[:2].log().sum() + 14 * rest.log() + 16).item()
    generator = torch.Generator().manual_seed(5)
    draws = [model.evaluate(x, generator)["test_neg_elbo"].item() for _ in range(20)]
    assert exact - 0.02 < sum(draws) / len(draws) < exact + 0.1


def vae_variants() -> list[tuple[str, dict[str, object]]]:
    """Every family with a posterior, in each of its networks and reconstruction terms."""
    variants: list[tuple[str, dict[str, object]]] = []
    for name, cls in families().items():
        if "posterior" in cls.capabilities:
            choices = {spec: field for spec, field in cls.Config.model_fields.items() if spec in ("network", "recon")}
            variants.append((name, {}))
            variants += [(name, {"network": "conv"})] * ("network" in choices)
            variants += [(name, {"recon": "gaussian"})] * ("recon" in choices)
    return variants


@pytest.fixture(scope="module")
def digits() -> tuple[Tensor, Tensor]:
    """Training and held-out digits, float32 (N, 1, 8, 8)."""
    from pathlib import Path

    from trainers.catalog import find_dataset
    from trainers.dataset import LoadContext

    dataset = find_dataset("digits")
    images = dataset.load(dataset.Config(), LoadContext(Path()))
    return torch.tensor(images.train) / 255, torch.tensor(images.test) / 255


def trained(name: str, knobs: dict[str, object], x: Tensor, steps: int = 250) -> Family:
    torch.manual_seed(0)
    cls = find_family(name)
    narrow = "layers" in cls.Config.model_fields and knobs.get("network") != "conv"
    layers = {"layers": [128, 64]} if narrow else {}
    model = cls(cls.Config.parse({**layers, **knobs}), (1, 8, 8), CPU)
    generator = torch.Generator().manual_seed(0)
    for step in range(steps):
        chosen = torch.randint(len(x), (64,), generator=generator)
        model.step(x[chosen], None, Clock(step, steps), generator)
    return model


@pytest.mark.parametrize(("name", "knobs"), vae_variants())
def test_a_vae_uses_its_code(name: str, knobs: dict[str, object], digits: tuple[Tensor, Tensor]) -> None:
    """With the codes shuffled across the batch the reconstruction is no better than the mean image; were the code
    ignored, shuffling would change nothing."""
    train_x, test_x = digits
    model = trained(name, knobs, train_x)
    order = torch.randperm(len(test_x), generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        z = model.encode(test_x)
        own, shuffled = losses.mse(model.decode(z), test_x), losses.mse(model.decode(z[order]), test_x)
    mean_image = losses.mse(train_x.mean(0).expand_as(test_x), test_x)
    assert own < 0.85 * mean_image
    assert shuffled > 0.95 * mean_image


def test_the_importance_weighted_bound_does_not_fall_with_k(digits: tuple[Tensor, Tensor]) -> None:
    """Burda, Grosse and Salakhutdinov (2016): log p(x) >= L_50 >= L_5 >= L_1 = ELBO."""
    train_x, test_x = digits
    model = trained("vae", {}, train_x)
    generator = torch.Generator().manual_seed(0)
    with torch.no_grad():
        mu, logvar = model.posterior(test_x)
        weights = []
        for _ in range(50):
            z = mu + torch.exp(0.5 * logvar) * torch.randn(mu.shape, generator=generator)
            logits = model.nets["decoder"](z)
            log_p = -torch.vmap(losses.bernoulli_nll)(logits[:, None], test_x[:, None])
            prior = -0.5 * (z.square() + losses.LOG_2PI).sum(1)
            posterior = -0.5 * ((z - mu).square() / logvar.exp() + logvar + losses.LOG_2PI).sum(1)
            weights.append(log_p + prior - posterior)
    table = torch.stack(weights)  # (50, N)

    def bound(k: int) -> float:
        groups = table.reshape(50 // k, k, -1)
        return (groups.logsumexp(1) - math.log(k)).mean().item()

    assert bound(1) < bound(5) < bound(50)
    elbo = -model.evaluate(test_x, torch.Generator().manual_seed(3))["test_neg_elbo"].item()
    assert bound(1) == pytest.approx(elbo, abs=0.3)


def test_a_strong_beta_empties_the_code(digits: tuple[Tensor, Tensor]) -> None:
    train_x, test_x = digits
    free, strong = trained("vae", {"beta": 0.1}, train_x), trained("vae", {"beta": 50.0}, train_x)
    kl_free, kl_strong = (m.kl_per_dim(test_x).detach() for m in (free, strong))  # type: ignore[attr-defined]
    assert kl_free.shape == (2,)
    assert kl_free.sum() > 3
    assert kl_strong.sum() < 0.1
