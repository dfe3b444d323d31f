"""Adam: PyTorch's own to the bit, without its compiler."""

from __future__ import annotations

import subprocess
import sys
from copy import deepcopy

import pytest
import torch
from torch import nn

from trainers.networks.adam import Adam

TRAIN = """
import sys, torch
from trainers.cli import main as cli
try:
    cli.main(["train", "--preset", "vae-digits", "--steps", "3", "--out", sys.argv[1]])
except SystemExit as end:
    assert not end.code, end.code
loaded = {name for name in sys.modules if name.split(".")[:2] == ["torch", "_dynamo"]}
assert not loaded, sorted(loaded)
"""


def trained(kind: type[torch.optim.Adam], fused: bool) -> tuple[list[torch.Tensor], dict[str, object]]:
    """Weights and state after 20 steps, half of them with a restored optimiser, and one after the rate changed."""
    generator = torch.Generator().manual_seed(0)
    net = nn.Sequential(nn.Linear(5, 7), nn.Tanh(), nn.Linear(7, 1))
    with torch.no_grad():
        for weight in net.parameters():
            weight.copy_(torch.randn(weight.shape, generator=generator))
    adam = kind(net[0].parameters(), lr=1e-2, betas=(0.9, 0.99), fused=fused)
    adam.add_param_group({"params": list(net[2].parameters()), "lr": 3e-3})
    for step in range(20):
        if step == 10:
            state = deepcopy(adam.state_dict())
            adam = kind([{"params": list(part.parameters())} for part in (net[0], net[2])], fused=fused)
            adam.load_state_dict(state)
        if step == 15:
            adam.param_groups[0]["lr"] = 1e-3
        adam.zero_grad()
        net(torch.randn(8, 5, generator=generator)).square().mean().backward()
        adam.step()
    return [weight.detach() for weight in net.parameters()], adam.state_dict()


@pytest.mark.parametrize("fused", [True, False])
def test_it_is_pytorchs_own_to_the_bit(fused: bool) -> None:
    ours, state = trained(Adam, fused)
    theirs, expected = trained(torch.optim.Adam, fused)
    assert all(map(torch.equal, ours, theirs))
    assert state["param_groups"] == expected["param_groups"]
    assert str(state["state"]) == str(expected["state"])


def test_hooks_are_called_and_no_graph_is_kept() -> None:
    weight = nn.Parameter(torch.ones(2))
    adam = Adam([weight], lr=0.1)
    seen: list[bool] = []
    adam.register_step_pre_hook(lambda *_: seen.append(True))
    weight.sum().backward()
    adam.step()
    assert seen == [True]
    assert weight.grad_fn is None and torch.is_grad_enabled()
    assert torch.allclose(weight, torch.full((2,), 0.9))


def test_training_does_not_load_the_compiler(tmp_path: object) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TRAIN, f"{tmp_path}/run"], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
