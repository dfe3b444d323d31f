"""A worker that is elsewhere: the same commands and looks, the same events, over a link that may break."""

from __future__ import annotations

import logging
import math
import secrets
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import IO

from trainers import __version__, messages
from trainers.link.address import why_it_ended
from trainers.link.heard import check_heard
from trainers.link.outgoing import Outgoing
from trainers.link.wire.frames import FrameReader
from trainers.link.wire.language import PROTOCOL, handshake, of_server, schema
from trainers.link.wire.said import Controlling, Ending, Hello, Pong, Retold, Taken, Welcome
from trainers.link.wire.wire_error import WireError
from trainers.machine.own_program import NO_CONSOLE, own_environment
from trainers.messages import LinkPhase
from trainers.sentence import sentence
from trainers.worker.mailbox import Outbox

GREETING_SECONDS = 60.0  # for a server that has to be started
SILENT_SECONDS = 8.0  # a server answers pings each second
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 1.0  # seconds until a link is tried again
MOST_SAID = 8192  # bytes of what ssh says
MOST_WAITING = 5000  # events
_DELAYS = 5  # of the last pings, of which the least counts: the others have waited for something
log = logging.getLogger(__name__)


class FarWorker:
    """Talks to a server through a *command* whose standard input and output are the link, such as ssh; *host* is what
    the user calls the machine. *wake* is called on a thread of the link when there are events to :meth:`drain`."""

    def __init__(self, wake: Callable[[], None], command: Sequence[str], host: str) -> None:
        self._command, self._host = [*command], host
        self._outbox, self._outgoing = Outbox(wake), Outgoing()
        self._name, self._server, self._seen = secrets.token_hex(8), "", 0
        self._closing, self._retried = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="link", daemon=True)
        self._told = messages.LinkChanged(host, LinkPhase.CONNECTING, math.nan)
        self._process: subprocess.Popen[bytes] | None = None
        self._waiting = 0  # events that nobody has drained
        self._heard = 0.0  # when something came last
        self._delays: deque[float] = deque(maxlen=_DELAYS)

    # ------------------------------------------------------------------ as a worker

    def start(self) -> None:
        self._thread.start()

    def send(self, command: messages.Command) -> None:
        """Commands that are given while there is no link wait for it."""
        if not self._outgoing.command(command):
            self._outbox.put_latest("declined", messages.Declined(sentence("Too much waits for the link already.")))

    def look(self, look: messages.Look) -> None:
        self._outgoing.look(look)

    def forget(self, channel: str) -> None:
        self._outgoing.forget(channel)

    def hold(self, channel: str, held: bool) -> None:
        self._outgoing.hold(channel, held)

    def look_back(self, wish: messages.LookBack) -> None:
        self._outgoing.look_back(wish)

    def drain(self) -> list[messages.Event]:
        """All events since the last call."""
        self._waiting = 0
        return self._outbox.drain()

    def try_again(self) -> None:
        """Tries at once to have a link, where there is none."""
        self._retried.set()

    def close(self, seconds: float = 5.0) -> bool:
        """Ends the link; the run goes on without. Returns whether the threads have ended in time."""
        self._closing.set()
        self._retried.set()
        self._outgoing.end()
        self._hang_up()
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    # ------------------------------------------------------------------ one link after the other

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while not self._closing.is_set():
            was_live = self._server
            self._say(LinkPhase.BROKEN if was_live else LinkPhase.CONNECTING, self._told.reason)
            self._heard = time.monotonic()
            reason, final = self._link()
            if self._closing.is_set():
                return
            if self._told.phase is LinkPhase.LIVE:
                pause = FIRST_PAUSE
            final = final or not self._server  # it has never worked
            self._say(LinkPhase.ENDED if final else LinkPhase.BROKEN, reason)
            self._retried.wait(None if final else pause)
            self._retried.clear()
            pause = min(LONGEST_PAUSE, pause * 2)

    def _link(self) -> tuple[str, bool]:
        """One link from its beginning to its end; returns why it ended, and whether it is no use to try again."""
        try:
            process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
                creationflags=NO_CONSOLE, env=own_environment(),
            )  # fmt: skip
        except FileNotFoundError:
            missing = self._command[0]
            return sentence(f"{missing} was not found on this machine: it is what carries the link."), True
        except OSError as error:
            return sentence(f"The link to {self._host} cannot be begun: {error.strerror or error}"), True
        self._process = process
        if self._closing.is_set():
            self._hang_up()
        assert process.stdin is not None and process.stdout is not None and process.stderr is not None
        said = bytearray()
        hearer = threading.Thread(target=_hear, args=(process.stderr, said), daemon=True)
        hearer.start()
        reason, final = "", False
        watch = threading.Thread(target=self._watch, args=(process,), daemon=True)
        watch.start()
        try:
            reason, final = self._talk(process.stdin, FrameReader(partial(self._read, process.stdout)))
        except WireError as error:
            reason, final = str(error), not self._server
        except (OSError, ValueError):  # it was closed meanwhile
            pass
        self._outgoing.end()
        self._hang_up()
        code = process.wait()
        hearer.join(1.0)
        watch.join(1.0)
        for stream in (process.stdin, process.stdout, process.stderr):
            with suppress(OSError):
                stream.close()
        return reason or why_it_ended(said.decode("utf-8", "replace"), code, self._host), final

    def _read(self, stream: IO[bytes], count: int) -> bytes:
        """Whatever comes is a sign of life: a large frame takes its time."""
        piece = stream.read(count)
        self._heard = time.monotonic()
        return piece

    def _hang_up(self) -> None:
        """Ends the process that carries the link; it may be told so from any thread, more than once."""
        process = self._process
        if process is None:
            return
        with suppress(OSError):
            process.terminate()
        try:
            process.wait(1.0)
        except subprocess.TimeoutExpired:
            with suppress(OSError):
                process.kill()

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        """Hangs up where nothing comes any more."""
        begun = time.monotonic()
        while process.poll() is None and not self._closing.wait(0.5):
            now = time.monotonic()
            live = self._told.phase is LinkPhase.LIVE
            if (live and now - self._heard > SILENT_SECONDS) or (not live and now - begun > GREETING_SECONDS):
                with suppress(OSError):
                    process.kill()
                return

    def _talk(self, to: IO[bytes], reader: FrameReader) -> tuple[str, bool]:
        """Shakes hands, and takes what comes. Returns why it was the end, or the empty text where the link broke."""
        hello = Hello(PROTOCOL, schema(), __version__, self._name, self._server, self._seen)
        to.write(handshake().encode(hello))
        frame = reader.next()
        if frame is None:
            return "", False
        try:
            welcome, _ = handshake().decode(frame)
        except WireError:
            return sentence("Latent Explorer here and there are not the same: install one on both."), True
        if not isinstance(welcome, Welcome):
            raise WireError(sentence("What answers at the other end is not Latent Explorer."))
        if welcome.reason or welcome.protocol != PROTOCOL or welcome.schema != schema():
            reason = welcome.reason or sentence("Latent Explorer here and there are not the same: install one on both.")
            return reason, True
        if welcome.server != self._server:
            self._server, self._seen = welcome.server, 0
        self._heard = time.monotonic()
        self._delays.clear()
        self._say(LinkPhase.LIVE)
        self._outgoing.begin(welcome.taken)
        writer = threading.Thread(target=self._write, args=(to,), daemon=True)
        writer.start()
        try:
            while (frame := reader.next()) is not None:
                message, number = of_server().decode(frame)
                self._outgoing.received()
                if isinstance(message, Ending):
                    return message.reason, True
                self._take(message, number)
            return "", False
        finally:
            self._outgoing.end()
            writer.join(1.0)

    def _write(self, to: IO[bytes]) -> None:
        with suppress(OSError, ValueError):
            while (frame := self._outgoing.next()) is not None:
                view = memoryview(frame)
                while view:
                    view = view[to.write(view) :]

    # ------------------------------------------------------------------ what comes

    def _take(self, message: object, number: int) -> None:
        """One message of the server, which may have to wait until those before it are drained. Raises WireError for one
        that would do harm."""
        while self._waiting > MOST_WAITING and not self._closing.is_set():
            time.sleep(0.02)
        if number:
            if number <= self._seen:
                return
            self._seen = number
        check_heard(message)
        match message:
            case Pong():
                self._delays.append(max(0.0, time.monotonic() - message.stamp))
                self._say(LinkPhase.LIVE)
            case Controlling():
                self._say(LinkPhase.LIVE, controls=message)
            case Taken():
                self._outgoing.taken(message.number)
            case Retold():
                pass
            case messages.Answer():
                self._outgoing.answered(message)
                key = f"look {message.channel}"
                self._put(message) if message.each_counts else self._outbox.put_latest(key, message)
            case messages.Ticked() | messages.LoadProgress() | messages.JudgeChanged():
                self._outbox.put_latest(type(message).__name__, message)
            case messages.PicturesDrawn(keyframe=False):
                self._outbox.put_latest("pictures", message)
            case _:
                self._put(message)  # type: ignore[arg-type]

    def _put(self, event: messages.Event) -> None:
        """What may not be lost waits until it is drained, so of that not too much is taken."""
        self._waiting += 1
        self._outbox.put(event)

    def _say(self, phase: LinkPhase, reason: str = "", controls: Controlling | None = None) -> None:
        """Tells how things stand with the link, where that is news."""
        told = self._told
        delay = min(self._delays) if self._delays and phase is LinkPhase.LIVE else math.nan
        if phase is told.phase and abs(delay - told.delay) < 0.0005:
            delay = told.delay
        new = replace(told, phase=phase, delay=delay, reason=reason)
        if controls is not None:
            new = replace(new, controls=controls.controls, others=controls.others, only_watched=controls.only_watched)
        if repr(new) != repr(told) or phase is LinkPhase.CONNECTING:
            self._told = new
            self._outbox.put_latest("link", new)


def _hear(stream: IO[bytes], said: bytearray) -> None:
    """Keeps the end of what is said beside the link."""
    with suppress(OSError, ValueError):
        while piece := stream.read(1024):
            said += piece
            del said[:-MOST_SAID]
