"""Reports on runs: what stands in them, that they stand alone, and how large they get."""

from __future__ import annotations

import base64
import io
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import trainers
from tests.trainers.reports.page_faults import page_faults
from trainers import messages
from trainers.dataset import LoadContext
from trainers.experiment import Experiment, read_toml
from trainers.kinds import Pictures
from trainers.knobs import ConfigError
from trainers.marks import BRANCH, FORK, HAND, KNOB, Mark
from trainers.places import resources_dir
from trainers.presets import preset_path
from trainers.reports.page import MOST_BYTES
from trainers.reports.reported_run import ReportedRun, read_reported_run
from trainers.reports.run_report import command_of, write_run_report
from trainers.reports.words import Words, languages, read_words
from trainers.runs.starting import start_run

BUNDLED = resources_dir() / "runs" / "ae-vs-vae-digits"
MADE = datetime(2026, 1, 31, 12, 30, tzinfo=UTC)
BAD = "</title><script>x</script>\x00\x1b[31m\u202e'\"&"


@pytest.fixture(scope="module")
def bundled() -> ReportedRun:
    return read_reported_run(BUNDLED)


def report(run: ReportedRun, words: Words | None = None) -> str:
    content = write_run_report(run, words or Words(), MADE)
    assert page_faults(content) == []
    assert len(content) <= MOST_BYTES
    return content.decode("utf-8")


def pictures(page: str) -> list[np.ndarray]:
    found = re.findall(r'<img src="data:image/png;base64,([^"]+)"', page)
    return [np.asarray(Image.open(io.BytesIO(base64.b64decode(each)))) for each in found]


def test_the_bundled_run_is_told_whole(bundled: ReportedRun) -> None:
    page = report(bundled)
    assert "<h1>Digits: AE beside VAE</h1>" in page
    assert "Trained to its end: 2,000 steps." in page
    assert "1,438 for training, 359 held out" in page and "a picture of 16 × 16 pixels, grey" in page
    for row in ('<td class="n">Autoencoder</td>', '<th scope="row">Latent dim</th><td class="n">2</td><td class="n">2'):
        assert row in page
    assert (
        '<tr class="differs"><th scope="row">Reconstruction</th><td class="n">mse</td><td class="n">bernoulli' in page
    )
    assert "VAE · Negative ELBO: 96.16" in page  # the last of the curve
    assert '<th scope="row">Test negative ELBO (nats)</th><td class="n">–</td><td class="n">95.65</td>' in page
    assert "latent-explorer train --preset ae-vs-vae-digits --out again" in page
    for told in (
        "2.13.0+cpu",
        "CPU · 2 threads",
        "8.1 seconds",
        "2026-11-21T12:50:49+00:00",
        "made on 2026-01-31 12:30",
    ):
        assert told in page
    assert "What is missing" not in page
    assert len(page) < 400_000


def test_pictures_are_those_of_the_last_keyframe_pixel_for_pixel(bundled: ReportedRun) -> None:
    """Held-out pictures above, reconstructions below, a transparent pixel between them."""
    shown, assert_shape = pictures(report(bundled)), (2 * 17 - 1, 10 * 17 - 1, 2)
    assert [picture.shape for picture in shown] == [assert_shape] * 2 + [(8 * 17 - 1, 8 * 17 - 1, 2)] * 2
    assert bundled.pictures is not None and bundled.data is not None
    assert bundled.pictures.step == 2000
    vae = bundled.pictures.models[1]
    assert vae.reconstructions is not None and vae.samples is not None
    assert np.array_equal(shown[1][:16, 17:33, 0], bundled.data.probe[1, 0])
    assert np.array_equal(shown[1][17:, 153:, 0], vae.reconstructions[9, 0])
    assert np.array_equal(shown[3][17:33, :16, 0], vae.samples[8, 0])
    assert (shown[3][16] == 0).all() and (shown[3][:16, :16, 1] == 255).all()


def test_a_map_shows_every_code_in_the_colour_of_its_class(bundled: ReportedRun) -> None:
    page = report(bundled)
    maps = re.findall(r'<image href="data:image/png;base64,([^"]+)"', page)
    assert len(maps) == 2
    assert bundled.data is not None and bundled.data.labels is not None
    counts = np.bincount(bundled.data.labels)
    for digit in range(10):
        assert f"{digit} ({counts[digit]})" in page
    picture = Image.open(io.BytesIO(base64.b64decode(maps[0]))).convert("RGBA")
    assert len({colour for _, colour in picture.getcolors() or []}) == 11  # of ten classes, and of nothing


def test_the_same_run_gives_the_same_report(bundled: ReportedRun) -> None:
    assert write_run_report(bundled, Words(), MADE) == write_run_report(read_reported_run(BUNDLED), Words(), MADE)


def test_what_happened_on_the_way_is_told_and_marked(bundled: ReportedRun) -> None:
    marks = (
        Mark(300, KNOB, (("models.1.beta", 1.0, 4.0),)),
        Mark(700, BRANCH, (), 500),
        Mark(700, HAND, model=1),
        Mark(900, FORK, (("seed", 0, 1),), source="the <other>"),
    )
    page = report(replace(bundled, marks=marks))
    assert "1 · step 300: VAE · Beta: 1 → 4" in page
    assert "2 · step 700: went on with the weights of step 500; VAE · moved by hand" in page
    assert "3 · step 900: fork of the &lt;other&gt; (Seed: 0 → 1)" in page
    charts = page.count('class="mark"')
    assert charts == 3 * 5  # in each of five drawings


def test_measured_figures_stand_beside_those_of_real_examples(bundled: ReportedRun) -> None:
    page = report(bundled.with_figures([{"coverage": 0.5, "coverage_real": 0.75}, {"judge_fid": 12.25, "mine": 1.0}]))
    assert '<th scope="row">coverage</th><td class="n">0.5 (real: 0.75)</td><td class="n">–</td>' in page
    assert '<th scope="row">FID</th><td class="n">–</td><td class="n">12.25</td>' in page
    assert '<th scope="row">mine</th>' in page


def test_names_of_others_stay_text(bundled: ReportedRun) -> None:
    """Wherever somebody else chooses them: title, summary, labels, classes, metrics, notes, the folder, versions."""
    experiment = bundled.experiment
    experiment = replace(
        experiment,
        plan=experiment.plan.model_copy(update={"title": BAD, "summary": BAD * 30}),
        models=tuple(replace(model, label=BAD) for model in experiment.models),
    )
    assert bundled.data is not None
    page = report(
        replace(
            bundled,
            name=BAD,
            experiment=experiment,
            environment={"torch": BAD, "platform": BAD, "device": "\U0001ffff"},
            curves=({BAD: np.ones(3, np.float32)}, {}),
            data=replace(bundled.data, title=BAD, class_names=(BAD,) * 10, notes=(BAD,) * 30),
            tests=({BAD: ((5, 1.0),)}, {}),
            figures=({BAD: 1.0}, {}),
            verdicts=(BAD,),
            notes=(BAD,) * 50,
            marks=(Mark(5, FORK, (("models.0." + BAD, BAD, BAD),), source=BAD),),
        )
    )
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "and 30 more" in page


def test_what_is_missing_is_said_and_the_rest_is_there(tmp_path: Path) -> None:
    run = shutil.copytree(BUNDLED, tmp_path / "run")
    (run / "data.npz").unlink()
    (run / "environment.json").write_text("[")
    for each in run.glob("keyframes/*"):
        each.write_bytes(b"x")
    (run / "resume.json").unlink()
    page = report(read_reported_run(run))
    assert "What is missing" in page and "data.npz is missing" in page and "resume.json is missing" in page
    assert "No pictures were kept" in page
    assert "VAE · Negative ELBO: 96.16" in page
    assert "<h2>Maps of the codes</h2>" not in page


def test_a_run_that_was_not_trained_is_told(bundled: ReportedRun) -> None:
    page = report(replace(bundled, step=0, curves=({}, {}), pictures=None, tests=({}, {})))
    assert "Not trained yet: 2,000 steps are planned." in page
    assert "No step has left a trace" in page and "<h2>Curves</h2>" not in page
    assert "Trained for 7 of 2,000 steps." in report(replace(bundled, step=7))


def test_a_report_that_would_be_too_large_is_made_smaller(bundled: ReportedRun) -> None:
    """Noise, which no PNG packs: four models with 1024 large colour pictures each, 20 000 codes of 64 numbers."""
    rng = np.random.default_rng(0)
    assert bundled.data is not None
    images = rng.integers(0, 256, (64, 3, 128, 128), np.uint8)
    model = messages.ModelPictures(images[:10], images, rng.normal(size=(20_000, 64)).astype(np.float32), None, {})
    spec = bundled.experiment.models[0]
    large = replace(
        bundled,
        experiment=replace(bundled.experiment, models=(spec,) * 4),
        curves=tuple({f"m{i}": rng.normal(size=50_000).astype(np.float32) for i in range(64)} for _ in range(4)),
        pictures=messages.PicturesDrawn(0, 2000, (model,) * 4),
        tests=({},) * 4,
        data=replace(bundled.data, labels=None, probe=images[:10], kind=Pictures(3, 128, 128)),
    )
    page = report(large)
    assert "Pictures were made smaller and fewer" in page and len(pictures(page)) == 8


def test_points_are_drawn_among_those_of_the_data(tmp_path: Path) -> None:
    experiment = read_toml(preset_path("gan-ring")).with_setting("steps", 20)
    training = start_run(experiment, tmp_path / "run", LoadContext(tmp_path), "cpu", threads=1)
    training.train()
    training.close()
    run = read_reported_run(tmp_path / "run")
    assert run.notes == () and run.threads == ((0, 1),)
    page = report(run)
    assert "samples in colour, the data grey" in page
    assert "--steps 20 --threads 1 --out again" in page.replace("&#x27;", "'")


@pytest.mark.parametrize("width", [1, 5, 600])
def test_codes_of_any_width_have_a_map(bundled: ReportedRun, width: int) -> None:
    assert bundled.pictures is not None and bundled.data is not None
    codes = np.random.default_rng(1).normal(size=(300, width)).astype(np.float32)
    codes[:, width // 2] *= 10
    models = tuple(replace(model, codes=codes, spread=None) for model in bundled.pictures.models)
    page = report(replace(bundled, pictures=replace(bundled.pictures, models=models)))
    said = {
        1: "one number a code",
        5: "the two directions of 5 numbers in which the codes vary most",
        600: "the two of 600 numbers that vary most",
    }[width]
    assert said in page
    assert width != 600 or ">z301</text>" in page


def test_the_command_trains_the_same_experiment(bundled: ReportedRun) -> None:
    changed = bundled.experiment.with_settings({"models.1.beta": 4.0, "seed": 7, "summary": "mine", "pace": 3.0})
    command = command_of(replace(bundled, experiment=changed))
    assert command.startswith("latent-explorer train --preset ae-vs-vae-digits")
    assert "--seed 7" in command and "models.1.beta=4.0" in command
    assert "mine" not in command and "pace" not in command  # which decide no number


ORACLE = "nats a character, by the oracle that wrote the data"


def test_figures_of_texts_have_names_that_can_be_read(bundled: ReportedRun) -> None:
    figures = {"longest_copied": 3.5, "oracle_nats": 1.96, "true_share": 0.25}
    told = replace(bundled, figures=({**figures, "text_count": 4.0}, {}))
    page = report(told)
    rows = [page.index(f">{name}<") for name in ("true", ORACLE, "longest run copied, in characters", "n")]
    assert rows == sorted(rows) and "true_share" not in page and "oracle_nats" not in page
    assert ">真实<" in report(told, read_words("zh_CN"))


def test_chinese_words_come_from_the_catalogue_of_the_window(bundled: ReportedRun) -> None:
    assert languages() == ("en", "zh_CN")
    page = report(replace(bundled, notes=("data.npz: cannot be read (Permission denied)",)), read_words("zh_CN"))
    assert "cannot be read" not in page and "data.npz" in page  # a sentence with names in it
    assert '<html lang="zh-CN">' in page
    assert "学习率" in page  # a knob, from the catalog
    with pytest.raises(ConfigError, match="language: expected one of en, zh_CN, found 'tlh'"):
        read_words("tlh")


def test_an_experiment_of_many_words_is_cut(bundled: ReportedRun) -> None:
    table = bundled.experiment.to_table()
    table["models"] = [{**model, "label": "<&>" * 20_000} for model in table["models"]]
    page = report(replace(bundled, experiment=Experiment.parse(table)))
    assert "Only its beginning is shown." in page


def test_texts_stand_in_the_report_a_line_each(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("<b> & \u202ethe cat\nsat on the mat. " * 40, encoding="utf-8")
    given = Experiment.parse({
        "title": "Read", "steps": 2, "batch_size": 4, "seed": 1,
        "dataset": {"name": "text-file", "file": str(text), "length": 12},
        "models": [{"family": "ngram", "label": "3"}],
    })  # fmt: skip
    trainers.train(given, threads=1, progress=False).save(tmp_path / "run")
    run = read_reported_run(tmp_path / "run")
    page = report(run)
    assert run.pictures is not None and (written := run.pictures.models[0].texts) is not None and len(written) == 16
    assert "<h2>Texts</h2>" in page and "3: 16 texts, the same noise all along" in page
    shown = page.split("<figure><pre>")[1].split("</pre>")[0].split("\n")
    assert len(shown) == 16 and any("↵" in line for line in shown) and any("&lt;b&gt; &amp;" in line for line in shown)
    assert "pieces of 12 characters" in page and "Samples</h2>" not in page
