"""``pyproject.toml`` against the tree: every package is found, and the resources go with them."""

from __future__ import annotations

import tomllib
from pathlib import Path

from setuptools import find_packages

REPOSITORY = Path(__file__).resolve().parents[2]


def test_every_package_is_found() -> None:
    options = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    found = {
        ".".join(path.parent.relative_to(REPOSITORY).parts)
        for folder in ("explorer", "trainers")
        for path in (REPOSITORY / folder).rglob("*.py")
    }
    assert set(find_packages(str(REPOSITORY), include=options["packages"]["find"]["include"])) == found
    assert (REPOSITORY / options["package-dir"]["trainers._resources"] / "presets").is_dir()
    assert "trainers._resources" in found
