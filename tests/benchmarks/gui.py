"""Lateness of a 16 ms heartbeat of the GUI thread while training, for every preset whose data are at hand; Stop and
closing the window."""

from __future__ import annotations

from tests.benchmarks import Options, Result, at_most
from tests.benchmarks._probe import measure, usual_preset
from trainers.files.data_check import list_datasets
from trainers.presets import list_presets

SECONDS = 60.0


def run(options: Options) -> list[Result]:
    _, folder = usual_preset(options)
    at_hand = {entry.name for entry in list_datasets(folder) if not entry.missing}
    presets = options.names or tuple(p.name for p in list_presets() if p.dataset in at_hand)
    results = []
    for name in presets:
        figures = measure("stop", preset=name, device=options.device, data_dir=folder, seconds=SECONDS)
        results.append(at_most(f"{name}: heartbeat late, p99", figures["late_p99"], "ms", 20.0))
        results.append(at_most(f"{name}: heartbeat late, max", figures["late_max"], "ms", 80.0))
        results.append(at_most(f"{name}: Stop, click to paused", figures["stop_ms"], "ms", 300.0))
        results.append(at_most(f"{name}: window closed while training", figures["close_ms"], "ms", 1000.0))
        results.append(
            Result(f"{name}: threads ended", figures["threads_ended"], "", target="1", ok=figures["threads_ended"])
        )
    return results
