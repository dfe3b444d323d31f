"""The disk image for macOS: the application, a link to the Applications folder, and what to do at the first start.

    python3 packaging/macos/artefacts.py dist/latent-explorer --version 0.3.0

PyInstaller has written the application beside the program folder (or where that first lay, in build/). What
packaging/build.py added to the folder afterwards (licences, build information, data) is brought over, the list of files
is written for the bundle's own layout, and the bundle is sealed with an ad-hoc signature, without which nothing starts
on Apple silicon.

Not yet run on a Mac: hdiutil, codesign and ditto exist only there. What needs none of them is tested everywhere.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import plistlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from macos.bundle import APP, info_plist

MANIFEST = "MANIFEST.sha256"
HERE = Path(__file__).resolve().parent
READ_ME = HERE / "read-me-first.txt"
STAGE = (
    HERE.parents[1] / "build" / "pyinstaller" / "stage"
)  # where PyInstaller writes, see packaging/building/freeze.py
# Formats of hdiutil: as it is, zlib, LZMA (since macOS 10.15).
FORMATS = {
    "none": ("-format", "UDRO"),
    "fast": ("-format", "UDZO", "-imagekey", "zlib-level=1"),
    "best": ("-format", "ULMO"),
}
TRIES = 3  # "Resource busy": now and then the system's indexer has the new image open


class PackageError(ValueError):
    """A package that cannot be made. The text is one sentence."""


def make_dmg(folder_or_app: Path, dist: Path, version: str, compression: str = "best") -> Path:
    """Finishes the application and writes the disk image; returns its path. Raises PackageError.

    *folder_or_app*: the program folder, whose application is found by find_app, or an application itself.
    """
    if compression not in FORMATS:
        raise PackageError(f"compression: expected one of {', '.join(FORMATS)}, found {compression!r}")
    if sys.platform != "darwin":
        raise PackageError(f"a disk image is made by macOS' own hdiutil; this is {sys.platform}")
    app = find_app(folder_or_app)
    if app != folder_or_app:
        bring_over(folder_or_app, app)
    write_version(app, version)
    write_manifest(app)
    seal(app)
    path = dist / f"latent-explorer-{version}-macos-{platform.machine()}.dmg"
    dist.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="latent-explorer-dmg-") as work:
        volume, image = Path(work) / "volume", Path(work) / "image.dmg"
        lay_out(app, volume)
        name = ("-volname", f"Latent Explorer {version}")
        command = ["hdiutil", "create", *name, "-srcfolder", str(volume), "-fs", "HFS+", *FORMATS[compression], "-ov"]
        _run([*command, str(image)], tries=TRIES)
        shutil.move(image, path)
    return path


def find_app(folder_or_app: Path, stage: Path = STAGE) -> Path:
    """The application itself, or the one beside the program folder or in *stage*. Raises PackageError."""
    places = [folder_or_app] if folder_or_app.suffix == ".app" else [folder_or_app.with_name(APP), stage / APP]
    for app in places:
        if (app / "Contents" / "Info.plist").is_file():
            return app
    raise PackageError(f"{' or '.join(map(str, places))}: expected the application that PyInstaller writes, found none")


def write_version(app: Path, version: str) -> None:
    """The version of this build, which need not be that of the sources."""
    path = app / "Contents" / "Info.plist"
    table = plistlib.loads(path.read_bytes())
    path.write_bytes(plistlib.dumps({**table, **info_plist(version)}))


def bring_over(folder: Path, app: Path) -> list[str]:
    """Copies what the program folder has and the application has not; returns these paths within ``_internal``.

    Data lies in Contents/Resources, as a signature wants it; the program looks in Contents/Frameworks, so a link leads
    from there, for the topmost folder that is new. Raises PackageError for a library: that would need its own signature
    and PyInstaller's changes.
    """
    resources, frameworks = app / "Contents" / "Resources", app / "Contents" / "Frameworks"
    brought = []
    for source in sorted((folder / "_internal").rglob("*")):
        name = source.relative_to(folder / "_internal")
        if not source.is_file() or (frameworks / name).exists() or name.name == MANIFEST:
            continue
        if source.suffix in (".so", ".dylib"):
            raise PackageError(f"{name}: a library of the program folder is missing in {app.name}")
        target = resources / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        if not (frameworks / name).exists():
            new = next(part for part in (*reversed(name.parents[:-1]), name) if not (frameworks / part).exists())
            link = frameworks / new
            link.symlink_to(os.path.relpath(resources / new, link.parent))
        brought.append(name.as_posix())
    return brought


def write_manifest(app: Path) -> Path:
    """Writes the SHA-256 of every file in Contents/Frameworks (through its links) and Contents/Resources.

    Paths are relative to Contents, the folder above the one in which the program looks. The executable is left out:
    the seal that comes last is stored in it.
    """
    contents = app / "Contents"
    path = contents / "Resources" / MANIFEST
    link = contents / "Frameworks" / MANIFEST
    path.unlink(missing_ok=True)
    link.unlink(missing_ok=True)
    lines = []
    for file in sorted([*(contents / "Frameworks").rglob("*"), *(contents / "Resources").rglob("*")]):
        if file.is_file():
            with file.open("rb") as opened:
                digest = hashlib.file_digest(opened, "sha256").hexdigest()
            lines.append(f"{digest}  {file.relative_to(contents).as_posix()}\n")
    path.write_text("".join(lines), encoding="utf-8")
    link.symlink_to(Path("..") / "Resources" / MANIFEST)
    return path


def seal(app: Path) -> None:
    """Signs the bundle ad hoc; the libraries inside keep the signatures that PyInstaller gave them."""
    _run(["codesign", "--force", "--sign", "-", "--timestamp=none", str(app)])
    _run(["codesign", "--verify", "--deep", "--strict", str(app)])


def lay_out(app: Path, volume: Path) -> None:
    """Fills the folder that becomes the volume."""
    volume.mkdir(parents=True)
    _run(["ditto", str(app), str(volume / APP)])
    (volume / "Applications").symlink_to("/Applications")
    shutil.copyfile(READ_ME, volume / "Read me first 请先阅读.txt")


def _run(command: Sequence[str], tries: int = 1) -> None:
    for left in reversed(range(tries)):
        answer = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")
        if answer.returncode == 0:
            return
        if left == 0:
            raise PackageError(f"{command[0]} ended with code {answer.returncode}: {answer.stderr.strip()[-2000:]}")


def main(argv: Sequence[str] | None = None) -> int:
    """Makes the image; returns 0, or 1 with the reason on standard error."""
    parser = argparse.ArgumentParser(description="Make the disk image for macOS.")
    parser.add_argument("folder", type=Path, help="the program folder, or an application")
    parser.add_argument("--dist", type=Path, default=Path("dist"), help="where the image goes (%(default)s)")
    parser.add_argument("--version", required=True)
    parser.add_argument("--compression", choices=tuple(FORMATS), default="best")
    arguments = parser.parse_args(argv)
    try:
        print(make_dmg(arguments.folder, arguments.dist, arguments.version, arguments.compression))
    except (PackageError, OSError) as error:
        print(f"dmg: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
