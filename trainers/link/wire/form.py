"""What a form is, and what all forms share: the bytes of a body, lists that are checked, refusals."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from trainers.knobs import found
from trainers.link.wire.wire_error import WireError


class Body:
    """The bytes behind a head, taken from front to back."""

    def __init__(self, content: bytes) -> None:
        self._content, self._taken = memoryview(content), 0

    def take(self, count: int, where: str) -> memoryview:
        """The next *count* bytes. Raises WireError where there are fewer."""
        begin, self._taken = self._taken, self._taken + count
        if self._taken > len(self._content):
            raise WireError(f"{where}: expected {count} bytes, found {max(0, len(self._content) - begin)}")
        return self._content[begin : self._taken]

    def end(self) -> None:
        """Raises WireError where anything is left."""
        if self._taken != len(self._content):
            raise WireError(f"a message: expected {self._taken} bytes of arrays, found {len(self._content)}")


@dataclasses.dataclass(frozen=True)
class WireForm:
    """``write`` gives what stands in the head and appends bytes to the body; ``read`` gives the value back, or raises
    WireError that begins with the place; ``fits`` tells whether a value is of the type; ``words`` are the same for the
    same form, on both sides of a link."""

    words: str
    fits: Callable[[Any], bool]
    write: Callable[[Any, list[bytes]], Any]
    read: Callable[[Any, Body, str], Any]


def refusal(where: str, expected: str, value: object) -> WireError:
    return WireError(f"{where}: expected {expected}, found {found(value)}")


def pair_of(value: Any, where: str) -> tuple[Any, Any]:
    if not isinstance(value, list) or len(value) != 2:
        raise refusal(where, "a pair", value)
    return value[0], value[1]


def number_below(value: Any, count: int, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < count:
        raise refusal(where, f"a whole number below {count}", value)
    return value


def list_of(value: Any, count: int | None, where: str) -> list[Any]:
    if not isinstance(value, list) or (count is not None and len(value) != count):
        raise refusal(where, "a list" if count is None else f"a list of {count}", value)
    return value
