"""``latent-explorer data``: what data sets there are, whether one can be used, and fetching one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Literal

import tyro

from trainers.cli.arguments import Folder, Settings, load_context, parse_settings
from trainers.cli.console import DONE, print_json, put
from trainers.examples import DataError
from trainers.knobs import ConfigError
from trainers.places import data_dir


@dataclass(frozen=True)
class Data:
    """List the data sets, check one, or fetch one from the internet."""

    action: tyro.conf.Positional[Literal["list", "check", "fetch"]]
    """list: all, and what each needs; check: load one and describe it; fetch: download it first where it is missing."""
    name: Annotated[tyro.conf.Positional[str | None], tyro.conf.arg(metavar="NAME")] = None
    """The data set to check or fetch."""
    settings: Settings = ()
    """Change a setting of the data set, such as size=16; may be given several times."""
    data_dir: Folder = None
    """Where data sets lie; else the variable LATENT_EXPLORER_DATA, else the user's data folder."""
    json: bool = False
    """Print JSON instead of text."""


def run(command: Data) -> int:
    """Lists, checks or fetches. Raises ConfigError, DataError or OSError."""
    from trainers.files.data_check import check_dataset, list_datasets

    if command.action == "list":
        entries = list_datasets(data_dir(command.data_dir))
        if command.json:
            print_json([asdict(entry) for entry in entries])
        else:
            for entry in entries:
                put(f"{entry.name:15} {entry.source:9} {entry.summary}")
                if entry.missing:
                    put(f"{'':25} {entry.missing}")
        return DONE
    if command.name is None:
        raise ConfigError(f"data {command.action}: expected the name of a data set (see `latent-explorer data list`)")
    context = load_context(command.data_dir, may_download=command.action == "fetch")
    check = check_dataset(command.name, context, parse_settings(command.settings))
    if check.problem:
        raise DataError(check.problem)
    if command.json:
        print_json(asdict(check))
        return DONE
    put(f"{check.title}: {check.n_train} training and {check.n_test} held-out {check.what}, {check.megabytes:.1f} MB")
    if check.classes:
        put("classes: " + ", ".join(f"{name} ({count})" for name, count in check.classes))
    for note in check.notes:
        put(note)
    return DONE
