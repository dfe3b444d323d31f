"""Work beside the window, and windows that go before their work is done."""

from __future__ import annotations

import threading
from time import monotonic, sleep

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from explorer.errand import Errand


def errands() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "an errand"]


@pytest.fixture
def errand(qapp: QCoreApplication) -> Errand:
    return Errand("an errand")


def test_an_answer_and_an_exception_arrive_in_the_thread_that_asked(errand: Errand, qtbot: QtBot) -> None:
    threads, found = list[threading.Thread](), list[object]()
    errand.done.connect(lambda _: threads.append(threading.current_thread()))
    errand.done.connect(found.append)
    errand.start(lambda: threading.current_thread().name)
    assert errand.is_running
    qtbot.waitUntil(lambda: not errand.is_running)
    errand.start(lambda: 1 // 0)
    qtbot.waitUntil(lambda: len(found) == 2)
    assert found[0] == "an errand" and isinstance(found[1], ZeroDivisionError)
    assert threads == [threading.main_thread()] * 2


def test_only_the_last_is_told_of_and_nothing_that_is_forgotten(errand: Errand, qtbot: QtBot) -> None:
    found, gate = list[object](), threading.Event()
    errand.done.connect(found.append)
    errand.start(lambda: (gate.wait(20), "first")[1])
    errand.start(lambda: (gate.wait(20), "second")[1])
    gate.set()
    qtbot.waitUntil(lambda: found == ["second"])
    errand.start(lambda: "third")
    errand.forget()
    assert not errand.is_running
    qtbot.waitUntil(lambda: not errands())
    qtbot.wait(50)  # three looks into the queue, were there any
    assert found == ["second"]


def test_who_sent_it_may_be_destroyed_at_any_moment(qapp: QCoreApplication, qtbot: QtBot) -> None:
    """With a signal that the thread emits this ends in a segmentation fault within the first dozens."""
    end = monotonic() + 1.0
    while monotonic() < end:
        owner = QObject()
        for delay in (0.0, 0.0005, 0.001):
            Errand("an errand", owner).start(lambda delay=delay: sleep(delay))
        sleep(0.0005)
        qapp.processEvents()
        shiboken6.delete(owner)
    qtbot.waitUntil(lambda: not errands())
