"""Where a new run will be saved: the name of its folder."""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import datetime
from itertools import chain
from pathlib import Path

from trainers.experiment import Experiment

LONGEST_NAME = 40  # letters of a title in the name of a folder, which may take four bytes each of 255


def new_run_folder(runs_dir: Path, experiment: Experiment, taken: Collection[Path] = ()) -> Path:
    """A name that sorts by time and can be read, and is neither on the disk nor *taken*; the folder is made when there
    is something to save."""
    stem = "".join(c if c.isalnum() else "-" for c in experiment.plan.title)[:LONGEST_NAME].strip("-") or "run"
    stamp = datetime.now().strftime("%Y-%m-%d %H-%M-%S")
    path = runs_dir / f"{stamp} {stem}"
    names = chain((path,), (path.with_name(f"{path.name} ({i})") for i in range(2, 1000)))
    # Not Path.exists, which raises where one may not look; whether one may write there is said when it is tried.
    return next(name for name in names if name not in taken and not os.path.exists(name))
