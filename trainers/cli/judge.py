"""``latent-explorer judge``: trains the judge of a data set and writes it to a file."""

from __future__ import annotations

import math
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import tyro

from trainers.catalog import find_dataset
from trainers.cli.arguments import Device, Folder, Settings, load_context, parse_settings
from trainers.cli.console import DONE, print_json, put
from trainers.disk.atomic_file import check_place
from trainers.examples import DataError, Examples
from trainers.experiment import MOST_SEED
from trainers.knobs import ConfigError
from trainers.shown import shown_name
from trainers.training.sharing import use_threads

if TYPE_CHECKING:
    import torch

    from trainers.metrics.judge import Judge as TrainedJudge

REPORT_SECONDS = 1.0  # between two lines of progress


@dataclass(frozen=True)
class Judge:
    """Train a judge of a data set: the small classifier that tells how real a picture is."""

    dataset: Annotated[tyro.conf.Positional[str], tyro.conf.arg(metavar="DATASET")]
    """A data set by name; `latent-explorer data list` lists them."""
    settings: Settings = ()
    """Change a setting of the data set, such as size=16; may be given several times."""
    out: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """The file to write (safetensors); without it the judge goes where the window looks for it."""
    seed: int = 0
    """Another seed trains another judge."""
    device: Device = "auto"
    """Where to train."""
    data_dir: Folder = None
    """Where data sets lie; else the variable LATENT_EXPLORER_DATA, else the user's data folder."""
    json: bool = False
    """Report progress as JSON lines, about one a second, instead of a progress bar."""


def run(command: Judge) -> int:
    """Trains, writes and reports. Raises ConfigError, DataError and OSError before or after the training."""
    if not 0 <= command.seed <= MOST_SEED:
        raise ConfigError(f"--seed: expected a number between 0 and {MOST_SEED}, found {command.seed}")
    if command.out is not None and command.out.parent.exists():  # else its folder is made
        check_place(command.out)
    from trainers.looking.judge_store import LEAST_VALUES, cache_path, save_judge
    from trainers.training.devices import choose_device  # which imports torch

    chosen = find_dataset(command.dataset, "dataset")
    examples = chosen.load(
        chosen.Config.parse(parse_settings(command.settings), "dataset"), load_context(command.data_dir)
    )
    if (values := math.prod(examples.image_shape)) < LEAST_VALUES:
        found = f"{values} a piece, which are compared pixel by pixel"
        raise DataError(f"{examples.title}: expected images of at least {LEAST_VALUES} values, found {found}")
    device = choose_device(command.device)
    use_threads(1)  # as in the window, so that both train the same judge, bit for bit
    start = time.perf_counter()
    judge = _trained(examples, command, device)
    seconds = time.perf_counter() - start
    path = command.out or cache_path(command.dataset, examples)
    save_judge(judge, path)
    accuracy = None if math.isnan(judge.accuracy) else judge.accuracy
    if command.json:
        card: dict[str, Any] = {"classes": len(judge.card.class_names), "seed": judge.card.seed}
        card |= {"steps": judge.card.steps, "fingerprint": judge.card.fingerprint}
        print_json(
            {"dataset": examples.title, "accuracy": accuracy, "seconds": round(seconds, 2), "file": path, **card}
        )
        return DONE
    known = "no held-out image has a label" if accuracy is None else f"{accuracy:.2%} of the held-out images told right"
    put(f"{examples.title}: {known}, {len(judge.card.class_names)} classes, trained in {seconds:.1f} s")
    put(path)
    return DONE


def _trained(examples: Examples, command: Judge, device: torch.device) -> TrainedJudge:
    """The judge, trained with a progress bar or lines of JSON."""
    from tqdm import tqdm

    from trainers.metrics.judge import train_judge

    pieces = train_judge(examples, device, command.seed)
    hidden = command.json or not sys.stderr.isatty()
    reported = time.monotonic()
    title = shown_name(f"Judge of {examples.title}")
    with tqdm(total=100, desc=title, unit="%", disable=hidden, dynamic_ncols=True) as bar:
        while True:
            try:
                share = next(pieces)
            except StopIteration as done:
                return done.value
            bar.update(int(100 * share) - bar.n)
            if command.json and time.monotonic() - reported >= REPORT_SECONDS:
                reported = time.monotonic()
                print_json({"event": "progress", "share": round(share, 4)})
