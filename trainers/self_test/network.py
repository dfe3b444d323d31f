"""Whether anything reaches for the network while the program runs: nothing may.

Python's own sockets are seen by an audit hook. Those of C++ libraries are seen among the open files of the process,
where the system shows them (Linux), twenty times a second. Sockets within this machine are none of the network: the
screen's, and those to its own address.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import stat
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

from trainers.self_test.report import SelfTestError
from trainers.sentence import sentence

SECONDS = 0.05  # between two looks
OPEN_FILES = Path("/proc/self/fd")
FAMILIES = (socket.AF_INET, socket.AF_INET6)
NAMES = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")


class NetworkWatch:
    """Watches from :meth:`start` to :meth:`stop`; an audit hook cannot be taken out again, and sleeps afterwards."""

    def __init__(self) -> None:
        self._seen: dict[str, None] = {}
        self._own = threading.local()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="network-watch", daemon=True)

    def start(self) -> None:
        sys.addaudithook(self._on_audit)
        if OPEN_FILES.is_dir():
            self._thread.start()

    def stop(self) -> None:
        if self._thread.is_alive():
            self._stopped.set()
            self._thread.join()
        self._stopped.set()

    def check(self) -> str:
        """Raises SelfTestError that says who opened what."""
        self._look()
        if self._seen:
            raise SelfTestError("; ".join(self._seen))
        return sentence("no network socket was opened")

    def _on_audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._stopped.is_set() or not event.startswith("socket.") or getattr(self._own, "looking", False):
            return
        if event == "socket.__new__" and arguments[1] in FAMILIES:
            self._note("a network socket was opened")
        elif event in NAMES and (event.startswith("socket.get") or arguments[0].family in FAMILIES):
            self._note(f"{event} was called with {arguments[-1] if event in NAMES[:2] else arguments[:2]!r}")

    def _note(self, what: str) -> None:
        self._seen[f"{what} in {_caller()}"] = None

    def _watch(self) -> None:
        while not self._stopped.wait(SECONDS):
            self._look()

    def _look(self) -> None:
        """The sockets that no Python code has made."""
        self._own.looking = True
        with suppress(OSError):
            for name in os.listdir(OPEN_FILES):
                said = _describe(int(name))
                if said:
                    self._seen[said] = None
        self._own.looking = False


def _describe(number: int) -> str:
    """A network socket to somewhere else among the open files, in words; "" for anything else."""
    try:
        if not stat.S_ISSOCK(os.fstat(number).st_mode):
            return ""
        with socket.socket(fileno=os.dup(number)) as copy:
            if copy.family not in FAMILIES:
                return ""
            ends = [_address(copy.getsockname)]
            with suppress(OSError):
                ends.append(_address(copy.getpeername))
    except OSError:  # closed meanwhile
        return ""
    if all(ipaddress.ip_address(end[0]).is_loopback for end in ends):
        return ""
    where = " to ".join(f"{host} port {port}" for host, port in ends)
    return sentence(f"a library holds a network socket open ({where})")


def _address(get: Any) -> tuple[str, int]:
    host, port = get()[:2]
    return host.partition("%")[0], port


def _caller() -> str:
    """The innermost place outside the standard library's sockets, such as ``pooch/core.py:123``."""
    frame: FrameType | None = sys._getframe(3)
    stack = traceback.extract_stack(frame)
    for place in reversed(stack):
        if Path(place.filename).name not in {"socket.py", "network.py"}:
            return f"{'/'.join(Path(place.filename).parts[-2:])}:{place.lineno}"
    return "an unknown place"
