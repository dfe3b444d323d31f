"""What every preset with a discriminator reaches: trained headless with several seeds, and its samples measured.

Takes minutes per preset, so it runs only when asked for: ``--only gan [--names gan-ring,dcgan-mnist] [--seeds 0,1,2]``.
A name may say how many times the planned steps are trained: ``--names dcgan-mnist*5``.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from tests.benchmarks import Options, Result, at_least, at_most
from tests.benchmarks.quality import PRESETS

if TYPE_CHECKING:
    import torch

    from trainers.examples import Examples
    from trainers.experiment import Experiment

DEFAULT = False
MOST_SECONDS = 60.0  # of the planned steps, on two CPU cores
TARGETS = {  # preset: the figures of its first model and their least medians over the seeds
    "gan-ring": {"modes_present": 8, "high_quality_share": 0.95},
    "gan-grid": {"modes_present": 25, "high_quality_share": 0.90},
    "dcgan-mnist": {"judge_is": 7.5, "smallest_class_share": 0.02},
    "dcgan-mnist*5": {"judge_is": 8.8},
    "cgan-mnist": {"label_agreement": 0.95},
}

Figures = dict[str, float]


def run(options: Options) -> list[Result]:
    import torch

    from trainers.catalog import find_dataset
    from trainers.dataset import LoadContext
    from trainers.experiment import read_toml
    from trainers.places import data_dir
    from trainers.training.devices import choose_device, training_threads

    torch.set_num_threads(training_threads())
    device = choose_device(options.device)
    context = LoadContext(data_dir(options.data_dir))
    results = []
    for name in options.names or presets():
        preset, _, factor = name.partition("*")
        experiment = read_toml(PRESETS / f"{preset}.toml")
        experiment = experiment.with_setting("steps", experiment.plan.steps * int(factor or 1))
        images = find_dataset(experiment.dataset).load(experiment.dataset_config, context)
        runs = []
        for seed in options.seeds:
            runs.append(_train(experiment.with_setting("seed", seed), images, device))
            print(f"    {name}, seed {seed}: {runs[-1][0]:.1f} s, {runs[-1][1]}", flush=True)
        results += _judge(name, experiment, runs)
    return results


def presets() -> list[str]:
    """The presets of which at least one model scores images, by name."""
    from trainers.catalog import find_family
    from trainers.experiment import read_toml

    found = []
    for path in sorted(PRESETS.glob("*.toml")):
        if any("scores" in find_family(model.family).capabilities for model in read_toml(path).models):
            found.append(path.stem)
    return found


def _train(experiment: Experiment, images: Examples, device: torch.device) -> tuple[float, list[Figures]]:
    """Seconds of one whole run, and per model how good its samples are; the measuring does not count."""
    from trainers.looking.sample_quality import measure_loop
    from trainers.training.loop import Loop

    loop = Loop(experiment, images, device)
    started = time.perf_counter()
    for _ in range(experiment.plan.steps):
        metrics = loop.step()
    values = [float(value) for model in metrics for value in model.values()]  # also waits for the device
    seconds = time.perf_counter() - started
    if not all(value - value == 0 for value in values):
        raise RuntimeError(f"{experiment.plan.title}, seed {experiment.plan.seed}: a loss is not finite")
    return seconds, measure_loop(loop, images, wanted=lambda model: True)


def _judge(name: str, experiment: Experiment, runs: list[tuple[float, list[Figures]]]) -> list[Result]:
    """The medians over the seeds, held against the targets."""
    seconds = statistics.median(run[0] for run in runs)
    title = f"{name}: {experiment.plan.steps} steps"
    results = [Result(title, seconds, "s") if "*" in name else at_most(title, seconds, "s", MOST_SECONDS)]
    for index, model in enumerate(experiment.models):
        wanted = TARGETS.get(name, {}) if index == 0 else {}
        for figure in runs[0][1][index]:
            value = statistics.median(run[1][index][figure] for run in runs)
            label = f"{name}: {model.label} {figure}"
            target = wanted.get(figure)
            results.append(Result(label, value, "") if target is None else at_least(label, value, "", target))
    return results
