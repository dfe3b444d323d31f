"""PyInstaller's part, and the stripping of what it gathered."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from building.elf import is_elf

# auditwheel rewrote these: strip would put their segments where the loader refuses them.
NEVER_STRIPPED = re.compile(r"_internal/([^/]+\.libs/|latent-explorer$)")


class BuildError(RuntimeError):
    """The build cannot go on. The text is one sentence."""


def freeze(python: Path, spec: Path, work: Path, epoch: int) -> Path:
    """Run PyInstaller on *spec*; return the program folder, in *work*/stage. Its output goes to *work*/pyinstaller.log.

    Raises BuildError with the last lines of that file.
    """
    stage, log = work / "stage", work / "pyinstaller.log"
    shutil.rmtree(stage, ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    environ = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "PYTHONHASHSEED": "0"}
    environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    environ.pop("PYTHONPATH", None)
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--distpath", str(stage), "--workpath", str(work)]
    with log.open("w", encoding="utf-8") as output:
        code = subprocess.run([*command, str(spec)], env=environ, stdout=output, stderr=subprocess.STDOUT).returncode
    program = stage / "latent-explorer"
    if code != 0 or not (program / "_internal").is_dir():
        end = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
        raise BuildError(f"PyInstaller ended with code {code}; the end of {log}:\n{end}")
    return program


def strip(folder: Path) -> int:
    """Take symbols that nothing needs at run time out of the libraries (Linux); return the bytes that were saved.

    Raises BuildError when there is no strip, or when it fails on a file.
    """
    tool = shutil.which("strip")
    if tool is None:
        raise BuildError("strip: not found; install the package binutils")
    saved = 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or path.is_symlink() or "/" not in name or NEVER_STRIPPED.match(name) or not is_elf(path):
            continue
        before = path.stat().st_size
        done = subprocess.run([tool, "--strip-unneeded", str(path)], capture_output=True, text=True)
        if done.returncode != 0:
            raise BuildError(f"strip failed on {name}: {done.stderr.strip()}")
        saved += before - path.stat().st_size
    return saved


def remove_empty_folders(folder: Path) -> None:
    """A folder whose files were all left out goes, too."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def replace(new: Path, place: Path) -> None:
    """Put the folder *new* at *place*, where an older one may lie; whoever looks sees one or the other."""
    place.parent.mkdir(parents=True, exist_ok=True)
    old = place.with_name(place.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)


if __name__ == "__main__":
    print(strip(Path(sys.argv[1])))
