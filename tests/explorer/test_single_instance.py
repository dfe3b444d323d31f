"""A second start: found, handed over, declined, or on its own; whatever the first one does, it is not held up."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from pytestqt.qtbot import QtBot

from explorer import single_instance
from explorer.options import Options, parse_options
from explorer.single_instance import SingleInstance, address, wishes

REPOSITORY = Path(__file__).resolve().parents[2]
unix = pytest.mark.skipif(sys.platform == "win32", reason="sockets in the file system")
Make = Callable[..., SingleInstance]


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    made: list[SingleInstance] = []
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))

    def start(**wished: str) -> SingleInstance:
        made.append(SingleInstance(address(tmp_path / "settings.ini"), wished))
        return made[-1]

    yield start
    for each in made:
        each.close()
        each.deleteLater()


SECOND = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from explorer.single_instance import SingleInstance
name, wished, path = json.loads(sys.argv[1])
app = QCoreApplication([])
print(SingleInstance(name, wished).hand_over(Path(path) if path else None, 20_000))
"""


def ask(qtbot: QtBot, second: SingleInstance, path: Path | None, **environment: str) -> bool:
    """The second start, in a process of its own; the first window's events are handled meanwhile."""
    request = json.dumps([second._name, second._wished, str(path or "")])
    process = subprocess.Popen(
        [sys.executable, "-c", SECOND, request],
        cwd=REPOSITORY,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=60_000)
    said, errors = process.communicate()
    assert process.returncode == 0, errors.decode()
    return said.decode().strip() == "True"


def test_a_second_start_is_taken_with_its_path(qtbot: QtBot, make: Make) -> None:
    first, asked = make(), []
    first.asked.connect(asked.append)
    assert first.listen()
    assert ask(qtbot, make(), Path("/runs/运行 1")) and ask(qtbot, make(), None)
    assert asked == ["/runs/运行 1", ""]


def test_nobody_there(make: Make) -> None:
    assert not make().hand_over(None)


def test_wishes_that_the_window_cannot_grant_are_declined(qtbot: QtBot, make: Make) -> None:
    first, asked = make(device="cpu"), []
    first.asked.connect(asked.append)
    assert first.listen()
    assert not ask(qtbot, make(device="cuda"), None)
    assert asked == []
    assert ask(qtbot, make(device="cpu"), None), "the same start once more"
    assert ask(qtbot, make(), Path("/a.toml")), "from a file manager"
    assert asked == ["", "/a.toml"]


def test_only_one_listens_and_the_next_one_may_when_it_has_gone(make: Make) -> None:
    first, second = make(), make()
    assert first.listen() and not second.listen()
    first.close()
    assert second.listen()


@unix
def test_what_a_dead_one_left_behind_is_cleaned_up(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(address(tmp_path / "settings.ini"))
    second = make()
    assert not second.hand_over(None)
    assert second.listen()
    assert ask(qtbot, make(), None)


@unix
def test_one_that_hangs_holds_nobody_up(make: Make, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as hung:
        hung.bind(address(tmp_path / "settings.ini"))
        hung.listen()
        second = make()
        assert not second.hand_over(Path("/a.toml"), patience_ms=50)
        assert not second.listen(), "the place is still the other one's"


@unix
@pytest.mark.parametrize("line", [b"nonsense\n", b"[]\n", b'{"open": "x"}\n', b"x" * 200_000])
def test_what_is_not_understood_opens_nothing(qtbot: QtBot, make: Make, tmp_path: Path, line: bytes) -> None:
    first, asked = make(), []
    first.asked.connect(asked.append)
    assert first.listen()
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.connect(address(tmp_path / "settings.ini"))
        Thread(target=lambda: _send(stranger, line)).start()
        answers: list[bytes] = []
        reader = Thread(target=lambda: answers.append(_receive(stranger)))
        reader.start()
        qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
        reader.join()
    assert answers == [b""] and asked == []
    assert ask(qtbot, make(), None), "it goes on listening"


def _send(to: socket.socket, content: bytes) -> None:
    try:
        to.sendall(content)
    except OSError:
        return


def _receive(of: socket.socket) -> bytes:
    try:
        return of.recv(100)
    except OSError:
        return b""


@unix
def test_nobody_else_can_reach_the_socket(make: Make, tmp_path: Path) -> None:
    first = make()
    assert first.listen()
    assert os.stat(address(tmp_path / "settings.ini")).st_mode & 0o077 == 0


def test_the_right_to_take_the_focus_is_handed_on(qtbot: QtBot, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "of its own start")
    first, seen = make(), []
    first.asked.connect(lambda _path: seen.append(os.environ.get("XDG_ACTIVATION_TOKEN")))
    assert first.listen()
    assert ask(qtbot, make(), None, XDG_ACTIVATION_TOKEN="of the file manager")
    assert seen == ["of the file manager"]


def test_a_place_without_room_for_a_socket_is_no_obstacle(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / ("long" * 40)).mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / ("long" * 40)))  # more than a socket's name may have
    assert not make().listen()
    assert "a second start will not find this window" in caplog.text


def test_two_starts_at_once_become_one_window(qtbot: QtBot, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one looked before the first one listened."""
    first, second = make(), make()
    looks: list[Path | None] = []

    def hand_over(path: Path | None) -> bool:
        looks.append(path)
        return len(looks) == 2

    monkeypatch.setattr(second, "hand_over", hand_over)
    assert first.claim(None)
    assert not second.claim(Path("/a.toml"))
    assert looks == [Path("/a.toml")] * 2


def test_a_window_of_its_own_on_purpose_asks_nobody(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = make(), make()
    monkeypatch.setattr(second, "hand_over", lambda path: pytest.fail("asked"))
    assert first.claim(None) and second.claim(None, alone=True)


@unix
def test_beside_one_that_hangs_the_second_opens_after_one_wait(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "PATIENCE_MS", 50)
    with socket.socket(socket.AF_UNIX) as hung:
        hung.bind(address(tmp_path / "settings.ini"))
        hung.listen()
        assert make().claim(Path("/a.toml"))
        hung.settimeout(20)
        heard = []
        for _ in range(2):  # the request, and the look whether the place is free
            with hung.accept()[0] as connection:
                connection.settimeout(20)
                heard.append(connection.recv(1000))
        assert b"/a.toml" in heard[0] and heard[1] == b""
        hung.settimeout(0)
        with pytest.raises(BlockingIOError):
            hung.accept()


def test_without_qts_network_library_every_start_has_its_window(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtNetwork", None)
    assert make().claim(None)
    assert "a second start will not find this window" in caplog.text


def test_names_differ_by_settings(tmp_path: Path) -> None:
    assert address(tmp_path / "a") != address(tmp_path / "b") and address(tmp_path / "a") == address(tmp_path / "a")


def test_what_is_asked_of_a_window_besides_a_path() -> None:
    assert wishes(parse_options(["a.toml", "--new-window"])) == {}
    assert wishes(parse_options(["--device", "cpu", "--data-dir", "d"])) == {"device": "cpu", "data_dir": "d"}
    assert wishes(Options()) == {}
