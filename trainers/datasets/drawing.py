"""Points from one's own drawing or table: strokes, a picture whose dark places are filled, or rows of x and y.

**Strokes** (what a brush saves) are a table of numbers, as CSV or NPY, one row for each place the brush went through:

- two columns ``x, y``: one stroke;
- three columns ``stroke, x, y``: the rows of one stroke share a number, and follow one another from its start to its
  end.

A CSV file may begin with a line of column names and may be separated by commas, semicolons or tabs. x runs to the
right and y **upwards**, both from 0 to 1; numbers outside make the whole drawing be scaled to fit. Places of a stroke
are joined by straight lines, a stroke of a single place is a dot. Points are spread evenly over the length of all
strokes (a dot counts as long as DOT) and get round noise, the width of the brush.

**A table of points** is read in the same formats, with ``joined`` off: each row is a place by itself, and points are
drawn around the rows, each as likely as another. Numbers outside 0 to 1 make each column be scaled by itself, for the
two may be of different things.

**A picture** (PNG, JPEG, ...) is read as dark ink on light paper: points fall on pixels darker than mid grey, the
darker the more likely, and evenly within a pixel.

Each fills the square but for a margin of 0.1 on every side.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from trainers.catalog import dataset
from trainers.dataset import Dataset, DatasetConfig, LoadContext, Opens, missing_file, user_path
from trainers.datasets._points import MARGIN, MAX_SIGMA, Places, as_examples, held_out, with_noise
from trainers.examples import DataError, Examples
from trainers.files.array_files import read_table
from trainers.kinds import Points
from trainers.knobs import knob
from trainers.sentence import sentence

DOT = 0.02  # the length that a stroke of a single place counts
DETAIL = 256  # pixels a side to which a picture is brought
MID_GREY = 128
TABLES = (".csv", ".tsv", ".txt", ".npy", ".gz")


class Config(DatasetConfig):
    file: str = knob(
        "", kind="path", role="source",
        help="CSV or NPY file of strokes or of points, or a picture with dark ink on light paper.",
    )  # fmt: skip
    joined: bool = knob(
        True, group="advanced",
        help="Places of a stroke are joined by lines; off, each row of the file is a point by itself.",
    )  # fmt: skip
    sigma: float = knob(
        0.01, ge=0.001, le=MAX_SIGMA, log=True,
        help="Width of the brush: standard deviation of the noise, where the whole square is 1 wide.",
    )  # fmt: skip
    count: int = knob(10_000, ge=100, le=100_000, log=True, help="Points to train on; a quarter as many are held out.")
    seed: int = knob(0, ge=0, le=2**31 - 1, group="advanced", help="Another seed draws other points.")


@dataset("drawing")
class Drawing(Dataset):
    """Points (N, 2) along the user's strokes or in the dark places of the user's picture; no labels."""

    title = "Your drawing"
    summary = "Points of the plane in any shape that you draw, or from a table of x and y."
    source = "files"
    opens = "strokes"
    also_opens: ClassVar[Mapping[Opens, Mapping[str, Any]]] = MappingProxyType({"points": {"joined": False}})
    kind = Points
    Config = Config

    @staticmethod
    def missing(config: DatasetConfig, data_dir: Path) -> str:
        assert isinstance(config, Config)
        if not config.file:
            return "Your drawing: draw something, or choose a CSV or NPY file of strokes or of points, or a picture"
        return missing_file(user_path(config.file))

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        if sentence := Drawing.missing(config, context.data_dir):
            raise DataError(sentence)
        path = user_path(config.file)
        rng = np.random.default_rng(config.seed)
        counts = (config.count, held_out(config.count))
        notes: tuple[str, ...] = ()
        if path.suffix.lower() in TABLES:
            if config.joined:
                strokes, notes = read_strokes(path)
                places = [_along_strokes(strokes, n, rng) for n in counts]
            else:
                rows, notes = read_points(path)
                places = [rows[rng.integers(len(rows), size=n)] for n in counts]
        else:
            darkness = read_darkness(path)
            places = [_on_dark(darkness, n, rng) for n in counts]
        train, test = (with_noise(MARGIN + (1 - 2 * MARGIN) * each, config.sigma, rng) for each in places)
        return as_examples(path.name, train, test, context, notes=notes)


def read_strokes(path: Path) -> tuple[list[Places], tuple[str, ...]]:
    """The strokes of a file, each its places (n, 2) in [0, 1], and notes. Raises DataError with one sentence."""
    table, said = _rows(path, joined=True)
    numbers = np.zeros(len(table)) if table.shape[1] == 2 else table[:, 0]
    places, notes = _fitted(table[:, -2:])
    return [places[numbers == number] for number in np.unique(numbers)], (*said, *notes)


def read_points(path: Path) -> tuple[Places, tuple[str, ...]]:
    """The places (N, 2) of a file in [0, 1], and notes. Raises DataError with one sentence."""
    table, said = _rows(path, joined=False)
    places = table[:, -2:]
    notes = [
        *said,
        sentence(f"Points are drawn around the {len(places):,} rows of the file, each as likely as another."),
    ]
    if table.shape[1] > 2:
        notes.append(sentence("Of three columns the last two were taken as x and y: the first tells strokes apart."))
    low, high = places.min(axis=0), places.max(axis=0)
    if low.min() >= 0 and high.max() <= 1:
        return places, tuple(notes)
    note = sentence(
        f"The columns were scaled to fit, each by itself: one reached from {low[0]:g} to {high[0]:g}, the other from "
        f"{low[1]:g} to {high[1]:g}."
    )
    size = np.where(high > low, high - low, 1.0)
    return 0.5 + (places - (low + high) / 2) / size, (*notes, note)


def _rows(path: Path, joined: bool) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """The table (N, 2 or 3) of a file, finite, and notes. Raises DataError with one sentence, which expects
    strokes, or points where they are not *joined*."""
    table, notes = read_table(path)
    if table.ndim != 2 or table.shape[1] not in (2, 3) or table.dtype.kind not in "iuf":
        found = f"{table.dtype} {table.shape}"
        if joined:
            raise DataError(f"{path.name}: expected strokes as rows of x, y or of stroke, x, y, found {found}")
        raise DataError(f"{path.name}: expected points as rows of x, y, found {found}")
    if len(table) == 0:
        if joined:
            raise DataError(f"{path.name}: expected strokes, found no row")
        raise DataError(f"{path.name}: expected points, found no row")
    table = table.astype(np.float64)
    bad = np.flatnonzero(~np.isfinite(table).all(axis=1))
    if len(bad):
        raise DataError(f"{path.name}: expected finite numbers, found {table[bad[0]].tolist()} in row {bad[0] + 1}")
    return table, notes


def _fitted(places: Places) -> tuple[Places, tuple[str, ...]]:
    """*places* (N, 2) as they are when they lie in [0, 1], else moved and scaled to fit, both axes alike."""
    low, high = places.min(axis=0), places.max(axis=0)
    if low.min() >= 0 and high.max() <= 1:
        return places, ()
    size = float((high - low).max()) or 1.0
    note = f"The drawing was scaled to fit: it reached from {low.min():g} to {high.max():g}, not from 0 to 1."
    return 0.5 + (places - (low + high) / 2) / size, (note,)


def read_darkness(path: Path) -> NDArray[np.float64]:
    """How dark each pixel of a picture is, (DETAIL, DETAIL), 0 where it is lighter than mid grey. Raises DataError."""
    from PIL import ImageOps

    from trainers.files.pictures import pillow_rules, read_picture

    try:
        with pillow_rules():
            picture = read_picture(path, DETAIL).convert("L")
    except DataError as error:
        raise DataError(f"{path.name}: {error}") from None
    square = ImageOps.pad(picture, (DETAIL, DETAIL), color=255)  # paper beside
    ink = 255 - np.asarray(square)
    darkness = np.where(ink > 255 - MID_GREY, ink, 0).astype(np.float64)
    if not darkness.any():
        raise DataError(f"{path.name}: expected dark ink on light paper, found no pixel darker than mid grey")
    return darkness


def _along_strokes(strokes: list[Places], count: int, rng: np.random.Generator) -> Places:
    """Places (count, 2), evenly spread over the length of all strokes."""
    starts, ends, lengths = [], [], []
    for stroke in strokes:
        pieces = np.linalg.norm(np.diff(stroke, axis=0), axis=1)
        dot = pieces.sum() == 0  # one place, or the same again and again
        starts.append(stroke[:1] if dot else stroke[:-1])
        ends.append(stroke[:1] if dot else stroke[1:])
        lengths.append(np.array([DOT]) if dot else pieces)
    weights = np.concatenate(lengths)
    chosen = rng.choice(len(weights), count, p=weights / weights.sum())
    start, end = np.concatenate(starts)[chosen], np.concatenate(ends)[chosen]
    return start + rng.random((count, 1)) * (end - start)


def _on_dark(darkness: NDArray[np.float64], count: int, rng: np.random.Generator) -> Places:
    """Places (count, 2) on pixels, with the probability of their darkness; y upwards."""
    side = len(darkness)
    chosen = rng.choice(darkness.size, count, p=darkness.ravel() / darkness.sum())
    row, column = np.divmod(chosen, side)
    across, up = rng.random((2, count))
    return np.stack([(column + across) / side, (side - 1 - row + up) / side], axis=1)
