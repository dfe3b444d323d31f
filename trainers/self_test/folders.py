"""Whether the program can write where it keeps things: a file is really written and removed again."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from trainers import places
from trainers.self_test.machine import free_gb
from trainers.self_test.report import Found, SelfTestError

LEAST_FREE_GB = 1.0  # a run takes up to some 150 MB


def user_folders() -> dict[str, Path]:
    """Every folder that the program writes to, by what lies there."""
    return {
        "data sets": places.data_dir(),
        "runs": places.runs_dir(),
        "judges": places.judges_dir(),
        "logs": places.log_dir(),
        "settings": places.settings_file().parent,
    }


def check_folders(folders: Mapping[str, Path], files: tuple[Path, ...] = ()) -> Found:
    """Raises SelfTestError that names each folder that cannot be written to, and each of *files* that exists and
    cannot. Folders that were missing are missing afterwards."""
    problems = [said for what, folder in folders.items() if (said := _problem(what, folder))]
    problems.extend(f"{file} is read-only" for file in files if file.exists() and not os.access(file, os.W_OK))
    if problems:
        raise SelfTestError("; ".join(problems))
    free = {folder: gb for folder in folders.values() if (gb := free_gb(folder)) is not None}
    short = [f"Only {gb:.2g} GB are free at {folder}" for folder, gb in free.items() if gb < LEAST_FREE_GB]
    detail = ", ".join(f"{what}: {folder}" for what, folder in folders.items())
    return Found(f"can be written to ({detail})", short[0] if short else "")


def check_log(file: Path, line: str) -> str:
    """Appends a line to the log file and reads it back. Raises SelfTestError."""
    try:
        with _made(file.parent):
            existed = file.exists()
            with file.open("a", encoding="utf-8") as log:
                log.write(f"{line}\n")
            found = line in file.read_text(encoding="utf-8", errors="replace")
            if not existed:
                file.unlink()
    except OSError as error:
        raise SelfTestError(f"the log file {file} cannot be written ({error.strerror})") from None
    if not found:
        raise SelfTestError(f"the log file {file} does not hold what was written to it")
    return f"is written to {file}"


def _problem(what: str, folder: Path) -> str:
    probe = folder / f".latent-explorer-{os.getpid()}.probe"
    try:
        with _made(folder):
            probe.write_bytes(b"written by the self-test")
            whole = probe.read_bytes() == b"written by the self-test"
            probe.unlink()
    except OSError as error:
        return f"{what}: {folder} cannot be written to ({error.strerror})"
    return "" if whole else f"{what}: {folder} does not give back what is written to it"


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Makes a folder for the time being. Raises OSError."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    finally:
        for place in missing:  # from the inside out; what got other contents meanwhile stays
            with suppress(OSError):
                place.rmdir()
