"""NPZ, NPY, IDX and CSV files as arrays; nothing is ever unpickled."""

from __future__ import annotations

import io
import math
import tokenize
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from trainers.gzipped import MAX_BYTES, open_plain
from trainers.idx import read_idx
from trainers.images import DataError

Array = NDArray[Any]
PICKLED = "holds pickled Python objects, which are never loaded because they could run code; save plain numbers"

IMAGE_KEYS = ("x_train", "train_images", "images", "x", "data", "arr_0")
LABEL_KEYS = ("y_train", "train_labels", "labels", "label", "y", "targets", "target", "class", "arr_1")
TEST_IMAGE_KEYS = ("x_test", "test_images")
TEST_LABEL_KEYS = ("y_test", "test_labels")


@dataclass(frozen=True)
class Arrays:
    """What a file holds, as found. ``test`` where the file has a split of its own. ``notes`` are for the user."""

    images: Array
    labels: Array | None = None
    test: Array | None = None
    test_labels: Array | None = None
    notes: tuple[str, ...] = ()


def read_arrays(path: Path, label_file: Path | None = None) -> Arrays:
    """Images, and labels where there are some: in the file, in *label_file*, or in a file beside it that is named like
    it (``images.npy`` and ``labels.npy``, ``x.npy`` and ``y.npy``, ``a.npy`` and ``a_labels.npy``).

    Raises DataError, one sentence that names the file, what was expected and what was found.
    """
    kind = _kind(path)
    if kind == "npz":
        found = _from_npz(path)
    elif kind == "csv":
        found = _from_csv(path)
    else:
        found = Arrays(_one_array(path, kind))
    beside = label_file or (None if found.labels is not None or kind in ("npz", "csv") else _beside(path))
    if beside is None:
        return found
    labels = _one_array(beside, _kind(beside))
    return Arrays(found.images, labels, found.test, None, (*found.notes, f"Labels are those of {beside.name}."))


def read_table(path: Path) -> Array:
    """The plain numbers of an NPY, IDX or CSV file, in which nothing is taken for labels; a line of column names is
    passed over. Raises DataError as :func:`read_arrays` does."""
    kind = _kind(path)
    return _csv_table(path)[0] if kind == "csv" else _one_array(path, kind)


def _kind(path: Path) -> str:
    """What the file holds, by its first bytes: "npz", "npy", "idx" or "csv"."""
    with open_plain(path) as file:
        start = file.read(6)
    if start.startswith(b"\x93NUMPY"):
        return "npy"
    if start.startswith(b"PK"):
        return "npz"
    if start[:2] == b"\0\0":
        return "idx"
    if start[:1] == b"\x80":
        raise DataError(f"{path.name}: {PICKLED}")
    plain = path.name.lower().removesuffix(".gz")
    if start and plain.endswith((".csv", ".tsv", ".txt")):
        return "csv"
    found = f"a file that begins with the bytes {start.hex(' ')}" if start else "an empty file"
    raise DataError(f"{path.name}: expected NPZ, NPY, IDX or CSV data, found {found}")


def _one_array(path: Path, kind: str) -> Array:
    if kind == "idx":
        return read_idx(path)
    if kind == "npy":
        with open_plain(path) as file:
            return _npy(file, path.name)
    raise DataError(f"{path.name}: expected one array (NPY or IDX), found {kind.upper()} data")


def _npy(file: IO[bytes], name: str) -> Array:
    """One array in the NPY format, whose header is believed only up to MAX_BYTES."""
    try:
        version = np.lib.format.read_magic(file)
        read_header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, columns_first, dtype = read_header(file)
    except (ValueError, SyntaxError, tokenize.TokenError) as error:
        raise DataError(f"{name}: expected an NPY header, found: {_first_clause(error)}") from None
    if dtype.hasobject:
        raise DataError(f"{name}: {PICKLED}")
    if min(shape, default=0) < 0 or dtype.itemsize == 0:
        raise DataError(f"{name}: expected an NPY header, found one of shape {shape} and type {dtype}")
    size = math.prod(shape) * dtype.itemsize
    if size > MAX_BYTES:
        raise DataError(f"{name}: the header promises {size:,} bytes; at most {MAX_BYTES:,} are read")
    content = file.read(size)
    if len(content) < size:
        raise DataError(f"{name}: expected {size:,} bytes of values for shape {shape}, found only {len(content):,}")
    return np.frombuffer(content, dtype).reshape(shape, order="F" if columns_first else "C")


def _from_npz(path: Path) -> Arrays:
    arrays: dict[str, Array] = {}
    try:
        with open_plain(path) as file, zipfile.ZipFile(file) as archive:
            members = [each for each in archive.infolist() if each.filename.endswith(".npy")]
            if (size := sum(each.file_size for each in members)) > MAX_BYTES:
                raise DataError(f"{path.name}: unpacks to {size:,} bytes; at most {MAX_BYTES:,} are read")
            for member in members:
                key = member.filename.removesuffix(".npy")
                arrays[key] = _npy(io.BytesIO(archive.read(member)), f"{path.name}, array {key}")
    except DataError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        raise DataError(f"{path.name}: expected a whole NPZ archive, found: {_first_clause(error)}") from None
    images = _pick(arrays, IMAGE_KEYS)
    if images is None:
        stacks = [array for array in arrays.values() if array.ndim >= 2]
        if len(stacks) != 1:
            found = ", ".join(f"{key} {array.shape}" for key, array in arrays.items()) or "no arrays"
            raise DataError(f"{path.name}: expected images under the name images or x, found {found}")
        images = stacks[0]
    return Arrays(images, _pick(arrays, LABEL_KEYS), _pick(arrays, TEST_IMAGE_KEYS), _pick(arrays, TEST_LABEL_KEYS))


def _pick(arrays: Mapping[str, Array], keys: tuple[str, ...]) -> Array | None:
    by_name = {name.lower(): array for name, array in arrays.items()}
    return next((by_name[key] for key in keys if key in by_name), None)


def _beside(path: Path) -> Path | None:
    """The file of labels that belongs to a file of images by its name."""
    stem, dot, ending = path.name.partition(".")
    names = [
        path.name.replace("images", "labels").replace("idx3", "idx1"),
        f"{stem}_labels{dot}{ending}",
        f"{stem}-labels{dot}{ending}",
    ]
    if stem.lower() == "x" or stem.lower().startswith("x_"):
        names += [letter + path.name[1:] for letter in "yY"]
    return next((path.with_name(name) for name in names if name != path.name and path.with_name(name).is_file()), None)


def _from_csv(path: Path) -> Arrays:
    """Numbers, one image a row; one more column than a square has pixels holds the labels."""
    table, header = _csv_table(path)
    column = _label_column(table, header)
    if column is None:
        return Arrays(table)
    note = f"Labels are those of column {column + 1} of {table.shape[1]}."
    return Arrays(np.delete(table, column, axis=1), table[:, column], notes=(note,))


def _csv_table(path: Path) -> tuple[Array, list[str]]:
    """Rows of numbers as float32, and the names of their columns where the first line holds some."""
    with open_plain(path) as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise DataError(f"{path.name}: more than {MAX_BYTES:,} bytes of text")
    try:
        lines = [line for line in content.decode("utf-8-sig").splitlines() if line.strip()]
    except UnicodeDecodeError:
        raise DataError(f"{path.name}: expected text (UTF-8), found other data") from None
    separator = next((mark for mark in ";\t," if mark in lines[0]), ",") if lines else ","
    header = [] if not lines or _number(lines[0].split(separator)[-1]) else lines[0].lower().split(separator)
    rows = lines[1:] if header else lines
    if not rows:
        raise DataError(f"{path.name}: expected rows of numbers, found none")
    try:
        table = np.loadtxt(rows, np.float32, delimiter=separator, ndmin=2, comments=None)
    except ValueError:
        raise DataError(f"{path.name}: {_bad_line(content.decode('utf-8-sig'), separator, bool(header))}") from None
    return table, header


def _label_column(table: Array, header: list[str]) -> int | None:
    """The column that the header calls label or the like; else, when the rest makes a square, the first or the last:
    whichever has more different values, if they are whole (a corner pixel hardly ever varies)."""
    for index, title in enumerate(header):
        if title.strip(" \"'") in LABEL_KEYS:
            return index
    columns = table.shape[1]
    if not _is_square(columns - 1) or _is_square(columns):
        return None
    ends = [index for index in (0, columns - 1) if (table[:, index] == np.rint(table[:, index])).all()]
    return max(ends, key=lambda index: len(np.unique(table[:, index])), default=None)


def _is_square(count: int) -> bool:
    return count > 1 and round(count**0.5) ** 2 == count


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _bad_line(content: str, separator: str, has_header: bool) -> str:
    """Which line of the file is the first that does not fit."""
    columns = None
    for number, line in enumerate(content.splitlines(), 1):
        fields = line.split(separator)
        if not line.strip() or (has_header and columns is None and not _number(fields[-1])):
            continue
        columns = columns or len(fields)
        if len(fields) != columns:
            return f"expected {columns} columns, found {len(fields)} in line {number}"
        if (wrong := next((field for field in fields if not _number(field)), None)) is not None:
            return f"expected numbers, found {wrong.strip()[:40]!r} in line {number}"
    return "expected rows of numbers, found something else"


def _first_clause(error: Exception) -> str:
    return str(error).splitlines()[0].split(". ")[0][:200] if str(error) else type(error).__name__
