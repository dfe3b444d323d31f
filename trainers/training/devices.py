"""Which devices can compute here, found out by computing on them."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress

import torch

from trainers.knobs import ConfigError
from trainers.machine.cores import usable_cores
from trainers.messages import DeviceInfo
from trainers.sentence import sentence

PREFERENCE = ("cuda", "mps", "cpu")
MOST_THREADS = 8  # beyond this, handing out the work of a small network costs more than it saves


def probe_devices() -> tuple[DeviceInfo, ...]:
    """Every kind of device this build of torch knows, the CPU first, with the reason where one cannot be used.

    A device that calls itself available may still fail at its first kernel (a driver too old, a card too old for this
    build), so a small forward and backward pass is run on each.
    """
    return tuple(DeviceInfo(name, _title(name), _problem(name)) for name in ("cpu", "cuda", "mps"))


def choose_device(name: str = "auto") -> torch.device:
    """The device called *name*, or the best that works for "auto". Raises ConfigError with the reason."""
    if name == "auto":
        return torch.device(next(each for each in PREFERENCE if each == "cpu" or not _problem(each)))
    if name not in PREFERENCE:
        raise ConfigError(f"device: expected one of auto, cpu, cuda, mps, found {name!r}", "device")
    if problem := _problem(name):
        raise ConfigError(f"device: {name} cannot be used: {problem}", "device")
    return torch.device(name)


def device_of_rank(name: str, local: int, local_count: int) -> torch.device:
    """The device called *name*, or the best, of one of several processes that train together, of which there are
    *local_count* on this machine: each GPU takes one. Raises ConfigError with the reason."""
    if torch.cuda.is_available() and local < torch.cuda.device_count():
        torch.cuda.set_device(local)  # first, so that what tries the device tries this one
    chosen = choose_device(name)
    if chosen.type == "cuda":
        if local_count > (cards := torch.cuda.device_count()):
            raise ConfigError(
                f"device: {local_count} processes on a machine with {cards} GPU; start no more than there are, or add "
                "--device cpu",
                "device",
            )
        return torch.device("cuda", local)
    if chosen.type == "mps" and name != "auto":
        raise ConfigError("device: several processes cannot share mps; add --device cpu", "device")
    return torch.device("cpu")


def device_title(device: torch.device) -> str:
    """How a device is called in the window: "CPU · 2 threads" (those of the calling thread), or the card's name."""
    return _title(device.type)


def training_threads() -> int:
    """Intra-op threads for the thread that trains: all cores up to two, beyond that one stays free for the window."""
    cores = usable_cores()
    return cores if cores <= 2 else min(MOST_THREADS, cores - 1)


def stand_back() -> None:
    """On Linux the calling thread, and those that it starts, no longer drive others from a core when they wake up.

    Beside a trainer that uses every core the window would be interrupted in the middle of a picture. Measured on two
    cores (steps/s, lateness p99 of the window in ms): this 96, 12; nothing 93, 15; a nice value of 5 as well 83, 9."""
    if sys.platform == "linux":
        with suppress(OSError):  # some sandboxes forbid it, and nothing depends on it
            os.sched_setscheduler(threading.get_native_id(), os.SCHED_BATCH, os.sched_param(0))


def _title(name: str) -> str:
    if name == "cuda" and torch.cuda.is_available():
        return torch.cuda.get_device_name()
    if name == "cpu":
        threads = torch.get_num_threads()
        return f"CPU · {threads} thread{'s' * (threads != 1)}"
    return {"cuda": "NVIDIA GPU", "mps": "Apple GPU"}[name]


def _problem(name: str) -> str:
    """Why the device cannot be used, in one line, or ""."""
    if name == "cuda" and not torch.cuda.is_available():
        return "no GPU with a working driver was found" if torch.version.cuda else "this PyTorch is a CPU build"
    if name == "mps" and not torch.backends.mps.is_available():
        return "there is no Apple GPU here, or macOS is too old for it"
    try:
        _compute(torch.device(name))
    except Exception as error:  # whatever the driver raises is the reason that the user must see
        return (str(error).strip() or type(error).__name__).splitlines()[0]
    return ""


def _compute(device: torch.device) -> None:
    """One small forward and backward pass and a copy back. Raises what the device raises, or RuntimeError if the
    device computes nonsense."""
    x = torch.ones(8, 8, device=device, requires_grad=True)
    (x @ x).sum().backward()
    if x.grad is None or not torch.equal(x.grad.cpu(), torch.full((8, 8), 16.0)):
        raise RuntimeError(sentence("a small matrix product came out wrong"))
