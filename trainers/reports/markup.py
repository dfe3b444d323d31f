"""HTML put together of elements: what is text is escaped, and no name of others becomes a part of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from trainers.shown import MOST, shown

VOID = frozenset({"meta", "br", "hr", "img", "col"})  # elements of HTML that hold nothing and are not closed

# Of these HTML wants none, though they hide nothing.
_LAST_TWO = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_NO_CHARACTER = re.compile(f"[\ufdd0-\ufdef{_LAST_TWO}]")


class Markup(str):
    """Text that is HTML already; made by :func:`element`, :func:`joined` and :func:`verbatim` only."""

    __slots__ = ()


def element(name: str, /, *children: str | None, **attributes: str | float | None) -> Markup:
    """One element. Of the *children* those that are no Markup are escaped, None is left out. An attribute that is None
    is left out, one that is "" has no value; ``class_`` is class, ``data_x`` is data-x. Raises ValueError for children
    of an element that cannot have any."""
    if name in VOID and children:
        raise ValueError(f"{name}: expected no content")
    opened = name + "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    return Markup(f"<{opened}>" if name in VOID else f"<{opened}>{joined(*children)}</{name}>")


def joined(*children: str | None) -> Markup:
    """Several children, one after the other."""
    return Markup("".join(each if isinstance(each, Markup) else text(each) for each in children if each is not None))


def text(plain: object, most: int = MOST) -> Markup:
    """One line of text, as it may be shown (see :mod:`trainers.shown`), of at most *most* characters."""
    return Markup(escape(_clean(plain, most), quote=False))


def lines(plain: str, most: int) -> Markup:
    """Text of several lines, cut after *most* characters of it."""
    return Markup("\n".join(text(line, most) for line in plain[:most].split("\n")))


def verbatim(trusted: str) -> Markup:
    """What we have written ourselves: a style sheet, the path of a curve."""
    return Markup(trusted)


def items(entries: Iterable[str], **attributes: str | None) -> Markup:
    """A list."""
    return element("ul", *(element("li", entry) for entry in entries), **attributes)


def _attribute(key: str, value: str | float) -> str:
    name = key.rstrip("_").replace("_", "-")
    if isinstance(value, float):
        value = f"{value:g}"
    plain = escape(_clean(value, len(str(value)) + 1), quote=True)  # not cut: it may be a whole picture
    return f" {name}" if plain == "" and name not in ("alt", "value") else f' {name}="{plain}"'


def _clean(plain: object, most: int) -> str:
    found = shown(plain, most)
    return found if found.isascii() else _NO_CHARACTER.sub("\ufffd", found)
