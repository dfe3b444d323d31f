"""Several values in one text, as they are typed: ``0.5, 1, 4``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trainers.disk.toml_file import TomlError, parse_table
from trainers.exports.command import parse_settings
from trainers.knobs import ConfigError, found

MOST_TYPED = 100_000  # characters
_WIDE: dict[int, str | int] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDE |= {0x3000: " ", 0x3001: ",", 0xFF64: ","}


def parse_values(text: str, what: str) -> tuple[Any, ...]:
    """The values in *text*, with commas between them: as TOML reads them, or else as plain text. A comma in brackets or
    quotes parts nothing; those that Chinese is written with part as well. Raises ConfigError, which names *what* was to
    have them."""
    if len(text) > MOST_TYPED or not text.strip():
        raise ConfigError(
            f"{what}: expected values with commas between them such as 0.5,1,4, found {found(text)}", what
        )
    text = _plain_forms(text)
    try:
        values = parse_table(f"value = [{text}\n]")["value"]
    except (TomlError, KeyError):
        values = [parse_settings([f"{what}={part}"])[what] for part in _parts(text)]
    if not values or "" in values:
        raise ConfigError(f"{what}: expected a value on each side of a comma, found {found(text)}", what)
    return tuple(values)


def parse_seeds(text: str, what: str = "--seeds") -> tuple[int, ...]:
    """As :func:`parse_values`, of whole numbers. Raises ConfigError."""
    values = parse_values(text, what)
    for value in values:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ConfigError(f"{what}: expected whole numbers such as 0,1,2, found {found(value)}", what)
    return values


def value_text(value: Any) -> str:
    """A value as it stands in names and tables: 1.0 as 1, a list as 64x32."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, list | tuple):
        return "x".join(map(value_text, value))
    return str(value)


def _plain_forms(text: str) -> str:
    """Full-width letters, digits and signs, as an input method for Chinese writes them, in their usual width, but for
    what stands in quotes."""
    letters, quote = [], ""
    for letter in text:
        if quote:
            quote = "" if letter == quote else quote
        else:
            letter = letter.translate(_WIDE)
            quote = letter if letter in "'\"" else ""
        letters.append(letter)
    return "".join(letters)


def _parts(text: str) -> Iterator[str]:
    """*text* at its commas, but for those in brackets and quotes."""
    start = depth = 0
    quote = ""
    for place, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "[{(":
            depth += 1
        elif letter in "]})":
            depth -= 1
        elif letter == "," and depth <= 0:
            yield text[start:place].strip()
            start = place + 1
    yield text[start:].strip()
