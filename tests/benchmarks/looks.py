"""Another theme and another text size: how long the GUI thread does nothing else, until all is painted; idle and while
training."""

from __future__ import annotations

import statistics

from tests.benchmarks import Options, Result, at_most
from tests.benchmarks._probe import measure, usual_preset

SECONDS = 8.0
TARGET = 150.0  # ms


def run(options: Options) -> list[Result]:
    preset, folder = usual_preset(options)
    results = []
    for mode, when in (("idle looks", "idle"), ("looks", "while training")):
        runs = [
            measure(mode, preset=preset, device=options.device, data_dir=folder, seconds=SECONDS)
            for _ in range(options.repeats)
        ]
        for key, title in (("theme", "another theme"), ("size", "another text size")):
            value = statistics.median(figures[f"{key}_p50"] for figures in runs)
            results.append(at_most(f"{preset}: {title}, {when}, p50", value, "ms", TARGET))
    return results
