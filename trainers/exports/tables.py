"""Curves and codes as CSV files: UTF-8 with a header line, decimal points and commas.

Label texts are quoted as the csv module does.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from trainers import messages
from trainers.examples import Examples

if TYPE_CHECKING:
    from trainers.looking.looker import Looker
    from trainers.runs.reading import RunContents


def write_curves(contents: RunContents, names: Sequence[str], path: Path) -> Path:
    """A line a step: the step, then every metric of every model as ``AE.loss``; empty where nothing is known."""
    columns = {
        f"{name}.{metric}": series
        for name, curves in zip(names, contents.curves, strict=True)
        for metric, series in curves.items()
    }
    count = max((len(series) for series in columns.values()), default=0)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["step", *columns])
        for i in range(count):
            values = (series[i] for series in columns.values())
            writer.writerow([contents.first_step + i, *("" if np.isnan(v) else f"{v:.9g}" for v in values)])
    return path


def write_codes(looker: Looker, examples: Examples, names: Sequence[str], out: Path) -> Iterator[Path]:
    """The codes of all training examples by every model that encodes."""
    from trainers.looking.answers import Answers

    look = messages.EncodeData(0, 0, "export", limit=len(examples.train))
    codes = next(item for item in Answers(looker).answer(look) if item is not None)
    if not isinstance(codes, messages.Codes):
        raise TypeError(f"expected codes, found {codes}")
    for name, z, spread in zip(names, codes.codes, codes.spread, strict=True):
        if z is not None:
            yield _write_code_table(out / f"{name}-codes.csv", z, spread, looker.order, examples)


def _write_code_table(
    path: Path, z: np.ndarray, spread: np.ndarray | None, order: np.ndarray, examples: Examples
) -> Path:
    """A line a training image, in the order of the data set: number, class, code, posterior deviation."""
    sigma = np.empty((len(z), 0)) if spread is None else spread
    header = ["image", "class", *(f"z{i}" for i in range(z.shape[1])), *(f"sigma{i}" for i in range(sigma.shape[1]))]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for place in np.argsort(order[: len(z)]):
            image = int(order[place])
            label = "" if examples.train_labels is None else _class_name(examples, int(examples.train_labels[image]))
            writer.writerow([image, label, *(f"{value:.9g}" for value in (*z[place], *sigma[place]))])
    return path


def _class_name(examples: Examples, label: int) -> str:
    return examples.class_names[label] if label < len(examples.class_names) else str(label)
