"""Palettes found in pictures: exact where there are few colours, said where colours are lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from trainers.dataset import LoadContext
from trainers.files.data_check import check_dataset
from trainers.kinds import UInt8
from trainers.levels import MOST_COLOURS, Levels


def coloured(colours: UInt8, count: int = 10, size: int = 8) -> UInt8:
    """Pictures (count, C, size, size) in which all *colours* (K, C) occur, by chance."""
    rng = np.random.default_rng(0)
    which = rng.integers(0, len(colours), (count, size, size))
    which.flat[: len(colours)] = np.arange(len(colours))
    return np.ascontiguousarray(colours[which].transpose(0, 3, 1, 2))


def photo(size: int = 64, count: int = 3) -> UInt8:
    """Soft colours that run into each other, (count, 3, size, size)."""
    rows, columns = np.mgrid[:size, :size] / size
    return np.stack(
        [
            np.stack([255 * rows, 255 * columns, 127 + 127 * np.sin(6 * rows * columns + phase)]).astype(np.uint8)
            for phase in range(count)
        ]
    )


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("count", [2, 5, MOST_COLOURS])
def test_few_colours_are_kept_as_they_are(channels: int, count: int) -> None:
    colours = np.random.default_rng(1).choice(256, (count, channels), replace=False).astype(np.uint8)
    pictures = coloured(colours)
    levels = Levels.found(pictures)
    assert {tuple(round(c * 255) for c in value) for value in levels.values} == set(map(tuple, colours.tolist()))
    assert levels.count == levels.colours == count and levels.is_palette and levels.width == channels
    assert levels.errors(pictures) == 0 and levels.losses(pictures) == ()
    brightness = [sum(value) for value in levels.values]
    assert brightness == sorted(brightness), "darkest first"
    x = torch.tensor(pictures) / 255
    assert torch.equal(levels.pixels(levels.indices(x), (channels, 8, 8)), x)


def test_float_pictures_have_the_colours_of_their_bytes() -> None:
    pictures = coloured(np.array([[0, 0, 0], [255, 128, 7], [9, 200, 30]], np.uint8))
    assert Levels.found((pictures / 255).astype(np.float32)) == Levels.found(pictures)


@pytest.mark.parametrize(("colour", "other"), [([0], [255]), ([200], [0]), ([9, 8, 7], [255, 255, 255])])
def test_one_colour_gets_another_beside_it(colour: list[int], other: list[int]) -> None:
    pictures = coloured(np.array([colour], np.uint8))
    levels = Levels.found(pictures)
    assert levels.count == 2 and levels.colours == 1 and levels.losses(pictures) == ()
    assert {tuple(round(c * 255) for c in value) for value in levels.values} == {tuple(colour), tuple(other)}


def test_a_colour_of_one_pixel_among_millions_is_not_missed() -> None:
    pictures = np.zeros((1500, 1, 40, 40), np.uint8)
    pictures[:, :, 0] = 255
    pictures[1001, 0, 20, 20] = 77
    assert Levels.found(pictures).values == ((0.0,), (77 / 255,), (1.0,))
    in_colour = np.repeat(pictures, 3, axis=1)
    assert Levels.found(in_colour).count == 3


@pytest.mark.parametrize("pictures", [photo(), photo()[:, :1]], ids=["colour", "grey"])
def test_sixteen_stand_for_many_and_it_is_said_what_is_lost(pictures: UInt8) -> None:
    levels = Levels.found(pictures)
    pixels = pictures.transpose(0, 2, 3, 1).reshape(-1, pictures.shape[1])
    assert levels.colours == len(np.unique(pixels, axis=0)) > MOST_COLOURS >= levels.count > 8
    whole = levels.pixels(levels.indices(torch.tensor(pictures) / 255), pictures.shape[1:])  # type: ignore[arg-type]
    error = float((whole - torch.tensor(pictures) / 255).square().mean().sqrt())
    assert levels.errors(pictures) == pytest.approx(error, rel=1e-4) and 0.005 < error < 0.15
    [sentence] = levels.losses(pictures)
    assert sentence == (
        f"Palette: {levels.count} colours stand for {levels.colours:,} that were found in the images; "
        f"the root mean square error is {error:.1%}."
    )


def test_even_steps_are_no_palette_and_say_nothing() -> None:
    assert Levels.evenly(4).losses(photo()) == ()


def test_indices_are_those_of_the_nearest_colour() -> None:
    levels = Levels.found(photo())
    x = torch.rand(5, 3, 6, 7, generator=torch.Generator().manual_seed(0))
    pixels = x.permute(0, 2, 3, 1).reshape(5, 42, 1, 3).double()
    nearest = (pixels - levels.table(x.device).double()).square().sum(3).argmin(2)
    assert torch.equal(levels.indices(x), nearest)


def test_a_palette_is_spoken_of_only_where_there_is_one(tmp_path: Path) -> None:
    """Not when a folder of photos is looked at, for these are kept as they are; what a model with a palette says is in
    test_own_pictures."""
    for number, picture in enumerate(photo(count=4)):
        Image.fromarray(picture.transpose(1, 2, 0)).save(tmp_path / f"{number}.png")
    for mode in ("rgb", "grey"):
        check = check_dataset("image-folder", LoadContext(tmp_path), {"folder": str(tmp_path), "mode": mode})
        assert check.n_train and not any("Palette" in note for note in check.notes)
