"""What the program can do on this machine: families, data sets, devices."""

from __future__ import annotations

from dataclasses import dataclass

from trainers.catalog import DatasetSpec, FamilySpec


@dataclass(frozen=True)
class DeviceInfo:
    """``problem`` is empty for a device that works, else the reason why it cannot be used."""

    name: str  # "cpu", "cuda", "mps"
    title: str  # "CPU · 2 threads"
    problem: str = ""


@dataclass(frozen=True)
class Catalogued:
    """Said once, when torch is imported and the devices have been probed with a real kernel."""

    families: tuple[FamilySpec, ...]
    datasets: tuple[DatasetSpec, ...]
    devices: tuple[DeviceInfo, ...]
