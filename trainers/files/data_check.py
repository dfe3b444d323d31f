"""What the catalog's datasets are, whether they can be loaded, and what they hold; as plain data for the command line
and the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from trainers.catalog import datasets, find_dataset
from trainers.dataset import LoadContext
from trainers.examples import DataError, Examples


@dataclass(frozen=True)
class DatasetEntry:
    """A dataset in the list. ``missing`` says what its default config needs before it can be loaded; empty: nothing."""

    name: str
    title: str
    summary: str
    source: str  # as :class:`trainers.dataset.Dataset` has it
    missing: str


@dataclass(frozen=True)
class DatasetCheck:
    """A dataset that has been loaded, or ``problem``: one sentence why not (the other fields are then empty).

    ``kind`` is the name of the examples' kind, and ``what`` says what they are, after a number. ``image_shape`` is that
    as which one passes through networks made for images, None where it does not. ``classes`` are (name, training
    examples); ``megabytes`` is the memory that the examples take.
    """

    name: str
    title: str
    problem: str = ""
    kind: str = ""
    what: str = ""
    image_shape: tuple[int, int, int] | None = None
    n_train: int = 0
    n_test: int = 0
    classes: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    megabytes: float = 0.0


def list_datasets(data_dir: Path) -> tuple[DatasetEntry, ...]:
    """Every dataset, in the catalog's order. Reads no data."""
    return tuple(
        DatasetEntry(name, each.title, each.summary, each.source, each.missing(each.Config(), data_dir))
        for name, each in datasets().items()
    )


def check_dataset(name: str, context: LoadContext, settings: Mapping[str, Any] | None = None) -> DatasetCheck:
    """Loads the dataset *name* with *settings* and tells what it holds.

    With ``context.may_download`` it is fetched first where it is missing. Raises ConfigError for an unknown name or
    setting, and Cancelled.
    """
    chosen = find_dataset(name, "dataset")
    config = chosen.Config.parse(settings or {}, "dataset")
    try:
        return _describe(name, chosen.load(config, context))
    except DataError as error:
        return DatasetCheck(name, chosen.title, problem=str(error))


def _describe(name: str, examples: Examples) -> DatasetCheck:
    counts: list[int] = []
    if examples.train_labels is not None:
        counts = np.bincount(examples.train_labels, minlength=len(examples.class_names)).tolist()
    kind = examples.kind
    return DatasetCheck(
        name=name,
        title=examples.title,
        kind=kind.plural,
        what=kind.what,
        image_shape=kind.image_shape if kind.visual or kind.in_plane else None,
        n_train=len(examples.train),
        n_test=len(examples.test),
        classes=tuple(zip(examples.class_names, counts, strict=False)),
        notes=examples.notes,
        megabytes=(examples.train.nbytes + examples.test.nbytes) / 1e6,
    )
