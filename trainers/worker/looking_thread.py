"""What the threads beside the one that trains have in common: they wait for looks, work on one thing after the other,
and turn whatever goes wrong into an event."""

from __future__ import annotations

import threading
import traceback
from abc import abstractmethod

from trainers import messages
from trainers.experiment import Experiment
from trainers.training.sharing import use_threads
from trainers.worker.mailbox import Outbox


class LookingThread(threading.Thread):
    """Works in turns until it is closed. What it shares with other threads is changed with ``_condition`` held."""

    def __init__(self, name: str, outbox: Outbox) -> None:
        super().__init__(name=name, daemon=True)
        self._outbox = outbox
        self._condition = threading.Condition()
        self._closing = False
        self._ready = threading.Event()  # there is something to look at

    def close(self) -> None:
        """Ends after the piece at work; called from any thread."""
        with self._condition:
            self._closing = True
            self._condition.notify()
        self._ready.set()

    def run(self) -> None:
        self._ready.wait()  # the trainer thread imports torch; two imports at once would fight over the lock
        if self._closing:  # before there was anything to look at: then torch need not be imported for it
            return
        self._prepare()
        while self._turn():
            pass

    def _prepare(self) -> None:
        use_threads(1)  # a second OpenMP pool beside the trainer's would slow training by a third

    @abstractmethod
    def _turn(self) -> bool:
        """Waits for the next piece of work and does it; False once the thread is closed."""

    def _answer(self, answer: messages.Answer) -> None:
        """Of what is said on one channel the newest is enough, unless each counts."""
        if answer.each_counts:
            self._outbox.put(answer)
        else:
            self._outbox.put_latest(f"look {answer.channel}", answer)

    def _report(self, run_id: int, step: int, error: Exception, experiment: Experiment) -> None:
        text = "".join(traceback.format_exception(error))
        self._outbox.put(messages.Failed(run_id, "looking", step, text, experiment.to_toml()))
