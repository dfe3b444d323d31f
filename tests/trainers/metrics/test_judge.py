"""The judge, the other feature spaces, and judges on disk."""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
import torch

from trainers import places
from trainers.catalog import find_dataset
from trainers.cli.main import main
from trainers.dataset import LoadContext
from trainers.examples import DataError, Examples
from trainers.lessons.reading import read_lesson
from trainers.looking import judge_store
from trainers.looking.judge_store import cache_path, choose_features, find_judge, read_judge, save_judge
from trainers.metrics.features import PlainPixels, PrincipalComponents, fit_components
from trainers.metrics.judge import (
    Judge,
    JudgeCard,
    _initial,
    fingerprint,
    held_out_accuracy,
    train_judge,
    weight_shapes,
)

R = TypeVar("R")
CPU = torch.device("cpu")


def finished(pieces: Generator[object, None, R]) -> R:
    while True:
        try:
            next(pieces)
        except StopIteration as done:
            return done.value


def load(name: str, **settings: object) -> Examples:
    chosen = find_dataset(name, "dataset")
    return chosen.load(chosen.Config.parse(settings, "dataset"), LoadContext(places.data_dir()))


def floats(images: np.ndarray) -> torch.Tensor:
    return torch.tensor(images).float() / 255


def stripes(classes: int = 2, count: int = 40, shape: tuple[int, int, int] = (1, 8, 8)) -> Examples:
    """Noisy images that are brighter from class to class."""
    rng = np.random.default_rng(0)

    def draw(n: int) -> tuple[np.ndarray, np.ndarray]:
        labels = np.arange(n) % classes
        noise = rng.integers(0, 60, (n, *shape))
        return (noise + (labels * 190 // max(classes - 1, 1))[:, None, None, None]).astype(np.uint8), labels

    (train, labels), (test, test_labels) = draw(count), draw(count // 2)
    return Examples("Stripes", train, test, labels, test_labels, tuple("ABCDEFGH"[:classes]))


def unlabelled(images: Examples) -> Examples:
    return Examples(images.title, images.train, images.test)


def untrained(images: Examples, accuracy: float = 0.5) -> Judge:
    """A judge as it is before the first step: enough for files."""
    card = JudgeCard(images.image_shape, images.class_names, accuracy, 3, 1, fingerprint(images))
    return Judge(card, _initial(images, len(images.class_names), torch.Generator().manual_seed(3), CPU))


@pytest.fixture(scope="module")
def digits() -> Examples:
    return load("digits")


@pytest.fixture(autouse=True)
def _one_thread() -> Generator[None, None, None]:
    """Bits depend on the number of threads, and small work on several is slow on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


# --------------------------------------------------------------------------- training


def test_a_short_training_tells_digits_apart(digits: Examples) -> None:
    before = torch.get_rng_state()
    with torch.inference_mode():  # as on the render thread
        pieces = train_judge(digits, CPU, steps=500)
        shares = []
        while True:
            try:
                shares.append(next(pieces))
            except StopIteration as done:
                judge = done.value
                break
            assert torch.is_inference_mode_enabled(), "the thread's mode is its own between two pieces"
    assert torch.equal(before, torch.get_rng_state())
    assert judge.accuracy >= 0.95 and judge.accuracy == finished(held_out_accuracy(judge, digits))
    assert shares == sorted(shares) and len(shares) > 500 and shares[-1] == 1
    x = floats(digits.test)
    assert judge.features(x).shape == (len(x), 128) and judge.probabilities(x).shape == (len(x), 10)
    torch.testing.assert_close(judge.probabilities(x).sum(1), torch.ones(len(x)))
    torch.testing.assert_close(judge.features(x).norm(dim=1), torch.ones(len(x)))
    features, probabilities = judge.both(x)
    assert torch.equal(features, judge.features(x)) and torch.equal(probabilities, judge.probabilities(x))
    told = probabilities.argmax(1).numpy()
    assert judge.accuracy == pytest.approx(float((told == digits.test_labels).mean()))
    same = floats(digits.train[digits.train_labels == 0][:50]), floats(digits.train[digits.train_labels == 1][:50])
    zeros, ones = (judge.features(part) for part in same)
    assert torch.cdist(zeros, zeros).mean() < 0.6 * torch.cdist(zeros, ones).mean()


def test_the_same_seed_gives_the_same_bits(digits: Examples) -> None:
    a, b, other = (finished(train_judge(digits, CPU, seed=seed, steps=5)).weights for seed in (1, 1, 2))
    assert all(torch.equal(a[name], b[name]) for name in a)
    assert not torch.equal(a["conv1.weight"], other["conv1.weight"])


@pytest.mark.parametrize("shape", [(1, 8, 8), (3, 9, 13), (1, 28, 28), (3, 64, 64), (1, 64, 20), (1, 2, 40)])
def test_images_of_any_shape(shape: tuple[int, int, int]) -> None:
    judge = finished(train_judge(stripes(3, shape=shape), CPU, steps=40))
    assert judge.accuracy > 0.9
    assert sum(weight.nbytes for weight in judge.weights.values()) < 1_000_000
    x = torch.rand(300, *shape)
    torch.testing.assert_close(judge.features(x), torch.cat([judge.features(x[:7]), judge.features(x[7:])]))


def test_float_images_are_judged_as_bytes_are() -> None:
    images = stripes()
    as_floats = [part.astype(np.float32) / 255 for part in (images.train, images.test)]
    floating = Examples("Stripes", *as_floats, images.train_labels, images.test_labels, images.class_names)
    a, b = (finished(train_judge(each, CPU, steps=3)) for each in (images, floating))
    torch.testing.assert_close(a.weights, b.weights)
    assert fingerprint(images) != fingerprint(floating)


def test_dim_images_are_learned_as_well() -> None:
    bright = stripes()
    dim = Examples(
        "Dim", bright.train // 16 + 100, bright.test // 16 + 100, bright.train_labels, bright.test_labels, ("A", "B")
    )
    assert finished(train_judge(dim, CPU, steps=40)).accuracy > 0.9


def test_constant_images_do_not_crash() -> None:
    blank = np.full((30, 1, 8, 8), 7, np.uint8)
    labels = np.arange(30) % 2
    judge = finished(
        train_judge(Examples("Blank", blank, blank.copy(), labels, labels.copy(), ("A", "B")), CPU, steps=5)
    )
    assert judge.accuracy == 0.5 and judge.features(floats(blank)).isfinite().all()


def test_labels_without_names_and_held_out_images_without_labels() -> None:
    images = stripes(3)
    judge = finished(train_judge(Examples("S", images.train, images.test, images.train_labels), CPU, steps=2))
    assert judge.card.class_names == ("0", "1", "2") and math.isnan(judge.accuracy)


def test_what_cannot_be_judged_is_said_at_once() -> None:
    with pytest.raises(DataError, match=r"^Stripes: expected labels to train a judge with, found none$"):
        train_judge(unlabelled(stripes()), CPU)
    with pytest.raises(DataError, match=r"^Stripes: expected images of at least 2 classes .*, found 1$"):
        train_judge(stripes(1), CPU)
    with pytest.raises(DataError, match=r"at least 1 step of training, found 0"):
        train_judge(stripes(), CPU, steps=0)


def test_weights_of_another_shape_are_refused() -> None:
    judge = untrained(stripes())
    assert {name: tuple(weight.shape) for name, weight in judge.weights.items()} == weight_shapes((1, 8, 8), 2)
    with pytest.raises(ValueError, match="expected weights of shapes"):
        Judge(judge.card, {**judge.weights, "classes.bias": torch.zeros(3)})


def test_the_fingerprint_sees_images_labels_and_order(digits: Examples) -> None:
    def changed(train: np.ndarray, labels: np.ndarray | None) -> str:
        return fingerprint(Examples("Digits", train, digits.test, labels))

    train, labels = digits.train.copy(), digits.train_labels
    assert labels is not None
    assert fingerprint(digits) == changed(train, labels)
    other = train.copy()
    other[5, 0, 3, 3] ^= 1
    seen = {changed(train, labels), changed(other, labels), changed(train, np.roll(labels, 1)), changed(train, None)}
    assert len(seen | {changed(train[::-1].copy(), labels), changed(train[:-1], labels[:-1])}) == 6


# --------------------------------------------------------------------------- components, pixels


@pytest.mark.parametrize("shape", [(300, 1, 8, 8), (40, 3, 16, 16)])
def test_components_are_those_of_the_singular_value_decomposition(shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, shape).astype(np.uint8)
    space = finished(fit_components(images, CPU, count=8))
    rows = images.reshape(len(images), -1) / 255
    left, singular, _ = np.linalg.svd(rows - rows.mean(0), full_matrices=False)
    found = space.features(floats(images)).numpy()
    expected = left[:, :8] * singular[:8]
    signs = np.sign((found * expected).sum(0))
    np.testing.assert_allclose(found * signs, expected, atol=2e-4)
    assert space.kind == "pca" and math.isnan(space.accuracy) and space.probabilities(floats(images)) is None


def test_components_keep_distances_when_they_are_enough() -> None:
    images = np.random.default_rng(0).integers(0, 256, (20, 1, 8, 8)).astype(np.uint8)
    x = floats(images)
    found = finished(fit_components(images, CPU)).features(x)
    assert found.shape == (20, 19), "twenty images lie in nineteen dimensions"
    torch.testing.assert_close(torch.cdist(found, found), torch.cdist(x.flatten(1), x.flatten(1)), atol=1e-4, rtol=1e-4)


def test_components_of_many_images_are_fitted_to_some_of_them() -> None:
    images = np.zeros((5000, 1, 8, 8), np.uint8)
    images[::2, 0, 0, 0] = 200  # every second one: an even spacing of 5 sees both kinds
    space = finished(fit_components(images, CPU))
    a, b = space.features(floats(images[:2]))
    assert (a - b).abs().item() == pytest.approx(200 / 255, rel=1e-5)


def test_components_of_constant_images_are_nothing() -> None:
    blank = np.full((30, 3, 8, 8), 77, np.uint8)
    found = finished(fit_components(blank, CPU)).features(floats(blank))
    assert found.shape == (30, 1) and not found.any()


# --------------------------------------------------------------------------- choosing


def test_unlabelled_data_and_one_class_have_components() -> None:
    for images in (unlabelled(stripes()), stripes(1)):
        assert isinstance(finished(choose_features("stripes", images, CPU)), PrincipalComponents)
        assert find_judge("stripes", images, CPU) is None
    assert not places.judges_dir().exists()


def test_tiny_images_are_compared_by_their_pixels() -> None:
    images = stripes(shape=(1, 7, 9))
    space = finished(choose_features("stripes", images, CPU))
    assert isinstance(space, PlainPixels) and space.kind == "pixels" and math.isnan(space.accuracy)
    assert torch.equal(space.features(floats(images.test)), floats(images.test).flatten(1))


def test_a_judge_is_trained_once_and_then_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainers.metrics.judge.train_judge.__defaults__", (0, 30))
    images = stripes()
    pieces = choose_features("my data/1", images, CPU)
    assert 0 < next(pieces) < 0.1
    trained = finished(pieces)
    assert isinstance(trained, Judge) and trained.card.steps == 30
    (file,) = places.judges_dir().iterdir()
    assert file == cache_path("my data/1", images) and file.name.startswith("my-data-1-1x8x8-2-")
    again = choose_features("my data/1", images, CPU)
    with pytest.raises(StopIteration) as found:
        next(again)
    assert torch.equal(found.value.value.features(torch.ones(1, 1, 8, 8)), trained.features(torch.ones(1, 1, 8, 8)))
    assert find_judge("my data/1", stripes(3), CPU) is None


def test_a_broken_judge_in_the_cache_is_trained_over(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("trainers.metrics.judge.train_judge.__defaults__", (0, 2))
    images = stripes()
    path = cache_path("stripes", images)
    save_judge(untrained(images), path)
    path.write_bytes(path.read_bytes()[:-400])
    assert isinstance(finished(choose_features("stripes", images, CPU)), Judge)
    assert path.name in caplog.text
    found = find_judge("stripes", images, CPU)
    assert found is not None and found.card.steps == 2


def test_a_disk_that_takes_nothing_is_only_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("trainers.metrics.judge.train_judge.__defaults__", (0, 2))
    places.judges_dir().parent.mkdir(parents=True, exist_ok=True)
    places.judges_dir().write_text("a file where the folder should be")
    assert isinstance(finished(choose_features("stripes", stripes(), CPU)), Judge)
    assert "the judge of Stripes cannot be kept" in caplog.text


def test_the_cache_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainers.metrics.judge.train_judge.__defaults__", (0, 1))
    monkeypatch.setattr(judge_store, "MOST_CACHED", 2)
    for classes in (2, 3, 4):
        finished(choose_features("stripes", stripes(classes), CPU))
    names = [path.name for path in places.judges_dir().iterdir()]
    assert len(names) == 2 and cache_path("stripes", stripes(4)).name in names


# --------------------------------------------------------------------------- files


@pytest.mark.parametrize("accuracy", [0.25, math.nan])
def test_a_judge_survives_its_file(tmp_path: Path, accuracy: float) -> None:
    judge = untrained(stripes(), accuracy)
    path = tmp_path / "new" / "a.safetensors"
    save_judge(judge, path)
    read = read_judge(path, CPU)
    assert repr(read.card) == repr(judge.card)  # by their texts: one NaN is not equal to another
    assert all(torch.equal(read.weights[name], weight) for name, weight in judge.weights.items())
    x = torch.rand(3, 1, 8, 8)
    assert torch.equal(read.features(x), judge.features(x))
    save_judge(read, tmp_path / "b.safetensors")
    assert (tmp_path / "b.safetensors").read_bytes() == path.read_bytes()


def damage(kind: str, good: bytes) -> bytes:
    length = int.from_bytes(good[:8], "little")
    header = json.loads(good[8 : 8 + length])
    entry = json.loads(header["__metadata__"][judge_store.ENTRY])
    match kind:
        case "empty":
            return b""
        case "text":
            return b"latent explorer " * 100
        case "cut":
            return good[:-1]
        case "weight":
            return good[:-1] + bytes([good[-1] ^ 1])
        case "foreign":
            header["__metadata__"] = {"format": "pt"}
        case "accuracy":
            entry["card"]["accuracy"] = 0.99
        case "newer":
            entry["format"] = 2
        case "no seed":
            del entry["card"]["seed"]
        case "infinite":
            entry["card"]["image_shape"] = [1e999, 8, 8]
        case "no size":
            entry["card"]["image_shape"] = [1, 0, 8]
        case "huge":
            entry["card"]["image_shape"] = [1, 10**12, 8]
        case "one number":
            entry["card"]["image_shape"] = 8
        case "a word":
            entry["card"]["class_names"] = "ab"
        case "sure":
            entry["card"]["accuracy"] = 7
        case "unsure":
            entry["card"]["accuracy"] = math.nan
        case "words":
            entry["card"]["steps"] = "many"
        case "deep":
            entry["card"]["fingerprint"] = json.loads("[" * 100 + "]" * 100)
        case "version":
            entry["format"] = {"\x1b[2J": 1}
        case "header":
            return (2**40).to_bytes(8, "little") + good[8:]
        case "no card":
            entry["card"] = None
        case "list":
            entry = []
    if kind != "foreign":
        header["__metadata__"][judge_store.ENTRY] = json.dumps(entry)
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + good[8 + length :]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("empty", "expected a judge of this program, found another kind of file"),
        ("text", "expected a judge of this program, found another kind of file"),
        ("foreign", "expected a judge of this program, found another kind of file"),
        ("list", "expected a judge of this program, found another kind of file"),
        ("cut", "expected the weights of a judge, found something else"),
        ("weight", "expected a judge as it was saved, found content that was changed afterwards"),
        ("accuracy", "expected a judge as it was saved, found content that was changed afterwards"),
        ("newer", "expected a judge of format 1, found format 2"),
        ("no seed", "expected the card of a judge, found one without a usable seed"),
        ("no card", "expected a judge of this program, found another kind of file"),
        ("infinite", "expected the card of a judge, found one without a usable image_shape"),
        ("no size", "expected the card of a judge, found one without a usable image_shape"),
        ("huge", "expected the card of a judge, found one without a usable image_shape"),
        ("one number", "expected the card of a judge, found one without a usable image_shape"),
        ("a word", "expected the card of a judge, found one without a usable class_names"),
        ("sure", "expected the card of a judge, found one without a usable accuracy"),
        ("unsure", "expected the card of a judge, found one without a usable accuracy"),
        ("words", "expected the card of a judge, found one without a usable steps"),
        ("deep", "expected a judge of this program, found another kind of file"),
        ("version", "expected a judge of format 1, found another one"),
        ("header", "expected a judge of this program, found another kind of file"),
    ],
)
def test_a_broken_file_is_one_sentence(tmp_path: Path, kind: str, sentence: str) -> None:
    path = tmp_path / "j.safetensors"
    save_judge(untrained(stripes()), path)
    path.write_bytes(damage(kind, path.read_bytes()))
    with pytest.raises(DataError) as refused:
        read_judge(path, CPU)
    assert str(refused.value).startswith(f"j.safetensors: {sentence}") and "\n" not in str(refused.value)


def test_weights_that_are_no_numbers_are_refused_though_their_sum_is_right(tmp_path: Path) -> None:
    judge = untrained(stripes())
    judge.weights["conv1.bias"][0] = math.nan
    save_judge(judge, tmp_path / "j.safetensors")
    with pytest.raises(DataError, match=r"^j\.safetensors: expected finite weights, found others$"):
        read_judge(tmp_path / "j.safetensors", CPU)


def test_a_judge_beyond_all_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "j.safetensors"
    save_judge(untrained(stripes()), path)
    with path.open("r+b") as file:
        file.truncate(judge_store.MOST_FILE + 1)  # hardly any of it is on the disk
    with pytest.raises(DataError, match=r"^j\.safetensors: expected at most 64 MB, found more$"):
        read_judge(path, CPU)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among files")
@pytest.mark.parametrize(
    ("make", "found"),
    [
        (os.mkfifo, "a named pipe"),
        (lambda path: path.symlink_to("/dev/zero"), "a device"),
        (Path.mkdir, "a folder"),
        (lambda path: path.symlink_to(path), ""),
    ],
    ids=["pipe", "device", "folder", "link to itself"],
)
def test_what_lies_in_a_judges_place_and_is_no_file_is_passed_over(
    make: Callable[[Path], object], found: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("trainers.metrics.judge.train_judge.__defaults__", (0, 2))
    images = stripes()
    path = cache_path("stripes", images)
    path.parent.mkdir(parents=True)
    make(path)
    assert isinstance(finished(choose_features("stripes", images, CPU)), Judge)
    assert "a judge is passed over: " in caplog.text and found in caplog.text


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^no\.safetensors: cannot be read \("):
        read_judge(tmp_path / "no.safetensors", CPU)


# --------------------------------------------------------------------------- bundled


def bundled(name: str, images: Examples) -> Judge:
    """The judge that is found for *images*, when it is the bundled one called *name*."""
    judge = find_judge("whatever", images, CPU)
    assert judge is not None and not places.judges_dir().exists()
    read = read_judge(places.resources_dir() / "judges" / f"{name}.safetensors", CPU)
    assert judge.card == read.card
    return judge


@pytest.mark.parametrize("size", [8, 16])
def test_the_judge_of_digits_comes_with_the_program(size: int) -> None:
    images = load("digits", size=size)
    judge = bundled(f"digits-{size}", images)
    assert judge.accuracy >= 0.96
    assert finished(held_out_accuracy(judge, images)) == pytest.approx(judge.accuracy, abs=0.003)  # one image of 359
    assert finished(choose_features("digits", images, CPU)).kind == "judge"


@pytest.mark.parametrize(("name", "share", "accuracy"), [("moons-waxing", 1.0, 1.0), ("moons-waxing-ends", 0.0, 0.2)])
def test_the_judges_of_the_lessons_moons_come_with_the_program(name: str, share: float, accuracy: float) -> None:
    """Of all phases, and of new and full moons alone: held out are all phases, a fifth of which are these two."""
    lesson = read_lesson(places.resources_dir() / "lessons" / "what-is-between-two-codes")
    shown = lesson.experiment(0, seed=7)
    assert shown is not None and shown.dataset == "moons"
    images = load("moons", **{**shown.dataset_config.model_dump(), "intermediate_share": share})
    judge = bundled(name, images)
    assert judge.accuracy == pytest.approx(accuracy)
    assert finished(held_out_accuracy(judge, images)) == pytest.approx(accuracy, abs=0.005)
    assert finished(choose_features("moons", images, CPU)).kind == "judge"


@pytest.mark.mnist
def test_the_judge_of_mnist_comes_with_the_program() -> None:
    chosen = find_dataset("mnist", "dataset")
    if missing := chosen.missing(chosen.Config(), places.data_dir()):
        pytest.skip(missing)
    images = load("mnist")
    judge = bundled("mnist", images)
    assert judge.accuracy >= 0.985
    assert finished(held_out_accuracy(judge, images)) == pytest.approx(judge.accuracy, abs=0.001)


# --------------------------------------------------------------------------- command line


def test_the_command_trains_and_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainers.metrics.judge.train_judge.__defaults__", (0, 20))
    out = tmp_path / "j.safetensors"
    assert (
        main(["judge", "digits", "--set", "size=16", "--seed", "4", "--out", str(out), "--device", "cpu", "--json"])
        == 0
    )
    result = json.loads(capsys.readouterr().out.splitlines()[-1])
    card = read_judge(out, CPU).card
    assert (result["file"], result["seed"], result["classes"], result["steps"]) == (str(out), 4, 10, 20)
    assert result["accuracy"] == card.accuracy and (card.image_shape, card.seed) == ((1, 16, 16), 4)
    assert main(["judge", "digits", "--device", "cpu"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Digits: ") and "of the held-out images told right, 10 classes" in lines[0]
    assert Path(lines[1]).parent == places.judges_dir() and Path(lines[1]).is_file()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["digit"], "dataset: "),
        (["ring"], "expected images of at least 64 values, found 2 a piece"),
        (["digits", "--set", "size=9"], "dataset.size"),
        (["mnist", "--data-dir", "EMPTY"], "MNIST: expected "),
    ],
)
def test_the_command_refuses_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    given = [str(tmp_path) if argument == "EMPTY" else argument for argument in arguments]
    assert main(["judge", *given, "--device", "cpu"]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and sentence in captured.err and captured.err.count("\n") == 1
