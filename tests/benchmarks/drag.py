"""From the pointer's move to the painted decode, at 125 Hz: idle and while training."""

from __future__ import annotations

import statistics

from tests.benchmarks import Options, Result, at_most
from tests.benchmarks._probe import measure, usual_preset

SECONDS = 8.0


def run(options: Options) -> list[Result]:
    preset, folder = usual_preset(options)
    results = []
    for mode, title, target in (("idle", "idle", 8.0), ("drag", "while training", 16.0)):
        runs = [
            measure(mode, preset=preset, device=options.device, data_dir=folder, seconds=SECONDS)
            for _ in range(options.repeats)
        ]
        for share in ("p50", "p95", "max"):
            value = statistics.median(figures[f"latency_{share}"] for figures in runs)
            name = f"{preset}: move to painted decode, {title}, {share}"
            results.append(at_most(name, value, "ms", target) if share == "p95" else Result(name, value, "ms"))
    return results
