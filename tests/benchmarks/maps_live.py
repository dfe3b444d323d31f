"""Training beside a map that is drawn all the time: its speed against that without, in pairs, and how late the window's
events are meanwhile."""

from __future__ import annotations

import statistics
from pathlib import Path

from tests.benchmarks import Options, Result, against, at_most, interleaved
from tests.benchmarks._probe import measure, usual_preset

SECONDS = 8.0
PRESETS = ("vae-digits",)


def run(options: Options) -> list[Result]:
    _, folder = usual_preset(options)
    return [result for name in options.names or PRESETS for result in _beside(options, name, folder)]


def _beside(options: Options, name: str, folder: Path) -> list[Result]:
    frames: list[float] = []

    def figures(mode: str) -> dict[str, float]:
        return measure(mode, preset=name, device=options.device, data_dir=folder, seconds=SECONDS)

    def beside() -> float:
        found = figures("map")
        frames.append(found["frames_per_second"])
        return found["steps_per_second"]

    alone, drawn = interleaved(options.repeats, lambda: figures("window")["steps_per_second"], beside)
    quiet, late = interleaved(
        options.repeats, lambda: figures("beat")["late_p99"], lambda: figures("map beat")["late_p99"]
    )
    return [
        against(f"{name}: steps/s beside t-SNE of 2000", drawn, alone, "1/s", 0.8),
        Result(f"{name}: frames/s of t-SNE beside training", statistics.median(frames), "1/s"),
        Result(f"{name}: window late without a map, p99", statistics.median(quiet), "ms"),
        at_most(f"{name}: window late beside t-SNE, p99", statistics.median(late), "ms", 30),
    ]
