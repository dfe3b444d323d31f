"""Places of a plane as a picture: a dot for each in the colour of its class, under axes that are part of the page."""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trainers.examples import Float32, Int64
from trainers.looking.reports.map_picture import COLOURS, NO_GROUP
from trainers.reports.chart import FRAME, SMALL, ticks
from trainers.reports.markup import Markup, element

SIDE = 400  # of the drawing, in pixels of the page
EDGE, FOOT = 44, 26  # to the left of it and below, for the numbers
FINER = 2  # pixels of the picture for one of the page
MOST_NAMES = 30
ALONE = 0  # the colour of dots where there are no classes


@dataclass(frozen=True)
class Square:
    """The part of a plane that is drawn: around its middle, as wide as high."""

    x0: float
    y0: float
    width: float

    @classmethod
    def around(cls, *places: Float32) -> Square:
        """The least one that holds all places (N, 2), with a little room."""
        every = np.concatenate([each for each in places if len(each)]).astype(np.float64)
        low, high = every.min(0), every.max(0)
        width = max(float((high - low).max()), 1e-6) * 1.06
        middle = (low + high) / 2
        return cls(float(middle[0] - width / 2), float(middle[1] - width / 2), width)


def thinned_rows(count: int, most: int) -> Int64:
    """Which of so many rows are drawn: all, or every n-th."""
    return np.arange(0, count, max(1, -(-count // most)), dtype=np.int64)


def dots_png(places: Float32, groups: Int64 | None, square: Square, radius: float | None = None) -> bytes:
    """The content of a PNG file, transparent where there is no dot. *groups* (N,) are numbers of classes, below 0 for
    none; later dots lie upon earlier ones. A colour serves several classes where there are more than colours."""
    from PIL import Image, ImageDraw

    size = SIDE * FINER
    if radius is None:
        radius = float(np.clip(FINER * 64 / max(len(places), 1) ** 0.5, 1.3 * FINER, 3.0 * FINER))
    at = (places.astype(np.float64) - [square.x0, square.y0]) / square.width * size
    colours = (
        np.full(len(places), ALONE) if groups is None else np.where(groups < 0, len(COLOURS), groups % len(COLOURS))
    )
    picture = Image.new("P", (size, size), len(COLOURS) + 1)
    picture.putpalette([part for colour in (*COLOURS, NO_GROUP, NO_GROUP) for part in colour])
    pen = ImageDraw.Draw(picture)
    for (x, y), colour in zip(at.tolist(), colours.tolist(), strict=True):
        pen.ellipse((x - radius, size - y - radius, x + radius, size - y + radius), fill=colour)
    content = io.BytesIO()
    # Runs of one colour are all that there is to find: looking for more takes twenty times as long and saves nothing.
    picture.save(content, "PNG", transparency=len(COLOURS) + 1, compress_type=zlib.Z_RLE)
    return content.getvalue()


def data_uri(png: bytes) -> str:
    """A picture within the page."""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def framed(pngs: Sequence[bytes], square: Square, title: str, axes: tuple[str, str]) -> Markup:
    """Pictures of the same *square*, one upon the other, with numbers and the names of the axes around them."""
    width, height = EDGE + SIDE + 8, SIDE + FOOT + 18
    parts = [
        element("image", href=data_uri(png), x=EDGE, y=4, width=SIDE, height=SIDE, preserveAspectRatio="none")
        for png in pngs
    ]
    parts.append(element("rect", x=EDGE, y=4, width=SIDE, height=SIDE, **FRAME))
    for value in ticks(square.x0, square.x0 + square.width, 5):
        x = round(EDGE + (value - square.x0) / square.width * SIDE, 1)
        parts.append(element("text", f"{value:.4g}", x=x, y=4 + SIDE + 15, text_anchor="middle", **SMALL))
    for value in ticks(square.y0, square.y0 + square.width, 5):
        y = round(4 + SIDE - (value - square.y0) / square.width * SIDE, 1)
        parts.append(element("text", f"{value:.4g}", x=EDGE - 5, y=y + 4, text_anchor="end", **SMALL))
    parts.append(element("text", axes[0], x=EDGE + SIDE / 2, y=height - 4, text_anchor="middle", **SMALL))
    turned = f"rotate(-90 10 {4 + SIDE / 2:g})"
    parts.append(element("text", axes[1], x=10, y=4 + SIDE / 2, text_anchor="middle", transform=turned, **SMALL))
    return element(
        "svg", *parts, viewBox=f"0 0 {width} {height}", width=width, height=height, role="img", aria_label=title
    )


def legend(groups: Int64, names: Sequence[str], unnamed: str, more: str) -> Markup:
    """The classes that there are, with their colours and how many examples each has. *more* has {count} of those that
    are not named."""
    counts = np.bincount(groups[groups >= 0], minlength=len(names))
    there = np.flatnonzero(counts).tolist()
    entries = [
        _entry(COLOURS[index % len(COLOURS)], f"{names[index] if index < len(names) else index} ({counts[index]:,})")
        for index in there[:MOST_NAMES]
    ]
    if len(there) > MOST_NAMES:
        entries.append(element("li", more.format(count=len(there) - MOST_NAMES)))
    if (groups < 0).any():
        entries.append(_entry(NO_GROUP, f"{unnamed} ({int((groups < 0).sum()):,})"))
    return element("ul", *entries, class_="legend")


def _entry(colour: tuple[int, int, int], label: str) -> Markup:
    dot = element("circle", cx=6, cy=6, r=5, fill="#{:02x}{:02x}{:02x}".format(*colour))
    return element("li", element("svg", dot, viewBox="0 0 12 12", width=12, height=12, aria_hidden="true"), label)
