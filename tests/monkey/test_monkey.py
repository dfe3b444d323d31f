"""The monkey's chance can be repeated, and its watchdog barks."""

from __future__ import annotations

import threading

from tests.monkey.deeds import chosen
from tests.monkey.watchdog import Watchdog


def test_a_choice_comes_again_whatever_else_is_there() -> None:
    many = [(f"widget {index}", index) for index in range(40)]
    picked = [chosen(7, deed, many) for deed in range(60)]
    assert picked == [chosen(7, deed, list(reversed(many))) for deed in range(60)]
    assert len(set(picked)) > 20 and picked != [chosen(8, deed, many) for deed in range(60)]
    for deed, (name, value) in enumerate(picked):
        fewer = [candidate for candidate in many if candidate[1] % 3 or candidate[0] == name]
        assert chosen(7, deed, fewer) == (name, value)


def test_a_window_that_stands_still_for_good_is_told_with_its_stacks() -> None:
    told: list[str] = []
    barked = threading.Event()

    def stuck(stacks: str) -> None:
        told.append(stacks)
        barked.set()

    watchdog = Watchdog(0.01, stuck)
    assert barked.wait(10.0)
    watchdog.close()
    assert "MainThread:" in told[0] and "barked.wait(10.0)" in told[0] and watchdog.stacks == told[0]
