"""What ``serve --stdio`` is: bytes from here to the server and back, for the server outlives the link."""

from __future__ import annotations

import os
import socket
import threading
from contextlib import suppress

_PIECE = 2**18  # bytes


def carry(link: socket.socket, incoming: int, outgoing: int) -> None:
    """Carries what comes on the file *incoming* to *link*, and what comes from there to *outgoing*, until either side
    ends."""
    over = threading.Event()

    def forth() -> None:
        with suppress(OSError):
            while piece := os.read(incoming, _PIECE):
                link.sendall(piece)
        with suppress(OSError):
            link.shutdown(socket.SHUT_RDWR)
        over.set()

    def back() -> None:
        with suppress(OSError):
            while piece := link.recv(_PIECE):
                _write(outgoing, piece)
        over.set()

    for work in (forth, back):
        threading.Thread(target=work, daemon=True).start()
    over.wait()


def _write(file: int, piece: bytes) -> None:
    view = memoryview(piece)
    while view:
        view = view[os.write(file, view) :]
