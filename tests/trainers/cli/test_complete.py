"""``latent-explorer complete``: a run, a picture, a cover; and what does not fit, in one sentence."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import trainers
from trainers.cli.complete import COLUMNS, SCALE, VEIL
from trainers.cli.main import main

SIDE = 8
TABLE = {
    "title": "Digits", "steps": 30, "batch_size": 32, "dataset": {"name": "digits", "size": "8"},
    "models": [
        {"family": "vae", "label": "VAE", "layers": [8]},
        {"family": "made", "label": "MADE", "layers": [70]},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = trainers.train(trainers.Experiment.parse(TABLE), threads=1, progress=False)
    return run.save(tmp_path_factory.mktemp("runs") / "run")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A wide picture in colour, white in its middle square."""
    pixels = np.zeros((40, 80, 3), np.uint8)
    pixels[:, 20:60] = 255
    Image.fromarray(pixels).save(tmp_path / "photo.png")
    return tmp_path / "photo.png"


def complete(*arguments: object) -> int:
    return main(["complete", *map(str, arguments)])


def tiles(path: Path, count: int) -> list[np.ndarray]:
    """The pictures of a sheet, each (SIDE, SIDE, 3)."""
    sheet = np.asarray(Image.open(path))[::SCALE, ::SCALE]
    step = SIDE + 1
    places = [divmod(index, COLUMNS) for index in range(count)]
    return [sheet[y * step : y * step + SIDE, x * step : x * step + SIDE] for y, x in places]


@pytest.mark.parametrize(
    ("cover", "known"),
    [("bottom", np.s_[:4, :]), ("top", np.s_[4:, :]), ("left", np.s_[:, 4:]), ("right", np.s_[:, :4])],
)
def test_what_is_not_covered_stays(
    saved: Path, photo: Path, tmp_path: Path, cover: str, known: tuple[slice, slice], capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "grid.png"
    assert complete(saved, photo, "--cover", cover, "--count", 6, "--out", out) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["model"] == "MADE" and told["covered_percent"] == 50 and told["step"] == 30
    covered, *endings = tiles(out, 7)
    assert (covered[known] == 255).all() and sorted(np.unique(covered)) == [VEIL, 255]
    assert len(endings) == 6 and all((ending[known] == 255).all() for ending in endings)
    assert len({ending.tobytes() for ending in endings}) > 1


def test_a_picture_may_be_the_cover_and_a_notebook_ends_it_the_same_way(
    saved: Path, photo: Path, tmp_path: Path
) -> None:
    mask = np.zeros((SIDE, SIDE), np.uint8)
    mask[2:6, 2:6] = 255
    Image.fromarray(mask).save(tmp_path / "mask.png")
    out = tmp_path / "grid.png"
    assert complete(saved, photo, "--cover", tmp_path / "mask.png", "--count", 3, "--seed", 5, "--out", out) == 0
    run = trainers.load(saved)
    white = np.full((1, SIDE, SIDE), 255, np.uint8)
    endings = run.complete(white, mask == 0, 3, seed=5, model="MADE")
    for ending, tile in zip(endings, tiles(out, 4)[1:], strict=True):
        np.testing.assert_array_equal(np.rint(255 * ending[0]), tile[..., 0])
        assert (ending[0][mask == 0] == 1).all()


def test_probabilities_of_a_notebook_are_those_of_the_test_figures(saved: Path) -> None:
    run = trainers.load(saved)
    tones = np.where(run.examples.test >= 128, np.uint8(255), np.uint8(0))
    told = run.log_prob(tones, model="MADE")
    assert told.shape == (len(tones),) and (told < 0).all()
    nats = run.evaluate("MADE")["test_nats"]
    assert nats == pytest.approx(-told.mean(), rel=0.35)  # of pictures in two tones by chance, not of the nearest
    np.testing.assert_array_equal(run.log_prob(run.examples.test, model="MADE"), told)


def test_a_model_that_is_told_classes_mixes_them_where_none_is_given() -> None:
    told = {**TABLE, "models": [{"family": "made", "label": "told", "layers": [70], "told_class": True}]}
    run = trainers.train(trainers.Experiment.parse(told), threads=1, progress=False)
    some = run.examples.test[:5]
    shares = np.bincount(run.examples.train_labels) / len(run.examples.train)
    each = np.stack([run.log_prob(some, y=label) for label in range(10)])
    np.testing.assert_allclose(run.log_prob(some), np.log((shares[:, None] * np.exp(each)).sum(0)), rtol=1e-4)
    assert (each.max(0) > run.log_prob(some)).all()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--cover", "middle"], "--cover: expected bottom, top, left, right or a picture, found 'middle'"),
        (["--count", "0"], "--count: expected 1 to 256, found 0"),
        (["--temperature", "-1"], "--temperature: expected at least 0, found -1"),
        (["--temperature", "nan"], "--temperature: expected at least 0, found nan"),
        (["--seed", "-1"], "--seed: expected a number between 0 and 2147483647, found -1"),
        (["--seed", str(2**64)], f"--seed: expected a number between 0 and 2147483647, found {2**64}"),
        (["--model", "VAE"], "--model: expected one of MADE, found 'VAE'"),
        (["--cover", "gone.png"], "gone.png"),
    ],
)
def test_what_does_not_fit_is_one_sentence_and_writes_nothing(
    saved: Path, photo: Path, tmp_path: Path, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "grid.png"
    assert complete(saved, photo, "--out", out, *arguments) == 2
    told = capsys.readouterr()
    assert told.err.count("\n") == 1 and sentence in told.err and not told.out
    assert not out.exists()


def test_other_things_than_pictures_and_places_are_refused(
    saved: Path, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.png").write_text("no picture")
    assert complete(saved, tmp_path / "text.png", "--out", tmp_path / "grid.png") == 2
    assert "text.png" in capsys.readouterr().err
    assert complete(saved, photo, "--out", tmp_path / "no" / "grid.png") == 2
    assert "grid.png" in capsys.readouterr().err
    for given, reason in (
        ((np.zeros((2, 1, SIDE, SIDE), np.uint8), np.ones((SIDE, SIDE), bool)), "expected one picture"),
        ((np.zeros((1, SIDE, SIDE), np.uint8), np.ones((7, SIDE), bool)), "known: expected booleans of shape"),
        ((np.zeros((1, SIDE, SIDE), np.uint8), np.ones((SIDE, SIDE))), "known: expected booleans"),
    ):
        with pytest.raises(ValueError, match=reason):
            trainers.load(saved).complete(*given, model="MADE")
    with pytest.raises(ValueError, match="does not complete pictures"):
        trainers.load(saved).complete(np.zeros((1, SIDE, SIDE), np.uint8), np.ones((SIDE, SIDE), bool), model="VAE")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_named_pipe_is_neither_waited_for_nor_replaced(
    saved: Path, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe, out = tmp_path / "pipe.png", tmp_path / "grid.png"
    os.mkfifo(pipe)
    for arguments in ([pipe, "--out", out], [photo, "--cover", pipe, "--out", out], [photo, "--out", pipe]):
        assert complete(saved, *arguments) == 2
        told = capsys.readouterr().err
        assert told.count("\n") == 1 and "pipe.png" in told and "expected a file, found a named pipe" in told
    assert pipe.is_fifo() and not out.exists()


def test_what_is_read_is_never_written_over(
    saved: Path, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mask, link = tmp_path / "mask.png", tmp_path / "link.png"
    Image.new("L", (SIDE, SIDE)).save(mask)
    link.symlink_to(photo)
    before = photo.read_bytes(), mask.read_bytes()
    for arguments in ([photo], [link], [photo, "--cover", mask]):
        for out in (photo, mask) if mask in arguments else (photo,):
            assert complete(saved, *arguments, "--out", out) == 2
            assert "--out: expected another file than" in capsys.readouterr().err
    assert (photo.read_bytes(), mask.read_bytes()) == before


def test_a_cover_needs_no_ending_in_its_name(saved: Path, photo: Path, tmp_path: Path) -> None:
    Image.new("L", (SIDE, SIDE)).save(tmp_path / "mask", "PNG")
    assert complete(saved, photo, "--cover", tmp_path / "mask", "--count", 2, "--out", tmp_path / "grid.png") == 0
    covered, *endings = tiles(tmp_path / "grid.png", 3)
    assert (covered == 255).all() and all((ending == 255).all() for ending in endings)


def test_what_is_no_number_of_endings_and_no_seed_is_said(saved: Path) -> None:
    black, covered = np.zeros((1, SIDE, SIDE), np.uint8), np.zeros((SIDE, SIDE), bool)
    run = trainers.load(saved)
    for count in (0, 2.5, "3", True, None):
        with pytest.raises(ValueError, match="expected at least 1 ending"):
            run.complete(black, covered, count, model="MADE")  # type: ignore[arg-type]
    for seed in (2**64, float("nan"), "a", None):
        with pytest.raises(ValueError, match="seed: expected a whole number of at most 64 bits"):
            run.complete(black, covered, 1, seed, model="MADE")  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="seed: expected a whole number of at most 64 bits"):
            run.sample(1, seed)  # type: ignore[arg-type]


def test_great_heat_makes_every_value_as_likely(saved: Path) -> None:
    black, covered = np.zeros((1, SIDE, SIDE), np.uint8), np.zeros((SIDE, SIDE), bool)
    run = trainers.load(saved)
    for temperature in (1e9, 1e39, 1e300):
        endings = run.complete(black, covered, 64, temperature=temperature, model="MADE")
        assert abs(endings.mean() - 0.5) < 5 * 0.5 / 64  # 4096 throws of a coin
