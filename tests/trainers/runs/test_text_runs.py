"""Runs of models that write text, on the disk: how they go on, what is kept of them, and what is not believed."""

from __future__ import annotations

import dataclasses
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import trainers
from trainers.catalog import families
from trainers.cli.main import main
from trainers.experiment import Experiment
from trainers.kinds import Tokens
from trainers.looking.looker import probe_images
from trainers.runs.data import DATA, read_data
from trainers.runs.describe import MOST_HELD_OUT, held_out_texts
from trainers.runs.files import RunFolderError
from trainers.runs.fit import misfit_of_pictures
from trainers.runs.folder import read_checkpoint, read_run
from trainers.runs.kept_texts import MOST_TEXTS, read_texts
from trainers.runs.keyframes import read_keyframe
from trainers.training.loop import Loop
from trainers.training.loop_state import StateError

NAMES = sorted(name for name, cls in families().items() if Tokens in cls.takes)
CHEAP = {"hidden": 8, "embedding": 6, "channels": 8, "width": 8}
STEPS = 10
LINES = {"name": "sums", "greatest": 9}


def experiment(*names: str, data: dict[str, Any] = LINES, **plan: Any) -> Experiment:
    models = [
        {"family": name, "label": name, **{k: v for k, v in CHEAP.items() if k in families()[name].Config.model_fields}}
        for name in names
    ]
    return Experiment.parse({
        "title": "Small", "steps": STEPS, "batch_size": 7, "dataset": data, "models": models, **plan
    })  # fmt: skip


@pytest.fixture
def stream(tmp_path: Path) -> dict[str, Any]:
    """A text that is cut into pieces."""
    file = tmp_path / "text.txt"
    file.write_text("the cat sat on the mat.\nthe dog sat on the log.\n" * 20, encoding="utf-8")
    return {"name": "text-file", "file": str(file), "length": 16}


@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize("name", NAMES)
def test_after_a_stop_in_the_middle_it_goes_on_as_if_there_had_been_none(
    name: str, lines: bool, stream: dict[str, Any], tmp_path: Path
) -> None:
    given = experiment(name, data=LINES if lines else stream)
    whole = trainers.train(given, threads=1, progress=False)
    half = trainers.train(given, threads=1, progress=False, until=3).save(tmp_path / "half")
    later = trainers.load(half).train(progress=False)
    assert later.step == whole.step == STEPS
    assert whole.curves.keys() == later.curves.keys()
    for metric, curve in whole.curves.items():
        np.testing.assert_array_equal(curve, later.curves[metric])
    states = [read_checkpoint(run.save(tmp_path / f"{run is whole}")) for run in (whole, later)]
    assert states[0].tensors.keys() == states[1].tensors.keys()
    for key, tensor in states[0].tensors.items():
        assert torch.equal(tensor, states[1].tensors[key]), key
    assert whole.write("the ", 3) == later.write("the ", 3)


def test_keyframes_keep_what_the_same_noise_became(tmp_path: Path) -> None:
    folder = trainers.train(experiment(*NAMES[:4]), threads=1, progress=False).save(tmp_path / "run")
    contents = read_run(folder)
    assert contents.problems == () and contents.keyframe_steps[:3] == (0, 1, 2)
    first, last = (read_keyframe(folder, step, 4) for step in (0, STEPS))
    data = read_data(folder)
    for before, after in zip(first.models, last.models, strict=True):
        assert before.texts is not None and after.texts is not None and before.samples is None
        assert len(before.texts) == 16 and before.texts.tolist() != after.texts.tolist()
        assert set("".join(after.texts)) <= set(data.kind.vocabulary)  # type: ignore[attr-defined]
        assert set(after.test) == {"test_nats_per_char", "test_perplexity"}
        assert after.nbytes >= after.texts.nbytes > 0
    assert misfit_of_pictures(last, data, first) == ""


def test_what_is_told_of_the_data_is_read_again(tmp_path: Path) -> None:
    run = trainers.train(experiment("ngram"), threads=1, progress=False)
    data = read_data(run.save(tmp_path / "run"))
    assert data.kind == run.examples.kind and data.latent_dims == (None,)
    assert (data.n_train, data.n_test) == (len(run.examples.train), len(run.examples.test))
    assert data.probe.tolist() == run.examples.kind.shown(run.examples.test[: len(data.probe)]).tolist()
    assert " is " in data.preview[0] and not data.preview.flags.writeable


def test_texts_that_are_held_out_are_others_than_those_that_are_shown(tmp_path: Path) -> None:
    run = trainers.train(experiment("ngram"), threads=1, progress=False)
    probe = run.examples.kind.shown(probe_images(run.examples)).tolist()
    test = [text for text in run.examples.kind.shown(run.examples.test).tolist() if text]
    told = held_out_texts(run.examples)
    assert 0 < len(told) <= MOST_HELD_OUT and len(set(told)) == len(told)
    assert set(told) <= set(test) and not set(told) & set(probe)
    few = dataclasses.replace(run.examples, test=run.examples.test[:3])
    assert held_out_texts(few) == tuple(dict.fromkeys(test[:3]))  # there are no others
    empty = np.zeros_like(run.examples.test[:2])  # lines that end at once
    assert held_out_texts(dataclasses.replace(run.examples, test=empty)) == ()


def edited(folder: Path, **changes: Any) -> None:
    """Writes other arrays, or other plain values, into the description of the data."""
    with np.load(folder / DATA) as archive:
        arrays = dict(archive)
    plain = json.loads(arrays["plain"].tobytes())
    for name, value in changes.items():
        if isinstance(value, np.ndarray):
            arrays[name] = value
        else:
            plain[name] = value
    arrays["plain"] = np.frombuffer(json.dumps(plain).encode(), np.uint8)
    content = io.BytesIO()
    np.savez_compressed(content, **arrays)
    (folder / DATA).write_bytes(content.getvalue())


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"tokens": {"vocabulary": ["\n", "a"], "length": 0, "lines": True}}, "tokens.length"),
        ({"tokens": {"vocabulary": ["a", "\n"], "length": 3, "lines": True}}, "expected the end of a line first"),
        ({"tokens": {"vocabulary": ["\n", "a" * 65], "length": 3, "lines": True}}, "tokens.vocabulary.1"),
        ({"tokens": None}, "image_shape: expected three numbers, found none"),
        ({"preview": np.zeros((2, 3), np.uint8)}, "preview: expected texts, found (2, 3) of uint8"),
        ({"probe": np.array(["a"] * (MOST_TEXTS + 1))}, "probe: expected at most 1024 texts"),
    ],
)
def test_a_description_that_nobody_wrote_is_refused(changes: dict[str, Any], found: str, tmp_path: Path) -> None:
    folder = trainers.train(experiment("ngram"), threads=1, progress=False).save(tmp_path / "run")
    edited(folder, **changes)
    with pytest.raises(RunFolderError) as refusal:
        read_data(folder)
    assert str(refusal.value).startswith(f"{DATA}: ") and found in str(refusal.value)


def test_texts_are_not_believed_either() -> None:
    assert read_texts("x", np.array(["a\udc80", "b"])).tolist() == ["a\udc80", "b"]  # which is shown as an escape
    beyond = np.array([0x110000], np.uint32).view("<U1")
    for array, found in (
        (beyond, "x: expected characters, found other numbers"),
        (np.array(["a"], ">U1"), "x: expected texts, found (1,) of >U1"),
        (np.zeros(2), "x: expected texts, found (2,) of float64"),
        (np.zeros(1, "<U65537"), "x: expected at most 1024 texts of 65,536 characters, found 1 of 65,537"),
    ):
        with pytest.raises(ValueError) as refusal:
            read_texts("x", array)
        assert str(refusal.value) == found


def test_pictures_of_text_do_not_fit(tmp_path: Path) -> None:
    folder = trainers.train(experiment("ngram"), threads=1, progress=False).save(tmp_path / "run")
    data, frame = read_data(folder), read_keyframe(folder, STEPS, 1)
    [model] = frame.models
    seen = dataclasses.replace(model, texts=None, samples=np.zeros((1, 1, 8, 8), np.uint8))
    wanted = f"keyframes/{STEPS:08d}.npz: 0.samples: expected no pictures, for the data are tokens"
    assert misfit_of_pictures(dataclasses.replace(frame, models=(seen,)), data, None) == wanted


@pytest.mark.parametrize(
    ("name", "change", "found"),
    [
        ("counts_1", 1, "expected counts of runs of 1 that the text has, found others"),
        ("counts_3", -(2**20), "expected counts of runs of 3 that the text has, found others"),
        ("weights", 1.0, "expected weights between 0 and 1, found others"),
    ],
)
def test_what_nobody_can_have_counted_is_refused_and_changes_nothing(name: str, change: Any, found: str) -> None:
    run = trainers.train(experiment("ngram", steps=30), threads=1, progress=False)  # all has been counted once
    loop = Loop(run.experiment, run.examples, torch.device("cpu"))
    for _ in range(30):
        loop.step()
    before = {key: tensor.clone() for key, tensor in loop.state().tensors.items()}
    key = f"models.0.nets.table.{name}"
    hostile = {**before, key: before[key] + change}
    with pytest.raises(StateError, match=found):
        loop.load_state(dataclasses.replace(loop.state(), tensors=hostile))
    assert all(torch.equal(tensor, before[each]) for each, tensor in loop.state().tensors.items())


def test_the_command_line_trains_resumes_evaluates_exports_and_reports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, folder = tmp_path / "small.toml", tmp_path / "run"
    file.write_text(experiment("ngram", "char-rnn").to_toml(), encoding="utf-8")
    assert main(["train", str(file), "--out", str(folder), "--device", "cpu", "--threads", "1"]) == 0
    assert main(["train", "--resume", "--steps", "60", "--out", str(folder), "--device", "cpu"]) == 0
    trained = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert trained["finished"] and [model["steps"] for model in trained["models"]] == [60, 60]
    assert main(["evaluate", str(folder), "--device", "cpu"]) == 0
    found = json.loads(capsys.readouterr().out)
    [table, network], simpler = found["models"], found["baselines"]
    assert simpler["uniform"] > simpler["unigram"] > simpler["bigram"] > simpler["trigram"]
    assert table["test_nats_per_char"] == pytest.approx(simpler["trigram"], abs=1e-4)  # it is one, and has seen all
    for figures in (table, network):
        assert figures["test_perplexity"] == pytest.approx(np.exp(figures["test_nats_per_char"]))
        assert figures["text_count"] == 500 and 0 <= figures["true_share"] <= figures["well_formed_share"] <= 1
        assert figures["longest_copied"] > 0 and 0 <= figures["copied_share"] <= 1
    assert table["test_nats_per_char"] < network["test_nats_per_char"]  # after so few steps counting is ahead
    assert main(["export", str(folder), "--out", str(tmp_path / "all"), "--device", "cpu"]) == 0
    files = {Path(file).name for file in json.loads(capsys.readouterr().out)["files"]}
    texts, weights = {"ngram-texts.txt", "char-rnn-texts.txt"}, {"ngram.safetensors", "char-rnn.safetensors"}
    assert files == {"curves.csv", "notebook.ipynb", "weights.md", *texts, *weights}
    assert len((tmp_path / "all" / "ngram-texts.txt").read_text(encoding="utf-8").splitlines()) == 16
    assert main(["report", str(folder), "--out", str(tmp_path / "report.html"), "--device", "cpu"]) == 0
    for refused in (["holes", str(folder)], ["map", str(folder), "--out", str(tmp_path / "map.png")]):
        capsys.readouterr()
        assert main([*refused, "--device", "cpu"]) != 0
        assert "Traceback" not in capsys.readouterr().err
