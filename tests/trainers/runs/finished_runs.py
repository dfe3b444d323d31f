"""Small runs that have been trained to their end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from trainers.dataset import LoadContext
from trainers.experiment import Experiment
from trainers.runs.starting import start_run


def train(path: Path, **changes: Any) -> Path:
    """A small finished run."""
    table: dict[str, Any] = {
        "title": "test", "seed": 3, "steps": 6, "batch_size": 32, "dataset": {"name": "digits"},
        "models": [{"family": "vae", "layers": [12]}],
    }  # fmt: skip
    training = start_run(Experiment.parse({**table, **changes}), path, LoadContext(Path()), "cpu")
    training.train(keyframes=False)
    training.close()
    return path


def train_four(home: Path) -> Path:
    """``gentle`` and ``strict``, two VAEs, a ``pair`` of models, and ``points``, below *home*."""
    train(home / "gentle", models=[{"family": "vae", "layers": [12], "beta": 0.5}])
    train(home / "strict", models=[{"family": "vae", "layers": [12], "beta": 4.0}], steps=9)
    train(home / "pair", models=[{"family": "ae", "layers": [8]}, {"family": "vae", "layers": [8]}], seed=5)
    train(home / "points", dataset={"name": "ring"}, models=[{"family": "gan", "g_layers": [8], "d_layers": [8]}])
    return home
