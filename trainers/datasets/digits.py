"""The handwritten digits that scikit-learn ships: 1 797 real digits of 8x8 pixels."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any, Literal

import numpy as np
from PIL import Image
from pydantic import field_validator

from trainers.catalog import dataset
from trainers.dataset import Cancelled, Dataset, DatasetConfig, LoadContext
from trainers.examples import DataError, Examples, UInt8
from trainers.files.gzipped import open_plain
from trainers.files.splits import index_keys, split
from trainers.knobs import knob

SIDE = 8
WHITE = 16  # the file's greatest value
HELD_OUT = 0.2


class Config(DatasetConfig):
    size: Literal["8", "16"] = knob("8", help="Width and height in pixels; at 16 the 8x8 digits are smoothly enlarged.")

    @field_validator("size", mode="before")
    @classmethod
    def _number_as_text(cls, value: Any) -> Any:
        """``size = 16`` in a TOML file means the same as ``size = "16"``."""
        return str(value) if type(value) is int else value


@dataset("digits")
class Digits(Dataset):
    """Optical recognition of handwritten digits (Alpaydin & Kaynak, 1998), the test part, as in scikit-learn."""

    title = "Digits"
    summary = "1 797 real handwritten digits, 8x8 pixels; comes with the program."
    source = "embedded"
    Config = Config

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        if context.cancelled():
            raise Cancelled
        path = digits_file()
        with open_plain(path) as file:
            rows = np.array(file.read().replace(b"\n", b",").rstrip(b",").split(b","), dtype=np.int64)
        if rows.size == 0 or rows.size % (SIDE * SIDE + 1):
            raise DataError(
                f"{path.name}: expected rows of {SIDE * SIDE + 1} numbers, found {rows.size} numbers in all"
            )
        rows = rows.reshape(-1, SIDE * SIDE + 1)
        labels = rows[:, -1]
        images = np.rint(rows[:, :-1] * (255 / WHITE)).astype(np.uint8).reshape(-1, 1, SIDE, SIDE)
        if int(config.size) != SIDE:
            images = _enlarge(images, int(config.size))
        train, test = split(index_keys(len(images)), labels, HELD_OUT)
        return Examples(
            title=Digits.title,
            train=images[train],
            test=images[test],
            train_labels=labels[train],
            test_labels=labels[test],
            class_names=tuple("0123456789"),
        )


def digits_file() -> Path:
    """Where scikit-learn keeps the digits, found without importing it (which takes two seconds). A frozen program
    carries this file of it and nothing else."""
    bundle = getattr(sys, "_MEIPASS", None)
    spec = None if bundle else importlib.util.find_spec("sklearn")
    for folder in [f"{bundle}/sklearn"] if bundle else (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, "datasets", "data", "digits.csv.gz")
        if path.is_file():
            return path
    raise DataError(
        "digits: expected the file datasets/data/digits.csv.gz of scikit-learn, found none; install it again"
    )


def _enlarge(images: UInt8, size: int) -> UInt8:
    """(N, 1, H, W) to (N, 1, size, size), bicubic."""
    enlarged = [Image.fromarray(image[0]).resize((size, size), Image.Resampling.BICUBIC) for image in images]
    return np.stack([np.asarray(image) for image in enlarged])[:, None]
