"""What the program folder says of itself: what is inside, from where, under which licences, with which checksums."""

from __future__ import annotations

import json
import platform
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from building import gate, licences, rules
from building.commit import Commit
from building.contents import Component, Entry, python_packages, system_libraries
from building.environment import Environment
from building.freeze import BuildError


def components(entries: Sequence[Entry], env: Environment, root: Path, mnist: bool, poems: bool) -> list[Component]:
    """Everything in the folder that is not ours, data sets and the bootloader included."""
    packages, others = python_packages(entries, env.site)
    packages = [
        replace(one, note=licences.QT_NOTE, texts=licences.lgpl_texts()) if one.name in licences.QT_PACKAGES else one
        for one in packages
        if one.name != "pyinstaller"  # it is what the bootloader below belongs to
    ]
    packages = [replace(one, note=licences.NOTES.get(one.name, one.note)) for one in packages]
    missing = [name for name in licences.QT_PACKAGES if name not in {package.name for package in packages}]
    if missing:
        raise BuildError(f"expected {', '.join(missing)} inside, found no file of it")
    own = (root, *rules.own_folders(env.prefix, env.base, env.stdlib))
    system = system_libraries([entry for entry in others if not entry.module], own)
    return [*packages, *licences.standing(env.stdlib, env.python, mnist, poems), bootloader(env), *system]


def bootloader(env: Environment) -> Component:
    """PyInstaller's, which is what the executable is."""
    found = next(iter(distributions(name="pyinstaller", path=[str(env.site)])), None)
    files = (found.files or ()) if found else ()
    texts = [Path(str(file.locate())) for file in files if file.name == "COPYING.txt"]
    return Component(
        "PyInstaller bootloader", env.pyinstaller, "runtime", "GPL-2.0-or-later WITH Bootloader-exception",
        "https://pyinstaller.org/", f"pkg:pypi/pyinstaller@{env.pyinstaller}", tuple(texts), licences.BOOTLOADER_NOTE,
    )  # fmt: skip


def build_info(
    version: str, commit: Commit, env: Environment, inside: Sequence[Component], findings: gate.Findings | None
) -> dict[str, Any]:
    """What goes into BUILD-INFO.json."""
    system = {"Linux": "linux", "Windows": "windows", "Darwin": "macos"}[platform.system()]
    info: dict[str, Any] = {
        "version": version,
        "commit": commit.name,
        "commit-date": commit.date,
        "changed": commit.changed,
        "platform": f"{system}-{env.machine}",
        "python": env.python,
        "pyinstaller": env.pyinstaller,
        "libraries": {part.name: part.version for part in inside if part.kind == "python"},
        "system-packages-inside": {part.name: part.version for part in inside if part.kind == "system"},
        "data-inside": [part.name for part in inside if part.kind == "data"],
        "left-out": sorted(rules.LEFT_OUT_MODULES),
    }
    if findings is not None:
        info["libc-floor"] = ".".join(map(str, gate.FLOOR["GLIBC"]))
        info["newest-symbols-needed"] = dict(findings.highest)
        info["system-libraries"] = list(findings.system_libraries)
    return info


def check_binaries(folder: Path) -> gate.Findings:
    """Let the gate judge. Raises BuildError with a line for each problem."""
    findings = gate.check(gate.elves(folder))
    problems = [*findings.problems, *gate.strangers(findings)]
    if problems:
        raise BuildError("the gate of symbols and libraries:\n" + "\n".join(problems))
    return findings


def write_texts(folder: Path, root: Path, info: Mapping[str, Any], inside: Sequence[Component]) -> None:
    """Write BUILD-INFO.json, THIRD-PARTY-LICENCES.txt and LICENSE into `_internal`."""
    inner = folder / "_internal"
    text = json.dumps(info, indent=1, ensure_ascii=False) + "\n"
    (inner / "BUILD-INFO.json").write_text(text, encoding="utf-8", newline="\n")
    licences.write(inside, inner / "THIRD-PARTY-LICENCES.txt")
    shutil.copyfile(root / "LICENSE", inner / "LICENSE")


def owners(inside: Sequence[Component], entries: Sequence[Entry]) -> dict[str, str]:
    """Path in `_internal`: the component it belongs to, for the table of sizes."""
    found = {name: component.name for component in inside for name in component.files}
    found.update({entry.name: "Python" for entry in entries if not entry.module and entry.name.startswith("python3")})
    return found
