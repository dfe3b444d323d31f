"""What simpler ways make of pictures at levels: odds that know no neighbours, and what files take.

All figures are nats per picture (N, ...), summed over sites, means over pictures; a bit is ln 2 nats.
"""

from __future__ import annotations

import io
import math
import zlib

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from trainers.kinds import UInt8
from trainers.levels import Levels

LEAST = 0.5  # how often each level counts as seen before any picture was: half a time (Jeffreys)
_PNG_START, _PNG_FRAME = 8, 12  # bytes of its signature; of a chunk beside its content


def level_odds(train: Tensor, levels: int, shared: bool) -> Tensor:
    """Odds (sites, levels) of each level at each site in pictures *train* (N, sites) of levels, int64, each counted
    LEAST times more; *shared*: the same odds for all sites, (1, levels)."""
    rows = train.reshape(-1, 1) if shared else train
    sites = rows.shape[1]
    places = rows + levels * torch.arange(sites, device=train.device)
    counts = torch.bincount(places.flatten(), minlength=sites * levels).view(sites, levels) + LEAST
    return counts / counts.sum(1, keepdim=True)


def independent_nats(train: Tensor, test: Tensor, levels: int, shared: bool = False) -> float:
    """Nats of the pictures *test* (M, sites) where each site is drawn for itself, by the odds of *train* (N, sites)."""
    surprise = -level_odds(train, levels, shared).log().expand(test.shape[1], levels)
    return float(surprise.gather(1, test.T).sum(0).double().mean())


def png_bits(picture: UInt8, indices: np.ndarray, levels: Levels) -> int:
    """Bits of a picture (C, H, W) as PNG, at its best setting and with no more bits per pixel than the levels ask for.
    *indices* (sites,) are its levels. Without signature, header and the frames of the chunks; a palette counts."""
    channels, height, width = picture.shape
    if levels.is_palette or channels == 1:
        image = Image.fromarray(indices.reshape(height, width).astype(np.uint8), "P")
        colours = [round(255 * part) for value in levels.values for part in (value * (3 // len(value)))]
        image.putpalette(colours)
        depth = next(bits for bits in (1, 2, 4, 8) if 2**bits >= levels.count)
        options = {"bits": depth}
    else:
        image, options = Image.fromarray(picture.transpose(1, 2, 0)), {}
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True, **options)
    counted = {b"IDAT", b"PLTE"} if levels.is_palette else {b"IDAT"}  # grey steps need no palette
    return 8 * sum(size for name, size in _chunks(file.getvalue()) if name in counted)


def _chunks(png: bytes) -> list[tuple[bytes, int]]:
    """Names of the chunks of a PNG file, and the sizes of what they hold."""
    found, place = [], _PNG_START
    while place < len(png):
        size = int.from_bytes(png[place : place + 4], "big")
        found.append((png[place + 4 : place + 8], size))
        place += size + _PNG_FRAME
    return found


def zlib_bits(indices: np.ndarray, levels: Levels) -> int:
    """Bits of the levels (sites,) of a picture, as many to a byte as fit, by raw deflate at its best setting."""
    depth = next(bits for bits in (1, 2, 4, 8) if 2**bits >= levels.count)
    bits = np.unpackbits(indices.astype(np.uint8)[:, None], axis=1)[:, 8 - depth :]
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return 8 * len(packer.compress(np.packbits(bits).tobytes()) + packer.flush())


def nats(bits: float) -> float:
    """*bits* in nats."""
    return bits * math.log(2)
