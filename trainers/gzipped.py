"""Files that may be gzipped, opened as what they hold."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from trainers.images import DataError

MAX_BYTES = 2**31  # more than any data that sits in memory here; a small gzip file can claim far more


@contextmanager
def open_plain(path: Path) -> Iterator[IO[bytes]]:
    """Opens *path* for reading and unpacks it when it is gzipped; the name must agree (``.gz``) with the content.

    Raises DataError, one sentence that names the file, for a file that is missing, unreadable, not the gzip file that
    its name promises, damaged or cut short, here or while the body reads.
    """
    try:
        with open(path, "rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            if path.name.lower().endswith(".gz") and not packed:
                raise DataError(
                    f"{path.name}: expected gzip data, as the name says, found {_describe(raw.read(4))}; "
                    f"if it has been unpacked already, take .gz off its name"
                )
            if packed:
                with gzip.GzipFile(fileobj=raw) as unpacked:
                    yield unpacked  # type: ignore[misc]
            else:
                yield raw
    except FileNotFoundError:
        raise DataError(f"{path}: there is no such file") from None
    except EOFError:
        raise DataError(f"{path.name}: the gzip data is cut short; the file is incomplete") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise DataError(f"{path.name}: the gzip data is damaged ({error})") from None
    except OSError as error:
        raise DataError(f"{path.name}: cannot be read ({error.strerror or error})") from None


def _describe(start: bytes) -> str:
    if not start:
        return "an empty file"
    return "a file that begins with the bytes " + start.hex(" ")
