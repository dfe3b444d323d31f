"""The sweeps in a folder, fast: of each ``sweep.toml`` is read, and which of its runs have figures."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainers.disk.toml_file import MAX_BYTES as MOST_TOML
from trainers.disk.toml_file import parse_bytes
from trainers.experiment import Experiment
from trainers.knobs import ConfigError
from trainers.runs import inside
from trainers.runs.figures import FIGURES
from trainers.sweeps.folder import SWEEP, is_sweep

MOST_SWEEPS = 50  # those begun last


@dataclass(frozen=True)
class SweepSummary:
    """A line in a list of sweeps: ``paths`` are the settings of ``experiment`` that are swept, ``begun`` is in seconds
    since 1970. The experiment is None where this version does not know it."""

    path: Path
    title: str
    paths: tuple[str, ...]
    finished: int
    runs: int
    begun: float
    experiment: Experiment | None = None


def list_sweeps(place: Path) -> list[SweepSummary]:
    """Newest first; what is no sweep, or a damaged one, is left out. Never raises for what lies there."""
    try:
        folders = [path for path in place.iterdir() if is_sweep(path)]
    except OSError:
        return []
    newest = sorted(folders, key=_begun, reverse=True)[:MOST_SWEEPS]
    return [found for path in newest if (found := _summarise(path)) is not None]


def _begun(path: Path) -> float:
    try:
        return (path / SWEEP).stat().st_mtime
    except OSError:
        return 0.0


def _summarise(path: Path) -> SweepSummary | None:
    try:
        table: dict[str, Any] = parse_bytes(inside.read(path, SWEEP, MOST_TOML))
        settings = table.get("settings", [])
        runs = len(table["seeds"]) * math.prod(len(each["values"]) for each in settings)
        paths = tuple(str(each["path"]) for each in settings)
        finished = sum(inside.is_file(path, f"{name}/{FIGURES}") for name in os.listdir(path))
        title, experiment = str(table["experiment"]["title"]), _experiment(table["experiment"])
        return SweepSummary(path, title, paths, min(finished, runs), runs, _begun(path), experiment)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _experiment(table: dict[str, Any]) -> Experiment | None:
    try:
        return Experiment.parse(table)
    except (ConfigError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None
