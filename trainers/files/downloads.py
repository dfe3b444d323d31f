"""Files from the internet: from the first mirror that works, resumed, checked, and never used before they are whole.

A download grows in ``NAME.part`` beside its place. When it is interrupted, the next attempt asks for the rest (HTTP
Range, RFC 9110 section 14). Only when its SHA-256 is right does it take its name.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from trainers.dataset import Cancelled
from trainers.examples import DataError

if TYPE_CHECKING:
    import requests

TIMEOUT = (5.0, 10.0)  # seconds to connect; seconds of silence, also the longest that a cancel can wait
CHUNK = 1 << 16
BytesTold = Callable[[int], None]  # takes the number of bytes that are there


@dataclass(frozen=True)
class RemoteFile:
    """A file on the internet: its name, its SHA-256 in hexadecimal, its size in bytes."""

    name: str
    sha256: str
    size: int


class MirrorError(Exception):
    """A mirror did not deliver; the text says why, to follow the mirror's name."""


def download(
    file: RemoteFile,
    mirrors: Sequence[str],
    folder: Path,
    progress: BytesTold = lambda there: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Path:
    """Brings *file* into *folder* from the first of *mirrors* (addresses that end in a slash) that has it right.

    Returns its path. Raises Cancelled (the part stays for the next attempt), or DataError that says for each mirror
    what went wrong, or that the folder cannot be written.
    """
    problems = []
    part = folder / f"{file.name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for mirror in mirrors:
            try:
                return _from_mirror(file, mirror, part, progress, cancelled)
            except MirrorError as error:
                problems.append(f"{urlsplit(mirror).netloc} {error}")
    except OSError as error:
        raise DataError(f"{folder}: cannot be written ({error.strerror or error})") from None
    raise DataError(f"{file.name}: could not be downloaded: {'; '.join(problems)}")


def _from_mirror(file: RemoteFile, mirror: str, part: Path, progress: BytesTold, cancelled: Callable[[], bool]) -> Path:
    """One mirror's file, in its place beside *part*; a resumed one that turns out wrong is fetched anew, once."""
    import pooch  # slow to import, and needed by few

    pooch.get_logger().setLevel(logging.WARNING)

    def fetch(url: str, output_file: str, _: object) -> None:
        _fill(url, part, file.size, progress, cancelled)
        os.replace(part, output_file)

    resumed = part.exists()
    try:
        path = pooch.retrieve(mirror + file.name, f"sha256:{file.sha256}", file.name, part.parent, downloader=fetch)
    except ValueError as error:
        if "hash" not in str(error):
            raise
        if resumed:
            return _from_mirror(file, mirror, part, progress, cancelled)
        raise MirrorError("sent a file with the wrong SHA-256") from None
    return Path(path)


def _fill(url: str, part: Path, size: int, progress: BytesTold, cancelled: Callable[[], bool]) -> None:
    """Lets *part* grow to *size* bytes; raises MirrorError or Cancelled when it does not get there."""
    import requests
    import urllib3

    there = part.stat().st_size if part.exists() else 0
    if there == size:
        return
    if there > size:
        part.unlink()
        there = 0
    # Without "identity" some servers unpack a .gz on the way, or requests would.
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={there}-"} if there else {})
    try:
        with requests.get(url, headers=headers, stream=True, timeout=TIMEOUT) as response:
            there = _check(response, there, size)
            with open(part, "ab" if there else "wb") as out:
                while chunk := response.raw.read(CHUNK, decode_content=False):
                    if cancelled():
                        raise Cancelled
                    out.write(chunk)
                    there += len(chunk)
                    progress(there)
    except (requests.Timeout, urllib3.exceptions.TimeoutError):
        raise MirrorError("did not answer in time") from None
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        where = f"broke off after {there:,} of {size:,} bytes" if there else "cannot be reached"
        raise MirrorError(f"{where} ({type(error).__name__})") from None
    if there != size:
        raise MirrorError(f"broke off after {there:,} of {size:,} bytes")


def _check(response: requests.Response, there: int, size: int) -> int:
    """Where the body of *response* belongs: at *there* or, from a server that knows no ranges, at 0."""
    if response.status_code not in (200, 206):
        raise MirrorError(f"answered {response.status_code} {response.reason}")
    span, length = response.headers.get("Content-Range", ""), response.headers.get("Content-Length")
    if response.status_code == 206:
        if span != f"bytes {there}-{size - 1}/{size}":
            raise MirrorError(f"offered {span!r}, expected bytes {there} to {size - 1} of {size}")
        return there
    if length is not None and int(length) != size:
        raise MirrorError(f"offered {int(length):,} bytes, expected {size:,}")
    return 0
