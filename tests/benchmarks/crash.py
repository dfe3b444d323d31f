"""``kill -9`` at random moments while training and saving: the run folder opens every time.

One run is killed, inspected and resumed again and again, with a save every few hundredths of a second, so that most
kills fall into one. In the end its curves must be those of a run that was never killed.
"""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tests.benchmarks import Options, Result, at_most

REPOSITORY = Path(__file__).resolve().parents[2]
KILLS = 50
SAVE_EVERY = 0.03  # seconds
LONGEST = 0.4  # seconds that a child trains at most
EARLY = 0.25  # share of the kills that come while the run is still being made or opened
MOST_LOST = 30.0  # seconds, as promised to users; their runs are saved every 20

# One process imports torch and forks a child for each round. It computes on one thread, as a process that forks must
# not have started others.
PARENT = """
import os, sys, time
from pathlib import Path
import torch
torch.set_num_threads(1)
from trainers.runs import starting
from trainers.dataset import LoadContext
from trainers.experiment import Experiment

starting.training_threads = lambda: 1
context, save_every = LoadContext(Path("nowhere")), float(sys.argv[1])
models = [{"family": "vae", "layers": [32], "latent_dim": 2}]
experiment = Experiment.parse({"steps": 40_000, "batch_size": 16, "dataset": {"name": "digits"}, "models": models})
starting.load_examples(experiment, context)

def say(*words):
    print(*words, flush=True)

def child(out, last_step):
    if (out / "resume.json").exists():
        training, problems = starting.open_run(out, context, "cpu", save_every)
        assert problems == (), problems
    else:
        training = starting.start_run(experiment, out, context, "cpu", save_every)
    save = training.run.save
    def announce():
        save()
        say("saved", training.loop.step_count, time.monotonic())
        if training.problem:
            say("problem", training.problem)
    training.run.save = announce
    say("training", training.loop.step_count, time.monotonic())
    training.train(stopped=lambda: training.loop.step_count >= last_step)
    training.close()

say("ready")
for line in sys.stdin:
    last_step, out = line.rstrip().split(maxsplit=1)
    pid = os.fork()
    if pid == 0:
        try:
            child(Path(out), int(last_step))
        except BaseException as error:
            say("problem", type(error).__name__, error)
        os._exit(0)
    say("pid", pid)
    os.waitpid(pid, 0)
    say("ended")
"""


class Victims:
    """Children that train, one at a time."""

    def __init__(self) -> None:
        arguments = [sys.executable, "-c", PARENT, str(SAVE_EVERY)]
        self._parent = subprocess.Popen(arguments, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._parent.stdin is not None and self._parent.stdout is not None
        self._stdin, self._stdout = self._parent.stdin, self._parent.stdout
        self._rest = b""
        self._listen("ready")

    def train(self, out: Path, last_step: int, kill_after: float | None = None, early: bool = False) -> list[list[str]]:
        """Starts a child that trains the run in *out* up to a step, and kills it so many seconds after it has begun to
        train (or *early*, after it was started); returns what it said, and when it was killed."""
        self._stdin.write(f"{last_step} {out}\n".encode())
        self._stdin.flush()
        said = self._listen("pid")
        pid = int(said[-1][1])
        if kill_after is not None:
            if not early:
                said += self._listen("training", "problem", "ended")
            said += self._listen("ended", seconds=kill_after)
            said.append(["killed", "", str(time.monotonic())])
            os.kill(pid, signal.SIGKILL)
        return said + self._listen("ended")

    def close(self) -> None:
        self._stdin.close()
        self._parent.wait(30)
        self._stdout.close()

    def _listen(self, *words: str, seconds: float = 60.0) -> list[list[str]]:
        """What children say until one of *words*, or for so many seconds."""
        said: list[list[str]] = []
        until = time.monotonic() + seconds
        while not any(line[0] in words for line in said):
            if not select.select([self._stdout], [], [], max(0.0, until - time.monotonic()))[0]:
                break
            chunk = os.read(self._stdout.fileno(), 65536)
            if not chunk:
                raise RuntimeError("the process that starts the children has ended")
            *lines, self._rest = (self._rest + chunk).split(b"\n")
            said.extend(line.decode().split(" ") for line in lines)
        return said


@dataclass
class Tally:
    """What the kills did. ``lost`` is the seconds between the last finished save and the kill; ``unsaved`` the kills
    before a first save; ``problems`` sentences on what should not be."""

    lost: list[float] = field(default_factory=list)
    unsaved: int = 0
    resumed: int = 0
    step: int = 0
    problems: list[str] = field(default_factory=list)


def kill_again_and_again(folder: Path, kills: int, seed: int) -> Tally:
    """Kills a training *kills* times at random moments, looks at its run folder each time, and lets it end at last."""
    rng, tally, out = random.Random(seed), Tally(), folder / "killed"
    victims = Victims()
    try:
        for _ in range(kills):
            early = rng.random() < EARLY
            said = victims.train(out, 40_000, rng.uniform(0, LONGEST), early)
            _note(said, tally)
            _look_at(out, tally)
        _note(victims.train(out, tally.step + 100), tally)
        _note(victims.train(folder / "whole", tally.step), Tally())
    finally:
        victims.close()
    _compare(out, folder / "whole", tally)
    return tally


def _note(said: list[list[str]], tally: Tally) -> None:
    times = [float(line[2]) for line in said if line[0] in ("saved", "training")]
    killed = [float(line[2]) for line in said if line[0] == "killed"]
    if killed and times:
        tally.lost.append(max(0.0, killed[0] - max(times)))
    tally.problems.extend(" ".join(line) for line in said if line[0] == "problem")
    steps = [int(line[1]) for line in said if line[0] == "saved"]
    tally.resumed += any(line[0] == "training" and int(line[1]) > 0 for line in said)
    tally.step = max([tally.step, *steps])


def _look_at(out: Path, tally: Tally) -> None:
    """The folder of a run that was just killed must hold all that was said to be saved."""
    from trainers.runs import lock as run_lock
    from trainers.runs.folder import RunFolderError, read_checkpoint, read_run, read_weights, unfinished_runs

    if not (out / "resume.json").exists():  # killed before the first save: there is nothing to go on from
        tally.unsaved += 1
        with suppress(RunFolderError):
            read_run(out)
        shutil.rmtree(out, ignore_errors=True)
        return
    try:
        run = read_run(out)
        tally.problems.extend(run.problems)
        saved = run.checkpoint_step or 0
        curves = run.curves[0]["neg_elbo"]
        if saved < tally.step:
            tally.problems.append(f"step {tally.step} was saved, but the folder stands at {saved}")
        if run.first_step != 1 or len(curves) < saved or np.isnan(curves).any():
            tally.problems.append(f"the curves have gaps: {len(curves)} steps from {run.first_step}, saved at {saved}")
        for step in run.keyframe_steps:
            run.read_keyframe(step)
        if read_checkpoint(out).position["step"] != saved or len(read_weights(out)) != 1:
            tally.problems.append(f"the checkpoint is not of step {saved}")
        if run_lock.lock_state(out) is not run_lock.LockState.FREE and not unfinished_runs(out.parent):
            tally.problems.append("the run is not offered for recovery")
        tally.step = saved
    except RunFolderError as error:
        tally.problems.append(str(error))


def _compare(killed: Path, whole: Path, tally: Tally) -> None:
    """The run that was killed has gone the way of the one that was not, value by value."""
    from trainers.runs.folder import read_run

    a, b = read_run(killed), read_run(whole)
    tally.problems.extend(a.problems)
    count = min(a.newest_step, b.newest_step)
    if count < tally.step:
        tally.problems.append(f"expected {tally.step} steps, found {a.newest_step} and {b.newest_step}")
    for metric, series in b.curves[0].items():
        if not np.array_equal(a.curves[0][metric][:count], series[:count]):
            tally.problems.append(f"{metric} differs from that of a run that was never killed")


def run(options: Options) -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        tally = kill_again_and_again(Path(folder), KILLS, seed=options.seeds[0])
    for problem in tally.problems:
        print(f"    {problem}")
    return [
        at_most(f"problems in {KILLS} kills ({tally.resumed} resumed, {tally.step} steps)", len(tally.problems), "", 0),
        at_most(f"most lost, with a save every {SAVE_EVERY} s", max(tally.lost), "s", MOST_LOST),
        Result("kills before a first save", tally.unsaved, ""),
    ]
