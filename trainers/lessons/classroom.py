"""A classroom file, ``NAME.latent-class.toml``: what thirty machines open so that all show the same.

It says what is begun with which seed, what of the window is seen, locked and offered, and how large and in which
language. It is data like a lesson: checked as a whole, and what is wrong with it is said with its file and line.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Annotated, Literal, Self

import tomli_w
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from trainers.disk.atomic_file import reason, write_atomically
from trainers.disk.regular_file import open_regular
from trainers.experiment import MOST_SEED
from trainers.lessons.build_made import ProgramBuild
from trainers.lessons.reading import LessonError, checked
from trainers.lessons.restrictions import FREE, Restrictions
from trainers.lessons.texts import MOST_BYTES
from trainers.lessons.words import LessonKey
from trainers.shown import shown_name

CLASS_SUFFIX = ".latent-class.toml"  # by which the desktop knows whose files these are
LONGEST_TITLE = 80
_MARKUP = re.compile(r"<[A-Za-z/!?]|&[#A-Za-z]\w*;")


class ClassroomError(LessonError):
    """A classroom file that cannot be used; one sentence that names file, line where there is one, and the reason."""


def _title(text: str) -> str:
    """One line of plain letters: it is shown in the window, and in reports."""
    if not text.strip() or text != text.strip():
        raise ValueError("expected a title without blanks around it")
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for letter in text):
        raise ValueError("expected one line of letters, found an invisible one")
    if _MARKUP.search(text):
        raise ValueError("expected plain text, found markup")
    return text


class Classroom(BaseModel):
    """``lesson`` or ``preset`` is what is begun; neither where a class only restricts. ``lesson_version`` is that with
    which the file was made. ``language``, ``theme`` and ``text_size`` are as the reader has them where they are empty.
    A run depends on the number of threads, which is therefore always one."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    format: Literal[1] = 1
    title: Annotated[str, Field(max_length=LONGEST_TITLE), AfterValidator(_title)]
    lesson: LessonKey | None = None
    lesson_version: Annotated[int, Field(ge=1, le=31)] | None = None
    preset: LessonKey | None = None
    seed: Annotated[int, Field(ge=0, le=MOST_SEED)] = 0
    language: Literal["", "en", "zh_CN"] = ""
    text_size: Annotated[float, Field(ge=0.8, le=3.0)] | None = None
    theme: Literal["", "light", "dark"] = ""
    projector: bool = False
    threads: Literal[1] = 1
    restrict: Restrictions = FREE
    made_with: ProgramBuild | None = None

    @model_validator(mode="after")
    def _begins_with_one(self) -> Self:
        if self.lesson is not None and self.preset is not None:
            raise ValueError("expected a lesson or a preset, found both")
        if self.lesson_version is not None and self.lesson is None:
            raise ValueError("lesson_version: there is no lesson")
        return self

    def to_toml(self) -> str:
        """As a file: what is not said is left out."""
        return tomli_w.dumps(self.model_dump(mode="json", exclude_none=True))


def is_classroom_file(path: Path) -> bool:
    """Whether it goes by the name of one."""
    return path.name.lower().endswith(CLASS_SUFFIX)


def read_classroom(path: Path) -> Classroom:
    """Raises ClassroomError."""
    name = shown_name(path.name)
    try:
        with open_regular(path) as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        raise ClassroomError(f"{name}: {reason(error)}") from None
    if len(content) > MOST_BYTES:
        raise ClassroomError(f"{name}: expected at most {MOST_BYTES // 1024} kilobytes, found more")
    try:
        return checked(Classroom, content, name)
    except LessonError as error:
        raise ClassroomError(str(error)) from None


def write_classroom(path: Path, classroom: Classroom) -> None:
    """In one piece. Raises OSError."""
    write_atomically(path, classroom.to_toml().encode())
