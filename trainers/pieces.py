"""Long work as an iterator of short pieces, so that a thread can do something else in between."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

T = TypeVar("T")
Pieces = Generator[None, None, T]  # yields after each piece, and returns the result


def finish(work: Generator[Any, None, T]) -> T:
    """What *work* returns at its end, done at once."""
    while True:
        try:
            next(work)
        except StopIteration as done:
            return done.value
