"""The health of a folder of images, looked into before anything is decoded in bulk."""

from __future__ import annotations

import contextlib
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trainers.dataset import Cancelled
from trainers.examples import DataError
from trainers.files.picture_classes import NO_CLASS, arrange
from trainers.files.picture_places import PictureFile, PicturePlace, Skipped, digest, open_place
from trainers.files.pictures import pillow_rules, read_header
from trainers.shown import shown_name

EXAMPLES = 3  # names given for each kind of trouble


@dataclass(frozen=True, slots=True)  # there may be a million of them
class ImageFile:
    """A usable image. ``name`` is its path within the folder with "/", the same on every system; ``found`` opens it.
    ``held_out`` where the folders say so."""

    found: PictureFile
    width: int
    height: int
    animated: bool
    class_name: str = NO_CLASS
    held_out: bool = False

    @property
    def name(self) -> str:
        return self.found.name


@dataclass(frozen=True)
class FolderReport:
    """What :func:`inspect_folder` found. ``duplicates`` are groups of files of equal content; only the first file of a
    group is among ``images``, for one picture must not be both trained on and held out."""

    folder: Path
    images: tuple[ImageFile, ...]  # by name
    skipped: tuple[Skipped, ...]
    duplicates: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()  # on what the folders mean

    @property
    def sizes(self) -> tuple[tuple[tuple[int, int], int], ...]:
        """((width, height), count), most frequent first."""
        return tuple(Counter((image.width, image.height) for image in self.images).most_common())

    @property
    def classes(self) -> tuple[tuple[str, int], ...]:
        """(class, count) by name; empty where there are fewer than two."""
        unlabelled = all(image.class_name == NO_CLASS for image in self.images if image.held_out)
        counts = Counter(image.class_name for image in self.images if not (unlabelled and image.held_out))
        return () if len(counts) < 2 else tuple(sorted(counts.items()))

    def sentences(self) -> tuple[str, ...]:
        """The report as lines to read."""
        lines = [f"Images in {self.folder.name or self.folder}: {len(self.images):,}."]
        if len(self.sizes) > 1:
            smallest, largest = (pick(self.sizes, key=lambda s: s[0][0] * s[0][1])[0] for pick in (min, max))
            lines.append(f"{len(self.sizes)} sizes, from {_by(smallest)} to {_by(largest)}; all are brought to one.")
        elif self.sizes:
            lines.append(f"All are {_by(self.sizes[0][0])} pixels.")
        if self.classes:
            named = [f"{shown_name(name)} {count:,}" for name, count in self.classes]
            lines.append(f"Classes ({len(self.classes)}): {examples(named, 12)}.")
        if animated := [image.name for image in self.images if image.animated]:
            lines.append(f"{len(animated):,} animated, of which the first frame is taken: {examples(animated)}.")
        if self.duplicates:
            surplus = sum(len(group) - 1 for group in self.duplicates)
            lines.append(
                f"Duplicates left out ({surplus:,}): {examples([' = '.join(g[:2]) for g in self.duplicates])}."
            )
        return (*lines, *self.notes, *skipped_sentences(self.skipped))


def skipped_sentences(skipped: Sequence[Skipped]) -> tuple[str, ...]:
    """One line for each reason."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for each in skipped:
        reasons[each.reason].append(each.name)
    return tuple(f"{len(names):,} skipped, {reason}: {examples(names)}." for reason, names in reasons.items())


def examples(names: Sequence[str], count: int = EXAMPLES) -> str:
    """The first few names."""
    more = len(names) - count
    return ", ".join(map(shown_name, names[:count])) + (f" and {more:,} more" if more > 0 else "")


def inspect_folder(
    folder: Path,
    progress: Callable[[float, str], None] = lambda share, text: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> FolderReport:
    """Looks at every file in a folder or ZIP archive (hidden ones left aside): headers only, plus the content of files
    of equal length to find duplicates. Raises DataError when it is neither, or Cancelled."""
    with open_place(folder) as place:
        return inspect_place(place, folder, progress, cancelled)


def inspect_place(
    place: PicturePlace, folder: Path, progress: Callable[[float, str], None], cancelled: Callable[[], bool]
) -> FolderReport:
    """The same of a place that is open, and stays so."""
    skipped: list[Skipped] = []
    aside: list[str] = []
    files = sorted(place.files(skipped, aside, cancelled), key=lambda found: found.name)
    images: list[ImageFile] = []
    with pillow_rules():
        for index, found in enumerate(files):
            if cancelled():
                raise Cancelled
            progress(0.7 * index / len(files), f"Looking at {index:,} of {len(files):,} files")
            try:
                header = read_header(found.open())
            except DataError as error:
                skipped.append(Skipped(found.name, str(error)))
            else:
                images.append(ImageFile(found, header.width, header.height, header.animated))
    duplicates = _duplicates(images, lambda share: progress(0.7 + 0.3 * share, "Looking for duplicates"), cancelled)
    surplus = {name for group in duplicates for name in group[1:]}
    order = arrange([image.name for image in images if image.name not in surplus])
    used = [
        replace(image, class_name=order.classes[image.name], held_out=image.name in order.held)
        for image in images
        if image.name in order.classes
    ]
    skipped += [Skipped(name, "beside the folders of training and test images") for name in order.left]
    notes = order.notes
    if aside:
        notes += (f"Left aside, for a system or a network drive made them: {examples(aside)}.",)
    return FolderReport(folder, tuple(used), tuple(skipped), duplicates, notes)


def _duplicates(
    images: Sequence[ImageFile], progress: Callable[[float], None], cancelled: Callable[[], bool]
) -> tuple[tuple[str, ...], ...]:
    """Groups of names of files with equal content; only files of equal length are read."""
    by_length: dict[int, list[ImageFile]] = defaultdict(list)
    for image in images:
        by_length[image.found.size].append(image)
    suspects = [image for group in by_length.values() if len(group) > 1 for image in group]
    by_content: dict[str, list[str]] = defaultdict(list)
    for index, image in enumerate(suspects):
        if cancelled():
            raise Cancelled
        progress(index / len(suspects))
        with contextlib.suppress(OSError, DataError):
            by_content[digest(image.found)].append(image.name)
    return tuple(sorted(tuple(sorted(names)) for names in by_content.values() if len(names) > 1))


def _by(size: tuple[int, int]) -> str:
    return f"{size[0]} x {size[1]}"
