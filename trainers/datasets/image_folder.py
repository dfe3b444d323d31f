"""The user's own images: any folder, its sub-folders as classes."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Literal

import numpy as np

from trainers.catalog import dataset
from trainers.dataset import Cancelled, Dataset, DatasetConfig, LoadContext, user_path
from trainers.examples import DataError, Examples, Int64, UInt8
from trainers.files.image_cache import ImageCache, PictureBatches, Shape, key_of, most_in_memory
from trainers.files.image_folder_report import FolderReport, ImageFile, inspect_place, skipped_sentences
from trainers.files.picture_places import PicturePlace, Skipped, open_place
from trainers.files.pictures import LARGE, ColourMode, Fit, pillow_rules, read_pixels
from trainers.files.splits import name_keys, split
from trainers.knobs import knob
from trainers.machine.cores import usable_cores
from trainers.places import cache_dir
from trainers.sentence import sentence
from trainers.shown import shown_name

THREADS = min(4, usable_cores())  # Pillow decodes without the interpreter lock; four bound the memory
PROBES = 64  # pictures from which it is told whether there is colour
COLOURED = 4.0  # of 255, the mean distance of a picture's largest and smallest channel, from which it has colour
FEW_COLOURED = 0.05  # the share of coloured pictures up to which all of them are taken for grey
BATCH = 32  # files between two looks at "cancel"


class Config(DatasetConfig):
    folder: str = knob(
        "", kind="path", role="source", help="Folder or ZIP archive of images; its sub-folders are the classes."
    )
    size: int = knob(32, ge=16, le=64, help="Width and height that every image is brought to, in pixels.")
    mode: Literal["auto", "grey", "rgb"] = knob("auto", help="Grey or colour; auto: as the pictures are.")
    fit: Fit = knob("crop", help="Cut the middle square out, or keep all of the image with black beside it.")
    limit: int = knob(20_000, ge=2, le=2_000_000, log=True, group="advanced", help="At most this many images are used.")
    held_out: float = knob(
        0.1, ge=0.01, le=0.5, group="advanced", help="Share of each class that is kept apart for testing."
    )


@dataset("image-folder")
class ImageFolder(Dataset):
    """Any images. Which are held out depends on their names alone: those with the smallest hash within each class."""

    title = "Folder of images"
    summary = "Your own pictures: any folder or ZIP archive, sub-folders as classes."
    source = "files"
    opens = "folder"
    Config = Config

    @staticmethod
    def missing(config: DatasetConfig, data_dir: Path) -> str:
        assert isinstance(config, Config)
        if not config.folder:
            return "Folder of images: choose a folder"
        folder = user_path(config.folder)
        if os.path.isdir(folder) or (os.path.isfile(folder) and folder.suffix.lower() == ".zip"):
            return ""
        found = "a file" if os.path.exists(folder) else "none that can be opened"
        return f"{folder}: expected a folder of images, found {found}"

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        if sentence := ImageFolder.missing(config, context.data_dir):
            raise DataError(sentence)
        folder = user_path(config.folder)
        with open_place(folder) as place:
            cache = _cache_of(place, folder, config, context)
            if cache is None:
                return _examples(place, folder, config, context, None)
            with cache.alone():
                return cache.read() or _examples(place, folder, config, context, cache)


def _cache_of(place: PicturePlace, folder: Path, config: Config, context: LoadContext) -> ImageCache | None:
    """The cache of the pictures, where they may be more than are read into memory."""
    least = config.size**2 * (1 if config.mode == "grey" else 3)  # bytes of a picture, if it has colour
    if config.limit * least <= most_in_memory():
        return None
    settings = config.model_dump(exclude={"folder"})
    key, count = key_of(place, folder, settings, context.cancelled)
    if min(count, config.limit) * least <= most_in_memory():
        return None
    return ImageCache(cache_dir() / "images" / key, context)


def _examples(
    place: PicturePlace, folder: Path, config: Config, context: LoadContext, cache: ImageCache | None
) -> Examples:
    """What is made of the pictures: in memory, or in the *cache* where there is one and they are many."""
    report = inspect_place(place, folder, lambda share, text: context.progress(0.3 * share, text), context.cancelled)
    files = _chosen(report.images, config.limit)
    mode, said = _mode(files, config)
    names = tuple(name for name, _ in report.classes)
    numbers = {name: number for number, name in enumerate(names)}
    # -1 of one that has no class, as held-out ones may
    every = np.array([numbers.get(file.class_name, -1) for file in files], np.int64)
    keys = name_keys([file.name for file in files])
    held = np.array([file.held_out for file in files], bool)

    def part(chosen: Int64) -> tuple[Int64, Int64]:
        """The numbers of pictures to train on, and of those that are held out, of the chosen ones."""
        if held[chosen].any() and not held[chosen].all():
            return chosen[~held[chosen]], chosen[held[chosen]]
        train, test = split(keys[chosen], every[chosen] if names else None, config.held_out)
        return chosen[train], chosen[test]

    def decoded(first: int = 0) -> Iterator[list[UInt8 | DataError]]:
        return _decoded(files[first:], mode, config)

    shape = (1 if mode == "grey" else 3, config.size, config.size)
    if cache is not None and len(files) >= 2 and len(files) * math.prod(shape) > most_in_memory():
        built = cache.build(len(files), shape, decoded, part)
        missing = (number for number in built.damaged if not os.path.lexists(files[number].found.path))
        if not os.path.isfile(folder) and (gone := [*missing]):
            cache.forget()  # a drive that went away for a while must not leave a cache without them for ever
            what = f"{len(gone):,} of its {len(files):,} pictures could be found no more while they were read"
            raise DataError(sentence(f"{folder}: {what}; try again"))
        images, order, cut = built.images, built.files, built.n_train
        damaged = [Skipped(files[number].name, why) for number, why in built.damaged.items()]
    else:
        cache = None
        pixels, whole, damaged = _decode(files, shape, decoded, context)
        if len(whole) >= 2:
            train, test = part(whole)
            order, cut = np.concatenate([train, test]), len(train)
            images = pixels[np.searchsorted(whole, order)]
    if len(files) - len(damaged) < 2:
        raise DataError(_too_few(report, len(files) - len(damaged), damaged))
    left = len(report.images) - len(files)
    notes = (*report.sentences(), *said, *skipped_sentences(damaged))
    labels = every[order] if names else None
    unlabelled = labels is None or bool((labels[cut:] < 0).any())
    examples = Examples(
        title=shown_name(place.title) or ImageFolder.title,
        train=images[:cut],
        test=images[cut:],
        train_labels=None if labels is None else labels[:cut],
        test_labels=None if labels is None or unlabelled else labels[cut:],
        class_names=names,
        notes=(*notes, f"{left:,} left out by the limit of {config.limit:,}.") if left else notes,
    )
    return examples if cache is None else cache.keep(examples, labels)


def _chosen(images: tuple[ImageFile, ...], limit: int) -> list[ImageFile]:
    """At most *limit* of the images, a fair sample that depends on their names alone; some of both parts where the
    folders say what is held out."""
    held = [image for image in images if image.held_out]
    if not 0 < len(held) < len(images) or len(images) <= limit:
        return _sample(images, limit)
    least = max(1, min(limit - 1, round(limit * len(held) / len(images))))
    return _sample([image for image in images if not image.held_out], limit - least) + _sample(held, least)


def _sample(images: Sequence[ImageFile], limit: int) -> list[ImageFile]:
    keys = name_keys([image.name for image in images])
    return [images[index] for index in sorted(np.argsort(keys, kind="stable")[:limit])]


def _mode(files: Sequence[ImageFile], config: Config) -> tuple[ColourMode, tuple[str, ...]]:
    """Grey or colour, as chosen or as a sample of the pictures is; and what is to be said of that."""
    if config.mode != "auto":
        return config.mode, ()
    coloured = looked_at = 0
    with pillow_rules():
        for file in _sample(files, PROBES):
            try:
                pixels = read_pixels(file.found.open(), config.size, "rgb", config.fit).astype(np.int16)
            except DataError:
                continue
            looked_at += 1
            coloured += float(np.ptp(pixels, axis=0).mean()) > COLOURED
    if coloured <= looked_at * FEW_COLOURED:
        return "grey", ()
    return "rgb", (sentence("The pictures have colours, which are kept (RGB); the setting mode makes them grey."),)


def _decode(
    files: list[ImageFile], shape: Shape, decoded: Callable[[], PictureBatches], context: LoadContext
) -> tuple[UInt8, Int64, list[Skipped]]:
    """Pixels uint8 (N, C, size, size), the numbers (N,) of the files they come from, and those that turned out
    damaged."""
    pixels = np.empty((len(files), *shape), np.uint8)
    used: list[int] = []
    damaged: list[Skipped] = []
    for batch in decoded():
        if context.cancelled():
            raise Cancelled
        done = len(used) + len(damaged)
        context.progress(0.3 + 0.7 * done / len(files), f"Reading {done:,} of {len(files):,} images")
        for number, result in enumerate(batch, done):
            if isinstance(result, DataError):
                damaged.append(Skipped(files[number].name, str(result)))
            else:
                pixels[len(used)] = result
                used.append(number)
    return pixels[: len(used)], np.array(used, np.int64), damaged


def _decoded(files: list[ImageFile], mode: ColourMode, config: Config) -> Iterator[list[UInt8 | DataError]]:
    """The pixels of every file, (C, size, size), or why it has none; some at a time."""
    large = Lock()  # for the memory: one large picture is decoded at a time

    def read(file: ImageFile) -> UInt8 | DataError:
        try:
            with large if file.width * file.height > LARGE else nullcontext():
                return read_pixels(file.found.open(), config.size, mode, config.fit)
        except DataError as error:
            return error

    with pillow_rules(), ThreadPoolExecutor(THREADS, "decode") as pool:
        for batch in _batches(files):
            yield list(pool.map(read, batch))


def _batches(files: list[ImageFile]) -> Iterator[list[ImageFile]]:
    iterator = iter(files)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _too_few(report: FolderReport, found: int, damaged: list[Skipped]) -> str:
    trouble = " ".join(skipped_sentences((*report.skipped, *damaged)))
    return f"{report.folder}: expected at least 2 images, found {found or 'none'}" + (f"; {trouble}" if trouble else "")
