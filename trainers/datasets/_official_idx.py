"""What MNIST and its drop-in replacements share: four IDX files with an official split, in a folder, in the program or
downloaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from trainers import places
from trainers.dataset import Cancelled, LoadContext
from trainers.examples import DataError, Examples, Int64, UInt8
from trainers.files.downloads import RemoteFile, download
from trainers.files.idx import read_idx

SIDE = 28


@dataclass(frozen=True)
class OfficialFiles:
    """A dataset of four IDX files. ``aliases`` are folder names under which other programs keep the same files.

    ``files``: training images, training labels, test images, test labels.
    """

    name: str
    title: str
    files: tuple[RemoteFile, RemoteFile, RemoteFile, RemoteFile]
    mirrors: tuple[str, ...]
    class_names: tuple[str, ...]
    counts: tuple[int, int]  # training and test images
    aliases: tuple[str, ...] = ()

    def find(self, data_dir: Path) -> tuple[Path, list[Path | None]]:
        """The dataset's folder and its four files there, None for those that are missing.

        The folder is ``data_dir/NAME`` (or an alias), or *data_dir* itself when it is called so: the four names say
        nothing about which of the datasets they belong to, so the folder has to. What is not whole there but comes
        whole with the program is taken from the program; the folder to download into is never the program's.
        """
        own = self._find_in(data_dir)
        bundled_dir = places.bundled_data_dir()
        if all(own[1]) or bundled_dir is None:
            return own
        bundled = self._find_in(bundled_dir)
        return bundled if all(bundled[1]) else own

    def _find_in(self, data_dir: Path) -> tuple[Path, list[Path | None]]:
        folders = [data_dir / name for name in (self.name, *self.aliases)]
        if _squeezed(data_dir) in {_squeezed(name) for name in (self.name, *self.aliases)}:
            folders.insert(0, data_dir)
        found = [
            (folder, [_find_file(folder, file.name) for file in self.files]) for folder in folders if folder.is_dir()
        ]
        nothing: tuple[Path, list[Path | None]] = (data_dir / self.name, [None] * 4)
        best = max(found, key=lambda each: sum(path is not None for path in each[1]), default=nothing)
        return best if any(best[1]) else nothing

    def missing(self, data_dir: Path) -> str:
        """What is missing, in one sentence; empty when all files are there."""
        folder, paths = self.find(data_dir)
        names = [file.name for file, path in zip(self.files, paths, strict=True) if path is None]
        if not names:
            return ""
        size = sum(file.size for file, path in zip(self.files, paths, strict=True) if path is None)
        return (
            f"{self.title}: expected {', '.join(names)} (with or without .gz) in {folder}, found "
            f"{'none of them' if len(names) == 4 else f'only the other {4 - len(names)}'}; "
            f"they can be downloaded ({size / 1e6:.0f} MB), or opened from files that you have"
        )

    def load(self, context: LoadContext) -> Examples:
        """Reads the four files; with ``may_download`` it first brings those that are missing."""
        if (sentence := self.missing(context.data_dir)) and not context.may_download:
            raise DataError(sentence)
        paths = self._fetch(context)
        arrays = []
        for index, path in enumerate(paths):
            if context.cancelled():
                raise Cancelled
            context.progress(0.9 + 0.1 * index / 4, f"Reading {path.name}")
            arrays.append(read_idx(path, dimensions=3 if index % 2 == 0 else 1))
        train, train_labels = self._check(arrays[0], arrays[1], paths[0], paths[1])
        test, test_labels = self._check(arrays[2], arrays[3], paths[2], paths[3])
        whole = (len(train), len(test)) == self.counts
        note = f"{len(train):,} training and {len(test):,} test images; officially {{:,}} and {{:,}}."
        return Examples(
            title=self.title,
            train=train,
            test=test,
            train_labels=train_labels,
            test_labels=test_labels,
            class_names=self.class_names,
            notes=() if whole else (note.format(*self.counts),),
        )

    def _fetch(self, context: LoadContext) -> list[Path]:
        folder, paths = self.find(context.data_dir)
        total = sum(file.size for file, path in zip(self.files, paths, strict=True) if path is None)
        done = 0
        for index, file in enumerate(self.files):
            if paths[index] is None:

                def progress(there: int, before: int = done, name: str = file.name) -> None:
                    text = f"Downloading {name}: {(before + there) / 1e6:.1f} of {total / 1e6:.1f} MB"
                    context.progress(0.9 * (before + there) / total, text)

                try:
                    paths[index] = download(file, self.mirrors, folder, progress, context.cancelled)
                except DataError as error:
                    remedy = f"the files can also be opened from files that you have: put them into {folder}"
                    raise DataError(f"{error}; {remedy}") from None
                done += file.size
        return [path for path in paths if path is not None]

    def _check(self, images: UInt8, labels: UInt8, file: Path, label_file: Path) -> tuple[UInt8, Int64]:
        """(N, 1, 28, 28) and int64 (N,), when they are what they should be."""
        for array, path in ((images, file), (labels, label_file)):
            if array.dtype != "uint8":
                raise DataError(f"{path.name}: expected values of one byte (uint8), found {array.dtype}")
        if images.shape[1:] != (SIDE, SIDE):
            _, height, width = images.shape
            raise DataError(f"{file.name}: expected images of {SIDE} x {SIDE} pixels, found {height} x {width}")
        if len(images) != len(labels):
            raise DataError(
                f"{label_file.name}: expected {len(images):,} labels, as there are images, found {len(labels):,}"
            )
        if len(labels) and labels.max() >= len(self.class_names):
            raise DataError(
                f"{label_file.name}: expected labels from 0 to {len(self.class_names) - 1}, found {labels.max()}"
            )
        return images[:, None], labels.astype("int64")


def _find_file(folder: Path, name: str) -> Path | None:
    """The file *name* (which ends in .gz) in *folder*: so called, or unpacked, or with a dot as some unpackers do."""
    plain = name.removesuffix(".gz")
    for candidate in (plain, name, plain.replace("-idx", ".idx"), name.replace("-idx", ".idx")):
        path = folder / candidate
        if path.is_file():
            return path
    return None


def _squeezed(path: Path | str) -> str:
    """The name (of a folder ``NAME/raw`` both parts) in small letters and digits only."""
    parts = path.resolve().parts if isinstance(path, Path) else path.split("/")
    last = parts[-2:] if parts[-1] == "raw" else parts[-1:]
    return re.sub(r"[^a-z0-9]", "", "/".join(last).lower())
