"""What was dropped on the window: a run, an experiment, data to train on, or one image to look at."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from trainers.catalog import DatasetSpec, opening
from trainers.dataset import missing_file, user_path
from trainers.disk.regular_file import open_regular
from trainers.examples import DataError, UInt8
from trainers.files.pictures import pillow_rules, read_pixels
from trainers.files.text_encoding import start_of_text
from trainers.runs.listing import is_run
from trainers.sweeps.folder import is_sweep

# Also what is no array, but would be taken for one: it is named when it is read, with what to do.
ARRAYS = (
    ".npz", ".npy", ".csv", ".idx", ".gz", ".zip", ".tsv", ".txt", ".data", ".dat", ".pt", ".pth", ".pkl", ".pickle",
    ".mat", ".h5", ".hdf5", ".parquet", ".xlsx", ".xls", ".ods", ".tar", ".tgz", ".7z", ".rar", ".xz", ".bz2",
)  # fmt: skip
TEXTS = (".txt", ".md")  # unless they hold a table of numbers
TABLES = (".csv", ".tsv", ".txt", ".data", ".dat")
LOOKED_AT = 4096  # bytes at the start of a file


@dataclass(frozen=True)
class Dropped:
    """Exactly one of ``open`` (the folder of a run or a sweep, or a TOML file), ``beside`` (several run folders),
    ``data`` and ``image`` is set. ``opens`` is what data are to a dataset; see `DatasetSpec`."""

    open: Path | None = None
    data: Path | None = None
    opens: str = ""
    image: Path | None = None
    beside: tuple[Path, ...] = ()


def sort_dropped(paths: Sequence[Path]) -> Dropped:
    """Decides by what the first path is, but for runs that came together. Raises DataError for nothing at all."""
    if not paths:
        raise DataError("nothing was dropped: expected images, a folder of them, a data file, a run or an experiment")
    path = paths[0]
    try:
        mode = os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise DataError(f"{path}: there is nothing") from None
    except (OSError, ValueError) as error:  # a name that no system takes, or a place where one may not look
        raise DataError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    if stat.S_ISDIR(mode):
        if len(paths) > 1 and all(map(is_run, paths)):
            return Dropped(beside=tuple(paths))
        if is_run(path) or is_sweep(path):
            return Dropped(open=path)
        return Dropped(data=path, opens="folder")
    if problem := missing_file(path):
        raise DataError(problem)
    if path.suffix.lower() == ".zip" and not _holds_arrays(path):
        return Dropped(data=path, opens="folder")
    if path.suffix.lower() == ".toml":
        return Dropped(open=path)
    if path.suffix.lower() in TEXTS and _is_read(path):
        return Dropped(data=path, opens="text")
    if path.suffix.lower() in TABLES and _is_of_points(path):
        return Dropped(data=path, opens="points")
    if path.suffix.lower() in ARRAYS or path.name.endswith("-ubyte"):
        return Dropped(data=path, opens="array")
    return Dropped(image=path)


def as_if_dropped(specs: Sequence[DatasetSpec], name: str, values: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """What was chosen of the dataset *name*, by its settings; where it opens arrays, and the file is of points, that
    which opens those, as if the file had been dropped."""
    spec = next((spec for spec in specs if spec.name == name), None)
    source = next((knob.name for knob in spec.knobs if knob.role == "source"), "") if spec is not None else ""
    path = user_path(str(values.get(source) or ""))
    if spec is None or spec.opens != "array" or path.suffix.lower() not in TABLES or not _is_of_points(path):
        return name, values
    return opening(specs, "points", str(path))


def _holds_arrays(path: Path) -> bool:
    """Whether a ZIP archive begins with an array, as an NPZ file that was renamed does."""
    try:
        with open_regular(path) as file:
            start = file.read(300)
    except OSError:
        return False
    return b".npy" in start[30:]


def _is_read(path: Path) -> bool:
    """Whether a file has more letters than digits at its start, as a text has and a table of numbers has not."""
    try:
        with open_regular(path) as file:
            start = start_of_text(file.read(LOOKED_AT))
    except OSError:
        return False
    return sum(map(str.isalpha, start)) > sum(map(str.isdigit, start))


def _is_of_points(path: Path) -> bool:
    """Whether a file begins with rows of two numbers each, under a line of names or none."""
    try:
        with open_regular(path) as file:
            start = file.read(LOOKED_AT)
    except OSError:
        return False
    lines = start_of_text(start).splitlines()
    lines = lines[:-1] if len(start) >= LOOKED_AT else lines  # the last one may be cut
    rows = [_numbers(line) for line in lines if line.strip()]
    rows = rows if not rows or rows[0] else rows[1:]
    return len(rows) > 1 and all(count == 2 for count in rows)


def _numbers(line: str) -> int:
    """How many numbers there are in a line of a table; 0 where there is anything else."""
    mark = next((mark for mark in ";\t," if mark in line), None)
    parts = line.split(mark)
    try:
        return len([float(part.strip().strip('"').replace(",", ".")) for part in parts])
    except ValueError:
        return 0


def read_image(path: Path, image_shape: tuple[int, int, int]) -> UInt8:
    """One image file as uint8 (1, C, H, W), cropped to the middle. Raises DataError that names the file."""
    channels, height, width = image_shape
    try:
        with pillow_rules():
            pixels = read_pixels(path, max(height, width), "grey" if channels == 1 else "rgb", "crop")
    except DataError as error:
        raise DataError(f"{path.name}: {error}") from None
    top, left = (pixels.shape[-2] - height) // 2, (pixels.shape[-1] - width) // 2
    return np.ascontiguousarray(pixels.reshape(1, *pixels.shape[-3:])[:, :, top : top + height, left : left + width])
