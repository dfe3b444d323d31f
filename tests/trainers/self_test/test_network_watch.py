"""Whoever opens a network socket is named. Audit hooks stay for good, so each case has a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
WATCHED = """
import ctypes, os, socket, sys, tempfile
from trainers.self_test.network import NetworkWatch
from trainers.self_test.report import SelfTestError
watch = NetworkWatch()
watch.start()
def by_a_library():  # as C code would: Python never hears of it
    libc = ctypes.CDLL(None)
    return libc.socket(int(socket.AF_INET), int(socket.SOCK_STREAM), 0)
{code}
try:
    print(watch.check())
except SelfTestError as error:
    print("FAILED", error)
watch.stop()
socket.socket().close()  # nobody's business any more
"""
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows the open files of a process")


def watched(code: str) -> str:
    command = [sys.executable, "-c", WATCHED.replace("{code}", code)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    "code",
    [
        "",
        "socket.gethostname()",  # of the machine itself: asked for by the lock of a run
        pytest.param("a, b = socket.socketpair(); a.send(b'x')", marks=linux),
        pytest.param("s = socket.socket(socket.AF_UNIX); s.bind(tempfile.mkdtemp() + '/s')", marks=linux),
    ],
)
def test_what_stays_on_the_machine_is_well(code: str) -> None:
    assert watched(code) == "no network socket was opened"


def test_a_socket_is_noticed_and_who_opened_it() -> None:
    assert re.match(r"FAILED a network socket was opened in <string>:\d+", watched("s = socket.socket()"))
    assert "FAILED a network socket was opened" in watched("s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)")


def test_a_name_that_is_looked_up_is_noticed() -> None:
    code = "try:\n    socket.getaddrinfo('name.invalid', 80)\nexcept OSError:\n    pass"
    assert "socket.getaddrinfo was called with ('name.invalid', 80)" in watched(code)


def test_a_download_is_noticed_by_the_place_that_begins_it() -> None:
    code = "import urllib.request\ntry:\n    urllib.request.urlopen('http://127.0.0.1:9/')\nexcept OSError:\n    pass"
    assert "FAILED" in watched(code) and "network socket was opened in" in watched(code)


@linux
def test_the_socket_of_a_library_is_noticed() -> None:
    assert watched("kept = by_a_library()").startswith("FAILED a library holds a network socket open (0.0.0.0 port 0)")
    assert watched("os.close(by_a_library())") == "no network socket was opened"


@linux
def test_a_library_that_talks_to_its_own_machine_is_well() -> None:
    """Such as the one to a screen that is shown elsewhere through a tunnel."""
    code = "\n".join(
        (
            "sys.modules['trainers.self_test.network'].SECONDS = 3600",
            "watch._stopped.set(); watch._thread.join(); watch._stopped.clear()",  # only the last look counts
            "address = (ctypes.c_ubyte * 16)(2, 0, 0, 0, 127, 0, 0, 1)",
            "assert ctypes.CDLL(None).bind(by_a_library(), address, 16) == 0",
        )
    )
    assert watched(code) == "no network socket was opened"
