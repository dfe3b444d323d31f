"""NPZ, NPY, IDX and CSV files as arrays; nothing is ever unpickled."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from trainers.disk.limits import MOST_MEMBERS
from trainers.examples import DataError
from trainers.files.array_tables import LABEL_KEYS, AnyArray, images_of_table, labels_of_table, numbers_of_table
from trainers.files.file_kinds import foreign, foreign_archive
from trainers.files.gzipped import most_unpacked, open_plain
from trainers.files.idx import read_idx
from trainers.files.npz import first_clause
from trainers.files.stored_rows import DAMAGED, PICKLED, StoredRows, open_member, read_header, stored_file
from trainers.sentence import sentence
from trainers.shown import shown_name

Stored = NDArray[Any] | StoredRows

IMAGE_KEYS = ("x_train", "train_images", "images", "imgs", "image", "x", "data", "arr_0")
TEST_IMAGE_KEYS = ("x_test", "test_images")
TEST_LABEL_KEYS = ("y_test", "test_labels")
MOST_FACTORS = 16  # columns of an array beside images and labels, of which each is a factor


@dataclass(frozen=True)
class Arrays:
    """What a file holds, as found. ``test`` where the file has a split of its own. ``factors`` are arrays of numbers
    beside images and labels, a row for each image. ``notes`` are for the user."""

    images: Stored
    labels: AnyArray | None = None
    test: Stored | None = None
    test_labels: AnyArray | None = None
    factors: Mapping[str, AnyArray] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read_arrays(path: Path, label_file: Path | None = None) -> Arrays:
    """Images, and labels where there are some: in the file, in *label_file*, or in a file beside it that is named like
    it (``images.npy`` and ``labels.npy``, ``x.npy`` and ``y.csv``, ``a.npy`` and ``a_labels.txt``).

    Raises DataError, one sentence that names the file, what was expected and what was found.
    """
    kind = _kind(path)
    if kind == "npz":
        found = _from_npz(path)
    elif kind == "csv":
        images, labels, notes = images_of_table(path)
        found = Arrays(images, labels, notes=notes)
    else:
        found = Arrays(read_idx(path) if kind == "idx" else stored_file(path))
    beside = label_file or (None if found.labels is not None or kind in ("npz", "csv") else _beside(path))
    if beside is None:
        return found
    labels, said = read_labels(beside)
    notes = (*found.notes, f"Labels are those of {beside.name}.", *said)
    return Arrays(found.images, labels, found.test, None, found.factors, notes)


def read_table(path: Path) -> tuple[AnyArray, tuple[str, ...]]:
    """The plain numbers of an NPY, IDX or CSV file, in which nothing is taken for labels, and notes for the user; a
    line of column names is passed over. Raises DataError as :func:`read_arrays` does."""
    kind = _kind(path)
    if kind == "npz":
        raise DataError(f"{path.name}: expected one array (NPY, IDX or CSV), found NPZ data")
    if kind == "csv":
        return numbers_of_table(path)
    return (read_idx(path) if kind == "idx" else stored_file(path).whole()), ()


def read_labels(path: Path) -> tuple[AnyArray, tuple[str, ...]]:
    """One label for each image, numbers or words (N,), or one-hot (N, K), in a file of their own, and notes for the
    user. Raises DataError."""
    kind = _kind(path)
    if kind == "csv":
        return labels_of_table(path)
    if kind != "npz":
        return (read_idx(path) if kind == "idx" else stored_file(path).whole()), ()
    stored = _stored(path)
    labels = _pick(stored, (*LABEL_KEYS, *TEST_LABEL_KEYS)) or (
        next(iter(stored.values())) if len(stored) == 1 else None
    )
    if labels is None:
        raise DataError(f"{path.name}: expected one array of labels, found {_listed(stored)}")
    return _member(path, labels), ()


def _kind(path: Path) -> str:
    """What the file holds, by its first bytes: "npz", "npy", "idx" or "csv"."""
    with open_plain(path) as file:
        start = file.read(262)
    if start.startswith(b"\x93NUMPY"):
        return "npy"
    if start.startswith(b"PK"):
        return "npz"
    if start[:2] == b"\0\0":
        return "idx"
    if what := foreign(start):
        raise DataError(f"{path.name}: expected NPZ, NPY, IDX or CSV data, found {what}")
    if start[:1] == b"\x80":
        raise DataError(f"{path.name}: {PICKLED}")
    plain = path.name.lower().removesuffix(".gz")
    if start and plain.endswith((".csv", ".tsv", ".txt", ".tab", ".data", ".dat")):
        return "csv"
    found = f"a file that begins with the bytes {start[:6].hex(' ')}" if start else "an empty file"
    raise DataError(f"{path.name}: expected NPZ, NPY, IDX or CSV data, found {found}")


# ------------------------------------------------------------------ NPZ


def _stored(path: Path) -> dict[str, StoredRows | str]:
    """The arrays of an archive by name, headers read only; of one that cannot be used, why. Raises DataError."""
    arrays: dict[str, StoredRows | str] = {}
    try:
        with open_plain(path) as file, zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if what := foreign_archive([each.filename for each in members]):
                raise DataError(f"{path.name}: expected NPZ data, found {what}")
            if len(members) > MOST_MEMBERS:
                raise DataError(f"{path.name}: expected at most {MOST_MEMBERS:,} arrays, found {len(members):,}")
            for member in members:
                key = member.filename.removesuffix(".npy")
                name = f"{path.name}, array {shown_name(key)}"
                if not member.filename.endswith(".npy"):
                    continue
                if member.file_size > (most := most_unpacked(member.compress_size)):
                    text = f"{name}: unpacks to {member.file_size:,} bytes; at most {most:,} are read"
                    arrays[key] = sentence(text)
                    continue
                try:
                    with archive.open(member) as opened:
                        arrays[key] = read_header(opened, name, _opener(path, member.filename), member.file_size)
                except DataError as error:
                    arrays[key] = str(error)
                except DAMAGED as error:
                    arrays[key] = sentence(f"{name}: damaged ({first_clause(error)})")
    except DataError:
        raise
    except DAMAGED as error:
        raise DataError(f"{path.name}: expected a whole NPZ archive, found: {first_clause(error)}") from None
    return arrays


def _opener(path: Path, member: str) -> Any:
    return lambda: open_member(path, member)


def _member(path: Path, stored: StoredRows | str) -> AnyArray:
    """All of an array. Raises DataError, also for one that cannot be used."""
    if isinstance(stored, str):
        raise DataError(stored)
    return stored.whole()


def _from_npz(path: Path) -> Arrays:
    """Images and labels by their names, else the only stack there is; whatever else is there is not touched, but arrays
    of plain numbers with a row for each image, which are factors."""
    stored = _stored(path)
    images = _pick(stored, IMAGE_KEYS)
    if images is None:
        stacks = [each for each in stored.values() if not isinstance(each, str) and each.ndim >= 3]
        stacks = stacks or [each for each in stored.values() if not isinstance(each, str) and each.ndim == 2]
        if len(stacks) != 1:
            broken = next((each for each in stored.values() if isinstance(each, str)), "")
            if broken and not stacks:
                raise DataError(broken)
            raise DataError(f"{path.name}: expected images under the name images or x, found {_listed(stored)}")
        images = stacks[0]
    if isinstance(images, str):
        raise DataError(images)
    labels, test, test_labels = (_pick(stored, keys) for keys in (LABEL_KEYS, TEST_IMAGE_KEYS, TEST_LABEL_KEYS))
    if labels is images:
        labels = None
    if isinstance(test, str):
        raise DataError(test)
    used = [images, labels, test, test_labels]
    factors: dict[str, AnyArray] = {}
    left = []
    for key, each in stored.items():
        if isinstance(each, str):
            left.append(key)
        elif test is None and not any(each is one for one in used) and images.ndim and _is_factor(each, len(images)):
            factors[key] = _member(path, each)
    notes = [f"Left aside, since it cannot be read safely: {', '.join(map(shown_name, left[:3]))}."] if left else []
    return Arrays(
        images,
        None if labels is None else _member(path, labels),
        test,
        None if test_labels is None else _member(path, test_labels),
        factors,
        tuple(notes),
    )


def _is_factor(stored: StoredRows, count: int) -> bool:
    columns = stored.shape[1] if stored.ndim == 2 else 1
    return stored.ndim in (1, 2) and len(stored) == count and columns <= MOST_FACTORS and stored.dtype.kind in "buif"


def _listed(stored: Mapping[str, StoredRows | str]) -> str:
    shapes = [f"{shown_name(k)} {'?' if isinstance(each, str) else each.shape}" for k, each in stored.items()]
    return ", ".join(shapes[:12]) or "no arrays"


def _pick(arrays: Mapping[str, StoredRows | str], keys: tuple[str, ...]) -> StoredRows | str | None:
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
    names += [name.partition(".")[0] + other for name in names for other in (".csv", ".txt")]
    return next((path.with_name(name) for name in names if name != path.name and path.with_name(name).is_file()), None)
