"""The worker as the window sees it: two threads, one way to command, one way to look, one way to listen."""

from __future__ import annotations

import time
from collections.abc import Callable

from trainers import messages
from trainers.worker.mailbox import Outbox
from trainers.worker.render_thread import RenderThread
from trainers.worker.trainer_thread import TrainerThread

CLOSE_SECONDS = 5.0


class Worker:
    """Starts both threads. *wake* is called on one of them when there are events to :meth:`drain`."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._outbox = Outbox(wake)
        self._render = RenderThread(self._outbox, self._keyframe_drawn)
        self._trainer = TrainerThread(self._outbox, self._render)

    def start(self) -> None:
        self._trainer.start()
        self._render.start()

    def send(self, command: messages.Command) -> None:
        """Hands a command to the trainer thread; never waits."""
        if isinstance(command, messages.Begin):
            self._trainer.newest_run_id = command.run_id
        elif isinstance(command, messages.CancelLoading):
            self._trainer.newest_run_id = -1
        self._trainer.inbox.put(command)

    def look(self, look: messages.Look) -> None:
        """Asks the render thread; never waits."""
        self._render.ask(look)

    def forget(self, channel: str) -> None:
        """Leaves what was asked there unanswered; never waits."""
        self._render.forget(channel)

    def look_back(self, wish: messages.LookBack) -> None:
        """Lets looks see a keyframe, or the newest snapshot again; never waits."""
        self._render.look_back(wish)

    def drain(self) -> list[messages.Event]:
        """All events since the last call."""
        return self._outbox.drain()

    def close(self, seconds: float = CLOSE_SECONDS) -> bool:
        """Ends both threads, saving a run in training; waits at most *seconds*. Returns whether both have ended."""
        self._trainer.closing = True
        self._trainer.inbox.put(None)
        self._render.close()
        deadline = time.monotonic() + seconds
        for thread in (self._trainer, self._render):
            if thread.is_alive():
                thread.join(max(0.0, deadline - time.monotonic()))
        return not (self._trainer.is_alive() or self._render.is_alive())

    def _keyframe_drawn(self, pictures: messages.PicturesDrawn) -> None:
        self._trainer.inbox.put(pictures)
