"""How much is believed of a file that somebody else may have made: the same limits for every reader.

A refusal costs at most 300 MB and 3 seconds, whatever a file of a few kilobytes promises. Data of one's own may be
larger where the file itself is (see ``MOST_UNPACKED``): what is refused is what unpacks to a multiple of itself.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO, Any

from trainers.disk.regular_file import open_regular

MB = 2**20
MOST_BYTES = 256 * MB  # one file of a run, or one array of it, in memory
MOST_TEXT = MB  # a JSON file; what is TOML has less (``toml_file``)
MOST_DEPTH = 64  # of nested lists and tables
MOST_MEMBERS = 4096  # of an archive
MOST_UNPACKED = 200  # times its own size (and MOST_BYTES in any case) may a compressed file of data unpack to
MOST_COUNT = 10**12  # steps, images, sizes: a whole number beyond that is a damaged one


class TooMuchError(ValueError):
    """A file beyond the limits; the text is a clause that says what was found and what is read at most."""


def read_most(file: IO[bytes], most: int = MOST_BYTES) -> bytes:
    """All that is left of *file*, be it compressed or not. Raises TooMuchError over more than *most* bytes, which are
    not all held then."""
    content = file.read(most + 1)
    if len(content) > most:
        raise TooMuchError(f"expected at most {size_text(most)}, found more")
    return content


def size_text(count: int) -> str:
    """A number of bytes, in words: "300 MB"."""
    return f"{count / MB:.0f} MB" if count >= MB else f"{count:,} bytes"


def parse_json(text: str | bytes) -> Any:
    """JSON of a bounded depth. Raises ValueError, also where it is nested without end or a number has none."""
    try:
        found = json.loads(text)
    except RecursionError:
        raise TooMuchError(_TOO_DEEP) from None
    check_depth(found)
    return found


def read_text(path: Path, most: int = MOST_TEXT) -> str:
    """A text file (UTF-8). Raises OSError, ValueError or TooMuchError."""
    with open_regular(path) as file:
        return read_most(file, most).decode("utf-8")


_TOO_DEEP = f"expected at most {MOST_DEPTH} levels of nesting, found more"


def check_depth(found: Any) -> None:
    """Raises TooMuchError over lists and tables that are nested more than MOST_DEPTH deep; does not recurse itself."""
    level = [found]
    for _ in range(MOST_DEPTH + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, list | dict)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, list | dict)
        ]
        if not level:
            return
    raise TooMuchError(_TOO_DEEP)
