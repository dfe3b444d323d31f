"""Nothing below a run folder is a link when it is read, written or removed."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from trainers.disk.limits import TooMuchError
from trainers.disk.regular_file import NotAFileError
from trainers.runs import inside
from trainers.runs.inside import LinkError

REPOSITORY = Path(__file__).resolve().parents[3]
# All that knows run folders. What is not called through `inside` would follow links.
MODULES = ("runs/*.py", "cli/train.py")
OTHERS = {"inside.py", "export.py"}  # the way itself, and what writes elsewhere
AROUND = {"open", "read_bytes", "read_text", "write_bytes", "write_text", "unlink", "remove", "rmdir", "mkdir", "glob",
          "rglob", "rmtree", "write_atomically", "scandir", "listdir", "touch", "rename", "lstat", "copytree",
          "hardlink_to", "symlink_to"}  # fmt: skip
ALLOWED = {("folder.py", "mkdir")}  # the run folder itself


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The user's own folder with a file."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "thesis.txt").write_text("years of work")
    (own / "00000001.npz").write_text("somebody's")
    return own


@pytest.fixture
def run(tmp_path: Path) -> Path:
    run = tmp_path / "run"
    (run / "keyframes").mkdir(parents=True)
    (run / "metrics.jsonl").write_text("12345")
    (run / "keyframes" / "00000001.npz").write_text("whole")
    return run


def link(at: Path, to: Path) -> None:
    """A symbolic link, or for a folder on Windows a junction, which anybody may make there."""
    if at.is_dir():
        for each in at.iterdir():
            each.unlink()
        at.rmdir()
    at.unlink(missing_ok=True)
    if sys.platform == "win32" and to.is_dir():
        subprocess.run(["cmd", "/c", "mklink", "/J", str(at), str(to)], check=True, capture_output=True)
        return
    try:
        at.symlink_to(to)
    except OSError:
        pytest.skip("links cannot be made here")


WAYS: dict[str, Callable[[Path, str], object]] = {
    "open to read": inside.open_to_read,
    "read": inside.read,
    "open to change": inside.open_to_change,
    "replace": lambda folder, name: inside.replace(folder, name, b"gone"),
    "make a folder": inside.make_folder,
    "state": inside.state,
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_through_a_link(own: Path, run: Path, way: str) -> None:
    link(run / "metrics.jsonl", own / "thesis.txt")
    link(run / "keyframes", own)
    link(run / "weights", own / "missing")
    for name in ("metrics.jsonl", "keyframes", "keyframes/00000001.npz", "keyframes/thesis.txt", "weights",
                 "weights/new.safetensors"):  # fmt: skip
        with pytest.raises(LinkError, match="expected no link below a run folder, found one"):
            WAYS[way](run, name)
    assert (own / "thesis.txt").read_text() == "years of work"
    assert sorted(os.listdir(own)) == ["00000001.npz", "thesis.txt"]


def test_nothing_is_removed_or_listed_through_a_link(own: Path, run: Path) -> None:
    link(run / "metrics.jsonl", own / "thesis.txt")
    link(run / "keyframes", own)
    for name in ("metrics.jsonl", "keyframes/00000001.npz"):
        inside.remove(run, name)
        assert not inside.is_file(run, name)
    inside.remove_folder(run, "keyframes")
    with pytest.raises(LinkError):
        inside.names(run, "keyframes")
    assert sorted(os.listdir(own)) == ["00000001.npz", "thesis.txt"] and os.path.lexists(run / "metrics.jsonl")


@pytest.mark.parametrize("name", ["../own/thesis.txt", "/etc/passwd", "keyframes/../../own/thesis.txt", "", ".",
                                  "keyframes//a", "C:thesis.txt"])  # fmt: skip
def test_no_name_leads_out_of_the_folder(own: Path, run: Path, name: str) -> None:
    for way in WAYS.values():
        with pytest.raises(LinkError, match="inside the run folder"):
            way(run, name)


def test_honest_files_are_read_written_and_removed(run: Path) -> None:
    assert inside.read(run, "metrics.jsonl") == b"12345"
    with pytest.raises(TooMuchError):
        inside.read(run, "metrics.jsonl", 4)
    with inside.open_to_change(run, "metrics.jsonl") as file:
        file.seek(5)
        file.write(b"6")
    with inside.open_to_change(run, "new") as file:
        file.write(b"made")
    inside.replace(run, "keyframes/00000001.npz", b"another")
    assert inside.names(run) == ["keyframes", "metrics.jsonl", "new"]
    assert inside.read(run, "metrics.jsonl") == b"123456" and inside.read(run, "new") == b"made"
    assert inside.read(run, "keyframes/00000001.npz") == b"another"
    inside.remove(run, "keyframes/00000001.npz")
    inside.remove(run, "keyframes/00000001.npz")  # is missing: nothing to do
    inside.remove_folder(run, "keyframes")
    assert inside.names(run) == ["metrics.jsonl", "new"] and inside.names(run, "keyframes") == []
    assert inside.make_folder(run, "weights").is_dir() and inside.make_folder(run, "weights").is_dir()


def test_a_folder_that_is_reached_by_a_link_is_as_good_as_any(run: Path, tmp_path: Path) -> None:
    link(tmp_path / "my runs", run)
    assert inside.read(tmp_path / "my runs", "metrics.jsonl") == b"12345"
    inside.replace(tmp_path / "my runs", "metrics.jsonl", b"new")
    assert (run / "metrics.jsonl").read_bytes() == b"new"


def test_a_file_with_a_second_name_is_not_changed_under_that_name(own: Path, run: Path) -> None:
    (run / "metrics.jsonl").unlink()
    os.link(own / "thesis.txt", run / "metrics.jsonl")
    with inside.open_to_change(run, "metrics.jsonl") as file:
        file.truncate(5)
    assert inside.read(run, "metrics.jsonl") == b"years"
    assert (own / "thesis.txt").read_text() == "years of work"


def test_what_is_no_file_is_named(run: Path) -> None:
    (run / "metrics.jsonl" if sys.platform == "win32" else run / "x").touch()
    for name, found in (("keyframes", "found a folder"), ("metrics.jsonl/a", "expected a folder, found a file")):
        with pytest.raises(NotAFileError, match=found):
            inside.open_to_change(run, name)
    with pytest.raises(NotAFileError, match="found a folder"):
        inside.replace(run, "keyframes", b"")
    inside.remove(run, "keyframes")
    assert (run / "keyframes").is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="has no named pipes in folders")
def test_a_pipe_is_not_waited_for(run: Path) -> None:
    os.mkfifo(run / "run.lock")
    for way in (inside.open_to_read, inside.open_to_change):
        with pytest.raises(NotAFileError, match="found a named pipe"):
            way(run, "run.lock")
    assert not inside.is_file(run, "run.lock")


def test_a_temporary_name_that_is_a_link_already_is_not_written_through(
    own: Path, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.getpid", lambda: 7)
    monkeypatch.setattr("threading.get_ident", lambda: 8)
    link(run / "resume.json.7-8.part", own / "thesis.txt")
    inside.replace(run, "resume.json", b"{}")
    assert inside.read(run, "resume.json") == b"{}" and (own / "thesis.txt").read_text() == "years of work"
    assert not os.path.lexists(run / "resume.json.7-8.part")


def _calls(path: Path) -> Iterator[tuple[str, int]]:
    """What is called around `inside`, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Name):
                yield function.id, node.lineno
            elif isinstance(function, ast.Attribute) and not (
                isinstance(function.value, ast.Name) and function.value.id == "inside"
            ):
                yield function.attr, node.lineno


def test_a_file_that_is_taken_away_while_it_is_opened_is_missing_and_no_link(
    run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = os.open

    def open_and_lose(path: Path, *how: int) -> int:
        opened = plain(path, *how)
        os.unlink(path)
        return opened

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", open_and_lose)
        with pytest.raises(FileNotFoundError, match=r"run\.lock"):
            inside.open_to_change(run, "run.lock")


def test_nobody_goes_around_it() -> None:
    paths = [path for pattern in MODULES for path in (REPOSITORY / "trainers").glob(pattern)]
    paths = [path for path in paths if path.name not in OTHERS]
    assert len(paths) >= 12
    found = [
        f"{path.name}:{line} calls {name}"
        for path in paths
        for name, line in _calls(path)
        if name in AROUND and (path.name, name) not in ALLOWED
    ]
    assert found == []
