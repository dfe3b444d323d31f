"""Training speed beside the window: everything updating, and the pointer dragging without pause, against headless."""

from __future__ import annotations

from tests.benchmarks import Options, Result, against, interleaved
from tests.benchmarks._probe import measure, usual_preset

SECONDS = 8.0


def run(options: Options) -> list[Result]:
    preset, folder = usual_preset(options)
    presets = options.names or (preset,)
    results = []
    for name in presets:

        def speed(mode: str, name: str = name) -> float:
            figures = measure(mode, preset=name, device=options.device, data_dir=folder, seconds=SECONDS)
            return float(figures["steps_per_second"])

        alone, window, drag = interleaved(
            options.repeats, lambda: speed("headless"), lambda: speed("window"), lambda: speed("drag")
        )
        results.append(against(f"{name}: steps/s with the window open", window, alone, "1/s", 0.85))
        results.append(against(f"{name}: steps/s while dragging without pause", drag, alone, "1/s", 0.75))
    return results
