"""What numbers depend on besides the settings: versions, system, processor, threads."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import trainers
from trainers.machine.cores import processor_name
from trainers.shown import shown

LIBRARIES = ("torch", "numpy")
MOST = 200  # characters of an entry, as a record of a lesson takes them
# In tables, by the names in a record.
PROCESSOR, THREADS = "processor", "threads"
NO_VERSIONS = (PROCESSOR, THREADS, "platform", "device")  # the number of a kernel decides no digit


def made_with(device: str, threads: int | None) -> dict[str, str]:
    """For the record of a lesson: by name, as ``environment.json`` of a run has them. *threads* train, None: unknown.
    No library is imported for it."""
    found = {
        "latent_explorer": trainers.__version__,
        "python": platform.python_version(),
        **{library: _version(library) for library in LIBRARIES},
        "platform": platform.platform(),
        PROCESSOR: processor_name(),
        "device": device,
        **({} if threads is None else {THREADS: str(threads)}),
    }
    return {name: shown(value, MOST) for name, value in found.items()}


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "unknown"
