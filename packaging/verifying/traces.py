"""What an installation leaves behind: lists of all files of a system, before and after."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

from verifying.machine import HOME

# What a user made with the program; it stays.
USER_DATA = tuple(f"{HOME}/{name}/latent-explorer" for name in (".local/share", ".config", ".local/state"))
# What libraries of the system write for every program that draws.
CACHES = tuple(f"{HOME}/.cache/{name}" for name in ("fontconfig", "mesa_shader_cache", "mesa_shader_cache_db"))
# What dpkg, and the triggers of other packages, keep for themselves.
SYSTEM_RECORDS = (
    *("/var/lib/dpkg", "/var/log", "/var/cache", "/var/lib/apt"),
    *("/usr/share/mime", "/usr/share/applications/mimeinfo.cache", "/usr/share/icons/hicolor/icon-theme.cache"),
)


class Difference(NamedTuple):
    """Paths that came, went, and changed; each sorted."""

    added: list[str]
    removed: list[str]
    changed: list[str]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def __str__(self) -> str:
        parts = [f"{name} {', '.join(paths[:8])}" for name, paths in zip(self._fields, self, strict=True) if paths]
        return "; ".join(parts) or "none"


def listing(root: Path, below: str = "/") -> dict[str, tuple[object, ...]]:
    """Return what is below *below* in *root*: path -> (kind and mode, size, time of change in ns, target of a link).

    Folders have no size and no time: both follow from what is in them.
    """
    found: dict[str, tuple[object, ...]] = {}
    for folder, folders, files in os.walk(root / below.lstrip("/")):
        for name in (*folders, *files):
            path = Path(folder) / name
            state = path.lstat()
            inside = f"/{path.relative_to(root).as_posix()}"
            if stat.S_ISDIR(state.st_mode):
                found[inside] = (state.st_mode,)
            elif stat.S_ISLNK(state.st_mode):
                found[inside] = (state.st_mode, os.readlink(path))
            else:
                found[inside] = (state.st_mode, state.st_size, state.st_mtime_ns)
    return found


def difference(before: dict[str, tuple[object, ...]], after: dict[str, tuple[object, ...]]) -> Difference:
    """Compare two listings."""
    return Difference(
        sorted(after.keys() - before.keys()),
        sorted(before.keys() - after.keys()),
        sorted(path for path in before.keys() & after.keys() if before[path] != after[path]),
    )


def left_behind(found: Difference) -> Difference:
    """Return *found* without user data, the caches of the system's own libraries, and dpkg's records."""
    allowed = (*USER_DATA, *CACHES, *SYSTEM_RECORDS)
    parents = {str(parent) for path in (*USER_DATA, *CACHES) for parent in Path(path).parents}

    def ours(path: str) -> bool:
        return path not in parents and not any(path == place or path.startswith(f"{place}/") for place in allowed)

    return Difference(*([path for path in paths if ours(path)] for paths in found))
