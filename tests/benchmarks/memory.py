"""Growth of the process over ten minutes of training with the window open, after the first minute. Takes long, so it
must be asked for by name."""

from __future__ import annotations

from tests.benchmarks import Options, Result, at_most
from tests.benchmarks._probe import measure, usual_preset

DEFAULT = False
SECONDS = 600.0


def run(options: Options) -> list[Result]:
    preset, folder = usual_preset(options)
    figures = measure("memory", preset=preset, device=options.device, data_dir=folder, seconds=SECONDS)
    return [
        at_most(f"{preset}: grown after the first minute", figures["grown_mb"], "MB", 20.0),
        Result(f"{preset}: resident at the end", figures["rss_mb"], "MB"),
    ]
