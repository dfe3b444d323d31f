"""Answers to the looks from codes to images and back: decode, grids, encode, nearest images."""

from __future__ import annotations

from trainers import messages
from trainers.examples import Float32, UInt8
from trainers.looking.jobs import Answerers, Stamp, once
from trainers.looking.looker import Looker, ShownFirst, grid_codes
from trainers.pieces import Pieces


class CodeReader:
    """Decodes and encodes with a looker's models."""

    def __init__(self, looker: Looker) -> None:
        self._looker = looker

    def answerers(self) -> Answerers:
        """Who answers which look; they raise ValueError for codes and images of another shape."""
        return {
            messages.Decode: once(self._decode),
            messages.DecodeGrid: once(self._decode_grid),
            messages.Encode: once(self._encode),
            messages.EncodeData: once(self._encode_data),
            messages.Nearest: once(self._nearest),
        }

    def _decode(self, look: messages.Decode, stamp: Stamp) -> Pieces[messages.Decoded]:
        images = yield from self._looker.decode(look.model, look.z)
        return messages.Decoded(*stamp, look.model, look.z, images)

    def _decode_grid(self, look: messages.DecodeGrid, stamp: Stamp) -> Pieces[messages.DecodedGrid]:
        images = yield from self._looker.decode(look.model, grid_codes(look))
        return messages.DecodedGrid(*stamp, look.model, look.extent, look.columns, look.rows, images)

    def _encode(self, look: messages.Encode, stamp: Stamp) -> Pieces[messages.Encoded]:
        looker = self._looker
        if look.images.ndim != 4 or look.images.shape[1:] != looker.examples.image_shape:
            raise ValueError(f"expected images of shape {looker.examples.image_shape}, found {look.images.shape[1:]}")
        codes: list[Float32 | None] = []
        pictures: list[UInt8 | None] = []
        for index, family in enumerate(looker.models):
            z, _ = yield from looker.codes(family, look.images)
            codes.append(z)
            pictures.append(None if z is None else (yield from looker.decode(index, z)))
        return messages.Encoded(*stamp, tuple(codes), tuple(pictures))

    def _encode_data(self, look: messages.EncodeData, stamp: Stamp) -> Pieces[messages.Codes]:
        looker = self._looker
        examples = ShownFirst(looker, look.limit)
        found = []
        for family in looker.models:
            found.append((yield from looker.codes(family, examples)))
        codes, spread = zip(*found, strict=True)
        return messages.Codes(*stamp, codes, spread)

    def _nearest(self, look: messages.Nearest, stamp: Stamp) -> Pieces[messages.NearestFound]:
        looker = self._looker
        decoded = yield from looker.decode_floats(look.model, look.z[:1])
        return messages.NearestFound(*stamp, look.model, *looker.nearest(looker.floats(decoded), look.k))
