"""A window that cannot open says why in one sentence and leaves with 2: no library, no screen, no folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from explorer import start_trouble, system_libraries
from explorer.start_trouble import library_trouble, screen_trouble

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries and screens of Linux")
START = "import sys; from explorer.__main__ import main; sys.exit(main(sys.argv[1:]))"
REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A Debian machine without the named libraries, and with all others."""

    def remove(*names: str) -> None:
        def load(name: str) -> object:
            if name in names:
                raise OSError(f"{name}: cannot open shared object file: No such file or directory")
            return object()

        def missing(environ: dict[str, str]) -> list[list[str]]:
            return system_libraries.missing_libraries(environ, load)

        monkeypatch.setattr(start_trouble, "missing_libraries", missing)
        monkeypatch.setattr(start_trouble, "this_package_manager", lambda: "apt-get")
        monkeypatch.setattr(start_trouble.platform, "system", lambda: "Linux")
        monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)

    return remove


def test_libraries_that_qt_cannot_load_are_named_with_their_packages(lacking: Callable[..., None]) -> None:
    lacking("libEGL.so.1", "libxkbcommon.so.0")
    said = library_trouble("libEGL.so.1: cannot open shared object file: No such file or directory", {})
    assert said == (
        "the window needs system libraries that are missing: libEGL.so.1, libxkbcommon.so.0. "
        "Do: sudo apt-get install -y libegl1 libxkbcommon0"
    )


def test_libraries_of_the_screen_are_named_where_qt_names_only_its_plugin(lacking: Callable[..., None]) -> None:
    lacking("libxcb-cursor.so.0", "libxcb-icccm.so.4")
    said = screen_trouble(['Could not load the Qt platform plugin "xcb" in ""'], {"DISPLAY": ":0"})
    assert said.endswith("Do: sudo apt-get install -y libxcb-cursor0 libxcb-icccm4")


@pytest.mark.parametrize(
    ("said", "environ", "sentence"),
    [
        ([], {}, "there is no screen to open a window on (DISPLAY is not set)"),
        (["qt.qpa.xcb: could not connect to display :77"], {"DISPLAY": ":77"}, "the screen ':77' (DISPLAY) does not"),
        (['no plugin "x"'], {"QT_QPA_PLATFORM": "x"}, "QT_QPA_PLATFORM is 'x', and Qt says: no plugin \"x\""),
        (["first", "second"], {"DISPLAY": ":0"}, "the window cannot open: Qt says: first"),
    ],
)
def test_a_screen_that_is_not_there_is_one_sentence(
    said: list[str], environ: dict[str, str], sentence: str, lacking: Callable[..., None]
) -> None:
    lacking()
    assert sentence in screen_trouble(said, environ)


def test_a_frozen_program_finds_the_libraries_in_its_own_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    monkeypatch.setattr(system_libraries.ctypes, "CDLL", loaded.append)
    (tmp_path / "libxcb-cursor.so.0").touch()
    system_libraries.load_library("libxcb-cursor.so.0")
    system_libraries.load_library("libz.so.1")
    assert loaded == [str(tmp_path / "libxcb-cursor.so.0"), "libz.so.1"]


def start(*arguments: str, cwd: Path | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-c", START, *arguments],
        cwd=cwd,
        env={**kept, "PYTHONPATH": str(REPOSITORY), **environ},
        capture_output=True,
        text=True,
        timeout=60,
    )


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 2 and done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("latent-explorer: ")
    return line


@linux_only
def test_without_a_screen_the_program_leaves_with_one_sentence() -> None:
    line = one_sentence(start())
    assert "no screen" in line or "system libraries" in line  # whichever this machine lacks


@linux_only
def test_a_platform_that_qt_does_not_have_is_one_sentence() -> None:
    line = one_sentence(start(QT_QPA_PLATFORM="nonsense"))
    assert "QT_QPA_PLATFORM is 'nonsense'" in line or "system libraries" in line


@pytest.mark.skipif(os.name == "nt", reason="Windows does not remove a folder that is in use")
@pytest.mark.parametrize("arguments", [(), ("presets",), ("train", "--preset", "vae-digits", "--out", "/tmp/x")])
def test_a_start_folder_that_is_gone_is_one_sentence(arguments: tuple[str, ...], tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    code = f"import os; os.chdir({str(gone)!r}); os.rmdir({str(gone)!r}); {START}"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "the folder that it was started in is gone" in one_sentence(done)
