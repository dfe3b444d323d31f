"""Training and looking in a few lines: the numbers of the command line, and nothing on the disk unless it is asked."""

from __future__ import annotations

import ast
import io
import json
import os
import signal
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import trainers
from trainers.cli.main import main
from trainers.dataset import Cancelled, LoadContext
from trainers.datasets.digits import Digits
from trainers.experiment import Experiment
from trainers.places import runs_dir
from trainers.runs.folder import RunFolder, read_run
from trainers.terminal import progress_bar
from trainers.training.loop import Loop

pytestmark = pytest.mark.usefixtures("one_thread")
REPOSITORY = Path(__file__).resolve().parents[3]
PAIR = """
title = "Pair"
steps = 24
batch_size = 16
[dataset]
name = "digits"
size = 16
[[models]]
family = "ae"
label = "A"
layers = [16]
[[models]]
family = "vae"
label = "B"
layers = [16]
"""
CONDITIONAL: dict[str, Any] = {
    "title": "Told", "steps": 4, "batch_size": 16, "dataset": {"name": "digits", "size": "8"},
    "models": [{"family": "cgan", "g_layers": [16], "d_layers": [16], "latent_dim": 3}],
}  # fmt: skip
CODES = np.random.default_rng(0).normal(size=(300, 2)).astype(np.float32)  # more than pass a decoder at once


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    path = tmp_path / "pair.toml"
    path.write_text(PAIR)
    return path


def train(experiment: str | Path | Experiment, **how: Any) -> trainers.NotebookRun:
    return trainers.train(experiment, **{"device": "cpu", "keyframes": False, **how})


def same(one: trainers.NotebookRun, other: trainers.NotebookRun) -> bool:
    """Whether two runs stand at the same step, with the same curves and decodes, bit for bit."""
    for a, b in zip(one.models, other.models, strict=True):
        if a.curves.keys() != b.curves.keys() or a.decode(CODES).tobytes() != b.decode(CODES).tobytes():
            return False
        if any(curve.tobytes() != b.curves[name].tobytes() for name, curve in a.curves.items()):
            return False
    return one.step == other.step


def at_step(monkeypatch: pytest.MonkeyPatch, number: int, act: Callable[[list[dict[str, Any]]], None]) -> None:
    """*act* on the metrics of the step *number*, once."""
    step, done = Loop.step, []

    def acting(loop: Loop, *players: Any) -> list[dict[str, Any]]:
        metrics = step(loop, *players)
        if loop.step_count == number and not done:
            done.append(number)
            act(metrics)
        return metrics

    monkeypatch.setattr(Loop, "step", acting)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --------------------------------------------------------------------------- the same numbers


def test_the_numbers_are_those_of_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs, mine = tmp_path / "theirs", tmp_path / "mine"
    how = ["--steps", "30", "--seed", "3", "--set", "models.0.beta=4", "--device", "cpu"]
    assert main(["train", "--preset", "vae-digits", *how, "--out", str(theirs)]) == 0
    result = json.loads(capsys.readouterr().out)
    run = trainers.train("vae-digits", steps=30, seed=3, beta=4, device="cpu")
    read = read_run(theirs)
    assert run.experiment == read.experiment and run.curves.keys() == read.curves[0].keys()
    for name, curve in run.curves.items():
        assert curve.shape == (30,) and curve.tobytes() == read.curves[0][name].tobytes()
    assert trainers.load(theirs, device="cpu").decode(CODES).tobytes() == run.decode(CODES).tobytes()
    run.save(mine)
    kept = read_run(mine)
    assert kept.keyframe_steps == read.keyframe_steps and kept.problems == ()
    for step in (0, 20, 30):
        [one], [other] = kept.read_keyframe(step).models, read.read_keyframe(step).models
        assert one.samples is not None and other.samples is not None
        assert one.samples.tobytes() == other.samples.tobytes()
    shown = np.rint(run.sample(64) * 255).astype(np.uint8)
    assert one.samples is not None and shown.tobytes() == one.samples.tobytes()
    told = {name: value for name, value in result["models"][0].items() if name in run.evaluate()}
    assert told == run.evaluate() and "test_neg_elbo" in told


@pytest.mark.parametrize("preset", ["ae-vs-vae-digits", "gan-ring"])
def test_a_break_leaves_no_trace(preset: str, tmp_path: Path) -> None:
    """Stopped, saved, loaded, trained on: the run in one go."""
    whole = train(preset, steps=24)
    broken = train(preset, steps=24, until=10)
    assert (broken.step, whole.step) == (10, 24)
    assert len(next(iter(broken.curves.values()))) == 10
    broken.save(tmp_path / "run")
    loaded = trainers.load(tmp_path / "run", device="cpu")
    if preset == "gan-ring":
        assert loaded.sample(9, seed=2).tobytes() == broken.sample(9, seed=2).tobytes()
    else:
        assert same(loaded, broken)
    for run in (broken, loaded):
        assert run.train(6).step == 16 and run.train().step == 24 and run.train().step == 24
        assert all(a.curves.keys() == b.curves.keys() for a, b in zip(run.models, whole.models, strict=True))
        for a, b in zip(run.models, whole.models, strict=True):
            assert all(curve.tobytes() == b.curves[name].tobytes() for name, curve in a.curves.items())
            assert a.sample(20, seed=5).tobytes() == b.sample(20, seed=5).tobytes()
    loaded.save()
    assert (trainers.load(tmp_path / "run", device="cpu").step, read_run(tmp_path / "run").newest_step) == (24, 24)


def test_steps_beyond_the_plan_are_those_of_the_command_line(pair: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    for how in (["train", str(pair)], ["train", "--resume"]):
        steps = ["--steps", "30"] if "--resume" in how else []
        assert main([*how, *steps, "--out", str(theirs), "--device", "cpu", "--no-keyframes"]) == 0
    run = train(pair)
    assert run.train(6) is run and (run.step, run.experiment.plan.steps) == (30, 30)
    assert same(run, trainers.load(theirs, device="cpu"))


def test_whoever_trains_keeps_threads_and_chances_of_their_own(pair: Path) -> None:
    torch.set_num_threads(2)
    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)
    run = train(pair, threads=1)
    assert run.decode(CODES).shape[0] == 300 and run.evaluate()["test_mse"] > 0
    assert torch.get_num_threads() == 2 and torch.equal(torch.rand(3), expected)
    assert run.threads == ((0, 1),)


# --------------------------------------------------------------------------- the disk


def test_nothing_is_written_until_it_is_saved(pair: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, here = tmp_path / "home", tmp_path / "here"
    home.mkdir()
    here.mkdir()
    monkeypatch.setenv("LATENT_EXPLORER_HOME", str(home))
    monkeypatch.chdir(here)
    run = train(pair, until=5, keyframes=True)
    run.train(3)
    assert run.folder is None and [*home.iterdir(), *here.iterdir()] == []
    with pytest.raises(trainers.ConfigError, match=r'run\.save\("my-run"\)'):
        run.save()
    assert run.save("my-run") == here / "my-run" == run.folder
    assert read_run(here / "my-run").keyframe_steps == (0, 1, 2, 5, 8)
    before = contents(here / "my-run")
    run.train(2)
    other = trainers.load("my-run", device="cpu")
    other.train(2)
    other.evaluate()
    assert contents(here / "my-run") == before
    run.save()
    assert read_run(here / "my-run").checkpoint_step == 10 and [*home.iterdir()] == []


def test_out_is_where_a_run_saves_itself(pair: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    run = train(pair, until=6, out=out)
    assert (run.folder, read_run(out).checkpoint_step, read_run(out).problems) == (out, 6, ())
    RunFolder.open_for_writing(out).close()  # nobody holds it between two trainings
    run.train(3)
    assert (read_run(out).checkpoint_step, read_run(out).newest_step) == (9, 9)
    run.save(tmp_path / "copy")
    run.train(1)
    assert [read_run(tmp_path / name).checkpoint_step for name in ("run", "copy")] == [9, 10]
    assert read_run(tmp_path / "copy").problems == ()
    with pytest.raises(trainers.RunFolderError, match="expected a new or empty folder"):
        train(pair, out=out)
    with pytest.raises(trainers.RunFolderError, match="expected a new or empty folder"):
        run.save(out)
    assert run.folder == tmp_path / "copy"
    assert same(run.train(0), trainers.load(tmp_path / "copy", device="cpu"))


def test_a_run_that_was_trained_on_elsewhere_is_not_overwritten(pair: Path, tmp_path: Path) -> None:
    train(pair, until=4).save(tmp_path / "run")
    mine, theirs = (trainers.load(tmp_path / "run", device="cpu") for _ in range(2))
    theirs.train(8)
    theirs.save()
    mine.train(2)
    before = contents(tmp_path / "run")
    with pytest.raises(trainers.RunFolderError, match="was trained on elsewhere"):
        mine.save()
    assert contents(tmp_path / "run") == before
    mine.save(tmp_path / "mine")
    found = read_run(tmp_path / "mine")
    assert (found.checkpoint_step, found.newest_step, found.problems) == (6, 6, ())
    assert same(mine, trainers.load(tmp_path / "mine", device="cpu"))
    theirs.train(1)
    theirs.save()  # who saved last goes on


def test_a_folder_that_has_gone_takes_no_curves_with_it(pair: Path, tmp_path: Path) -> None:
    train(pair, until=4).save(tmp_path / "run")
    run = trainers.load(tmp_path / "run", device="cpu")
    run.train(2)
    (tmp_path / "run").rename(tmp_path / "moved")
    for path in (tmp_path / "moved").rglob("*"):
        if path.is_file():
            path.unlink()
    run.save(tmp_path / "anew")
    assert same(run, trainers.load(tmp_path / "anew", device="cpu")) and len(run.curves["mse"]) == 6
    assert not np.isnan(run.curves["mse"]).any()


def test_runs_of_the_window_are_found_by_name(pair: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    train(pair, until=2).save(runs_dir() / "of the window")
    assert trainers.load("of the window").step == 2
    with pytest.raises(trainers.RunFolderError, match="expected a run folder, found nothing"):
        trainers.load("never was")


# --------------------------------------------------------------------------- settings


def test_a_knob_reaches_every_model_that_has_it(pair: Path) -> None:
    run = train(pair, until=0, beta=np.float64(3), layers=[8, 8], batch_size=np.int64(20), set={"models.0.layers": [4]})
    table = run.experiment.to_table()
    assert [model["layers"] for model in table["models"]] == [[8, 8], [8, 8]]
    assert table["models"][1]["beta"] == 3 and "beta" not in table["models"][0] and table["batch_size"] == 20
    dotted = {"models.0.layers": [4], "dataset.size": 8, "models": [{"family": "ae", "label": "C"}]}
    other = train(run.experiment, until=0, set=dict(reversed(dotted.items())))
    assert (other.labels, other.examples.image_shape) == (("C",), (1, 8, 8))
    assert other.experiment.to_table()["models"][0]["layers"] == [4]


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"bta": 4}, "train: there is no setting 'bta'; the nearest one is beta"),
        ({"step": 4}, "train: there is no setting 'step'; the nearest one is steps"),
        ({"size": 8}, "train: there is no setting 'size'; the nearest one is dataset.size, given as "
                      "set={'dataset.size': ...}"),
        ({"dataset": "moons"}, "train: there is no setting 'dataset'; the nearest one is dataset.name, given as "
                               "set={'dataset.name': ...}"),
        ({"beta": -1}, "models.1.beta: expected 0 to 50, found -1"),
        ({"steps": 0}, "steps: expected 1 to 1000000, found 0"),
        ({"until": 25}, "until: expected a step from 0 to 24, found 25"),
        ({"until": -1}, "until: expected a step from 0 to 24, found -1"),
        ({"threads": 0}, "--threads: expected 1 to 256, found 0"),
        ({"device": "tpu"}, "device: expected one of auto, cpu, cuda, mps, found 'tpu'"),
        ({"set": {"models.2.beta": 1}}, "models.2.beta: there is no '2' here"),
    ],
)  # fmt: skip
def test_settings_are_refused_in_one_sentence(pair: Path, how: dict[str, Any], sentence: str) -> None:
    with pytest.raises(trainers.ConfigError) as refusal:
        train(pair, **how)
    assert str(refusal.value) == sentence


def test_a_setting_like_none_gets_the_list(pair: Path) -> None:
    with pytest.raises(
        trainers.ConfigError, match=r"^train: there is no setting 'xyzzy'; the known ones are .*beta, .*"
    ):
        train(pair, xyzzy=1)


def test_what_is_no_experiment_is_refused(tmp_path: Path) -> None:
    with pytest.raises(trainers.ConfigError, match=r"preset: expected one of .*vae-digits.*, found 'vae-digit'"):
        train("vae-digit")
    with pytest.raises(trainers.ConfigError, match=r"^none\.toml: "):
        train(tmp_path / "none.toml")
    with pytest.raises(trainers.ConfigError, match="expected a preset, a TOML file or an Experiment, found 3"):
        train(3)  # type: ignore[arg-type]
    names = {preset.name for preset in trainers.list_presets()}
    assert "vae-digits" in names


# --------------------------------------------------------------------------- looking


def test_models_are_asked_by_place_and_by_label(pair: Path) -> None:
    run = train(pair)
    assert run.labels == ("A", "B") and [model.family for model in run.models] == ["ae", "vae"]
    assert run.decode(CODES[:3], model="B").tobytes() == run.models[1].decode(CODES[:3]).tobytes()
    assert run.decode(CODES[:3]).tobytes() == run.models[0].decode(CODES[:3]).tobytes()
    assert run.decode(CODES[:3], model=1).tobytes() != run.decode(CODES[:3]).tobytes()
    assert run.evaluate("B").keys() == run.models[1].evaluate().keys() != run.evaluate().keys()
    assert run.models[1].curves["neg_elbo"].shape == (24,) and "neg_elbo" not in run.curves
    for wrong in (2, -1, "C"):
        with pytest.raises(ValueError, match=r"model: expected 0 to 1, or a label \(A, B\)"):
            run.decode(CODES[:1], model=wrong)
    assert "Pair" in repr(run) and "step 24 of 24" in repr(run) and "B: neg_elbo" in repr(run)


def test_codes_and_images(pair: Path) -> None:
    run = train(pair, until=3)
    test = run.examples.test
    codes = run.encode(test)
    assert codes.shape == (len(test), 2) and codes.dtype == np.float32 and codes.flags.writeable
    np.testing.assert_array_equal(run.encode(test[5]), run.encode(test[5:6]))
    np.testing.assert_array_equal(run.encode(test[:4].astype(np.float32) / 255), run.encode(test[:4]))
    images = run.decode([[0, 0], [1, 0]])
    assert images.shape == (2, 1, 16, 16) and images.dtype == np.float32 and images.flags.writeable
    assert images.min() >= 0 and images.max() <= 1
    assert run.decode([0, 0]).shape == (1, 1, 16, 16) and run.decode(np.empty((0, 2))).shape == (0, 1, 16, 16)
    assert run.encode(images).shape == (2, 2)
    samples = run.sample(5, seed=1)
    assert samples.shape == (5, 1, 16, 16) and samples.tobytes() == run.sample(5, seed=1).tobytes()
    assert samples.tobytes() != run.sample(5, seed=2).tobytes()


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda run: run.decode([[0, 0, 0]]), r"A: expected codes of shape \(N, 2\), found \(1, 3\)"),
        (lambda run: run.decode(np.zeros((1, 1, 2))), r"A: expected codes of shape \(N, 2\), found \(1, 1, 2\)"),
        (lambda run: run.decode([[np.nan, 0]]), "A: expected finite codes, found others"),
        (lambda run: run.decode([[0, 0]], y=1), "A: a model of the family ae is told no classes"),
        (lambda run: run.encode(np.zeros((2, 1, 8, 8))), r"images of shape \(N, 1, 16, 16\), found \(2, 1, 8, 8\)"),
        (lambda run: run.encode(np.full((1, 1, 16, 16), 2.0)), "floats from 0 to 1, found values from 2 to 2"),
        (lambda run: run.encode(np.zeros((1, 1, 16, 16), int)), "as uint8, or as floats from 0 to 1, found int64"),
        (lambda run: run.sample(0), "A: expected at least 1 sample, found 0"),
        (lambda run: run.train(-1), "steps: expected at least 0, found -1"),
    ],
)
def test_what_does_not_fit_is_refused(ask: Callable[[trainers.NotebookRun], object], sentence: str, pair: Path) -> None:
    with pytest.raises(ValueError, match=sentence):
        ask(train(pair, until=0))


def test_conditional_models_are_told_classes() -> None:
    run = train(Experiment.parse(CONDITIONAL))
    z = np.zeros((12, 3), np.float32)
    turns = run.decode(z)
    assert turns.tobytes() == run.decode(z, y=[*range(10), 0, 1]).tobytes()
    np.testing.assert_array_equal(turns[:2], turns[10:])
    assert (turns[0] != turns[1]).any()
    threes = run.decode(z, y="3")
    assert threes.tobytes() == run.decode(z, y=3).tobytes() == run.decode(z, y=["3"] * 12).tobytes()
    np.testing.assert_allclose(threes, np.repeat(turns[3:4], 12, axis=0), atol=1e-6)
    assert run.sample(4, y=7).shape == (4, 1, 8, 8)
    for wrong in (10, -1, "ten", 1.5):
        with pytest.raises(ValueError, match="expected a class from 0 to 9"):
            run.decode(z, y=wrong)
    with pytest.raises(ValueError, match=r"expected one class or 12, found classes of shape \(2,\)"):
        run.decode(z, y=[1, 2])
    with pytest.raises(ValueError, match="CGAN: a model of the family cgan does not encode"):
        run.encode(run.examples.test[:1])


def test_points_come_and_go_as_the_examples_are_kept() -> None:
    run = train("gan-ring", until=2)
    drawn = run.sample(5, seed=3)
    assert drawn.shape == (5, 2) == (5, *run.examples.train.shape[1:]) and drawn.dtype == run.examples.train.dtype
    z = np.random.default_rng(0).standard_normal((3, run.models[0].latent_dim or 0), dtype=np.float32)
    with torch.inference_mode():
        given = run.module()["generator"](torch.tensor(z))
    assert given.shape == (3, 1, 1, 2)
    np.testing.assert_allclose(run.decode(z), given.flatten(1).numpy(), atol=1e-6)
    assert run.decode(z[0]).shape == (1, 2) and run.decode(np.empty((0, z.shape[1]))).shape == (0, 2)
    assert {"coverage", "test_accuracy"} <= run.evaluate().keys()  # how good the samples are, where a game was played


def test_points_are_encoded_as_the_examples_are_kept_and_as_networks_take_them() -> None:
    table = {
        "title": "ring", "seed": 0, "steps": 2, "batch_size": 16, "dataset": {"name": "ring", "count": 400},
        "models": [{"family": "vae", "layers": [8]}],
    }  # fmt: skip
    run = train(Experiment.parse(table))
    kept = run.examples.test[:10]
    assert kept.shape == (10, 2)
    codes = run.encode(kept)
    assert codes.shape == (10, 2) and codes.tobytes() == run.encode(kept.reshape(10, 1, 1, 2)).tobytes()
    assert run.encode(kept[0]).tobytes() == run.encode(kept[:1]).tobytes()
    back = run.decode(codes)
    assert back.shape == kept.shape and run.encode(back).shape == (10, 2)
    with pytest.raises(ValueError, match=r"expected images of shape \(N, 2\) or \(N, 1, 1, 2\), found \(10, 3\)"):
        run.encode(np.zeros((10, 3), np.float32))


def test_samples_of_any_model_are_measured_when_asked(pair: Path) -> None:
    run = train(pair)
    assert "coverage" not in run.evaluate(1)
    assert {"coverage", "judge_fid", "test_neg_elbo"} <= run.evaluate(1, samples=True).keys()


def test_holes_of_a_region_are_those_of_the_command_line(
    pair: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = train(pair, until=3)
    folder = run.save(tmp_path / "run")
    for options, asked in (
        ((), {}),
        (("--region", "mixture", "--components", "5"), {"region": "mixture", "components": 5}),
    ):
        assert main(["holes", str(folder), "--json", "--grid", "2", "--layer", "coverage", *options]) == 0
        told = json.loads(capsys.readouterr().out)["models"]
        for model, known in enumerate(told):
            found = run.holes(layer="coverage", model=model, **asked)
            assert [found[name] for name in ("share", "low", "high")] == [known[n] for n in ("score", "low", "high")]
            assert found.get("components") == known.get("components")
    with pytest.raises(ValueError, match="'ring' is not a valid Region"):
        run.holes("ring")
    with pytest.raises(ValueError, match="components: expected 1 to 30 of a mixture, found 31"):
        run.holes("mixture", components=31)
    with pytest.raises(ValueError, match="A: expected at least 1 code, found 0"):
        run.holes(count=0)
    with pytest.raises(ValueError, match="geometry is a drawing aid"):
        run.holes(layer="geometry")


def test_the_networks_are_copies_of_what_is_shown(pair: Path) -> None:
    run = train(pair)
    net = run.module(1)["decoder"]
    before = run.decode(CODES, model=1)
    with torch.no_grad():
        mine = net(torch.tensor(CODES[:9])).sigmoid().numpy()
    np.testing.assert_allclose(mine, before[:9], atol=1e-6)
    assert not net.training
    for parameter in net.parameters():
        parameter.zero_()
    assert run.decode(CODES, model=1).tobytes() == before.tobytes()
    run.train(8)  # after which what is shown moves
    assert run.decode(CODES, model=1).tobytes() != before.tobytes()


# --------------------------------------------------------------------------- Ctrl-C, and what goes wrong


def test_ctrl_c_gives_back_a_run_that_goes_on(pair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = train(pair)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores the signal
    try:
        at_step(monkeypatch, 7, lambda metrics: signal.raise_signal(signal.SIGINT))
        run = train(pair)
        assert run.step == 7 and len(run.curves["mse"]) == 7
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)
    assert same(run.train(), whole)


@pytest.mark.parametrize("asks", [True, False])
def test_ctrl_c_before_there_is_a_run_leaves_nothing(
    pair: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asks: bool
) -> None:
    """Also while data are loaded by what does not ask whether to go on."""
    load = Digits.load

    def pressed(config: Any, context: LoadContext) -> Any:
        signal.raise_signal(signal.SIGINT)
        if asks:
            assert context.cancelled()
            raise Cancelled
        return load(config, context)

    monkeypatch.setattr(Digits, "load", staticmethod(pressed))
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            train(pair, out=tmp_path / "run")
    finally:
        signal.signal(signal.SIGINT, before)
    assert not (tmp_path / "run").exists()


def test_a_run_that_diverges_stands_where_it_was_whole(pair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = train(pair, until=5)
    decoded, untouched = run.decode(CODES), train(pair)
    at_step(monkeypatch, 9, lambda metrics: metrics[1].update(neg_elbo=torch.tensor(float("nan"))))
    with pytest.raises(trainers.NonFiniteError, match="neg_elbo of B became not a number or infinite at step 9"):
        run.train()
    assert run.step == 5 and run.decode(CODES).tobytes() == decoded.tobytes()
    assert same(run.train(), untouched)


def test_a_save_that_fails_on_the_way_is_a_warning(pair: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    run = train(pair, until=5, out=tmp_path / "run")
    at_step(monkeypatch, 8, lambda metrics: monkeypatch.setattr(RunFolder, "write_checkpoint", full))
    with pytest.warns(RuntimeWarning, match=r"run could not be saved \(No space left on device\)"):
        run.train(3)
    with pytest.raises(trainers.RunFolderError, match="No space left on device"):
        run.save()
    monkeypatch.undo()
    assert run.step == 8
    run.save()
    assert read_run(tmp_path / "run").checkpoint_step == 8


# --------------------------------------------------------------------------- the bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_it_is_quiet_where_nobody_looks(pair: Path, capsys: pytest.CaptureFixture[str]) -> None:
    train(pair)
    assert capsys.readouterr() == ("", "")
    train(pair, progress=True)
    out, err = capsys.readouterr()
    assert out == "" and "Pair: 100%" in err and "24/24" in err and "A recon=" in err


def test_a_terminal_shows_a_bar(pair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    train(pair, until=6)
    assert screen.getvalue() == ""  # standard output goes elsewhere
    monkeypatch.setattr(sys, "stdout", Terminal())
    train(pair, until=6)
    assert "6/6" in screen.getvalue()
    shown = len(screen.getvalue())
    train(pair, progress=False)
    assert len(screen.getvalue()) == shown
    monkeypatch.setattr(sys, "stderr", None)  # as in a program without a console
    train(pair, until=1)


def test_a_notebook_shows_its_own_bar(
    pair: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = types.SimpleNamespace(config={"IPKernelApp": {}})
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: shell))
    used = []
    chosen = progress_bar._bar_class()

    class Bar(chosen):
        def __init__(self, **how: Any) -> None:
            used.append(how["disable"])
            super().__init__(**how)

    monkeypatch.setattr("tqdm.auto.tqdm", Bar)
    train(pair)
    assert used == [False] and "24/24" in capsys.readouterr().err
    shell.config.clear()  # an IPython on a terminal
    train(pair)
    assert used == [False]


# --------------------------------------------------------------------------- the package


def test_the_package_offers_it_without_importing_torch() -> None:
    code = """
import sys, pydoc, trainers
assert not {"torch", "numpy", "pydantic", "tqdm"} & set(sys.modules), "import trainers is slow"
assert {*trainers.__all__, "ConfigError", "Experiment", "preload"} <= set(dir(trainers))
text = pydoc.plain(pydoc.render_doc(trainers))
shown = 'trainers.train("vae-digits", steps=500, beta=4)', "class NotebookRun", "train(experiment:", "load(folder:"
for part in shown:
    assert part in text, part
assert "torch" not in sys.modules, "help imports torch"
try:
    trainers.nothing
except AttributeError as error:
    assert "'trainers' has no attribute 'nothing'" in str(error)
else:
    raise SystemExit("trainers.nothing")
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, env=os.environ)
    assert done.returncode == 0, done.stderr


def test_checkers_see_what_there_is() -> None:
    """What type checkers read, what is exported, and where it is found are the same names and places."""
    tree = ast.parse((REPOSITORY / "trainers" / "__init__.py").read_text(encoding="utf-8"))
    [choice] = [
        node for node in tree.body if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
    ]
    seen = {
        alias.asname: node.module for node in choice.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert seen == {name: f"trainers.{home}" for name, home in trainers._HOMES.items()}
    assert set(trainers.__all__) <= seen.keys() <= set(dir(trainers))
    assert all(getattr(trainers, name).__module__ == place for name, place in seen.items())
