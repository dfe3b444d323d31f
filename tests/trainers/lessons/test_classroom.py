"""Classroom files: written and read back equal; what others put into them is refused by name."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from trainers.lessons.build_made import ProgramBuild, this_build
from trainers.lessons.class_opening import code_of, open_class, open_class_file, said_code
from trainers.lessons.classroom import Classroom, ClassroomError, is_classroom_file, read_classroom, write_classroom
from trainers.lessons.reading import ReadLesson, read_lesson
from trainers.lessons.restrictions import FREE, PARTS, Restrictions

RESTRICT = Restrictions(
    workspaces=("explore", "compare"), presets=(), datasets=("digits",), hide=("knobs", "top bar menu"),
    lock=("models.*.layers", "seed", "dataset.*"),
)  # fmt: skip
FULL = Classroom(
    title="自编码器 · group B", lesson="between", lesson_version=2, seed=77, language="zh_CN", text_size=1.25,
    theme="light", projector=True, restrict=RESTRICT, made_with=this_build(),
)  # fmt: skip
PLAIN = 'format = 1\ntitle = "A class"\n'


def put(folder: Path, text: str | bytes, name: str = "a.latent-class.toml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.fixture
def lesson(tmp_path: Path) -> ReadLesson:
    folder = tmp_path / "between"
    folder.mkdir()
    (folder / "lesson.toml").write_text(
        'version = 2\nminutes = 5\n[[chapters]]\nkey = "one"\nstart = {preset = "ae-digits"}\n'
        '[[chapters.steps]]\nkey = "first"\nkind = "explain"\n'
    )
    (folder / "en.md").write_text("# What is between\n\nA lesson.\n\n## one: One\n\n### first: First\n\nRead.\n")
    return read_lesson(folder)


@pytest.mark.parametrize("classroom", [FULL, Classroom(title="A class"), Classroom(title="x", preset="museum-no-kl")])
def test_what_is_written_is_read_back_equal(tmp_path: Path, classroom: Classroom) -> None:
    path = tmp_path / "mine.latent-class.toml"
    write_classroom(path, classroom)
    assert is_classroom_file(path) and read_classroom(path) == classroom
    assert is_classroom_file(Path("A.LATENT-CLASS.TOML")) and not is_classroom_file(Path("a.latent.toml"))


def test_windows_editors_are_understood(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        assert read_classroom(put(tmp_path, FULL.to_toml().replace("\n", "\r\n").encode(encoding))) == FULL


HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "unknown key": (PLAIN + 'run = "rm -rf"\n', r"line 3: run: unknown key"),
    "unknown key within": (PLAIN + "[restrict]\nlock = []\nevil = 1\n", r"line 5: restrict\.evil: unknown key"),
    "format of tomorrow": ('format = 2\ntitle = "x"\n', r"line 1: format: .*found 2"),
    "no title": ("format = 1\n", r"title: is missing"),
    "empty title": ('title = "  "\n', r"line 1: title: expected a title"),
    "markup": ('title = "<b onload=x>A</b>"\n', r"line 1: title: expected plain text, found markup"),
    "entities": ('title = "&lt;script&gt;"\n', r"line 1: title: expected plain text, found markup"),
    "turned letters": ('title = "a\\u202Eb"\n', r"line 1: title: .*invisible"),
    "two lines": ('title = """a\nb"""\n', r"line 1: title: .*invisible"),
    "an escape": ('title = "a\\u001b[31m"\n', r"line 1: title: .*invisible"),
    "huge title": (f'title = "{"x" * 5000}"\n', r"line 1: title: .*at most 80"),
    "huge file": ("#" * 200_000, r"at most 128 kilobytes"),
    "path in a lesson": (PLAIN + 'lesson = "../../secret"\n', r"line 3: lesson: expected letters, digits"),
    "absolute path": (PLAIN + 'lesson = "/etc/passwd"\n', r"line 3: lesson: expected letters"),
    "path on Windows": (PLAIN + "preset = 'C:\\\\x'\n", r"line 3: preset: expected letters"),
    "a preset and a lesson": (PLAIN + 'lesson = "a"\npreset = "b"\n', r"expected a lesson or a preset, found both"),
    "version of nothing": (PLAIN + "lesson_version = 2\n", r"lesson_version: there is no lesson"),
    "threads": (PLAIN + "threads = 8\n", r"line 3: threads: .*found 8"),
    "seed": (PLAIN + "seed = -1\n", r"line 3: seed: .*found -1"),
    "seed of a thousand digits": (PLAIN + f"seed = {'9' * 6000}\n", r"numbers of usual size"),
    "size": (PLAIN + "text_size = 99.0\n", r"line 3: text_size: .*found 99"),
    "size without number": (PLAIN + "text_size = nan\n", r"line 3: text_size: .*found nan"),
    "language": (PLAIN + 'language = "../en"\n', r"line 3: language: .*found"),
    "code in a lock": (
        PLAIN + "[restrict]\nlock = ['__import__(\"os\").system(\"x\")']\n", r"line 4: restrict\.lock\.0: expected a"
    ),
    "path in a workspace": (PLAIN + '[restrict]\nworkspaces = ["../x"]\n', r"line 4: restrict\.workspaces\.0: exp"),
    "a part that is none": (PLAIN + '[restrict]\nhide = ["window"]\n', r"line 4: restrict\.hide\.0: .*found"),
    "many locks": (PLAIN + f"[restrict]\nlock = {['seed'] * 10_000}\n", r"line 4: restrict\.lock: .*at most 200"),
    "nested without end": ("x = " + "[" * 20_000 + "]" * 20_000, r"nested too deeply"),
    "dotted without end": (".".join("a" * 5000) + " = 1\n", r"dots in a line"),
    "bad UTF-8": (b'title = "\xff\xfe\xfa"\n', r"expected text \(UTF-8\)"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0", r"expected text|Invalid"),
    "nothing": (b"", r"title: is missing"),
    "half a file": ('title = "A', r"Unterminated string"),
    "a table for a title": ("[title]\nx = 1\n", r"title: .*found"),
    "what made it": (PLAIN + '[made_with]\nprogram = "<b>"\ntorch = "1"\nmachine = "x"\n', r"line 4: made_with\.prog"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    content, says = HOSTILE[name]
    with pytest.raises(ClassroomError, match=says) as caught:
        read_classroom(put(tmp_path, content))
    text = str(caught.value)
    assert text.startswith("a.latent-class.toml") and "\n" not in text and len(text) < 500
    assert text.isprintable()


MADE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a folder": (lambda folder: folder, "expected a file, found a folder"),
    "nothing": (lambda folder: folder / "none.latent-class.toml", "No such file"),
    "a device": (lambda folder: Path("/dev/zero"), "expected a file, found a device"),
    "a name with NUL": (lambda folder: folder / "a\0.latent-class.toml", "null"),
}


@pytest.mark.parametrize("name", MADE)
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    make, says = MADE[name]
    with pytest.raises(ClassroomError, match=says):
        read_classroom(make(tmp_path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.latent-class.toml")
    with pytest.raises(ClassroomError, match="named pipe"):
        read_classroom(tmp_path / "a.latent-class.toml")


def test_a_class_is_opened_by_file_and_by_code_alike(tmp_path: Path, lesson: ReadLesson) -> None:
    build = this_build()
    path = put(tmp_path, FULL.to_toml())
    by_file = open_class(str(path), [lesson])
    assert by_file.classroom == FULL and by_file.lesson is lesson and by_file.notes == ()
    assert by_file.code == code_of(FULL, lesson) and len(by_file.code) == 8
    by_code = open_class(said_code(by_file.code), [lesson], build)
    assert by_code.lesson is lesson and by_code.notes == () and by_code.code == by_file.code
    assert (by_code.classroom.seed, by_code.classroom.title) == (77, "What is between")
    assert by_code.classroom.restrict == FREE


def test_other_versions_are_said(tmp_path: Path, lesson: ReadLesson) -> None:
    old = ProgramBuild(program="0.0.1", torch="2.0", machine="arm64")
    classroom = FULL.model_copy(update={"made_with": old, "lesson_version": 1})
    opened = open_class_file(put(tmp_path, classroom.to_toml()), [lesson])
    assert opened.notes == (
        "Made with another version of the lesson: pictures may differ from those of others.",
        f"Made with Latent Explorer 0.0.1, PyTorch 2.0, arm64; here it is {this_build()}: "
        "pictures may differ in details.",
    )
    by_code = open_class(opened.code, [lesson])
    assert [note.split(":")[0] for note in by_code.notes] == [
        "Made with another version of the lesson",
        "Made with another version of the program or on another kind of processor",
    ]
    assert by_code.code == opened.code  # the code of a class is the same on every machine


@pytest.mark.parametrize(
    ("changes", "says"),
    [({"lesson": "other"}, "no lesson 'other'"), ({"lesson": None, "preset": "nothing"}, "no preset 'nothing'")],
)
def test_what_is_not_here_is_said(tmp_path: Path, lesson: ReadLesson, changes: dict[str, str], says: str) -> None:
    table = {**FULL.model_dump(), "lesson_version": None, **changes}
    with pytest.raises(ClassroomError, match=says):
        open_class_file(put(tmp_path, Classroom.model_validate(table).to_toml()), [lesson])


def test_restrictions_of_a_class_and_a_lesson_hold_together() -> None:
    both = RESTRICT.with_(Restrictions(workspaces=("compare", "maps"), presets=("ae-digits",), lock=("steps",)))
    assert both.offers_workspace("compare") and not both.offers_workspace("explore")
    assert not both.offers_workspace("maps") and not both.offers_preset("ae-digits")
    assert both.locks("models.3.layers") and both.locks("steps") and not both.locks("models.0.beta")
    assert both.locks("dataset.name") and not both.locks("dataset")
    assert both.hides("knobs") and not both.hides("curves") and set(both.hide) <= set(PARTS)
    assert FREE.is_free and FREE.offers_dataset("x") and not both.is_free and FREE.with_(RESTRICT) == RESTRICT
