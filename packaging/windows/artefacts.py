"""The packages for Windows: a portable .zip, and an installer that NSIS compiles, on Windows or on Linux.

python3 packaging/windows/artefacts.py zip   dist/latent-explorer --version 0.3.0
python3 packaging/windows/artefacts.py setup dist/latent-explorer --version 0.3.0 --compression fast
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

HERE = Path(__file__).resolve().parent
SCRIPT = HERE / "latent-explorer.nsi"
ICON = HERE.parents[1] / "resources" / "icons" / "latent-explorer.ico"
PROGRAM = "latent-explorer.exe"
COMPRESSIONS = ("none", "fast", "best")
MAX_PATH, MAX_FOLDER = 259, 247  # characters that Windows' classic interface allows for a file and for a folder
# C:\\Users\\<20 characters>\\AppData\\Local\\Programs\\Latent Explorer has 65; the rest is left to the user's choice.
SHORTEST_INSTDIR = 80
MAX_DATA = 2**31 - 1  # NSIS counts bytes in 32 bits with a sign
BAD_CHARACTERS = re.compile(r'[<>:"|?*\\\x00-\x1f]')
RESERVED = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(\.|$)", re.IGNORECASE)


class PackageError(ValueError):
    """A package that cannot be made. The text is one sentence."""


def program_files(folder: Path) -> list[str]:
    """Every file below the program folder, as paths with forward slashes, sorted.

    Raises PackageError for a folder without the program, or a name that Windows cannot hold.
    """
    if not (folder / PROGRAM).is_file():
        raise PackageError(f"{folder}: expected the program folder with {PROGRAM}, found none")
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    check_names(files)
    return files


def check_names(files: Iterable[str]) -> None:
    """Raises PackageError for the first name that Windows cannot hold, or two that are one to it."""
    files = list(files)
    for file in files:
        for part in PurePosixPath(file).parts:
            if BAD_CHARACTERS.search(part) or part.endswith((".", " ")) or RESERVED.match(part):
                raise PackageError(f"{file}: Windows cannot have a file by the name {part!r}")
    twice = [name for name, count in Counter(file.casefold() for file in files).items() if count > 1]
    if twice:
        raise PackageError(f"{twice[0]}: two files whose names differ only in capitals are one on Windows")


def longest_instdir(files: Sequence[str]) -> int:
    """How many characters the installation folder may have; raises PackageError when that is too little for most."""
    longest = max(files, key=len)
    room = min(MAX_PATH - 1 - len(longest), MAX_FOLDER - 1 - max(len(folder) for folder in folders_of(files)))
    if room < SHORTEST_INSTDIR:
        raise PackageError(
            f"{longest}: has {len(longest)} characters, which leaves {room} for the installation folder; "
            f"expected at least {SHORTEST_INSTDIR}"
        )
    return room


def folders_of(files: Iterable[str]) -> list[str]:
    """The folders of *files*, "" for the topmost, each before those inside it."""
    found = {str(parent) for file in files for parent in PurePosixPath(file).parents}
    return sorted("" if folder == "." else folder for folder in found)


def make_zip(folder: Path, dist: Path, version: str, compression: str = "best") -> Path:
    """Writes the portable .zip: one top folder, the same bytes for the same files. Returns its path.

    "best" and "fast" are levels of deflate, the only method that Windows' own Explorer unpacks. Raises PackageError.
    """
    methods = {"none": (zipfile.ZIP_STORED, None), "fast": (zipfile.ZIP_DEFLATED, 1), "best": (zipfile.ZIP_DEFLATED, 9)}
    method, level = methods[_known(compression)]
    files = program_files(folder)
    path = dist / f"latent-explorer-{version}-windows-x86_64.zip"
    part = path.with_name(path.name + ".part")
    dist.mkdir(parents=True, exist_ok=True)
    date = date_of(folder)
    try:
        with zipfile.ZipFile(part, "w", method, allowZip64=True, compresslevel=level) as archive:
            for file in files:
                info = zipfile.ZipInfo(f"latent-explorer-{version}/{file}", date)
                info.compress_type = method
                info.create_system = 0  # attributes are those of Windows, wherever this runs
                info.external_attr = 0x20  # an ordinary file
                info.file_size = (folder / file).stat().st_size  # decides whether the entry needs zip64
                with (folder / file).open("rb") as source, archive.open(info, "w") as target:
                    shutil.copyfileobj(source, target, 1 << 20)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return path


def date_of(folder: Path) -> tuple[int, ...]:
    """Year to second, in UTC: SOURCE_DATE_EPOCH, else the date of the commit, else where a .zip begins."""
    chosen = os.environ.get("SOURCE_DATE_EPOCH", "")
    info = folder / "_internal" / "BUILD-INFO.json"
    if chosen:
        moment = datetime.fromtimestamp(int(chosen), UTC)
    elif info.is_file():
        moment = datetime.fromisoformat(json.loads(info.read_text(encoding="utf-8"))["commit-date"]).astimezone(UTC)
    else:
        moment = datetime(1980, 1, 1, tzinfo=UTC)
    return max(moment, datetime(1980, 1, 1, tzinfo=UTC)).timetuple()[:6]


def make_setup(folder: Path, dist: Path, version: str, compression: str = "best") -> Path:
    """Compiles the installer and returns its path. Raises PackageError: the message of the compiler is in it."""
    _known(compression)
    compiler = find_makensis()
    files = program_files(folder)
    folder = folder.resolve()
    for path in map(str, (folder / file for file in files)):
        if re.search(r"\$[{(]", path):
            raise PackageError(f"{path}: NSIS would take a part of this name for a variable")
    total = sum((folder / file).stat().st_size for file in files)
    if total > MAX_DATA:
        raise PackageError(f"{folder}: {total} bytes; an installer of NSIS holds at most {MAX_DATA}")
    path = dist / f"latent-explorer-{version}-windows-x86_64-setup.exe"
    dist.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="latent-explorer-nsis-") as work:
        listing = Path(work) / "files.nsh"
        listing.write_text(file_macros(folder, files), encoding="utf-8-sig")
        part = Path(work) / path.name
        defines = {
            "VERSION": version,
            "VERSION4": four_numbers(version),
            "OUTPUT": str(part),
            "FILES": str(listing),
            "SIZE_KB": str(total // 1024 + 1),
            "NEEDED_MB": str(needed_megabytes(total)),
            "MAX_INSTDIR": str(longest_instdir(files)),
            "COMPRESSION": compression,
            "TARGET": installer_target(compiler),
        }
        if ICON.is_file():
            defines["ICON"] = str(ICON)
        options = [f"-D{name}={value}" for name, value in defines.items()]
        command = [str(compiler), "-V2", "-WX", "-INPUTCHARSET", "UTF8", *options, str(SCRIPT)]
        # Without a locale of UTF-8 the compiler for Linux cannot find files of other alphabets.
        environ = {**os.environ, "LC_ALL": "C.UTF-8"} if os.name == "posix" else dict(os.environ)
        answer = subprocess.run(
            command, env=environ, capture_output=True, text=True, encoding="utf-8", errors="replace"
        )
        if answer.returncode != 0 or not part.is_file():
            said = "\n".join((answer.stdout + answer.stderr).strip().splitlines()[-15:])
            raise PackageError(f"makensis ended with code {answer.returncode}:\n{said}")
        shutil.move(part, path)
    return path


def needed_megabytes(total: int) -> int:
    """What must be free on the disk for *total* bytes: files fill whole clusters, and a program that starts writes."""
    return total * 21 // 20 // 2**20 + 50


def file_macros(folder: Path, files: Sequence[str]) -> str:
    """The script that installs exactly *files* of *folder*, and removes exactly these, then the empty folders."""
    folders = folders_of(files)
    lines = ["!macro InstallFiles"]
    for inside in folders:
        lines.append(f'  SetOutPath "{_target(inside)}"')
        here = [file for file in files if str(PurePosixPath(file).parent) == (inside or ".")]
        lines += [f'  File "/oname={_quoted(PurePosixPath(file).name)}" "{folder / file}"' for file in here]
    lines += ["!macroend", "!macro RemoveFiles"]
    lines += [f'  Delete "{_target(file)}"' for file in files]
    lines += [f'  RMDir "{_target(inside)}"' for inside in reversed(folders) if inside]
    return "\n".join([*lines, "!macroend", ""])


def _target(file: str) -> str:
    return "$INSTDIR" + ("\\" + _quoted(file.replace("/", "\\")) if file else "")


def _quoted(text: str) -> str:
    return text.replace("$", "$$")


def four_numbers(version: str) -> str:
    """The version as Windows wants it: 0.3.0rc1 is 0.3.0.0. Raises PackageError."""
    match = re.match(r"\d+(\.\d+)*", version)
    if match is None:
        raise PackageError(f"version: expected numbers such as 0.3.0, found {version!r}")
    return ".".join([*match[0].split("."), "0", "0", "0"][:4])


def find_makensis() -> Path:
    """The compiler of NSIS. Raises PackageError, which says how to get it."""
    found = shutil.which("makensis")
    if found:
        return Path(found)
    for variable in ("ProgramFiles(x86)", "ProgramFiles"):
        path = Path(os.environ.get(variable, "")) / "NSIS" / "makensis.exe"
        if path.is_file():
            return path
    raise PackageError("makensis: not found; on Debian and Ubuntu `apt-get install nsis`, on Windows install NSIS 3")


def installer_target(compiler: Path) -> str:
    """A 64-bit installer where the compiler can make one: Debian's can, NSIS' own build for Windows cannot."""
    places = (compiler.resolve().parent / "Stubs", Path("/usr/share/nsis/Stubs"))
    has_64_bit = any((place / "lzma-amd64-unicode").exists() for place in places)
    return "amd64-unicode" if has_64_bit else "x86-unicode"


def _known(compression: str) -> str:
    if compression not in COMPRESSIONS:
        raise PackageError(f"compression: expected one of {', '.join(COMPRESSIONS)}, found {compression!r}")
    return compression


def main(argv: Sequence[str] | None = None) -> int:
    """Makes one package; returns 0, or 1 with the reason on standard error."""
    parser = argparse.ArgumentParser(description="Make a package for Windows from the program folder.")
    parser.add_argument("kind", choices=("zip", "setup"))
    parser.add_argument("folder", type=Path, help="the program folder, with latent-explorer.exe")
    parser.add_argument("--dist", type=Path, default=Path("dist"), help="where the package goes (%(default)s)")
    parser.add_argument("--version", required=True)
    parser.add_argument("--compression", choices=COMPRESSIONS, default="best")
    arguments = parser.parse_args(argv)
    make = make_zip if arguments.kind == "zip" else make_setup
    try:
        print(make(arguments.folder, arguments.dist, arguments.version, arguments.compression))
    except (PackageError, OSError) as error:
        print(f"{arguments.kind}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
