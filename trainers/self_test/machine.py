"""What kind of machine this is, as far as a report's reader cares. Needs only the standard library."""

from __future__ import annotations

import ctypes
import locale
import os
import platform
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from trainers.machine.cores import processor_name, usable_cores


def describe_machine() -> dict[str, Any]:
    """``system``, ``processor``, ``cores`` (usable), ``memory_gb``, ``python``, ``locale``, ``temporary_folder`` and
    ``temporary_free_gb``; unknown values are None."""
    folder = Path(tempfile.gettempdir())
    return {
        "system": _system(),
        "processor": processor_name(),
        "cores": usable_cores(),
        "memory_gb": _memory_gb(),
        "python": platform.python_version(),
        "locale": "-".join(str(part) for part in locale.getlocale()),
        "temporary_folder": str(folder),
        "temporary_free_gb": free_gb(folder),
        "frozen": getattr(sys, "frozen", False),
    }


def free_gb(folder: Path) -> float | None:
    """Free space where *folder* lies or would be made."""
    for place in (folder, *folder.parents):
        try:
            return round(shutil.disk_usage(place).free / 1e9, 2)
        except OSError:
            continue
    return None


def _system() -> str:
    name = f"{platform.system()} {platform.release()} {platform.machine()}"  # platform() would start a program
    if sys.platform == "linux":
        with suppress(OSError, KeyError):
            name = f"{platform.freedesktop_os_release()['PRETTY_NAME']} ({name})"
    return name


def _memory_gb() -> float | None:
    if sys.platform == "win32":
        status = (ctypes.c_ulonglong * 8)()  # MEMORYSTATUSEX: two 32-bit fields, then seven of 64 bits
        ctypes.cast(status, ctypes.POINTER(ctypes.c_ulong))[0] = ctypes.sizeof(status)
        known = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return round(status[1] / 1e9, 1) if known else None
    try:
        return round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9, 1)
    except (ValueError, OSError):
        return None
