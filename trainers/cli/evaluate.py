"""``latent-explorer evaluate``: how good a run is on its held-out images."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import tyro

from trainers.cli.arguments import Device, Folder, load_context
from trainers.cli.console import DONE, print_json, say

if TYPE_CHECKING:
    from trainers.examples import Examples


@dataclass(frozen=True)
class Evaluate:
    """Measure a run on its held-out images, and the samples that it draws; prints a JSON object."""

    run: tyro.conf.Positional[Path]
    """A run folder."""
    device: Device = "auto"
    """Where to compute."""
    data_dir: Folder = None
    """Where data sets lie."""


def run(command: Evaluate) -> int:
    """Measures and prints. Raises ConfigError, DataError, RunFolderError or OSError."""
    from trainers.looking.sample_quality import measure_loop
    from trainers.runs.folder import read_run
    from trainers.runs.starting import restore

    contents = read_run(command.run)
    loop, images, _ = restore(command.run, contents.experiment, load_context(command.data_dir), command.device)
    for note in contents.problems:
        say(note)
    samples = measure_loop(loop, images, wanted=lambda model: True)
    models = [
        {"label": spec.label, "family": spec.family, **values, **figures}
        for spec, values, figures in zip(loop.experiment.models, loop.evaluate(), samples, strict=True)
    ]
    title = loop.experiment.plan.title
    simpler = {"baselines": _baselines(images)} if any("writes" in model.capabilities for model in loop.models) else {}
    print_json({"experiment": title, "run": str(command.run), "step": loop.step_count, "models": models, **simpler})
    return DONE


def _baselines(examples: Examples) -> dict[str, float]:
    """Nats per character of the held-out texts, by counting."""
    from trainers.metrics.text_baselines import text_baselines

    return text_baselines(examples)
