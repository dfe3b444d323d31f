"""Training beside other busy programs: steps per second beside one and two that spin against the quiet speed, headless
and in the window, and the heartbeat of the window meanwhile. The loop shares as the program does."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks import Options, Result, against, at_most, interleaved
from tests.benchmarks._probe import measure, usual_preset
from trainers.files.data_check import list_datasets
from trainers.presets import list_presets

SECONDS = 6.0
PRESETS = ("vae-digits", "vae-mnist-2d", "gan-ring", "dcgan-mnist")
TARGETS = {1: 0.55, 2: 0.35}  # of the quiet speed beside so many
SPIN = "while True: pass"


def run(options: Options) -> list[Result]:
    _, folder = usual_preset(options)
    at_hand = {entry.name for entry in list_datasets(folder) if not entry.missing}
    known = {preset.name: preset.dataset for preset in list_presets()}
    results = []
    for name in options.names or tuple(name for name in PRESETS if known[name] in at_hand):
        for mode in ("sharing", "window"):
            results += _beside(options, name, mode, folder)
        late = [_measure(options, name, "stop", folder, 1)["late_p99"] for _ in range(options.repeats)]
        results.append(at_most(f"{name}: heartbeat late beside 1, p99", statistics.median(late), "ms", 30.0))
    return results


def _beside(options: Options, name: str, mode: str, folder: Path) -> list[Result]:
    def speed(others: int) -> float:
        return _measure(options, name, mode, folder, others)["steps_per_second"]

    quiet, one, two = interleaved(options.repeats, lambda: speed(0), lambda: speed(1), lambda: speed(2))
    where = "window" if mode == "window" else "headless"
    return [
        against(f"{name}: {where}, steps/s beside {count}", beside, quiet, "1/s", TARGETS[count])
        for count, beside in ((1, one), (2, two))
    ]


def _measure(options: Options, name: str, mode: str, folder: Path, others: int) -> dict[str, float]:
    with spinning(others):
        return measure(mode, preset=name, device=options.device, data_dir=folder, seconds=SECONDS)


@contextmanager
def spinning(count: int) -> Iterator[None]:
    """So many processes that do nothing, as fast as they can."""
    children = [subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(count)]
    try:
        yield
    finally:
        for child in children:
            child.kill()
            child.wait()
