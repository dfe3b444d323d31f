"""Many small pictures as one, pixel for pixel; the page shows each pixel as a square."""

from __future__ import annotations

import io

import numpy as np

from trainers.examples import UInt8
from trainers.reports.markup import Markup, element
from trainers.reports.scatter import data_uri

WIDEST = 620
MOST_SCALE = 6  # pixels of the page for one of a picture


def smaller(images: UInt8, largest: int) -> UInt8:
    """Images (N, C, H, W) of at most so many pixels either way: of larger ones every n-th pixel is taken."""
    every = -(-max(images.shape[2:]) // largest)
    return images[:, :, ::every, ::every] if every > 1 else images


def sheet_png(images: UInt8, columns: int) -> bytes:
    """The content of a PNG file: images (N, C, H, W), C = 1 or 3, row by row, a transparent pixel between them."""
    from PIL import Image

    n, channels, height, width = images.shape
    rows = -(-n // columns)
    sheet = np.zeros((rows, height + 1, columns, width + 1, channels + 1), np.uint8)
    for i in range(n):
        place = sheet[i // columns, :height, i % columns, :width]
        place[..., :channels] = images[i].transpose(1, 2, 0)
        place[..., channels] = 255
    picture = sheet.reshape(rows * (height + 1), columns * (width + 1), channels + 1)[:-1, :-1]
    content = io.BytesIO()
    Image.fromarray(picture).save(content, "PNG")
    return content.getvalue()


def sheet(images: UInt8, columns: int, alt: str, widest: int = WIDEST) -> Markup:
    """The sheet as a part of the page, enlarged by a whole number, about *widest* pixels of the page wide."""
    columns = min(columns, len(images))
    rows = -(-len(images) // columns)
    width, height = columns * (images.shape[3] + 1) - 1, rows * (images.shape[2] + 1) - 1
    scale = int(np.clip(widest // width, 1, MOST_SCALE))
    return element("img", src=data_uri(sheet_png(images, columns)), alt=alt, width=width * scale, height=height * scale)
