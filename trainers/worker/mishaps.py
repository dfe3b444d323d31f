"""What an exception means to whoever trains: out of memory, a device that is gone, or any other mistake."""

from __future__ import annotations

from trainers.lazy import torch


def describe_error(error: Exception) -> str:
    """Kind and first line of an exception."""
    return f"{type(error).__name__}: {(str(error).strip() or 'no reason given').splitlines()[0]}"


def is_out_of_memory(error: Exception) -> bool:
    """The CUDA allocator has its own class; the CPU allocator raises a RuntimeError that says so: on Linux and macOS it
    "can't allocate memory", on Windows there is "not enough memory"."""
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    said = ("can't allocate memory", "not enough memory")
    return isinstance(error, RuntimeError) and any(words in str(error) for words in said)


def is_device_lost(error: Exception) -> bool:
    """A CUDA context that has failed once fails for good."""
    return isinstance(error, RuntimeError) and ("CUDA error" in str(error) or "device-side assert" in str(error))
