"""The gate: no binary needs a newer C or C++ library than the oldest supported system has, and all else is inside.

python3 packaging/building/gate.py dist/latent-explorer
"""

from __future__ import annotations

import posixpath
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from building.elf import Elf, is_elf, read_elf

# Ubuntu 22.04: glibc 2.35 and the libstdc++ and libgcc_s of GCC 12.
FLOOR = {
    "GLIBC": (2, 35),
    "GLIBCXX": (3, 4, 30),
    "CXXABI": (1, 3, 13),
    "GCC": (12, 0, 0),
}
VERSION = re.compile(r"([A-Z]+)_([0-9]+(?:\.[0-9]+)*)$")
# What every desktop has, in these words of the oldest and of the newest supported system; the .deb asks for them too.
DESKTOP = frozenset(
    {
        *("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libresolv.so.2", "libutil.so.1"),
        *("libstdc++.so.6", "libgcc_s.so.1", "libz.so.1", "libzstd.so.1"),
        *("libEGL.so.1", "libGL.so.1", "libfontconfig.so.1", "libfreetype.so.6", "libbrotlidec.so.1"),
        "libbrotlicommon.so.1",
        *("libglib-2.0.so.0", "libgthread-2.0.so.0", "libdbus-1.so.3", "libgssapi_krb5.so.2"),
        *("libX11.so.6", "libX11-xcb.so.1", "libxcb.so.1", "libxcb-glx.so.0", "libxcb-randr.so.0", "libxcb-shm.so.0"),
        *("libxcb-sync.so.1", "libxcb-xfixes.so.0", "libwayland-client.so.0", "libwayland-cursor.so.0"),
        *("libwayland-egl.so.1",),
    }
)
LOADER = re.compile(r"ld-linux[\w-]*\.so\.\d+|linux-vdso\.so\.1")


class Findings(NamedTuple):
    """What the gate found. `highest` is the newest symbol version needed, per family ("GLIBC": "2.34")."""

    problems: tuple[str, ...]
    system_libraries: tuple[str, ...]  # SONAMEs that are needed and not inside
    needed_by: Mapping[str, tuple[str, ...]]  # system library: the files that need it
    highest: Mapping[str, str]


def parse_version(name: str) -> tuple[str, tuple[int, ...]] | None:
    """("GLIBC", (2, 35)) of "GLIBC_2.35"; None for what is no such name (GLIBC_PRIVATE, CXXABI_FLOAT128)."""
    match = VERSION.match(name)
    return (match[1], tuple(map(int, match[2].split(".")))) if match else None


def elves(folder: Path) -> dict[str, Elf]:
    """Every ELF file below *folder* by its path with forward slashes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): read_elf(path) for path in files if is_elf(path)}


def check(binaries: Mapping[str, Elf], floor: Mapping[str, tuple[int, ...]] = FLOOR) -> Findings:
    """Judge *binaries* (path in the program folder: what was read of it).

    A library counts as inside when it lies where the binary itself looks for it, beside the binary (where whoever
    loaded that one looks), or in `_internal`, where the program's start looks for all.
    """
    problems: list[str] = []
    highest: dict[str, tuple[int, ...]] = {}
    outside: dict[str, list[str]] = {}
    for path, elf in binaries.items():
        for library, name in elf.versions:
            parsed = parse_version(name)
            if parsed is None or parsed[0] not in floor or _inside(library, path, elf, binaries):
                continue
            family, version = parsed
            highest[family] = max(highest.get(family, ()), version)
            if version > floor[family]:
                text = ".".join(map(str, floor[family]))
                problems.append(f"{path} needs {name} of {library}, newer than the oldest supported {text}")
        for library in elf.needed:
            if not LOADER.fullmatch(library) and not _inside(library, path, elf, binaries):
                outside.setdefault(library, []).append(path)
    return Findings(
        tuple(problems),
        tuple(sorted(outside)),
        {library: tuple(paths) for library, paths in sorted(outside.items())},
        {family: ".".join(map(str, version)) for family, version in sorted(highest.items())},
    )


def _inside(library: str, path: str, elf: Elf, binaries: Mapping[str, Elf]) -> bool:
    folder = posixpath.dirname(path)
    places = [place.replace("${ORIGIN}", folder).replace("$ORIGIN", folder) for place in elf.search]
    candidates = (posixpath.join(place, library) for place in (*places, folder, "_internal"))
    return any(posixpath.normpath(candidate) in binaries for candidate in candidates)


def strangers(findings: Findings, expected: frozenset[str] = DESKTOP) -> list[str]:
    """A sentence for each library that is left to the system and not in *expected*: a desktop may lack it."""
    return [
        f"{library} is needed by {paths[0]} and neither inside nor a library that desktops have"
        for library, paths in findings.needed_by.items()
        if library not in expected
    ]


def main(arguments: list[str]) -> int:
    """Print what was found in the program folder; 1 when there are problems."""
    findings = check(elves(Path(arguments[0])))
    problems = [*findings.problems, *strangers(findings)]
    for line in problems:
        print(line)
    print("newest versions needed:", ", ".join(f"{family} {version}" for family, version in findings.highest.items()))
    for library, paths in findings.needed_by.items():
        print(f"left to the system: {library} ({len(paths)} files, such as {paths[0]})")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
