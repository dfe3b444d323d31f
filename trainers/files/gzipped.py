"""Files that may be gzipped, opened as what they hold."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from trainers.disk.limits import MOST_BYTES, MOST_UNPACKED
from trainers.disk.regular_file import NotAFileError, open_regular
from trainers.examples import DataError

MAX_BYTES = 2**31  # more than any data that sits in memory here
PIECE = 2**24  # bytes that are asked for at once: a promised size is not believed before it is there


@contextmanager
def open_plain(path: Path) -> Iterator[IO[bytes]]:
    """Opens *path* for reading and unpacks it when it is gzipped; the name must agree (``.gz``) with the content.

    Raises DataError, one sentence that names the file, for what is missing, no regular file, unreadable, not the gzip
    file that its name promises, damaged, cut short, or unpacks to far more than it is, here or while the body reads.
    """
    try:
        with open_regular(path) as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            if path.name.lower().endswith(".gz") and not packed:
                raise DataError(
                    f"{path.name}: expected gzip data, as the name says, found {_describe(raw.read(4))}; "
                    f"if it has been unpacked already, take .gz off its name"
                )
            if packed:
                with _Bounded(path.name, raw) as unpacked:
                    yield unpacked  # type: ignore[misc]
            else:
                yield raw
    except FileNotFoundError:
        raise DataError(f"{path}: there is no such file") from None
    except NotAFileError as error:
        raise DataError(f"{path.name}: {error.strerror}") from None
    except EOFError:
        raise DataError(f"{path.name}: the gzip data is cut short; the file is incomplete") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise DataError(f"{path.name}: the gzip data is damaged ({error})") from None
    except OSError as error:
        raise DataError(f"{path.name}: cannot be read ({error.strerror or error})") from None


def is_packed(file: object) -> bool:
    """Whether a file that :func:`open_plain` gave is unpacked as it is read, so that its length is not known."""
    return isinstance(file, gzip.GzipFile)


def most_unpacked(packed: int) -> int:
    """To how many bytes so many packed ones may unpack."""
    return max(MOST_BYTES, MOST_UNPACKED * packed)


def read_up_to(file: IO[bytes], size: int) -> bytearray:
    """So many bytes, or what there is; memory is taken for what is there, not for what was promised."""
    content = bytearray()
    while len(content) < size and (piece := file.read(min(PIECE, size - len(content)))):
        content += piece
    return content


class _Bounded(gzip.GzipFile):
    """Gzip data that end in a DataError where they unpack to more than is believed of so small a file."""

    def __init__(self, name: str, raw: IO[bytes]) -> None:
        super().__init__(fileobj=raw)
        self._shown = name
        self._most = most_unpacked(os.fstat(raw.fileno()).st_size)

    def read(self, size: int | None = -1) -> bytes:
        left = self._most - self.tell() + 1
        if size is None or size < 0:  # asked for at once, all that may come would be taken as memory
            content = b"".join(iter(lambda: self.read(PIECE), b""))
        else:
            content = super().read(min(size, left))
        if self.tell() > self._most:
            raise DataError(f"{self._shown}: unpacks to more than {self._most:,} bytes, which are not read")
        return content


def _describe(start: bytes) -> str:
    if not start:
        return "an empty file"
    return "a file that begins with the bytes " + start.hex(" ")
