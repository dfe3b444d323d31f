"""``lessons list``, ``code`` and ``check``: what a teacher asks on a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trainers.cli.main import main
from trainers.lessons.build_made import this_build
from trainers.lessons.class_codes import CodedLesson, read_code
from trainers.lessons.classroom import Classroom, write_classroom
from trainers.lessons.restrictions import Restrictions

LESSON = """
version = 2
minutes = 5
[[chapters]]
key = "one"
start = {preset = "ae-digits"}
[[chapters.steps]]
key = "first"
kind = "explain"
"""


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    folder = tmp_path / "mine" / "between-mine"
    folder.mkdir(parents=True)
    (folder / "lesson.toml").write_text(LESSON)
    text = "# {}\n\nA lesson.\n\n## one: One\n\n### first: First\n\nRead.\n"
    (folder / "en.md").write_text(text.format("What is between"))
    (folder / "zh_CN.md").write_text(text.format("中间是什么"))
    return tmp_path / "mine"


def test_lessons_are_listed(lessons: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lessons", "list", "--lessons", str(lessons), "--lang", "zh_CN"]) == 0
    assert "between-mine" in (said := capsys.readouterr().out) and "中间是什么 (5 min)" in said
    assert main(["lessons", "list", "--lessons", str(lessons), "--json"]) == 0
    entries = json.loads(capsys.readouterr().out)
    (entry,) = (each for each in entries if each["name"] == "between-mine")
    assert (entry["title"], entry["version"], entry["minutes"], entry["part"]) == ("What is between", 2, 5, "lessons")


def test_a_code_is_made_that_can_be_read(lessons: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lessons", "code", "between-mine", "--seed", "7", "--lessons", str(lessons)]) == 0
    code = capsys.readouterr().out.strip()
    read = read_code(code, [CodedLesson("between-mine", 2)], this_build())
    assert (read.seed, read.version, read.same_build) == (7, 2, True)
    for wrong, says in ((["none"], "expected one of"), (["between-mine", "--seed", "5000"], "0 to 4095")):
        assert main(["lessons", "code", *wrong, "--lessons", str(lessons)]) == 2
        assert says in capsys.readouterr().err


def test_what_is_wrong_with_a_lesson_is_said_with_its_line(lessons: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lessons", "check", str(lessons / "between-mine")]) == 0
    assert capsys.readouterr().out == "between-mine: a lesson of 1 steps in en, zh_CN\n"
    bad = lessons / "bad"
    bad.mkdir()
    (bad / "lesson.toml").write_text(LESSON + "run = 1\n")
    assert main(["lessons", "check", str(bad)]) == 2
    assert "bad/lesson.toml, line 10:" in capsys.readouterr().err
    assert main(["lessons", "check", str(lessons)]) == 1
    captured = capsys.readouterr()
    assert "1 lessons that can be used, 1 that cannot" in captured.out and "line 10" in captured.err
    assert main(["lessons", "check", str(lessons / "between-mine" / "en.md")]) == 2
    assert main(["lessons", "check", str(lessons.parent / "nothing")]) == 2


def test_a_classroom_file_is_checked(lessons: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "b.latent-class.toml"
    write_classroom(path, Classroom(title="Group B", lesson="between-mine", lesson_version=1))
    assert main(["lessons", "check", str(path), "--lessons", str(lessons)]) == 0
    captured = capsys.readouterr()
    assert captured.out == "b.latent-class.toml: a class, Group B\n"
    assert "another version of the lesson" in captured.err
    assert main(["lessons", "check", str(path)]) == 2
    assert "there is no lesson 'between-mine' here" in capsys.readouterr().err


def test_collect_is_asked_as_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "reports").mkdir()
    out = tmp_path / "table.html"
    assert main(["lessons", "collect", str(tmp_path / "reports"), "--out", str(out)]) == 1  # there are none
    assert json.loads(capsys.readouterr().out)["reports"] == 0 and out.exists()


def test_a_class_that_takes_away_what_its_lesson_needs_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "b.latent-class.toml"
    restrict = Restrictions(workspaces=("explore",), lock=("models.*.beta",))
    write_classroom(path, Classroom(title="Group B", lesson="noise-that-keeps-its-place", restrict=restrict))
    assert main(["lessons", "check", str(path)]) == 0  # a teacher may have a reason
    captured = capsys.readouterr()
    assert captured.out == "b.latent-class.toml: a class, Group B\n"
    assert "“Turn β up” needs models.0.beta, which this class locks." in captured.err
    assert "needs the workspace compare, which this class does not offer." in captured.err
    assert captured.err.count("\n") == 2
