"""Hostile classroom files, lessons and reports of students."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from tests.hostile.case import Case, outside
from tests.trainers.lessons.lesson_maker import LESSON, write_lesson

CLASS = "room.latent-class.toml"
EVIL = "a\x1b[31mb\u202ecod"  # turns a terminal red, and the rest of the line round
Make = Callable[[Path], Path]


def classroom(content: str | bytes, name: str = CLASS) -> Make:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return folder / name

    return make


def folder_as_class(folder: Path) -> Path:
    (folder / CLASS).mkdir()
    return folder / CLASS


def pipe_as_class(folder: Path) -> Path:
    os.mkfifo(folder / CLASS)
    return folder / CLASS


def lesson(text: str | bytes) -> Make:
    return lambda folder: write_lesson(folder / "mine", text)


def linked_lesson(folder: Path) -> Path:
    made = write_lesson(folder / "mine")
    (made / "lesson.toml").unlink()
    (made / "lesson.toml").symlink_to(outside(folder) / "thesis.txt")
    return made


def report(block: str, times: int = 1, name: str = "ada.html") -> Make:
    """A folder with one page whose record is *block*."""

    def make(folder: Path) -> Path:
        (folder / "reports").mkdir()
        script = f'<script type="application/json" id="record">{block}</script>'
        (folder / "reports" / name).write_text(f"<html>{script * times}</html>", encoding="utf-8")
        return folder / "reports"

    return make


def beside_another(make: Make) -> Make:
    """With one that can be read: the table is made all the same, and the other is named."""

    def both(folder: Path) -> Path:
        made = make(folder)
        page = f'<script type="application/json" id="record">{json.dumps(RECORD)}</script>'
        (made / "grace.html").write_text(page, encoding="utf-8")
        return made

    return both


def linked_report(folder: Path) -> Path:
    (folder / "reports").mkdir()
    (folder / "reports" / "ada.html").symlink_to(outside(folder) / "thesis.txt")
    return folder / "reports"


RECORD = {
    "name": "=1+1<script>", "lesson": "x", "title": f"<img src=x onerror=alert(1)>{EVIL}", "version": 1,
    "language": "../../en", "seed": 10**300, "started": EVIL, "seconds": 1e308, "finished": True,
    "entries": [{"key": EVIL, "kind": "ask", "title": "@SUM(1)", "state": "done", "answer": "=cmd|' /C calc'!A0",
                 "right": True, "at_step": -(10**300)}],
}  # fmt: skip
BOTH = ("check lesson", "open", "drop")
_SAYS = r"room\.latent-class\.toml.*: "
_CLASSES: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", _SAYS + ".*title"),
    "torn": ('title = "A', _SAYS),
    "other data": (b"title = '\xff\xff'", _SAYS + "expected text"),
    "a pickle": (b"\x80\x04\x95\x0b\x00\x00\x00cos\nsystem\n.", _SAYS),
    "megabytes": ("#" * 10**7, _SAYS + "expected at most 128 kilobytes"),
    "nested lists": ('title = "A"\nx = ' + "[" * 5000, _SAYS + ".*nested too deeply"),
    "a long dotted key": ('title = "A"\n' + ".".join("a" * 5000) + " = 1", _SAYS + ".*at most 100 dots"),
    "thousands of digits": ('title = "A"\nseed = ' + "9" * 5000, _SAYS + ".*digits"),
    "a title of markup": ('title = "<img src=x>"', _SAYS + ".*markup"),
    "a title that turns round": ('title = "a\\u202eb"', _SAYS + ".*invisible"),
    "a path as lesson": ('title = "A"\nlesson = "../../etc/passwd"', _SAYS + ".*letters, digits and hyphens"),
    "a path as preset": ('title = "A"\npreset = "/etc/passwd"', _SAYS + ".*letters, digits and hyphens"),
    "a lesson that is not here": ('title = "A"\nlesson = "nowhere"', _SAYS + "there is no lesson 'nowhere'"),
    "a preset that is not here": ('title = "A"\npreset = "nowhere"', _SAYS + "there is no preset 'nowhere'"),
    "two beginnings": ('title = "A"\nlesson = "a"\npreset = "b"', _SAYS + ".*found both"),
    "code": ('title = "A"\nrun = "rm -rf /"', _SAYS + ".*unknown key"),
    "no number": ('title = "A"\ntext_size = nan', _SAYS),
    "text beyond all": ('title = "A"\ntext_size = 1e9', _SAYS),
    "a lock like no setting": ('title = "A"\n[restrict]\nlock = ["../x"]', _SAYS + ".*expected a setting"),
    "a workspace like no name": ('title = "A"\n[restrict]\nworkspaces = ["../x"]', _SAYS + ".*expected a name"),
}
CLASS_CASES: list[Case] = [
    *(Case(f"class: {name}", classroom(text), BOTH, says) for name, (text, says) in _CLASSES.items()),
    Case("class: a folder", folder_as_class, ("open",), r"room.*expected a file, found a folder"),
    Case("class: a pipe", pipe_as_class, ("check lesson", "open"), r"room.*expected a file, found a named pipe"),
    Case("class: a name", classroom("", f"{EVIL}.latent-class.toml"), BOTH, r"latent-class\.toml"),
    Case("lesson: a link", linked_lesson, ("check lesson",), r"expected a file, found a link"),
    Case("lesson: recursion", lesson(LESSON + "\nx = " + "[" * 5000), ("check lesson",), r"nested too deeply"),
    Case("lesson: a path", lesson(LESSON.replace("table-3x3", "../x")), ("check lesson",), r"letters, digits and"),
    Case("lesson: other data", lesson(b"\xff\xff"), ("check lesson",), r"expected text"),
    Case("report: markup, formulas and numbers beyond all", report(json.dumps(RECORD)), ("collect",), opens=True),
]
_REPORTS: dict[str, tuple[Make, str]] = {
    "no record": (report("", times=0), r"ada\.html: expected the report of a lesson"),
    "two records": (report(json.dumps(RECORD), times=2), r"ada\.html: expected one record"),
    "nested": (report("[" * 100_000), r"ada\.html: the record cannot be read"),
    "digits": (report(json.dumps(RECORD).replace('"version": 1', '"version": ' + "9" * 5000)), r"ada\.html"),
    "a link": (linked_report, r"ada\.html: expected a file, found a link"),
    "a name": (report("", times=0, name=f"{EVIL}.html"), r"expected the report of a lesson"),
}
REPORT_CASES = [
    Case(f"report: {name}", beside_another(make), ("collect",), says, opens=True)
    for name, (make, says) in _REPORTS.items()
]
