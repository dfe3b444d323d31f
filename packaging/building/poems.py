"""The quatrains in the program folder, where a data folder has them: one file, verified before it is copied."""

from __future__ import annotations

import shutil
from pathlib import Path

from building.sums import sha256

FILE = Path("poems", "quatrains.txt")
CONTENT = "4a0ff5d179bc96b2163b4c5e16cd092d3ff6907491ec48838dba7975662a1771"  # SHA-256 of the 14 056 poems


class PoemsError(RuntimeError):
    """The file holds something else. The text is one sentence."""


def bundle(data_dir: Path, resources: Path) -> bool:
    """Copy *data_dir*/poems/quatrains.txt to *resources*/data/poems; False where there is none. Raises PoemsError where
    it is not the file whose origin and licence the program states."""
    source, target = data_dir / FILE, resources / "data" / FILE
    if not source.is_file():
        return False
    if sha256(source) != CONTENT:
        raise PoemsError(f"{source}: expected the 14 056 quatrains, found other data in it")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return True
