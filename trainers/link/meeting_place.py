"""Where the server of a run and those who watch it meet: a socket in a folder that belongs to the user alone.

There is no port: who may open the folder may watch. One server holds a lock as long as it lives; a socket that was left
behind by one that was killed is taken over with it."""

from __future__ import annotations

import errno
import hashlib
import os
import socket
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from trainers.link.wire.wire_error import WireError
from trainers.sentence import sentence

if sys.platform != "win32":
    import fcntl

WAITING = 16  # links that are not yet accepted


class MeetingPlace:
    """The one of the run in *run*, an absolute path."""

    def __init__(self, run: Path) -> None:
        if sys.platform == "win32":
            raise WireError(sentence("Serving a run needs Linux or macOS."))
        name = hashlib.sha256(os.fsencode(os.path.realpath(run))).hexdigest()[:24]
        self._folder = private_folder()
        self._socket, self._lock = self._folder / f"{name}.sock", self._folder / f"{name}.lock"
        self.log = self._folder / f"{name}.log"  # what the server says
        self._held = -1

    def connect(self) -> socket.socket | None:
        """A link to the server; None where there is none."""
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            link.connect(str(self._socket))
            return link
        except OSError as error:
            link.close()
            if error.errno in (errno.ENOENT, errno.ECONNREFUSED):
                return None
            raise

    @property
    def is_taken(self) -> bool:
        """Whether there is a server, be it one that is about to end."""
        handle = self._take()
        if handle is None:
            return True
        with suppress(OSError):
            self._lock.unlink()  # while it is held
        os.close(handle)
        return False

    def listen(self) -> socket.socket | None:
        """What a server accepts links from; None where there is a server already. Raises OSError."""
        handle = self._take()
        if handle is None:
            return None
        self._held = handle
        with suppress(FileNotFoundError):
            self._socket.unlink()
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(str(self._socket))
        listener.listen(WAITING)
        return listener

    def leave(self) -> None:
        """The server has ended, in order: nothing is left of it."""
        if self._held >= 0:
            for file in (self._socket, self.log, self._lock):  # the lock last, while it is still held
                with suppress(OSError):
                    file.unlink()
            os.close(self._held)
            self._held = -1

    def _take(self) -> int | None:
        """A handle of the lock, which is held as long as it is open; None where another holds it."""
        assert sys.platform != "win32"
        while True:
            handle = os.open(self._lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.path.samestat(os.fstat(handle), self._lock.lstat()):
                    return handle
            except BlockingIOError:
                os.close(handle)
                return None
            except FileNotFoundError:  # whoever had it has left in between
                pass
            os.close(handle)


def private_folder() -> Path:
    """A folder that nobody else can open, made where there is none. It has the same name for all sessions of the user,
    and a short one, as addresses of sockets must be. Raises WireError where another's lies there, or OSError."""
    assert sys.platform != "win32"
    folder = Path(tempfile.gettempdir()) / f"latent-explorer-{os.getuid()}"
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise WireError(sentence(f"{folder}: expected a folder that is yours alone, found another"))
    return folder
