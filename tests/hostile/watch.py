"""What a command costs, and whether it touched anything: processor time, peak of memory, a picture of a folder."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from pathlib import Path

SPARE = 3 * 2**30  # bytes of address space beyond those of the beginning: a runaway reader fails instead of the machine


class Meter:
    """Processor seconds and the peak of memory since it was made; memory is measured on Linux only, else 0."""

    def __init__(self) -> None:
        self._before = _status("VmRSS")
        if sys.platform == "linux":
            Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
        self._began = time.process_time()

    def read(self) -> tuple[float, float]:
        """Seconds, and MB more than before at the peak."""
        return time.process_time() - self._began, (_status("VmHWM") - self._before) / 1024


def limit_memory() -> None:
    """A reader that takes gigabytes gets a MemoryError."""
    if sys.platform == "linux":
        import resource

        most = _status("VmSize") * 1024 + SPARE
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _status(name: str) -> int:
    """A value of /proc/self/status in KB."""
    if sys.platform != "linux":
        return 0
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(f"{name}:")).split()[1])


def picture(folder: Path) -> dict[str, str]:
    """Every entry below *folder* with what it is and holds: two pictures differ where anything was changed."""
    return dict(sorted(_entries(folder, folder)))


def _entries(folder: Path, root: Path) -> list[tuple[str, str]]:
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            state = entry.stat(follow_symlinks=False)
            path, name = Path(entry.path), os.path.relpath(entry.path, root)
            if stat.S_ISDIR(state.st_mode):
                found += [(name, f"folder {stat.S_IMODE(state.st_mode):o}"), *_entries(path, root)]
            elif stat.S_ISREG(state.st_mode):
                digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
                found.append((name, f"file {digest} {state.st_mtime_ns} {stat.S_IMODE(state.st_mode):o}"))
            else:
                found.append((name, f"{stat.S_IFMT(state.st_mode):o}"))
    return found


def changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """What is new, gone or another, in words."""
    new = [f"{name} is new" for name in after.keys() - before.keys()]
    gone = [f"{name} is gone" for name in before.keys() - after.keys()]
    other = [f"{name} was changed" for name in before.keys() & after.keys() if before[name] != after[name]]
    return sorted(new + gone + other)
