"""How many processor cores there are for this program."""

from __future__ import annotations

import os


def usable_cores() -> int:
    """Those that the system lets this process use, where it says so."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# Training uses two cores wholly, and whatever looks at it meanwhile holds it up.
FEW_CORES = usable_cores() <= 2
