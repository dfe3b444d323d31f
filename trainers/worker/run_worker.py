"""What a session needs of whoever trains, be it here or elsewhere."""

from __future__ import annotations

from typing import Protocol

from trainers import messages


class RunWorker(Protocol):
    """Commands and looks go in, events come out; nothing but ``close`` waits. See ``Worker``, which trains here, and
    ``FarWorker``, which is trained elsewhere."""

    def start(self) -> None: ...

    def send(self, command: messages.Command) -> None: ...

    def look(self, look: messages.Look) -> None: ...

    def forget(self, channel: str) -> None: ...

    def hold(self, channel: str, held: bool) -> None: ...

    def look_back(self, wish: messages.LookBack) -> None: ...

    def drain(self) -> list[messages.Event]: ...

    def close(self) -> bool: ...
