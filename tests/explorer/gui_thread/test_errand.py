"""Threads that wake the window, and windows that go before a thread is done."""

from __future__ import annotations

import threading
from time import monotonic, sleep

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from explorer.gui_thread.bell import bell
from explorer.gui_thread.errand import Errand


class Listener(QObject):
    """Hears a bell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heard = list[threading.Thread]()
        self.ring = bell(self.on_rung)

    def on_rung(self) -> None:
        self.heard.append(threading.current_thread())


def errands() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "an errand"]


@pytest.fixture
def errand(qapp: QCoreApplication) -> Errand:
    return Errand("an errand")


def test_a_bell_is_heard_later_in_the_thread_that_hung_it(qtbot: QtBot) -> None:
    listener = Listener()
    listener.ring()
    assert not listener.heard
    thread = threading.Thread(target=listener.ring)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: listener.heard == [threading.main_thread()] * 2)


def test_who_hears_a_bell_may_be_destroyed_while_it_is_rung(qapp: QCoreApplication, qtbot: QtBot) -> None:
    """With a signal of the listener's own this ends in a segmentation fault at once."""
    end = monotonic() + 1.0
    while monotonic() < end:
        owner = QObject()
        rings = [Listener(owner).ring for _ in range(3)]
        threads = [threading.Thread(target=lambda ring=ring: [ring() for _ in range(100)]) for ring in rings]
        for thread in threads:
            thread.start()
        sleep(0.001)
        qapp.processEvents()
        shiboken6.delete(owner)
        for thread in threads:
            thread.join()


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
    QCoreApplication.processEvents()
    assert found == ["second"]


def test_who_sent_it_may_be_destroyed_at_any_moment(qapp: QCoreApplication, qtbot: QtBot) -> None:
    end = monotonic() + 1.0
    while monotonic() < end:
        owner = QObject()
        for delay in (0.0, 0.0005, 0.001):
            Errand("an errand", owner).start(lambda delay=delay: sleep(delay))
        sleep(0.0005)
        qapp.processEvents()
        shiboken6.delete(owner)
    qtbot.waitUntil(lambda: not errands())
