"""Headless steps per second of two players against a bare PyTorch loop with the same networks, losses and batches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.benchmarks import Options, Result, against, interleaved
from tests.benchmarks.training import BATCH, network, noise_images, product_steps, timed

if TYPE_CHECKING:
    import torch
    from torch import Tensor, nn

    from trainers.examples import Examples

RATE, GAMMA = 1e-3, 0.1
MODELS: dict[str, dict[str, Any]] = {
    "GAN on points": {"family": "gan", "latent_dim": 2},
    "GAN on points with R1": {"family": "gan", "latent_dim": 2, "r1": GAMMA},
    "convolutional GAN": {"family": "gan", "latent_dim": 32, "network": "conv"},
    "convolutional GAN with R1": {"family": "gan", "latent_dim": 32, "network": "conv", "r1": GAMMA},
}


def run(options: Options) -> list[Result]:
    import torch

    from trainers.training.devices import choose_device, training_threads

    torch.set_num_threads(training_threads())
    device = choose_device(options.device)
    results = []
    for name, model in MODELS.items():
        if options.names and name not in options.names:
            continue
        images = noise_images() if model.get("network") == "conv" else _noise_points()
        ours = timed(product_steps(model, images, device), device)
        bare = timed(_bare_steps(model, images, device), device)
        speeds, bare_speeds = interleaved(options.repeats, ours, bare)
        results.append(against(f"{name}: loop / bare", speeds, bare_speeds, "steps/s", 0.95))
    return results


def _noise_points(count: int = 20_000) -> Examples:
    from trainers.examples import Examples
    from trainers.kinds import Points

    points = np.random.default_rng(0).random((count, 2), dtype=np.float32)
    return Examples("noise", points, points[:100], kind=Points())


def _bare_steps(model: dict[str, Any], images: Examples, device: torch.device) -> Iterator[None]:
    """Data in memory, a random batch by index, fused Adam for both, nothing recorded."""
    import torch

    nets = network(model, images, device)
    d, g = nets["discriminator"], nets["generator"]
    adams = [torch.optim.Adam(net.parameters(), lr=RATE, betas=(0.5, 0.99), fused=True) for net in (d, g)]
    data = torch.tensor(images.train, device=device)
    while True:
        order = torch.randperm(len(data), device=device)
        for start in range(0, len(data) - BATCH + 1, BATCH):
            x = images.kind.to_model(data[order[start : start + BATCH]])
            _move_d(d, g, adams[0], x, model)
            _move_g(d, g, adams[1], model)
            yield


def _move_d(d: nn.Module, g: nn.Module, adam: torch.optim.Adam, x: Tensor, model: dict[str, Any]) -> None:
    import torch
    import torch.nn.functional as F

    with torch.no_grad():
        fake = g(torch.randn(BATCH, model["latent_dim"], device=x.device))
    penalised = model.get("r1", 0.0) > 0
    on_real, on_fake = d(x.requires_grad_(penalised)), d(fake)
    loss = F.softplus(-on_real).mean() + F.softplus(on_fake).mean()
    if penalised:
        (slope,) = torch.autograd.grad(on_real.sum(), x, create_graph=True)
        loss = loss + GAMMA / 2 * slope.flatten(1).square().sum(1).mean()
    adam.zero_grad()
    loss.backward()
    adam.step()


def _move_g(d: nn.Module, g: nn.Module, adam: torch.optim.Adam, model: dict[str, Any]) -> None:
    import torch
    import torch.nn.functional as F

    d.requires_grad_(False)
    loss = F.softplus(-d(g(torch.randn(BATCH, model["latent_dim"], device=next(g.parameters()).device)))).mean()
    adam.zero_grad()
    loss.backward()
    d.requires_grad_(True)
    adam.step()
