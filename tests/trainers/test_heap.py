"""The C library keeps freed memory while a run trains, and gives it back when told."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

PROBE = """
import psutil
import numpy as np
from trainers.heap import give_back

resident = lambda: psutil.Process().memory_info().rss / 2**20
before = resident()
blocks = [np.ones(2**13) for _ in range(1600)]  # 100 MB in blocks of 64 KB
last = np.ones(2**13)  # lies behind them: nothing can be given back by making the heap shorter
full = resident()
del blocks
kept = resident()
give_back()
print(full - before, kept - before, resident() - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has the functions")
@pytest.mark.parametrize("chosen", [{}, {"MALLOC_ARENA_MAX": "2"}])
def test_freed_memory_is_kept_until_it_is_given_back(chosen: dict[str, str]) -> None:
    """Unless the user has chosen how the C library keeps it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    output = subprocess.run(
        [sys.executable, "-c", PROBE], env={**environment, **chosen}, capture_output=True, text=True, check=True
    ).stdout
    full, kept, left = map(float, output.split())
    assert full > 90 and kept > 90
    assert left > 90 if chosen else left < 20
