"""Does the window say in time that a generator has collapsed, and only then?

Every preset with a discriminator is trained in the window; ``gan-collapse`` must be called a collapse soon after its
onset, the others never. The onset is found by training the same run again without a window, where the same seed gives
the same weights, and measuring every ``EVERY`` steps: the first step from where on fewer than half of the modes that
were covered at best are left. Takes minutes: ``--only verdict [--names gan-collapse,gan-ring] [--seeds 0,1,2]``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks import Options, Result, at_most
from tests.benchmarks.gan import presets

if TYPE_CHECKING:
    import torch

DEFAULT = False
COLLAPSES = "gan-collapse"
EVERY = 50  # steps between two measurements of the onset
SECONDS = 10.0  # from the onset to the verdict


def run(options: Options) -> list[Result]:
    from trainers.places import data_dir
    from trainers.training.devices import choose_device

    folder, device = data_dir(options.data_dir), choose_device(options.device)
    results = []
    for name in options.names or presets():
        for seed in options.seeds:
            said = _watch(name, seed, folder, options.device)
            kinds = {kind for changes in said["verdicts"].values() for _, _, kind in changes}
            print(f"    {name}, seed {seed}: {said['clock'][-1][0]:.0f} s, {said['verdicts']}", flush=True)
            label = f"{name}, seed {seed}"
            if name == COLLAPSES:
                results.append(_delay(label, said, _onset(name, seed, folder, device)))
            else:
                wrong = float("collapse" in kinds)
                results.append(Result(f"{label}: called a collapse", wrong, "", target="never", ok=not wrong))
    return results


def _watch(preset: str, seed: int, folder: Path, device: str) -> dict[str, Any]:
    options = json.dumps({"preset": preset, "seed": seed, "data_dir": str(folder), "device": device})
    command = [sys.executable, "-m", "tests.benchmarks._verdict_probe", options]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).resolve().parents[2])
    if done.returncode:
        raise RuntimeError(f"{preset}, seed {seed}: {done.stderr[-2000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _delay(label: str, said: dict[str, Any], onset: int) -> Result:
    """Seconds from the moment at which the run passed the onset to the verdict "collapse"; less than 0 where that stood
    already: what the verdict calls a collapse may begin before the modes are lost for good."""
    began = next(seconds for seconds, step in said["clock"] if step >= onset)
    changes = said["verdicts"]["0"]
    until = [*(seconds for seconds, _, _ in changes[1:]), float("inf")]
    named = [since for (since, _, kind), end in zip(changes, until, strict=True) if kind == "collapse" and end > began]
    delay = named[0] - began if named else float("inf")
    return at_most(f"{label}: collapse at step {onset}, named after", delay, "s", SECONDS)


def _onset(name: str, seed: int, folder: Path, device: torch.device) -> int:
    """Raises RuntimeError where the run does not collapse."""
    import torch

    from trainers.catalog import find_dataset
    from trainers.dataset import LoadContext
    from trainers.experiment import read_toml
    from trainers.looking.sample_quality import measure_loop
    from trainers.presets import preset_path
    from trainers.training.devices import training_threads
    from trainers.training.loop import Loop

    torch.set_num_threads(training_threads())
    experiment = read_toml(preset_path(name)).with_setting("seed", seed)
    images = find_dataset(experiment.dataset).load(experiment.dataset_config, LoadContext(folder))
    loop = Loop(experiment, images, device)
    covered: dict[int, float] = {}
    while loop.step_count < experiment.plan.steps:
        loop.step()
        if loop.step_count % EVERY == 0:
            covered[loop.step_count] = measure_loop(loop, images, wanted=lambda model: True)[0]["modes_present"]
    best = max(covered.values())
    lost = [step for step in covered if all(2 * covered[later] < best for later in covered if later >= step)]
    if not lost:
        raise RuntimeError(f"{name}, seed {seed}: expected a collapse, found {covered}")
    return lost[0]
