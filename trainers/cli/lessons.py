"""``latent-explorer lessons``: what a teacher does with lessons, classes and the reports on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import tyro

from trainers.cli.console import DONE, FAILED, print_json, put, say
from trainers.disk.atomic_file import check_place, write_atomically
from trainers.knobs import ConfigError

Folders = Annotated[tuple[Path, ...], tyro.conf.arg(metavar="DIR")]


@dataclass(frozen=True)
class ListLessons:
    """List the lessons, and after them those of the museum of mistakes."""

    lessons: Folders = ()
    """Folders with lessons of your own."""
    json: bool = False
    """Print JSON instead of text."""
    lang: str = "en"
    """The language of the titles: en or zh_CN."""


@dataclass(frozen=True)
class MakeCode:
    """Print the class code of a lesson: eight letters, with which everybody begins it alike."""

    lesson: tyro.conf.Positional[str]
    """The lesson by its name; `latent-explorer lessons list` lists them."""
    seed: int = 0
    """From 0 to 4095. Another seed gives other pictures, the same for all."""
    lessons: Folders = ()
    """Folders with lessons of your own."""


@dataclass(frozen=True)
class CheckLessons:
    """Check a lesson, a folder of lessons, or a classroom file: what is wrong is said with its line, and what a class
    takes away though its own lesson needs it."""

    path: tyro.conf.Positional[Path]
    """A folder with a lesson.toml, a folder of such folders, or a *.latent-class.toml."""
    lessons: Folders = ()
    """Folders with lessons that a classroom file may name."""


@dataclass(frozen=True)
class CollectReports:
    """Make one table of all the reports of a class: who did which lesson, and which predictions were right. What is no
    report is named and left out, and nothing in a report is run."""

    folder: tyro.conf.Positional[Path]
    """The folder with the reports (HTML files)."""
    out: Path
    """The table (HTML); a file of the same name is replaced."""
    csv: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """The same for a spreadsheet (CSV), with all answers."""
    lang: str = "en"
    """The language of the table: en or zh_CN."""


@dataclass(frozen=True)
class Lessons:
    """What a teacher needs: lessons, class codes, checks, and one table of a class's reports."""

    action: Annotated[
        Annotated[ListLessons, tyro.conf.subcommand("list")]
        | Annotated[MakeCode, tyro.conf.subcommand("code")]
        | Annotated[CheckLessons, tyro.conf.subcommand("check")]
        | Annotated[CollectReports, tyro.conf.subcommand("collect")],
        tyro.conf.arg(name=""),
    ]


def run(command: Lessons) -> int:
    """Does it. Raises ConfigError, LessonError, ClassCodeError or OSError."""
    actions: dict[type, Callable[[Any], int]] = {
        ListLessons: _list, MakeCode: _code, CheckLessons: _check, CollectReports: _collect,
    }  # fmt: skip
    return actions[type(command.action)](command.action)


def _list(command: ListLessons) -> int:
    from trainers.lessons.reading import find_lessons, lesson_folders

    found, problems = find_lessons(lesson_folders(*command.lessons))
    if command.json:
        print_json(
            [
                {"name": each.name, "title": each.texts_in(command.lang).title, "version": each.lesson.version,
                 "minutes": each.lesson.minutes, "part": "lessons" if each.lesson.tell_tale is None else "museum"}
                for each in found
            ]
        )  # fmt: skip
    else:
        for each in found:
            put(f"{each.name:32} {each.texts_in(command.lang).title} ({each.lesson.minutes} min)")
    for problem in problems:
        say(problem)
    return FAILED if problems else DONE


def _code(command: MakeCode) -> int:
    from trainers.lessons.build_made import this_build
    from trainers.lessons.class_codes import ClassCodeError, CodedLesson, make_code, spaced
    from trainers.lessons.reading import find_lessons, lesson_folders

    found, _ = find_lessons(lesson_folders(*command.lessons))
    lesson = next((each for each in found if each.name == command.lesson), None)
    if lesson is None:
        raise ConfigError(f"lesson: expected one of {', '.join(each.name for each in found)}, found {command.lesson!r}")
    try:
        put(spaced(make_code(CodedLesson(lesson.name, lesson.lesson.version), command.seed, this_build())))
    except ClassCodeError as error:
        raise ConfigError(str(error)) from None
    return DONE


def _check(command: CheckLessons) -> int:
    """Says what is wrong, one sentence each, and what is good."""
    from trainers.lessons.class_opening import open_class_file
    from trainers.lessons.reading import LESSON, LessonError, find_lessons, lesson_folders, read_lesson

    path = command.path
    try:
        if not path.is_dir():
            opened = open_class_file(path, find_lessons(lesson_folders(*command.lessons))[0])
            for note in (*opened.notes, *opened.unmet()):
                say(note)
            put(f"{path.name}: a class, {opened.classroom.title}")
            return DONE
        if (path / LESSON).exists():
            read = read_lesson(path)
            put(f"{read.name}: a lesson of {read.lesson.count} steps in {', '.join(read.texts)}")
            return DONE
    except LessonError as error:
        raise ConfigError(str(error)) from None
    found, problems = find_lessons([path])
    for problem in problems:
        say(problem)
    if not found and not problems:
        raise ConfigError(f"{path}: expected a lesson, a folder of lessons or a classroom file, found none")
    put(f"{path}: {len(found)} lessons that can be used, {len(problems)} that cannot")
    return FAILED if problems else DONE


def _collect(command: CollectReports) -> int:
    from trainers.reports.collected import collect_reports
    from trainers.reports.collected_tables import write_collected_csv, write_collected_page
    from trainers.reports.words import read_words

    words = read_words(command.lang)
    if not command.folder.is_dir():
        found = "a file" if command.folder.exists() else "nothing"
        raise ConfigError(f"{command.folder}: expected a folder of reports, found {found}")
    places = [command.out] if command.csv is None else [command.out, command.csv]
    for place in places:
        check_place(place)
    collected = collect_reports(command.folder, places)
    for sentence in collected.skipped:
        say(sentence)
    write_atomically(command.out, write_collected_page(collected, words))
    if command.csv is not None:
        write_atomically(command.csv, write_collected_csv(collected))
    print_json(
        {"folder": str(command.folder), "reports": len(collected.rows), "skipped": len(collected.skipped),
         "files": [str(place) for place in places]}
    )  # fmt: skip
    return DONE if collected.rows else FAILED
