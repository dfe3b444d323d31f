"""Names with what no screen should get: ESC, NUL, newlines, marks that turn the text round, tags, lengths."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tests.hostile.case import Case, honest_run
from tests.hostile.run_edits import arrays, edited, plain, text, value

BAD = "a\x1b[2J\x07b\nc\u202egnp.exe\u2066\x9b31m\x00"
TAGS = "<img src='file:///etc/passwd'><h1>x</h1>"


def _called(name: str) -> Callable[[Path], Path]:
    """A run folder of that name, which cannot be opened."""

    def make(folder: Path) -> Path:
        (folder / name).mkdir()
        (folder / name / "experiment.toml").write_text("x")
        return folder / name

    return make


def _honest_called(name: str) -> Callable[[Path], Path]:
    return lambda folder: honest_run(folder, name)


def _among(name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / "runs").mkdir()
        shutil.copytree(folder.parents[1] / "honest", folder / "runs" / name)
        (folder / "runs" / name / "experiment.toml").write_text("x")
        (folder / "runs" / name / "resume.json").write_text("x")
        return folder / "runs"

    return make


def _titled(title: str) -> Callable[[Path], Path]:
    """A folder of runs with one whose title is that."""

    def make(folder: Path) -> Path:
        (folder / "runs").mkdir()
        run = folder / "runs" / "run"
        shutil.copytree(folder.parents[1] / "honest", run)
        table = json.loads((run / "resume.json").read_text())
        table["experiment"]["title"] = title
        (run / "resume.json").write_text(json.dumps(table))
        (run / "experiment.toml").unlink()
        return folder / "runs"

    return make


def _setting(place: str, new: str) -> Callable[[Path], Path]:
    """A run with that setting, without a TOML file."""
    return edited(value("resume.json", f"experiment.{place}", new), lambda run: (run / "experiment.toml").unlink())


_POSIX = (
    []
    if sys.platform == "win32"
    else [
        Case(
            "names: a folder with ESC and turned text",
            _called("a\x1b[2J\u202egnp"),
            ("evaluate", "open", "drop"),
            r"\\x1b\[2J\\u202egnp",
        ),
        Case("names: a folder with a newline", _called("a\nb"), ("evaluate", "open"), r"a\\x0ab"),
        Case(
            "names: a good run with ESC in its name",
            _honest_called("a\x1b[2J\nb"),
            ("resume", "train here"),
            opens=True,
        ),
        Case("names: a folder that is no UTF-8", _called("a\udcff\udcfeb"), ("evaluate", "open"), r"\\udcff\\udcfe"),
        Case("among runs: a name with ESC", _among("a\x1b[2J\u202eb"), ("recent",), r"a\\x1b", opens=True, lines=2),
    ]
)

NAMED = [
    *_POSIX,
    Case("names: a folder with tags", _called("<h1>big"), ("open",), r"<h1>big: "),
    Case(
        "names: a title with ESC",
        _setting("title", BAD),
        ("evaluate", "export", "open"),
        r"experiment\.toml",
        opens=True,
        lines=2,
    ),
    Case(
        "names: a title with ESC, trained on",
        _setting("title", BAD),
        ("resume", "train here"),
        r"experiment\.toml",
        opens=True,
    ),
    Case("names: a title with ESC among runs", _titled(BAD), ("recent",), r"a\\x1b", opens=True),
    Case("names: a title of a million letters", _titled("x" * 10**6), ("recent",), "xxx…xxx", opens=True),
    Case(
        "names: a label with ESC",
        _setting("models.0.label", BAD),
        ("evaluate", "holes", "map codes", "open"),
        r"experiment\.toml",
        opens=True,
    ),
    Case(
        "names: a label of a million letters",
        _setting("models.0.label", "x" * 10**6),
        ("open",),
        "experiment",
        opens=True,
    ),
    Case("names: a label with tags", _setting("models.0.label", TAGS), ("open",), r"experiment\.toml", opens=True),
    Case("names: classes with ESC", edited(plain(class_names=[BAD] * 10)), ("open",), opens=True),
    Case("names: data with a turned title", edited(plain(title=BAD, notes=[BAD], device=BAD)), ("open",), opens=True),
    Case(
        "names: a metric with ESC",
        edited(text("metrics.jsonl", json.dumps({"step": 1, "models": [{BAD: 1.0}, {TAGS: 2.0}]}) + "\n")),
        ("open", "evaluate"),
        opens=True,
    ),
    Case(
        "names: a test value with ESC",
        edited(arrays("keyframes/00000020.npz", _0__test_names=lambda old: np_names(old))),
        ("open",),
        opens=True,
    ),
    Case(
        "names: a file in resume.json with ESC",
        edited(value("resume.json", "state.file", BAD)),
        ("evaluate",),
        r"resume\.json: expected files inside",
    ),
    Case(
        "names: a lock with ESC",
        edited(text("run.lock", json.dumps({"pid": BAD, "host": BAD, "since": BAD}))),
        ("resume",),
        opens=True,
    ),
]


def np_names(old: object) -> object:
    import numpy as np

    return np.array([BAD.rstrip("\0")] * len(old))  # type: ignore[arg-type]
