"""Where the losses of a short training lie: what ``trainers/self_test/bands.py`` was written from.

``python -m tests.benchmarks --only self_test_bands --seeds 0,1,...,39`` trains every family with every seed on one, two
and four threads, prints a new table, and says how much of each band the figures fill.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from tests.benchmarks import Options, Result

DEFAULT = False
THREADS = (1, 2, 4)
MARGIN = 0.25  # of the range that was seen, on either side


def measure(name: str, seed: int) -> Mapping[str, float]:
    """The figures of one short training."""
    from pathlib import Path

    import numpy as np

    from trainers.dataset import LoadContext
    from trainers.runs.starting import load_examples
    from trainers.self_test.bands import STEPS
    from trainers.self_test.families import make_experiment, make_figures
    from trainers.training.devices import choose_device
    from trainers.training.loop import Loop

    experiment = make_experiment(name, seed)
    loop = Loop(experiment, load_examples(experiment, LoadContext(Path("nowhere"))), choose_device("cpu"))
    steps = [loop.step()[0] for _ in range(STEPS)]
    curves = {metric: np.array([float(step[metric]) for step in steps]) for metric in steps[0]}
    return make_figures(curves, loop.evaluate()[0])


def run(options: Options) -> list[Result]:
    import torch

    from trainers.catalog import families
    from trainers.self_test.bands import BANDS

    results = []
    for name in options.names or tuple(families()):
        found = []
        for threads in THREADS:
            torch.set_num_threads(threads)
            found.extend(measure(name, seed) for seed in options.seeds)
        print(f'    "{name}": {{')
        for metric in found[0]:
            values = [figures[metric] for figures in found]
            low, high = min(values), max(values)
            spare = MARGIN * (high - low)
            print(f'        "{metric}": ({low - spare:.3g}, {high + spare:.3g}),  # seen: {low:.4g} to {high:.4g}')
            if metric in BANDS.get(name, {}):
                least, most = BANDS[name][metric]
                middle, half = (least + most) / 2, (most - least) / 2
                fill = max(abs(value - middle) for value in values) / half if half else math.inf
                results.append(Result(f"{name} {metric}: share of the band", fill, "", target="<= 1", ok=fill <= 1))
        print("    },")
    return results
