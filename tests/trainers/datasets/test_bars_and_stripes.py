"""All pictures of lit rows or lit columns, counted."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from trainers.dataset import LoadContext
from trainers.datasets.bars_and_stripes import BarsAndStripes
from trainers.examples import Examples
from trainers.knobs import ConfigError


def load(size: int) -> Examples:
    return BarsAndStripes.load(BarsAndStripes.Config.parse({"size": size}), LoadContext(Path()))


@pytest.mark.parametrize("size", range(3, 9))
def test_every_picture_is_there_once_and_the_entropy_is_known(size: int) -> None:
    examples = load(size)
    pictures = {picture.tobytes() for picture in examples.train}
    assert len(pictures) == len(examples.train) == 2 * 2**size - 2
    assert examples.entropy == math.log(2 * 2**size - 2)
    assert examples.image_shape == (1, size, size) and set(np.unique(examples.train)) == {0, 255}


def test_of_three_by_three_they_are_those_that_a_search_finds() -> None:
    """Of all 512 pictures: those in which all rows are alike, or all columns."""
    every = (np.arange(512)[:, None] >> np.arange(9) & 1).reshape(-1, 3, 3)
    bars = (every == every[:, :1]).all((1, 2))
    stripes = (every == every[:, :, :1]).all((1, 2))
    wanted = {
        (one.tobytes(), "both" if bar and stripe else "bars" if bar else "stripes")
        for one, bar, stripe in zip((255 * every).astype(np.uint8), bars, stripes, strict=True)
        if bar or stripe
    }
    examples = load(3)
    assert examples.train_labels is not None and len(wanted) == 14
    labels = [examples.class_names[label] for label in examples.train_labels]
    assert {(one[0].tobytes(), label) for one, label in zip(examples.train, labels, strict=True)} == wanted


def test_held_out_pictures_are_the_same_and_it_is_said() -> None:
    examples = load(4)
    assert np.array_equal(examples.train, examples.test)
    assert examples.notes == ("There are 30 such pictures in all: the held-out ones are the same.",)


@pytest.mark.parametrize("size", [2, 9, "3", 3.5])
def test_other_sizes_are_refused(size: object) -> None:
    with pytest.raises(ConfigError, match=r"dataset\.size: expected .*3 to 8"):
        BarsAndStripes.Config.parse({"size": size}, "dataset")
