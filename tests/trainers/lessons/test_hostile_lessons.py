"""Lessons that were written to do harm: each is refused by name, and nothing of it is executed or read from outside."""

from __future__ import annotations

import builtins
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.trainers.lessons.lesson_maker import ENGLISH, LESSON, write_lesson
from trainers.lessons.reading import MOST_LESSONS, LessonError, find_lessons, read_lesson
from trainers.lessons.texts import MOST_BYTES

SECRET = "do not read me 4711"


def step(number: int) -> str:
    return f'\n[[chapters.steps]]\nkey = "s{number}"\nkind = "explain"\n'


def swapped(old: str, new: str) -> str:
    assert LESSON.count(old) == 1
    return LESSON.replace(old, new)


LESSONS: dict[str, tuple[str | bytes, str]] = {
    "unknown key": (LESSON.replace("version = 1", 'version = 1\nrun = "rm -rf /"'), "line 3: run: unknown key"),
    "unknown table": (LESSON + '\n[hooks]\nonload = "x"\n', "line 37: hooks: unknown key"),
    "huge text": ("#" * (MOST_BYTES + 1), "expected at most 128 kilobytes, found more"),
    "a huge value": (swapped('"models.0.beta >= 4"', '"' + "1+" * 5000 + '1"'), "expected at most 300 letters"),
    "path as preset": (swapped('"table-3x3"', '"../../etc/passwd"'), "expected letters, digits and hyphens"),
    "absolute preset": (swapped('"table-3x3"', '"/etc/passwd"'), "expected letters, digits and hyphens"),
    "path as key": (swapped('"welcome"', '"../welcome"'), "expected letters, digits and hyphens"),
    "path as workspace": (swapped('"explore"', '"explore/../x"'), "expected letters, digits and hyphens"),
    "upside-down letters as key": (swapped('"welcome"', '"ｗelcome"'), "expected letters, digits and hyphens"),
    "markup as key": (swapped('"welcome"', '"<b>w</b>"'), "expected letters, digits and hyphens"),
    "recursion in lists": (LESSON + "\nx = " + "[" * 3000 + "]" * 3000, "nested too deeply"),
    "recursion in tables": (LESSON + "\nx = " + "{a=" * 3000 + "1" + "}" * 3000, "nested too deeply"),
    "recursion in a condition": (swapped('"models.0.beta >= 4"', '"' + "(" * 200 + '"'), "nested too deeply"),
    "a long dotted key": (LESSON + "\n" + ".".join("a" * 5000) + " = 1", "at most 100 dots"),
    "a number of thousands of digits": (swapped("minutes = 5", "minutes = " + "9" * 5000), "thousands of digits"),
    "10 000 steps": (LESSON + "".join(map(step, range(10_000))), "expected at most 128 kilobytes"),
    "a thousand steps": (LESSON + "".join(map(step, range(1000))), "chapters.0.steps: "),
    "a hundred chapters": (
        LESSON + "".join(f'\n[[chapters]]\nkey = "c{n}"\n{step(n)}' for n in range(100)),
        "chapters: ",
    ),
    "steps without end": (swapped("steps = 5", "steps = 1_000_000_000"), "chapters.0.start.steps: "),
    "training without end": (
        swapped('do = "set", path = "models.0.beta", value = 4.0', 'do = "train", to = 99999999'),
        "show.0.to: ",
    ),
    "not a number": (swapped("value = 4.0", "value = nan"), "show.0.value"),
    "a seed beyond all": (swapped("seed = 3", "seed = 99999999999"), "seed: "),
    "code in a condition": (
        swapped('"models.0.beta >= 4"', "\"__import__('os').system('touch hacked')\""),
        "nothing can begin with '.'",
    ),
    "a call in a condition": (swapped('"models.0.beta >= 4"', "\"exec('x')\""), "max, when, found 'exec'"),
    "files of the reader in an act": (
        swapped('path = "models.0.beta", value = 4.0', 'path = "dataset.name", value = "image-folder"'),
        "lesson.toml: acts of move: dataset: expected data that come with the program",
    ),
    "files of the reader before a chapter": (
        swapped('steps = 5\n', 'before = [{ do = "set", path = "dataset.name", value = "text-file" }]\n'),
        "lesson.toml: acts of first: dataset: expected data that come with the program",
    ),
    "code in an act": (swapped('do = "set"', 'do = "python"'), "do: expected one of 'set'"),
    "code as a value": (swapped("value = 4.0", 'value = ["os.system"]'), "show.0.value"),
    "a class in a path": (swapped('steps = 5\n', 'steps = 5\nset = { "__class__" = "x" }\n'), "__class__"),
    "bad UTF-8": (b"\xff\xff" + LESSON.encode(), "expected text (UTF-8), found other data"),
    "zero bytes": (LESSON.encode() + b"\n\x00", "lesson.toml"),
    "no TOML": ("<html><script>alert(1)</script></html>", "lesson.toml"),
    "nothing": ("", "version: is missing"),
    "a pickle": (b"\x80\x04\x95\x0b\x00\x00\x00cos\nsystem\n.", "lesson.toml"),
    "a folder of the reader's": (
        LESSON.replace('preset = "table-3x3"', "")
        .replace(
            'workspace = "explore"',
            'workspace = "explore"\nexperiment = { dataset = { name = "image-folder", folder = "/etc" },'
            ' models = [{ family = "ae" }] }',
        ),
        "expected data that come with the program",
    ),
    "a data set that is not there": (
        swapped('preset = "table-3x3"', 'experiment = { dataset = { name = "../x" }, models = [{ family = "ae" }] }'),
        "chapter first: ",
    ),
    "a million models": (
        swapped(
            'preset = "table-3x3"',
            'experiment = { dataset = { name = "digits" }, models = [' + '{ family = "ae" },' * 5000 + "] }",
        ),
        "expected 1 to 4 models",
    ),
}  # fmt: skip
TEXTS: dict[str, tuple[str | bytes, str]] = {
    "huge text": ("# a\n" + "b\n" * MOST_BYTES, "en.md: expected at most 128 kilobytes, found more"),
    "a long line": ("# a\n" + "b" * 3000, "en.md, line 2: expected at most 2000 letters"),
    "bad UTF-8": (b"# a\n\xff\xfe\xff", "en.md: expected text (UTF-8), found other data"),
    "nothing": ("", "en.md: expected a title"),
    "two titles": (ENGLISH + "\n# Another\n", "expected one title, found another"),
    "code in a number": (ENGLISH.replace("{{step}}", "{{exec('x')}}"), "en.md, line 9: {{exec('x')}}"),
    "a format that runs away": (ENGLISH.replace("{{step}}", "{{step | 999999999d}}"), "expected a format"),
    "deep in a number": (ENGLISH.replace("{{step}}", "{{" + "(" * 200 + "}}"), "nested too deeply"),
    "no text for a step": (ENGLISH.split("### move")[0], "no text for the step 'move'"),
    "a text for no step": (ENGLISH + "\n### more: More\n", "there is no step 'more' in lesson.toml"),
}


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What was done meanwhile that a lesson may never do: commands, and files read or written beside those of its own
    folder and of the program."""
    import trainers
    from trainers.catalog import datasets, families

    datasets(), families()  # all modules are there before anybody watches
    allowed = [str(tmp_path / "lesson"), str(Path(trainers.__file__).parents[1]), sys.prefix, sys.base_prefix]
    allowed += [str(Path(sys.prefix).resolve()), str(Path(os.__file__).parents[1])]
    done: list[str] = []

    def watch(owner: Any, name: str, check: Callable[[Any], bool]) -> None:
        real = getattr(owner, name)

        def call(*args: Any, **named: Any) -> Any:
            if check(args[0] if args else None):
                done.append(f"{name} {args[:1]}")
            return real(*args, **named)

        monkeypatch.setattr(owner, name, call)

    def is_outside(path: Any) -> bool:
        return isinstance(path, str | Path) and not any(str(path).startswith(each) for each in allowed)

    for owner, name in ((builtins, "open"), (io, "open"), (os, "open")):
        watch(owner, name, is_outside)
    for owner, name in ((os, "system"), (subprocess, "Popen")):
        watch(owner, name, lambda _: True)
    for name in ("eval", "exec"):  # annotations of our own classes come compiled
        watch(builtins, name, lambda code: isinstance(code, str | bytes))
    yield done


@pytest.mark.parametrize("name", LESSONS)
def test_a_hostile_lesson_is_refused(tmp_path: Path, watched: list[str], name: str) -> None:
    content, part = LESSONS[name]
    folder = write_lesson(tmp_path / "lesson", content)
    watched.clear()
    refused(folder, part)
    assert watched == []
    assert sorted(each.name for each in folder.iterdir()) == ["en.md", "lesson.toml"]


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_texts_are_refused(tmp_path: Path, watched: list[str], name: str) -> None:
    content, part = TEXTS[name]
    folder = write_lesson(tmp_path / "lesson", english=content)
    watched.clear()
    refused(folder, part)
    assert watched == []


def test_the_watch_sees_what_it_should(tmp_path: Path, watched: list[str]) -> None:
    (tmp_path / "outside.txt").write_text(SECRET)
    assert any("outside.txt" in each for each in watched)


def refused(folder: Path, part: str) -> None:
    """It is, within a moment, in one line that names the lesson; and a list of lessons says so and goes on."""
    begun = time.process_time()
    with pytest.raises(LessonError) as caught:
        read_lesson(folder)
    message = str(caught.value)
    assert part in message
    assert message.startswith(f"{folder.name}/") and "\n" not in message and len(message) < 600
    assert message.isprintable()
    assert time.process_time() - begun < 5
    lessons, problems = find_lessons([folder.parent])
    assert lessons == () and problems == (message,)


@pytest.mark.parametrize("name", ["lesson.toml", "en.md"])
def test_a_link_is_not_followed(tmp_path: Path, name: str) -> None:
    folder, outside = write_lesson(tmp_path / "lesson"), tmp_path / "outside"
    outside.write_text(SECRET)
    (folder / name).unlink()
    (folder / name).symlink_to(outside)
    with pytest.raises(LessonError) as caught:
        read_lesson(folder)
    assert str(caught.value) == f"lesson/{name}: expected a file, found a link"


def test_a_link_to_a_folder_is_no_lesson(tmp_path: Path) -> None:
    write_lesson(tmp_path / "elsewhere" / "lesson")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "lesson").symlink_to(tmp_path / "elsewhere" / "lesson")
    assert find_lessons([tmp_path / "mine"]) == ((), ())


@pytest.mark.parametrize("name", ["lesson.toml", "en.md", "zh_CN.md"])
@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, name: str, kind: str) -> None:
    folder = write_lesson(tmp_path / "lesson")
    (folder / name).unlink(missing_ok=True)
    if kind == "folder":
        (folder / name).mkdir()
    else:
        os.mkfifo(folder / name)
    found = "a folder" if kind == "folder" else "a named pipe"
    with pytest.raises(LessonError) as caught:
        read_lesson(folder)
    assert str(caught.value) == f"lesson/{name}: expected a file, found {found}"


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    folder = write_lesson(tmp_path / "lesson")
    (folder / "en.md").unlink()
    with pytest.raises(LessonError) as caught:
        read_lesson(folder)
    assert str(caught.value) == "lesson: expected texts in en.md, found none"
    with pytest.raises(LessonError) as caught:
        read_lesson(tmp_path / "nowhere")
    assert str(caught.value) == "nowhere/lesson.toml: No such file or directory"


def test_a_folder_of_thousands_is_read_up_to_a_limit(tmp_path: Path) -> None:
    for number in range(MOST_LESSONS + 3):
        (tmp_path / f"l{number:04}").mkdir()
        (tmp_path / f"l{number:04}" / "lesson.toml").write_text("")
    lessons, problems = find_lessons([tmp_path])
    assert lessons == () and len(problems) == MOST_LESSONS + 1
    assert problems[0] == f"{tmp_path}: expected at most {MOST_LESSONS} lessons, found {MOST_LESSONS + 3}"


def test_a_name_that_turns_lines_round_is_shown_harmlessly(tmp_path: Path) -> None:
    folder = write_lesson(tmp_path / "a\x1b[31m\u202eb", "")
    with pytest.raises(LessonError) as caught:
        read_lesson(folder)
    assert str(caught.value).isprintable()
