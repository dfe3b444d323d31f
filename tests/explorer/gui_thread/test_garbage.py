"""What a run leaves behind goes when the next one stands; what the imports brought is never looked at again."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.gui_thread import garbage
from explorer.gui_thread.garbage import GarbageCollector
from trainers.machine.heap import Ebb


class Tide(Ebb):
    """Counts looks, and how often something was left."""

    def __init__(self) -> None:
        super().__init__(lambda: 0)
        self.looks = self.leaves = 0

    def leave(self) -> None:
        self.leaves += 1

    def is_due(self) -> bool:
        self.looks += 1
        return True


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


def test_memory_is_given_back_beside_the_window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """... after all garbage has been collected, again and again."""
    given: list[bool] = []
    left: list[weakref.ref[_Cycle]] = []

    def give_back() -> None:
        given.append(threading.current_thread() is not threading.main_thread() and all(each() is None for each in left))

    monkeypatch.setattr(garbage, "give_back", give_back)
    monkeypatch.setattr(garbage, "PERIOD_MS", 4)
    was_on, tide = gc.isenabled(), Tide()
    collector = GarbageCollector(ebb=tide)
    try:
        collector.run_built()  # the first one: nothing was left
        assert tide.leaves == 0
        left.append(weakref.ref(_Cycle()))
        qtbot.waitUntil(lambda: len(given) > 1)
        assert all(given) and tide.looks >= len(given)
        collector.run_built()
        assert tide.leaves == 1
    finally:
        collector.close()
        (gc.enable if was_on else gc.disable)()
