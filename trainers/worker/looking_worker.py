"""What every worker that looks at models here has in common, whoever trains them."""

from __future__ import annotations

from collections.abc import Callable

from trainers import messages
from trainers.worker.mailbox import Outbox
from trainers.worker.map_thread import MapThread
from trainers.worker.render_thread import RenderThread


class LookingWorker:
    """The two threads that look, and one way to listen. *wake* is called on one of the threads when there are events to
    :meth:`drain`, *keyframe_drawn* when a keyframe has its pictures."""

    def __init__(
        self, wake: Callable[[], None], keyframe_drawn: Callable[[messages.PicturesDrawn], None] = lambda pictures: None
    ) -> None:
        self._outbox = Outbox(wake)
        self._render = RenderThread(self._outbox, keyframe_drawn)
        self._maps = MapThread(self._outbox)

    def look(self, look: messages.Look) -> None:
        """Asks the thread that draws maps, where the look is apart, else the render thread; never waits."""
        (self._maps if look.apart else self._render).ask(look)

    def forget(self, channel: str) -> None:
        """Leaves what was asked there unanswered; never waits."""
        self._render.forget(channel)
        self._maps.forget(channel)

    def hold(self, channel: str, held: bool) -> None:
        """Lets what was asked there, by a look that is apart, rest or go on; never waits."""
        self._maps.hold(channel, held)

    def look_back(self, wish: messages.LookBack) -> None:
        """Lets looks see a keyframe, or the newest snapshot again; never waits."""
        self._render.look_back(wish)

    def drain(self) -> list[messages.Event]:
        """All events since the last call."""
        return self._outbox.drain()
