"""Two processes under torchrun against one with as many threads as both, and against one with one: how fast, and how
far their metrics differ over 200 steps of the same batches.

Each measurement is a process of its own. With two cores two processes can at best be as fast as two threads; what they
are for is several cards, several machines, and networks that two threads do not make faster.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks import Options, Result, at_most

DEFAULT = False
STEPS = 200
MODELS: dict[str, tuple[dict[str, Any], int]] = {
    "MLP VAE": ({"family": "vae", "latent_dim": 2, "layers": [512, 256, 128]}, 256),
    "conv VAE": ({"family": "vae", "latent_dim": 2, "network": "conv"}, 128),
    "conv GAN": ({"family": "gan", "network": "conv"}, 64),
}
REPOSITORY = Path(__file__).resolve().parents[2]


def run(options: Options) -> list[Result]:
    results = []
    for name, (model, batch) in MODELS.items():
        if options.names and name not in options.names:
            continue
        asked = {"model": model, "batch": batch, "steps": STEPS}
        rounds = [
            (
                _measure(2, {**asked, "threads": 1}),
                _measure(1, {**asked, "threads": 1}),
                _measure(1, {**asked, "threads": 2}),
            )
            for _ in range(options.repeats)
        ]
        two, one, threads = ([each[place]["steps_per_second"] for each in rounds] for place in range(3))
        ratio = statistics.median(a / b for a, b in zip(two, one, strict=True))
        results.append(
            Result(
                f"{name}: two processes / one, one thread each",
                statistics.median(two),
                "steps/s",
                statistics.median(one),
                ratio,
            )
        )
        ratio = statistics.median(a / b for a, b in zip(two, threads, strict=True))
        results.append(
            Result(
                f"{name}: two processes / one with two threads",
                statistics.median(two),
                "steps/s",
                statistics.median(threads),
                ratio,
            )
        )
        together, alone = rounds[0][0]["losses"], rounds[0][1]["losses"]
        far = max(
            abs(a - b) / max(1.0, abs(b))
            for ours, theirs in zip(together, alone, strict=True)
            for a, b in zip(ours, theirs, strict=True)
        )
        results.append(at_most(f"{name}: largest difference over {STEPS} steps", far, "", 1e-4))
    return results


def _measure(processes: int, asked: dict[str, Any]) -> dict[str, Any]:
    command = [sys.executable]
    if processes > 1:
        command += ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", str(processes)]
    done = subprocess.run(
        [*command, "-m", "tests.benchmarks._ranks_probe", json.dumps(asked)],
        cwd=REPOSITORY,
        env={**os.environ, "OMP_NUM_THREADS": str(asked["threads"])},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
