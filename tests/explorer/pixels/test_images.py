"""Pictures between numpy, Qt and files: known pixels, files read back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageSequence
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from explorer.pixels import images
from explorer.pixels.images import ExportError


def batch(n: int, channels: int = 1, height: int = 3, width: int = 2) -> np.ndarray:
    return np.random.default_rng(n).integers(0, 256, (n, channels, height, width), dtype=np.uint8)


def test_tile_places_cells_row_by_row_with_gaps_between() -> None:
    x = batch(5)
    picture = images.tile(x, columns=3, gap=1, background="#102030")
    assert picture.shape == (2 * 3 + 1, 3 * 2 + 2, 3)
    for index in range(5):
        row, column = divmod(index, 3)
        cell = picture[row * 4 : row * 4 + 3, column * 3 : column * 3 + 2]
        assert (cell == x[index, 0][..., None]).all()
    background = (0x10, 0x20, 0x30)
    assert (picture[3] == background).all()
    assert (picture[:, 2] == background).all()
    assert (picture[4:, 6:] == background).all()  # the sixth cell is missing


def test_tile_keeps_colours() -> None:
    x = batch(2, channels=3)
    picture = images.tile(x, columns=2, gap=0)
    assert (picture[:, :2] == x[0].transpose(1, 2, 0)).all()
    assert (picture[:, 2:] == x[1].transpose(1, 2, 0)).all()


@pytest.mark.parametrize(
    ("x", "columns"),
    [(batch(2)[:0], 1), (batch(2), 0), (batch(2)[0], 1), (batch(2).astype(np.float32), 1), (batch(2, channels=2), 1)],
)
def test_tile_refuses_what_is_no_batch(x: np.ndarray, columns: int) -> None:
    with pytest.raises(ValueError, match="expected"):
        images.tile(x, columns)


def test_stack_aligns_at_the_top_left() -> None:
    a, b = images.tile(batch(2), 2, gap=0), images.tile(batch(3), 3, gap=0)
    under = images.stack([a, b], gap=2, background="#ff0000")
    assert under.shape == (8, 6, 3)
    assert (under[:3, :4] == a).all() and (under[5:] == b).all()
    assert (under[3:5] == (255, 0, 0)).all() and (under[:3, 4:] == (255, 0, 0)).all()
    beside = images.stack([a, b], gap=2, across=True)
    assert beside.shape == (3, 12, 3)
    assert (beside[:, 6:] == b).all()
    with pytest.raises(ValueError, match="at least one picture"):
        images.stack([])


def test_qimage_round_trip_owns_its_memory() -> None:
    picture = images.tile(batch(4, channels=3, width=5), 2)
    expected = picture.copy()
    image = images.to_qimage(picture)
    picture[:] = 0
    assert image.format() == QImage.Format.Format_RGB32
    assert (images.from_qimage(image) == expected).all()


def test_crisp_scaling_by_whole_numbers_is_exact_and_by_others_blurs_edges_only() -> None:
    picture = images.tile(batch(1, height=4, width=4), 1)
    image = images.to_qimage(picture)
    assert (images.from_qimage(images.scaled_crisp(image, QSize(12, 12))) == images.enlarge(picture, 3)).all()
    odd = images.from_qimage(images.scaled_crisp(image, QSize(42, 42)))  # 10.5 times
    centres = odd[5::10, 5::10][:4, :4]
    assert (centres == picture).all()
    assert images.scaled_crisp(image, QSize(0, 5)).isNull()


def test_png_reads_back_as_the_tile(tmp_path: Path) -> None:
    picture = images.tile(batch(6, channels=3), 3)
    images.write_png(picture, tmp_path / "a.png")
    images.write_png(picture, tmp_path / "b.png", scale=4)
    assert (np.asarray(Image.open(tmp_path / "a.png")) == picture).all()
    assert (np.asarray(Image.open(tmp_path / "b.png")) == images.enlarge(picture, 4)).all()


def test_gif_has_every_frame_its_duration_and_loops(tmp_path: Path) -> None:
    frames = [images.tile(x[None], 1) for x in batch(7, height=8, width=8)]
    images.write_gif(frames, tmp_path / "a.gif", fps=12.5, scale=2)
    with Image.open(tmp_path / "a.gif") as gif:
        assert gif.n_frames == 7 and gif.info["loop"] == 0
        for page, frame in zip(ImageSequence.Iterator(gif), frames, strict=True):
            assert page.info["duration"] == 80
            assert (np.asarray(page.convert("RGB")) == images.enlarge(frame, 2)).all()  # grey is exact
    with pytest.raises(ValueError, match="at least one frame"):
        images.write_gif([], tmp_path / "b.gif", fps=12)


@pytest.mark.parametrize("write", [images.write_png, lambda picture, path: images.write_gif([picture], path, 12)])
def test_a_file_that_cannot_be_written_is_named_with_the_reason(write, tmp_path: Path) -> None:
    path = tmp_path / "missing" / "a.png"
    with pytest.raises(ExportError) as caught:
        write(images.tile(batch(1), 1), path)
    assert str(caught.value) == f"{path} could not be written: No such file or directory"
