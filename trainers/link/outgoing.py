"""What a window has to say to a server, through links that break."""

from __future__ import annotations

import threading
import time
from collections import deque

from trainers import messages
from trainers.link.wire.language import of_watcher
from trainers.link.wire.said import Forget, Hold, Ping, Received

PING_SECONDS = 1.0
MOST_COMMANDS = 1000  # that wait for a link


class Outgoing:
    """Commands are numbered, and kept until the server has said that it has them: nothing is lost, and nothing is done
    twice. Of the looks the newest of each channel is kept until it is answered, and asked again where a link breaks.
    Used from any thread; one takes what is to be sent."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._commands: deque[tuple[int, messages.Command]] = deque()
        self._numbers = 0
        self._sent = 0  # the number of the command that was sent last
        self._looks: dict[str, messages.Look] = {}
        self._unsent: dict[str, object] = {}  # looks by their channel, and what is said of channels
        self._back: messages.LookBack | None = None
        self._receipts = 0
        self._pinged = 0.0
        self._open = False

    # ------------------------------------------------------------------ what is to be said

    def command(self, command: messages.Command) -> bool:
        """False where too much waits already."""
        with self._changed:
            if len(self._commands) >= MOST_COMMANDS:
                return False
            self._numbers += 1
            self._commands.append((self._numbers, command))
            self._changed.notify()
            return True

    def look(self, look: messages.Look) -> None:
        with self._changed:
            self._looks[look.channel] = look
            self._unsent.pop(f"look {look.channel}", None)
            self._unsent[f"look {look.channel}"] = look
            self._changed.notify()

    def forget(self, channel: str) -> None:
        with self._changed:
            self._looks.pop(channel, None)
            if self._unsent.pop(f"look {channel}", None) is None:
                self._unsent[f"forget {channel}"] = Forget(channel)
                self._changed.notify()

    def hold(self, channel: str, held: bool) -> None:
        with self._changed:
            if channel in self._looks:
                self._unsent[f"hold {channel}"] = Hold(channel, held)
                self._changed.notify()

    def look_back(self, wish: messages.LookBack) -> None:
        with self._changed:
            self._back = wish
            self._unsent["back"] = wish
            self._changed.notify()

    # ------------------------------------------------------------------ what has come

    def answered(self, answer: messages.Answer) -> None:
        """Where it was the last word on a look, that need not be asked again."""
        with self._changed:
            asked = self._looks.get(answer.channel)
            if asked is not None and asked.request_id == answer.request_id and not answer.goes_on:
                del self._looks[answer.channel]

    def taken(self, number: int) -> None:
        """The server has all commands up to that number."""
        with self._changed:
            while self._commands and self._commands[0][0] <= number:
                self._commands.popleft()

    def received(self) -> None:
        """One frame more has come."""
        with self._changed:
            self._receipts += 1
            self._changed.notify()

    # ------------------------------------------------------------------ one link after the other

    def begin(self, taken: int) -> None:
        """A link is there, to a server that has the commands up to number *taken*: what may not have arrived is said
        once more."""
        self.taken(taken)
        with self._changed:
            self._sent = self._commands[0][0] - 1 if self._commands else self._numbers
            self._unsent = {f"look {look.channel}": look for look in self._looks.values()}
            if self._back is not None:
                self._unsent["back"] = self._back
            self._receipts = 0
            self._pinged = 0.0
            self._open = True
            self._changed.notify()

    def end(self) -> None:
        """There is no link any more."""
        with self._changed:
            self._open = False
            self._changed.notify()

    def next(self) -> bytes | None:
        """Waits for the frame that is to be sent now; None once the link has ended."""
        with self._changed:
            while self._open:
                frame = self._take()
                if frame is not None:
                    return frame
                self._changed.wait(max(0.01, self._pinged + PING_SECONDS - time.monotonic()))
            return None

    def _take(self) -> bytes | None:
        now = time.monotonic()
        if now >= self._pinged + PING_SECONDS:
            self._pinged = now
            return of_watcher().encode(Ping(now))
        if self._receipts:
            count, self._receipts = self._receipts, 0
            return of_watcher().encode(Received(count))
        for number, command in self._commands:
            if number > self._sent:
                self._sent = number
                return of_watcher().encode(command, number)
        if self._unsent:
            return of_watcher().encode(self._unsent.pop(next(iter(self._unsent))))
        return None
