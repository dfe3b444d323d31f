"""One program that watches the run of a server, as the server sees it."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from trainers import __version__
from trainers.link.serving.event_log import EventLog
from trainers.link.serving.post import Post
from trainers.link.wire.frames import FrameReader
from trainers.link.wire.language import PROTOCOL, handshake, of_server, of_watcher, schema
from trainers.link.wire.said import Ending, EndServing, Hello, Ping, Pong, Received, Welcome
from trainers.link.wire.wire_error import WireError
from trainers.sentence import sentence

HANDSHAKE_SECONDS = 10.0
SILENT_SECONDS = 30.0  # who says nothing for so long is not there any more: windows ping each second
# So many messages are taken in a row, and so many a second from then on; whoever sends more waits.
MOST_AT_ONCE, MOST_A_SECOND = 2000, 500
log = logging.getLogger(__name__)


class Watcher:
    """Two threads beside those of the server: one that takes what comes, and one that sends what waits in ``post``.
    ``number`` counts the watchers of the server; ``name`` is the one that it has said."""

    def __init__(self, link: socket.socket, number: int, events: EventLog, lock: threading.RLock) -> None:
        self.number = number
        self.name = ""
        self.channels: set[str] = set()
        self.post = Post(events, lock)
        self._link = link
        self._allowance = Allowance(MOST_AT_ONCE, MOST_A_SECOND)

    def greet(self, server: str, taken: Callable[[str], int]) -> Hello | EndServing | None:
        """Shakes hands; returns what was said, None where they cannot understand each other, which is said there.
        *taken* tells how many commands have come from whom. Raises WireError or OSError for whoever does not speak like
        this program at all."""
        self._link.settimeout(HANDSHAKE_SECONDS)
        self._reader = FrameReader(self._link.recv)
        frame = self._reader.next()
        if frame is None:
            return None
        said, _ = handshake().decode(frame)
        if isinstance(said, EndServing):
            return said
        if not isinstance(said, Hello):
            raise WireError(sentence("The link brought something that is no message."))
        reason = misunderstanding(said.protocol, said.schema, said.version)
        welcome = Welcome(PROTOCOL, schema(), __version__, server, reason, taken(said.watcher))
        self._link.sendall(handshake().encode(welcome))
        if reason or not said.watcher:
            return None
        self.name = said.watcher
        return said

    def listen(self, take: Callable[[object, int], None]) -> str:
        """Hands every message, with its number, to *take* until the link ends; returns why, in one sentence, where the
        other side is to blame."""
        self._link.settimeout(SILENT_SECONDS)
        try:
            while (frame := self._reader.next()) is not None:
                self._allowance.take()
                message, number = of_watcher().decode(frame)
                if isinstance(message, Ping):
                    self.post.put_urgent(of_server().encode(Pong(message.stamp)))
                elif isinstance(message, Received):
                    if not self.post.received(message.frames):
                        return sentence("The link brought a receipt for what was never sent.")
                else:
                    take(message, number)
        except WireError as error:
            return str(error)
        except OSError:
            pass
        return ""

    def send(self) -> None:
        """Sends what waits until the link ends, or the post is closed."""
        with suppress(OSError):
            while (frame := self._next()) is not None:
                self._link.sendall(frame)
        self.close()

    def _next(self) -> bytes | None:
        """As :meth:`Post.next`; a message that cannot be told is left out."""
        while True:
            try:
                return self.post.next()
            except WireError as error:
                log.error("a message cannot be told: %s", error)

    def end(self, reason: str) -> None:
        """A last word, and no more."""
        self.post.put_urgent(of_server().encode(Ending(reason)))
        self.post.close()

    def close(self) -> None:
        """Ends the link, whatever was still to be sent. May be called twice, from any thread."""
        self.post.close()
        with suppress(OSError):
            self._link.shutdown(socket.SHUT_RDWR)

    def release(self) -> None:
        """Nobody uses the link any more."""
        self._link.close()


class Allowance:
    """So many at once and so many a second: more have to wait."""

    def __init__(self, at_once: int, a_second: float) -> None:
        self._most, self._rate = float(at_once), a_second
        self._left, self._then = self._most, time.monotonic()

    def take(self) -> None:
        now = time.monotonic()
        self._left = min(self._most, self._left + (now - self._then) * self._rate) - 1
        self._then = now
        if self._left < 0:
            time.sleep(-self._left / self._rate)


def misunderstanding(protocol: int, theirs: str, version: str) -> str:
    """Why the two programs cannot understand each other, as whoever hears it sees it; else the empty text."""
    if protocol == PROTOCOL and theirs == schema():
        return ""
    if version != __version__:
        here = __version__
        return sentence(f"Latent Explorer here is version {version}, there it is {here}: install the same on both.")
    return sentence("Latent Explorer here and there are not the same, though their versions are: install one on both.")
