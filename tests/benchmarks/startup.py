"""Process start to the first painted map with content, warm; torch and scikit-learn must not be there yet."""

from __future__ import annotations

import statistics

from tests.benchmarks import Options, Result, at_most
from tests.benchmarks._probe import measure


def run(options: Options) -> list[Result]:
    runs = [measure("startup") for _ in range(options.repeats + 1)][1:]  # the first warms the file cache
    early = sorted({name for figures in runs for name in figures["early"]})
    seconds = statistics.median(figures["seconds"] for figures in runs)
    return [
        at_most("start to first painted content", seconds, "s", 1.5),
        Result("big libraries imported before it", len(early), "", target=f"0 {early or ''}", ok=not early),
    ]
