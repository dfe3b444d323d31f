"""A map as one picture: a dot for each example in the colour of its class or cluster, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32, Int64, UInt8
from trainers.looking.reports.lettering import can_write, fitted, write
from trainers.shown import shown_name

SIDE, MARGIN, LEGEND = 900, 24, 260  # pixels
LINE, TITLE, TEXT = 26, 20, 16
FINER = 2  # dots are drawn so many times larger and made smaller, for smooth edges
PAPER, INK, MUTED = (255, 255, 255), (40, 44, 52), (110, 118, 130)
NO_GROUP = (176, 182, 190)
# The class colours of the window.
COLOURS = (
    (78, 121, 167), (225, 87, 89), (89, 161, 79), (242, 142, 43), (176, 122, 161), (118, 183, 178), (237, 201, 72),
    (255, 157, 167), (156, 117, 95), (141, 153, 174),
)  # fmt: skip
MOST_NAMES = 30
BESIDE, GAP = 22, 6  # pixels to the left of a name and to its right


def draw_map(
    places: Float32, groups: Int64 | None, names: Sequence[str], title: str, lines: Sequence[str], unnamed: str = ""
) -> UInt8:
    """A picture (rows, columns, 3) of *places* (N, 2), y upwards, both axes at one scale. *groups* (N,) are indices
    into *names*, below 0 for none, which is *unnamed*; None: all dots are of one colour. *lines* stand below the
    *title*. A name whose letters no face of the system has is given as the number of its class."""
    from PIL import Image, ImageDraw

    head = MARGIN + LINE + len(lines) * LINE
    legend = LEGEND if groups is not None else MARGIN
    sheet = Image.new("RGB", (MARGIN + SIDE + legend, head + SIDE + MARGIN), PAPER)
    pen = ImageDraw.Draw(sheet)
    title = fitted(shown_name(title), "", sheet.width - 2 * MARGIN, TITLE)
    write(pen, (MARGIN, MARGIN // 2), title, INK, TITLE)
    for index, line in enumerate(lines):
        write(pen, (MARGIN, MARGIN // 2 + LINE * (index + 1) + 4), line, MUTED, TEXT)
    dots = _dots(places, _colours(len(places), groups))
    sheet.paste(Image.fromarray(dots).resize((SIDE, SIDE), Image.Resampling.BOX), (MARGIN, head))
    if groups is not None:
        left = MARGIN + SIDE + MARGIN // 2
        for index, (name, colour) in enumerate(_legend(groups, names, unnamed)):
            top = head + index * LINE
            if colour is not None:
                pen.rectangle((left, top + 5, left + 12, top + 17), fill=colour)
            write(pen, (left + BESIDE, top), name, INK, TEXT)
    return np.asarray(sheet)


def _colours(count: int, groups: Int64 | None) -> NDArray[np.uint8]:
    """(N, 3); a class beyond the last colour has the first one again."""
    if groups is None:
        return np.tile(np.array(COLOURS[0], np.uint8), (count, 1))
    table = np.array([*COLOURS, NO_GROUP], np.uint8)
    return table[np.where(groups < 0, len(COLOURS), groups % len(COLOURS))]


def _legend(groups: Int64, names: Sequence[str], unnamed: str) -> list[tuple[str, tuple[int, int, int] | None]]:
    """What stands beside the map, line by line, and the colour before it."""
    counts = np.bincount(groups[groups >= 0], minlength=len(names))
    there = [index for index in range(len(names)) if counts[index]]
    lines: list[tuple[str, tuple[int, int, int] | None]] = [
        (_named(names[index], index, f"  ({counts[index]:,})"), COLOURS[index % len(COLOURS)])
        for index in there[:MOST_NAMES]
    ]
    if len(there) > MOST_NAMES:
        lines.append((f"and {len(there) - MOST_NAMES} more", None))
    if unnamed and (groups < 0).any():
        lines.append((f"{unnamed}  ({int((groups < 0).sum()):,})", NO_GROUP))
    return lines


def _named(name: str, index: int, end: str) -> str:
    """The name with its *end*, as there is room for it; the number where nobody could read the name."""
    name = shown_name(name)
    return fitted(name if can_write(name) else f"class {index}", end, LEGEND - MARGIN // 2 - BESIDE - GAP, TEXT)


def _dots(places: Float32, colours: NDArray[np.uint8]) -> UInt8:
    """(SIDE * FINER, SIDE * FINER, 3): round dots, smaller where there are many; later ones lie upon earlier ones."""
    from PIL import Image, ImageDraw

    size = SIDE * FINER
    radius = float(np.clip(FINER * 130 / max(len(places), 1) ** 0.5, 2 * FINER, 6 * FINER))
    low, high = places.min(0), places.max(0)
    scale = (size - 4 * radius) / max(float((high - low).max()), 1e-12)
    at = (places - (low + high) / 2) * [scale, -scale] + size / 2
    picture = Image.new("RGB", (size, size), PAPER)
    pen = ImageDraw.Draw(picture)
    for (x, y), colour in zip(at.tolist(), map(tuple, colours.tolist()), strict=True):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    return np.asarray(picture)
