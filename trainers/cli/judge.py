"""``latent-explorer judge``: trains the judge of a data set and writes it to a file."""

from __future__ import annotations

import math
import sys
import time
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from trainers.catalog import find_dataset
from trainers.cli.main import DONE, parse_settings, print_json, put
from trainers.dataset import LoadContext
from trainers.devices import choose_device
from trainers.examples import DataError, Images
from trainers.lazy import torch
from trainers.looking.judge_store import LEAST_VALUES, cache_path, save_judge
from trainers.metrics.judge import Judge as TrainedJudge
from trainers.metrics.judge import train_judge
from trainers.shown import shown_name
from trainers.training.sharing import use_threads

if TYPE_CHECKING:
    from trainers.cli.main import Judge

REPORT_SECONDS = 1.0  # between two lines of progress


def run_judge(command: Judge, context: LoadContext) -> int:
    """Trains, writes and reports. Raises ConfigError, DataError and OSError before or after the training."""
    chosen = find_dataset(command.dataset, "dataset")
    images = chosen.load(chosen.Config.parse(parse_settings(command.settings), "dataset"), context)
    if (values := math.prod(images.image_shape)) < LEAST_VALUES:
        found = f"{values} a piece, which are compared pixel by pixel"
        raise DataError(f"{images.title}: expected images of at least {LEAST_VALUES} values, found {found}")
    device = choose_device(command.device)
    use_threads(1)  # as in the window, so that both train the same judge, bit for bit
    start = time.perf_counter()
    judge = _trained(images, command, device)
    seconds = time.perf_counter() - start
    path = command.out or cache_path(command.dataset, images)
    save_judge(judge, path)
    accuracy = None if math.isnan(judge.accuracy) else judge.accuracy
    if command.json:
        card: dict[str, Any] = {"classes": len(judge.card.class_names), "seed": judge.card.seed}
        card |= {"steps": judge.card.steps, "fingerprint": judge.card.fingerprint}
        print_json({"dataset": images.title, "accuracy": accuracy, "seconds": round(seconds, 2), "file": path, **card})
        return DONE
    known = "no held-out image has a label" if accuracy is None else f"{accuracy:.2%} of the held-out images told right"
    put(f"{images.title}: {known}, {len(judge.card.class_names)} classes, trained in {seconds:.1f} s")
    put(path)
    return DONE


def _trained(images: Images, command: Judge, device: torch.device) -> TrainedJudge:
    """The judge, trained with a progress bar or lines of JSON."""
    pieces = train_judge(images, device, command.seed)
    hidden = command.json or not sys.stderr.isatty()
    reported = time.monotonic()
    title = shown_name(f"Judge of {images.title}")
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
