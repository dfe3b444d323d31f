"""What the program says of itself: version, build, libraries, and the licences of what it is made of. No Qt."""

from __future__ import annotations

import json
import platform
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distributions, version
from pathlib import Path
from typing import Any

from trainers import __version__

LICENCES = "THIRD-PARTY-LICENCES.txt"
SHOWN = ("torch", "PySide6_Essentials", "pyqtgraph", "numpy", "Pillow", "scikit-learn", "pydantic", "safetensors")
_TEXTS = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
_CODE = (".py", ".pyc", ".pyi", ".h", ".so")


@dataclass(frozen=True)
class ProgramFacts:
    """``commit``, its ``date`` (2026-01-31) and the ``platform`` are those of the build; empty in a checkout, which was
    not built, and where the build's own file cannot be read. ``libraries`` are (name, version)."""

    version: str
    commit: str
    date: str
    platform: str
    libraries: tuple[tuple[str, str], ...]

    def to_text(self) -> str:
        """For a report: a line each."""
        build = f"commit {self.commit} of {self.date}, {self.platform}" if self.commit else "commit unknown"
        return "\n".join((f"Latent Explorer {self.version}", build, *(" ".join(each) for each in self.libraries)))


def read_facts() -> ProgramFacts:
    """Reads a few small files."""
    info = _build_info()
    said = {key: str(info.get(key) or "") for key in ("version", "commit", "commit-date", "platform")}
    return ProgramFacts(
        version=said["version"] or __version__,
        commit=said["commit"][:12],
        date=said["commit-date"][:10],
        platform=said["platform"],
        libraries=_libraries(info),
    )


def third_party_licences() -> str:
    """Name, version, licence and licence texts of every library: what was bundled with a frozen program, else what is
    installed. Raises OSError for a frozen program without the file."""
    bundle = _bundle()
    if bundle is not None:
        return (bundle / LICENCES).read_text(encoding="utf-8")
    return "\n\n".join(_licence_of(package) for package in _needed())


def _needed() -> list[Distribution]:
    """What the program needs of what is installed, in alphabetic order: not the tools of those who develop it."""
    installed = {_key(each.name): each for each in reversed(list(distributions())) if each.name}
    wanted, seen = ["latent-explorer", *map(_key, SHOWN)], set[str]()
    while wanted:
        name = wanted.pop()
        if name not in seen and name in installed:
            seen.add(name)
            needs = [need for need in installed[name].requires or () if "extra ==" not in need]
            wanted += [_key(match[0]) for need in needs if (match := re.match(r"[\w.-]+", need))]
    return [installed[name] for name in sorted(seen - {"latent-explorer"})]


def _bundle() -> Path | None:
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else None


def _build_info() -> Mapping[str, Any]:
    """What the build wrote down; nothing for a checkout, or where it cannot be read."""
    bundle = _bundle()
    if bundle is None:
        return {}
    try:
        info = json.loads((bundle / "BUILD-INFO.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return info if isinstance(info, dict) else {}


def _libraries(info: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Python first. A frozen program may lack the metadata of its libraries; its build wrote down their versions."""
    noted = info.get("libraries")
    known = {_key(name): str(number) for name, number in noted.items()} if isinstance(noted, dict) else {}
    found = [("Python", platform.python_version())]
    for name in SHOWN:
        number = known.get(_key(name)) or _installed(name)
        if number:
            found.append((name.replace("_", "-"), number))
    return tuple(found)


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _licence_of(package: Distribution) -> str:
    """A heading, the licence's name, and every text that the package brings along."""
    title = f"{package.name} {package.version}"
    parts = [f"{title}\n{'=' * len(title)}", _licence_name(package)]
    for file in package.files or ():
        if _TEXTS.search(file.name) and not file.name.endswith(_CODE):
            try:
                text = Path(str(package.locate_file(file))).read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            parts += [f"--- {file}", text.strip()]
    return "\n\n".join(parts)


def _licence_name(package: Distribution) -> str:
    """As the package states it: as an expression, as a trove classifier, or in free text (its first line)."""

    def stated(key: str) -> list[str]:
        return [text.strip() for text in package.metadata.get_all(key) or () if text.strip()]

    classifiers = [text.split(" :: ")[-1] for text in stated("Classifier") if text.startswith("License ::")]
    free = [text.splitlines()[0] for text in stated("License")]
    return ", ".join(stated("License-Expression") or classifiers or free or ["licence not stated"])
