"""Benchmarks, each against its reference in the same run: ``python -m tests.benchmarks --help``.

A benchmark is a module in this folder with ``run(options: Options) -> list[Result]``, and ``DEFAULT = False`` where
it must be asked for by name. Timings live here and never in unit tests. Imports of torch and Qt belong inside
functions, so that one benchmark does not disturb another's start.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """What every benchmark is told. ``names`` picks among what a benchmark offers (presets); empty means all."""

    device: str = "cpu"
    repeats: int = 5
    data_dir: Path | None = None
    names: tuple[str, ...] = ()
    seeds: tuple[int, ...] = (0, 1, 2)


@dataclass(frozen=True)
class Result:
    """One figure. ``reference`` and ``ratio`` stand beside it where there is something to compare with; ``ok`` is None
    where no target is set."""

    name: str
    value: float
    unit: str
    reference: float | None = None
    ratio: float | None = None
    target: str = ""
    ok: bool | None = None


def at_most(name: str, value: float, unit: str, target: float) -> Result:
    """A figure that should not exceed its target."""
    return Result(name, value, unit, target=f"<= {target:g} {unit}".rstrip(), ok=value <= target)


def at_least(name: str, value: float, unit: str, target: float) -> Result:
    """A figure that should reach its target."""
    return Result(name, value, unit, target=f">= {target:g} {unit}".rstrip(), ok=value >= target)


def near(name: str, value: float, expected: float, tolerance: float) -> Result:
    """A figure whose answer is known, up to chance."""
    target = f"{expected:g} within {tolerance:g}"
    return Result(name, value, "", reference=expected, target=target, ok=abs(value - expected) <= tolerance)


def against(name: str, values: Sequence[float], references: Sequence[float], unit: str, least_ratio: float) -> Result:
    """A figure against its reference, measured in pairs: the ratio is the median of the pairs' ratios, which a noisy
    machine disturbs least."""
    ratio = statistics.median(value / reference for value, reference in zip(values, references, strict=True))
    return Result(
        name,
        statistics.median(values),
        unit,
        reference=statistics.median(references),
        ratio=ratio,
        target=f">= {least_ratio:g} x reference",
        ok=ratio >= least_ratio,
    )


def interleaved(repeats: int, *measures: Callable[[], float]) -> list[list[float]]:
    """Measures everything in turn, *repeats* times after one unrecorded turn; one list of figures per measure.

    Turn about, so that whatever else the machine does falls on all alike.
    """
    figures: list[list[float]] = [[] for _ in measures]
    for turn in range(repeats + 1):
        for measure, kept in zip(measures, figures, strict=True):
            value = measure()
            if turn:
                kept.append(value)
    return figures
