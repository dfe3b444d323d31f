"""The rules of the architecture that can be read off the source: who may import whom, function bodies included."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
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


@pytest.mark.parametrize("folder", ["trainers", "explorer"])
def test_nothing_needs_two_seconds_for_a_library_of_which_it_takes_a_page(folder: str) -> None:
    assert offences(folder, {"sklearn", "scipy", "torchmetrics", "pandas"}) == []


def test_the_window_never_imports_torch() -> None:
    assert len(sources("explorer")) > 10
    assert offences("explorer", {"torch", "trainers.lazy"}) == []


def test_only_the_session_knows_the_worker() -> None:
    inner = {"trainers.worker.worker", "trainers.worker.trainer_thread", "trainers.worker.render_thread"}
    inner |= {"trainers.worker.mailbox", "trainers.training.loop", "trainers.looking.looker"}
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


# Who may import whom: what stands in one line never imports what stands in a line below it. A name is a folder, or a
# module beside the folders.
TRAINERS = """
    lazy sentence shown cores extras pieces heap timeline schedules marks
    disk
    places knobs examples dataset family catalog experiment presets
    files
    networks metrics verdict messages devices
    datasets families
    training
    looking
    runs
    worker
    cli
    self_test
"""
EXPLORER = """
    style gui_thread pixels plane
    state
    texts
    widgets
    pictures
    curves kl map form run_bar help
    workspaces
    settings options files
    actions app hints opening screen_room screenshot single_instance start_trouble system_libraries window
    self_test __main__
"""
# Still the wrong way round. Only to be shortened.
DEBTS: dict[str, set[str]] = {
    "trainers": set(),
    "explorer": {
        "explorer.state.state -> explorer.workspaces.adversarial.game_history",
        "explorer.state.state -> explorer.workspaces.adversarial.state",
        "explorer.state.state -> explorer.workspaces.compare.state",
        "explorer.state.session -> explorer.workspaces.compare.state",
        "explorer.state.session -> explorer.workspaces.adversarial.state",
        "explorer.map.map_panel -> explorer.workspaces.compare.looks",
    },
}
CIRCLES: dict[str, set[str]] = {
    "trainers": {
        *(f"trainers.cli.{name}" for name in ("main", "train", "holes", "judge")),
        *(f"trainers.looking.{name}" for name in ("looker", "holes", "game", "sample_quality")),
    },
    "explorer": set(),
}


def known_modules(package: str) -> dict[str, Path]:
    """Every module of a package by its dotted name."""
    found = {}
    for path in sources(package):
        parts = path.relative_to(REPOSITORY).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(path: Path, known: Mapping[str, Path]) -> set[str]:
    """The modules of *known* that a file imports when it runs; what only type checkers read is left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and getattr(node.test, "id", None) == "TYPE_CHECKING":
            node.body = []
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= names & known.keys()
            if not names <= known.keys():
                found.add(node.module)
    return found & known.keys()


@pytest.mark.parametrize("package", ["trainers", "explorer"])
def test_no_module_imports_itself_by_a_detour(package: str) -> None:
    known = known_modules(package)
    rest = {name: imported(path, known) - {name} for name, path in known.items()}
    while free := {name for name, others in rest.items() if not others & rest.keys()}:
        rest = {name: others for name, others in rest.items() if name not in free}
    # What is left stands in a circle, or leads to one.
    circles = {name for name in rest if name in _reached(name, rest)}
    assert circles == CIRCLES[package]


def _reached(start: str, graph: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for name in graph.get(waiting.pop(), ()):
            if name not in seen:
                seen.add(name)
                waiting.append(name)
    return seen


@pytest.mark.parametrize(("package", "layers"), [("trainers", TRAINERS), ("explorer", EXPLORER)])
def test_layers(package: str, layers: str) -> None:
    height = {name: number for number, line in enumerate(layers.strip().splitlines()) for name in line.split()}
    known = known_modules(package)
    found = set()
    for name, path in known.items():
        if name == package or name.startswith(f"{package}._resources"):
            continue
        own = name.split(".")[1]
        assert own in height, f"{name}: not in the list of layers"
        for other in imported(path, known) - {package}:
            if height[other.split(".")[1]] > height[own]:
                found.add(f"{name} -> {other}")
    assert found == DEBTS[package]
