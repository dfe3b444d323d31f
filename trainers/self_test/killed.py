"""A training in a process of its own is really killed; its run must be found, open whole, and go on bit for bit."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from trainers.machine.own_program import NO_CONSOLE, own_command, own_environment
from trainers.self_test.report import SelfTestError

if TYPE_CHECKING:
    from torch import Tensor

PATIENCE_SECONDS = 90.0  # a cold start from a slow disk takes its time
BETWEEN_SAVES = 0.1  # seconds
MORE_STEPS = 10  # after the kill
MOST_THREADS = 2  # the same for all three trainings, whatever else the machine does: it decides the rounding
PLANNED = 4_000  # steps: the end is far away, and yet nothing trains for ever should this process be ended itself


def check_killed(folder: Path, preset: Path) -> str:
    """Raises SelfTestError when anything is lost or goes another way, which says whether before the kill or after."""
    from trainers.dataset import LoadContext
    from trainers.experiment import read_toml
    from trainers.runs.folder import read_run, unfinished_runs
    from trainers.runs.headless import Training
    from trainers.runs.starting import open_run, start_run
    from trainers.training.devices import training_threads

    folder.mkdir(parents=True, exist_ok=True)
    experiment = read_toml(preset).with_setting("steps", PLANNED)
    file, run, context = folder / "experiment.toml", folder / "runs" / "killed", LoadContext(folder / "data")
    file.write_text(experiment.to_toml(), encoding="utf-8")
    threads = min(MOST_THREADS, training_threads())
    saved = train_and_kill(file, run, threads)
    if [found.path for found in unfinished_runs(run.parent)] != [run]:
        raise SelfTestError(f"{run}: the run that was killed is not offered for recovery")
    problems = read_run(run).problems
    if problems:
        raise SelfTestError(f"the run that was killed is not whole: {'; '.join(problems)}")

    def train_to(training: Training, step: int) -> None:
        try:
            training.train(stopped=lambda: training.loop.step_count >= step, keyframes=False)
        finally:
            training.close()

    again, _ = open_run(run, context, device="cpu", save_every=float("inf"), threads=threads)
    begun = again.loop.step_count
    if begun < saved:
        again.close()
        raise SelfTestError(f"step {saved} was saved, but the run goes on from step {begun}")
    at_kill = again.loop.state().tensors
    train_to(again, begun + MORE_STEPS)
    whole = start_run(
        experiment, folder / "runs" / "whole", context, device="cpu", save_every=float("inf"), threads=threads
    )
    train_to(whole, begun)
    before = _difference(at_kill, whole.loop.state().tensors)
    while whole.loop.step_count < begun + MORE_STEPS:
        whole.loop.step()
    after = _difference(again.loop.state().tensors, whole.loop.state().tensors)
    if before:
        raise SelfTestError(f"up to step {begun}, the run that was killed went another way: {before}{_newer_code()}")
    if after:
        raise SelfTestError(f"after the kill at step {begun}, the run goes another way: {after}{_newer_code()}")
    return f"killed after step {begun}, found again, and went on bit for bit like a run that was never killed"


def _difference(ours: Mapping[str, Tensor], others: Mapping[str, Tensor]) -> str:
    """Which tensors differ and by how much, or ""."""
    import torch

    different = [name for name in others if name not in ours or not torch.equal(ours[name], others[name])]
    if not different:
        return ""
    most = max((_gap(ours[name], others[name]) for name in different if name in ours), default=0.0)
    return f"{', '.join(different[:3])} differ ({len(different)} of {len(others)}, by {most:.1e} at most)"


def _gap(one: Tensor, other: Tensor) -> float:
    return float((one.double() - other.double()).abs().max())


def _newer_code() -> str:
    """Which files of the program were written after this process had begun, or "". The process that was killed began
    later and may have run other code than this one, which looks like a run that goes another way."""
    import psutil

    begun = psutil.Process().create_time()
    ours = [module for name, module in sys.modules.items() if name.startswith("trainers.")]
    files = [Path(file) for file in (getattr(module, "__file__", None) for module in ours) if file]
    newer = sorted(file.name for file in files if file.exists() and file.stat().st_mtime > begun)
    return f". The program itself was changed meanwhile, start it anew: {', '.join(newer[:3])}" if newer else ""


def train_and_kill(file: Path, run: Path, threads: int = 1) -> int:
    """Trains *file* on so many threads in another process until it has saved, then kills that; returns the step that
    was surely saved."""
    from trainers.runs.folder import read_run

    errors = run.parent / "errors.txt"
    run.parent.mkdir(parents=True, exist_ok=True)
    arguments = ("train", str(file), "--out", str(run), "--device", "cpu", "--save-every", str(BETWEEN_SAVES))
    pinned = ("--threads", str(threads), "--no-keyframes", "--json")
    with errors.open("wb") as log:
        child = subprocess.Popen(
            own_command("trainers.cli", *arguments, *pinned),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            env=own_environment(),
            creationflags=NO_CONSOLE,
        )
        try:
            _wait(lambda: (run / "resume.json").exists(), child, errors)
            saved = read_run(run).checkpoint_step or 0
            _wait(lambda: (read_run(run).checkpoint_step or 0) > saved, child, errors)
        finally:
            child.kill()  # SIGKILL, or TerminateProcess: nothing of its own clears up
            child.wait()
    return saved


def _wait(found: Callable[[], bool], child: subprocess.Popen[bytes], errors: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not found():
        if child.poll() is not None:
            said = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            raise SelfTestError(
                f"the training ended by itself with exit code {child.returncode}: {' '.join(said[-3:])}"
            )
        if time.monotonic() > until:
            raise SelfTestError(f"waited {PATIENCE_SECONDS:.0f} s at most for another process to train and save")
        time.sleep(0.02)
