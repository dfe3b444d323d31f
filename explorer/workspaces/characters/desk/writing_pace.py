"""The pace at which endings come into sight: character by character, never ahead of what is written."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from explorer.gui_thread.throttle import LEAN
from trainers.examples import frozen
from trainers.messages.writing import Written

FRAME_MS = 33 if LEAN else 16
SLOWEST, QUICKEST = 3.0, 100.0  # characters a second, at a speed of 0 and just below 1


def characters_a_second(speed: float) -> float:
    """How many characters of each ending come into sight a second, at a speed from 0 to 1; at 1 all at once."""
    return math.inf if speed >= 1 else SLOWEST * (QUICKEST / SLOWEST) ** max(speed, 0.0)


@dataclass
class _Typed:
    """What one model has written, and how many characters of each ending are in sight; all, once it is ``whole``."""

    written: Written | None = None
    reached: float = 0.0
    whole: bool = True

    @property
    def longest(self) -> int:
        return 0 if self.written is None else max(map(len, self.written.texts), default=0)

    @property
    def has_more(self) -> bool:
        """Whether more is written than is in sight."""
        return not self.whole and self.reached < self.longest

    def begin(self) -> None:
        self.reached, self.whole = 0.0, False

    def settle(self) -> None:
        """What is written to its end, and in sight to its end, is whole."""
        if self.written is not None and self.written.last and self.reached >= self.longest:
            self.whole = True


class WritingPace(QObject):
    """``moved(model)`` tells of a model of which more is in sight. The timer runs only as long as more is to come."""

    moved = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._models: list[_Typed] = []
        self._pace = math.inf
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)

    def set_models(self, count: int) -> None:
        """So many models, of which nothing is known yet."""
        self._models = [_Typed() for _ in range(count)]
        self._timer.stop()

    def show(self, model: int, written: Written | None, anew: bool) -> None:
        """What a model has written so far. *anew*: it comes into sight from the first character on; else as much of it
        is in sight as was of what it wrote before."""
        typed = self._models[model]
        typed.written = written
        if written is None:
            typed.whole = True
        elif anew and math.isfinite(self._pace):
            typed.begin()
        typed.settle()
        self._go_on()

    def set_speed(self, speed: float) -> None:
        """From 0, slowly enough to read along, to 1, at once. What is there is written once more at the new pace, and
        what is being written goes on with it."""
        pace = characters_a_second(speed)
        if pace == self._pace:
            return
        self._pace = pace
        if not math.isfinite(pace):
            self.finish()
            return
        self._timer.setInterval(max(FRAME_MS, round(1000 / pace)))
        if not self.is_playing:
            for model, typed in enumerate(self._models):
                if typed.longest:
                    typed.begin()
                    self.moved.emit(model)
        self._go_on()

    def finish(self) -> None:
        """All that is written is in sight."""
        self._timer.stop()
        for model, typed in enumerate(self._models):
            if not typed.whole:
                typed.whole = True
                self.moved.emit(model)

    @property
    def is_playing(self) -> bool:
        """Whether more is to come into sight, be it written yet or not."""
        return any(not typed.whole for typed in self._models)

    @property
    def is_moving(self) -> bool:
        return self._timer.isActive()

    def shown(self, model: int) -> Written | None:
        """What is in sight of what a model has written."""
        typed = self._models[model]
        return typed.written if typed.whole or typed.written is None else first_of(typed.written, int(typed.reached))

    def _go_on(self) -> None:
        if not self._timer.isActive() and any(typed.has_more for typed in self._models):
            self._since.start()
            self._timer.start()

    def _on_timeout(self) -> None:
        further = self._since.restart() / 1000 * self._pace
        for model, typed in enumerate(self._models):
            if typed.has_more:
                before = int(typed.reached)
                typed.reached = min(typed.reached + further, float(typed.longest))
                typed.settle()
                if typed.whole or int(typed.reached) != before:
                    self.moved.emit(model)
        if not any(typed.has_more for typed in self._models):
            self._timer.stop()


def first_of(written: Written, characters: int) -> Written:
    """What was written with no more than so many characters of each ending, and nothing measured of them."""
    texts = tuple(text[:characters] for text in written.texts)
    whole = np.array([len(text) <= characters for text in written.texts], bool)
    ended = frozen(written.ended & whole)
    unmeasured = replace(written, rules={}, copied=None, source_nats=None, figures={})
    return replace(unmeasured, texts=texts, ended=ended, last=False)
