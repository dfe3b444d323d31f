"""Runs of models that make pictures component by component, on the disk: how they go on, what is not believed of them,
and what is made of them for other programs."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import trainers
from trainers.cli.main import main
from trainers.experiment import Experiment
from trainers.exports import whole_run
from trainers.runs.folder import read_checkpoint
from trainers.training.loop import Loop
from trainers.training.loop_state import LoopState, StateError

SMALL: dict[str, dict[str, Any]] = {
    "pixel-table": {},
    "made": {"layers": [8], "orders": 3},
    "pixelcnn": {"channels": 4, "blocks": 1, "made": 8},
    "pixel-rnn": {"cells": 2},
    "any-order": {"layers": [8], "channels": 4},
}
STEPS = 10


def experiment(*names: str, **knobs: Any) -> Experiment:
    models = [{"family": name, "label": name, **SMALL[name], **knobs} for name in names]
    return Experiment.parse({
        "title": "Small", "steps": STEPS, "batch_size": 5, "dataset": {"name": "bars-and-stripes"}, "models": models
    })  # fmt: skip


@pytest.mark.parametrize("levels", ["2", "palette"])
def test_after_a_stop_in_the_middle_all_go_on_as_if_there_had_been_none(levels: str, tmp_path: Path) -> None:
    names = [name for name in SMALL if name != "any-order"]
    for chosen in (names, ["any-order"]):  # four models at most
        given = experiment(*chosen, levels=levels)
        whole = trainers.train(given, threads=1, progress=False)
        half = trainers.train(given, threads=1, progress=False, until=3).save(tmp_path / chosen[0])
        later = trainers.load(half).train(progress=False)
        assert later.step == whole.step == STEPS
        for one, other in zip(whole.models, later.models, strict=True):
            assert one.curves.keys() == other.curves.keys()
            for name, curve in one.curves.items():
                np.testing.assert_array_equal(curve, other.curves[name])
        states = [read_checkpoint(run.save(tmp_path / f"{chosen[0]}-{run is whole}")) for run in (whole, later)]
        assert states[0].tensors.keys() == states[1].tensors.keys()
        for name, tensor in states[0].tensors.items():
            assert torch.equal(tensor, states[1].tensors[name]), name


@pytest.mark.parametrize(("number", "found"), [(-1, "-1"), (2**63 - 1, f"{2**63 - 1:,}")])
def test_what_nobody_can_have_counted_is_refused_and_changes_nothing(number: int, found: str) -> None:
    run = trainers.train(experiment("pixel-table"), threads=1, progress=False)
    loop = Loop(run.experiment, run.examples, torch.device("cpu"))
    before = {name: tensor.clone() for name, tensor in loop.state().tensors.items()}
    name = "models.0.nets.table.counts"
    hostile = dict(before)
    hostile[name] = before[name].clone().index_fill_(-1, torch.tensor(0), number)
    sentence = f"saved state: expected {name} to count from 0 to 1,000,000,000,000, found {found}"
    with pytest.raises(StateError, match=sentence):
        loop.load_state(dataclasses.replace(loop.state(), tensors=hostile))
    weights = {"table.counts": hostile[name]}
    with pytest.raises(StateError, match=sentence):
        loop.take_weights([weights])
    assert all(torch.equal(tensor, before[key]) for key, tensor in loop.state().tensors.items())
    loop.load_state(LoopState(before, loop.state().position))


@pytest.mark.parametrize("has", [True, False])
def test_without_a_decoder_there_is_no_word_of_graphs(
    has: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in (whole_run, main.__globals__["export"]):  # the folder's, and the command's
        monkeypatch.setattr(place, "has_extra", lambda name: has or name != "onnx")
    run = trainers.train(experiment("made", "pixel-table"), threads=1, progress=False).save(tmp_path / "run")
    assert main(["export", str(run), "--out", str(tmp_path / "all"), "--device", "cpu"]) == 0
    told = capsys.readouterr()
    assert {Path(file).name for file in json.loads(told.out)["files"]} == {
        "curves.csv", "made-samples.png", "pixel-table-samples.png", "notebook.ipynb", "weights.md",
        "made.safetensors", "pixel-table.safetensors",
    }  # fmt: skip
    assert not told.err
    assert main(["export", str(run), "--only", "onnx", "--out", str(tmp_path / "graphs"), "--device", "cpu"]) == 2
    told = capsys.readouterr()
    wanted = "ONNX: expected a model that encodes or decodes, found made, pixel-table" if has else "needs the extra"
    assert wanted in told.err and told.err.count("\n") == 1 and not (tmp_path / "graphs").exists()


def test_maps_of_holes_are_refused_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = trainers.train(experiment("made"), threads=1, progress=False).save(tmp_path / "run")
    assert main(["holes", str(run), "--device", "cpu"]) != 0
    told = capsys.readouterr()
    assert told.err == "latent-explorer: made draws nothing from codes, so it has no map\n" and not told.out
