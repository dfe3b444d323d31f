"""``latent-explorer write``: texts by a model that has read some."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tyro

from trainers.cli.arguments import Device, Folder, Number
from trainers.cli.console import DONE, print_json, put, say
from trainers.cli.models import able_model
from trainers.experiment import MOST_SEED
from trainers.kinds import UNKNOWN, Tokens
from trainers.knobs import ConfigError
from trainers.sentence import sentence

COUNTS = (1, 1000)
LENGTHS = (1, 10_000)


@dataclass(frozen=True)
class Write:
    """Have a model that was trained on text write some, a line each, or go on with a beginning."""

    run: tyro.conf.Positional[Path]
    """A run folder."""
    start: str = ""
    """How the texts begin."""
    count: int = 5
    """How many."""
    temperature: float = 1.0
    """1 is the model as it is; above it dares more, at 0 each character is the likeliest."""
    length: Number = None
    """Characters after the beginning, at most; else as many as a piece of the data has, or its longest line."""
    seed: int = 0
    """Another seed, other texts."""
    model: str = ""
    """The label of a model; without it the first that writes."""
    device: Device = "auto"
    """Where to compute."""
    data_dir: Folder = None
    """Where data sets lie."""
    json: bool = False
    """Print a JSON object instead of lines."""


def run(command: Write) -> int:
    """Writes and prints. Raises ConfigError, DataError, RunFolderError or OSError."""
    _check(command)
    from trainers.notebook.notebook_run import load

    run = load(command.run, device=command.device, data_dir=command.data_dir)
    for note in run.notes:
        say(note)
    model = able_model(run, command.model, "writes", sentence("a model that writes texts"))
    kind = run.examples.kind
    assert isinstance(kind, Tokens)
    texts = model.write(
        command.start, command.count, command.seed, temperature=command.temperature, length=command.length
    )
    if strange := kind.unknown_in(command.start):
        say(f"the data do not have {' '.join(strange)}: the model reads each as {UNKNOWN}, any other sign")
    if command.json:
        print_json({
            "run": str(command.run), "model": model.label, "step": run.step, "start": command.start,
            "count": command.count, "seed": command.seed, "temperature": command.temperature, "texts": texts,
        })  # fmt: skip
        return DONE
    for text in texts:
        for line in text.split("\n"):
            put(line)
        if not kind.lines:
            put("")  # between texts that may have several lines
    return DONE


def _check(command: Write) -> None:
    for name, value, (least, most) in (("count", command.count, COUNTS), ("length", command.length, LENGTHS)):
        if value is not None and not least <= value <= most:
            raise ConfigError(f"--{name}: expected {least} to {most}, found {value}")
    if not 0 <= command.temperature < np.inf:
        raise ConfigError(f"--temperature: expected at least 0, found {command.temperature:g}")
    if not 0 <= command.seed <= MOST_SEED:
        raise ConfigError(f"--seed: expected a number between 0 and {MOST_SEED}, found {command.seed}")
    if len(command.start) > LENGTHS[1]:
        raise ConfigError(f"--start: expected at most {LENGTHS[1]} characters, found {len(command.start)}")
