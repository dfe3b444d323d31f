"""What models draw as PNG files, and what they write as text files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from trainers import messages
from trainers.examples import UInt8

if TYPE_CHECKING:
    from trainers.looking.looker import Looker

SCALE = 4  # a pixel of an image becomes so many of the exported picture
COLUMNS = 8


def write_pictures(looker: Looker, names: Sequence[str], out: Path) -> Iterator[Path]:
    """Samples and reconstructions of every model, and what it writes, into files that begin with its name."""
    from trainers.looking.pictures import PictureMaker

    found = next(item for item in PictureMaker(looker).make(0) if isinstance(item, messages.PicturesDrawn))
    for name, pictures in zip(names, found.models, strict=True):
        if pictures.texts is not None:
            yield write_texts(pictures.texts, out / f"{name}-texts.txt")
        if pictures.samples is not None:
            yield write_png(tile(pictures.samples), out / f"{name}-samples.png")
        if pictures.reconstructions is not None:  # the images above, what became of them below
            pairs = np.concatenate([looker.examples.kind.shown(looker.probe), pictures.reconstructions])
            yield write_png(tile(pairs, columns=len(looker.probe)), out / f"{name}-reconstructions.png")


def tile(images: UInt8, columns: int = COLUMNS, scale: int = SCALE) -> UInt8:
    """Images (N, C, H, W) as one picture (rows, columns, 3), row by row, one white pixel between them.

    Every pixel becomes a square of *scale* x *scale*.
    """
    n, channels, height, width = images.shape
    rows = -(-n // columns)
    sheet = np.full((rows, height + 1, columns, width + 1, 3), 255, np.uint8)
    colour = np.broadcast_to(images, (n, 3, height, width)) if channels == 1 else images
    for i in range(n):
        sheet[i // columns, :height, i % columns, :width] = colour[i].transpose(1, 2, 0)
    picture = sheet.reshape(rows * (height + 1), columns * (width + 1), 3)[:-1, :-1]
    return picture.repeat(scale, axis=0).repeat(scale, axis=1)


def write_png(picture: UInt8, path: Path) -> Path:
    """Writes a picture (rows, columns, 3)."""
    from PIL import Image

    Image.fromarray(picture).save(path, "PNG")
    return path


def write_texts(texts: Iterable[str], path: Path) -> Path:
    """A text a line, UTF-8; the ends of lines within one are written as \\n."""
    path.write_text("".join(text.replace("\n", "\\n") + "\n" for text in texts), encoding="utf-8", newline="")
    return path
