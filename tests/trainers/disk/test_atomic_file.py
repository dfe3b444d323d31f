"""Replacing a file that others have open, as Windows sees it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from trainers.disk import atomic_file


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the system will still refuse to replace a file, in ``[0]``; nobody waits."""
    left = [0]

    def replace(source: Path, target: Path) -> None:
        if left[0]:
            left[0] -= 1
            raise PermissionError(13, "The process cannot access the file because it is being used by another process")
        os.rename(source, target)

    monkeypatch.setattr(atomic_file.os, "replace", replace)
    monkeypatch.setattr(atomic_file.time, "sleep", lambda seconds: None)
    return left


def test_windows_waits_for_a_reader(refusals: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic_file, "TRIES", 20)
    refusals[0] = 19
    atomic_file.write_atomically(tmp_path / "resume.json", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["resume.json"]
    assert (tmp_path / "resume.json").read_bytes() == b"new"


@pytest.mark.parametrize("tries", [1, 20])
def test_a_reader_that_stays_is_an_error_and_leaves_the_old_file(
    refusals: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tries: int
) -> None:
    monkeypatch.setattr(atomic_file, "TRIES", tries)
    (tmp_path / "resume.json").write_bytes(b"old")
    refusals[0] = tries
    with pytest.raises(PermissionError, match="used by another process"):
        atomic_file.write_atomically(tmp_path / "resume.json", b"new")
    assert refusals == [0]
    assert [path.name for path in tmp_path.iterdir()] == ["resume.json"]
    assert (tmp_path / "resume.json").read_bytes() == b"old"


def test_other_systems_ask_once() -> None:
    assert (atomic_file.TRIES > 1) == (os.name == "nt")


def unwritable(tmp_path: Path) -> list[Path]:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    return [tmp_path / "missing" / "a.png", tmp_path / "folder", tmp_path / "file" / "a.png"]


@pytest.mark.parametrize("which", range(3))
def test_what_cannot_be_written_is_named_as_the_user_named_it(which: int, tmp_path: Path) -> None:
    path = unwritable(tmp_path)[which]
    for attempt in (lambda: atomic_file.write_atomically(path, b"x"), lambda: atomic_file.check_place(path)):
        with pytest.raises(OSError) as caught:
            attempt()
        assert caught.value.filename == str(path) and caught.value.filename2 is None
        assert caught.value.strerror
    assert not list(tmp_path.rglob("*.part"))


def test_a_place_that_can_be_written_is_no_trouble(tmp_path: Path) -> None:
    atomic_file.check_place(tmp_path / "new.png")
    atomic_file.check_place(tmp_path / ".." / tmp_path.name / "new.png")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_named_pipe_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "link.png").symlink_to(tmp_path / "pipe.png")
    for name in ("pipe.png", "link.png"):
        with pytest.raises(OSError, match="expected a file, found a named pipe") as caught:
            atomic_file.check_place(tmp_path / name)
        assert caught.value.filename == str(tmp_path / name)
