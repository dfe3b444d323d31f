"""Work of the libraries for linear algebra on one core: they would take all, and round otherwise on other machines."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from trainers.lazy import torch

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

T = TypeVar("T")
R = TypeVar("R")


def on_one_core(work: Generator[T, None, R]) -> Generator[T, None, R]:
    """What *work* yields and returns. Only while it is at work have the libraries one thread, and those that it loads
    have it from the next piece on: what imports one yields before it computes."""
    libraries, modules = None, 0
    while True:
        if libraries is None or len(sys.modules) != modules:  # what was imported may have loaded others
            libraries, modules = _loaded(), len(sys.modules)
        with one_thread(libraries):
            try:
                found = next(work)
            except StopIteration as end:
                return end.value
        yield found


@contextmanager
def one_thread(libraries: ThreadpoolController | None = None) -> Iterator[None]:
    """With one thread for every such library, torch among them; afterwards all have theirs again. Without *libraries*
    they are those that are loaded now, which takes some milliseconds to find out."""
    before = torch.get_num_threads()
    if before > 1:
        torch.set_num_threads(1)
    try:
        with (libraries or _loaded()).limit(limits=1):
            yield
    finally:
        if before > 1:
            torch.set_num_threads(before)


def _loaded() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
