"""A window without a window: it drives a worker, and keeps all that it says."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

import numpy as np

from trainers import messages
from trainers.experiment import Experiment
from trainers.messages import Phase
from trainers.worker.worker import Worker

E = TypeVar("E")
W = TypeVar("W", bound="DrivenWorker")
PATIENCE = 30.0


class DrivenWorker(Protocol):
    """What every worker does, wherever it trains."""

    def start(self) -> None: ...

    def drain(self) -> list[messages.Event]: ...

    def close(self) -> bool: ...


class EventListener(Generic[W]):
    """Keeps every event of a worker, which *make* makes of what wakes the listener."""

    def __init__(self, make: Callable[[Callable[[], None]], W]) -> None:
        self._news = threading.Event()
        self.events: list[messages.Event] = []
        self.worker = make(self._news.set)
        self.worker.start()

    def wait(self, found: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not found():
            assert time.monotonic() < deadline, self.events[-20:]
            self._news.wait(0.1)
            self._news.clear()
            self.events += self.worker.drain()

    def of(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    def wait_for(self, kind: type[E], which: Callable[[E], bool] = lambda event: True) -> E:
        self.wait(lambda: any(which(event) for event in self.of(kind)))
        return next(event for event in reversed(self.of(kind)) if which(event))

    def wait_for_phase(self, *phases: Phase) -> messages.PhaseChanged:
        return self.wait_for(messages.PhaseChanged, lambda event: event.phase in phases)

    def close(self) -> None:
        assert self.worker.close(), "a thread did not end"


class Listener(EventListener[Worker]):
    """Drives the worker of the window."""

    def __init__(self) -> None:
        super().__init__(Worker)

    def begin(self, given: Experiment, run_id: int = 1, **more: Any) -> None:
        self.worker.send(messages.Begin(run_id, given, data_dir="", device="cpu", **more))

    def losses(self, model: int, metric: str) -> np.ndarray:
        return np.concatenate([scalars.values[model][metric] for scalars in self.of(messages.Scalars)])
