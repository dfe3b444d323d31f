"""``latent-explorer map``, as a user types it: pictures and tables, of data and of runs; and what cannot be."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import trainers
from trainers.cli.main import main
from trainers.knobs import ConfigError
from trainers.looking.reports import lettering
from trainers.looking.reports.map_picture import COLOURS, NO_GROUP, PAPER, draw_map

TABLE = {
    "title": "Digits", "steps": 5, "batch_size": 32, "dataset": {"name": "digits", "size": "8"},
    "models": [
        {"family": "vae", "label": "two", "layers": [8], "latent_dim": 2},
        {"family": "ae", "label": "five", "layers": [8], "latent_dim": 5},
        {"family": "made", "label": "none", "layers": [70]},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = trainers.train(trainers.Experiment.parse(TABLE), threads=1, progress=False)
    return run.save(tmp_path_factory.mktemp("runs") / "run")


def draw(*arguments: object) -> int:
    return main(["map", *map(str, arguments)])


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def places_of(path: Path) -> np.ndarray:
    return np.array([[float(row["x"]), float(row["y"])] for row in rows_of(path)], np.float32)


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    out = capsys.readouterr()
    assert out.err == "" and out.out.count("\n") == 1
    found: dict[str, Any] = json.loads(out.out)
    return found


# ------------------------------------------------------------------ what is written


def test_a_table_has_a_row_for_each_example(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "map.csv"
    assert draw("digits", "--method", "pca", "--count", 300, "--out", out) == 0
    answer = told(capsys)
    assert (answer["data"], answer["method"], answer["count"], answer["judged"]) == ("Digits", "pca", 300, 300)
    assert 0.7 < answer["trustworthiness"] < answer["continuity"] < 1
    rows = rows_of(out)
    assert len(rows) == 300 and list(rows[0]) == ["index", "x", "y", "label", "class"]
    from trainers.catalog import find_dataset
    from trainers.dataset import LoadContext

    chosen = find_dataset("digits")
    examples = chosen.load(chosen.Config(), LoadContext(tmp_path))
    index = np.array([int(row["index"]) for row in rows])
    assert len(set(index.tolist())) == 300
    assert examples.train_labels is not None
    np.testing.assert_array_equal([int(row["label"]) for row in rows], examples.train_labels[index])
    assert all(row["class"] == examples.class_names[int(row["label"])] for row in rows)
    x = examples.train[index].reshape(300, -1) / 255
    centred = x - x.mean(0)
    left = np.square(centred).sum() - np.square(places_of(out)).sum()
    assert left / 300 == pytest.approx(np.square(np.linalg.svd(centred)[1][2:]).sum() / 300, rel=1e-4)


def test_a_picture_shows_dots_in_the_colours_of_the_classes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "map.PNG"
    assert draw("digits", "--method", "isomap", "--count", 150, "--out", out) == 0
    assert told(capsys)["out"] == str(out)
    picture = np.asarray(Image.open(out))
    found = {tuple(colour) for colour in picture.reshape(-1, 3).tolist()}
    assert set(COLOURS) <= found and PAPER in found


def test_a_run_shows_the_codes_of_its_models_and_its_data(
    saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "map.csv"
    run = trainers.load(saved)
    for arguments, model, note in (
        ([], "two", None),
        (["--codes", "five"], "five", "The codes have 5 numbers; their plane of most variance is shown."),
    ):
        assert draw(saved, "--method", "codes", *arguments, "--count", 200, "--out", out) == 0
        out_err = capsys.readouterr()
        answer = json.loads(out_err.out)
        assert (answer["model"], answer["method"], answer.get("note")) == (model, "codes", note)
        assert out_err.err == ("" if note is None else f"latent-explorer: {note}\n")
        report = run.map("codes", 200, model=model)
        np.testing.assert_allclose(places_of(out), report.places, rtol=1e-6)
        assert answer["trustworthiness"] == report.trustworthiness and answer["continuity"] == report.continuity
        np.testing.assert_array_equal([int(row["index"]) for row in rows_of(out)], report.rows)
        if model == "two":
            np.testing.assert_array_equal(report.places, run.encode(run.examples.train[report.rows]))
    assert draw(saved, "--method", "pca", "--count", 200, "--out", out) == 0
    assert "model" not in told(capsys)
    np.testing.assert_allclose(places_of(out), run.map("pca", 200).places, rtol=1e-6)


def test_settings_and_seed_reach_the_method_the_clusters_and_the_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "map.csv"
    usual = ["digits", "--method", "tsne", "--count", 60, "--out", out, "--set", "turns=50"]
    made = []
    for more in ([], ["--seed", 1], ["--set", "perplexity=5"], ["--set", "dataset.size=16"], []):
        assert draw(*usual, *more) == 0
        capsys.readouterr()
        made.append(places_of(out))
    assert all((made[0] != other).any() for other in made[1:-1])
    np.testing.assert_array_equal(made[0], made[-1])
    arguments = ["two-moons", "--method", "pca", "--count", 400, "--out", out]
    assert draw(*arguments, "--colour", "clusters:k-means", "--set", "clusters.clusters=3") == 0
    answer = told(capsys)["clusters"]
    assert answer["method"] == "k-means" and len(answer["sizes"]) == 3 and sum(answer["sizes"]) == 400
    assert answer["sizes"] == sorted(answer["sizes"], reverse=True) and 0 < answer["ari"] < 1
    clusters = np.array([int(row["cluster"]) for row in rows_of(out)])
    np.testing.assert_array_equal(np.bincount(clusters)[1:], answer["sizes"])


def test_noise_is_no_cluster(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["spiral", "--method", "pca", "--count", 300, "--colour", "clusters:dbscan", "--set",
                 "clusters.reach=0.7"]  # fmt: skip
    table, picture = tmp_path / "map.csv", tmp_path / "map.png"
    assert draw(*arguments, "--out", table) == 0
    noise = told(capsys)["clusters"]["noise"]
    assert noise > 0 and sum(row["cluster"] == "0" for row in rows_of(table)) == noise
    assert draw(*arguments, "--out", picture) == 0
    assert told(capsys)["clusters"]["noise"] == noise
    assert NO_GROUP in {tuple(colour) for colour in np.asarray(Image.open(picture)).reshape(-1, 3).tolist()}


def test_presets_files_and_folders_are_data_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, pictures = tmp_path / "map.csv", tmp_path / "pictures"
    values = np.random.default_rng(0).integers(0, 256, (40, 8, 8), dtype=np.uint8)
    np.savez(tmp_path / "mine.npz", x=values, y=np.arange(40) % 2)
    for name in ("cats", "dogs"):
        (pictures / name).mkdir(parents=True)
        for index in range(10):
            Image.fromarray(values[index + 20 * (name == "dogs")]).save(pictures / name / f"{index}.png")
    (tmp_path / "mine.toml").write_text(trainers.Experiment.parse(TABLE).to_toml(), encoding="utf-8")
    for source, data in (
        ("vae-digits", "Digits"), (tmp_path / "mine.npz", "mine.npz"), (pictures, "pictures"),
        (tmp_path / "mine.toml", "Digits"),
    ):  # fmt: skip
        assert draw(source, "--method", "pca", "--count", 15, "--out", out) == 0
        answer = json.loads(capsys.readouterr().out)
        assert data in answer["data"] and answer["count"] == 15
    assert {row["class"] for row in rows_of(out)} <= set("0123456789")


# ------------------------------------------------------------------ what cannot be


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nothing"], "map: expected a run folder, a data set (array-file, "),
        (["digits", "--method", "umap"], "--method: expected one of pca, isomap, lle, tsne, som, codes, found 'umap'"),
        (["digits", "--method", "codes"], "--method: codes are those of a model of a run, found the data set Digits"),
        (["RUN", "--method", "codes", "--codes", "none"], "--codes: expected one of two, five, found 'none'"),
        (["RUN", "--method", "codes", "--set", "a=1"], "--set: codes have no settings, found 'a'"),
        (["RUN", "--codes", "two"], "--codes: goes with --method codes, found --method tsne"),
        (["RUN", "--set", "dataset.size=8"], "--set: a run keeps its data, found dataset.size"),
        (["digits", "--set", "perplexity=0"], "--set.perplexity: expected 2 to 200, found 0"),
        (["digits", "--set", "colour=red"], "--set.colour: unknown setting; known ones are perplexity, "),
        (["digits", "--set", "models.0.beta=1"], "--set: expected a setting of the method, clusters.* or dataset.*"),
        (["digits", "--set", "dataset.size=9"], "dataset.size: expected one of 8, 16, found '9'"),
        (["digits", "--colour", "clusters"], "--colour: expected one of classes, clusters:k-means, "),
        (["digits", "--colour", "clusters:spectral"], "clusters:mixture, found 'clusters:spectral'"),
        (
            ["digits", "--method", "pca", "--colour", "clusters:k-means", "--set", "clusters.clusters=0"],
            "clusters.clusters: expected 1 to 50, found 0",
        ),
        (["digits", "--count", "0"], "--count: expected 1 to 100000, found 0"),
        (["digits", "--count", "3"], "t-SNE: expected at least 4 examples, found 3"),
        (["digits", "--seed", "-1"], "--seed: expected a number between 0 and 2147483647, found -1"),
        (["text-file"], "Text file: choose"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_writes_nothing(
    saved: Path, tmp_path: Path, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "map.png"
    assert draw(*(saved if each == "RUN" else each for each in arguments), "--out", out) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1 and sentence in said.err and said.out == ""
    assert not out.exists()


def test_texts_have_no_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "book.txt").write_text("to be or not to be, that is the question. " * 300, encoding="utf-8")
    arguments = ["text-file", "--set", f"dataset.file={tmp_path / 'book.txt'}", "--out", tmp_path / "map.png"]
    assert draw(*arguments) == 2
    assert "maps are drawn of pictures and of points, not of tokens" in capsys.readouterr().err


def test_names_that_cannot_be_written_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lettering, "FACES", ())
    generator = np.random.default_rng(0)
    for name in ("cat", "猫", "狗"):
        (tmp_path / "photos" / name).mkdir(parents=True)
        for index in range(3):
            pixels = generator.integers(0, 256, (8, 8), dtype=np.uint8)
            Image.fromarray(pixels).save(tmp_path / "photos" / name / f"{index}.png")
    told = "This system has no letters for 2 of the 3 names of classes, such as 狗: their numbers stand in the picture"
    assert draw(tmp_path / "photos", "--method", "pca", "--out", tmp_path / "map.png") == 0
    assert told in capsys.readouterr().err
    assert draw(tmp_path / "photos", "--method", "pca", "--out", tmp_path / "map.csv") == 0
    assert told not in capsys.readouterr().err
    assert {row["class"] for row in rows_of(tmp_path / "map.csv")} == {"cat", "猫", "狗"}


def test_the_place_is_checked_before_anything_is_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for out, sentence in (
        (tmp_path / "no" / "map.png", "no"),
        (tmp_path / "map.txt", "--out: expected a file that ends in .png or .csv, found 'map.txt'"),
    ):
        assert draw("digits", "--out", out) == 2
        assert sentence in capsys.readouterr().err


def test_the_help_names_what_can_be_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert draw("--help") == 0
    text = re.sub(r"[│╭╮╰╯─\s]+", " ", capsys.readouterr().out)
    for words in ("RUN|DATA", "--method", "isomap", "--codes MODEL", "clusters:METHOD", "--set", "--count"):
        assert words in text


# ------------------------------------------------------------------ in a notebook, and the picture


def test_a_notebook_draws_the_map_of_the_command(saved: Path) -> None:
    run = trainers.load(saved)
    told: list[tuple[float, str]] = []
    report = run.map("tsne", 80, perplexity=8, turns=50, progress=lambda share, words: told.append((share, words)))
    assert report.places.shape == (80, 2) and report.title == "t-SNE" and report.seconds > 0
    assert told[0][0] < 0.1 and told[-1][0] == 1 and len(told) > 10
    again = run.map("tsne", 80, perplexity=8, turns=50)
    np.testing.assert_array_equal(report.places, again.places)
    som = run.map("som", 200, rows=4, columns=5)
    assert som.decoder is not None and som.decoder.decode(som.places).shape == (200, 1, 8, 8)
    with pytest.raises(ConfigError, match=r"settings\.rows: expected 1 to 40, found 0"):
        run.map("som", rows=0)
    with pytest.raises(ConfigError, match="method: expected one of pca"):
        run.map("umap")
    with pytest.raises(ConfigError, match="codes have no settings, found rows"):
        run.map("codes", rows=1)
    with pytest.raises(ValueError, match="none: a model of the family made does not encode"):
        run.map("codes", model="none")
    for method in ("codes", "pca"):
        with pytest.raises(trainers.DataError, match="expected at least one example"):
            run.map(method, 0)


def test_colours_are_those_of_the_window() -> None:
    from explorer.style.theme import CLASS_COLOURS

    assert [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in COLOURS] == list(CLASS_COLOURS)


def test_names_of_others_are_cut_and_harmless() -> None:
    places = np.array([[0, 0], [1, 1], [0, 1]], np.float32)
    names = ["a\x1b[2J" * 30, *(f"class {index}" for index in range(40))]
    picture = draw_map(places, np.array([0, 5, -1]), names, "t\u202e", ["one line"], "noise")
    assert picture.dtype == np.uint8 and picture.ndim == 3
    many = draw_map(np.zeros((41, 2), np.float32), np.arange(41), names, "all in one place", [])
    assert (many.reshape(-1, 3) == COLOURS[0]).all(1).any()
    assert (draw_map(places[:1], None, [], "one", []).reshape(-1, 3) == COLOURS[0]).all(1).any()
