"""Another theme and another text size: how long the window stands still at a stretch; idle and while training, with one
model in Explore and with four in Compare."""

from __future__ import annotations

import statistics

from tests.benchmarks import Options, Result, at_most
from tests.benchmarks._probe import measure, usual_preset

SECONDS = 16.0
TARGET = 150.0  # ms


def run(options: Options) -> list[Result]:
    usual, folder = usual_preset(options)
    results = []
    for preset, workspace in ((usual, "explore"), ("beta-sweep-digits", "compare")):
        for mode, when in (("idle looks", "idle"), ("looks", "while training")):
            runs = [
                measure(
                    mode,
                    preset=preset,
                    device=options.device,
                    data_dir=folder,
                    seconds=SECONDS,
                    workspace=workspace,
                )
                for _ in range(options.repeats)
            ]
            for key, title in (("theme", "another theme"), ("size", "another text size")):
                value = statistics.median(figures[f"{key}_p50"] for figures in runs)
                results.append(at_most(f"{preset}, {workspace}: {title}, {when}, p50", value, "ms", TARGET))
    return results
