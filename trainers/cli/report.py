"""``latent-explorer report``: a run as one HTML file for anyone to read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import tyro

from trainers.cli.arguments import Device, Folder, load_context
from trainers.cli.console import DONE, print_json, say
from trainers.disk.atomic_file import check_place, write_atomically


@dataclass(frozen=True)
class Report:
    """Write a report on a run: settings, curves, maps, samples and figures in one HTML file that needs no network."""

    run: tyro.conf.Positional[Path]
    """A run folder. It is only read."""
    out: Path
    """The file; one of the same name is replaced."""
    lang: str = "en"
    """The language: en or zh_CN."""
    measure: bool = False
    """Also measure the models on all held-out examples, and the samples that they draw, as `evaluate` does; needs the
    data."""
    device: Device = "auto"
    """Where to compute what is measured."""
    data_dir: Folder = None
    """Where data sets lie."""


def run(command: Report) -> int:
    """Writes the file. Raises ConfigError, DataError, RunFolderError or OSError."""
    from trainers.reports.reported_run import read_reported_run
    from trainers.reports.run_report import write_run_report
    from trainers.reports.words import read_words

    words = read_words(command.lang)
    check_place(command.out)
    reported = read_reported_run(command.run)
    if command.measure:
        from trainers.looking.sample_quality import measure_loop
        from trainers.runs.starting import restore  # which imports torch

        loop, examples, _ = restore(command.run, reported.experiment, load_context(command.data_dir), command.device)
        samples = measure_loop(loop, examples, wanted=lambda model: True)
        reported = reported.with_figures(
            [{**values, **figures} for values, figures in zip(loop.evaluate(), samples, strict=True)]
        )
    for note in reported.notes:
        say(note)
    content = write_run_report(reported, words)
    write_atomically(command.out, content)
    print_json({"run": str(command.run), "step": reported.step, "file": str(command.out), "bytes": len(content)})
    return DONE
