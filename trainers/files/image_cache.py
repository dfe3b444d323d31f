"""Pictures that are more than fit into memory: decoded once into a file, of which parts are read as they are needed.

A cache is a folder named after a hash of all that went into it: the place, every file's name, size and time of change,
and the settings. ``images.npy`` holds the pictures, those to train on first, ``labels.npy`` their classes, and
``about.json``, which is written last, what else :class:`Examples` are made of. While it is built ``building.json`` says
how far it is whole, so that a program that was killed goes on there. The folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import psutil

from trainers.dataset import Cancelled, LoadContext
from trainers.disk.atomic_file import write_atomically
from trainers.disk.file_lock import take_lock
from trainers.disk.limits import MB, TooMuchError, parse_json, read_most
from trainers.disk.regular_file import open_regular
from trainers.examples import DataError, Examples, Int64, UInt8
from trainers.files.mapped import map_array
from trainers.files.picture_places import PicturePlace
from trainers.sentence import sentence

IN_MEMORY = 512 * MB  # of pictures as uint8, and never more than a quarter of the memory
SPARE = 256 * MB  # that a cache leaves free on its disk
COMMIT = 4096  # pictures after which what was decoded is safe on the disk
PATIENCE = 0.5  # seconds between two looks whether another program is done
IMAGES, LABELS, ABOUT, BUILDING, LOCK = "images.npy", "labels.npy", "about.json", "building.json", "lock"
FORMAT = 1
MOST_ABOUT = 64 * MB
_NAMED = re.compile(r"[0-9a-f]{32}")  # as key_of names caches

Shape = tuple[int, int, int]
PictureBatches = Iterable[Sequence[UInt8 | DataError]]  # pictures in batches, in the order of their files
Parting = Callable[[Int64], tuple[Int64, Int64]]  # of pictures by their numbers: to train on, held out


def most_in_memory() -> int:
    """Bytes of pictures up to which a folder is read into memory."""
    return min(IN_MEMORY, int(psutil.virtual_memory().total) // 4)


def key_of(place: PicturePlace, path: Path, settings: dict[str, Any], cancelled: Callable[[], bool]) -> tuple[str, int]:
    """The name of the cache for the pictures of *place*, which lies at *path*, and how many files it has: other files
    and other settings have another one. Raises Cancelled."""
    digest = hashlib.sha256(repr((FORMAT, os.path.realpath(path), sorted(settings.items()))).encode("utf-8", "replace"))
    archive = _changed(path) if os.path.isfile(path) else None
    count = 0
    for found in place.files([], [], cancelled):
        changed = archive if archive is not None else _changed(found.path)
        digest.update(repr((found.name, found.size, changed)).encode("utf-8", "surrogateescape"))
        count += 1
    return digest.hexdigest()[:32], count


def _changed(path: Path) -> int:
    with suppress(OSError):  # a file that has vanished meanwhile is named when it is to be read
        return os.stat(path).st_mtime_ns
    return -1


@dataclass(frozen=True)
class Built:
    """The pictures (N, C, H, W) of a cache, in a file, of which the first ``n_train`` are to train on. Row i is that of
    the file ``files[i]``, counted as they came; ``damaged`` are the numbers of those that could not be decoded, and
    why."""

    images: UInt8
    n_train: int
    files: Int64
    damaged: dict[int, str]


class ImageCache:
    """One cache, in a folder of its own, which is made when it is first written to."""

    def __init__(self, folder: Path, context: LoadContext) -> None:
        self._folder, self._context = folder, context

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else builds this cache meanwhile: whoever does is waited for. Raises Cancelled, and DataError where
        nothing can be written."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = (self._folder / LOCK).open("ab")
        except OSError as error:
            raise DataError(_cannot(self._folder, error)) from None
        with file:
            while not take_lock(file.fileno()):
                if self._context.cancelled():
                    raise Cancelled
                self._context.progress(0.0, "Another program is reading the same images")
                time.sleep(PATIENCE)
            yield

    def read(self) -> Examples | None:
        """What was kept, with the pictures in their file; None where there is no whole cache."""
        try:
            with open_regular(self._folder / ABOUT) as file:
                about = parse_json(read_most(file, MOST_ABOUT))
            images, labels = map_array(self._folder / IMAGES), np.load(self._folder / LABELS, allow_pickle=False)
            cut = int(about["n_train"])
            if about["format"] != FORMAT or images.dtype != np.uint8 or labels.dtype != np.int64:
                return None
            if images.ndim != 4 or labels.shape != (len(images),) or not 0 < cut < len(images):
                return None
            with suppress(OSError):
                os.utime(self._folder / ABOUT)  # it is used, see make_room
            return Examples(
                title=str(about["title"]),
                train=images[:cut],
                test=images[cut:],
                train_labels=labels[:cut] if about["labelled"] else None,
                test_labels=labels[cut:] if about["test_labelled"] else None,
                class_names=tuple(map(str, about["class_names"])),
                notes=tuple(map(str, about["notes"])),
            )
        except (OSError, ValueError, KeyError, TypeError, TooMuchError):  # also DataError, which is a ValueError
            return None

    def build(self, count: int, shape: Shape, decoded: Callable[[int], PictureBatches], part: Parting) -> Built:
        """Decodes *count* pictures of the *shape* (C, H, W) into the cache; within :meth:`alone`. *decoded* gives them
        from one of a number on, *part* says of the whole ones which are trained on and which held out. What a program
        that was killed has left is gone on with. Raises Cancelled, and DataError where there is no room."""
        about = {"format": FORMAT, "shape": [count, *shape]}
        done, damaged = self._left(about)
        train, test = part(np.arange(count))
        rows = np.empty(count, np.int64)
        rows[np.concatenate([train, test])] = np.arange(count)
        try:
            with self._open(count, shape, anew=done == 0) as file:
                begin = file.tell()
                self._fill(file, begin, rows, decoded, done, damaged, about)
            if damaged:
                whole = np.setdiff1d(np.arange(count), np.fromiter(damaged, np.int64))
                kept = part(whole) if len(whole) >= 2 else (whole, whole[:0])
                order = np.concatenate(kept)
                if len(whole) >= 2:
                    self._take(rows[order], shape)
            else:
                kept, order = (train, test), np.concatenate([train, test])
            return Built(map_array(self._folder / IMAGES), len(kept[0]), order, damaged)
        except OSError as error:
            raise DataError(_cannot(self._folder, error)) from None

    def keep(self, examples: Examples, labels: Int64 | None) -> Examples:
        """Keeps what was built with all else of the *examples*; *labels* (N,) are those of all pictures. Returns them
        as they are read again. Raises DataError."""
        count = len(examples.train) + len(examples.test)
        about = {
            "format": FORMAT,
            "title": examples.title,
            "n_train": len(examples.train),
            "labelled": examples.train_labels is not None,
            "test_labelled": examples.test_labels is not None,
            "class_names": examples.class_names,
            "notes": [*examples.notes, self._note(examples.train.nbytes + examples.test.nbytes)],
        }
        try:
            with (self._folder / LABELS).open("wb") as file:
                np.save(file, np.full(count, -1, np.int64) if labels is None else labels)
            write_atomically(self._folder / ABOUT, json.dumps(about).encode())
            (self._folder / BUILDING).unlink(missing_ok=True)
        except OSError as error:
            raise DataError(_cannot(self._folder, error)) from None
        kept = self.read()
        assert kept is not None, "what was written a moment ago is there"
        return kept

    def forget(self) -> None:
        """What was built is built anew the next time."""
        with suppress(OSError):
            (self._folder / BUILDING).unlink(missing_ok=True)

    # ------------------------------------------------------------------ inside

    def _note(self, size: int) -> str:
        return sentence(f"The images are read from a cache of {_gigabytes(size)} in {self._folder}, made once.")

    def _left(self, about: dict[str, Any]) -> tuple[int, dict[int, str]]:
        """How many pictures are whole of a cache that was begun, and which of them are damaged; none of another one."""
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            with open_regular(self._folder / BUILDING) as file:
                found = parse_json(read_most(file, MOST_ABOUT))
            done = int(found["done"])
            damaged = {int(number): str(why) for number, why in found["damaged"].items()}
            whole = map_array(self._folder / IMAGES).shape == tuple(about["shape"])
            if {key: found[key] for key in about} == about and whole and 0 <= done <= about["shape"][0]:
                return done, {number: why for number, why in damaged.items() if 0 <= number < done}
        return 0, {}

    @contextmanager
    def _open(self, count: int, shape: Shape, anew: bool) -> Iterator[BinaryIO]:
        """The file of pictures, at the first byte of the first one; *anew* with room for all of them, or as it was
        left. Raises OSError, and DataError where its disk has no room."""
        if not anew:
            with (self._folder / IMAGES).open("r+b") as file:
                np.lib.format.read_magic(file)
                np.lib.format.read_array_header_1_0(file)
                yield file
            return
        for name in (ABOUT, BUILDING, IMAGES):
            (self._folder / name).unlink(missing_ok=True)
        size = count * int(np.prod(shape))
        make_room(self._folder, size)
        check_room(self._folder, size)
        with _new_array(self._folder / IMAGES, count, shape) as file:
            yield file

    def _fill(
        self,
        file: BinaryIO,
        begin: int,
        rows: Int64,
        decoded: Callable[[int], PictureBatches],
        done: int,
        damaged: dict[int, str],
        about: dict[str, Any],
    ) -> None:
        """Writes every picture into its row; what is damaged leaves its row as it is."""
        count, size = len(rows), int(np.prod(about["shape"][1:]))
        safe, text = done, _gigabytes(count * size)
        for batch in decoded(done):
            if self._context.cancelled():
                self._commit(file, about, done, damaged)
                raise Cancelled
            self._context.progress(0.3 + 0.7 * done / count, f"Reading {done:,} of {count:,} images into {text}")
            for picture in batch:
                if isinstance(picture, DataError):
                    damaged[done] = str(picture)
                else:
                    file.seek(begin + int(rows[done]) * size)
                    file.write(picture.tobytes())
                done += 1
            if done - safe >= COMMIT:
                self._commit(file, about, done, damaged)
                safe = done
        self._commit(file, about, done, damaged)

    def _commit(self, file: BinaryIO, about: dict[str, Any], done: int, damaged: dict[int, str]) -> None:
        """First what was decoded, then how much that is."""
        file.flush()
        os.fsync(file.fileno())
        write_atomically(self._folder / BUILDING, json.dumps({**about, "done": done, "damaged": damaged}).encode())

    def _take(self, rows: Int64, shape: Shape) -> None:
        """Leaves only these rows, in this order."""
        old, path = map_array(self._folder / IMAGES), self._folder / f"{IMAGES}.new"
        check_room(self._folder, len(rows) * int(np.prod(shape)))
        with _new_array(path, len(rows), shape) as file:
            for start in range(0, len(rows), COMMIT):
                file.write(old[rows[start : start + COMMIT]].tobytes())
        del old
        (self._folder / BUILDING).unlink(missing_ok=True)  # which counts rows of the other file
        os.replace(path, self._folder / IMAGES)


def make_room(folder: Path, size: int) -> None:
    """Removes other caches beside that in *folder*, the one that was used the longest ago first, until a file of *size*
    bytes has room; not those that somebody builds or reads now."""
    if size + SPARE <= shutil.disk_usage(folder).free:
        return
    with suppress(OSError):
        others = [entry for entry in os.scandir(folder.parent) if _NAMED.fullmatch(entry.name)]
        caches = [Path(entry.path) for entry in others if entry.is_dir(follow_symlinks=False)]
        for cache in sorted((each for each in caches if each != folder), key=_used):
            with suppress(OSError), (cache / LOCK).open("ab") as file:
                if take_lock(file.fileno()):
                    shutil.rmtree(cache, ignore_errors=True)
            if size + SPARE <= shutil.disk_usage(folder).free:
                return


def _used(cache: Path) -> float:
    """When a cache was read or built last."""
    with suppress(OSError):
        return (cache / ABOUT).stat().st_mtime
    return 0.0


def check_room(folder: Path, size: int) -> None:
    """Raises DataError where a file of *size* bytes leaves too little room on the disk of *folder*."""
    free = shutil.disk_usage(folder).free
    if size + SPARE > free:
        raise DataError(
            sentence(
                f"These images take {_gigabytes(size)} in a cache on the disk, and {folder} has {_gigabytes(free)} "
                "free: make room, or choose a smaller size or limit"
            )
        )


@contextmanager
def _new_array(path: Path, count: int, shape: Shape) -> Iterator[BinaryIO]:
    """A ``.npy`` file with room for so many pictures, which the disk has promised where it can; at the first of them.
    It is written to as a file: a mapping would end the process when the disk is full after all."""
    with path.open("w+b") as file:
        header = {"descr": "|u1", "fortran_order": False, "shape": (count, *shape)}
        np.lib.format.write_array_header_1_0(file, header)
        begin, size = file.tell(), count * int(np.prod(shape))
        file.flush()
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(file.fileno(), begin, size)
        else:
            file.truncate(begin + size)
        file.seek(begin)
        yield file


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e8 else f"{size / 1e6:.1f} MB"


def _cannot(folder: Path, error: OSError) -> str:
    return sentence(f"{folder}: the cache of the images cannot be written ({error.strerror or error})")
