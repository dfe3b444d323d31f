"""Packed files that unpack to gigabytes, made at once: one packed piece, repeated."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from typing import NamedTuple

MB = 2**20


class Packed(NamedTuple):
    """A raw deflate stream, with the check sum and the number of the bytes that it unpacks to."""

    stream: bytes
    crc: int
    size: int


def pack(head: bytes, piece: bytes = b"", times: int = 0) -> Packed:
    """*head*, and *piece* so many times."""
    stream = _block(head) + _block(piece) * times + b"\x03\x00"  # the last, empty block
    # The sum of what follows a sum is linear in its bits: what a piece does to each of them is worked out once.
    nothing = bytes(len(piece))
    moved = [zlib.crc32(nothing, 1 << bit) ^ zlib.crc32(nothing) for bit in range(32)] if times > 32 else []
    alone, crc = zlib.crc32(piece), zlib.crc32(head)
    for _ in range(times):
        if moved:
            after = alone
            for bit in range(32):
                if crc >> bit & 1:
                    after ^= moved[bit]
            crc = after
        else:
            crc = zlib.crc32(piece, crc)
    return Packed(stream, crc, len(head) + len(piece) * times)


def gzip_file(packed: Packed) -> bytes:
    head = b"\x1f\x8b\x08" + bytes(5) + b"\x02\xff"
    return head + packed.stream + struct.pack("<II", packed.crc, packed.size % 2**32)


def zip_file(members: Mapping[str, Packed]) -> bytes:
    """An archive of members below 4 GB."""
    content, directory = b"", b""
    for name, packed in members.items():
        common = struct.pack(
            "<HHHHHIIIHH", 20, 0x800, 8, 0, 0x21, packed.crc, len(packed.stream), packed.size, len(name.encode()), 0
        )
        place = struct.pack("<HHHII", 0, 0, 0, 0, len(content))
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common + place + name.encode()
        content += b"PK\x03\x04" + common + name.encode() + packed.stream
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(directory), len(content), 0)
    return content + directory + b"PK\x05\x06" + end


def _block(content: bytes) -> bytes:
    """Packed without regard to what came before, up to a whole byte, so that it can be repeated."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)
