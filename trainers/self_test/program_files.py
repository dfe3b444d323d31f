"""Every file of the installed program against ``MANIFEST.sha256``, and what the build says of itself.

The manifest lies in the program's inner folder (``sys._MEIPASS`` of a frozen program) and has a line
``<sha256>  <path relative to the program folder>`` for every file but itself. A checkout has none.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from trainers.self_test.report import Found, SelfTestError

MANIFEST = "MANIFEST.sha256"
BUILD_INFO = "BUILD-INFO.json"
NAMED = 8  # files that a sentence names, of each kind
LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def inner_folder() -> Path | None:
    """The folder of libraries and resources of a frozen program; None in a checkout."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else None


def check_files(inner: Path | None) -> Found:
    """Raises SelfTestError that names the files that are missing, changed or unreadable; files that nobody listed are
    only told, as systems and installers leave theirs everywhere."""
    if inner is None:
        return Found("a checkout: it has no manifest of its files")
    program = inner.parent
    listed = read_manifest(inner / MANIFEST)
    with ThreadPoolExecutor(2) as pool:  # hashing lets the other thread on
        problems = [said for said in pool.map(lambda entry: _problem(program, *entry), listed.items()) if said]
    if problems:
        raise SelfTestError(f"{_some(problems)}; please install the program again")
    unlisted = sorted(set(files_inside(inner)) - listed.keys() - {f"{inner.name}/{MANIFEST}"})
    size = sum((program / name).stat().st_size for name in listed)
    detail = f"{len(listed)} files ({size / 1e6:.0f} MB) are as they were built"
    return Found(detail, f"Not of this program: {_some(unlisted)}" if unlisted else "")


def check_untouched(inner: Path | None, before: frozenset[str]) -> str:
    """Raises SelfTestError when the program has written into its own folder, which others may share."""
    if inner is None:
        return "a checkout: not looked at"
    after = files_inside(inner)
    if after != before:
        raise SelfTestError(f"the program changed its own folder: {_some(sorted(after ^ before))}")
    return "nothing was written into the program's folder"


def files_inside(inner: Path | None) -> frozenset[str]:
    """Every file in the inner folder, relative to the program folder, with forward slashes."""
    if inner is None:
        return frozenset()
    walked = os.walk(inner)
    return frozenset(
        (Path(at) / name).relative_to(inner.parent).as_posix() for at, _, names in walked for name in names
    )


def read_manifest(path: Path) -> dict[str, str]:
    """Path to SHA-256. Raises SelfTestError with one sentence where there is no whole manifest."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SelfTestError(f"{path}: the list of the program's files cannot be read ({error})") from None
    found = [LINE.fullmatch(line) for line in lines]
    if not found or None in found:
        broken = found.index(None) + 1 if None in found else 1
        raise SelfTestError(f"{path}: line {broken}: expected a SHA-256 and a path, found something else")
    return {match[2]: match[1] for match in found if match}


def check_build(inner: Path | None) -> tuple[Found, Mapping[str, Any]]:
    """A sentence and all that ``BUILD-INFO.json`` says. Raises SelfTestError for a frozen program without it."""
    if inner is None:
        return Found("a checkout: it was not built"), {}
    try:
        table = json.loads((inner / BUILD_INFO).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SelfTestError(f"{inner / BUILD_INFO}: cannot be read ({error})") from None
    if not isinstance(table, dict):
        raise SelfTestError(f"{inner / BUILD_INFO}: expected a table, found something else")
    said = ", ".join(f"{key} {table[key]}" for key in ("version", "commit", "platform") if key in table)
    return Found(said or "says nothing of itself"), table


def _problem(program: Path, name: str, expected: str) -> str:
    """What is wrong with a file, or ""."""
    digest = hashlib.sha256()
    try:
        with (program / name).open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    except FileNotFoundError:
        return f"{name} is missing"
    except OSError as error:
        return f"{name} cannot be read ({error.strerror})"
    if digest.hexdigest() != expected:
        return f"{name} was changed (its SHA-256 is {digest.hexdigest()[:12]}…, expected {expected[:12]}…)"
    return ""


def _some(names: list[str]) -> str:
    more = f", and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
