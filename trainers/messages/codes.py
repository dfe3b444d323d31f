"""Looks from codes to images and back, each beside its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from trainers.examples import Float32, Int64, UInt8
from trainers.messages.look import Answer, Look


@dataclass(frozen=True)
class Decode(Look):
    """Decode codes of one model; answered by Decoded."""

    model: int
    z: Float32


@dataclass(frozen=True)
class Decoded(Answer):
    model: int
    z: Float32
    images: UInt8


@dataclass(frozen=True)
class DecodeGrid(Look):
    """Decode ``origin + x * u + y * v`` for a grid of cell centres over extent (x0, y0, x1, y1); answered by
    DecodedGrid. ``u`` and ``v`` are (latent_dim,) float32; with one latent ``v`` is zero and ``rows`` is 1."""

    model: int
    origin: Float32
    u: Float32
    v: Float32
    extent: tuple[float, float, float, float]
    columns: int
    rows: int


@dataclass(frozen=True)
class DecodedGrid(Answer):
    """``images`` (rows * columns, C, H, W), row by row from the top (greatest y) left."""

    model: int
    extent: tuple[float, float, float, float]
    columns: int
    rows: int
    images: UInt8


@dataclass(frozen=True)
class Encode(Look):
    """Encode images (N, C, H, W) in every model that encodes; answered by Encoded."""

    images: UInt8


@dataclass(frozen=True)
class Encoded(Answer):
    """Per model the codes (None where it does not encode), their reconstructions and posterior deviations."""

    codes: tuple[Float32 | None, ...]
    reconstructions: tuple[UInt8 | None, ...]


@dataclass(frozen=True)
class EncodeData(Look):
    """Encode the first ``limit`` training images (a fixed shuffled order) in every model; answered by Codes."""

    long: ClassVar[bool] = True

    limit: int


@dataclass(frozen=True)
class Codes(Answer):
    codes: tuple[Float32 | None, ...]
    spread: tuple[Float32 | None, ...]


@dataclass(frozen=True)
class Nearest(Look):
    """The k training images nearest (L2 over pixels) to the decode of ``z`` (1, latent_dim); answered by
    NearestFound."""

    model: int
    z: Float32
    k: int = 4


@dataclass(frozen=True)
class NearestFound(Answer):
    """The nearest training images, nearest first; ``distance`` is the root mean square difference per pixel (0..1)."""

    model: int
    images: UInt8
    labels: Int64 | None
    distance: Float32
