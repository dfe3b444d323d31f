"""``latent-explorer evaluate``: how good a run is on its held-out examples."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tyro

from trainers.cli.arguments import Device, Folder, load_context
from trainers.cli.console import DONE, print_json, say
from trainers.knobs import ConfigError
from trainers.knobs import found as found_text

if TYPE_CHECKING:
    from trainers.examples import Examples
    from trainers.training.loop import Loop

CELL = len("0.000 ± 0.000")


@dataclass(frozen=True)
class Evaluate:
    """Measure a run on its held-out examples, and the samples that it draws; prints a JSON object."""

    run: tyro.conf.Positional[Path]
    """A run folder."""
    device: Device = "auto"
    """Where to compute."""
    data_dir: Folder = None
    """Where data sets lie."""
    temperatures: str = ""
    """Of models that write texts: also measure them at each of these temperatures, such as 0.5,0.7,1,1.3."""


def run(command: Evaluate) -> int:
    """Measures and prints. Raises ConfigError, DataError, RunFolderError or OSError."""
    temperatures = _temperatures(command.temperatures)
    from trainers.looking.sample_quality import measure_loop
    from trainers.runs.folder import read_run
    from trainers.runs.starting import restore

    contents = read_run(command.run)
    loop, images, _ = restore(command.run, contents.experiment, load_context(command.data_dir), command.device)
    for note in contents.problems:
        say(note)
    writes = any("writes" in model.capabilities for model in loop.models)
    if temperatures and not writes:
        raise ConfigError("--temperatures: expected a model that writes texts, found none")
    samples = measure_loop(loop, images, wanted=lambda model: True)
    models = [
        {"label": spec.label, "family": spec.family, **values, **figures}
        for spec, values, figures in zip(loop.experiment.models, loop.evaluate(), samples, strict=True)
    ]
    if temperatures:
        _add_temperatures(models, loop, images, temperatures)
    title = loop.experiment.plan.title
    simpler = {"baselines": _baselines(images)} if writes else {}
    print_json({"experiment": title, "run": str(command.run), "step": loop.step_count, "models": models, **simpler})
    return DONE


def _temperatures(said: str) -> tuple[float, ...]:
    """The numbers that a list names. Raises ConfigError."""
    from trainers.looking.texts.temperatures import MOST_TEMPERATURES, TEMPERATURES

    least, most = TEMPERATURES
    try:
        found = tuple(float(part) for part in said.split(",")) if said.strip() else ()
    except ValueError:
        found = (math.nan,)
    if len(found) > MOST_TEMPERATURES or not all(least <= temperature <= most for temperature in found):
        raise ConfigError(
            f"--temperatures: expected up to {MOST_TEMPERATURES} numbers from {least:g} to {most:g} with commas "
            f"between them, found {found_text(said)}"
        )
    return found


def _add_temperatures(
    models: Sequence[dict[str, Any]], loop: Loop, examples: Examples, temperatures: Sequence[float]
) -> None:
    """Rows to those *models* that write; said also as a table, for whoever reads along."""
    from trainers.looking.reports.temperature_report import try_temperatures
    from trainers.looking.texts.text_quality import TEXTS

    for model, rows in zip(models, try_temperatures(loop, examples, temperatures, TEXTS), strict=True):
        if not rows:
            continue
        model["temperatures"] = rows
        names = [name for name in rows[0] if not name.endswith("_error")]
        say(f"{model['label']}, by temperature:")
        for cells in (names, *([_cell(row, name) for name in names] for row in rows)):
            say("  ".join(cell.rjust(max(len(name), CELL)) for cell, name in zip(cells, names, strict=True)))


def _cell(row: Mapping[str, float | None], name: str) -> str:
    """A figure with its standard error, where it has one."""
    value, error = row[name], row.get(f"{name}_error")
    if value is None:
        return "-"
    return f"{value:g}" if error is None else f"{value:.3f} ± {error:.3f}"


def _baselines(examples: Examples) -> dict[str, float]:
    """Nats per character of the held-out texts, by counting."""
    from trainers.metrics.text_baselines import text_baselines

    return text_baselines(examples)
