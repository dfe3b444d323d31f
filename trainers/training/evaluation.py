"""How held-out examples are gone through, so that whoever measures the same ones finds the same figure to the bit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainers.lazy import torch

if TYPE_CHECKING:
    from torch import Generator, device

EVALUATION_BATCH = 1000
_SALT = 3  # of the stream of random numbers; see the others in ``loop``


def salted_generator(seed: int, salt: int, on: device) -> Generator:
    """A stream of random numbers of its own for each *salt*."""
    # On a CPU only the lower 32 bits of a seed count.
    return torch.Generator(on).manual_seed((seed + salt * 0x9E3779B9) % 2**32)


def evaluation_generator(on: device) -> Generator:
    """The noise of an evaluation: the same at every call and for every run, whatever its seed, so that what differs
    between runs are their models."""
    return salted_generator(0, _SALT, on)
