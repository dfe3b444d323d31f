"""The Python that the program is built from: an environment of its own in build/env, or one that is given."""

from __future__ import annotations

import json
import platform
import subprocess
from pathlib import Path
from typing import NamedTuple

import bootstrap
from bootstrap import SetupError

# One process answers all: starting Python again for each question takes longer than the answers.
ASK = """
import json, sys, sysconfig, platform
from importlib.metadata import version
from trainers.datasets.mnist import FILES
print(json.dumps({
    "python": platform.python_version(), "site": sysconfig.get_paths()["platlib"], "machine": platform.machine(),
    "stdlib": sysconfig.get_paths()["stdlib"], "prefix": sys.prefix, "base": sys.base_prefix,
    "pyinstaller": version("pyinstaller"), "mnist": {file.name: file.sha256 for file in FILES.files}}))
"""


class Environment(NamedTuple):
    """What the building Python says of itself. `mnist` are the published SHA-256 of MNIST's files by name."""

    executable: Path
    python: str
    site: Path
    stdlib: Path
    prefix: Path
    base: Path
    machine: str
    pyinstaller: str
    mnist: dict[str, str]


def make(root: Path, build: Path) -> Path:
    """Make build/env from the constraints, or bring it up to date; return its Python. Raises SetupError."""
    folder, suffix = ("Scripts", ".exe") if platform.system() == "Windows" else ("bin", "")
    env = build / "env"
    python = env / folder / f"python{suffix}"
    paths = bootstrap.Paths(root, env, python, env / folder / f"latent-explorer{suffix}", env / "bootstrap-stamp.json")
    build.mkdir(parents=True, exist_ok=True)
    # The processor's build of PyTorch: one with CUDA would not fit on the stick that it is carried on.
    torch = "cpu" if platform.system() == "Linux" else "default"
    bootstrap.prepare(paths, bootstrap.Options("run", torch, None, []), platform.system())
    if not bootstrap.pip_install(paths, ["--no-build-isolation", "--editable", ".[build]"], None):
        raise SetupError("PyInstaller could not be installed; pip's message is above.")
    return python


def look_at(python: Path, root: Path) -> Environment:
    """Ask *python* what it is. Raises SetupError when it does not start or lacks what the build needs."""
    try:
        answer = subprocess.run([str(python), "-c", ASK], cwd=root, capture_output=True, text=True)
    except OSError as error:
        raise SetupError(f"--env: {python} does not start ({error.strerror}).") from None
    if answer.returncode != 0:
        reason = (answer.stderr.strip().splitlines() or ["no message"])[-1]
        raise SetupError(f'--env: {python} lacks what the build needs ({reason}); do: pip install -e ".[build]"')
    said = json.loads(answer.stdout)
    folders = {name: Path(said[name]) for name in ("site", "stdlib", "prefix", "base")}
    return Environment(python, said["python"], **folders, machine=said["machine"], pyinstaller=said["pyinstaller"],
                       mnist=said["mnist"])  # fmt: skip
