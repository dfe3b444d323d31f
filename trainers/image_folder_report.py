"""The health of a folder of images, looked into before anything is decoded in bulk."""

from __future__ import annotations

import contextlib
import hashlib
import os
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from trainers.dataset import Cancelled
from trainers.images import DataError
from trainers.pictures import pillow_rules, read_header

NO_CLASS = "(no folder)"  # of images that lie beside the class folders
EXAMPLES = 3  # names given for each kind of trouble


@dataclass(frozen=True)
class Skipped:
    """A file (or folder) that is not used, by its name within the folder, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class ImageFile:
    """A usable image. ``name`` is its path within the folder with "/", the same on every system."""

    path: Path
    name: str
    width: int
    height: int
    animated: bool

    @property
    def class_name(self) -> str:
        """The sub-folder it lies in (the outermost one)."""
        first, slash, _ = self.name.partition("/")
        return first if slash else NO_CLASS


@dataclass(frozen=True)
class FolderReport:
    """What :func:`inspect_folder` found. ``duplicates`` are groups of files of equal content; only the first file of a
    group is among ``images``, for one picture must not be both trained on and held out."""

    folder: Path
    images: tuple[ImageFile, ...]  # by name
    skipped: tuple[Skipped, ...]
    duplicates: tuple[tuple[str, ...], ...]

    @property
    def sizes(self) -> tuple[tuple[tuple[int, int], int], ...]:
        """((width, height), count), most frequent first."""
        return tuple(Counter((image.width, image.height) for image in self.images).most_common())

    @property
    def classes(self) -> tuple[tuple[str, int], ...]:
        """(class, count) by name; empty where no image lies in a sub-folder."""
        counts = Counter(image.class_name for image in self.images)
        return () if set(counts) <= {NO_CLASS} else tuple(sorted(counts.items()))

    def sentences(self) -> tuple[str, ...]:
        """The report as lines to read."""
        lines = [f"{len(self.images):,} images in {self.folder.name or self.folder}."]
        if len(self.sizes) > 1:
            smallest, largest = (pick(self.sizes, key=lambda s: s[0][0] * s[0][1])[0] for pick in (min, max))
            lines.append(f"{len(self.sizes)} sizes, from {_by(smallest)} to {_by(largest)}; all are brought to one.")
        elif self.sizes:
            lines.append(f"All are {_by(self.sizes[0][0])} pixels.")
        if self.classes:
            named = [f"{name} {count:,}" for name, count in self.classes]
            lines.append(f"{len(self.classes)} classes: {examples(named, 12)}.")
        if animated := [image.name for image in self.images if image.animated]:
            lines.append(f"{len(animated):,} animated, of which the first frame is taken: {examples(animated)}.")
        if self.duplicates:
            surplus = sum(len(group) - 1 for group in self.duplicates)
            lines.append(f"{surplus:,} duplicates left out: {examples([' = '.join(g[:2]) for g in self.duplicates])}.")
        return (*lines, *skipped_sentences(self.skipped))


def skipped_sentences(skipped: Sequence[Skipped]) -> tuple[str, ...]:
    """One line for each reason."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for each in skipped:
        reasons[each.reason].append(each.name)
    return tuple(f"{len(names):,} skipped, {reason}: {examples(names)}." for reason, names in reasons.items())


def examples(names: Sequence[str], count: int = EXAMPLES) -> str:
    """The first few names."""
    more = len(names) - count
    return ", ".join(names[:count]) + (f" and {more:,} more" if more > 0 else "")


def inspect_folder(
    folder: Path,
    progress: Callable[[float, str], None] = lambda share, text: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> FolderReport:
    """Looks at every file below *folder* (hidden ones left aside): headers only, plus the content of files of equal
    length to find duplicates. Raises DataError when it is no folder that can be read, or Cancelled."""
    if not os.path.isdir(folder):
        found = "a file" if os.path.exists(folder) else "nothing that can be opened"
        raise DataError(f"{folder}: expected a folder of images, found {found}")
    skipped: list[Skipped] = []
    files = sorted(_files(folder, folder, set(), skipped, cancelled))
    images: list[ImageFile] = []
    with pillow_rules():
        for index, (name, path) in enumerate(files):
            if cancelled():
                raise Cancelled
            progress(0.7 * index / len(files), f"Looking at {index:,} of {len(files):,} files")
            try:
                header = read_header(path)
            except DataError as error:
                skipped.append(Skipped(name, str(error)))
            else:
                images.append(ImageFile(path, name, header.width, header.height, header.animated))
    duplicates = _duplicates(images, lambda share: progress(0.7 + 0.3 * share, "Looking for duplicates"), cancelled)
    surplus = {name for group in duplicates for name in group[1:]}
    return FolderReport(
        folder, tuple(image for image in images if image.name not in surplus), tuple(skipped), duplicates
    )


def _files(
    folder: Path, root: Path, seen: set[str], skipped: list[Skipped], cancelled: Callable[[], bool]
) -> Iterator[tuple[str, Path]]:
    """(name, path) of every file below; each real folder is visited once, however many links lead to it."""
    if cancelled():
        raise Cancelled
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        with os.scandir(folder) as entries:
            # Real folders before links to them: the class is then called after the real one.
            found = sorted(entries, key=lambda entry: (entry.is_symlink(), entry.name))
    except OSError as error:
        skipped.append(Skipped(_name(folder, root), f"cannot be opened ({error.strerror})"))
        return
    for entry in found:
        path = Path(entry.path)
        if entry.name.startswith(".") or entry.name in ("__MACOSX", "Thumbs.db", "desktop.ini"):
            continue
        if os.path.isdir(path):
            yield from _files(path, root, seen, skipped, cancelled)
        elif os.path.isfile(path):
            yield _name(path, root), path
        else:
            skipped.append(Skipped(_name(path, root), "not a file (or a link to nothing)"))


def _name(path: Path, root: Path) -> str:
    """The path within *root*, one form of Unicode on every system; bytes that are no UTF-8 show as question marks."""
    name = path.relative_to(root).as_posix()
    shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", shown)


def _duplicates(
    images: Sequence[ImageFile], progress: Callable[[float], None], cancelled: Callable[[], bool]
) -> tuple[tuple[str, ...], ...]:
    """Groups of names of files with equal content; only files of equal length are read."""
    by_length: dict[int, list[ImageFile]] = defaultdict(list)
    for image in images:
        with contextlib.suppress(OSError):  # a file that has vanished meanwhile is named when it is to be read
            by_length[image.path.stat().st_size].append(image)
    suspects = [image for group in by_length.values() if len(group) > 1 for image in group]
    by_content: dict[str, list[str]] = defaultdict(list)
    for index, image in enumerate(suspects):
        if cancelled():
            raise Cancelled
        progress(index / len(suspects))
        with contextlib.suppress(OSError), open(image.path, "rb") as file:
            by_content[hashlib.file_digest(file, "sha256").hexdigest()].append(image.name)
    return tuple(sorted(tuple(sorted(names)) for names in by_content.values() if len(names) > 1))


def _by(size: tuple[int, int]) -> str:
    return f"{size[0]} x {size[1]}"
