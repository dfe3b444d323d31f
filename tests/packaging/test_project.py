"""``pyproject.toml`` against the tree: every package is found, and the resources go with them."""

from __future__ import annotations

import glob
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


def test_every_resource_goes_with_them() -> None:
    """But the pictures that are for the pages of the repository alone. The frozen program takes the whole folder."""
    options = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    patterns = options["package-data"]["trainers._resources"]
    resources = REPOSITORY / "resources"
    taken = {Path(name) for pattern in patterns for name in glob.glob(pattern, root_dir=resources, recursive=True)}
    all_files = {path.relative_to(resources) for path in resources.rglob("*") if path.is_file()}
    left = {path for path in all_files - taken if path.parts[0] != "screenshots" and path.name != "__init__.py"}
    assert left == set() and len(taken) > 100
    assert "lessons/**" in patterns and "museum/**" in patterns
