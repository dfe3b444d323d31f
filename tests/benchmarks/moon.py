"""The moon story in figures: what lies between new and full moon, with all phases in training and with only the ends.

The presets ``moons`` and ``moons-ends`` are trained headless with several seeds; then the line between the codes of the
new and of the full moon is decoded, and each frame is held against the true renderer. Of the seeds the one whose worst
frame misses its target by most counts, not the median. Takes a minute per seed: ``--only moon [--seeds 0,1,2]``.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import Options, Result, at_most

if TYPE_CHECKING:
    from trainers.examples import UInt8
    from trainers.experiment import Experiment

DEFAULT = False
PRESETS = Path(__file__).resolve().parents[2] / "resources" / "presets"
FRAMES = 33
TARGET = 0.001  # mean squared error per pixel of the worst frame, all phases in training
TIMES = 20  # ... and so many times that with only the ends


def run(options: Options) -> list[Result]:
    from trainers.experiment import read_toml

    worst: dict[str, dict[str, list[float]]] = {}
    results = []
    for name in ("moons", "moons-ends"):
        experiment = read_toml(PRESETS / f"{name}.toml")
        worst[name] = {model.label: [] for model in experiment.models}
        seconds = []
        for seed in options.seeds:
            started = time.perf_counter()
            for label, frames in walk(experiment.with_setting("seed", seed), options.device).items():
                worst[name][label].append(_worst(frames))
            seconds.append(time.perf_counter() - started)
        for label, values in worst[name].items():
            print(f"    {name}: {label}, seeds {options.seeds}: {', '.join(f'{v:.5f}' for v in values)}", flush=True)
        results.append(Result(f"{name}: {experiment.plan.steps} steps, slowest seed", max(seconds), "s"))
    for label, values in worst["moons"].items():
        results.append(at_most(f"{label}: all phases, worst frame", max(values), "MSE", TARGET))
    for label, values in worst["moons-ends"].items():
        times = min(values) / max(worst["moons"][label])
        least = TIMES * TARGET
        results.append(
            Result(
                f"{label}: only the ends, worst frame",
                min(values),
                "MSE",
                reference=max(worst["moons"][label]),
                ratio=times,
                target=f">= {least:g} MSE",
                ok=min(values) >= least,
            )
        )
    return results


def walk(experiment: Experiment, device: str = "cpu") -> dict[str, UInt8]:
    """Trains and decodes FRAMES codes on the line from the code of the new to that of the full moon, per label."""
    import numpy as np
    import torch

    from trainers.catalog import find_dataset
    from trainers.dataset import LoadContext
    from trainers.files.moon import render_moon
    from trainers.looking.looker import Looker
    from trainers.training.devices import choose_device, training_threads
    from trainers.training.loop import Loop
    from trainers.training.snapshot import Snapshot

    torch.set_num_threads(training_threads())
    images = find_dataset(experiment.dataset).load(experiment.dataset_config, LoadContext(Path()))
    loop = Loop(experiment, images, choose_device(device))
    looker = Looker(experiment, images, loop.device)
    for _ in range(experiment.plan.steps):
        loop.step()
    configs = tuple(model.config for model in loop.models)
    looker.load(Snapshot(0, loop.step_count, tuple(loop.display_weights()), configs))
    share = np.linspace(0, 1, FRAMES, dtype=np.float32)[:, None]
    frames = {}
    for index, spec in enumerate(experiment.models):
        codes = looker.models[index].encode(torch.tensor(render_moon([0.0, 0.5]) / 255, dtype=torch.float32))
        new, full = codes.cpu().numpy()
        frames[spec.label] = _result(looker.decode(index, ((1 - share) * new + share * full).astype(np.float32)))
    return frames


def _result(pieces: object) -> UInt8:
    """What a job of many pieces gives in the end."""
    while True:
        try:
            next(pieces)  # type: ignore[call-overload]
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]


def _worst(frames: UInt8) -> float:
    from explorer.workspaces.compare.moon.moon_story import report_strip

    return report_strip(frames).worst_distance
