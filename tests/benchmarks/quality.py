"""What every preset reaches: each is trained headless with several seeds, the median is held against its target.

Takes minutes per preset, so it runs only when asked for: ``--only quality [--names vae-mnist-2d] [--seeds 0,1,2]``.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import Options, Result, at_most

if TYPE_CHECKING:
    import torch

    from trainers.examples import Examples
    from trainers.experiment import Experiment

DEFAULT = False
PRESETS = Path(__file__).resolve().parents[2] / "resources" / "presets"
TARGETS = {  # preset: (test metric, greatest median over the seeds)
    "ae-mnist-2d": ("test_mse", 0.0355),
    "ae-mnist-32d": ("test_mse", 0.0052),
    "vae-mnist-2d": ("test_neg_elbo", 140.5),
    "vae-mnist-20d": ("test_neg_elbo", 102.0),
    "made-mnist": ("test_nats", 91.0),
    "pixelcnn-mnist": ("test_nats", 88.0),
    "any-order-mnist": ("test_nats", 99.0),
    "pixel-rnn-mnist": ("test_nats", 103.0),
}
UNITS = {"test_mse": "", "test_neg_elbo": "nats", "test_recon": "nats", "test_kl": "nats", "test_nats": "nats"}


def run(options: Options) -> list[Result]:
    import torch

    from trainers.catalog import find_dataset
    from trainers.dataset import LoadContext
    from trainers.experiment import read_toml
    from trainers.places import data_dir
    from trainers.training.devices import choose_device, training_threads

    torch.set_num_threads(training_threads())
    device = choose_device(options.device)
    results = []
    for name in options.names or sorted(path.stem for path in PRESETS.glob("*.toml")):
        experiment = read_toml(PRESETS / f"{name}.toml")
        context = LoadContext(data_dir(options.data_dir))
        images = find_dataset(experiment.dataset).load(experiment.dataset_config, context)
        runs = [_train(experiment, seed, images, device) for seed in options.seeds]
        seconds = statistics.median(run[0] for run in runs)
        results.append(Result(f"{name}: {experiment.plan.steps} steps", seconds, "s"))
        for index, model in enumerate(experiment.models):
            for metric in runs[0][1][index]:
                values = [run[1][index][metric] for run in runs]
                label, value = f"{name}: {model.label} {metric}", statistics.median(values)
                print(f"    {label}, seeds {options.seeds}: {', '.join(f'{v:.5g}' for v in values)}", flush=True)
                wanted, target = TARGETS.get(name, ("", 0.0))
                unit = UNITS.get(metric, "")
                results.append(at_most(label, value, unit, target) if metric == wanted else Result(label, value, unit))
    return results


def _train(
    experiment: Experiment, seed: int, images: Examples, device: torch.device
) -> tuple[float, list[dict[str, float]]]:
    """Seconds and test metrics of one whole run."""
    from trainers.training.loop import Loop

    loop = Loop(experiment.with_setting("seed", seed), images, device)
    started = time.perf_counter()
    for _ in range(experiment.plan.steps):
        loop.step()
    metrics = loop.evaluate()  # also waits for the device
    return time.perf_counter() - started, metrics
