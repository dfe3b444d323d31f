"""The rules of the architecture that can be read off the source: who may import whom, function bodies included."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
QT = {"PySide6", "pyqtgraph", "shiboken6"}


def sources(folder: str) -> list[Path]:
    return sorted((REPOSITORY / folder).rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every imported module with its line; names imported from a package count as its modules."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def offences(folder: str, forbidden: set[str], allowed: frozenset[str] = frozenset()) -> list[str]:
    return [
        f"{path.relative_to(REPOSITORY)}:{line} imports {name}"
        for path in sources(folder)
        if path.name not in allowed
        for name, line in imports(path)
        if name in forbidden or name.split(".")[0] in forbidden
    ]


def test_trainers_know_nothing_of_the_window() -> None:
    assert len(sources("trainers")) > 10
    assert offences("trainers", {*QT, "explorer"}) == []


def test_the_window_never_imports_torch() -> None:
    assert len(sources("explorer")) > 10
    assert offences("explorer", {"torch", "trainers.lazy"}) == []


def test_only_the_session_knows_the_worker() -> None:
    inner = {f"trainers.{name}" for name in ("worker", "trainer_thread", "render_thread", "mailbox", "loop", "render")}
    assert offences("explorer", inner, allowed=frozenset({"session.py"})) == []


def test_threads_of_the_window_are_errands() -> None:
    starters = {"Thread", "Timer", "ThreadPoolExecutor", "start_new_thread"}
    found = {
        path.name
        for path in sources("explorer")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and (getattr(node.func, "id", None) in starters or getattr(node.func, "attr", None) in starters)
    }
    assert found == {"errand.py"}


def test_packaging_does_not_hide_the_library() -> None:
    assert not (REPOSITORY / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize("folder", ["trainers", "explorer", "packaging"])
def test_no_file_is_named_after_nothing(folder: str) -> None:
    vague = {"utils.py", "helpers.py", "core.py", "manager.py", "misc.py", "common.py"}
    assert [path for path in sources(folder) if path.name in vague] == []


@pytest.mark.parametrize("folder", ["trainers", "explorer"])
def test_no_waiting_on_the_gui_thread(folder: str) -> None:
    found = [
        f"{path.relative_to(REPOSITORY)}:{node.lineno}"
        for path in sources(folder)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr == "processEvents" or (node.func.attr == "sleep" and folder == "explorer"))
    ]
    assert found == []


def test_family_names_stay_in_their_files() -> None:
    """No view and no command asks for a family by name."""
    families = {path.stem for path in sources("trainers/families")} - {"__init__"}
    found = [
        f"{path.relative_to(REPOSITORY)}:{node.lineno} compares with {constant.value!r}"
        for folder in ("trainers", "explorer")
        for path in sources(folder)
        if path.parent.name != "families"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare)
        for constant in (node.left, *node.comparators)
        if isinstance(constant, ast.Constant) and constant.value in families
    ]
    assert found == []


def test_the_catalog_is_read_without_torch() -> None:
    """The window shows every knob before torch is imported."""
    code = (
        "import sys; from trainers import catalog, messages, presets; catalog.family_specs(); catalog.dataset_specs();"
        "heavy = {'torch', 'sklearn', 'scipy'} & set(sys.modules); assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
