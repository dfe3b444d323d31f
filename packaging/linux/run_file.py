"""The self-extracting installer for one user: a shell script, and behind its last line the .tar.xz."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

from linux.program_folder import TEMPLATES, ProgramFolder

RESERVE_KIB = 64 * 1024  # beside the program itself: the user's first run, icons, a disk that is not quite full


def write_run(target: Path, program: ProgramFolder, tar: Path, top: str, version: str) -> None:
    """Write *target*, which installs the program in *tar* below its one folder *top*."""
    fill = {
        "VERSION": version,
        "FILE": target.name,
        "TOP": top,
        "PAYLOAD_BYTES": str(tar.stat().st_size),
        "PAYLOAD_SHA256": sha256(tar),
        "INSTALLED_KIB": str(program.kib + RESERVE_KIB),
        "LIBC_FLOOR": program.libc_floor,
        "ICON_SIZES": " ".join(map(str, program.icon_sizes)),
        "UNINSTALLER": filled("uninstall.sh", {"REFRESH_CACHES": template("refresh_caches.sh")}).rstrip("\n"),
        "REFRESH_CACHES": template("refresh_caches.sh"),
        "DESKTOP": template("latent-explorer.desktop").rstrip("\n"),
        "MIME": template("latent-explorer.xml").rstrip("\n"),
        "OFFSET": "@OFFSET@",
    }
    header = _with_its_own_length(filled("install.sh", fill, keep=("EXEC", "TRYEXEC", "OFFSET")))
    with target.open("wb") as output, tar.open("rb") as payload:
        output.write(header)
        shutil.copyfileobj(payload, output, 1 << 20)
    target.chmod(0o755)


def template(name: str) -> str:
    """Return the text of the template *name*."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def filled(name: str, values: dict[str, str], keep: tuple[str, ...] = ()) -> str:
    """Return the template *name* with `@KEY@` replaced by *values*; the keys in *keep* stay for later.

    Raises ValueError for a key that is left over, and for a value that the template does not use.
    """
    text = template(name)
    for key, value in values.items():
        if f"@{key}@" not in text:
            raise ValueError(f"{name}: expected the placeholder @{key}@, found none")
        text = text.replace(f"@{key}@", value)
    left = sorted(set(re.findall(r"@([A-Z_0-9]+)@", text)) - set(keep))
    if left:
        raise ValueError(f"{name}: found placeholders without a value: {', '.join(left)}")
    return text


def sha256(file: Path) -> str:
    """Return the SHA-256 of *file* as 64 hexadecimal digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _with_its_own_length(text: str) -> bytes:
    """Replace `@OFFSET@` by the length in bytes of the result."""
    length = len(text.replace("@OFFSET@", "").encode())
    places = text.count("@OFFSET@")
    digits = next(n for n in range(1, 12) if len(str(length + places * n)) == n)
    return text.replace("@OFFSET@", str(length + places * digits)).encode()
