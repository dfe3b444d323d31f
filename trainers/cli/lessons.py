"""``latent-explorer lessons``: what a teacher does with lessons and with the reports on them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import tyro

from trainers.cli.console import DONE, FAILED, print_json, say
from trainers.disk.atomic_file import check_place, write_atomically
from trainers.knobs import ConfigError


@dataclass(frozen=True)
class Lessons:
    """What a teacher needs: one table of all the reports of a class."""

    action: tyro.conf.Positional[Literal["collect"]]
    """collect: make one table of a folder of reports: who did which lesson, and which predictions were right. What is
    no report is named and left out, and nothing in a report is run."""
    folder: tyro.conf.Positional[Path]
    """The folder with the reports (HTML files)."""
    out: Path
    """The table (HTML); a file of the same name is replaced."""
    csv: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """The same for a spreadsheet (CSV), with all answers."""
    lang: str = "en"
    """The language of the table: en or zh_CN."""


def run(command: Lessons) -> int:
    """Makes the table. Raises ConfigError or OSError."""
    from trainers.reports.collected import collect_reports
    from trainers.reports.collected_tables import write_collected_csv, write_collected_page
    from trainers.reports.words import read_words

    words = read_words(command.lang)
    if not command.folder.is_dir():
        found = "a file" if command.folder.exists() else "nothing"
        raise ConfigError(f"{command.folder}: expected a folder of reports, found {found}")
    places = [command.out] if command.csv is None else [command.out, command.csv]
    for place in places:
        check_place(place)
    collected = collect_reports(command.folder, places)
    for sentence in collected.skipped:
        say(sentence)
    write_atomically(command.out, write_collected_page(collected, words))
    if command.csv is not None:
        write_atomically(command.csv, write_collected_csv(collected))
    print_json(
        {"folder": str(command.folder), "reports": len(collected.rows), "skipped": len(collected.skipped),
         "files": [str(place) for place in places]}
    )  # fmt: skip
    return DONE if collected.rows else FAILED
