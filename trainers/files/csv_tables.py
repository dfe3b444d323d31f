"""Tables of text as other programs write them: any usual separator, decimal commas, quotes, names of columns or none,
words among the numbers; read piece by piece, so that memory is taken for the numbers alone."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainers.examples import DataError
from trainers.files.gzipped import MAX_BYTES, open_plain
from trainers.files.text_encoding import TextPieces
from trainers.shown import shown_name

SAMPLE = 40  # lines from which separator, names and words are told
MOST_ROWS = 2_000_000
MOST_COLUMNS = 200_000
MOST_BLANK = 100_000  # lines without anything
LONGEST_LINE = 2**22  # characters
SEPARATORS = (";", "\t", "|", ",", None)  # None: any spaces
_DECIMAL_COMMA = re.compile(r"\s*[-+]?\d*,\d+(?:[eE][-+]?\d+)?\s*")


@dataclass(frozen=True)
class Table:
    """``numbers`` are the columns that hold numbers, uint8 or float32 (N, M); ``places`` says where in the file each of
    them stands. ``words`` are the other columns, by place, texts (N,). ``names`` are the ``width`` names of the columns
    in small letters, or none. ``notes`` are for the user."""

    numbers: NDArray[Any]
    places: tuple[int, ...]
    words: dict[int, NDArray[np.str_]]
    names: tuple[str, ...]
    width: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Dialect:
    separator: str | None
    decimal_comma: bool
    names: tuple[str, ...]
    skipped: int  # lines before the first row
    width: int
    words: tuple[int, ...]  # places of columns of words

    def fields(self, line: str) -> list[str]:
        return _split(line, self.separator)

    def is_number(self, field: str) -> bool:
        return _is_number(field, self.decimal_comma)


def read_csv(path: Path, words_at: Sequence[str] = ()) -> Table:
    """The table in a text file, gzipped or not. A column whose name is among *words_at* may mix words and numbers.

    Raises DataError, one sentence that names file, line and column.
    """
    with open_plain(path) as file:
        text = TextPieces(file, path.name, is_table=True)
        lines = _lines(text, path.name)
        first = next(lines, (1, list[str]()))
        dialect = _dialect([line for line in first[1] if line.strip()][: SAMPLE + 1], words_at, path.name)
        parts: list[NDArray[Any]] = []
        words: dict[int, list[str]] = {place: [] for place in dialect.words}
        skipped, rows, size = 0, 0, 0
        for start, piece in _chained(first, lines):
            kept = [(start + index, line) for index, line in enumerate(piece) if line.strip()]
            ahead = min(dialect.skipped - skipped, len(kept))
            skipped, kept = skipped + ahead, kept[ahead:]
            if not kept:
                continue
            rows += len(kept)
            if rows > MOST_ROWS:
                raise DataError(f"{path.name}: expected at most {MOST_ROWS:,} rows, found more")
            parts.append(_numbers(kept, dialect, path.name, words))
            size += parts[-1].nbytes
            if size > MAX_BYTES:
                raise DataError(f"{path.name}: more than {MAX_BYTES:,} bytes of numbers")
    if not rows:
        raise DataError(f"{path.name}: expected rows of numbers, found none")
    numbers = np.concatenate(parts) if len(parts) > 1 else parts[0]
    places = tuple(place for place in range(dialect.width) if place not in words)
    texts = {place: np.array(column) for place, column in words.items()}
    for place in [place for place in texts if all(map(dialect.is_number, texts[place].tolist()))]:
        column = np.array([float(text.replace(",", ".")) for text in texts.pop(place).tolist()], np.float32)
        at = sum(each < place for each in places)
        numbers = np.insert(numbers.astype(np.result_type(numbers, _packed(column))), at, column, axis=1)
        places = tuple(sorted((*places, place)))
    return Table(numbers, places, texts, dialect.names, dialect.width, text.notes)


def _chained(first: tuple[int, list[str]], rest: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    yield first
    yield from rest


# ------------------------------------------------------------------ text


def _lines(text: TextPieces, name: str) -> Iterator[tuple[int, list[str]]]:
    """Lists of lines with the number of their first, from 1. Raises DataError for what is no text or has no end."""
    number, blank, left = 1, 0, ""
    for piece in text:
        *whole, left = (left + piece).split("\n")
        if len(left) > LONGEST_LINE:
            raise DataError(f"{name}: expected lines of at most {LONGEST_LINE:,} characters, found a longer one")
        blank += sum(not line or line.isspace() for line in whole)
        if blank > MOST_BLANK:
            raise DataError(f"{name}: expected rows of numbers, found more than {MOST_BLANK:,} empty lines")
        if whole:
            yield number, whole
            number += len(whole)
    if left:
        yield number, [left]


def _split(line: str, separator: str | None) -> list[str]:
    if separator is None:
        return [field.strip("\"'") for field in line.split()]
    if '"' not in line:
        return line.split(separator)
    try:
        return next(csv.reader([line], delimiter=separator))
    except (csv.Error, StopIteration):
        return line.split(separator)


def _is_number(field: str, decimal_comma: bool = False) -> bool:
    try:
        float(field.replace(",", ".") if decimal_comma else field)
    except ValueError:
        return False
    return "_" not in field


# ------------------------------------------------------------------ what the first lines tell


def _dialect(lines: list[str], words_at: Sequence[str], name: str) -> _Dialect:
    """How the table is written. Raises DataError where there is none."""
    skipped = 0
    separators: tuple[str | None, ...] = SEPARATORS
    while lines and (lines[0].startswith("#") or lines[0].lower().startswith("sep=")):
        if lines[0].lower().startswith("sep=") and lines[0][4:5]:  # what spreadsheets put before the table
            separators = (lines[0][4:5],)
        lines, skipped = lines[1:], skipped + 1
    if not lines:
        raise DataError(f"{name}: expected rows of numbers, found none")
    separator, comma = max(
        (
            (each, comma)
            for each in separators
            if each is None or any(each in line for line in lines[:2])
            for comma in ((False, True) if each != "," else (False,))
        ),
        key=lambda choice: _share_of_numbers(lines, *choice),
    )
    if separator == "," and any(_DECIMAL_COMMA.fullmatch(f) for line in lines for f in _split(line, ",")):
        comma = True  # "0,5","0,25" in quotes
    rows = [_split(line, separator) for line in lines]
    names = _names(rows, comma, words_at)
    body = rows[1:] if names else rows
    if not body:
        raise DataError(f"{name}: expected rows of numbers, found none")
    width = len(body[0])
    if width > MOST_COLUMNS:
        raise DataError(f"{name}: expected at most {MOST_COLUMNS:,} columns, found {width:,}")
    body = body[: max(2, MOST_COLUMNS // width)]
    if names and len(names) == width - 1:  # R's write.table: the names of rows have no name
        names = ("", *names)
    elif names and len(names) != width:
        raise DataError(f"{name}: expected {width} columns, found {len(names)} in line {skipped + 1}")
    columns = [[row[place].strip() for row in body if place < len(row)] for place in range(width)]
    words = [
        place
        for place, column in enumerate(columns)
        if not any(_is_number(field, comma) for field in column) or (place < len(names) and names[place] in words_at)
    ]
    return _Dialect(separator, comma, names, skipped + bool(names), width, tuple(words))


def _share_of_numbers(lines: list[str], separator: str | None, comma: bool) -> tuple[float, int]:
    """How well a separator explains the lines: the share of fields that are numbers, then how many there are."""
    rows = [_split(line, separator) for line in (lines[1:] or lines)[:10]]
    fields = [field for row in rows for field in row[:500]]
    plain = sum(_is_number(field.strip()) for field in fields)
    with_comma = sum(bool(_DECIMAL_COMMA.fullmatch(field)) for field in fields) if comma else 0
    return (plain + with_comma) / max(len(fields), 1), len(fields)


def _names(rows: list[list[str]], comma: bool, words_at: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns, small letters, if the first line holds some."""
    first = [field.strip().strip("\"'").lower() for field in rows[0]]
    numbers = [field for field in first if _is_number(field, comma)]
    if 2 * len(numbers) < len(first):
        second = rows[1] if len(rows) > 1 else ["0"]
        more = sum(_is_number(field.strip(), comma) for field in second) > len(numbers)
        return tuple(first) if more or any(field in words_at for field in first) else ()
    counted = [str(number) for number in range(len(numbers))], [str(number + 1) for number in range(len(numbers))]
    return tuple(first) if len(numbers) > 8 and numbers in counted else ()  # pandas numbers columns that have no name


# ------------------------------------------------------------------ numbers


def _numbers(lines: list[tuple[int, str]], dialect: _Dialect, name: str, words: dict[int, list[str]]) -> NDArray[Any]:
    """The numbers (n, M) of some lines, uint8 where they fit; their words are added to *words*."""
    texts = [line for _, line in lines]
    quoted = any('"' in line for line in texts[:3]) or any('"' in line for line in texts)
    kept = [place for place in range(dialect.width) if place not in words]
    try:
        if not quoted and not dialect.decimal_comma and dialect.separator and set(words) <= {0, dialect.width - 1}:
            texts = _without_ends(texts, dialect.separator, dialect.width, words)
            table = np.loadtxt(texts, np.float32, delimiter=dialect.separator, ndmin=2, comments=None)
        elif words or (quoted and dialect.decimal_comma):
            rows = [dialect.fields(line) for line in texts]
            if any(len(row) != dialect.width for row in rows):
                raise ValueError
            for place, column in words.items():
                column += [row[place].strip().strip("\"'") for row in rows]
            fields = [[row[place].replace(",", ".") for place in kept] if dialect.decimal_comma
                      else [row[place] for place in kept] for row in rows]  # fmt: skip
            table = np.array(fields, np.float32).reshape(len(rows), len(kept))
        else:
            texts = [line.replace(",", ".") for line in texts] if dialect.decimal_comma else texts
            table = np.loadtxt(
                texts,
                np.float32,
                delimiter=dialect.separator,
                ndmin=2,
                comments=None,
                quotechar='"' if quoted else None,
            )
        if table.shape != (len(lines), len(kept)) or not np.isfinite(table).all():
            raise ValueError
    except ValueError:
        raise DataError(f"{name}: {_bad_place(lines, dialect)}") from None
    return _packed(table)


def _without_ends(texts: list[str], separator: str, width: int, words: dict[int, list[str]]) -> list[str]:
    """The lines without a first or last field that is a word, which is added to *words*: quicker than splitting all.
    Raises ValueError where nothing else is left of one."""
    for place, column in words.items():
        cuts = [line.partition(separator) if place == 0 else line.rpartition(separator) for line in texts]
        column += [(head if place == 0 else tail).strip() for head, _, tail in cuts]
        texts = [tail if place == 0 else head for head, _, tail in cuts]
    if words and not all(texts):
        raise ValueError
    return texts


def _packed(numbers: NDArray[Any]) -> NDArray[Any]:
    """uint8 where nothing is lost by it: tables of images are mostly whole numbers from 0 to 255."""
    if not numbers.size or numbers.min() < 0 or numbers.max() > 255:
        return numbers
    small = numbers.astype(np.uint8)
    return small if np.array_equal(small, numbers) else numbers


def _bad_place(lines: list[tuple[int, str]], dialect: _Dialect) -> str:
    """Which line and column of the file is the first that does not fit."""
    for number, line in lines:
        fields = dialect.fields(line)
        if len(fields) != dialect.width:
            return f"expected {dialect.width} columns, found {len(fields)} in line {number}"
        for place, field in enumerate(fields):
            if place in dialect.words:
                continue
            text = field.strip()
            if not dialect.is_number(text) or not np.isfinite(np.float32(float(text.replace(",", ".")))):
                found = repr(shown_name(text[:40])) if text else "nothing"
                return f"expected numbers, found {found} in line {number}, column {place + 1}"
    return "expected rows of numbers, found something else"
