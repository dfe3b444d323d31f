"""One of several processes that train together, for ``ranks``: ``python -m tests.benchmarks._ranks_probe JSON``.

Prints, from the leader or from the one that is alone, what it measured as one JSON object.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

import torch

from tests.benchmarks.training import noise_images
from trainers.experiment import Experiment
from trainers.training.loop import Loop
from trainers.training.ranks import RankPlace, joined

WARM = 3  # steps that are not timed


def measure(asked: dict[str, Any]) -> dict[str, Any]:
    """Steps per second, and the first metric of every model step by step."""
    torch.set_num_threads(asked["threads"])
    device = torch.device("cpu")
    table = {"batch_size": asked["batch"], "steps": asked["steps"], "dataset": {"name": "digits"}}
    experiment = Experiment.parse({**table, "models": [asked["model"]]})
    with joined(RankPlace.of(os.environ), device) as ranks:
        loop = Loop(experiment, noise_images(4000), device, ranks)
        losses = []
        begin = busy = 0.0
        for step in range(asked["steps"]):
            if step == WARM:
                begin, busy = time.perf_counter(), time.process_time()
            if not ranks.leads:
                ranks.called()
            losses.append([float(value) for value in loop.step()[0].values()])
        seconds, used = time.perf_counter() - begin, time.process_time() - busy
        return {
            "leads": ranks.leads,
            "steps_per_second": (asked["steps"] - WARM) / seconds,
            "cpu_ms": used / (asked["steps"] - WARM) * 1000,
            "losses": losses,
        }


if __name__ == "__main__":
    found = measure(json.loads(sys.argv[1]))
    if found.pop("leads"):
        print(json.dumps(found))
