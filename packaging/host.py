"""What this machine is, and the one line that helps when something is missing on it.

Used by bootstrap.py and by the installers' scripts; standard library only, and readable for Python 3.8.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from typing import Callable, List, Optional, Sequence, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from explorer.system_libraries import (  # the program names what is missing, too, and has no packaging/ beside it
    install_line,
    missing_sentence,
    this_package_manager,
)

OLDEST, NEWEST = (3, 11), (3, 14)  # the Pythons that every pinned dependency has a build for
PROBE_SECONDS = 4.0


class SetupError(Exception):
    """The set-up cannot go on; the text is one line that says why and what to do."""


def has_nvidia(root: Path = Path("/"), which: Callable[[str], Optional[str]] = shutil.which) -> bool:
    """Tell whether an NVIDIA card is present: by the driver's files, else by asking `nvidia-smi`."""
    if (root / "proc/driver/nvidia/version").exists() or any((root / "dev").glob("nvidia[0-9]*")):
        return True
    tool = which("nvidia-smi")  # it is also there without a card, and under WSL it is the only sign of one
    if tool is None:
        return False
    try:
        listed = subprocess.run([tool, "-L"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PROBE_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return False
    return listed.returncode == 0 and b"GPU" in listed.stdout


def reachable(url: str, seconds: float = PROBE_SECONDS) -> bool:
    """Tell whether `url` answers. A thread keeps the time, because a name look-up ignores socket timeouts."""
    answers: List[bool] = []

    def ask() -> None:
        try:
            with urllib.request.urlopen(urllib.request.Request(url, method="HEAD"), timeout=seconds) as answer:
                answers.append(answer.status == 200)
        except (OSError, ValueError):
            answers.append(False)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    return answers == [True]


def starts(program: str) -> bool:
    """Tell whether `program` is there and starts (version managers leave stand-ins that do not)."""
    path = shutil.which(program)
    return (
        path is not None
        and subprocess.call([path, "-c", ""], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    )


def check_python(version: Tuple[int, ...], system: str, works: Callable[[str], bool] = starts) -> None:
    """Stop with the remedy unless this Python is one that every dependency supports."""
    if OLDEST <= version[:2] <= NEWEST:
        return
    wanted = "needs Python {}.{} to {}.{}, found {}; ".format(*OLDEST, *NEWEST, ".".join(map(str, version[:3])))
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        if works(f"python3.{minor}"):
            raise SetupError(wanted + f"this machine has one, do: python3.{minor} packaging/bootstrap.py run")
    if system == "Windows":
        raise SetupError(wanted + "do: winget install Python.Python.3.13, then: py -3.13 packaging\\bootstrap.py run")
    if system == "Darwin":
        raise SetupError(wanted + "do: brew install python@3.13 (or https://www.python.org/downloads/)")
    manager = this_package_manager()
    names = {"apt-get": ("python3.11", "python3.11-venv"), "dnf": ("python3.12",), "pacman": ("python",)}
    line = install_line(manager, names.get(manager, ("python312",))) if manager else "install Python 3.13"
    raise SetupError(wanted + f"do: {line} (or https://www.python.org/downloads/)")


def check_platform(system: str, machine: str, bits: int, libc: str) -> None:
    """Stop where PyTorch publishes no build, which pip would only report as 'no matching distribution'."""
    if bits < 64:
        raise SetupError("needs a 64-bit Python; this one is 32-bit. Install the 64-bit build from python.org.")
    if system == "Darwin" and machine == "x86_64":
        raise SetupError(
            "needs a Mac with Apple silicon and an arm64 Python (not under Rosetta): PyTorch has no Intel build."
        )
    if system == "Linux" and libc != "glibc":
        raise SetupError("needs a Linux with the GNU C library (not Alpine): PyTorch has no musl build.")


def check_venv(version: Tuple[int, ...], find: Callable[[str], object] = importlib.util.find_spec) -> None:
    """Stop with the remedy when this Python cannot make environments with pip in them."""
    if find("venv") and find("ensurepip"):
        return
    manager, dotted = this_package_manager(), "{}.{}".format(*version[:2])
    names = {"apt-get": [f"python{dotted}-venv"], "dnf": ["python3-libs", "python3-pip"], "pacman": ["python"]}
    packages = names.get(manager or "", ["python{}{}-base".format(*version[:2])])
    remedy = install_line(manager, packages) if manager else "install Python's venv and ensurepip modules"
    raise SetupError(f"Python {dotted} here has no venv module with pip (ensurepip). Do: {remedy}")


def check_libraries(missing: Sequence[Sequence[str]], manager: Optional[str]) -> None:
    """Stop with the line that installs the `missing` rows of the tables of system_libraries.py."""
    if missing:
        raise SetupError(missing_sentence(missing, manager))
