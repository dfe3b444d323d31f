"""A window without a window: it listens to a run that is served by real processes."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tests.trainers.worker.listener import EventListener
from trainers import messages
from trainers.experiment import Experiment
from trainers.link.far_worker import FarWorker
from trainers.messages import LinkPhase

REPOSITORY = Path(__file__).resolve().parents[3]


def experiment(**changes: Any) -> Experiment:
    table: dict[str, Any] = {
        "title": "served", "seed": 3, "steps": 400, "batch_size": 32, "dataset": {"name": "digits"},
        "models": [{"family": "vae", "layers": [24]}],
    }  # fmt: skip
    return Experiment.parse({**table, **changes})


def serving(*arguments: str) -> list[str]:
    """The command that a window starts, without ssh around it."""
    program = [sys.executable, "-P", "-m", "trainers.cli"]
    there = [f"PYTHONPATH={REPOSITORY}", "OMP_NUM_THREADS=1"]
    return ["env", *there, *program, "serve", *arguments, "--threads", "1", "--device", "cpu"]


class FarListener(EventListener[FarWorker]):
    """Drives a far worker as the window does."""

    def __init__(self, command: Sequence[str], host: str = "there") -> None:
        super().__init__(lambda wake: FarWorker(wake, command, host))

    def wait_for_link(self, phase: LinkPhase) -> messages.LinkChanged:
        return self.wait_for(messages.LinkChanged, lambda event: event.phase is phase)

    def losses(self, metric: str = "neg_elbo") -> np.ndarray:
        """The curve as it was told, and that every step was told once, in order."""
        parts = self.of(messages.Scalars)
        steps = [step for part in parts for step in range(part.first_step, part.first_step + part.count)]
        assert steps == [*range(1, len(steps) + 1)]
        return np.concatenate([part.values[0][metric] for part in parts])

    def cut(self) -> None:
        """The process that carries the link is killed, as when a cable is pulled."""
        process = self.worker._process
        assert process is not None
        os.kill(process.pid, signal.SIGKILL)


def run_folder(place: Path, given: Experiment) -> Path:
    """A run that was begun and saved, at step 0."""
    from trainers.dataset import LoadContext
    from trainers.runs.starting import start_run

    training = start_run(given, place, LoadContext(place), "cpu", threads=1)
    training.run.save()
    training.close()
    return place
