"""Puts `resources/` into built packages; everything else is in pyproject.toml.

In a checkout (and an editable install) the program reads `resources/` beside `trainers/`. A wheel has no such
neighbour, and a folder called `resources` at the top of site-packages would belong to everybody, so a wheel carries
it inside our own package: `trainers/_resources/`.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent


class BuildWithResources(build_py):
    """`build_py` that also copies the resources, except for an editable install."""

    def run(self) -> None:
        super().run()
        source = ROOT / "resources"
        if not self.editable_mode and source.is_dir():
            target = Path(self.build_lib) / "trainers" / "_resources"
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".*"))


setup(cmdclass={"build_py": BuildWithResources})
