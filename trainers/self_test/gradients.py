"""Every device computes a small network forwards and backwards; its gradients are held against the CPU's in float64."""

from __future__ import annotations

import torch
from torch.nn import functional

from trainers.self_test.report import Found, SelfTestError
from trainers.training.devices import probe_devices

# Largest error of a gradient as a share of its largest entry. In float32 on CPUs 2e-6 at most was seen; GPUs may
# compute convolutions in TF32 or with other shortcuts, which cost up to 2e-3.
TOLERANCES = {"cpu": 5e-5}
GPU_TOLERANCE = 2e-2

Gradients = dict[str, torch.Tensor]


def check_devices() -> Found:
    """The CPU must compute rightly, and so must every device that says it works; what cannot be used is only told."""
    devices = probe_devices()
    reference = gradients(torch.device("cpu"), torch.float64)
    said, problems = [], []
    for device in devices:
        if device.problem:
            said.append(f"{device.title}: {device.problem}")
            if device.name == "cpu":
                problems.append(f"the CPU cannot be used: {device.problem}")
            continue
        worst, name = compare(gradients(torch.device(device.name), torch.float32), reference)
        said.append(f"{device.title}: gradients differ by {worst:.1e} at most from those in float64")
        if not worst <= TOLERANCES.get(device.name, GPU_TOLERANCE):  # also when it is no number
            problems.append(f"{device.title} computes wrong gradients: those of {name} are off by {worst:.1e}")
    if problems:
        raise SelfTestError("; ".join(problems))
    return Found("; ".join(said))


def gradients(device: torch.device, dtype: torch.dtype) -> Gradients:
    """The loss and its gradients of a small convolutional autoencoder with all the layers that families use, on the
    CPU in float64. Same weights and images on every device."""
    generator = torch.Generator().manual_seed(0)

    def make(*shape: int, scale: float) -> torch.Tensor:
        values = torch.randn(*shape, generator=generator, dtype=torch.float64) * scale
        return values.to(device, dtype).requires_grad_()

    weights = {
        "convolution": make(8, 1, 3, 3, scale=0.3),
        "code": make(4, 8 * 8 * 8, scale=0.05),
        "decoder": make(8 * 8 * 8, 4, scale=0.5),
        "norm": make(8, scale=1.0),
        "transposed": make(8, 1, 4, 4, scale=0.2),
    }
    x = torch.rand(16, 1, 16, 16, generator=generator, dtype=torch.float64).to(device, dtype)
    h = functional.silu(functional.conv2d(x, weights["convolution"], stride=2, padding=1))
    z = functional.linear(h.flatten(1), weights["code"])
    h = functional.linear(torch.tanh(z), weights["decoder"]).unflatten(1, (8, 8, 8))
    h = functional.leaky_relu(functional.group_norm(h, 2, weights["norm"]), 0.2)
    logits = functional.conv_transpose2d(h, weights["transposed"], stride=2, padding=1)
    loss = functional.binary_cross_entropy_with_logits(logits, x, reduction="sum") / len(x) + z.square().mean()
    loss.backward()
    found = {"loss": loss.detach(), **{name: w.grad for name, w in weights.items() if w.grad is not None}}
    return {name: tensor.to("cpu", torch.float64) for name, tensor in found.items()}


def compare(found: Gradients, reference: Gradients) -> tuple[float, str]:
    """The largest difference as a share of the largest entry, and where it is; not-a-number counts as infinite."""
    errors = {
        name: float(((found[name] - expected).abs().max() / expected.abs().max()).nan_to_num(nan=float("inf")))
        for name, expected in reference.items()
    }
    worst = max(errors, key=lambda name: errors[name])
    return errors[worst], worst
