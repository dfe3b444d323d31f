"""Which program a class or a code was made with, and whether this one gives the same numbers."""

from __future__ import annotations

import hashlib
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

import trainers

BUILD_BITS = 6
Word = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[\w.+ -]+$")]


class ProgramBuild(BaseModel):
    """What decides the rounding of a run on one thread: the versions of the program and of PyTorch, and the kind of
    the processor (``platform.machine()``)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    program: Word
    torch: Word
    machine: Word

    @property
    def mark(self) -> int:
        """Six bits of it, as they stand in a class code: of two that differ, one in 64 has the same."""
        text = f"{self.program}\0{self.torch}\0{self.machine}"
        return hashlib.sha256(text.encode()).digest()[0] >> (8 - BUILD_BITS)

    def __str__(self) -> str:
        return f"Latent Explorer {self.program}, PyTorch {self.torch}, {self.machine}"


def this_build() -> ProgramBuild:
    """That of the program that runs; PyTorch is not imported."""
    try:
        torch = version("torch")
    except PackageNotFoundError:
        torch = "unknown"
    return ProgramBuild(program=trainers.__version__, torch=torch, machine=platform.machine() or "unknown")
