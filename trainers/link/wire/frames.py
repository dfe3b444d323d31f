"""Frames on a stream of bytes: a sign, the lengths of a head and of a body, both.

The head is JSON, the body the bytes of arrays one after the other. Whoever claims a length has to send as much: memory
is taken as it comes, and never beyond the limits.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from trainers.link.wire.wire_error import WireError
from trainers.sentence import sentence

SIGN = b"\x00LX1"
MOST_HEAD = 4 * 2**20  # bytes
MOST_BODY = 96 * 2**20  # bytes
MOST_NOISE = 32 * 2**10  # bytes that a login shell may say before the program at the other end does
_LENGTHS = struct.Struct(">II")
_PIECE = 2**18  # bytes read at once

WireFrame = tuple[bytes, bytes]  # head and body


def framed(head: bytes, body: bytes = b"") -> bytes:
    """A frame as it goes over the stream. Raises WireError for one that nobody would take."""
    _check_lengths(len(head), len(body))
    return b"".join((SIGN, _LENGTHS.pack(len(head), len(body)), head, body))


class FrameReader:
    """Takes frames from *read*, which gives up to so many bytes and none at the end. Used from one thread."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._begun = False

    def next(self) -> WireFrame | None:
        """The next frame; None where the stream ends between two. Raises WireError for anything else that comes, after
        which nothing more can be read."""
        if not self._begun:
            if not self._skip_noise():
                return None
            self._begun = True
        else:
            sign = self._take(len(SIGN), may_end=True)
            if not sign:
                return None
            if sign != SIGN:
                raise WireError(sentence("The link brought something that is no message."))
        head, body = _LENGTHS.unpack(self._take(_LENGTHS.size))
        _check_lengths(head, body)
        return self._take(head), self._take(body)

    def _skip_noise(self) -> bool:
        """Reads up to the first sign; False where there is none. Raises WireError where too much comes before it."""
        seen = b""
        for _ in range(MOST_NOISE):
            byte = self._read(1)
            if not byte:
                return False
            seen = (seen + byte)[-len(SIGN) :]
            if seen == SIGN:
                return True
        raise WireError(sentence("What answers at the other end is not Latent Explorer."))

    def _take(self, count: int, may_end: bool = False) -> bytes:
        """So many bytes; none where the stream has ended before the first and *may_end*."""
        taken = bytearray()
        while len(taken) < count:
            piece = self._read(min(_PIECE, count - len(taken)))
            if not piece:
                if may_end and not taken:
                    return b""
                raise WireError(sentence("The link broke off in the middle of a message."))
            taken += piece
        return bytes(taken)


def _check_lengths(head: int, body: int) -> None:
    if head > MOST_HEAD or body > MOST_BODY:
        most = (MOST_HEAD + MOST_BODY) // 2**20
        raise WireError(sentence(f"A message of {(head + body) // 2**20} MB is too large: at most {most} are taken."))
