"""Adam (Kingma and Ba, 2015), as PyTorch has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch.optim import Optimizer


def _plain(method: Callable[..., Any]) -> Callable[..., Any]:
    """A method of PyTorch's optimisers without what it does for ``torch.compile`` around it, if anything."""
    return getattr(method, "__wrapped__", method)


class Adam(torch.optim.Adam):
    """``torch.optim.Adam``, equal to the bit, that does not import ``torch._dynamo``.

    PyTorch imports its compiler in an optimiser's first call: 110 MB that are never used here, and a second between
    Play and the first step.
    """

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> Any:
        return _plain(torch.optim.Adam.step)(self, closure)

    def zero_grad(self, set_to_none: bool = True) -> None:
        _plain(Optimizer.zero_grad)(self, set_to_none)

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        _plain(Optimizer.add_param_group)(self, param_group)

    def state_dict(self) -> dict[str, Any]:
        return _plain(Optimizer.state_dict)(self)

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        _plain(Optimizer.load_state_dict)(self, state_dict)
