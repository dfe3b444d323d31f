"""Where a far run is: ``ssh://user@host:port/path``, ``ssh://host?preset=NAME``, or ``here:/path`` for one that another
program of this machine trains."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from trainers.link.wire.wire_error import WireError
from trainers.machine.own_program import own_command
from trainers.sentence import sentence

SCHEME, HERE = "ssh://", "here:"
PROGRAM = "latent-explorer"
OPTIONS = ("ConnectTimeout=15", "BatchMode=yes", "ServerAliveInterval=5", "ServerAliveCountMax=3")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")  # never an option of ssh
_HOST = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9]+)?")
_PLAIN = re.compile(r"[^\x00-\x1f\x7f]*")


@dataclass(frozen=True)
class FarAddress:
    """A run folder at ``path``, or a ``preset``, on the machine ``host``, where the ``program`` is called so. What is
    empty or None is left to the settings of ssh. Without a host it is this machine."""

    host: str
    path: str = ""
    preset: str = ""
    user: str = ""
    port: int | None = None
    program: str = PROGRAM

    def __post_init__(self) -> None:
        if self.is_here and (self.user or self.port is not None or self.preset):
            raise WireError(sentence(f"{self.text}: expected the path of a run folder"))
        if not self.is_here and not _HOST.fullmatch(self.host):
            raise WireError(sentence(f"{self.host!r}: expected the name of a machine"))
        if self.user and not _NAME.fullmatch(self.user):
            raise WireError(sentence(f"{self.user!r}: expected the name of a user"))
        if bool(self.path) == bool(self.preset):
            raise WireError(sentence("expected the path of a run folder, or a preset, on the far machine"))
        if self.preset and not _NAME.fullmatch(self.preset):
            raise WireError(sentence(f"{self.preset!r}: expected the name of a preset"))
        if self.path.startswith("-") or not _PLAIN.fullmatch(self.path):
            raise WireError(sentence(f"{self.path!r}: expected the path of a run folder"))
        if not self.program or self.program.startswith("-") or not _PLAIN.fullmatch(self.program):
            raise WireError(sentence(f"{self.program!r}: expected what the program is called there"))

    @classmethod
    def parse(cls, text: str) -> FarAddress:
        """Reads what a user has typed, with ``ssh://`` or without. Raises WireError with one sentence."""
        text = text.strip()
        if text.startswith(HERE):
            return cls("", os.path.abspath(os.path.expanduser(text.removeprefix(HERE))))
        try:
            parts = urlsplit(text if "://" in text else SCHEME + text)
            port, asked = (
                parts.port,
                dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))),
            )
        except ValueError:
            raise WireError(sentence(f"{text!r}: expected an address such as ssh://user@host/path")) from None
        if (
            parts.scheme != "ssh"
            or parts.password is not None
            or parts.fragment
            or not set(asked) <= {"preset", "program"}
        ):
            raise WireError(sentence(f"{text!r}: expected an address such as ssh://user@host/path"))
        path = unquote(parts.path)
        path = path[1:] if path.startswith("/~") else "" if path == "/" else path
        host = parts.netloc.rpartition("@")[2]  # as it is written: names of ssh's settings may have capitals
        host = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
        if not host:
            raise WireError(sentence(f"{text!r}: expected an address such as ssh://user@host/path"))
        return cls(
            host, path, asked.get("preset", ""), unquote(parts.username or ""), port, asked.get("program", PROGRAM)
        )

    @property
    def is_here(self) -> bool:
        """Whether it is on this machine, which needs no ssh."""
        return not self.host

    @property
    def text(self) -> str:
        """As it is typed."""
        if self.is_here:
            return f"{HERE}{self.path}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        user = f"{self.user}@" if self.user else ""
        port = "" if self.port is None else f":{self.port}"
        path = f"/{self.path}" if self.path and not self.path.startswith("/") else self.path
        asked = {"preset": self.preset, "program": "" if self.program == PROGRAM else self.program}
        query = urlencode({key: value for key, value in asked.items() if value})
        return f"{SCHEME}{user}{host}{port}{quote(path, safe='/~')}" + (f"?{query}" if query else "")

    def command(self, ssh: str = "ssh") -> list[str]:
        """What carries the link: the system's ssh, which asks nothing, as nobody could answer."""
        if self.is_here:
            return own_command("trainers.cli", "serve", self.path, "--stdio")
        there = [self.program, "serve", *([self.path] if self.path else ["--preset", self.preset]), "--stdio"]
        port = [] if self.port is None else ["-p", str(self.port)]
        given = [part for option in OPTIONS for part in ("-o", option)]
        user = ["-l", self.user] if self.user else []
        home, rest = ("~/", there[0][2:]) if there[0].startswith("~/") else ("", there[0])  # which the shell opens
        said = f"{home}{shlex.quote(rest)} {shlex.join(there[1:])}"
        return [ssh, "-T", "-x", *given, *port, *user, "--", self.host, said]


def why_it_ended(said: str, code: int | None, host: str) -> str:
    """One sentence on why there is no link: from what ssh and the far program *said*, and ssh's exit *code*."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    for line in reversed(lines):
        if line.startswith(f"{PROGRAM}: "):  # the program's own sentence
            return line.removeprefix(f"{PROGRAM}: ")
    text = said.lower()
    if "could not resolve" in text or "name or service not known" in text:
        return sentence(f"There is no machine called {host}.")
    if "connection refused" in text:
        return sentence(f"{host} refuses the link: no ssh server answers there.")
    if "timed out" in text or "no route to host" in text or "unreachable" in text:
        return sentence(f"{host} does not answer.")
    if "host key verification failed" in text:
        return sentence(f"ssh does not know {host} yet, or it has changed: connect once in a terminal.")
    if "permission denied" in text:
        return sentence(f"{host} lets nobody in without a password, which cannot be typed here: set up a key.")
    if code == 127 or "command not found" in text or "no such file" in text:
        return sentence(f"Latent Explorer was not found on {host}: install it there, or say where its program is.")
    if lines:
        return sentence(f"The link to {host} ended: {lines[-1][:300]}")
    return sentence(f"The link to {host} ended.")
