"""The processor: what it is called, and how many of its cores there are for this program. The standard library only."""

from __future__ import annotations

import os
import platform
from contextlib import suppress
from pathlib import Path


def usable_cores() -> int:
    """Those that the system lets this process use, where it says so."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processor_name() -> str:
    """Its name, or at least its kind; ``platform.processor()`` would start a program to find out."""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return os.environ.get("PROCESSOR_IDENTIFIER", "") or platform.machine()


# Training uses two cores wholly, and whatever looks at it meanwhile holds it up.
FEW_CORES = usable_cores() <= 2
