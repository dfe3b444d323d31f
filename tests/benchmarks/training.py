"""Headless steps per second of the loop against a bare PyTorch loop, and against the loop of the usual tutorial.

All three train networks of the same shape on the same images with batches of the same size. The data are noise: what
they show makes no difference to the speed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.benchmarks import Options, Result, against, interleaved

if TYPE_CHECKING:
    import torch
    from torch import nn

    from trainers.examples import Examples

SECONDS = 2.0  # per measurement
BATCH = 128
MODELS: dict[str, dict[str, Any]] = {
    "AE 512-256-128, 2-D": {"family": "ae", "latent_dim": 2, "layers": [512, 256, 128]},
    "VAE 512-256-128, 2-D": {"family": "vae", "latent_dim": 2, "layers": [512, 256, 128]},
    "VAE 400, 20-D": {"family": "vae", "latent_dim": 20, "layers": [400]},
    "conv VAE, 2-D": {"family": "vae", "latent_dim": 2, "network": "conv"},
}

TUTORIAL = "VAE 400, 20-D"  # the network of pytorch/examples/vae


def run(options: Options) -> list[Result]:
    import torch

    from trainers.training.devices import choose_device, training_threads

    torch.set_num_threads(training_threads())
    device = choose_device(options.device)
    images = noise_images()
    results = []
    for name, model in MODELS.items():
        if options.names and name not in options.names:
            continue
        ours = timed(product_steps(model, images, device), device)
        bare = timed(_bare_steps(model, images, device), device)
        tutorial = timed(_tutorial_steps(model, images, device), device)
        speeds, bare_speeds, tutorial_speeds = interleaved(options.repeats, ours, bare, tutorial)
        results.append(against(f"{name}: loop / bare", speeds, bare_speeds, "steps/s", 0.95))
        faster = against(f"{name}: loop / tutorial", speeds, tutorial_speeds, "steps/s", 3.5)
        # The target is set for the tutorial's own network; in a larger one the arithmetic, equal in both, weighs more.
        results.append(faster if name == TUTORIAL else replace(faster, target="", ok=None))
    return results


def noise_images(count: int = 20_000) -> Examples:
    """Grey 28x28 noise."""
    from trainers.examples import Examples

    pixels = np.random.default_rng(0).integers(0, 256, (count, 1, 28, 28), dtype=np.uint8)
    return Examples("noise", pixels, pixels[:100], np.arange(count) % 10, np.arange(100) % 10, tuple("0123456789"))


def timed(steps: Iterator[None], device: torch.device) -> Callable[[], float]:
    """Steps per second of *steps*, each next() one update, over SECONDS."""
    import torch

    def measure() -> float:
        started, count = time.perf_counter(), 0
        while time.perf_counter() - started < SECONDS:
            for _ in range(10):
                next(steps)
            count += 10
        if device.type == "cuda":
            torch.cuda.synchronize()
        return count / (time.perf_counter() - started)

    return measure


def product_steps(model: dict[str, Any], images: Examples, device: torch.device) -> Iterator[None]:
    """The program's own loop, one step at each next()."""
    from trainers.experiment import Experiment
    from trainers.training.loop import Loop

    table = {"steps": 100_000, "batch_size": BATCH, "dataset": {"name": "digits"}, "models": [model]}
    loop = Loop(Experiment.parse(table), images, device)
    while True:
        loop.step()
        yield


def network(model: dict[str, Any], images: Examples, device: torch.device) -> nn.ModuleDict:
    """The networks of *model*, as the program builds them, with fresh weights."""
    from trainers.catalog import find_family

    family = find_family(model["family"])
    config = family.Config.parse({key: value for key, value in model.items() if key != "family"})
    return family(config, images.image_shape, device).nets


def _loss(nets: nn.ModuleDict, x: torch.Tensor, variational: bool) -> torch.Tensor:
    import torch
    import torch.nn.functional as F

    if not variational:
        return F.mse_loss(torch.sigmoid(nets["decoder"](nets["encoder"](x))), x, reduction="sum") / len(x)
    mu, logvar = nets["encoder"](x).chunk(2, dim=1)
    z = mu + torch.exp(0.5 * logvar) * torch.randn_like(mu)
    recon = F.binary_cross_entropy_with_logits(nets["decoder"](z), x, reduction="sum")
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (recon + kl) / len(x)


def _bare_steps(model: dict[str, Any], images: Examples, device: torch.device) -> Iterator[None]:
    """The shortest fast loop: data in memory, a random batch by index, fused Adam, nothing recorded."""
    import torch

    nets = network(model, images, device)
    optimizer = torch.optim.Adam(nets.parameters(), lr=2e-3, fused=True)
    data = torch.tensor(images.train, device=device)
    while True:
        order = torch.randperm(len(data), device=device)
        for start in range(0, len(data) - BATCH + 1, BATCH):
            x = data[order[start : start + BATCH]].float().div_(255)
            optimizer.zero_grad()
            _loss(nets, x, model["family"] == "vae").backward()
            optimizer.step()
            yield


def _tutorial_steps(model: dict[str, Any], images: Examples, device: torch.device) -> Iterator[None]:
    """The loop of the usual tutorial: a Dataset that transforms item by item, a DataLoader, plain Adam, loss.item()."""
    import torch
    from PIL import Image
    from torch.utils.data import DataLoader, Dataset

    class Transformed(Dataset[tuple[torch.Tensor, int]]):
        """What torchvision's MNIST with ToTensor does for each item, call by call."""

        def __init__(self, images: Examples) -> None:
            assert images.train_labels is not None
            self.data, self.targets = torch.tensor(images.train[:, 0]), torch.tensor(images.train_labels)

        def __len__(self) -> int:
            return len(self.data)

        def __getitem__(self, index: int) -> tuple[torch.Tensor, int]:
            picture, target = Image.fromarray(self.data[index].numpy()), int(self.targets[index])
            tensor = torch.from_numpy(np.array(picture, np.uint8, copy=True))
            tensor = tensor.view(picture.size[1], picture.size[0], len(picture.getbands()))
            return tensor.permute((2, 0, 1)).contiguous().to(torch.get_default_dtype()).div(255), target

    nets = network(model, images, device)
    optimizer = torch.optim.Adam(nets.parameters(), lr=2e-3)
    total = 0.0
    while True:
        for x, _ in DataLoader(Transformed(images), batch_size=BATCH, shuffle=True, drop_last=True):
            x = x.to(device)
            optimizer.zero_grad()
            loss = _loss(nets, x, model["family"] == "vae")
            loss.backward()
            optimizer.step()
            total += loss.item()
            yield
