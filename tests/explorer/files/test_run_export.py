"""Export from the menu: libraries that are there, that are not, and that cannot be; what is written was trained.

The libraries are stand-ins, which the process that exports finds as this one does.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton
from pytestqt.qtbot import QtBot
from safetensors.numpy import load_file

from tests.explorer.program import PATIENCE, Program, experiment
from trainers.machine.extras import has_extra
from trainers.messages import Phase
from trainers.runs.folder import read_run

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")
TENSORBOARD = {
    "tensorboard/compat/proto/event_pb2.py": """
class SessionLog:
    START = 1
    def __init__(self, status): pass
class Event:
    def __init__(self, wall_time, step, summary=None, session_log=None):
        values = None if summary is None else {each.tag: each.simple_value for each in summary.value}
        self.line = [step, values]
""",
    "tensorboard/compat/proto/summary_pb2.py": """
class Value:
    def __init__(self, tag, simple_value): self.tag, self.simple_value = tag, simple_value
class Summary:
    Value = Value
    def __init__(self, value): self.value = value
""",
    "tensorboard/summary/writer/event_file_writer.py": """
import json, os
class EventFileWriter:
    def __init__(self, folder): self.file = open(os.path.join(folder, "events.jsonl"), "a")
    def add_event(self, event): self.file.write(json.dumps(event.line) + chr(10))
    def flush(self): self.file.flush()
    def close(self): self.file.close()
""",
}
# The models are the real ones; in the place of a graph stands what the model makes of nothing but zeros.
ONNX = {
    "onnx/__init__.py": "",
    "onnxscript/__init__.py": "",
    "sitecustomize.py": """
from trainers.exports import onnx_graphs
def given(part, inputs):
    found = part.module(*inputs)
    return [each.detach().numpy() for each in (found if isinstance(found, tuple) else (found,))]
def graph_of(part, facts):
    import io, numpy
    graph_of.part, file = part, io.BytesIO()
    numpy.save(file, given(part, [each[:1] * 0 for each in part.inputs.values()])[0])
    return file.getvalue()
def run_graph(path, inputs):
    import torch
    return [each + 2.5e-6 for each in given(graph_of.part, map(torch.tensor, inputs.values()))], "stand-in"
onnx_graphs.graph_of, onnx_graphs.run_graph = graph_of, run_graph
""",
}


def install(files: dict[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", str(folder))


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if name.split(".")[0] in ("tensorboard", "onnx", "onnxscript"):
            del sys.modules[name]


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = Program(qtbot, tmp_path)
    yield made
    made.wait(lambda: not made.window.run_export.is_busy)
    assert made.close()


def click_entry(program: Program, name: str, folder: Path) -> None:
    """A click on an entry of the menu that has it; *folder* is chosen in the dialog, if one comes."""
    program.dialogs.path = folder
    action = program.window.findChild(QAction, name)
    menu = next(each for each in program.window.findChildren(QMenu) if action in each.actions())
    menu.popup(program.window.mapToGlobal(program.window.rect().center()))
    QTest.mouseClick(
        menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(action).center()
    )
    assert not menu.isVisible()


def lacks(name: str) -> None:
    if has_extra(name):
        pytest.skip(f"the extra `{name}` is installed")


@pytest.mark.parametrize(("extra", "title"), [("onnx", "ONNX"), ("tensorboard", "TensorBoard")])
def test_what_lacks_a_library_says_the_line_that_installs_it(
    extra: str, title: str, program: Program, tmp_path: Path
) -> None:
    lacks(extra)
    program.start()
    click_entry(program, f"action_export_{extra}", tmp_path)
    assert program.note == f'{title} export needs more libraries: pip install "latent-explorer[{extra}]"'
    assert program.dialogs.asked == []


def test_a_packed_program_says_that_it_cannot_be_extended(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacks("onnx")
    program.start()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    click_entry(program, "action_export_onnx", tmp_path)
    assert program.note == "ONNX export needs libraries that this package lacks, and it cannot be extended."


def test_without_a_run_there_is_nothing_to_export(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(ONNX, tmp_path / "libraries", monkeypatch)
    program.show()
    click_entry(program, "action_export_onnx", tmp_path)
    assert program.note == "There is no run yet that could be exported."


def test_no_folder_chosen_exports_nothing(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(ONNX, tmp_path / "libraries", monkeypatch)
    program.start()
    program.dialogs.path = None
    program.window.findChild(QAction, "action_export_onnx").trigger()
    assert program.dialogs.asked == ["A folder for the ONNX graphs"]
    assert not program.window.run_export.is_busy and program.state.saved is None


def exported(program: Program, tmp_path: Path) -> Path:
    """The folder into which the run went."""
    program.qtbot.waitUntil(lambda: not program.window.run_export.is_busy, timeout=4 * PATIENCE)
    out = tmp_path / "out" / Path(program.state.place).name
    assert program.note.startswith("Exported to ") and out.name in program.note
    return out


def test_decoders_are_those_of_the_run_that_goes_on(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trainers.dataset import LoadContext
    from trainers.lazy import torch
    from trainers.runs.starting import restore

    install(ONNX, tmp_path / "libraries", monkeypatch)
    given = experiment(steps=12, models=[{"family": "vae", "layers": [12]}, {"family": "ae", "layers": [8]}])
    program.start(given, play=True)
    program.wait_for(Phase.FINISHED)
    click_entry(program, "action_export_onnx", tmp_path / "out")
    assert program.note == "Exporting…"
    out = exported(program, tmp_path)
    assert program.note.endswith(" · ONNX and PyTorch differ by at most 3e-06.")
    files = sorted(out.iterdir())
    assert [file.name for file in files] == [
        f"{name}-{what}.onnx" for name in ("AE", "VAE") for what in ("decoder", "encoder")
    ]
    loop, _, _ = restore(Path(program.state.place), given, LoadContext(tmp_path), "cpu")
    for model, weights, file in zip(loop.models, loop.display_weights(), files[2::-2], strict=True):
        model.nets.load_state_dict(weights)
        with torch.no_grad():
            wanted = model.decode(torch.zeros(1, model.latent_dim)).numpy()
        np.testing.assert_allclose(np.load(file), wanted, rtol=1e-5, atol=1e-6)


def test_weights_and_a_notebook_need_no_more_libraries(program: Program, tmp_path: Path) -> None:
    """The weights are those that are shown, and the notebook decodes where the cursor stands."""
    program.start(experiment(steps=12), play=True)
    program.wait_for(Phase.FINISHED)
    value = program.state.map_of(0)
    assert value is not None
    program.session.set_map(0, value.with_cursor(np.array([0.5, -1.25], np.float32)))
    for name in ("weights", "notebook"):
        click_entry(program, f"action_export_{name}", tmp_path / "out")
        assert program.note == "Exporting…"
        out = exported(program, tmp_path)
    run = Path(program.state.place)
    assert sorted(each.name for each in out.iterdir()) == ["VAE.safetensors", "notebook.ipynb", "weights.md"]
    (saved,) = (run / "weights").iterdir()
    wanted, given = load_file(saved), load_file(out / "VAE.safetensors")
    assert wanted.keys() == given.keys() and all((wanted[key] == given[key]).all() for key in wanted)
    code = "".join(
        line for cell in json.loads((out / "notebook.ipynb").read_text())["cells"] for line in cell["source"]
    )
    assert f"trainers.load({str(run)!r}, data_dir=" in code and "z = [[0.5, -1.25]]" in code


def test_events_are_the_curves(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(TENSORBOARD, tmp_path / "libraries", monkeypatch)
    program.start(experiment(steps=12), play=True)
    program.wait_for(Phase.FINISHED)
    for _ in range(2):  # the second says first that it begins again
        click_entry(program, "action_export_tensorboard", tmp_path / "out")
        out = exported(program, tmp_path)
    lines = [json.loads(line) for line in (out / "tensorboard" / "events.jsonl").read_text().splitlines()]
    curves = read_run(Path(program.state.place)).curves[0]
    name, series = next((name, series) for name, series in curves.items() if not np.isnan(series).any())
    assert lines[: len(lines) // 2] == lines[len(lines) // 2 :] and lines[0] == [1, None]
    told = lines[1 : len(lines) // 2]
    assert [step for step, _ in told] == list(range(1, 13))
    np.testing.assert_array_equal(np.array([values[f"{name}/0"] for _, values in told], np.float32), series)


def test_what_goes_wrong_is_one_sentence_and_the_next_export_goes_well(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(ONNX, tmp_path / "libraries", monkeypatch)
    program.start(experiment(steps=40), play=True)
    program.wait_for(Phase.FINISHED)
    (tmp_path / "out").write_text("a file, where a folder should be")
    click_entry(program, "action_export_onnx", tmp_path / "out")
    program.qtbot.waitUntil(lambda: not program.window.run_export.is_busy, timeout=4 * PATIENCE)
    assert program.note.startswith("The export failed: ")
    (tmp_path / "out").unlink()
    click_entry(program, "action_export_onnx", tmp_path / "out")
    assert (exported(program, tmp_path) / "VAE-decoder.onnx").is_file()


def test_another_run_begun_meanwhile_ends_the_wish(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(ONNX, tmp_path / "libraries", monkeypatch)
    program.start()
    click_entry(program, "action_export_onnx", tmp_path / "out")
    program.session.restart(play=False)
    assert program.note == "The run ended before it could be exported."
    assert not program.window.run_export.is_busy
    program.wait_for(Phase.READY)


def test_the_menu_button_offers_all(program: Program) -> None:
    program.start()
    menu, exports = program.find(QMenu, "main_menu"), program.find(QMenu, "menu_export")
    assert exports.menuAction() in menu.actions()
    names = [action.objectName() for action in exports.actions() if not action.isSeparator()]
    exported = [f"action_export_{each}" for each in ("weights", "onnx", "notebook", "tensorboard")]
    assert names == [*exported, "action_save_experiment", "action_copy_command"]
    assert any(button.menu() is menu for button in program.window.findChildren(QToolButton))
