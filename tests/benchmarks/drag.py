"""From the pointer's move to what is painted, at 125 Hz, idle and while training: the decode on a map, and what a model
by components expects of the pixel."""

from __future__ import annotations

import statistics

from tests.benchmarks import Options, Result, at_most
from tests.benchmarks._probe import measure, usual_preset

SECONDS = 8.0


def run(options: Options) -> list[Result]:
    preset, folder = usual_preset(options)
    pixels = "made-mnist" if preset == "vae-mnist-2d" else "made-digits"
    results = []
    for name, mode, title, target in (
        (preset, "idle", "painted decode, idle", 8.0),
        (preset, "drag", "painted decode, while training", 16.0),
        (pixels, "point idle", "painted odds of the pixel, idle", 8.0),
        (pixels, "point", "painted odds of the pixel, while training", 16.0),
    ):
        if options.names and name not in options.names:
            continue
        workspace = "components" if "point" in mode else "explore"
        runs = [
            measure(mode, preset=name, device=options.device, data_dir=folder, seconds=SECONDS, workspace=workspace)
            for _ in range(options.repeats)
        ]
        for share in ("p50", "p95", "max"):
            value = statistics.median(figures[f"latency_{share}"] for figures in runs)
            label = f"{name}: move to {title}, {share}"
            results.append(at_most(label, value, "ms", target) if share == "p95" else Result(label, value, "ms"))
    return results
