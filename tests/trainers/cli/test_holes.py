"""``latent-explorer holes``, as a user types it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from trainers.cli.main import main
from trainers.families.vae import VariationalAutoencoder
from trainers.family import Family
from trainers.looking.reports.hole_picture import LEAST, MOST, opacity
from trainers.looking.reports.hole_report import make_plane
from trainers.messages import Region

pytestmark = pytest.mark.usefixtures("one_thread")
TOML = """
title = "Small"
steps = 5
batch_size = 16
[dataset]
name = "digits"
[[models]]
family = "ae"
label = "A"
layers = [16]
{more}
[[models]]
family = "vae"
label = "B"
layers = [16]
{more}
"""


def make_run(folder: Path, capsys: pytest.CaptureFixture[str], more: str = "") -> Path:
    toml = folder / "small.toml"
    toml.write_text(TOML.format(more=more))
    assert main(["train", str(toml), "--out", str(folder / "run"), "--device", "cpu", "--no-keyframes"]) == 0
    capsys.readouterr()
    return folder / "run"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of five steps, trained once."""
    folder = tmp_path_factory.mktemp("holes")
    (folder / "small.toml").write_text(TOML.format(more=""))
    out = folder / "run"
    before = torch.get_num_threads()
    done = main(["train", str(folder / "small.toml"), "--out", str(out), "--device", "cpu", "--no-keyframes"])
    torch.set_num_threads(before)
    assert done == 0
    return out


def holes(*arguments: object) -> int:
    return main(["holes", *map(str, arguments), "--device", "cpu"])


def found(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict:
    assert holes(*arguments, "--json") == 0
    (line,) = capsys.readouterr().out.splitlines()
    return json.loads(line)


def test_text_says_who_judges_and_what_was_found(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert holes(run, "--grid", 8) == 0
    judge, first, _, _, second, _, _ = capsys.readouterr().out.splitlines()
    assert judge.startswith("compared by a judge, who tells ") and "would count as holes" in judge
    assert first.startswith("A: ") and "of the box of the codes in holes (95 % interval " in first
    assert second.startswith("B: ") and "of the prior in holes" in second


def test_json_holds_the_figures_and_is_the_same_again(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = found(capsys, run, "--grid", 8)
    assert answer == found(capsys, run, "--grid", 8)
    assert (answer["step"], answer["layer"], answer["judge"]["kind"]) == (5, "realism", "judge")
    assert answer["judge"]["accuracy"] > 0.9 and 0 < answer["judge"]["real_images_in_holes"] < 0.6
    for model, region in zip(answer["models"], ("box", "prior"), strict=True):
        assert model["region"] == region
        assert 0 <= model["low"] <= model["score"] <= model["high"] <= 1
        assert (model["map"]["columns"], model["map"]["rows"]) == (8, 8)
        quantiles = list(model["map"]["quantiles"].values())
        assert quantiles == sorted(quantiles)


@pytest.mark.parametrize("region", list(Region))
def test_every_region(run: Path, capsys: pytest.CaptureFixture[str], region: Region) -> None:
    models = found(capsys, run, "--grid", 4, "--layer", "coverage", "--region", region)["models"]
    assert [model["region"] for model in models] == [region, region]
    if region is Region.MIXTURE:  # drawn from where the codes are
        assert models[0]["score"] < 0.2


def test_a_mixture_of_any_size_and_form(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mixture = ("--grid", 4, "--layer", "coverage", "--region", "mixture")
    usual, told = found(capsys, run, *mixture), found(capsys, run, *mixture, "--components", 10)
    assert usual == told and [model["components"] for model in usual["models"]] == [10, 10]
    few, many = (found(capsys, run, *mixture, "--components", count)["models"][0] for count in (1, 30))
    assert (few["components"], many["components"]) == (1, 30) and few["score"] > many["score"]
    assert "components" not in found(capsys, run, "--grid", 4, "--layer", "coverage")["models"][0]
    upright = found(capsys, run, *mixture, "--components", 1, "--covariance", "diagonal")["models"][0]
    assert upright["score"] != few["score"]
    assert holes(run, *mixture, "--components", 3) == 0
    assert "of a mixture of 3 Gaussians fitted to the codes in holes" in capsys.readouterr().out


def test_how_a_mixture_is_fitted_is_for_mixtures_alone(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert holes(run, "--components", 3) == 2
    assert capsys.readouterr().err == "latent-explorer: --components: expected together with --region mixture\n"
    assert holes(run, "--region", "box", "--covariance", "full") == 2
    assert capsys.readouterr().err == "latent-explorer: --covariance: expected together with --region mixture\n"
    for count in (0, 31):
        assert holes(run, "--region", "mixture", "--components", count) == 2
        assert capsys.readouterr().err == f"latent-explorer: --components: expected 1 to 30, found {count}\n"


def test_beyond_the_prior_no_cell_is_a_hole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Posteriors that are the prior leave nothing out; a square map around its disc has corners all the same."""
    run = make_run(tmp_path, capsys)

    def prior(self: Family, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return torch.zeros(len(x), 2), torch.zeros(len(x), 2)

    monkeypatch.setattr(VariationalAutoencoder, "posterior", prior)
    picture = tmp_path / "maps.png"
    vae = found(capsys, run, "--grid", 16, "--layer", "coverage", "--png", picture)["models"][1]
    assert vae["score"] == 0 and vae["map"]["share_in_holes"] == 0
    red, green, _ = np.moveaxis(pixels_of(picture), 2, 0)
    assert not (red[:, 510:] - green[:, 510:] > 10).any()


def test_geometry_has_no_score(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = found(capsys, run, "--grid", 4, "--layer", "geometry")
    assert answer["judge"] is None
    for model in answer["models"]:
        assert "score" not in model and model["threshold"] is None and model["map"]["share_in_holes"] is None
    assert holes(run, "--grid", 4, "--layer", "geometry") == 0
    assert "in holes" not in capsys.readouterr().out


@pytest.mark.parametrize("latent_dim", [1, 3])
def test_codes_of_one_and_three_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str], latent_dim: int) -> None:
    run = make_run(tmp_path, capsys, f"latent_dim = {latent_dim}")
    picture = tmp_path / "maps.png"
    for model in found(capsys, run, "--grid", 6, "--layer", "coverage", "--png", picture)["models"]:
        assert model["map"]["rows"] == (1 if latent_dim == 1 else 6)
    assert pixels_of(picture).shape[1] > 2 * 480


def test_the_picture_shows_holes_in_their_colour(run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "maps.png"
    far = ("--grid", 4, "--layer", "coverage", "--region", "prior")  # the autoencoder's codes fill a small corner of it
    assert found(capsys, run, *far, "--png", picture)["models"][0]["map"]["share_in_holes"] > 0.8
    red, green, blue = np.moveaxis(pixels_of(picture), 2, 0)
    assert (red[:, :500] - green[:, :500] > 40).mean() > 0.6
    assert holes(run, "--grid", 4, "--layer", "geometry", "--png", picture) == 0
    red, green, blue = np.moveaxis(pixels_of(picture), 2, 0)
    assert (red <= blue).all() and (red < blue).any()  # its own colour, never that of holes
    capsys.readouterr()


def pixels_of(picture: Path) -> np.ndarray:
    with Image.open(picture) as image:
        return np.asarray(image).astype(int)


def test_refusals(run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert holes(run, "--grid", 1) == 2
    assert capsys.readouterr().err == "latent-explorer: --grid: expected 2 to 256 cells, found 1\n"
    assert holes(tmp_path / "nothing") == 2
    assert "expected a run folder, found nothing" in capsys.readouterr().err
    assert holes(run, "--layer", "stretch") == 2
    capsys.readouterr()
    missing = tmp_path / "no" / "such" / "folder.png"
    assert holes(run, "--grid", 4, "--png", missing) == 2
    assert capsys.readouterr().err == f"latent-explorer: {missing}: No such file or directory\n"
    broken = tmp_path / "broken"
    shutil.copytree(run, broken)
    (broken / "resume.json").unlink()
    assert holes(broken) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_plane_of_a_wide_space_is_that_of_greatest_variance() -> None:
    rng = np.random.default_rng(0)
    codes = (rng.normal(size=(500, 4)) * [0.1, 5.0, 0.2, 3.0] + 7).astype(np.float32)
    plane = make_plane(codes, Region.BOX, 8)
    np.testing.assert_allclose(np.abs([plane.u[1], plane.v[3]]), 1, atol=0.02)
    np.testing.assert_allclose(plane.origin, codes.mean(0), rtol=1e-5)
    x0, y0, x1, y1 = plane.extent
    inside = (plane.codes[:, 0] > x0) & (plane.codes[:, 0] < x1) & (plane.codes[:, 1] > y0) & (plane.codes[:, 1] < y1)
    assert inside.mean() > 0.95
    assert make_plane(np.full((9, 2), 3.0, np.float32), Region.BOX, 8).extent[0] < 3 < 3.1  # codes that coincide


def test_opacity_begins_where_the_hole_does() -> None:
    low = opacity(np.array([1.2, 1.0, 0.999, 0.0, np.nan], np.float32), 1.0, False)
    np.testing.assert_allclose(low, [0, 0, LEAST, MOST, 0], atol=1e-3)
    high = opacity(np.array([1.0, 2.0, 4.0, np.inf, np.nan], np.float32), 2.0, True)
    np.testing.assert_allclose(high, [0, 0, (LEAST + MOST) / 2, MOST, 0], atol=1e-3)
    np.testing.assert_allclose(opacity(np.array([[0.0, 1.0]], np.float32), np.nan, True), [[0, MOST]], atol=0.01)
