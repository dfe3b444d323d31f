"""Which columns of a table of numbers are pixels, and which are labels or number the rows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainers.examples import DataError
from trainers.files.csv_tables import Table, read_csv
from trainers.sentence import sentence
from trainers.shown import shown_name

AnyArray = NDArray[Any]
LABEL_KEYS = (
    "y_train", "train_labels", "labels", "label", "y", "targets", "target", "class", "classes", "category", "arr_1",
)  # fmt: skip
NAMED_LABELS = (  # of columns
    *LABEL_KEYS, "emotion", "letter", "digit", "character", "species", "breed", "variety", "标签", "类别",
)  # fmt: skip
INDEX_NAMES = ("", "id", "index", "idx", "row", "image_id", "imageid", "unnamed: 0", "rownames", "序号", "编号")
ONE_HOT = range(2, 101)  # columns of labels beside the pixels


def images_of_table(path: Path) -> tuple[AnyArray, AnyArray | None, tuple[str, ...]]:
    """Numbers (N, pixels), one image a row, with the labels (N,) or (N, K) and notes for the user: beside the pixels
    may stand labels (numbers, words or one-hot) and row numbers. Raises DataError."""
    table = read_csv(path, NAMED_LABELS)
    place, pixels, notes = None, list(table.places), list(table.notes)
    named = [index for index, title in enumerate(table.names) if title in NAMED_LABELS]
    words = [index for index, column in table.words.items() if any(column.tolist())]
    if named:
        place = named[0]
    elif words:
        place = next((index for index in words if len(set(table.words[index].tolist())) < len(table.numbers)), None)
    if place in pixels:
        pixels.remove(place)
    if (numbering := _numbering(table, pixels)) is not None:
        pixels.remove(numbering)
        notes.append(f"Column {numbering + 1} of {table.width} numbers the rows and is left out.")
    notes += [f"Column {index + 1} of {table.width} holds words and is left out." for index in words if index != place]
    labels: AnyArray | None = None
    if place is None and not _fits(len(pixels)):
        hot = _one_hot(table, pixels)
        if hot:
            labels, pixels = _columns(table, hot), [each for each in pixels if each not in hot]
            notes.append(f"Labels are those of the {len(hot)} columns of zeros and ones.")
        elif (place := _label_column(table, pixels)) is not None:
            pixels.remove(place)
    if place is not None:
        labels = table.words[place] if place in table.words else _columns(table, [place])[:, 0]
        notes.append(f"Labels are those of column {place + 1} of {table.width}.")
    if not _fits(len(pixels)):
        if not pixels:
            raise DataError(f"{path.name}: expected rows of pixels, found labels or words alone")
        if table.width == len(table.places) == 2:
            raise two_columns(path.name)
        others = table.width - len(pixels)
        beside = f" beside {others} of other kinds" if others else ""
        raise DataError(
            f"{path.name}: expected rows of a square number of pixels, such as 784, found {len(pixels)}{beside}"
        )
    return _columns(table, pixels), labels, tuple(notes)


def two_columns(name: str) -> DataError:
    """What to do with x and y, which are no picture."""
    return DataError(
        sentence(
            f"{name}: expected rows of pixels, found 2 columns; if they are x and y of points, choose Your drawing "
            "under Points, and switch joined off"
        )
    )


def _columns(table: Table, places: list[int]) -> AnyArray:
    """(N, len(places)); a view where they stand together."""
    at = [table.places.index(place) for place in places]
    if at == list(range(at[0], at[-1] + 1)):
        return table.numbers[:, at[0] : at[-1] + 1]
    return table.numbers[:, at]


def _numbering(table: Table, pixels: list[int]) -> int | None:
    """The first column where it only numbers the rows: by its name, or since it rises by one and is one too many."""
    if not pixels or len(pixels) < 2:
        return None
    first = pixels[0]
    column = _columns(table, [first])[:, 0].astype(np.float64)
    if not (column == np.rint(column)).all() or len(np.unique(column)) < len(column):
        return None
    if table.names:
        return first if first == 0 and re.sub(r"[\s.-]+", "_", table.names[0]).strip("_") in _INDEX else None
    rises = len(column) > 2 and column[0] in (0, 1) and (np.diff(column) == 1).all()
    return first if rises and not _fits(len(pixels)) and (_fits(len(pixels) - 1) or _fits(len(pixels) - 2)) else None


_INDEX = frozenset(re.sub(r"[\s.-]+", "_", name).strip("_") for name in INDEX_NAMES)


def _one_hot(table: Table, pixels: list[int]) -> list[int]:
    """The first or last columns where each row has one 1 and else 0, and the rest makes a square; none where not so."""
    for count in ONE_HOT:
        if count < len(pixels) and _fits(len(pixels) - count):
            for places in (pixels[-count:], pixels[:count]):
                block = _columns(table, places)
                if ((block == 0) | (block == 1)).all() and (block.sum(axis=1, dtype=np.int64) == 1).all():
                    return places
    return []


def _label_column(table: Table, pixels: list[int]) -> int | None:
    """Where the rest makes a square, the first or the last: whichever has more different values, if they are whole (a
    corner pixel hardly ever varies)."""
    if not _fits(len(pixels) - 1):
        return None
    columns = {place: _columns(table, [place])[:, 0] for place in (pixels[0], pixels[-1])}
    whole = [place for place, column in columns.items() if (column == np.rint(column)).all()]
    return max(whole, key=lambda place: len(np.unique(columns[place])), default=None)


def _fits(count: int) -> bool:
    """Whether so many numbers can be a picture: a square, or three of one size (red, green and blue)."""
    return count > 1 and (
        round(count**0.5) ** 2 == count or (count % 3 == 0 and round((count / 3) ** 0.5) ** 2 * 3 == count)
    )


def labels_of_table(path: Path) -> tuple[AnyArray, tuple[str, ...]]:
    """The labels (N,) or (N, K) of a table of them alone, and notes for the user. Raises DataError."""
    table = read_csv(path, NAMED_LABELS)
    named = [index for index, title in enumerate(table.names) if title in NAMED_LABELS]
    numbers = list(table.places)
    if len(numbers) + len(table.words) > 1 and (numbering := _numbering(table, [*numbers, -1])) is not None:
        numbers.remove(numbering)
    places = named[:1] or list(table.words) or numbers
    if len(places) == 1:
        found = table.words[places[0]] if places[0] in table.words else _columns(table, places)[:, 0]
        return found, table.notes
    if not table.words and numbers:
        return _columns(table, numbers), table.notes  # one-hot, or refused when it is looked at
    raise DataError(f"{path.name}: expected one label a line, found {table.width} columns")


def numbers_of_table(path: Path) -> tuple[AnyArray, tuple[str, ...]]:
    """The numbers (N, columns) of a table that holds nothing else, and notes for the user; raises DataError for one
    with words."""
    table = read_csv(path)
    if table.words:
        place, column = next(iter(table.words.items()))
        found = repr(shown_name(column[0])) if column[0] else "nothing"
        line = 2 if table.names else 1
        raise DataError(f"{path.name}: expected numbers, found {found} in line {line}, column {place + 1}")
    return table.numbers, table.notes
