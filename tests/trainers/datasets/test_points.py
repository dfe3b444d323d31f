"""Points of the plane as data: the datasets of points, and that what was written for images copes with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from trainers import messages
from trainers.catalog import find_dataset
from trainers.dataset import LoadContext
from trainers.datasets.drawing import DOT
from trainers.examples import DataError, Examples, Modes
from trainers.experiment import Experiment
from trainers.exports.whole_run import export_run
from trainers.kinds import Points
from trainers.knobs import ConfigError
from trainers.looking.answers import Answers
from trainers.looking.looker import Looker
from trainers.runs.data import read_data, write_data
from trainers.runs.describe import describe
from trainers.runs.folder import read_run
from trainers.runs.starting import load_examples, open_run, start_run
from trainers.training.snapshot import Snapshot


def load(name: str, folder: Path = Path(), **settings: Any) -> Examples:
    cls = find_dataset(name)
    return cls.load(cls.Config.parse(settings), LoadContext(folder))


def points(name: str, folder: Path = Path(), **settings: Any) -> np.ndarray:
    return load(name, folder, **settings).train


# ------------------------------------------------------------------------------------------- images of float32


def stack(*values: float) -> np.ndarray:
    return np.array(values, np.float32).reshape(-1, 2)


@pytest.mark.parametrize(
    ("train", "sentence"),
    [
        (stack(0, 1.5), r"p: training examples must lie between 0 and 1, found values from 0 to 1.5"),
        (stack(-0.1, 1), r"found values from -0.1 to 1"),
        (stack(0, float("nan")), r"found values from nan to nan"),
        (stack(0, 1).astype(np.float64), r"p: training examples must be points as float32 \(N, 2\), found float64"),
        (stack(), r"there are no training examples"),
        (
            np.zeros((1, 1, 1, 2), np.float32),
            r"training examples must be points as float32 \(N, 2\), found float32 \(1, 1, 1, 2\)",
        ),
    ],
)
def test_other_numbers_are_refused(train: np.ndarray, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        Examples("p", train, stack(0.5, 0.5), kind=Points())


def test_modes_are_checked() -> None:
    with pytest.raises(DataError, match="a sigma above 0"):
        Modes(np.zeros((1, 2), np.float32), 0.0)
    with pytest.raises(DataError, match=r"float32 \(K, 2\), found float32 \(2,\)"):
        Modes(np.zeros(2, np.float32), 0.1)
    pictures = np.zeros((2, 1, 8, 8), np.uint8)
    with pytest.raises(DataError, match="only points have modes"):
        Examples("p", pictures, pictures, modes=Modes(np.zeros((1, 2), np.float32), 0.1))


# ------------------------------------------------------------------------------------------------ the datasets


@pytest.mark.parametrize(("name", "count", "sigma"), [("ring", 8, 0.02), ("grid", 25, 0.01)])
def test_gaussians_stand_where_they_are_said_to(name: str, count: int, sigma: float) -> None:
    images = load(name, count=50_000)
    assert images.modes is not None and images.modes.sigma == sigma and len(images.modes.centres) == count
    assert images.train.shape == (50_000, 2) and len(images.test) == 12_500
    assert images.train_labels is not None and len(images.class_names) == count
    offsets = images.train - images.modes.centres[images.train_labels]
    assert np.abs(offsets.std(axis=0) - sigma).max() < 0.02 * sigma
    share = np.mean(np.linalg.norm(offsets, axis=1) <= 3 * sigma)
    assert share == pytest.approx(1 - np.exp(-4.5), abs=0.002)  # of a round Gaussian, within three sigma
    assert np.ptp(np.bincount(images.train_labels)) <= 1


@pytest.mark.parametrize("modes", [1, 3, 16])
def test_the_ring_has_as_many_modes_as_asked(modes: int) -> None:
    images = load("ring", modes=modes, count=200)
    assert images.modes is not None
    assert np.allclose(np.linalg.norm(images.modes.centres - 0.5, axis=1), 0.35)
    assert len(np.unique(images.train_labels)) == modes == len(images.class_names)  # type: ignore[arg-type]


def test_the_moons_are_those_of_scikit_learn() -> None:
    """Without noise every point lies on one of two half circles of radius 0.8 / 3."""
    images = load("two-moons", sigma=0.001)
    places, radius = images.train.astype(np.float64), 0.8 / 3
    centres = 0.5 + radius * (np.array([[0, 0], [1, 0.5]]) - [0.5, 0.25])
    assert images.train_labels is not None
    offsets = places - centres[images.train_labels]
    assert np.abs(np.linalg.norm(offsets, axis=1) - radius).max() < 0.006
    upwards = np.where(images.train_labels == 0, 1, -1)
    assert (offsets[:, 1] * upwards).min() > -0.006


def test_the_spiral_is_evenly_spread_over_its_length() -> None:
    places = points("spiral", sigma=0.001, count=50_000, turns=1) - 0.5
    radius = np.linalg.norm(places, axis=1)
    assert radius.min() == pytest.approx(0.05, abs=0.005) and radius.max() == pytest.approx(0.4, abs=0.005)
    # The length up to a radius r grows as the integral of sqrt(r^2 + (dr/dt)^2), here by the trapezoid rule.
    r = np.linspace(0.05, 0.4, 1001)
    speed = np.sqrt(r**2 + (0.35 / (2 * np.pi)) ** 2)
    length = np.concatenate([[0], np.cumsum((speed[1:] + speed[:-1]) / 2)])
    middle = np.interp(length[-1] / 2, length, r)
    assert np.mean(radius < middle) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("name", ["ring", "grid", "two-moons", "spiral"])
def test_another_seed_draws_other_points_and_bounds_hold(name: str) -> None:
    assert not np.array_equal(points(name, count=100), points(name, count=100, seed=1))
    assert len(points(name, count=123)) == 123
    with pytest.raises(ConfigError, match=r"sigma: expected 0.001 to 0.03, found 0.5"):
        load(name, sigma=0.5)


# ------------------------------------------------------------------------------------------------- the drawing


def test_strokes_are_followed_evenly(tmp_path: Path) -> None:
    """A stroke twice as long gets twice the points; the margin of 0.1 is kept."""
    file = tmp_path / "strokes.csv"
    file.write_text("stroke,x,y\n1,0,0\n1,0,1\n2,1,0\n2,1,0.5\n")
    drawn = points("drawing", file=str(file), sigma=0.001, count=30_000)
    left = drawn[:, 0] < 0.5
    assert left.mean() == pytest.approx(2 / 3, abs=0.01)
    assert np.abs(drawn[left, 0] - 0.1).max() < 0.006 and np.abs(drawn[~left, 0] - 0.9).max() < 0.006
    assert drawn[left, 1].mean() == pytest.approx(0.5, abs=0.01)
    assert drawn[~left, 1].max() == pytest.approx(0.5, abs=0.01)


def test_npy_and_csv_are_the_same_drawing(tmp_path: Path) -> None:
    table = np.array([[0.1, 0.2], [0.8, 0.9], [0.5, 0.1]], np.float32)
    np.save(tmp_path / "a.npy", table)
    np.savetxt(tmp_path / "a.csv", table, delimiter=",", fmt="%.9g")
    drawn = [points("drawing", file=str(tmp_path / name)) for name in ("a.npy", "a.csv")]
    assert np.array_equal(*drawn)


def test_a_dot_counts_a_little(tmp_path: Path) -> None:
    np.save(tmp_path / "dots.npy", np.array([[0, 0.0, 0.0], [1, 1.0, 1.0], [2, 0.0, 1.0], [2, DOT, 1.0]]))
    drawn = points("drawing", file=str(tmp_path / "dots.npy"), sigma=0.001, count=9000)
    assert np.mean((drawn[:, 0] < 0.5) & (drawn[:, 1] < 0.5)) == pytest.approx(1 / 3, abs=0.02)
    assert np.mean(drawn[:, 0] > 0.5) == pytest.approx(1 / 3, abs=0.02)


def test_rows_of_a_table_are_points_each_by_itself(tmp_path: Path) -> None:
    """Nothing lies between them, as it does between the places of a stroke, and each column has its own unit."""
    file = tmp_path / "people.csv"
    file.write_text("height,weight\n150,0.05\n200,0.05\n150,0.09\n")
    images = load("drawing", file=str(file), joined=False, sigma=0.001, count=9000)
    drawn = images.train
    corners = np.array([[0.1, 0.1], [0.9, 0.1], [0.1, 0.9]])
    distances = np.linalg.norm(drawn[:, None] - corners, axis=2)
    assert distances.min(axis=1).max() < 0.006
    assert np.bincount(distances.argmin(axis=1)) / 9000 == pytest.approx(1 / 3, abs=0.02)
    assert images.notes == (
        "Points are drawn around the 3 rows of the file, each as likely as another.",
        "The columns were scaled to fit, each by itself: one reached from 150 to 200, the other from 0.05 to 0.09.",
    )
    joined = points("drawing", file=str(file), sigma=0.001, count=9000)
    assert np.linalg.norm(joined[:, None] - corners, axis=2).min(axis=1).max() > 0.3


def test_points_of_three_columns_say_which_were_taken(tmp_path: Path) -> None:
    np.save(tmp_path / "strokes.npy", np.array([[7, 0.0, 1.0], [8, 1.0, 0.0]]))
    images = load("drawing", file=str(tmp_path / "strokes.npy"), joined=False, sigma=0.001)
    corners = np.array([[0.1, 0.9], [0.9, 0.1]])
    assert np.linalg.norm(images.train[:, None] - corners, axis=2).min(axis=1).max() < 0.006
    assert images.notes[1] == "Of three columns the last two were taken as x and y: the first tells strokes apart."


def test_bad_rows_are_told_that_points_were_expected(tmp_path: Path) -> None:
    odd = tmp_path / "odd.npy"
    for rows, told in (
        (np.zeros((3, 4)), "points as rows of x, y, found float64"),
        (np.zeros((0, 2)), "points, found no"),
    ):
        np.save(odd, rows)
        with pytest.raises(DataError, match=f"^odd.npy: expected {told}"):
            load("drawing", file=str(odd), joined=False)


def test_a_drawing_outside_the_square_is_scaled_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    file.write_text("100,300\n100,700\n")
    images = load("drawing", file=str(file), sigma=0.001)
    drawn = images.train
    assert np.abs(drawn[:, 0] - 0.5).max() < 0.006
    assert drawn[:, 1].min() == pytest.approx(0.1, abs=0.01) and drawn[:, 1].max() == pytest.approx(0.9, abs=0.01)
    assert images.notes == ("The drawing was scaled to fit: it reached from 100 to 700, not from 0 to 1.",)


def test_dark_pixels_of_a_picture_are_filled(tmp_path: Path) -> None:
    """A wide picture keeps its proportions; its upper left quarter is black, its lower right light grey."""
    pixels = np.full((40, 80), 255, np.uint8)
    pixels[:20, :40], pixels[20:, 40:] = 0, 200
    Image.fromarray(pixels).save(tmp_path / "quarter.png")
    drawn = points("drawing", file=str(tmp_path / "quarter.png"), sigma=0.001, count=20_000)
    assert drawn.min(axis=0) == pytest.approx([0.1, 0.5], abs=0.01)
    assert drawn.max(axis=0) == pytest.approx([0.5, 0.7], abs=0.01)
    assert drawn.mean(axis=0) == pytest.approx([0.3, 0.6], abs=0.01)


def test_transparent_paper_is_no_ink(tmp_path: Path) -> None:
    pixels = np.zeros((32, 32, 4), np.uint8)
    pixels[:8, :8, 3] = 255
    Image.fromarray(pixels).save(tmp_path / "ink.png")
    drawn = points("drawing", file=str(tmp_path / "ink.png"), sigma=0.001)
    assert drawn[:, 0].max() < 0.32 and drawn[:, 1].min() > 0.68


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("four.csv", b"1,2,3,4\n", r"four.csv: expected strokes as rows of x, y or of stroke, x, y, found uint8 "),
        ("words.csv", b"0.1,0.2\n0.3,high\n", r"words.csv: expected numbers, found 'high' in line 2"),
        ("ragged.csv", b"0.1,0.2\n0.3\n", r"ragged.csv: expected 2 columns, found 1 in line 2"),
        ("empty.csv", b"", r"empty.csv: expected NPZ, NPY, IDX or CSV data, found an empty file"),
        ("header.csv", b"x,y\n", r"header.csv: expected rows of numbers, found none"),
        ("nan.csv", b"0.1,0.2\nnan,0.3\n", r"nan.csv: expected numbers, found 'nan' in line 2, column 1"),
        ("text.npy", b"no array", r"text.npy: expected NPZ, NPY, IDX or CSV data"),
        ("text.png", b"no picture", r"text.png: not an image that can be read"),
        ("strokes", b"0.1,0.2\n", r"strokes: not an image that can be read"),
    ],
)  # fmt: skip
def test_bad_drawings_are_refused_in_one_sentence(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=sentence) as caught:
        load("drawing", file=str(tmp_path / name))
    assert "\n" not in str(caught.value)


def test_other_bad_drawings(tmp_path: Path) -> None:
    Image.fromarray(np.full((9, 9), 200, np.uint8)).save(tmp_path / "pale.png")
    with pytest.raises(DataError, match=r"pale.png: expected dark ink on light paper, found no pixel darker than mid"):
        load("drawing", file=str(tmp_path / "pale.png"))
    with pytest.raises(DataError, match="expected a file, found a folder"):
        load("drawing", file=str(tmp_path))
    np.save(tmp_path / "objects.npy", np.array([None, "x"], dtype=object), allow_pickle=True)
    with pytest.raises(DataError, match="never loaded because they could run code"):
        load("drawing", file=str(tmp_path / "objects.npy"))
    np.save(tmp_path / "none.npy", np.zeros((0, 2)))
    with pytest.raises(DataError, match=r"none.npy: expected strokes, found no row"):
        load("drawing", file=str(tmp_path / "none.npy"))


# --------------------------------------------------------------------------- what was written for images


def autoencoders(dataset: str = "ring") -> Experiment:
    models = [{"family": name, "layers": [32, 16], "latent_dim": 2} for name in ("ae", "vae")]
    return Experiment.parse(
        {"title": "points", "steps": 40, "batch_size": 64, "dataset": {"name": dataset, "count": 400}, "models": models}
    )


def test_autoencoders_train_on_points_and_are_looked_into(tmp_path: Path) -> None:
    context, experiment = LoadContext(tmp_path), autoencoders()
    training = start_run(experiment, tmp_path / "run", context, device="cpu")
    try:
        before = training.loop.evaluate()
        training.train()
        after = training.loop.evaluate()
    finally:
        training.close()
    assert after[0]["test_mse"] < before[0]["test_mse"] and after[1]["test_neg_elbo"] < before[1]["test_neg_elbo"]
    contents = read_run(tmp_path / "run")
    assert not contents.problems and contents.newest_step == 40
    again, problems = open_run(tmp_path / "run", context, device="cpu")
    again.close()
    assert not problems
    export = export_run(contents, again.loop, load_examples(experiment, context), tmp_path / "export")
    assert {path.suffix for path in export.files} >= {".png", ".csv"}


def test_looks_at_points(tmp_path: Path) -> None:
    experiment = autoencoders()
    images = load_examples(experiment, LoadContext(tmp_path))
    looker = Looker(experiment, images, torch.device("cpu"))
    weights = tuple({name: value.clone() for name, value in model.nets.state_dict().items()} for model in looker.models)
    looker.load(Snapshot(0, 0, weights, tuple(model.config for model in looker.models)))

    asked = Answers(looker)

    def ask(look: messages.Look) -> Any:
        return next(answer for answer in asked.answer(look) if answer is not None)

    z = np.zeros((1, 2), np.float32)
    decoded, exact = ask(messages.Decode(0, 0, "c", 0, z)).images, looker.decode_floats(0, z)
    assert decoded.dtype == np.uint8 and decoded.shape == (1, 1, 1, 2)
    with pytest.raises(StopIteration) as done:
        next(exact)
    point = done.value.value
    assert point.dtype == np.float32 and np.abs(decoded / 255 - point).max() <= 0.5 / 255 + 1e-6
    found = ask(messages.Nearest(0, 0, "c", 0, z, k=3))
    distances = np.sqrt(((images.train - point.reshape(2)) ** 2).mean(axis=1))
    assert found.distance == pytest.approx(np.sort(distances)[:3], abs=1e-3) and found.images.dtype == np.uint8
    codes = ask(messages.EncodeData(0, 0, "c", limit=100)).codes[0]
    order = looker.order[:100]
    with torch.no_grad():
        expected = looker.models[0].encode(images.kind.to_model(torch.tensor(images.train[order])))
    assert np.array_equal(codes, expected.numpy())
    pictures = next(item for item in asked.pictures.make(0) if isinstance(item, messages.PicturesDrawn))
    assert all(model.samples.dtype == np.uint8 for model in pictures.models if model.samples is not None)


@pytest.mark.parametrize("dataset", ["ring", "spiral"])
def test_the_window_is_given_points_and_modes(dataset: str, tmp_path: Path) -> None:
    from trainers.training.loop import Loop

    experiment = autoencoders(dataset)
    images = load_examples(experiment, LoadContext(tmp_path))
    data = describe(3, Loop(experiment, images, torch.device("cpu")), images, "CPU")
    assert data.points is not None and data.points.shape == (400, 2) and not data.points.flags.writeable
    order = np.random.default_rng(0).permutation(400)
    assert np.array_equal(data.points, images.train[order])
    assert data.preview.dtype == data.probe.dtype == np.uint8
    write_data(tmp_path, data)
    again = read_data(tmp_path)
    assert again.points is not None and np.array_equal(again.points, data.points)
    if dataset == "spiral":
        assert data.modes is None and again.modes is None and again.labels is None
    else:
        assert data.modes is images.modes and again.modes is not None and images.modes is not None
        assert np.array_equal(again.modes.centres, images.modes.centres) and again.modes.sigma == images.modes.sigma


def test_images_bring_no_points(tmp_path: Path) -> None:
    from trainers.training.loop import Loop

    experiment = Experiment.parse({"dataset": {"name": "digits"}, "models": [{"family": "ae", "layers": [16]}]})
    images = load_examples(experiment, LoadContext(tmp_path))
    data = describe(0, Loop(experiment, images, torch.device("cpu")), images, "CPU")
    assert data.points is None and data.modes is None
    write_data(tmp_path, data)
    assert read_data(tmp_path).points is None
