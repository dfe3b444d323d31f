"""Training speed beside the window: everything updating, and the pointer dragging without pause, against headless; with
the layer of holes live, beside the arena, while pictures are finished component by component, and while texts are
written."""

from __future__ import annotations

from pathlib import Path

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
    if not options.names:
        results.append(_beside(options, preset, folder, "compare", 0.85))
        results.append(_beside(options, "gan-ring", folder, "adversarial", 0.8))
        pixels = "pixelcnn-mnist" if preset == "vae-mnist-2d" else "pixelcnn-digits"
        results.append(_beside(options, pixels, folder, "components", 0.8))
        results.append(_beside(options, "names-compared", folder, "characters", 0.8))
    return results


def _beside(options: Options, preset: str, folder: Path, workspace: str, target: float) -> Result:
    def speed(mode: str, **more: str) -> float:
        figures = measure(mode, preset=preset, device=options.device, data_dir=folder, seconds=SECONDS, **more)
        return float(figures["steps_per_second"])

    alone, beside = interleaved(
        options.repeats, lambda: speed("headless"), lambda: speed("window", workspace=workspace)
    )  # fmt: skip
    return against(f"{preset}: steps/s beside the {workspace} workspace", beside, alone, "1/s", target)
