"""Libraries that the program can do without, each with the extra of this package that brings them. No torch, no Qt."""

from __future__ import annotations

import sys
from importlib.util import find_spec

# torch.onnx.export translates graphs with onnxscript, which torch itself does not require.
MODULES = {"onnx": ("onnx", "onnxscript"), "tensorboard": ("tensorboard",)}


def has_extra(name: str) -> bool:
    """Whether an extra, one of MODULES, is installed; none of it is imported."""
    return all(find_spec(module) is not None for module in MODULES[name])


def install_line(name: str) -> str:
    """What installs an extra."""
    return f'pip install "latent-explorer[{name}]"'


def can_be_extended() -> bool:
    """Whether anything can be installed beside the program: not in one that was packed as a whole."""
    return not getattr(sys, "frozen", False)
