"""What the two ends of a link say to each other, beside the messages of ``trainers.messages``."""

from __future__ import annotations

from dataclasses import dataclass

# --------------------------------------------------------------------------- the handshake, the same in all versions


@dataclass(frozen=True)
class Hello:
    """The first word of who watches: ``protocol`` and ``schema`` say how messages look there, ``version`` is the
    program's. ``watcher`` is its name, always the same when a link comes back. Of the ``server`` of that name, empty at
    first, all lossless events up to number ``seen`` have come."""

    protocol: int
    schema: str
    version: str
    watcher: str
    server: str = ""
    seen: int = 0


@dataclass(frozen=True)
class EndServing:
    """Said in the place of Hello: save the run and end the server."""


@dataclass(frozen=True)
class Welcome:
    """The first word of who serves; ``reason`` is one sentence on why nothing follows, or empty. ``server`` is its
    name, another one each time that it is started; it has all commands of this watcher up to number ``taken``."""

    protocol: int
    schema: str
    version: str
    server: str
    reason: str = ""
    taken: int = 0


# --------------------------------------------------------------------------- who watches -> who serves


@dataclass(frozen=True)
class Forget:
    """What was asked on a channel is left unanswered."""

    channel: str


@dataclass(frozen=True)
class Hold:
    """What was asked on a channel, about the data alone, rests or goes on."""

    channel: str
    held: bool


@dataclass(frozen=True)
class Received:
    """So many frames more have come."""

    frames: int


@dataclass(frozen=True)
class Ping:
    """To be sent back at once; ``stamp`` means something to its sender only."""

    stamp: float


# --------------------------------------------------------------------------- who serves -> who watches


@dataclass(frozen=True)
class Pong:
    stamp: float


@dataclass(frozen=True)
class Controlling:
    """Whether this one ``controls`` the run, and how many ``others`` there are beside it. ``only_watched`` says in one
    sentence why nobody does, and nobody can."""

    controls: bool
    others: int
    only_watched: str = ""


@dataclass(frozen=True)
class Taken:
    """All commands up to ``number`` have come."""

    number: int


@dataclass(frozen=True)
class Retold:
    """What was told before this is all that there was to tell up to the number of this message."""


@dataclass(frozen=True)
class Ending:
    """The server ends; ``reason`` is one sentence."""

    reason: str
