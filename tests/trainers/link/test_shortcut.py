"""A link that comes back is there at once, and whatever else is asked is left to the command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.trainers.link.far_listener import REPOSITORY
from trainers.link.shortcut import _folder, served_folder

HERE = str(Path.cwd())


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [
        (["serve", "/srv/run", "--stdio"], "/srv/run"),
        (["serve", "--stdio", "run", "--device", "cpu", "--play"], f"{HERE}/run"),
        (["serve", "--preset", "vae-digits", "--stdio", "--threads", "2"], "served"),
        (["serve", "/srv/run"], None),
        (["serve", "/srv/run", "--stdio", "--stop"], None),
        (["serve", "/srv/run", "--stdio", "--help"], None),
        (["serve", "--preset", "a", "--stdio", "--out", "/x"], None),
        (["serve", "/a", "/b", "--stdio"], None),
        (["serve", "--stdio"], None),
        (["train", "--preset", "a", "--stdio"], None),
        ([], None),
    ],
)
def test_what_is_plain_to_read_is_read(arguments: list[str], folder: str | None) -> None:
    if folder == "served":
        folder = str(served_folder("vae-digits"))
    assert _folder(arguments) == (None if folder is None else Path(folder))


def test_it_needs_none_of_the_large_libraries() -> None:
    code = "import sys, trainers.link.shortcut; print({'numpy', 'pydantic', 'tyro', 'torch'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_run_that_is_not_there_is_named_by_the_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "trainers.cli", "serve", str(tmp_path / "nowhere"), "--stdio"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False, input="")
    assert done.returncode == 2 and "expected a run folder, found nothing" in done.stderr and done.stdout == ""
