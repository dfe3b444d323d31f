"""One window per user: a second start asks the first one to come forward, and hands it the path to open.

The first window listens on a local socket (a pipe on Windows) whose name is made from the user and the place of the
settings; nothing here touches a network. Whoever does not answer in time is taken to hang, and is left alone.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.options import Options

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger("explorer")
PATIENCE_MS = 4000  # a first window that is still being made answers within this; one that hangs delays nobody more
LONGEST = 64 * 1024  # bytes of a request
TAKEN, DECLINED = b"taken\n", b"declined\n"
OWN = ("open", "path", "classroom", "new_window", "reset_settings", "screenshot", "after_steps", "self_test", "report")


def address(settings_file: Path) -> str:
    """The name of the socket: another one for another user or other settings."""
    user = os.environ.get("USERNAME", "") if sys.platform == "win32" else str(os.getuid())
    seed = f"{user}\0{os.path.abspath(settings_file)}"
    name = f"latent-explorer-{hashlib.sha256(seed.encode()).hexdigest()[:16]}"
    if sys.platform == "win32":
        return name
    folder = os.environ.get("XDG_RUNTIME_DIR", "")  # the user's own; where it is not set, the name has to do
    return str(Path(folder if os.path.isdir(folder) else tempfile.gettempdir()) / name)


def wishes(options: Options) -> dict[str, str]:
    """What the options ask of a window besides what it opens; empty for those of a plain start."""
    plain = vars(Options())
    return {key: str(value) for key, value in vars(options).items() if key not in OWN and value != plain[key]}


class SingleInstance(QObject):
    """Either finds the window that is open already, or is found by those who come later.

    A start that asks for more than a path (a device, a data folder) is handed over only to a window that was started
    with the same wishes: nothing that was asked for is silently left undone.
    """

    asked = Signal(str)  # a later start: the path that it wants opened, or the empty text

    def __init__(self, name: str, wished: Mapping[str, str]) -> None:
        super().__init__()
        self._name, self._wished = name, dict(wished)
        self._server: QLocalServer | None = None
        self._met = False  # somebody who declined, or did not answer

    def claim(self, path: Path | None, alone: bool = False) -> bool:
        """Whether this start is to open a window: False when another one has taken the request, which is not asked
        where *alone*. Waits for PATIENCE_MS at most."""
        try:
            if not alone and self.hand_over(path):
                return False
            if self.listen() or alone or self._met:
                return True
            return not self.hand_over(path)  # two were started at once, and the other one was the first to listen
        except ImportError as error:  # a system without one of the libraries that Qt's network part needs
            log.warning("a second start will not find this window: %s", error)
            return True

    def hand_over(self, path: Path | None, patience_ms: int | None = None) -> bool:
        """Whether a window that is open already has taken the request. False when there is none, when it was started
        with other wishes, or when it does not answer within *patience_ms* (PATIENCE_MS)."""
        patience_ms = PATIENCE_MS if patience_ms is None else patience_ms
        if sys.platform != "win32" and not _is_ours(self._name):
            return False
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(patience_ms):
            return False
        self._met = True
        _let_it_come_forward()
        token = os.environ.pop("XDG_ACTIVATION_TOKEN", "")
        request = {"open": str(path or ""), "wishes": self._wished, "token": token}
        socket.write(json.dumps(request).encode() + b"\n")
        answered = socket.waitForReadyRead(patience_ms)
        answer = bytes(socket.readLine().data()) if answered else b""
        socket.abort()
        if not answered:
            log.warning("the window that is open already did not answer in time, so this one is separate")
            os.environ.update({"XDG_ACTIVATION_TOKEN": token} if token else {})
        return answer == TAKEN

    def listen(self) -> bool:
        """Begins to answer; False when somebody else does, or no socket can be made."""
        from PySide6.QtNetwork import QAbstractSocket, QLocalServer

        server = QLocalServer(self)
        server.newConnection.connect(self._on_connection)
        listening = _listen(server, self._name)
        if not listening and server.serverError() is QAbstractSocket.SocketError.AddressInUseError:
            if not self._is_dead():
                return False
            QLocalServer.removeServer(self._name)
            listening = _listen(server, self._name)
        if not listening:
            log.warning("a second start will not find this window: %s", server.errorString())
            return False
        self._server = server
        return True

    def close(self) -> None:
        """Nobody is answered any more, and the socket's file is gone."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _is_dead(self) -> bool:
        """Whether the socket was left behind by a process that has ended: connecting to it is refused at once."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        alive = socket.waitForConnected(PATIENCE_MS)
        refused = socket.error() is QLocalSocket.LocalSocketError.ConnectionRefusedError
        socket.abort()
        return not alive and refused and (sys.platform == "win32" or _is_ours(self._name))

    def _on_connection(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._on_request(socket))
            if socket.bytesAvailable():
                self._on_request(socket)

    def _on_request(self, socket: QLocalSocket) -> None:
        """Answers before anything is opened, which may take longer than the other one waits."""
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            return
        try:
            request = json.loads(bytes(socket.readLine(LONGEST).data()))
            path, wished, token = str(request["open"]), request["wishes"], str(request["token"])
        except (ValueError, KeyError, TypeError):
            log.warning("a request on the local socket was not understood")
            socket.abort()
            return
        if wished and wished != self._wished:
            socket.write(DECLINED)
            socket.flush()
            return
        socket.write(TAKEN)
        socket.flush()
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Wayland: the right to take the focus, handed on
        self.asked.emit(path)


def _listen(server: QLocalServer, name: str) -> bool:
    """For this user alone. Elsewhere than on Windows by the umask: Qt's own option replaces a socket that is in use."""
    if sys.platform == "win32":
        server.setSocketOptions(server.SocketOption.UserAccessOption)
        return server.listen(name)
    before = os.umask(0o077)
    try:
        return server.listen(name)
    finally:
        os.umask(before)


def _is_ours(name: str) -> bool:
    """Whether there is such a socket, of this user: in a common folder anybody may take a name first."""
    try:
        return os.stat(name).st_uid == os.getuid()
    except OSError:
        return False


def _let_it_come_forward() -> None:
    """Windows lets only the program that the user has just started hand on the right to take the focus."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
