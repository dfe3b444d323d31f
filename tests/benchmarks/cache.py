"""Pictures that are more than fit into memory: what training on 200 000 of them costs, in memory and in speed.

The pictures are files, colour noise of 64 x 64 pixels, made once. Each run is a process of its own with one thread,
and draws a keyframe. Speed is steps a second of CPU time, which other programs disturb least, beside that of 20 000
pictures in memory; the memory is what the process has at its most, beside that of 2 000 pictures. Takes minutes and 5
GB of disk, so it must be asked for by name; ``--names 20000`` takes so many pictures.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from tests.benchmarks import Options, Result, against, at_most

DEFAULT = False
COUNT, SOME, FEW, SIDE, STEPS = 200_000, 20_000, 2_000, 64, 150
HEADER = f"P6 {SIDE} {SIDE} 255\n".encode()

CHILD = """
import json, resource, sys, time
from pathlib import Path
import torch
from trainers.dataset import LoadContext
from trainers.datasets import image_folder
from trainers.experiment import Experiment
from trainers.runs.starting import start_run
folder, limit, in_memory, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
if in_memory:
    image_folder.most_in_memory = lambda: 10**12
models = [{"family": "vae", "layers": [128]}]
data = {"name": "image-folder", "folder": folder, "size": 64, "mode": "rgb", "limit": limit}
experiment = Experiment.parse({"steps": max(steps, 1), "batch_size": 128, "dataset": data, "models": models})
begun = time.process_time()
training = start_run(experiment, None, LoadContext(Path(folder)), "cpu", threads=1)
loaded = time.process_time() - begun
for _ in range(20 if steps else 0):
    training.loop.step()
begun = time.process_time()
for _ in range(steps):
    training.loop.step()
seconds = time.process_time() - begun
training.run.publish(keyframe=True)
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024) / 1.048576
count = len(training.examples.train) + len(training.examples.test)
print(json.dumps({"load": loaded, "speed": steps / max(seconds, 1e-9), "mb": most, "count": count}))
"""


def run(options: Options) -> list[Result]:
    count = int(options.names[0]) if options.names else COUNT
    with tempfile.TemporaryDirectory() as name:
        folder, some, few = (Path(name) / part for part in ("many", "some", "few"))
        for part, size in ((folder, count), (some, SOME), (few, FEW)):
            _make(part, size)
        environment = {**os.environ, "LATENT_EXPLORER_HOME": str(Path(name) / "home"), "OMP_NUM_THREADS": "1"}

        def child(where: Path, in_memory: bool, steps: int = STEPS) -> dict[str, float]:
            arguments = [str(where), str(count), str(int(in_memory)), str(steps)]
            done = subprocess.run(
                [sys.executable, "-c", CHILD, *arguments], env=environment, capture_output=True, text=True, check=True
            )
            found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
            return found

        built = child(folder, False, 0)
        assert built["count"] == count, f"expected {count} pictures, found {built['count']}"
        small = child(few, True)
        pairs = [(child(folder, False), child(some, True)) for _ in range(options.repeats)]
    cached, in_memory = ([pair[place] for pair in pairs] for place in (0, 1))
    grown = max(each["mb"] for each in cached) - small["mb"]
    return [
        Result(f"{count:,} pictures: CPU time to build the cache", built["load"], "s"),
        Result("memory at most while it is built, beside few", built["mb"] - small["mb"], "MB"),
        Result("CPU time to begin with a cache", min(each["load"] for each in cached), "s"),
        at_most(f"memory beside that of {FEW:,} pictures", grown, "MB", 300.0),
        Result(f"the same of {SOME:,} pictures in memory", in_memory[0]["mb"] - small["mb"], "MB"),
        against(
            "training from the cache, of CPU time",
            [each["speed"] for each in cached],
            [each["speed"] for each in in_memory],
            "steps/s",
            0.9,
        ),
    ]


def _make(folder: Path, count: int) -> None:
    """Different pictures as PPM files, which are quick to write, a thousand in a folder."""
    noise = np.random.default_rng(0)
    for start in range(0, count, 1000):
        part = folder / f"{start // 1000:04}"
        part.mkdir(parents=True)
        pixels = noise.integers(0, 256, (min(1000, count - start), SIDE * SIDE * 3), np.uint8)
        for number, picture in enumerate(pixels, start):
            (part / f"{number:07}.ppm").write_bytes(HEADER + picture.tobytes())
