"""What a class begins with here: a classroom file or a class code, held against the lessons and presets that there
are, and against the program that it was made with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from trainers.lessons.build_made import ProgramBuild, this_build
from trainers.lessons.class_codes import MOST_CODED_SEED, CodedLesson, make_code, read_code, spaced
from trainers.lessons.classroom import Classroom, ClassroomError, is_classroom_file, read_classroom
from trainers.lessons.needs import LessonNeed, unmet, written_name
from trainers.lessons.reading import ReadLesson
from trainers.lessons.restrictions import Restrictions, together
from trainers.presets import is_preset
from trainers.sentence import sentence
from trainers.shown import shown_name

_SEED = Restrictions(lock=("seed",))


@dataclass(frozen=True)
class OpenedClass:
    """``code`` is that of the class, the same on every machine, and empty where it has none; ``lesson`` is what it
    begins with, if it is one. ``notes`` are sentences on what may make pictures differ from those of others."""

    classroom: Classroom
    code: str = ""
    lesson: ReadLesson | None = None
    notes: tuple[str, ...] = ()

    @property
    def restrictions(self) -> Restrictions:
        """What of the window is seen and may be changed."""
        return as_restricted(self.classroom.restrict)

    def unmet(self, language: str = "en", called: Callable[[LessonNeed], str] = written_name) -> tuple[str, ...]:
        """Sentences on what its own lesson needs and the class takes away, as :func:`trainers.lessons.needs.unmet`."""
        return () if self.lesson is None else unmet(self.lesson, self.restrictions, language, called)


def as_restricted(restrict: Restrictions) -> Restrictions:
    """What a classroom file restricts, and the seed: it is that of the class, for all its runs."""
    return together(restrict, _SEED)


def coded(lessons: Sequence[ReadLesson]) -> tuple[CodedLesson, ...]:
    """What class codes can name."""
    return tuple(CodedLesson(each.name, each.lesson.version) for each in lessons)


def open_class(
    wanted: str, lessons: Sequence[ReadLesson], build: ProgramBuild | None = None, language: str = "en"
) -> OpenedClass:
    """By the path of a classroom file, or by a code, which has the lesson's title in that *language*. Raises
    ClassroomError or ClassCodeError: one sentence."""
    path = Path(wanted)
    if is_classroom_file(path) or path.suffix or len(path.parts) > 1:
        return open_class_file(path, lessons, build)
    return open_class_code(wanted, lessons, build, language)


def open_class_file(path: Path, lessons: Sequence[ReadLesson], build: ProgramBuild | None = None) -> OpenedClass:
    """Raises ClassroomError, also where its lesson or preset is not here."""
    classroom, name = read_classroom(path), shown_name(path.name)
    if classroom.preset is not None and not is_preset(classroom.preset):
        raise ClassroomError(f"{name}: there is no preset {classroom.preset!r} here")
    lesson = next((each for each in lessons if each.name == classroom.lesson), None)
    if classroom.lesson is not None and lesson is None:
        raise ClassroomError(f"{name}: there is no lesson {classroom.lesson!r} here")
    return OpenedClass(classroom, code_of(classroom, lesson), lesson, differences(classroom, lesson, build))


def open_class_code(
    text: str, lessons: Sequence[ReadLesson], build: ProgramBuild | None = None, language: str = "en"
) -> OpenedClass:
    """A class that begins with the lesson of the code and restricts nothing. Raises ClassCodeError."""
    read = read_code(text, coded(lessons), build or this_build())
    lesson = next(each for each in lessons if each.name == read.found.name)
    title = lesson.texts_in(language).title[:80].strip() or lesson.name
    try:
        classroom = Classroom(title=title, lesson=lesson.name, lesson_version=read.version, seed=read.seed)
    except ValueError:  # a title that is none of a class
        classroom = Classroom(title=lesson.name, lesson=lesson.name, lesson_version=read.version, seed=read.seed)
    notes = [] if read.same_version else [_ANOTHER_LESSON]
    if not read.same_build:
        notes.append(_ANOTHER_BUILD)
    return OpenedClass(classroom, read.text, lesson, tuple(notes))


_ANOTHER_LESSON = sentence("Made with another version of the lesson: pictures may differ from those of others.")
_ANOTHER_BUILD = sentence(
    "Made with another version of the program or on another kind of processor: pictures may differ in details."
)


def code_of(classroom: Classroom, lesson: ReadLesson | None) -> str:
    """The class code, as the machine gives it that made the file; empty for a class without a lesson, or with a seed
    that no code holds."""
    if lesson is None or classroom.seed > MOST_CODED_SEED:
        return ""
    version = classroom.lesson_version or lesson.lesson.version
    return make_code(CodedLesson(lesson.name, version), classroom.seed, classroom.made_with or this_build())


def differences(classroom: Classroom, lesson: ReadLesson | None, build: ProgramBuild | None = None) -> tuple[str, ...]:
    """Sentences on what may make pictures differ here from those where the file was made."""
    here = build or this_build()
    notes: list[str] = []
    if lesson is not None and classroom.lesson_version not in (None, lesson.lesson.version):
        notes.append(_ANOTHER_LESSON)
    if classroom.made_with is not None and classroom.made_with != here:
        notes.append(f"Made with {classroom.made_with}; here it is {here}: pictures may differ in details.")
    return tuple(notes)


def said_code(code: str) -> str:
    """As it stands on the board; empty where there is none."""
    return spaced(code) if code else ""
