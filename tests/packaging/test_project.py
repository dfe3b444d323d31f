"""``pyproject.toml`` against the tree: what is listed by hand must be complete."""

from __future__ import annotations

import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def test_every_package_is_listed() -> None:
    listed = set(tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"])
    found = {
        ".".join(path.parent.relative_to(REPOSITORY).parts)
        for folder in ("explorer", "trainers")
        for path in (REPOSITORY / folder).rglob("__init__.py")
    }
    assert listed == found | {"trainers._resources"}
