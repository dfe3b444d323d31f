"""A sweep of 3 x 3 that is killed at random moments, again and again, against the same nine runs made by hand.

Every cell has to be there once, and none put aside, with weights, optimisers and generators bit for bit those of
``latent-explorer train`` and with the same figures. The first of ``--seeds`` draws the moments.
"""

from __future__ import annotations

import random
import subprocess
import tempfile
import time
from pathlib import Path

from tests.benchmarks import Options, Result, at_least, at_most
from trainers.machine.own_program import own_command, own_environment

DEFAULT = False
PRESET, STEPS = "vae-digits", 400
BETAS, SEEDS = ("0.5", "1", "4"), ("0", "1", "2")
KILLS = 10
TRAIN = ("--steps", str(STEPS), "--device", "cpu", "--threads", "1", "--no-keyframes", "--save-every", "0.2")
TIMES = {"seconds", "steps_per_second"}
MOST_SECONDS = 1_800.0


def run(options: Options) -> list[Result]:
    results = []
    for seed in options.seeds[:1]:
        with tempfile.TemporaryDirectory() as name:
            results += _killed(Path(name), random.Random(seed))
    return results


def _killed(place: Path, moments: random.Random) -> list[Result]:
    out = place / "sweep"
    kills, calls = 0, 0
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until:
        calls += 1
        process = _start(out)
        if kills < KILLS and _wait(process, out, moments):
            process.kill()
            process.wait()
            kills += 1
            print(f"    killed {kills} times, {_finished(out)} of 9 finished", flush=True)
        elif process.wait() == 0:
            break
    cells = sorted(path.name for path in out.iterdir() if path.is_dir())
    expected = sorted(f"beta-{beta}_seed-{seed}" for beta in BETAS for seed in SEEDS)
    same = sum(_same(out / cell, _by_hand(place / "hand", cell)) for cell in expected)
    return [
        at_least("sweep 3 x 3: kills", kills, "", KILLS),
        at_most("sweep 3 x 3: folders too many or too few", len(set(cells) ^ set(expected)), "", 0),
        at_least("sweep 3 x 3: cells bit-equal to train", same, "of 9", 9),
    ]


def _start(out: Path) -> subprocess.Popen[bytes]:
    swept = ("--set", f"models.0.beta={','.join(BETAS)}", "--seeds", ",".join(SEEDS))
    arguments = ("sweep", "--preset", PRESET, *swept, "--out", str(out), *TRAIN, "--json")
    return subprocess.Popen(
        own_command("trainers.cli", *arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=own_environment(),
    )  # fmt: skip


def _wait(process: subprocess.Popen[bytes], out: Path, moments: random.Random) -> bool:
    """Until it writes, and a random while longer; whether it lives then. Nine tenths of the kills shall meet a run in
    the middle, so that they are spread over the whole sweep."""
    before = _written(out)
    while process.poll() is None and _written(out) == before:
        time.sleep(0.01)
    end = time.monotonic() + moments.uniform(0.0, 4.0)
    while process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    return process.poll() is None


def _written(out: Path) -> tuple[int, int]:
    files = [path.stat().st_mtime_ns for path in out.glob("*/resume.json")] if out.is_dir() else []
    return len(files), max(files, default=0)


def _finished(out: Path) -> int:
    return len(list(out.glob("*/figures.json")))


def _by_hand(place: Path, cell: str) -> Path:
    beta, seed = cell.removeprefix("beta-").split("_seed-")
    arguments = ("--preset", PRESET, "--set", f"models.0.beta={beta}", "--seed", seed, "--out", str(place / cell))
    subprocess.run(
        own_command("trainers.cli", "train", *arguments, *TRAIN),
        check=True, stdout=subprocess.DEVNULL, env=own_environment(),
    )  # fmt: skip
    return place / cell


def _same(one: Path, other: Path) -> bool:
    from trainers.runs.figures import read_figures
    from trainers.runs.folder import read_checkpoint

    first, second = read_checkpoint(one).tensors, read_checkpoint(other).tensors
    figures = [
        [{name: value for name, value in model.items() if name not in TIMES} for model in read_figures(run).models]
        for run in (one, other)
    ]
    equal = first.keys() == second.keys() and all(bool((first[name] == second[name]).all()) for name in first)
    return equal and figures[0] == figures[1]
