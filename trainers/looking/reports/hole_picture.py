"""Maps of holes as one picture: the hole colour over the codes of training images, models side by side."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from trainers.examples import UInt8
from trainers.looking.reports.lettering import fitted, write
from trainers.shown import shown_name

if TYPE_CHECKING:
    from trainers.looking.reports.hole_report import HoleReport

SIDE = 480  # pixels of a map
MARGIN, CAPTION, LETTERS = 12, 26, 18
PAPER, INK, CODES = (255, 255, 255), (40, 44, 52), (90, 96, 106)
HOLE, GEOMETRY = (214, 51, 108), (125, 138, 158)  # geometry is no hole and never wears its colour
LEAST, MOST = 0.35, 0.85  # opacity where a hole begins and in its depth


def draw_maps(reports: Sequence[HoleReport]) -> UInt8:
    """A picture (rows, columns, 3) of the reports that have a map, captions above; at least a white pixel."""
    from PIL import Image, ImageDraw

    width = MARGIN + len(reports) * (SIDE + MARGIN)
    sheet = Image.new("RGB", (width, CAPTION + SIDE + 2 * MARGIN), PAPER)
    pen = ImageDraw.Draw(sheet)
    for place, report in enumerate(reports):
        left = MARGIN + place * (SIDE + MARGIN)
        share = "" if report.score is None else f": holes {report.score.share:.1%}"
        write(pen, (left, MARGIN - 4), fitted(shown_name(report.label), share, SIDE, LETTERS), INK, LETTERS)
        sheet.paste(Image.fromarray(_draw_map(report)), (left, MARGIN + CAPTION))
    return np.asarray(sheet)


def encode_png(picture: UInt8) -> bytes:
    """A picture (rows, columns, 3) as the content of a PNG file."""
    from PIL import Image

    content = io.BytesIO()
    Image.fromarray(picture).save(content, "PNG")
    return content.getvalue()


def _draw_map(report: HoleReport) -> UInt8:
    """One map (SIDE, SIDE, 3): cells as they are, codes as a density of dots on top."""
    from PIL import Image

    assert report.map is not None and report.plane is not None
    cells = Image.fromarray(np.rint(255 * opacity(report.map.values, report.map.threshold, report.map.high_is_hole))
                            .astype(np.uint8))  # fmt: skip
    alpha = np.asarray(cells.resize((SIDE, SIDE), Image.Resampling.NEAREST), np.float32)[..., None] / 255
    colour = np.array(GEOMETRY if math.isnan(report.map.threshold) else HOLE, np.float32)
    picture = (1 - alpha) * np.array(PAPER, np.float32) + alpha * colour
    dots = _dots(report)[..., None]
    picture = (1 - dots) * picture + dots * np.array(CODES, np.float32)
    return np.rint(picture).astype(np.uint8)


def opacity(values: NDArray[np.float32], threshold: float, high_is_hole: bool) -> NDArray[np.float32]:
    """How strongly each value is coloured, 0 to 1: not at all where all is fine, from LEAST where a hole begins to MOST
    in its depth. Without a threshold (NaN) it rises with the value up to the 95th percentile. What was not measured
    (NaN), as beyond the prior, has no colour."""
    if math.isnan(threshold):
        finite = values[np.isfinite(values)]
        most = float(np.quantile(finite, 0.95)) if len(finite) else 0.0
        return (MOST * np.clip(np.nan_to_num(values) / max(most, 1e-12), 0, 1)).astype(np.float32)
    with np.errstate(divide="ignore", invalid="ignore"):
        depth = 1 - (threshold / values if high_is_hole else values / threshold)
    hole = values > threshold if high_is_hole else values < threshold
    depth = np.clip(np.nan_to_num(depth, nan=1.0), 0, 1)
    return np.where(hole, LEAST + (MOST - LEAST) * depth, 0).astype(np.float32)


def _dots(report: HoleReport) -> NDArray[np.float32]:
    """Opacity (SIDE, SIDE) of the codes of training images, each a dot of 2 x 2 pixels."""
    assert report.map is not None and report.plane is not None
    x0, y0, x1, y1 = report.map.extent
    x, y = report.plane.codes.T if len(report.plane.codes) else np.empty((2, 0))
    column = np.floor((x - x0) / (x1 - x0) * SIDE / 2)
    row = np.floor((y1 - y) / (y1 - y0) * SIDE / 2)
    inside = (column >= 0) & (column < SIDE // 2) & (row >= 0) & (row < SIDE // 2)
    counts = np.zeros((SIDE // 2, SIDE // 2), np.float32)
    np.add.at(counts, (row[inside].astype(int), column[inside].astype(int)), 1.0)
    return (1 - 0.45**counts).repeat(2, axis=0).repeat(2, axis=1).astype(np.float32)
