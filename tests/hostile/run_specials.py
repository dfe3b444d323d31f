"""Pipes, devices, folders where a file is expected and files where a folder is; bad folders among good ones."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tests.hostile.case import Case, honest_run


def _pipe(name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        os.mkfifo(folder / name)
        return folder / name

    return make


def _device(folder: Path) -> Path:
    return Path("/dev/zero")


def _link_to_device(name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).symlink_to("/dev/zero")
        return folder / name

    return make


def _pipe_inside(name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        run = honest_run(folder)
        (run / name).unlink(missing_ok=True)
        os.mkfifo(run / name)
        return run

    return make


def _folder_inside(name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        run = honest_run(folder)
        (run / name).unlink(missing_ok=True)
        (run / name).mkdir()
        return run

    return make


def _file_inside(name: str) -> Callable[[Path], Path]:
    """A file where a folder is expected."""

    def make(folder: Path) -> Path:
        run = honest_run(folder)
        shutil.rmtree(run / name, ignore_errors=True)
        (run / name).write_text("a file")
        return run

    return make


def _folder(name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).mkdir()
        return folder / name

    return make


def _nothing(folder: Path) -> Path:
    return folder / "nothing"


def _locked(folder: Path) -> Path:
    run = honest_run(folder)
    (run / "keyframes").chmod(0)
    return run


def _among(name: str, spoil: Callable[[Path], object]) -> Callable[[Path], Path]:
    """A folder of runs with one good one, and one that is spoilt."""

    def make(folder: Path) -> Path:
        runs = folder / "runs"
        runs.mkdir()
        for each in ("good", name):
            shutil.copytree(folder.parents[1] / "honest", runs / each)
        spoil(runs / name)
        return runs

    return make


def _write(name: str, content: str) -> Callable[[Path], object]:
    return lambda run: [(run / other).unlink() for other in ("resume.json",)] and (run / name).write_text(content)


def _swap(name: str, by: Callable[[Path], object]) -> Callable[[Path], object]:
    def spoil(run: Path) -> None:
        (run / name).unlink()
        by(run / name)

    return spoil


def _old(run: Path) -> None:
    os.utime(run / "experiment.toml", (9e12, 9e12))


_ONLY_FILES = r"expected (a|an) (file|experiment|run folder)"
_POSIX = (
    []
    if sys.platform == "win32"
    else [
        Case("special: a pipe", _pipe("run"), ("evaluate", "open", "drop"), r"run: "),
        Case("special: a pipe as an experiment", _pipe("a.toml"), ("train", "open", "drop"), r"a\.toml: "),
        Case("special: a pipe as data", _pipe("a.npz"), ("drop",), r"a\.npz: "),
        Case("special: a pipe as a picture", _pipe("a.png"), ("drop",), r"a\.png: "),
        Case("special: /dev/zero", _device, ("evaluate", "open", "drop"), r"zero: "),
        Case("special: a link to /dev/zero", _link_to_device("a.toml"), ("train", "open", "drop"), r"a\.toml: "),
        Case("special: a picture that is a link to /dev/zero", _link_to_device("a.png"), ("drop",), r"a\.png: "),
        *(
            Case(
                f"special: a pipe at {name}", _pipe_inside(name), ("open",), rf"{name}.* found a named pipe", opens=True
            )
            for name in ("metrics.jsonl", "resume.json", "environment.json", "data.npz", "experiment.toml")
        ),
        Case(
            "special: a pipe at run.lock, trained on", _pipe_inside("run.lock"), ("resume",), r"run\.lock: .*named pipe"
        ),
        Case("special: a pipe at run.lock", _pipe_inside("run.lock"), ("train here",), r"named pipe", opens=True),
        Case(
            "special: a pipe at a keyframe",
            _pipe_inside("keyframes/00000005.npz"),
            ("open",),
            r"00000005\.npz",
            opens=True,
        ),
        Case(
            "among runs: a pipe for an experiment",
            _among("bad", _swap("experiment.toml", os.mkfifo)),
            ("recent",),
            r"good|honest",
            opens=True,
            lines=3,
        ),
        Case(
            "among runs: a device for metrics",
            _among("bad", _swap("metrics.jsonl", lambda at: at.symlink_to("/dev/zero"))),
            ("recent",),
            r"honest",
            opens=True,
            lines=3,
        ),
    ]
)

SPECIAL = [
    *_POSIX,
    Case("special: nothing", _nothing, ("evaluate", "open", "drop"), r"nothing: "),
    Case("special: an empty folder as a run", _folder("empty"), ("evaluate", "open"), r"empty: "),
    Case("special: a folder as an experiment", _folder("a.toml"), ("train",), r"a\.toml: "),
    *(
        Case(f"special: a folder at {name}", _folder_inside(name), ("open",), rf"{name}.* found a folder", opens=True)
        for name in ("metrics.jsonl", "resume.json", "environment.json", "data.npz", "experiment.toml")
    ),
    Case("special: a folder at run.lock", _folder_inside("run.lock"), ("resume",), r"run\.lock: .*found a folder"),
    Case("special: a file at keyframes", _file_inside("keyframes"), ("open",), r"keyframes.*found a file", opens=True),
    Case("special: a file at weights", _file_inside("weights"), ("evaluate",), r"weights", opens=True),
    Case(
        "among runs: an experiment nested without end",
        _among("bad", _write("experiment.toml", "a = " + "[" * 50_000)),
        ("recent",),
        r"bad.*experiment\.toml",
        opens=True,
        lines=3,
    ),
    Case(
        "among runs: a title that is no text",
        _among("bad", _write("experiment.toml", "title = [1]\nsteps = 'x'")),
        ("recent",),
        r"honest",
        opens=True,
        lines=3,
    ),
    Case(
        "among runs: resume.json nested without end",
        _among("bad", lambda run: (run / "resume.json").write_text("[" * 10**5)),
        ("recent",),
        r"honest",
        opens=True,
        lines=3,
    ),
    Case("among runs: of the year 287 000", _among("bad", _old), ("recent",), r"honest", opens=True, lines=3),
    Case(
        "among runs: huge numbers",
        _among("bad", _write("experiment.toml", "title = 'x'\nsteps = " + "9" * 4000)),
        ("recent",),
        r"honest",
        opens=True,
        lines=3,
    ),
]
