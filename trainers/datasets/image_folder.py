"""The user's own images: any folder, its sub-folders as classes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import numpy as np

from trainers.catalog import dataset
from trainers.cores import usable_cores
from trainers.dataset import Cancelled, Dataset, DatasetConfig, LoadContext, user_path
from trainers.image_folder_report import FolderReport, ImageFile, Skipped, inspect_folder, skipped_sentences
from trainers.images import DataError, Images, UInt8
from trainers.knobs import knob
from trainers.pictures import Fit, Mode, pillow_rules, read_pixels
from trainers.splits import name_keys, split

THREADS = min(4, usable_cores())  # Pillow decodes without the interpreter lock; four bound the memory
BATCH = 32  # files between two looks at "cancel"


class Config(DatasetConfig):
    folder: str = knob("", kind="path", help="Folder of images; its sub-folders are the classes.")
    size: int = knob(32, ge=16, le=64, help="Width and height that every image is brought to, in pixels.")
    mode: Mode = knob("grey", help="Grey or colour.")
    fit: Fit = knob("crop", help="Cut the middle square out, or keep all of the image with black beside it.")
    limit: int = knob(20_000, ge=2, le=100_000, log=True, group="advanced", help="At most this many images are used.")
    held_out: float = knob(
        0.1, ge=0.01, le=0.5, group="advanced", help="Share of each class that is kept apart for testing."
    )


@dataset("image-folder")
class ImageFolder(Dataset):
    """Any images. Which are held out depends on their names alone: those with the smallest hash within each class."""

    title = "Folder of images"
    summary = "Your own pictures: any folder, sub-folders as classes."
    source = "files"
    Config = Config

    @staticmethod
    def missing(config: DatasetConfig, data_dir: Path) -> str:
        assert isinstance(config, Config)
        if not config.folder:
            return "Folder of images: choose a folder"
        folder = user_path(config.folder)
        return "" if os.path.isdir(folder) else f"{folder}: expected a folder of images, found none that can be opened"

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Images:
        assert isinstance(config, Config)
        if sentence := ImageFolder.missing(config, context.data_dir):
            raise DataError(sentence)
        folder = user_path(config.folder)
        report = inspect_folder(folder, lambda share, text: context.progress(0.3 * share, text), context.cancelled)
        files = _chosen(report.images, config.limit)
        pixels, files, damaged = _decode(files, config, context)
        if len(files) < 2:
            raise DataError(_too_few(report, len(files), damaged))
        names = tuple(name for name, _ in report.classes)
        labels = np.array([names.index(file.class_name) for file in files], np.int64) if names else None
        train, test = split(name_keys([file.name for file in files]), labels, config.held_out)
        left = len(report.images) - len(files) - len(damaged)
        notes = (*report.sentences(), *skipped_sentences(damaged))
        return Images(
            title=folder.resolve().name or ImageFolder.title,
            train=pixels[train],
            test=pixels[test],
            train_labels=None if labels is None else labels[train],
            test_labels=None if labels is None else labels[test],
            class_names=names,
            notes=(*notes, f"{left:,} left out by the limit of {config.limit:,}.") if left else notes,
        )


def _chosen(images: tuple[ImageFile, ...], limit: int) -> list[ImageFile]:
    """At most *limit* of the images, a fair sample that depends on their names alone."""
    keys = name_keys([image.name for image in images])
    return [images[index] for index in sorted(np.argsort(keys, kind="stable")[:limit])]


def _decode(
    files: list[ImageFile], config: Config, context: LoadContext
) -> tuple[UInt8, list[ImageFile], list[Skipped]]:
    """Pixels uint8 (N, C, size, size), the files they come from, and those that turned out damaged."""
    pixels = np.empty((len(files), 1 if config.mode == "grey" else 3, config.size, config.size), np.uint8)
    used: list[ImageFile] = []
    damaged: list[Skipped] = []

    def read(file: ImageFile) -> UInt8 | DataError:
        try:
            return read_pixels(file.path, config.size, config.mode, config.fit)
        except DataError as error:
            return error

    with pillow_rules(), ThreadPoolExecutor(THREADS, "decode") as pool:
        for batch in _batches(files):
            if context.cancelled():
                raise Cancelled
            done = len(used) + len(damaged)
            context.progress(0.3 + 0.7 * done / len(files), f"Reading {done:,} of {len(files):,} images")
            for file, result in zip(batch, pool.map(read, batch), strict=True):
                if isinstance(result, DataError):
                    damaged.append(Skipped(file.name, str(result)))
                else:
                    pixels[len(used)] = result
                    used.append(file)
    return pixels[: len(used)], used, damaged


def _batches(files: list[ImageFile]) -> Iterator[list[ImageFile]]:
    iterator = iter(files)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _too_few(report: FolderReport, found: int, damaged: list[Skipped]) -> str:
    trouble = " ".join(skipped_sentences((*report.skipped, *damaged)))
    return f"{report.folder}: expected at least 2 images, found {found or 'none'}" + (f"; {trouble}" if trouble else "")
