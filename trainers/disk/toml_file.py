"""TOML files as tables, whoever wrote them: small, of one encoding, not nested too deeply."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from trainers.disk.regular_file import open_regular

MAX_BYTES = 256 * 1024  # an experiment has two kilobytes
MAX_DOTS = 100  # in a line: the standard library's time grows with the square of a dotted key's length


class TomlError(ValueError):
    """A text that is no usable TOML. The message is a clause without the file's name."""


def read_table(path: Path) -> dict[str, Any]:
    """The table in the TOML file at *path*. Raises TomlError, and OSError (also where it is no regular file)."""
    with open_regular(path) as file:
        return parse_bytes(file.read(MAX_BYTES + 1))


def parse_bytes(content: bytes) -> dict[str, Any]:
    """The table in the *content* of a file. Raises TomlError."""
    if len(content) > MAX_BYTES:
        raise TomlError(f"expected an experiment, found more than {MAX_BYTES // 1024} kilobytes of text")
    try:
        return parse_table(content.decode(_encoding(content)))
    except UnicodeDecodeError:
        raise TomlError("expected text (UTF-8), found other data") from None


def parse_table(text: str) -> dict[str, Any]:
    """The table that *text* describes. Raises TomlError."""
    if any(line.count(".") > MAX_DOTS for line in text.splitlines()):
        raise TomlError(f"expected at most {MAX_DOTS} dots in a line, found more")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise TomlError("the tables or lists are nested too deeply") from None
    except tomllib.TOMLDecodeError as error:
        raise TomlError(str(error)) from None
    except ValueError:  # what int() says of more digits than it reads
        raise TomlError("expected numbers of usual size, found one of thousands of digits") from None


def _encoding(content: bytes) -> str:
    """UTF-8, or UTF-16 where its mark stands at the beginning: editors of Windows write both, with a mark."""
    return "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
