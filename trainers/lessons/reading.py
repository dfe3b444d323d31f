"""Lessons as they lie on the disk: a folder each, checked as a whole before anything of it is shown.

Whoever wrote it, a lesson is data: nothing in it is executed, nothing outside its folder is read, and what is wrong
with it is said in one sentence that names file and line.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from trainers import places
from trainers.catalog import find_dataset
from trainers.disk.regular_file import open_regular
from trainers.disk.toml_file import TomlError, parse_bytes
from trainers.experiment import Experiment, read_toml
from trainers.knobs import ConfigError, found
from trainers.lessons.acts import AnyAct, SetAct
from trainers.lessons.lines import line_of
from trainers.lessons.schema import AskStep, DoStep, Lesson, RevealStep
from trainers.lessons.texts import MOST_BYTES, LessonTexts, StepTexts, TextsError, read_texts
from trainers.presets import preset_path
from trainers.sentence import sentence
from trainers.shown import shown

M = TypeVar("M", bound=BaseModel)
LESSON = "lesson.toml"
LANGUAGES = ("en", "zh_CN")
PLACE_PARTS = ("x", "y", "realism", "hole")  # what is known of a place that was answered
MOST_LESSONS = 200  # in a folder


class LessonError(ValueError):
    """A lesson that cannot be used; one sentence that names file, line where there is one, and what was found."""

    def __init__(self, message: str) -> None:
        super().__init__(shown(message))  # names and values are those of whoever wrote it


@dataclass(frozen=True)
class ReadLesson:
    """A lesson with its texts by language, English among them. ``name`` is that of its folder."""

    name: str
    folder: Path
    lesson: Lesson
    texts: dict[str, LessonTexts]

    def texts_in(self, language: str) -> LessonTexts:
        """In that language, else in English."""
        return self.texts.get(language, self.texts["en"])

    def experiment(self, chapter: int, seed: int) -> Experiment | None:
        """That with which a chapter begins, with that *seed*; None where it goes on with the one before. Raises
        ConfigError."""
        start = self.lesson.chapters[chapter].start
        if not start.is_new:
            return None
        preset, table = start.preset, start.experiment or {}
        base = Experiment.parse(table) if preset is None else read_toml(preset_path(preset))
        made = base.with_settings({**start.set, "seed": seed})
        _check_data(made.dataset)
        return made


def lesson_folders(*extra: Path) -> tuple[Path, ...]:
    """Where lessons lie: those of the program, the museum's exhibits, and *extra* folders of a teacher."""
    own = places.resources_dir()
    return (own / "lessons", own / "museum", *extra)


def find_lessons(folders: Sequence[Path]) -> tuple[tuple[ReadLesson, ...], tuple[str, ...]]:
    """All usable lessons below *folders*, in their order, and a sentence on each that is not. A name that is taken
    already is one that is not."""
    good: dict[str, ReadLesson] = {}
    problems: list[str] = []
    for folder in folders:
        for path in _below(folder, problems):
            try:
                read = read_lesson(path)
                if read.name in good:
                    raise LessonError(f"{path.name}: there is a lesson of this name already")
                good[read.name] = read
            except (LessonError, OSError) as error:
                problems.append(shown(error))
    ordered = sorted(good.values(), key=lambda each: (each.lesson.tell_tale is not None, each.lesson.order, each.name))
    return tuple(ordered), tuple(problems)


def find_first(folders: Sequence[Path]) -> ReadLesson | None:
    """The first of :func:`find_lessons` that is no exhibit, None where there is none; read in a third of the time."""
    found: list[tuple[int, str, Path]] = []
    for path in (path for folder in folders for path in _below(folder, [])):
        try:
            lesson = _lesson(content_of(path / LESSON), path.name)
        except (LessonError, OSError):
            continue
        if lesson.tell_tale is None:
            found.append((lesson.order, path.name, path))
    for _, _, path in sorted(found):
        try:
            return read_lesson(path)
        except (LessonError, OSError):
            continue
    return None


def _below(folder: Path, problems: list[str]) -> Iterator[Path]:
    """Folders of lessons in *folder*, by name; links are none."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(e.name for e in entries if e.is_dir(follow_symlinks=False))
    except FileNotFoundError:
        return
    except OSError as error:
        problems.append(shown(f"{folder}: {error.strerror}"))
        return
    lessons = [folder / name for name in names if os.path.lexists(folder / name / LESSON)]
    if len(lessons) > MOST_LESSONS:
        problems.append(shown(f"{folder}: expected at most {MOST_LESSONS} lessons, found {len(lessons)}"))
    yield from lessons[:MOST_LESSONS]


def read_lesson(folder: Path) -> ReadLesson:
    """The lesson in *folder*. Raises LessonError."""
    content = content_of(folder / LESSON)
    lesson = _lesson(content, folder.name)
    texts = {language: _texts(folder, language) for language in LANGUAGES if _is_there(folder, language)}
    if "en" not in texts:
        raise LessonError(f"{folder.name}: expected texts in en.md, found none")
    for language, read in texts.items():
        _check_texts(folder, f"{language}.md", lesson, read)
    _check_memory(folder, lesson, texts)
    made = ReadLesson(folder.name, folder, lesson, texts)
    for index, chapter in enumerate(lesson.chapters):
        try:
            made.experiment(index, lesson.seed)
        except ConfigError as error:
            line = line_of(content.decode("utf-8", "replace"), ("chapters", index, "start"))
            raise LessonError(f"{folder.name}/{LESSON}, line {line}: chapter {chapter.key}: {error}") from None
    for chapter in lesson.chapters:
        _check_acts(folder, chapter.key, chapter.start.before)
        for step in chapter.steps:
            _check_acts(folder, step.key, step.show if isinstance(step, DoStep) else ())
    return made


@lru_cache(maxsize=MOST_LESSONS)
def _lesson(content: bytes, name: str) -> Lesson:
    """What the file of the lesson *name* holds: checked once, as long as nobody changes it. Raises LessonError."""
    return checked(Lesson, content, f"{name}/{LESSON}")


def _check_data(name: str) -> None:
    """A lesson opens no files of the reader's. Raises ConfigError."""
    if find_dataset(name).source == "files":
        raise ConfigError(f"dataset: expected data that come with the program or are downloaded, found {found(name)}")


def _check_acts(folder: Path, key: str, acts: Sequence[AnyAct]) -> None:
    """Raises LessonError where what is done for the reader would open files."""
    for act in acts:
        if isinstance(act, SetAct) and act.path == "dataset.name":
            try:
                _check_data(str(act.value))
            except ConfigError as error:
                raise LessonError(f"{folder.name}/{LESSON}: acts of {key}: {error}") from None


def _check_memory(folder: Path, lesson: Lesson, texts: Mapping[str, LessonTexts]) -> None:
    """Raises LessonError where something is asked that the lesson itself will never have remembered: a note that no
    step before has taken, an answer to nothing. A prediction is held against what is known when it is revealed."""
    noted: set[str] = set()
    ever = {name for step in lesson.all_steps for name in step.note}
    asked: dict[str, AskStep] = {}
    for step in lesson.all_steps:
        if isinstance(step, AskStep):
            asked[step.key] = step
        said = {name for read in texts.values() for live in read.steps[step.key].all for name in live.names}
        waits = frozenset().union(*(each.names for each in step.conditions))
        for name in sorted(said | waits):
            first, _, rest = name.partition(".")
            key, _, part = rest.partition(".")
            known = {
                "notes": rest in (ever if isinstance(step, AskStep) and name not in said else noted),
                "answers": key in asked and _has_part(asked[key], part),
                "answer": isinstance(step, AskStep) and step.answer == "place" and rest in PLACE_PARTS,
            }
            if not known.get(first, True):
                raise LessonError(f"{folder.name}/{LESSON}: step {step.key}: nothing has been remembered as {name}")
        noted |= step.note.keys()


def _has_part(asked: AskStep, part: str) -> bool:
    """Whether an answer can be asked for that: the whole of a choice or a number, or a part of a place."""
    return part in PLACE_PARTS if asked.answer == "place" else not part


def content_of(path: Path) -> bytes:
    """What is in a file of a lesson: a regular one that is no link, and not too large. Raises LessonError."""
    name = f"{path.parent.name}/{path.name}"
    try:
        if stat.S_ISLNK(os.lstat(path).st_mode):
            raise LessonError(f"{name}: expected a file, found a link")
        with open_regular(path, getattr(os, "O_NOFOLLOW", 0)) as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise LessonError(f"{name}: {error.strerror}") from None
    if len(content) > MOST_BYTES:
        raise LessonError(f"{name}: expected at most {MOST_BYTES // 1024} kilobytes, found more")
    return content


def checked(kind: type[M], content: bytes, where: str) -> M:
    """The TOML *content* of the file that is called *where*, as a checked table of that *kind*. Raises LessonError,
    which names the line."""
    try:
        table = parse_bytes(content)
    except TomlError as error:
        raise LessonError(f"{where}: {error}") from None
    try:
        return kind.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        loc = _place(first)
        line = line_of(content.decode("utf-8", "replace"), loc)
        place = ".".join(map(str, loc))
        reason = _reason(first)
        text = sentence(f"{where}, line {line}: {place}: {reason}") if place else sentence(f"{where}: {reason}")
        raise LessonError(text.replace(": :", ":")) from None
    except RecursionError:
        raise LessonError(f"{where}: the tables or lists are nested too deeply") from None


def _place(error: Any) -> tuple[int | str, ...]:
    """Where it is in the file: pydantic also names the kind of a step or an act, after its number, but not what says
    which kind it is where that is wrong."""
    listed, loc = ("steps", "show", "before"), error["loc"]
    kind = error["ctx"]["discriminator"].strip("'") if error["type"].startswith("union_tag") else ""
    return (*_without_kinds(loc, listed), *([kind] if kind else []))


def _without_kinds(loc: Sequence[int | str], listed: Sequence[str]) -> tuple[int | str, ...]:
    return tuple(
        part
        for index, part in enumerate(loc)
        if isinstance(part, int) or index < 2 or not isinstance(loc[index - 1], int) or loc[index - 2] not in listed
    )


def _reason(error: Any) -> str:
    """What pydantic found, in our words where its own would puzzle."""
    if error["type"] == "extra_forbidden":
        return "unknown key"
    if error["type"] in ("missing", "union_tag_not_found"):
        return "is missing"
    if error["type"] == "union_tag_invalid":
        return f"expected one of {error['ctx']['expected_tags']}, found {error['ctx']['tag'][:40]!r}"
    text = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "value_error":
        return text
    return ", found ".join((text[:1].lower() + text[1:], found(error["input"])))  # pydantic's own: no sentence of ours


def _is_there(folder: Path, language: str) -> bool:
    return os.path.lexists(folder / f"{language}.md")


def _texts(folder: Path, language: str) -> LessonTexts:
    path = folder / f"{language}.md"
    try:
        return read_texts(content_of(path).decode("utf-8"))
    except UnicodeDecodeError:
        raise LessonError(f"{folder.name}/{path.name}: expected text (UTF-8), found other data") from None
    except TextsError as error:
        line = f", line {error.line}" if error.line else ""
        raise LessonError(f"{folder.name}/{path.name}{line}: {error}") from None


def _check_texts(folder: Path, name: str, lesson: Lesson, texts: LessonTexts) -> None:
    """Raises LessonError where a step lacks what it says, or something is said of none."""
    chapters = {chapter.key for chapter in lesson.chapters}
    steps = {step.key: step for step in lesson.all_steps}
    for what, wanted, have in (
        ("chapter", chapters, texts.chapters.keys()),
        ("step", steps.keys(), texts.steps.keys()),
    ):
        if missing := sorted(wanted - have):
            raise LessonError(f"{folder.name}/{name}: no text for the {what} {missing[0]!r}")
        if spare := sorted(have - wanted):
            raise LessonError(f"{folder.name}/{name}: there is no {what} {spare[0]!r} in {LESSON}")
    for key, step in steps.items():
        if problem := _lacks(step, texts.steps[key]):
            raise LessonError(f"{folder.name}/{name}: step {key}: {problem}")


def _lacks(step: Any, texts: StepTexts) -> str:
    if isinstance(step, AskStep) and not texts.question:
        return "expected a question, a line that begins with ?"
    if texts.question and not isinstance(step, AskStep):
        return "there is nothing to ask"
    if (texts.right or texts.wrong) and not isinstance(step, RevealStep):
        return "there is no prediction to be right or wrong"
    if isinstance(step, RevealStep) and not (texts.right and texts.wrong):
        return "expected what is said where the prediction was right and wrong, lines that begin with right: and wrong:"
    options = {option.key for option in step.options} if isinstance(step, AskStep) else set()
    if options != texts.options.keys():
        wanted, have = (", ".join(sorted(keys)) or "none" for keys in (options, texts.options))
        return f"expected the options {wanted}, found {have}"
    goals = len(step.goals) if isinstance(step, DoStep) else 0
    if goals != len(texts.goals):
        return f"expected {goals} goals, lines that begin with - [ ], found {len(texts.goals)}"
    return ""
