"""The user's own images in one file of numbers: NPZ, NPY, IDX or CSV."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from trainers.catalog import dataset
from trainers.dataset import Cancelled, Dataset, DatasetConfig, LoadContext, missing_file, user_path
from trainers.examples import DataError, Examples, Float32, Int64
from trainers.files.array_files import Arrays, Stored, read_arrays
from trainers.files.array_images import Rows, Values, to_images, to_labels
from trainers.files.splits import index_keys, split
from trainers.knobs import knob
from trainers.shown import shown_name


class Config(DatasetConfig):
    file: str = knob("", kind="path", role="source", help="NPZ, NPY, IDX (also gzipped) or CSV file of images.")
    labels: str = knob(
        "", kind="path", group="advanced", help="File of labels; when empty, labels in or beside the file are found."
    )
    too_large: Literal["refuse", "shrink"] = knob(
        "refuse", group="advanced", help="What to do with images of more than 64 pixels a side."
    )
    values: Values = knob("auto", group="advanced", help="Which values are black and white; what lies beyond is cut.")
    rows: Rows = knob(
        "auto", group="advanced",
        help="The order of colours in a row of numbers: planes is all of the red first, pixels is pixel by pixel.",
    )  # fmt: skip
    limit: int = knob(
        100_000, ge=2, le=1_000_000, log=True, group="advanced", help="At most this many images are used."
    )
    held_out: float = knob(
        0.1, ge=0.01, le=0.5, group="advanced",
        help="Share of each class that is kept apart for testing, unless the file has a test set of its own.",
    )  # fmt: skip


@dataset("array-file")
class ArrayFile(Dataset):
    """Images from an array. Which are held out depends on their positions alone (or on the file: x_test, y_test)."""

    title = "Array file"
    summary = "Your own images in one NPZ, NPY, IDX or CSV file."
    source = "files"
    opens = "array"
    Config = Config

    @staticmethod
    def missing(config: DatasetConfig, data_dir: Path) -> str:
        assert isinstance(config, Config)
        if not config.file:
            return "Array file: choose an NPZ, NPY, IDX or CSV file"
        for name in filter(None, (config.file, config.labels)):
            if sentence := missing_file(user_path(name)):
                return sentence
        return ""

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        if sentence := ArrayFile.missing(config, context.data_dir):
            raise DataError(sentence)
        path = user_path(config.file)
        context.progress(0.0, f"Reading {path.name}")
        arrays = read_arrays(path, user_path(config.labels) if config.labels else None)
        if context.cancelled():
            raise Cancelled
        context.progress(0.6, "Bringing the images to 8 bits")
        return _official(arrays, path, config) if arrays.test is not None else _divided(arrays, path, config)


def _divided(arrays: Arrays, path: Path, config: Config) -> Examples:
    """Images without a test set of their own: a share of each class is held out."""
    _check_count(arrays.images, arrays.labels, path.name, "images")
    keys, chosen = index_keys(len(arrays.images)), _chosen(len(arrays.images), config.limit)
    images, note = to_images(arrays.images[chosen], path.name, config.too_large == "shrink", config.values, config.rows)
    labels, names = None, list[str]()
    if arrays.labels is not None:
        labels, _, names = to_labels(arrays.labels[chosen], None, path.name)
    factors = _factors({name: array[chosen] for name, array in arrays.factors.items()})
    try:
        train, test = split(keys[chosen], labels, config.held_out)
    except DataError as error:
        raise DataError(f"{path.name}: {error}") from None
    return Examples(
        title=path.name,
        train=images[train],
        test=images[test],
        train_labels=None if labels is None else labels[train],
        test_labels=None if labels is None else labels[test],
        class_names=tuple(names),
        factors={name: values[train] for name, values in factors.items()},
        test_factors={name: values[test] for name, values in factors.items()},
        notes=_notes(arrays, note, len(arrays.images) - len(chosen), config),
    )


def _factors(arrays: Mapping[str, NDArray[Any]]) -> dict[str, Float32]:
    """Each column that varies as a factor, float32 (N,)."""
    columns = {
        name if array.ndim == 1 else f"{name} {index + 1}": column.astype(np.float32)
        for name, array in arrays.items()
        for index, column in enumerate(array.reshape(len(array), -1).T)
    }
    return {name: each for name, each in columns.items() if np.isfinite(each).all() and np.ptp(each) > 0}


def _chosen(count: int, limit: int) -> Int64:
    """Which of so many images are used, in their order: all, or a random but fixed *limit*, for they may be sorted."""
    return np.sort(np.argsort(index_keys(count), kind="stable")[:limit])


def _official(arrays: Arrays, path: Path, config: Config) -> Examples:
    """Images with a test set of their own, which is kept as it is."""
    assert arrays.test is not None
    _check_count(arrays.images, arrays.labels, path.name, "images")
    _check_count(arrays.test, arrays.test_labels, path.name, "test images")
    if arrays.images.shape[1:] != arrays.test.shape[1:]:
        shapes = f"{arrays.images.shape} and {arrays.test.shape}"
        raise DataError(f"{path.name}: expected training and test images of one shape, found {shapes}")
    chosen, tested = _chosen(len(arrays.images), config.limit), _chosen(len(arrays.test), config.limit)
    both = np.concatenate([arrays.images[chosen], arrays.test[tested]])  # one range of values for both
    images, note = to_images(both, path.name, config.too_large == "shrink", config.values, config.rows)
    count = len(chosen)
    labels, test_labels, names = None, None, list[str]()
    if arrays.labels is not None:
        given = None if arrays.test_labels is None else arrays.test_labels[tested]
        labels, test_labels, names = to_labels(arrays.labels[chosen], given, path.name)
    left = len(arrays.images) + len(arrays.test) - len(images)
    return Examples(
        title=path.name,
        train=images[:count],
        test=images[count:],
        train_labels=labels,
        test_labels=test_labels,
        class_names=tuple(names),
        notes=_notes(arrays, note, left, config),
    )


def _notes(arrays: Arrays, note: str, left: int, config: Config) -> tuple[str, ...]:
    limit = f"{left:,} left out by the limit of {config.limit:,}." if left else ""
    named = ", ".join(shown_name(name) for name in arrays.factors)
    factors = f"Kept as true factors: {named}." if named else ""
    return tuple(filter(None, (*arrays.notes, factors, note, limit)))


def _check_count(images: Stored, labels: NDArray[Any] | None, name: str, what: str) -> None:
    if images.ndim == 0:
        raise DataError(f"{name}: expected {what}, found a single number")
    if labels is not None and (labels.ndim == 0 or len(labels) != len(images)):
        raise DataError(f"{name}: expected one label for each of {len(images):,} {what}, found shape {labels.shape}")
