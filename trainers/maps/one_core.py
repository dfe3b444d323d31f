"""Work of the libraries for linear algebra on one core: they would take all, and round otherwise on other machines."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import TypeVar

from trainers.lazy import torch

T = TypeVar("T")
R = TypeVar("R")


def on_one_core(work: Generator[T, None, R]) -> Generator[T, None, R]:
    """What *work* yields and returns. Only while it is at work have the libraries one thread, and those that it loads
    have it from the next piece on: what imports one yields before it computes."""
    while True:
        with one_thread():
            try:
                found = next(work)
            except StopIteration as end:
                return end.value
        yield found


@contextmanager
def one_thread() -> Iterator[None]:
    """With one thread for every such library that is loaded now, torch among them; afterwards all have theirs again."""
    from threadpoolctl import threadpool_limits

    before = torch.get_num_threads()
    if before > 1:
        torch.set_num_threads(1)
    try:
        with threadpool_limits(1):
            yield
    finally:
        if before > 1:
            torch.set_num_threads(before)
