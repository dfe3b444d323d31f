"""Weights for other programs: the very ones that are shown, and a page whose code works."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file

import trainers
from trainers.catalog import families
from trainers.exports.weights import export_weights
from trainers.marks import HAND
from trainers.runs.files import RunFolderError
from trainers.runs.folder import read_run
from trainers.self_test.families import make_experiment


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "run"
    trainers.train("ae-vs-vae-digits", steps=4, layers=[12], out=folder, keyframes=False, progress=False, device="cpu")
    return folder


def test_files_hold_what_is_shown_and_say_of_what(run: Path, tmp_path: Path) -> None:
    done = export_weights(read_run(run), tmp_path / "new" / "out")
    assert [path.name for path in done.files] == ["AE.safetensors", "VAE.safetensors", "weights.md"]
    assert {path.name for path in (tmp_path / "new" / "out").iterdir()} == {path.name for path in done.files}
    loaded = trainers.load(run, device="cpu")
    for index, path in enumerate(done.files[:2]):
        shown = loaded.module(index).state_dict()
        tensors = load_file(path)
        assert tensors.keys() == shown.keys()
        assert all(np.array_equal(tensors[name], shown[name].numpy()) for name in shown)
        with safe_open(path, "numpy") as file:
            facts = file.metadata()
        assert (facts["label"], facts["step"], facts["model"]) == (loaded.labels[index], "4", str(index))
        assert facts["family"] == loaded.models[index].family and json.loads(facts["knobs"])["layers"] == [12]
        assert trainers.Experiment.parse(json.loads(facts["experiment"])) == loaded.experiment


def test_the_lines_of_the_page_load_them(run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder of their own, without the run: the networks then draw what those of the run draw, bit for bit."""
    page = export_weights(read_run(run), tmp_path).files[-1].read_text()
    monkeypatch.chdir(tmp_path)
    found: dict = {}
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        exec(block, found)
    wanted = trainers.load(run, device="cpu").module(0).state_dict()
    assert found["nets"].state_dict().keys() == wanted.keys()
    assert all((value == wanted[name]).all() for name, value in found["nets"].state_dict().items())
    assert found["about"]["label"] == "AE"
    ours, z = trainers.load(run, device="cpu"), np.array([[0.5, -1.0]], np.float32)
    assert found["run"].evaluate() == ours.evaluate(), "not those of a model that was never trained"
    assert np.array_equal(found["run"].decode(z), ours.decode(z))
    name, value = next(iter(wanted.items()))
    assert f"| `{name}` | {' x '.join(map(str, value.shape))} |" in page


@pytest.mark.parametrize("name", sorted(families()))
def test_of_every_family_the_page_gives_the_numbers_of_the_run(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "run"
    small = {"steps": 2, "batch_size": 16}
    trained = trainers.train(
        make_experiment(name, seed=0).with_settings(small), out=folder, keyframes=False, progress=False, device="cpu"
    )
    page = export_weights(read_run(folder), tmp_path / "out").files[-1].read_text()
    monkeypatch.chdir(tmp_path / "out")
    found: dict = {}
    for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        exec(block, found)
    again, ours = (each._direct.training.loop for each in (found["run"], trained))
    assert again.evaluate(10) == ours.evaluate(10)
    assert [mark.kind for mark in found["run"].marks] == [HAND], "a command does not repeat it"


def test_weights_of_other_networks_are_refused() -> None:
    run = trainers.train("vae-digits", until=0, layers=[12], device="cpu")
    weights = run.module().state_dict()
    with pytest.raises(ValueError, match="of other networks"):
        run.load_weights({**weights, "odd": next(iter(weights.values()))})
    assert run.marks == ()


def test_a_run_that_was_never_saved_has_none(run: Path, tmp_path: Path) -> None:
    from shutil import copytree

    copytree(run, tmp_path / "run")
    (tmp_path / "run" / "resume.json").unlink()
    with pytest.raises(RunFolderError, match="nothing was saved"):
        export_weights(read_run(tmp_path / "run"), tmp_path / "out")
    assert not (tmp_path / "out").exists()
