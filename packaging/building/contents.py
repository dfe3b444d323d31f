"""What is inside a program folder, and where each piece came from: Python packages, system libraries, Python itself.

Read from contents.json, which the spec writes, and from the metadata of the environment that was built from.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import Distribution, distributions
from pathlib import Path
from urllib.parse import quote

LICENCE_NAMES = ("licen", "copying", "notice", "authors", "copyright")


@dataclass(frozen=True)
class Component:
    """One piece of the product. `kind` is "python" (a package), "runtime", "system" or "data".

    `licence` is what its maker calls it, an SPDX expression where there is one; `texts` are files with the full texts.
    """

    name: str
    version: str
    kind: str
    licence: str = ""
    homepage: str = ""
    url: str = ""  # as package URLs are written (purl), where there is one
    texts: tuple[Path, ...] = ()
    note: str = ""  # stands before the texts
    files: tuple[str, ...] = field(default=(), repr=False)  # in `_internal`


@dataclass(frozen=True)
class Entry:
    """A file of the bundle (`name`) or a module of the archive, with the file it was made from."""

    name: str
    source: Path
    module: bool


def read_entries(contents: Path) -> list[Entry]:
    """The entries of contents.json; namespace packages, which have no file, are left out."""
    tables = json.loads(contents.read_text(encoding="utf-8"))
    return [
        Entry(name, Path(source), table == "modules")
        for table in ("modules", "libraries", "files")
        for name, source, _kind in tables[table]
        if source and os.path.isabs(source)
    ]


def python_packages(entries: Iterable[Entry], site: Path) -> tuple[list[Component], list[Entry]]:
    """The packages of *site* that the entries come from, and the entries that come from elsewhere.

    Raises ValueError when a file lies in *site* and no package owns it: then nobody knows its licence.
    """
    owners: dict[str, Distribution] = {}
    for distribution in distributions(path=[str(site)]):
        for file in distribution.files or ():
            owners[os.path.normpath(site / file)] = distribution
    inside: dict[str, tuple[Distribution, list[str]]] = {}
    others: list[Entry] = []
    for entry in entries:
        owner = owners.get(os.path.normpath(entry.source))
        if owner is not None:
            inside.setdefault(owner.name, (owner, []))[1].append("" if entry.module else entry.name)
        elif entry.source.is_relative_to(site):
            raise ValueError(f"{entry.source}: expected a package that owns this file, found none")
        else:
            others.append(entry)
    found = [_python_component(owner, names) for owner, names in inside.values()]
    return sorted(found, key=lambda component: component.name.lower()), others


def _python_component(distribution: Distribution, names: list[str]) -> Component:
    metadata = distribution.metadata
    licence = metadata.get("License-Expression") or ""
    if not licence:
        classified = [line.rsplit(" :: ", 1)[-1] for line in metadata.get_all("Classifier", []) if "License ::" in line]
        first = (metadata.get("License") or "").strip().splitlines()
        licence = first[0] if first and len(first[0]) < 80 and "Copyright" not in first[0] else " AND ".join(classified)
    links = [line.split(", ", 1)[-1] for line in metadata.get_all("Project-URL", [])]
    texts = sorted(
        Path(str(distribution.locate_file(file)))
        for file in distribution.files or ()
        if ".dist-info" in str(file) and any(word in file.name.lower() for word in LICENCE_NAMES)
    )
    homepage = metadata.get("Home-page") or (links[0] if links else "")
    url = f"pkg:pypi/{distribution.name.lower().replace('_', '-')}@{quote(distribution.version)}"
    files = tuple(name for name in names if name)
    return Component(
        distribution.name, distribution.version, "python", licence, homepage, url, tuple(texts), files=files
    )


def system_libraries(entries: Iterable[Entry], own: Iterable[Path]) -> list[Component]:
    """The libraries among *entries* that come from the system, by Debian package where there is dpkg.

    *own* are the folders that are none of the system's: the checkout and Python's. Elsewhere each library stands for
    itself, without a version.
    """
    own = tuple(own)
    libraries = [entry for entry in entries if not any(entry.source.is_relative_to(folder) for folder in own)]
    owners = debian_packages({entry.source for entry in libraries})
    packages: dict[str, list[Entry]] = {}
    for entry in libraries:
        packages.setdefault(owners.get(entry.source, entry.source.name), []).append(entry)
    known = set(owners.values())
    return [_system_component(name, found, name in known) for name, found in sorted(packages.items())]


def debian_packages(libraries: Iterable[Path]) -> dict[Path, str]:
    """The Debian package ("libffi8:amd64") of each of the *libraries* that one owns; none where there is no dpkg."""
    if shutil.which("dpkg-query") is None:
        return {}
    names: dict[str, Path] = {}
    for library in sorted(libraries):
        real = os.path.realpath(library)
        # Where /lib is a link to /usr/lib, dpkg knows the file by one of the two.
        names.update(dict.fromkeys((real, real.removeprefix("/usr"), str(library)), library))
    if not names:
        return {}
    answer = subprocess.run(["dpkg-query", "--search", *names], capture_output=True, text=True)
    lines = (line.rpartition(": ") for line in answer.stdout.splitlines())
    return {names[path]: owner.split(",")[0] for owner, _, path in lines if path in names}


def _system_component(package: str, entries: list[Entry], known: bool) -> Component:
    files = tuple(entry.name for entry in entries)
    if not known:
        return Component(package, "", "system", files=files)
    command = ["dpkg-query", "--show", "--showformat=${Version}\\t${Homepage}", package]
    version, homepage = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\t")
    name, _, architecture = package.partition(":")
    copyright_file = Path("/usr/share/doc", name, "copyright")
    texts = (copyright_file,) if copyright_file.is_file() else ()
    url = f"pkg:deb/debian/{name}@{quote(version)}?arch={architecture}"
    return Component(name, version, "system", "", homepage, url, texts, files=files)
