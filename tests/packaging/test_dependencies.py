"""Every dependency is pinned, and justified in one line of CONTRIBUTING.md."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNTIME = [Requirement(text) for text in PROJECT["dependencies"]]
EXTRA = [Requirement(text) for texts in PROJECT["optional-dependencies"].values() for text in texts]


def read_pins() -> dict[str, Version]:
    """Return the pinned version of each package."""
    pins = {}
    for line in (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, version = line.partition("==")
            pins[canonicalize_name(name)] = Version(version)
    return pins


PINS = read_pins()


@pytest.mark.parametrize("requirement", RUNTIME + EXTRA, ids=lambda requirement: requirement.name)
def test_declared_dependencies_are_pinned_within_their_range(requirement: Requirement) -> None:
    assert PINS[canonicalize_name(requirement.name)] in requirement.specifier


def test_pins_carry_no_local_version() -> None:
    assert not [name for name, version in PINS.items() if version.local]


def test_what_dependencies_need_in_turn_is_pinned() -> None:
    """Walks the installed packages; those of extras that are not installed here are left out."""
    waiting = [canonicalize_name(requirement.name) for requirement in RUNTIME + EXTRA]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            needed = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        for requirement in map(Requirement, needed):
            applies = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            # A CUDA build of torch pins its own companions.
            if applies and not requirement.name.startswith(("nvidia-", "cuda-", "triton")):
                waiting.append(canonicalize_name(requirement.name))
    assert not sorted(seen - PINS.keys())


@pytest.mark.parametrize("requirement", RUNTIME + EXTRA, ids=lambda requirement: requirement.name)
def test_each_dependency_has_its_line(requirement: Requirement) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition("## Dependencies")[2].partition("\n## ")[0]
    assert re.search(rf"^- `{re.escape(requirement.name)}` .+", section, re.MULTILINE | re.IGNORECASE)


def test_packaging_is_no_package() -> None:
    """An `__init__.py` there would hide the library `packaging` from everything started in the checkout."""
    assert not list((ROOT / "packaging").rglob("__init__.py"))
