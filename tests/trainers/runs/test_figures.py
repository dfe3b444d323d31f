"""What was measured of a run lies beside it, and never claims more than was measured."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from trainers.cli.main import main
from trainers.dataset import LoadContext
from trainers.experiment import Experiment
from trainers.looking.looker import PIECE, Looker
from trainers.looking.pictures import PictureMaker
from trainers.messages import PicturesDrawn
from trainers.runs.figures import FIGURES, RunFigures, forget_figures, read_figures, write_figures
from trainers.runs.files import RunFolderError
from trainers.runs.reading import read_run
from trainers.runs.starting import start_run
from trainers.training.snapshot import Snapshot

TOML = """
title = "Small"
steps = 6
batch_size = 16
[dataset]
name = "digits"
[[models]]
family = "ae"
label = "A"
layers = [8]
"""
MODEL = {"label": "A", "family": "ae", "steps": 6, "seconds": 0.5, "steps_per_second": 12.0, "mse": 1.25, "note": "new"}


@pytest.fixture
def trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.setattr("trainers.runs.starting.training_threads", lambda: 1)
    (tmp_path / "small.toml").write_text(TOML)
    run = tmp_path / "run"
    assert main(["train", str(tmp_path / "small.toml"), "--out", str(run), "--device", "cpu", "--no-keyframes"]) == 0
    return run


def test_what_training_says_at_its_end_is_kept(trained: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = json.loads(capsys.readouterr().out)
    found = read_figures(trained)
    assert (found.step, list(found.models)) == (6, said["models"])
    assert json.loads((trained / FIGURES).read_text())["format"] == 1
    assert read_run(trained).problems == ()


def test_figures_are_the_numbers_that_were_measured() -> None:
    edited = {**MODEL, "huge": 10**400, "none": None, "yes": True, "text": "1"}
    assert RunFigures(6, (edited,)).numbers(0) == {"mse": 1.25}


def test_a_run_that_was_stopped_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import contextmanager

    monkeypatch.setattr("trainers.runs.starting.training_threads", lambda: 1)

    @contextmanager
    def pressed(supervised: bool = False):  # type: ignore[no-untyped-def]
        yield lambda: True

    monkeypatch.setattr("trainers.cli.train.interruptible", pressed)
    (tmp_path / "small.toml").write_text(TOML)
    run = tmp_path / "run"
    assert main(["train", str(tmp_path / "small.toml"), "--out", str(run), "--device", "cpu", "--no-keyframes"]) == 130
    with pytest.raises(FileNotFoundError):
        read_figures(run)


def test_training_that_goes_back_forgets_them_and_going_on_does_not(trained: Path) -> None:
    from trainers.runs.folder import RunFolder
    from trainers.runs.starting import open_run

    training, _ = open_run(trained, LoadContext(trained), "cpu", steps=9, threads=1)
    training.train(keyframes=False)
    training.close()
    assert read_figures(trained).step == 6  # of its past: whoever reads compares the steps
    folder = RunFolder.open_for_writing(trained)
    folder.truncate_after(7)
    assert read_figures(trained).step == 6
    folder.truncate_after(3)
    folder.close()
    with pytest.raises(FileNotFoundError):
        read_figures(trained)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "figures.json: cannot be read"),
        ("[]", "figures.json: expected a JSON object, found list"),
        ('{"format": 2, "step": 1, "models": [{"label": "A", "family": "ae"}]}', "format: expected less than or equal"),
        ('{"format": 1, "step": -1, "models": [{"label": "A", "family": "ae"}]}', "step: expected greater than"),
        ('{"format": 1, "step": 1, "models": [{"label": "A"}]}', "models.0.family: expected a value, found nothing"),
        ('{"format": 1, "step": 1, "models": []}', "models"),
    ],
)
def test_a_damaged_file_is_named(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / FIGURES).write_text(content)
    with pytest.raises(RunFolderError, match=said.replace(".", r"\.")):
        read_figures(tmp_path)
    forget_figures(tmp_path, 0)  # a damaged one is of no use once training went back
    assert not (tmp_path / FIGURES).exists()


def test_what_is_no_number_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mse of A is not a number or infinite at the end"):
        write_figures(tmp_path, 6, [{**MODEL, "mse": float("nan")}])
    assert not (tmp_path / FIGURES).exists()


@pytest.mark.skipif(os.name == "nt", reason="links ask for rights there")
def test_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("kept")
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / FIGURES).symlink_to(tmp_path / "mine")
    with pytest.raises(OSError, match="no link"):
        write_figures(tmp_path / "run", 1, [MODEL])
    assert (tmp_path / "mine").read_text() == "kept"


def test_the_figures_at_the_end_are_the_test_values_of_the_last_keyframe(tmp_path: Path) -> None:
    """To the bit, noise included, where the keyframe's are of all held-out examples: 359 digits, in one go or not."""
    given = Experiment.parse({
        "title": "test", "seed": 3, "steps": 6, "batch_size": 32, "dataset": {"name": "digits"},
        "models": [{"family": "vae", "layers": [12]}],
    })  # fmt: skip
    training = start_run(given, tmp_path / "run", LoadContext(tmp_path), "cpu", threads=1)
    training.train()
    (figures,) = training.evaluate()
    loop = training.loop
    beside = Looker(given.with_setting("seed", 0), training.examples, loop.device)  # as beside a run of another seed
    configs = tuple(model.config for model in given.models)
    beside.load(Snapshot(0, 6, tuple(loop.display_weights(None)), configs))
    *_, drawn = (made for made in PictureMaker(beside).make(0) if made is not None)
    assert isinstance(drawn, PicturesDrawn) and drawn.models[0].test == figures
    training.close()
    (last,) = read_run(tmp_path / "run").read_keyframe(6).models
    assert len(training.examples.test) > PIECE and figures["test_neg_elbo"] == last.test["test_neg_elbo"]
    assert figures == last.test
