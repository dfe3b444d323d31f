"""Precision, recall, density and coverage on the example whose answer was published with them: ``--only prdc``.

Two sets of 10 000 points from N(0, I) in 1000 dimensions, k = 5, by the authors of "Reliable Fidelity and Diversity
Metrics for Generative Models" (2020). Takes about a minute on two cores, so it runs only when asked for.
"""

from __future__ import annotations

import time

from tests.benchmarks import Options, Result, near

DEFAULT = False
COUNT, WIDTH, K = 10_000, 1000, 5
ANSWER = {"precision": 0.477, "recall": 0.471, "density": 1.056, "coverage": 0.974}
TOLERANCE = {"precision": 0.02, "recall": 0.02, "density": 0.06, "coverage": 0.01}  # theirs is another draw


def run(options: Options) -> list[Result]:
    import torch

    from trainers.metrics.prdc import density_coverage, precision_recall
    from trainers.training.devices import training_threads

    torch.set_num_threads(training_threads())
    generator = torch.Generator().manual_seed(0)
    real, fake = (torch.randn(COUNT, WIDTH, generator=generator) for _ in range(2))
    started = time.perf_counter()
    shares, spread = precision_recall(real, fake, K), density_coverage(real, fake, K)
    seconds = time.perf_counter() - started
    found = {**vars(shares), **vars(spread)}
    rows = [near(name, found[name], expected, TOLERANCE[name]) for name, expected in ANSWER.items()]
    return [*rows, Result(f"seconds for {COUNT:,} x {WIDTH:,}", seconds, "s")]
