"""What CONTRIBUTING.md shows how to write works as it is printed there: a dataset and a family, of one file each, a
workspace and a lesson, of one folder each."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import torch
from pytestqt.qtbot import QtBot

from explorer import workspaces
from explorer.state.workspace import Workspace
from tests.explorer.program import Program
from trainers import catalog
from trainers.dataset import LoadContext
from trainers.experiment import Experiment
from trainers.lessons import progress
from trainers.lessons.facts import facts_of
from trainers.lessons.reading import read_lesson
from trainers.schedules import Clock, learning_rate_factor
from trainers.training.loop import Loop

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "CONTRIBUTING.md"
HELP = sorted((ROOT / "resources" / "workshop").glob("*.md"))
PAGES = (PAGE, ROOT / "README.md", *HELP)


def printed() -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.fixture
def examples(monkeypatch: pytest.MonkeyPatch) -> list[ModuleType]:
    """The examples as modules; the catalog knows them for the time of the test."""
    monkeypatch.setattr(catalog, "_FAMILIES", dict(catalog.families()))
    monkeypatch.setattr(catalog, "_DATASETS", dict(catalog.datasets()))
    made = []
    for index, block in enumerate(block for block in printed() if "explorer" not in block):
        module = ModuleType(f"contributing_{index}")
        monkeypatch.setitem(sys.modules, module.__name__, module)  # where pydantic looks for annotations
        exec(compile(block, module.__name__, "exec"), module.__dict__)
        made.append(module)
    return made


def test_the_printed_family_learns_the_printed_dataset(examples: list[ModuleType]) -> None:
    assert len(examples) == 2
    table = {
        "title": "as printed", "seed": 0, "steps": 40, "batch_size": 50,
        "dataset": {"name": "stripes", "count": 500}, "models": [{"family": "linear-ae", "latent_dim": 8}],
    }  # fmt: skip
    experiment = Experiment.parse(table)
    images = catalog.find_dataset("stripes").load(experiment.dataset_config, LoadContext(Path()))
    assert (images.train.shape, images.test.shape) == ((450, 1, 16, 16), (50, 1, 16, 16))
    loop = Loop(experiment, images, torch.device("cpu"))
    before = loop.evaluate()[0]["test_mse"]
    for _ in range(40):
        loop.step()
    assert loop.evaluate()[0]["test_mse"] < 0.95 * before
    family = loop.models[0]
    [group] = family.optimizers["adam"].param_groups
    assert group["lr"] == pytest.approx(learning_rate_factor(Clock(39, 40), family.decay) * family.config.learning_rate)
    assert family.decode(torch.zeros(3, 8), torch.tensor([0, 1, 2])).shape == (3, 1, 16, 16)  # labels are ignored


def test_the_printed_lesson_can_be_gone_through(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name, language in (("lesson.toml", "toml"), ("en.md", "markdown")):
        [block] = re.findall(rf"^```{language}\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
        (tmp_path / name).write_text(block, encoding="utf-8")
    read = read_lesson(tmp_path)
    before = facts_of({"models.0.beta": 1.0, "step": 50.0, "metrics.0.kl": 4.0})
    after = facts_of({"models.0.beta": 8.0, "step": 150.0, "metrics.0.kl": 0.5})
    reader = progress.answer(progress.begin(read.lesson), progress.Given(choice="tighter"), before)
    reader = progress.observe(progress.forward(reader, before), before)
    assert reader.is_open
    reader = progress.observe(reader, after)
    assert not reader.is_open
    reader = progress.observe(progress.forward(reader, after), after)
    assert reader.outcomes["guess"] == progress.Outcome(True, "tighter")
    told = read.texts_in("en").steps["told"].body.filled(reader.facts(after))
    assert told == "KL went from 4.0 to 0.5 nats."


# ------------------------------------------------------------------ names of files

RECIPE = re.compile(r"^## Add .*?(?=^## )", re.MULTILINE | re.DOTALL)
WRITTEN = re.compile(r"^`([^`\n]+\.py)`", re.MULTILINE)  # a file that a recipe writes
PACKAGE = ("trainers", "explorer", "tests")


def names_of_files(page: Path) -> set[str]:
    """What a page calls by a path: in backticks or in its commands; patterns such as ``NAME.md`` are left out."""
    text = page.read_text(encoding="utf-8")
    fences = re.findall(r"^```[^\n]*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    spoken = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))
    words = {word.strip("(),;:\"'") for part in (*fences, *spoken) for word in part.split()}
    tops = {path.name for path in ROOT.iterdir()} - {".venv"}
    tops |= {path.name for path in (ROOT / "packaging").iterdir()}
    ours = {word for word in words if "/" in word and word.split("/")[0] in tops}
    ours |= {word for word in words if re.fullmatch(r"[a-z_]+\.py", word)}
    return {word for word in ours if not re.search(r"[*<>{}]|[A-Z]{3}", word)}


def written(page: Path) -> set[str]:
    """The files that the recipes of a page write."""
    return {name for recipe in RECIPE.findall(page.read_text(encoding="utf-8")) for name in WRITTEN.findall(recipe)}


def stands(name: str) -> bool:
    """Whether there is such a file or folder; one without a folder may stand in any."""
    found = any((base / name).exists() for base in (ROOT, ROOT / "packaging"))
    return found or ("/" not in name and any(any((ROOT / top).rglob(name)) for top in (*PACKAGE, "packaging")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_files_that_a_page_names_are_there(page: Path) -> None:
    recipes = written(page)
    assert not any(stands(name) for name in recipes), "a recipe writes a file that is new"
    assert {name for name in names_of_files(page) - recipes if not stands(name)} == set()


def test_names_of_files_are_found() -> None:
    assert {"trainers/marks.py", "packaging/verify.py", ".ci/run", "session.py"} <= names_of_files(PAGE)
    assert len(names_of_files(PAGE)) > 30
    assert not stands("trainers/nothing.py") and not stands("explorer/views/") and not stands("nothing.py")


def test_the_modules_that_the_page_runs_and_names_are_there() -> None:
    dotted = re.compile(r"(?<![-./\w])(?:trainers|explorer|tests)(?:\.[a-z_]+)+")
    modules = {name for name in dotted.findall(PAGE.read_text(encoding="utf-8")) if not name.endswith(".py")}
    assert {"explorer.workspaces.adversarial.arena.arena", "tests.monkey", "trainers.lazy"} <= modules
    modules -= {name.removesuffix(".py").replace("/", ".") for name in written(PAGE)}
    for name in sorted(modules):
        place = ROOT / name.replace(".", "/")
        within = place.parent.with_suffix(".py")  # a name within a module
        assert place.is_dir() or place.with_suffix(".py").exists() or within.exists(), name


@pytest.fixture
def workspace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Workspace[Any]]:
    """The printed folder stands among the others for the time of the test."""
    declared, panel = (block for block in printed() if "explorer" in block)
    folder = tmp_path / "brightness"
    folder.mkdir()
    (folder / "__init__.py").write_text(declared, encoding="utf-8")
    (folder / "panel.py").write_text(panel, encoding="utf-8")
    monkeypatch.setattr(workspaces, "__path__", [*workspaces.__path__, str(tmp_path)])
    yield importlib.import_module("explorer.workspaces.brightness").BRIGHTNESS
    for name in ("explorer.workspaces.brightness.panel", "explorer.workspaces.brightness"):
        sys.modules.pop(name, None)
    del workspaces.brightness  # type: ignore[attr-defined]


def test_the_printed_workspace_opens_and_tells(workspace: Workspace[Any], qtbot: QtBot, tmp_path: Path) -> None:
    program = Program(qtbot, tmp_path, (*workspaces.WORKSPACES, workspace))
    try:
        program.start()
        program.press("workspace-brightness")
        label = program.window.parts["brightness"].label  # type: ignore[attr-defined]
        program.wait(lambda: label.isVisible() and label.text() != "")
        before = label.text()
        program.click(program.map(), program.at(0.3, 0.6))
        program.wait(lambda: label.text() != before)
        assert 0 <= float(label.text()) <= 1
    finally:
        assert program.close()
