"""Whether every library and every module of the program can be imported, each failure by name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence

from trainers.self_test.report import SelfTestError

# torch first: on Windows it cannot be imported after Qt.
LIBRARIES = (
    "torch", "numpy", "PIL.Image", "pydantic", "safetensors.torch", "tyro", "pooch", "platformdirs", "tomli_w", "tqdm",
    "psutil", "threadpoolctl", "markdown_it", "names", "sklearn.cluster", "openTSNE", "PySide6.QtCore", "PySide6.QtGui",
    "PySide6.QtWidgets", "PySide6.QtSvg", "PySide6.QtTest", "pyqtgraph",
)  # fmt: skip
OWN = ("trainers", "explorer")


def check_libraries(libraries: Sequence[str] = LIBRARIES, own: Sequence[str] = OWN) -> str:
    """Raises SelfTestError that names each library that cannot be imported, and why; else each own module."""
    problems = {name: problem for name in libraries if (problem := _problem(name))}
    if not problems:
        problems = {name: problem for package in own for name in _modules(package) if (problem := _problem(name))}
    if problems:
        said = "; ".join(f"{name} ({problem})" for name, problem in problems.items())
        raise SelfTestError(f"cannot be imported: {said}; please install the program again")
    return f"{len(libraries)} libraries and all modules of the program can be imported"


def _modules(package: str) -> list[str]:
    path = importlib.import_module(package).__path__
    found = (module.name for module in pkgutil.walk_packages(path, f"{package}.", onerror=lambda name: None))
    return [name for name in found if not name.endswith("__main__")]


def _problem(name: str) -> str:
    """Why it cannot be imported, in one line, or ""."""
    try:
        importlib.import_module(name)
    except Exception as error:  # a broken library may raise anything
        said = str(error).strip() or type(error).__name__
        return said.splitlines()[0] if isinstance(error, ImportError) else f"{type(error).__name__}: {said}"
    return ""
