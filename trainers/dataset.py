"""What a dataset file provides: a config and ``load``."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Literal, Self

from trainers.disk.regular_file import NotAFileError, check_regular
from trainers.examples import Examples
from trainers.kinds import Kind, Pictures
from trainers.knobs import Config, knob_specs


class DatasetConfig(Config):
    """Base of the datasets' configs."""

    def files(self) -> list[Path]:
        """What the knobs for files and folders name, "~" being the user's own folder."""
        named = [getattr(self, spec.name) for spec in knob_specs(type(self)) if spec.kind == "path"]
        return [user_path(text) for text in named if text]

    def anchored(self, folder: Path) -> Self:
        """A copy in which the files and folders that are named relatively are those below *folder*."""
        named = {spec.name: getattr(self, spec.name) for spec in knob_specs(type(self)) if spec.kind == "path"}
        moved = {name: str(folder / text) for name, text in named.items() if text and not user_path(text).is_absolute()}
        return self.parse({**self.model_dump(), **moved}, "dataset") if moved else self


def user_path(text: str) -> Path:
    """A path as a user writes it; "~" is the user's own folder, but "~x" may also be just the name of a file."""
    return Path(os.path.expanduser(text))


def missing_file(path: Path) -> str:
    """Why *path* is no file that can be read, in one sentence; nothing for one that is."""
    try:
        check_regular(path, os.stat(path).st_mode)
    except NotAFileError as error:
        return f"{path}: {error.strerror}"
    except (OSError, ValueError):
        return f"{path}: expected a file, found none"
    return ""


def file_stamps(paths: list[Path]) -> tuple[tuple[str, int, int], ...]:
    """(name, size, time of the last change) of every file at and below *paths*: other ones mean other content."""
    files = [
        os.path.join(folder, name)
        for path in paths
        for folder, _, names in (os.walk(path) if os.path.isdir(path) else [("", (), [str(path)])])
        for name in sorted(names)
    ]
    return tuple(_stamp(file) for file in files)


def _stamp(file: str) -> tuple[str, int, int]:
    try:
        found = os.stat(file)
    except OSError:
        return file, 0, 0
    return file, found.st_size, found.st_mtime_ns


class Cancelled(Exception):
    """The user has cancelled a long piece of work."""


def _say_nothing(done: float, text: str) -> None: ...


def _never() -> bool:
    return False


@dataclass(frozen=True)
class LoadContext:
    """Where data lies, and how to report on the way.

    A dataset that a packaged program carries is found in ``places.bundled_data_dir()``, after ``data_dir``.

    ``progress(done, text)`` takes a share from 0 to 1; ``cancelled()`` is asked between pieces of work, and ``load``
    answers a yes with :class:`Cancelled`. Nothing is downloaded unless ``may_download``.
    """

    data_dir: Path
    may_download: bool = False
    progress: Callable[[float, str], None] = _say_nothing
    cancelled: Callable[[], bool] = _never


# A folder (or archive) of pictures, a file of arrays, a text, a table of x and y, or strokes that were painted in the
# window.
Opens = Literal["", "folder", "array", "text", "points", "strokes"]


class Dataset(ABC):
    """A source of examples. Subclasses are entered into the catalog with ``@dataset("name")``.

    Where its ``source`` is "placed", its file lies in the data folder because somebody put it there, and nowhere else:
    it cannot be downloaded, and is not chosen."""

    name: ClassVar[str]
    title: ClassVar[str]
    summary: ClassVar[str]
    source: ClassVar[str]  # "embedded", "rendered", "download", "files" (the user's own), or "placed": see below
    opens: ClassVar[Opens] = ""  # what of the user's it reads; its knob with the role "source" names the place
    also_opens: ClassVar[Mapping[Opens, Mapping[str, Any]]] = MappingProxyType({})  # what else, with which settings
    kind: ClassVar[type[Kind]] = Pictures  # of the examples that it gives
    class_words: ClassVar[tuple[str, ...]] = ()  # names of its classes that are English words, shown translated
    Config: ClassVar[type[DatasetConfig]]

    @staticmethod
    @abstractmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        """Reads or renders the examples. Raises DataError (one sentence) or Cancelled; the same config gives the same
        ones, held-out split included."""

    @staticmethod
    def missing(config: DatasetConfig, data_dir: Path) -> str:
        """What ``load`` would have to download or be given first, in one sentence; empty when nothing is missing.

        Cheap: it looks for files but reads none."""
        return ""
