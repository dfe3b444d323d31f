"""The contract of every dataset in the catalog, and the datasets that come with the program or are rendered."""

from __future__ import annotations

import re
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trainers.catalog import datasets, find_dataset
from trainers.dataset import Cancelled, Dataset, LoadContext
from trainers.datasets.digits import Digits
from trainers.datasets.moons import Moons
from trainers.examples import DataError, Examples
from trainers.files.data_check import check_dataset, list_datasets
from trainers.files.moon import CLASS_NAMES, RADIUS, SIZE, fullness, moon_class, render_moon
from trainers.files.splits import index_keys, name_keys, split
from trainers.knobs import ConfigError, knob_specs

ALL = sorted(datasets())


def load(dataset: type[Dataset], data_dir: Path, **settings: Any) -> Examples:
    return dataset.load(dataset.Config.parse(settings), LoadContext(data_dir))


def arrays(images: Examples) -> dict[str, np.ndarray]:
    held = {"train": images.train, "test": images.test}
    labels = {"train_labels": images.train_labels, "test_labels": images.test_labels}
    return held | {name: array for name, array in labels.items() if array is not None}


# ------------------------------------------------------------------------------------------------- the contract


@pytest.mark.parametrize("name", ["digits", "moons", "two-moons", "ring", "grid", "spiral", "clouds", "colours"])
def test_class_names_that_are_words_are_declared(name: str) -> None:
    """So that a window in another language can show them translated."""
    cls = find_dataset(name)
    names = cls.load(cls.Config(), LoadContext(Path())).class_names
    assert [each for each in names if re.search("[A-Za-z]{2}", each)] == list(cls.class_words)


def test_what_is_promised_is_in_the_catalog() -> None:
    wanted = {"digits", "moons", "mnist", "fashion-mnist", "kmnist", "image-folder", "array-file"}
    assert wanted <= set(ALL)
    assert {"ring", "grid", "two-moons", "spiral", "clouds", "drawing", "sprites", "colours"} <= set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_says_what_it_is(name: str) -> None:
    dataset = datasets()[name]
    assert dataset.name == name
    assert dataset.source in ("embedded", "rendered", "download", "files", "placed")
    assert dataset.title and dataset.summary.endswith((".", "?"))
    config = dataset.Config()
    assert dataset.Config.parse(config.model_dump()) == config
    assert all(spec.help.endswith(".") for spec in knob_specs(dataset.Config))


@pytest.mark.parametrize("name", ALL)
def test_what_it_needs_is_what_load_complains_of(name: str, tmp_path: Path) -> None:
    """A default config either loads, without any network, or load() says in one sentence what is missing."""
    dataset = datasets()[name]
    sentence = dataset.missing(dataset.Config(), tmp_path)
    assert bool(sentence) == (dataset.source in ("download", "files", "placed"))
    if sentence:
        with pytest.raises(DataError) as caught:
            load(dataset, tmp_path)
        assert str(caught.value) == sentence
        assert "\n" not in sentence
        return
    images = load(dataset, tmp_path)
    assert type(images.kind) is dataset.kind
    for labels, pictures in ((images.train_labels, images.train), (images.test_labels, images.test)):
        if labels is not None:
            assert labels.dtype == np.int64 and labels.min() >= 0 and labels.max() < len(images.class_names)
        assert not images.kind.visual or pictures.max() > 200, "uses the range of grey values"
        assert not images.kind.in_plane or 0.02 < pictures.min() < pictures.max() < 0.98, "points stay off the edge"
    for factors, count in ((images.factors, len(images.train)), (images.test_factors, len(images.test))):
        assert all(values.shape == (count,) and values.dtype == np.float32 for values in factors.values())
    again = load(dataset, tmp_path)
    for key, array in arrays(images).items():
        assert not array.flags.writeable
        assert np.array_equal(array, arrays(again)[key]), f"{key} differs from load to load"
    assert list(tmp_path.iterdir()) == [], "loading writes nothing"


@pytest.mark.parametrize("name", [name for name in ALL if datasets()[name].source in ("embedded", "rendered")])
def test_cancel_is_obeyed(name: str, tmp_path: Path) -> None:
    dataset = datasets()[name]
    with pytest.raises(Cancelled):
        dataset.load(dataset.Config(), LoadContext(tmp_path, cancelled=lambda: True))


def test_neither_torch_nor_scikit_learn_is_imported() -> None:
    code = (
        "import sys; from pathlib import Path; from trainers.catalog import datasets; from trainers.dataset import *\n"
        "for d in datasets().values():\n"
        "    if not d.missing(d.Config(), Path('nowhere')): d.load(d.Config(), LoadContext(Path('nowhere')))\n"
        "print([m for m in ('torch', 'sklearn', 'pooch', 'requests') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --------------------------------------------------------------------------------------------- the list and check


def test_list_reads_nothing_and_says_what_is_missing(tmp_path: Path) -> None:
    entries = {entry.name: entry for entry in list_datasets(tmp_path / "absent")}
    assert set(entries) == set(ALL)
    assert entries["digits"].missing == ""
    assert "train-images-idx3-ubyte.gz" in entries["mnist"].missing and "downloaded" in entries["mnist"].missing


def test_check_tells_what_a_dataset_holds(tmp_path: Path) -> None:
    check = check_dataset("digits", LoadContext(tmp_path), {"size": 16})
    assert (check.problem, check.image_shape, check.n_train + check.n_test) == ("", (1, 16, 16), 1797)
    assert [name for name, _ in check.classes] == list("0123456789")
    assert sum(count for _, count in check.classes) == check.n_train
    assert check.megabytes == pytest.approx(1797 * 256 / 1e6)


def test_check_tells_the_problem(tmp_path: Path) -> None:
    check = check_dataset("mnist", LoadContext(tmp_path))
    assert check.image_shape is None and str(tmp_path / "mnist") in check.problem


def test_check_of_an_unknown_dataset_or_setting(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"one of .*digits"):
        check_dataset("digit", LoadContext(tmp_path))
    with pytest.raises(ConfigError, match="unknown setting; known ones are size"):
        check_dataset("digits", LoadContext(tmp_path), {"side": 16})


# -------------------------------------------------------------------------------------------------------- digits


def test_digits_are_those_of_scikit_learn(tmp_path: Path) -> None:
    from sklearn.datasets import load_digits

    images = load(Digits, tmp_path)
    assert images.train.shape == (1438, 1, 8, 8) and images.test.shape == (359, 1, 8, 8)
    bunch = load_digits()
    scaled = np.rint(bunch.images * 255 / 16).astype(np.uint8)
    expected = {(x.tobytes(), int(y)) for x, y in zip(scaled, bunch.target, strict=True)}
    both = np.concatenate([images.train, images.test]).reshape(-1, 8, 8)
    labels = np.concatenate([images.train_labels, images.test_labels])  # type: ignore[list-item]
    found = {(x.tobytes(), int(y)) for x, y in zip(both, labels, strict=True)}
    assert found == expected


def test_digits_are_split_evenly(tmp_path: Path) -> None:
    images = load(Digits, tmp_path)
    assert images.train_labels is not None and images.test_labels is not None
    share = np.bincount(images.test_labels) / (np.bincount(images.test_labels) + np.bincount(images.train_labels))
    assert np.abs(share - 0.2).max() < 0.01
    assert len(set(images.train_labels[:50].tolist())) == 10, "shuffled"


def test_digits_enlarged_are_the_same_digits(tmp_path: Path) -> None:
    small, large = load(Digits, tmp_path), load(Digits, tmp_path, size=16)
    assert large.image_shape == (1, 16, 16)
    assert np.array_equal(small.train_labels, large.train_labels)  # type: ignore[arg-type]
    shrunk = large.train.reshape(-1, 1, 8, 2, 8, 2).mean(axis=(3, 5))
    alike = [np.corrcoef(a.ravel(), b.ravel())[0, 1] for a, b in zip(shrunk, small.train, strict=True)]
    assert min(alike) > 0.97


@pytest.mark.parametrize("size", [12, "large", True, 8.0, None])
def test_digits_of_another_size_are_refused(size: object) -> None:
    with pytest.raises(ConfigError, match=r"size: expected one of 8, 16, found"):
        Digits.Config.parse({"size": size})


# --------------------------------------------------------------------------------------------------------- moons


def lit_share(moons: np.ndarray) -> np.ndarray:
    """How much of the disc is lit (N,), from the light alone."""
    light = moons.reshape(len(moons), -1).sum(axis=1, dtype=float)
    dark, full = (render_moon(phase).sum(dtype=float) for phase in (0.0, 0.5))
    return (light - dark) / (full - dark)


def test_lit_area_is_that_of_a_sphere() -> None:
    """The lit share of a sphere's disc is (1 - cos(2 pi phase)) / 2."""
    phase = np.linspace(0, 1, 41)
    assert np.abs(lit_share(render_moon(phase)) - (1 - np.cos(2 * np.pi * phase)) / 2).max() < 0.004


def test_the_disc_has_its_area_wherever_it_stands() -> None:
    """Anti-aliasing loses no light: the full moon's light is pi r^2, also off the pixel grid."""
    moons = render_moon(0.5, x=[0, 0.3, -1.7], y=[0, 0.6, 2.0], radius=[10, 9.3, 11])
    light = moons.reshape(3, -1).sum(axis=1) / 255
    assert light == pytest.approx(np.pi * np.array([10, 9.3, 11]) ** 2, rel=0.002)


def test_waxing_is_lit_on_the_right_waning_on_the_left() -> None:
    waxing, waning = render_moon([0.2, 0.8])[:, 0].astype(int)
    assert np.array_equal(waxing, waning[:, ::-1])
    assert waxing[:, 14:].sum() > 5 * waxing[:, :14].sum()


def test_the_month_is_a_circle() -> None:
    assert np.array_equal(render_moon(0.0), render_moon(1.0))
    assert np.array_equal(render_moon(0.3), render_moon(1.3))
    step = np.abs(np.diff(render_moon(np.linspace(0, 1, 401)).astype(int), axis=0)).reshape(400, -1).mean(axis=1)
    assert step.max() < 2, "no jump anywhere, full and new moon included"


def test_moons_are_drawn_a_few_at_a_time() -> None:
    """The same ones as one by one, and however many there are, in little memory."""
    phase = np.linspace(0, 1, 3001)
    tracemalloc.start()
    moons = render_moon(phase)
    most = tracemalloc.get_traced_memory()[1] - moons.nbytes
    tracemalloc.stop()
    assert most < 12 * 2**20
    assert np.array_equal(moons[::300], np.concatenate([render_moon(each) for each in phase[::300]]))


def test_a_half_moon_is_no_blend_of_new_and_full() -> None:
    new, half, full = render_moon([0.0, 0.25, 0.5]).astype(float)
    blend = (new + full) / 2
    assert np.abs(half - blend).mean() > 30, "what a cross-fade misses"


def test_centre_moves_right_and_down() -> None:
    moon = render_moon(0.5, x=2, y=3)[0, 0].astype(float)
    rows, columns = np.indices((SIZE, SIZE)) + 0.5
    assert (moon * columns).sum() / moon.sum() == pytest.approx(SIZE / 2 + 2, abs=0.02)
    assert (moon * rows).sum() / moon.sum() == pytest.approx(SIZE / 2 + 3, abs=0.02)


def test_classes_of_the_moon() -> None:
    names = [CLASS_NAMES[index] for index in moon_class([0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1])]
    assert names == ["new", "crescent", "half", "gibbous", "full", "gibbous", "half", "crescent", "new"]
    assert fullness([0, 0.25, 0.5, 0.75, 1]) == pytest.approx([0, 0.5, 1, 0.5, 0])


def test_factors_render_the_images_again(tmp_path: Path) -> None:
    images = load(Moons, tmp_path, count=200, jitter=1.0)
    assert np.array_equal(render_moon(**images.factors), images.train)
    assert np.array_equal(render_moon(**images.test_factors), images.test)
    assert np.array_equal(moon_class(images.factors["phase"]), images.train_labels)


def test_all_phases_are_shown_evenly(tmp_path: Path) -> None:
    images = load(Moons, tmp_path, count=1000)
    counts = np.histogram(images.factors["phase"], 20, (0, 1))[0]
    assert counts.min() >= 49 and counts.max() <= 51


def test_only_new_and_full_moons(tmp_path: Path) -> None:
    images = load(Moons, tmp_path, count=400, intermediate_share=0, jitter=0)
    phase = images.factors["phase"]
    assert set(phase.tolist()) == {0.0, 0.5, 1.0} and (phase == 0.5).sum() == 200
    assert len(np.unique(images.train.reshape(400, -1), axis=0)) == 2
    assert "0% of the phases" in images.notes[0]
    assert np.histogram(images.test_factors["phase"], 4, (0, 1))[0].min() == 25, "held-out moons show every phase"


def test_an_arc_around_the_half_moons_is_left_out(tmp_path: Path) -> None:
    phase = load(Moons, tmp_path, count=800, intermediate_share=0.4).factors["phase"]
    to_half = np.abs(np.abs(phase - 0.5) - 0.25)
    assert to_half.min() >= 0.15 - 1e-6 and to_half.min() < 0.16


def test_only_the_waxing_half(tmp_path: Path) -> None:
    images = load(Moons, tmp_path, count=400, cycle="waxing")
    assert images.factors["phase"].max() <= 0.5 and images.test_factors["phase"].max() <= 0.5
    assert np.histogram(images.factors["phase"], 10, (0, 0.5))[0].min() >= 39


def test_jitter_moves_within_its_bounds(tmp_path: Path) -> None:
    still = load(Moons, tmp_path, count=200, jitter=0).factors
    assert not still["x"].any() and (still["radius"] == RADIUS).all() and (still["brightness"] == 1).all()
    images = load(Moons, tmp_path, count=2000, jitter=1)
    assert 1.9 < np.abs(images.factors["x"]).max() <= 2.0
    border = np.concatenate([images.train[:, 0, [0, -1], :].ravel(), images.train[:, 0, :, [0, -1]].ravel()])
    assert border.max() == 0, "no moon touches the edge of its picture"


def test_another_seed_renders_other_moons(tmp_path: Path) -> None:
    one, other = (load(Moons, tmp_path, count=200, seed=seed) for seed in (1, 2))
    assert not np.array_equal(one.train, other.train)


# -------------------------------------------------------------------------------------------------------- splits


def test_split_holds_out_a_share_of_each_class() -> None:
    labels = np.repeat([0, 1, 2], [100, 50, 10])
    train, test = split(index_keys(160), labels, 0.2)
    assert np.bincount(labels[test]).tolist() == [20, 10, 2]
    assert sorted([*train, *test]) == list(range(160))


def test_split_never_leaves_a_side_empty() -> None:
    for share in (0.01, 0.5):
        train, test = split(index_keys(2), None, share)
        assert len(train) == len(test) == 1
    train, test = split(index_keys(3), np.array([0, 1, 2]), 0.5)
    assert len(train) >= 1 and len(test) >= 1
    with pytest.raises(DataError, match="at least 2 examples"):
        split(index_keys(1), None, 0.5)


def test_split_by_name_stays_when_images_are_added() -> None:
    """Which of the old images are held out changes for at most a few when others come."""
    names = [f"{index}.png" for index in range(200)]
    first = {names[index] for index in split(name_keys(names), None, 0.2)[1]}
    more = [*names, *(f"new {index}.png" for index in range(10))]
    second = {more[index] for index in split(name_keys(more), None, 0.2)[1]} & set(names)
    assert len(first ^ second) <= 10


def test_keys_are_fixed_for_good() -> None:
    """Known values: a change would silently move images between training and test."""
    assert index_keys(2).tolist() == [16294208416658607535, 7960286522194355700]  # SplitMix64 with seed 0
    assert name_keys(["a.png"]).tolist() == [0x7F071235805FBF58]  # `printf a.png | sha256sum`
