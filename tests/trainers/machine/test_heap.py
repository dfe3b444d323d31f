"""The C library keeps freed memory while a run trains, and gives it back when told."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

from trainers.machine.heap import ARENAS, GROWN, LOOKS, Ebb, resident

PROBE = """
import psutil
import numpy as np
from trainers.machine.heap import give_back

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


ARENAS_PROBE = """
import ctypes
import re
import sys
import tempfile
import threading
import trainers.machine.heap
threads = [threading.Thread(target=lambda: bytearray(100_000) and met.wait()) for _ in range(6)]
met = threading.Barrier(len(threads))
for thread in threads: thread.start()
for thread in threads: thread.join()
library = ctypes.CDLL(None)
library.fopen.restype = ctypes.c_void_p
with tempfile.NamedTemporaryFile() as file:
    told = ctypes.c_void_p(library.fopen(file.name.encode(), b"w"))
    library.malloc_info(0, told)
    library.fclose(told)
    print(len(re.findall("<heap nr", file.read().decode())))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has the functions")
def test_many_threads_share_two_heaps() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    command = [sys.executable, "-c", ARENAS_PROBE]
    output = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    assert int(output) == ARENAS


def test_memory_ebbs_when_it_has_grown_or_something_was_left() -> None:
    megabytes = [500]
    ebb = Ebb(lambda: megabytes[0] * 2**20)
    grown = GROWN // 2**20

    def looks(*measured: int) -> list[bool]:
        found = []
        for megabytes[0] in measured:
            found.append(ebb.is_due())
        return found

    assert looks(500, 500 + grown, 501 + grown) == [False, False, True]
    assert looks(460, 460 + grown, 461 + grown) == [False, False, True]  # what was given back is counted anew
    assert looks(600, 600, 600 + grown) == [False] * 3  # it took all that again at once, so it needs it
    assert looks(300, 300 + grown, 301 + grown) == [False, False, True]
    ebb.leave()
    assert looks(301, 301) == [True, False]


def test_memory_ebbs_once_a_minute_at_the_latest() -> None:
    """What was needed for a moment after the last time would else be kept for good, and the next moment's beside it."""
    ebb = Ebb(lambda: 2**29)
    assert [ebb.is_due() for _ in range(2 * LOOKS)] == 2 * ([False] * (LOOKS - 1) + [True])


def test_what_is_resident_is_the_process_own() -> None:
    before = resident()
    block = bytearray(b"x") * (256 * 2**20)  # beside which what others give back meanwhile is little
    assert 230 < (resident() - before) / 2**20 < 280
    del block


@pytest.mark.parametrize("chosen", [{}, {"ONEDNN_PRIMITIVE_CACHE_CAPACITY": "7"}])
def test_kernels_are_kept_for_the_networks_of_a_run_and_not_of_an_hour(chosen: dict[str, str]) -> None:
    """Unless the user has chosen how many; oneDNN reads it when torch is first used."""
    name = "ONEDNN_PRIMITIVE_CACHE_CAPACITY"
    environment = {key: value for key, value in os.environ.items() if key != name}
    code = f"import os, trainers; print(os.environ['{name}'])"
    output = subprocess.run(
        [sys.executable, "-c", code], env={**environment, **chosen}, capture_output=True, text=True, check=True
    ).stdout
    assert output.strip() == chosen.get(name, "128")
