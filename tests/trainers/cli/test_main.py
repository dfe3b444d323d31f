"""The command line, as a user types it."""

from __future__ import annotations

import csv
import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import tyro
from PIL import Image

from trainers.cli import main as cli
from trainers.cli.arguments import parse_settings
from trainers.cli.main import main
from trainers.cli.presets import Presets
from trainers.experiment import Experiment, read_toml
from trainers.exports.exported import file_names
from trainers.exports.pictures import tile
from trainers.knobs import ConfigError
from trainers.presets import list_exhibits, list_presets, preset_path
from trainers.runs.folder import RunFolder, read_checkpoint, read_run
from trainers.terminal.interrupt import interruptible

pytestmark = pytest.mark.usefixtures("one_thread")
REPOSITORY = Path(__file__).resolve().parents[3]
TOML = """
title = "Small"
steps = 12
batch_size = 16
[dataset]
name = "digits"
[[models]]
family = "ae"
label = "A"
layers = [16]
[[models]]
family = "vae"
label = "B"
layers = [16]
"""


def lines(output: str) -> list[dict]:
    return [json.loads(line) for line in output.splitlines()]


def train(toml: Path, out: Path, *more: str) -> int:
    return main(["train", str(toml), "--out", str(out), "--device", "cpu", "--no-keyframes", *more])


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one sentence of a command that could not be begun."""
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("latent-explorer: ") and captured.err.count("\n") == 1
    return captured.err.removeprefix("latent-explorer: ").rstrip()


# --------------------------------------------------------------------------- train


def test_train_ends_with_the_result(toml: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        train(toml, tmp_path / "run", "--set", "models.1.beta=4", "--set", "models.0.layers=[8, 8]", "--seed", "3") == 0
    )
    (result,) = lines(capsys.readouterr().out)
    assert (result["experiment"], result["seed"], result["run"]) == ("Small", 3, str(tmp_path / "run"))
    assert result["finished"] and result["device"].startswith("CPU")
    a, b = result["models"]
    assert (a["label"], a["family"], a["steps"]) == ("A", "ae", 12)
    assert a["steps_per_second"] == pytest.approx(12 / a["seconds"], rel=0.05)
    assert 0 < a["test_mse"] < 1
    assert {"test_neg_elbo", "test_recon", "test_kl"} <= b.keys()
    run = read_run(tmp_path / "run")
    assert run.problems == () and run.checkpoint_step == run.newest_step == 12
    table = run.experiment.to_table()
    assert (table["seed"], table["models"][0]["layers"], table["models"][1]["beta"]) == (3, [8, 8], 4)


def test_keyframes_are_kept(toml: Path, tmp_path: Path) -> None:
    assert main(["train", str(toml), "--steps", "3", "--out", str(tmp_path / "run")]) == 0
    run = read_run(tmp_path / "run")
    assert run.keyframe_steps == (0, 1, 2, 3)
    pictures = run.read_keyframe(3)
    assert len(pictures.models) == 2 and all(model.codes is not None for model in pictures.models)


def test_progress_as_json(
    toml: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainers.runs.headless.REPORT_SECONDS", 0.0)
    monkeypatch.setattr("trainers.runs.headless.FLUSH_SECONDS", 0.0)
    assert train(toml, tmp_path / "run", "--json") == 0
    *progress, result = lines(capsys.readouterr().out)
    progress = [line for line in progress if line["event"] == "progress"]
    assert [line["step"] for line in progress] == list(range(1, 13))
    assert progress[0]["total"] == 12 and progress[0]["models"][1]["label"] == "B"
    assert progress[0]["models"][1]["neg_elbo"] > 0
    assert result["models"][0]["steps"] == 12
    for until in (5, 14):  # before the end of the plan, and beyond it
        assert train(toml, tmp_path / str(until), "--json", "--until", str(until)) == 0
        told = [line for line in lines(capsys.readouterr().out) if line.get("event") == "progress"]
        assert told[-1]["step"] == until and {line["total"] for line in told} == {until}


def test_resuming_gives_the_same_run(toml: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Stopped in the middle and resumed: curves and weights bit for bit those of a run in one go."""
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    assert train(toml, whole) == 0
    halt_at(stopped, toml, 5)
    capsys.readouterr()
    assert main(["train", "--resume", "--out", str(stopped), "--device", "cpu"]) == 0
    (result,) = lines(capsys.readouterr().out)
    assert result["models"][0]["steps"] == 12
    a, b = read_run(whole), read_run(stopped)
    assert (b.problems, b.first_step, b.newest_step) == ((), 1, 12)
    for x, y in zip(a.curves, b.curves, strict=True):
        assert x.keys() == y.keys()
        for metric in x:
            np.testing.assert_array_equal(x[metric], y[metric])
    first, second = read_checkpoint(whole).tensors, read_checkpoint(stopped).tensors
    assert all(bool((first[name] == second[name]).all()) for name in first)


def halt_at(out: Path, toml: Path, step: int) -> None:
    """Trains up to *step*, as if Ctrl-C were pressed there."""
    from trainers.dataset import LoadContext
    from trainers.runs.starting import start_run

    training = start_run(read_toml(toml), out, LoadContext(out), "cpu")
    try:
        training.train(stopped=lambda: training.loop.step_count >= step, keyframes=False)
    finally:
        training.close()


def test_resuming_goes_on_beyond_the_plan(toml: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train(toml, tmp_path / "run") == 0
    assert train_again(tmp_path / "run", "--steps", "15") == 0
    assert lines(capsys.readouterr().out)[-1]["models"][0]["steps"] == 15
    run = read_run(tmp_path / "run")
    assert (run.newest_step, run.experiment.plan.steps, run.problems) == (15, 15, ())
    assert train_again(tmp_path / "run") == 0  # nothing is left to do
    assert read_run(tmp_path / "run").newest_step == 15


def train_again(out: Path, *more: str) -> int:
    return main(["train", "--resume", "--out", str(out), "--no-keyframes", "--device", "cpu", *more])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows delivers Ctrl-C to a whole console")
def test_ctrl_c_stops_cleanly_and_saves(toml: Path, tmp_path: Path) -> None:
    code = "import sys; from trainers.cli.main import main; sys.exit(main())"
    arguments = ["train", str(toml), "--steps", "1000000", "--out", str(tmp_path / "run"), "--no-keyframes", "--json"]
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments], cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        first = b""
        while b'"progress"' not in first:
            first = process.stdout.readline()
            assert first, "ended before it was stopped"
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors == b""
    result = lines(rest.decode())[-1]
    assert result["finished"] is False and result["models"][0]["steps"] >= json.loads(first)["step"]
    run = read_run(tmp_path / "run")
    assert run.problems == () and run.checkpoint_step == run.newest_step == result["models"][0]["steps"]
    assert not (tmp_path / "run" / "run.lock").exists()


def test_a_diverged_run_says_so(toml: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Gigantic steps of the weights: the loss becomes infinite or no number."""
    import torch

    from trainers.families.ae import Autoencoder

    real = Autoencoder.step

    def explode(self, x, y, clock, generator):  # type: ignore[no-untyped-def]
        values = real(self, x, y, clock, generator)
        return values if clock.step < 7 else {name: value * torch.nan for name, value in values.items()}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Autoencoder, "step", explode)
        assert train(toml, tmp_path / "run") == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "of A became not a number or infinite at step 8; lower the learning rate" in captured.err
    assert not (tmp_path / "run" / "run.lock").exists()


def test_a_disk_that_fails_does_not_stop_training(
    toml: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every save fails, so the result is told, and that it is nowhere."""

    def refuse(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(RunFolder, "write_checkpoint", refuse)
    assert train(toml, tmp_path / "run", "--save-every", "0.001") == 1
    captured = capsys.readouterr()
    assert lines(captured.out)[-1]["models"][0]["steps"] == 12
    assert (
        captured.err == f"latent-explorer: {tmp_path / 'run'}: the run could not be saved (No space left on device)\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--preset", "ae-digits", "FILE"], "train: expected either a TOML file or --preset NAME"),
        ([], "train: expected either a TOML file or --preset NAME"),
        (["--preset", "nothing"], "preset: expected one of ae-digits, "),
        (["gone.toml"], "gone.toml: No such file or directory"),
        (["FILE", "--set", "models.0.beta=4"], "models.0.beta: unknown setting; known ones are "),
        (["FILE", "--set", "models.1.beta=-1"], "models.1.beta: expected 0 to 50, found -1"),
        (["FILE", "--set", "models.7.beta=1"], "models.7.beta: there is no '7' here"),
        (["FILE", "--set", "beta"], "--set: expected PATH=VALUE such as models.0.beta=4, found 'beta'"),
        (["FILE", "--steps", "0"], "steps: expected 1 to 1000000, found 0"),
        *(
            (["FILE", "--save-every", value], f"--save-every: expected more than 0 seconds, found {value}")
            for value in ("0", "-1", "nan", "inf", "-inf")
        ),
        (["FILE", "--seed", "-1"], "seed: expected 0 to"),
        (["FILE", "--set", "models.0.learning_rate=nan"], "models.0.learning_rate: expected"),
        (["FILE", "--device", "cuda"], "device: cuda cannot be used: "),
        (["FILE", "--set", "dataset.name=mnist", "--data-dir", "EMPTY"], "MNIST: expected "),
        (
            ["FILE", "--resume"],
            "--resume: goes on with the run in --out; only --steps, --until and --threads may be changed",
        ),
        (["--resume"], "OUT: expected a run folder, found nothing"),
    ],
)
def test_what_cannot_be_begun(
    toml: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    names = {"FILE": str(toml), "EMPTY": str(tmp_path / "empty")}
    out = tmp_path / "out"
    if "cuda" in arguments:
        import torch

        if torch.cuda.is_available():
            pytest.skip("there is a GPU")
    said = refused(capsys, "train", *(names.get(a, a) for a in arguments), "--out", str(out))
    assert said.replace(str(out), "OUT").startswith(sentence)
    assert not out.exists()


def test_a_place_that_is_taken(toml: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train(toml, tmp_path / "run") == 0
    capsys.readouterr()
    said = refused(capsys, "train", str(toml), "--out", str(tmp_path / "run"))
    assert said.endswith("expected a new or empty folder, found one that is not; nothing was overwritten")
    writer = RunFolder.open_for_writing(tmp_path / "run")
    assert "already open in another Latent Explorer" in refused(
        capsys, "train", "--resume", "--out", str(tmp_path / "run")
    )
    writer.close()
    (tmp_path / "run" / "resume.json").unlink()
    said = refused(capsys, "train", "--resume", "--out", str(tmp_path / "run"))
    assert said == "run: nothing to go on from: resume.json is missing: there are no weights, and nothing to go on from"


def test_an_error_of_ours_gives_a_traceback_only_on_request(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(command: object) -> int:
        raise KeyError("oops")

    monkeypatch.setitem(cli._ACTIONS, Presets, fail)
    assert main(["presets"]) == 1
    assert capsys.readouterr().err == "latent-explorer: KeyError: 'oops'; LATENT_EXPLORER_DEBUG=1 shows where\n"
    monkeypatch.setenv("LATENT_EXPLORER_DEBUG", "1")
    assert main(["presets"]) == 1
    assert "Traceback (most recent call last)" in capsys.readouterr().err


@pytest.mark.parametrize("seed", ["-1", str(2**31)])
def test_a_judges_seed_has_the_range_of_every_seed(seed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--seed: expected a number between 0 and 2147483647" in refused(capsys, "judge", "digits", "--seed", seed)


def test_a_judge_that_cannot_be_written_is_not_trained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "judge", "digits", "--out", str(tmp_path)).startswith(f"{tmp_path}: ")


def test_usage_errors_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--frob", "--out", "x"]) == 2
    assert "--frob" in capsys.readouterr().err
    assert main(["fly"]) == 2
    capsys.readouterr()
    for command in cli.COMMANDS:
        assert main([command, "--help"]) == 0
        assert "usage: latent-explorer " + command in capsys.readouterr().out


# --------------------------------------------------------------------------- evaluate, export


def test_evaluate_gives_what_training_gave(toml: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train(toml, tmp_path / "run") == 0
    (trained,) = lines(capsys.readouterr().out)
    assert main(["evaluate", str(tmp_path / "run"), "--device", "cpu"]) == 0
    (found,) = lines(capsys.readouterr().out)
    assert (found["experiment"], found["step"]) == ("Small", 12)
    for model, wanted in zip(found["models"], trained["models"], strict=True):
        shared = wanted.keys() - {"steps", "seconds", "steps_per_second"}
        assert "judge_is" in model and "judge_is" not in shared, "how good samples are is asked of evaluate alone"
        assert {name: model[name] for name in shared} == {name: wanted[name] for name in shared}
    assert refused(capsys, "evaluate", str(tmp_path / "gone")).endswith("expected a run folder, found nothing")


def test_export_can_be_read_by_others(toml: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train(toml, tmp_path / "run") == 0
    capsys.readouterr()
    assert main(["export", str(tmp_path / "run"), "--out", str(tmp_path / "out"), "--device", "cpu"]) == 0
    (found,) = lines(capsys.readouterr().out)
    names = {Path(file).name for file in found["files"]}
    assert {p.name for p in (tmp_path / "out").iterdir()} == names
    assert names >= {f"{m}-{what}" for m in "AB" for what in ("samples.png", "reconstructions.png", "codes.csv")}
    with Image.open(tmp_path / "out" / "A-samples.png") as picture:
        assert picture.size == ((8 * 9 - 1) * 4, (8 * 9 - 1) * 4)  # 8 x 8 samples of 8 x 8 pixels, four times as large
    with (tmp_path / "out" / "B-codes.csv").open(newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["image", "class", "z0", "z1", "sigma0", "sigma1"]
    assert [int(row[0]) for row in rows] == list(range(len(rows))) and len(rows) > 1000
    assert {row[1] for row in rows} == set("0123456789") and all(float(row[4]) > 0 for row in rows)
    with (tmp_path / "out" / "curves.csv").open(newline="") as file:
        header, *rows = csv.reader(file)
    run = read_run(tmp_path / "run")
    assert header[0] == "step" and [row[0] for row in rows] == [str(step) for step in range(1, 13)]
    column = header.index("B.neg_elbo")
    np.testing.assert_array_equal(np.array([row[column] for row in rows], np.float32), run.curves[1]["neg_elbo"])


def test_exported_codes_are_those_of_the_images(toml: Path, tmp_path: Path) -> None:
    from trainers.dataset import LoadContext
    from trainers.lazy import torch
    from trainers.runs.starting import restore

    assert train(toml, tmp_path / "run") == 0
    assert main(["export", str(tmp_path / "run"), "--out", str(tmp_path / "out"), "--device", "cpu"]) == 0
    loop, images, _ = restore(tmp_path / "run", read_toml(toml), LoadContext(tmp_path), "cpu")
    model = loop.models[0]
    model.nets.load_state_dict(loop.display_weights()[0])
    model.nets.eval()
    with torch.no_grad():
        wanted = model.encode(torch.tensor(images.train[:50]).float() / 255).numpy()
    with (tmp_path / "out" / "A-codes.csv").open(newline="") as file:
        rows = list(csv.reader(file))[1:51]
    np.testing.assert_allclose(np.array([row[2:] for row in rows], np.float32), wanted, rtol=1e-4, atol=1e-5)
    assert images.train_labels is not None
    assert [row[1] for row in rows] == [str(label) for label in images.train_labels[:50]]


def test_one_kind_of_file_is_written_alone(toml: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train(toml, tmp_path / "run") == 0
    capsys.readouterr()
    run, out = str(tmp_path / "run"), tmp_path / "out"
    assert main(["export", run, "--out", str(out), "--only", "weights"]) == 0
    (found,) = lines(capsys.readouterr().out)
    assert sorted(Path(file).name for file in found["files"]) == ["A.safetensors", "B.safetensors", "weights.md"]
    assert found["step"] == 12 and found["compared"] == []
    assert main(["export", run, "--out", str(out), "--only", "notebook", "--at=0.5,-1", "--at="]) == 0
    (found,) = lines(capsys.readouterr().out)
    assert [Path(file).name for file in found["files"]] == ["notebook.ipynb"]
    assert "z = [[0.5, -1.0]]" in json.loads((out / "notebook.ipynb").read_text())["cells"][5]["source"][0]


def test_a_run_says_the_command_that_trains_it(toml: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from trainers.cli.train import read_experiment

    assert train(toml, tmp_path / "run", "--seed", "5") == 0
    capsys.readouterr()
    assert main(["export", str(tmp_path / "run"), "--only", "command"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    program, *arguments = shlex.split(line)
    assert program == "latent-explorer" and "--out" in arguments
    parsed = tyro.cli(cli.Command, args=arguments, config=(tyro.conf.FlagCreatePairsOff,))
    assert read_experiment(parsed) == read_run(tmp_path / "run").experiment  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--only", "weights"], "export: expected --out DIR, the folder for the files"),
        (["--out", "x", "--at=1,2"], "--at: expected together with --only notebook"),
        (["--out", "x", "--only", "notebook", "--at=a,1"], "--at: expected numbers such as 0.5,-1.2, found 'a,1'"),
        (["--out", "x", "--only", "notebook", "--at=nan"], "--at: expected numbers such as 0.5,-1.2, found 'nan'"),
        (["--out", "x", "--only", "notebook", "--at=1"], "--at: expected 2 numbers for A, found 1"),
        (
            ["--out", "x", "--only", "notebook", *["--at="] * 3],
            "--at: expected at most one code for each model (2), found 3",
        ),
    ],
)
def test_an_export_that_cannot_be_is_one_sentence(
    arguments: list[str], said: str, toml: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train(toml, tmp_path / "run", "--steps", "1") == 0
    capsys.readouterr()
    assert refused(capsys, "export", str(tmp_path / "run"), *arguments) == said
    assert not Path("x").exists()


def test_tiling_is_known() -> None:
    images = np.arange(3, dtype=np.uint8).reshape(3, 1, 1, 1) * 10
    sheet = tile(images, columns=2, scale=1)
    assert sheet.shape == (3, 3, 3)
    assert sheet[:, :, 0].tolist() == [[0, 255, 10], [255, 255, 255], [20, 255, 255]]
    assert tile(np.zeros((2, 3, 4, 5), np.uint8), columns=8, scale=2).shape == (2 * 4, 2 * (8 * 6 - 1), 3)


def test_file_names_of_any_labels() -> None:
    assert file_names(["AE", "β-VAE (2)", "ae", "../x", "？"]) == ["AE-1", "VAE-2", "ae-3", "x", "model"]
    assert file_names(["VAE", "β-VAE", "VAE 2"]) == ["VAE-1", "VAE-3", "VAE-2"], "no two alike"


# --------------------------------------------------------------------------- data, presets


def test_data(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["data", "list", "--json", "--data-dir", str(tmp_path)]) == 0
    (entries,) = lines(capsys.readouterr().out)
    missing = {entry["name"]: entry["missing"] for entry in entries}
    assert missing["digits"] == "" and str(tmp_path) in missing["mnist"]
    assert main(["data", "list", "--data-dir", str(tmp_path)]) == 0
    assert "1 797 real handwritten digits" in capsys.readouterr().out
    assert main(["data", "check", "digits", "--set", "size=16"]) == 0
    said = capsys.readouterr().out
    assert "held-out images of 1 x 16 x 16" in said and "classes: 0 (" in said
    assert main(["data", "check", "digits", "--json"]) == 0
    found = lines(capsys.readouterr().out)[0]
    assert (found["kind"], found["what"], found["image_shape"]) == ("pictures", "images of 1 x 8 x 8", [1, 8, 8])
    assert main(["data", "check", "ring"]) == 0
    assert "10000 training and 2500 held-out points of the plane, 0.1 MB" in capsys.readouterr().out


def test_a_text_is_checked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = tmp_path / "novel.txt"
    text.write_text("abcd" * 10 + "efgh" + "é", encoding="utf-8")
    check = ["data", "check", "text-file", "--set", f"file={text}", "--set", "length=4", "--set", "alphabet=5"]
    assert main(check) == 0
    assert capsys.readouterr().out.splitlines() == [
        "novel.txt: 10 training and 1 held-out pieces of 4 characters, 0.0 MB",
        "45 characters, 9 different ones; held out is the end.",
        "Most frequent: “a” 22.2%, “b” 22.2%, “c” 22.2%, “d” 22.2%, “e” 2.2%.",
        "Rare characters (5; places in the text: 5) are not told apart: all are one sign, \ufffd.",
    ]
    assert main([*check, "--json"]) == 0
    found = lines(capsys.readouterr().out)[0]
    assert (found["kind"], found["what"], found["image_shape"]) == ("tokens", "pieces of 4 characters", None)
    assert (found["n_train"], found["n_test"], found["classes"], found["megabytes"]) == (10, 1, [], 44 * 2 / 1e6)
    text.write_text("Grüße an alle, ", encoding="utf-32")
    assert refused(capsys, *check) == "novel.txt: expected text in UTF-8, found UTF-32; save it as UTF-8"


def test_what_no_family_of_the_experiment_learns_from(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    train = ["train", "--preset", "vae-digits", "--set", "dataset.name=text-file", "--out", str(tmp_path / "run")]
    said = refused(capsys, *train)
    assert said == "models.0.family: vae does not learn from tokens, found them in text-file"
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["check"], "data check: expected the name of a data set (see `latent-explorer data list`)"),
        (["check", "nothing"], "dataset: expected a dataset (one of "),
        (["check", "digits", "--set", "size=17"], "dataset.size: expected one of 8, 16, found "),
        (["check", "mnist", "--data-dir", "EMPTY"], "MNIST: expected train-images"),
    ],
)
def test_data_that_cannot_be_used(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    said = refused(capsys, "data", *(str(tmp_path) if a == "EMPTY" else a for a in arguments))
    assert said.startswith(sentence)


def test_presets(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["presets", "--json"]) == 0
    (found,) = lines(capsys.readouterr().out)
    names = [preset["name"] for preset in found]
    assert {"ae-digits", "vae-digits", "ae-vs-vae-digits", "moons", "ae-mnist-2d"} <= set(names)
    assert names.index("moons") < names.index("ae-mnist-2d"), "what needs no download comes first"
    assert main(["presets"]) == 0
    apart = bool(list_exhibits())
    told = capsys.readouterr().out.splitlines()
    assert len(told) == len(names) + 2 * apart  # an empty line and a title between
    assert [preset["part"] for preset in found] == ["presets"] * len(list_presets()) + ["museum"] * len(list_exhibits())


def test_exhibits_of_the_museum_are_presets_that_are_listed_apart(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainers.places.resources_dir", lambda: tmp_path)
    for file, title in (("presets/plain", "Plain"), ("museum/odd/experiment", "Odd")):
        path = tmp_path / f"{file}.toml"
        path.parent.mkdir(parents=True)
        table = {"title": title, "summary": "S.", "dataset": {"name": "ring"}, "models": [{"family": "ae"}]}
        path.write_text(Experiment.parse(table).to_toml(), encoding="utf-8")
    assert [preset.name for preset in list_presets()] == ["plain"]
    assert [preset.name for preset in list_exhibits()] == ["museum-odd"]
    assert preset_path("museum-odd") == tmp_path / "museum" / "odd" / "experiment.toml"
    with pytest.raises(ConfigError, match="expected one of museum-odd, plain, found 'odd'"):
        preset_path("odd")
    assert main(["presets"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "plain              Plain. S.",
        "",
        "The museum of mistakes, each beside what is right:",
        "museum-odd         Odd. S.",
    ]


@pytest.mark.parametrize("preset", list_presets(), ids=lambda preset: preset.name)
def test_presets_can_be_read(preset) -> None:  # type: ignore[no-untyped-def]
    experiment = read_toml(preset.path)
    assert experiment.plan.title == preset.title and experiment.plan.summary == preset.summary


def test_settings_are_read_as_toml_or_as_text() -> None:
    texts = ["a=4", "b=0.5", "c=[1, 2]", "d=true", "e=conv", "f=/home/me/a b", 'g="4"', "h=C:\\new\\x", "i=x=y", "j="]
    values = [4, 0.5, [1, 2], True, "conv", "/home/me/a b", "4", "C:\\new\\x", "x=y", ""]
    assert parse_settings(texts) == dict(zip("abcdefghij", values, strict=True))
    for bad in ("a", "=4"):
        with pytest.raises(ConfigError, match="expected PATH=VALUE"):
            parse_settings([bad])


def test_the_command_line_is_there_at_once() -> None:
    """Neither torch nor Qt is imported before it is needed."""
    code = (
        "import sys; from trainers.cli.main import main; main(['presets', '--json']);"
        "heavy = {'torch', 'sklearn', 'PySide6', 'explorer'} & set(sys.modules); assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, env=os.environ)
    assert done.returncode == 0, done.stderr


def test_a_second_ctrl_c_ends_at_once() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores the signal
    try:
        with pytest.raises(KeyboardInterrupt), interruptible() as stopped:
            signal.raise_signal(signal.SIGINT)
            assert stopped()
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no broken pipes of this kind")
@pytest.mark.parametrize("arguments", [["write", "--help"], ["presets"], ["--help"]], ids=" ".join)
def test_whoever_reads_only_the_beginning_sees_no_error(arguments: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)  # as `| head` does once it has what it wants
    try:
        told = subprocess.run(
            [sys.executable, "-m", "explorer", *arguments], cwd=REPOSITORY, stdout=write, stderr=subprocess.PIPE
        )
    finally:
        os.close(write)
    assert told.stderr == b"" and told.returncode == 130
