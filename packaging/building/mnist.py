"""MNIST in the program folder: the four files, verified before they are copied."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from building.sums import sha256

# SHA-256 of what the files hold once unpacked; the gzip wrapping differs between sources of the same data.
CONTENT = {
    "train-images-idx3-ubyte.gz": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte.gz": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte.gz": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte.gz": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


class MnistError(RuntimeError):
    """The files are not there or not MNIST. The text is one sentence."""


def bundle(data_dir: Path, resources: Path, published: Mapping[str, str]) -> Path:
    """Copy the four files of *data_dir*/mnist (or of *data_dir*) to *resources*/data/mnist; return that folder.

    *published* are the SHA-256 of the original gzipped files, by name. A file is good when it is the original, or when
    it holds the same data in another wrapping. Raises MnistError for any that is missing or neither.
    """
    if set(published) != set(CONTENT):
        raise MnistError(f"MNIST: expected the files {', '.join(CONTENT)}, the data set names {', '.join(published)}")
    places = (data_dir / "mnist", data_dir)
    source = next((place for place in places if (place / next(iter(CONTENT))).is_file()), None)
    if source is None:
        raise MnistError(f"--data-dir: expected MNIST in {places[0]}, found no {next(iter(CONTENT))} there")
    target = resources / "data" / "mnist"
    target.mkdir(parents=True, exist_ok=True)
    for name, expected in CONTENT.items():
        file = source / name
        if not file.is_file():
            raise MnistError(f"{file}: expected a file of MNIST, found none")
        if sha256(file) != published[name] and content_sha256(file) != expected:
            raise MnistError(f"{file}: expected the file of MNIST, found other data in it")
        shutil.copyfile(file, target / name)
    return target


def content_sha256(file: Path) -> str:
    """The SHA-256 of what the gzipped *file* holds; "" when it is none."""
    try:
        with gzip.open(file) as plain:
            return hashlib.file_digest(plain, "sha256").hexdigest()  # type: ignore[arg-type]
    except (OSError, EOFError):
        return ""
