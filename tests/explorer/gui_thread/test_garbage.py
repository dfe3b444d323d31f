"""What a run leaves behind goes when the next one stands; what the imports brought is never looked at again."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from explorer.gui_thread.garbage import GarbageCollector


class _Cycle:
    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[GarbageCollector]:
    was_on = gc.isenabled()
    collector = GarbageCollector()
    yield collector
    collector.close()
    (gc.enable if was_on else gc.disable)()


def test_what_a_run_leaves_behind_goes_when_the_next_one_stands(collector: GarbageCollector) -> None:
    collector.settle()
    collector.run_built()
    frozen = gc.get_freeze_count()
    assert frozen > 1000
    for _ in range(3):  # however many runs there are
        left = weakref.ref(_Cycle())
        assert left() is not None
        collector.run_built()
        assert left() is None and gc.get_freeze_count() <= frozen
