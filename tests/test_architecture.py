"""The rules of the architecture that can be read off the source: who may import whom, function bodies included."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from trainers import catalog

REPOSITORY = Path(__file__).resolve().parents[1]
QT = {"PySide6", "pyqtgraph", "shiboken6"}


def sources(folder: str) -> list[Path]:
    return sorted((REPOSITORY / folder).rglob("*.py"))


@cache
def imports(path: Path) -> tuple[tuple[str, int], ...]:
    """Every imported module with its line; names imported from a package count as its modules."""
    found: list[tuple[str, int]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [(node.module, node.lineno)]
            found += [(f"{node.module}.{alias.name}", node.lineno) for alias in node.names]
    return tuple(found)


def offences(folder: str, forbidden: set[str], allowed: frozenset[str] = frozenset()) -> list[str]:
    """The imports of what is *forbidden*, but in files of the *allowed* names and in folders of such."""
    return [
        f"{path.relative_to(REPOSITORY)}:{line} imports {name}"
        for path in sources(folder)
        if not allowed & {path.name, path.parent.name}
        for name, line in imports(path)
        if name in forbidden or name.split(".")[0] in forbidden
    ]


def test_trainers_know_nothing_of_the_window() -> None:
    assert len(sources("trainers")) > 10
    assert offences("trainers", {*QT, "explorer"}) == []


@pytest.mark.parametrize("folder", ["trainers", "explorer"])
def test_nothing_needs_two_seconds_for_a_library_of_which_it_takes_a_page(folder: str) -> None:
    """Maps and clusters take whole chapters, on a thread of their own and only once they are asked for."""
    heavy = {"sklearn", "scipy", "openTSNE", "torchmetrics", "pandas"}
    assert offences(folder, heavy, allowed=frozenset({"maps"}) if folder == "trainers" else frozenset()) == []


def test_the_window_never_imports_torch() -> None:
    assert len(sources("explorer")) > 10
    assert offences("explorer", {"torch", "trainers.lazy"}) == []


def test_only_the_session_knows_the_worker() -> None:
    inner = {"trainers.worker.worker", "trainers.worker.trainer_thread", "trainers.worker.render_thread"}
    inner |= {"trainers.worker.mailbox", "trainers.training.loop", "trainers.looking.looker"}
    inner |= {"trainers.looking.answers"}
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


def test_the_command_line_is_read_before_qt_is_there() -> None:
    """Its libraries may be what is missing, and on Windows torch comes first. It lists the workspaces all the same."""
    code = "import sys, explorer.options; heavy = {'PySide6', 'torch'} & set(sys.modules); assert not heavy, heavy"
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_packaging_does_not_hide_the_library() -> None:
    assert not (REPOSITORY / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize("folder", ["trainers", "explorer", "packaging"])
def test_no_file_is_named_after_nothing(folder: str) -> None:
    vague = {"utils.py", "helpers.py", "core.py", "manager.py", "misc.py", "common.py"}
    assert [path for path in sources(folder) if path.name in vague] == []


def test_one_name_for_one_thing() -> None:
    """No public class or type has the name of another. Each dataset and family calls its own config ``Config``, and the
    command line its options as the commands are called."""
    meant: dict[str, dict[str, str]] = {}
    for path in [*sources("trainers"), *sources("explorer")]:
        if path.parent.name in ("datasets", "families", "cli"):
            continue
        place = path.relative_to(REPOSITORY).as_posix()
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                meant.setdefault(node.name, {})[place] = place
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                if re.fullmatch(r"[A-Z]\w*[a-z]\w*", name):  # a type; one of the same words elsewhere is the same one
                    meant.setdefault(name, {})[place] = re.sub(r"\b[A-Z]\b", "T", ast.unparse(node.value))
    assert len(meant) > 200
    assert {name: set(places) for name, places in meant.items() if len(set(places.values())) > 1} == {}


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


# Where such a name is no knowledge of a family or dataset.
NAMED = {
    "trainers/family.py names 'learning_rate'",  # where this knob is declared
    "trainers/verdict/remedies.py names 'r1'",  # what stands between braces in a text
    "explorer/workspaces/adversarial/score_histogram.py names 'held_out'",  # a column of a table that is exported
    "explorer/workspaces/compare/labs_panel.py compares with 'moons'",  # a page of the card
    "explorer/run_bar/judge_pill.py compares with 'pca'",  # a kind of features by which pictures are compared
    "explorer/map/map_panel.py compares with 'pca'",  # a plane through the codes of any model
}
# Knobs of any experiment, and the word for a code's width that is also an attribute of every model.
GENERIC = {"seed", "steps", "batch_size", "latent_dim"}


def test_the_names_of_families_datasets_and_their_knobs_stay_in_their_files() -> None:
    """No view and no command asks for one of them by its name: they declare what they can do.

    A name like ``d_steps`` is no other word, and is looked for everywhere; one like ``loss`` only where a thing is
    asked for by its name: in ``getattr``, ``get`` and ``[...]``, as an attribute of a config and behind a dot in the
    path of a setting. Names of families and datasets are looked for in comparisons, and where a dataset is chosen.
    """
    found = {
        f"{path.relative_to(REPOSITORY).as_posix()} {what}"
        for folder in ("trainers", "explorer")
        for path in sources(folder)
        if not {"families", "datasets"} & set(path.parts)  # and what several of them share, below
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for what in names_known(node, folder)
    }
    assert found == NAMED


@cache
def catalog_names() -> tuple[set[str], set[str]]:
    """The names of families and datasets, and those of their knobs."""
    made = [*catalog.families().values(), *catalog.datasets().values()]
    knobs = {name for each in made for name in each.Config.model_fields}
    return {each.name for each in made}, knobs - GENERIC


def names_known(node: ast.AST, folder: str) -> Iterator[str]:
    """How one node of a syntax tree asks for a knob, a family or a dataset by its name."""
    names, knobs = catalog_names()
    match node:
        case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq()], comparators=[right]):
            yield from (f"compares with {each!r}" for each in texts(left, right) if each in names)
        case ast.Call(func=func, args=args, keywords=keywords):
            called = getattr(func, "id", getattr(func, "attr", ""))
            asked = {"getattr": args[1:2], "get": args[:1] if folder == "explorer" else []}.get(called, [])
            yield from (f"asks for {each!r}" for each in texts(*asked) if each in knobs)
            chosen = args[:1] if called == "choose_data" else [each.value for each in keywords if each.arg == "dataset"]
            yield from (f"chooses {each!r}" for each in texts(*chosen) if each in names)
        case ast.Subscript(slice=index) if folder == "explorer":
            yield from (f"asks for {each!r}" for each in texts(index) if each in knobs)
        case ast.Attribute(value=owner, attr=name) if name in knobs:
            if getattr(owner, "id", getattr(owner, "attr", "")) in ("config", "dataset_config"):
                yield f"asks a config for {name!r}"
        case ast.Constant(value=str(text)):
            _, dot, last = text.rpartition(".")
            if (dot and " " not in text and last in knobs) or (text in knobs and re.search(r"[_\d]", text)):
                yield f"names {text!r}"


def texts(*nodes: ast.expr) -> Iterator[str]:
    yield from (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


@pytest.mark.parametrize(
    "line",
    [
        "family == 'vae'", "'moons' != name", "getattr(config, 'beta', None)", "settings['loss']", "table.get('loss')",
        "config.beta", "model.config.beta", "dataset_config.cycle", "'d_steps' in knobs", "edit(0.5, 'dataset.cycle')",
        "edit(1, f'models.{model}.beta')", "choose_data('drawing', {})", "Dropped(dataset='array-file')", "{'r1': 0.5}",
    ],
)  # fmt: skip
def test_such_a_name_is_found(line: str) -> None:
    assert [what for node in ast.walk(ast.parse(line)) for what in names_known(node, "explorer")]


@pytest.mark.parametrize("line", ["setObjectName('loss')", "config.setting('game')", "'seed' in knobs", "self.size()"])
def test_such_a_word_is_none(line: str) -> None:
    assert not [what for node in ast.walk(ast.parse(line)) for what in names_known(node, "explorer")]


def test_workspaces_are_known_by_name_in_their_folders_only() -> None:
    """Whatever differs with the workspace is declared by it, and nobody else reaches into its folder."""
    folder = REPOSITORY / "explorer" / "workspaces"
    keys = {path.parent.name for path in folder.glob("*/__init__.py")}
    assert {"explore", "compare", "adversarial"} <= keys
    compared = [
        f"{path.relative_to(REPOSITORY)}:{node.lineno} compares with {constant.value!r}"
        for path in sources("explorer")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare)
        for constant in (node.left, *node.comparators)
        if isinstance(constant, ast.Constant) and constant.value in keys
    ]
    assert compared == []
    known = known_modules("explorer")
    reached = {
        f"{name} -> {other}"
        for name, path in known.items()
        if path.parent != folder and folder not in path.parents
        for other in imported(path, known)
        if other.startswith("explorer.workspaces.")
    }
    assert reached == set()


def test_the_catalog_is_read_without_torch() -> None:
    """The window shows every knob before torch is imported."""
    code = (
        "import sys; from trainers import catalog, messages, presets; catalog.family_specs(); catalog.dataset_specs();"
        "from trainers.maps import clusterings, methods;"
        "heavy = {'torch', 'sklearn', 'scipy', 'openTSNE'} & set(sys.modules); assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


# Who may import whom: what stands in one line never imports what stands in a line below it. A name is a folder, or a
# module beside the folders.
TRAINERS = """
    lazy sentence shown letterforms pieces timeline schedules marks machine
    disk
    kinds picture_rules text_rules text_source traces
    places sentences knobs levels examples dataset family catalog experiment presets
    lessons
    files
    networks metrics verdict messages
    maps
    datasets families
    training
    looking
    runs
    exports
    reports
    sweeps
    worker
    link
    terminal
    notebook
    cli
    __main__
    self_test
"""
EXPLORER = """
    style gui_thread pixels plane
    state
    texts
    widgets
    pictures
    curves kl map form run_bar help beside
    workspaces
    lessons
    settings options files runs_table program_log
    classes far
    sweeps
    plain_imports system_libraries
    window
    app screenshot single_instance start_trouble
    self_test __main__
"""


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


@cache
def who_imports_whom(package: str) -> dict[str, set[str]]:
    """Of every module of a package those of the same package that it imports."""
    known = known_modules(package)
    return {name: imported(path, known) for name, path in known.items()}


@pytest.mark.parametrize("package", ["trainers", "explorer"])
def test_no_module_imports_itself_by_a_detour(package: str) -> None:
    rest = {name: others - {name} for name, others in who_imports_whom(package).items()}
    while free := {name for name, others in rest.items() if not others & rest.keys()}:
        rest = {name: others for name, others in rest.items() if name not in free}
    # What is left stands in a circle, or leads to one.
    circles = {name for name in rest if name in _reached(name, rest)}
    assert circles == set()


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
    found = set()
    for name, others in who_imports_whom(package).items():
        if name == package or name.startswith(f"{package}._resources"):
            continue
        own = name.split(".")[1]
        assert own in height, f"{name}: not in the list of layers"
        for other in others - {package}:
            if height[other.split(".")[1]] > height[own]:
                found.add(f"{name} -> {other}")
    assert found == set()


# Attributes that begin with an underscore and are meant for everybody.
OPEN = {"_replace", "_asdict", "_fields", "_exit"}
# Here a class does not even use what the class it is made from calls private.
OWN_ONLY = ("explorer/map", "explorer/plane", "explorer/workspaces/adversarial/arena")


def private_names(tree: ast.AST) -> Iterator[ast.Attribute]:
    """Every ``something._name``, but those that belong to the language or are open to all."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or node.attr.endswith("__") or node.attr in OPEN:
            continue
        if node.attr.startswith("_"):
            yield node


def defined_names(tree: ast.AST) -> set[str]:
    """What a class or module defines: its functions, classes and variables, and what is assigned to ``self``."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and is_own(node.value):
            found.add(node.attr)
    return found


def is_own(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id in ("self", "cls")


def is_super(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and getattr(value.func, "id", None) == "super"


def reached_into(source: str) -> list[str]:
    """``something._name`` of another object, where the module itself does not define the name."""
    tree = ast.parse(source)
    own = defined_names(tree)
    return [
        f"{node.lineno} {ast.unparse(node)}"
        for node in private_names(tree)
        if not is_own(node.value) and not is_super(node.value) and node.attr not in own
    ]


def inherited_private(source: str) -> list[str]:
    """``self._name`` or ``super()._name`` in a class that does not define the name."""
    found = []
    for each in ast.walk(ast.parse(source)):
        if isinstance(each, ast.ClassDef):
            own = defined_names(each)
            found += [
                f"{node.lineno} {each.name}: {ast.unparse(node)}"
                for node in private_names(each)
                if is_super(node.value) or (is_own(node.value) and node.attr not in own)
            ]
    return found


def test_nothing_in_the_window_reaches_into_what_another_calls_private() -> None:
    found = [
        f"{path.relative_to(REPOSITORY)}:{line}"
        for path in sources("explorer")
        for line in reached_into(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("call", [".takeAt(", ".findChildren(QWidget)", ".childAt("])
def test_what_pyside_keeps_for_good_is_not_asked_for(call: str) -> None:
    """The item that a layout hands over stays alive, and the widget's size of then with it: ``emptied`` does without.
    Of all widgets Qt's own parts stay when they have gone, and one at a point changes its owner: ``within`` finds them
    otherwise."""
    found = [
        path.relative_to(REPOSITORY).as_posix()
        for path in sources("explorer")
        if path.name != "within.py" and call in path.read_text(encoding="utf-8")
    ]
    assert found == []


def test_buttons_get_their_menus_so_that_they_go_dark_afterwards() -> None:
    """``button.setMenu`` alone leaves a button lit once its menu has closed."""
    callers = [path.name for path in sources("explorer") if ".setMenu(" in path.read_text(encoding="utf-8")]
    assert callers == ["menu_button.py"]


def test_maps_and_arena_are_put_together_of_parts_that_keep_what_is_private() -> None:
    paths = [path for folder in OWN_ONLY for path in sources(folder)]
    assert len(paths) > 30
    found = [
        f"{path.relative_to(REPOSITORY)}:{line}"
        for path in paths
        for line in inherited_private(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_what_reaches_into_another_is_found() -> None:
    source = """
class Base:
    def __init__(self, other):
        self._mine = other._theirs
        self._mine._own()
        other.__class__, self._mine

    def _own(self): ...

class Derived(Base):
    def _own(self):
        super()._own()
        return self._mine
"""
    assert reached_into(source) == ["4 other._theirs"]
    assert sorted(inherited_private(source)) == ["12 Derived: super()._own", "13 Derived: self._mine"]
