"""The worker as the window sees it: three threads, one way to command, one way to look, one way to listen."""

from __future__ import annotations

import time
from collections.abc import Callable

from trainers import messages
from trainers.worker.looking_worker import LookingWorker
from trainers.worker.trainer_thread import TrainerThread

CLOSE_SECONDS = 5.0
# So long a piece of a map is waited for: nothing of it will be seen, and a call of a library may take a minute.
MAP_SECONDS = 2.0


class Worker(LookingWorker):
    """Starts the threads. *wake* is called on one of them when there are events to :meth:`drain`."""

    def __init__(self, wake: Callable[[], None]) -> None:
        super().__init__(wake, self._keyframe_drawn)
        self._trainer = TrainerThread(self._outbox, self._render, self._maps)

    def start(self) -> None:
        self._trainer.start()
        self._render.start()
        self._maps.start()

    def send(self, command: messages.Command) -> None:
        """Hands a command to the trainer thread; never waits."""
        if isinstance(command, messages.Begin | messages.TakeUp):
            self._trainer.newest_run_id = command.run_id
        elif isinstance(command, messages.CancelLoading):
            self._trainer.newest_run_id = -1
        self._trainer.inbox.put(command)

    def close(self, seconds: float = CLOSE_SECONDS) -> bool:
        """Ends the threads, saving a run in training; waits at most *seconds*. Returns whether all have ended; else
        the process has to be left by ``os._exit``, as a library that comes back while Python ends may crash."""
        self._trainer.closing = True
        self._trainer.inbox.put(None)
        self._render.close()
        self._maps.close()
        start = time.monotonic()
        threads = ((self._trainer, seconds), (self._render, seconds), (self._maps, min(seconds, MAP_SECONDS)))
        for thread, patience in threads:
            if thread.is_alive():
                thread.join(max(0.0, start + patience - time.monotonic()))
        return not any(thread.is_alive() for thread, _ in threads)

    def _keyframe_drawn(self, pictures: messages.PicturesDrawn) -> None:
        self._trainer.inbox.put(pictures)
