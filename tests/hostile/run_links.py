"""Links below a run folder to what is the user's own."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tests.hostile.case import Case, honest_run, outside

_LINK = r"link below a run folder"


def _linked(name: str, target: str) -> Callable[[Path], Path]:
    """A run in which *name* leads to *target* among the user's own files."""

    def make(folder: Path) -> Path:
        run = honest_run(folder)
        at = run / name
        if at.is_dir() and not at.is_symlink():
            shutil.rmtree(at)
        at.unlink(missing_ok=True)
        at.parent.mkdir(exist_ok=True)
        at.symlink_to(outside(folder) / target)
        return run

    return make


def _named(pattern: str, target: str) -> Callable[[Path], Path]:
    """A run in which the first file like *pattern* leads to *target*."""

    def make(folder: Path) -> Path:
        run = honest_run(folder)
        at = next(iter(sorted(run.glob(pattern))))
        at.unlink()
        at.symlink_to(outside(folder) / target)
        return run

    return make


def _leftover(folder: Path) -> Path:
    """What the user keeps in a run folder: names like ours, but for a letter."""
    run = honest_run(folder)
    kept = outside(folder) / "kept"
    kept.mkdir(exist_ok=True)
    for name in ("thesis.part", "metrics.jsonl.bak", "keyframes/mine.npz.part", "weights/mine.safetensors"):
        (kept / Path(name).name).write_text("mine")
        os.link(kept / Path(name).name, run / name)
    return run


def _hard(name: str) -> Callable[[Path], Path]:
    """A run in which *name* is a second name of a file of the user's."""

    def make(folder: Path) -> Path:
        run = honest_run(folder)
        (run / name).unlink(missing_ok=True)
        shutil.copy(folder.parents[1] / "honest" / "metrics.jsonl", outside(folder) / "second.txt")
        os.link(outside(folder) / "second.txt", run / name)
        return run

    return make


def _empty(name: str) -> Callable[[Path], Path]:
    """A folder for a new run in which there is nothing but a link."""

    def make(folder: Path) -> Path:
        (folder / "new").mkdir()
        (folder / "new" / name).symlink_to(outside(folder) / "thesis.txt")
        return folder / "new"

    return make


_WRITTEN = ("metrics.jsonl", "keyframes", "resume.json", "weights", "run.lock", "tensorboard", "environment.json",
            "experiment.toml", "data.npz", "figures.json", "clock.jsonl")  # fmt: skip
_TARGETS = {"keyframes": "folder", "weights": "folder", "tensorboard": "folder"}

LINKED = (
    []
    if sys.platform == "win32"
    else [
        *(
            Case(
                f"links: {name}, trained on",
                _linked(name, _TARGETS.get(name, "thesis.txt")),
                ("resume",),
                _LINK,
                lines=3,
            )
            for name in _WRITTEN
        ),
        *(
            Case(
                f"links: {name}, trained on in the window",
                _linked(name, _TARGETS.get(name, "thesis.txt")),
                ("train here",),
                _LINK,
                opens=True,
                lines=3,
            )
            for name in _WRITTEN
            if name not in ("resume.json", "weights")
        ),
        Case(
            "links: a keyframe",
            _named("keyframes/00000005.npz", "folder/00000005.npz"),
            ("open", "train here"),
            r"keyframes/00000005\.npz: expected a file that is no link",
            opens=True,
        ),
        Case("links: the state", _named("resume-*.safetensors", "thesis.txt"), ("open",), _LINK, opens=True),
        Case(
            "links: the state, trained on", _named("resume-*.safetensors", "thesis.txt"), ("resume", "evaluate"), _LINK
        ),
        Case(
            "links: weights of a model", _named("weights/*.safetensors", "thesis.txt"), ("evaluate",), _LINK, opens=True
        ),
        Case("links: resume.json that leads nowhere", _linked("resume.json", "missing"), ("evaluate",), _LINK),
        Case(
            "links: resume.json to itself",
            _linked("resume.json", "../cases/one/run/resume.json"),
            ("open",),
            _LINK,
            opens=True,
        ),
        Case(
            "links: keyframes to their own run", _linked("keyframes", "../cases/one/run"), ("open",), _LINK, opens=True
        ),
        Case("links: a lock in an empty folder", _empty("run.lock"), ("train into",), _LINK),
        Case(
            "links: an experiment in an empty folder", _empty("experiment.toml"), ("train into",), "new or empty folder"
        ),
        Case("links: files of the user's with names like ours", _leftover, ("resume", "train here"), opens=True),
        Case("links: metrics with a second name", _hard("metrics.jsonl"), ("resume", "train here"), opens=True),
        Case("links: a lock with a second name", _hard("run.lock"), ("resume",), opens=True),
    ]
)
