"""Several values in one text, as they are typed: ``0.5, 1, 4``."""

from __future__ import annotations

from typing import Any

from trainers.disk.toml_file import TomlError, parse_table
from trainers.knobs import ConfigError, found

MOST_TYPED = 100_000  # characters
# Letters, digits and signs as an input method for Chinese writes them, and their usual width.
_WIDE: dict[int, str | int] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDE |= {0x3000: " ", 0x3001: ",", 0xFF64: ","}
_WIDE_COMMAS = "\uff0c\u3001\uff64"


def parse_values(text: str, what: str) -> tuple[Any, ...]:
    """The values in *text*, with commas between them: as TOML reads them, full-width digits and signs as well, or else
    as plain text, letter by letter. A comma in brackets or quotes parts nothing. Those that Chinese is written with
    part as well, but for plain texts that have other commas between them, or are paths: there they belong to the names.
    Raises ConfigError, which names *what* was to have them."""
    if len(text) > MOST_TYPED or not text.strip():
        raise ConfigError(
            f"{what}: expected values with commas between them such as 0.5,1,4, found {found(text)}", what
        )
    try:
        values = parse_table(f"value = [{_plain_forms(text)}\n]")["value"]
    except (TomlError, KeyError):
        values = [_value(part) for part in _plain_parts(text)]
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


def _value(text: str) -> Any:
    try:
        return parse_table(f"value = {_plain_forms(text)}")["value"]
    except (TomlError, KeyError):
        return text


def _plain_forms(text: str) -> str:
    """Full-width letters, digits and signs in their usual width, but for what stands in quotes."""
    quoted = _quoted(text)
    return "".join(letter if inside else letter.translate(_WIDE) for letter, inside in zip(text, quoted, strict=True))


def _plain_parts(text: str) -> list[str]:
    parts = _parts(text, ",")
    if len(parts) > 1 or "/" in text or "\\" in text:
        return parts
    return _parts(text, _WIDE_COMMAS)


def _parts(text: str, commas: str) -> list[str]:
    """*text* at its *commas*, but for those in brackets and quotes."""
    parts: list[str] = []
    start = depth = 0
    for place, (letter, inside) in enumerate(zip(text, _quoted(text), strict=True)):
        if inside:
            continue
        if letter in "[{(":
            depth += 1
        elif letter in "]})":
            depth -= 1
        elif letter in commas and depth <= 0:
            parts.append(text[start:place].strip())
            start = place + 1
    return [*parts, text[start:].strip()]


def _quoted(text: str) -> list[bool]:
    """Of each letter whether it stands between quotes. They open where a value may begin, and are closed again: an
    apostrophe is none."""
    quoted = [False] * len(text)
    begins, end = True, -1  # whether a value may begin here, and the place where the last quotes close
    for place, letter in enumerate(text):
        plain = letter.translate(_WIDE)
        if place <= end:
            quoted[place] = place < end
        elif begins and plain in ("'", '"'):
            end = text.find(letter, place + 1)
        if not plain.isspace():
            begins = plain in ",[{(="
    return quoted
