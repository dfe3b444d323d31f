"""Points as pictures: a dot where the point is, a cloud where many are, and real images untouched."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from explorer.pictures.image_strip import GAP, TILE, ImageStrip
from explorer.pixels.point_pictures import CLOUD_SIDE, EDGE, INK, SIDE, cloud, drawn_batch
from explorer.style.theme import DARK
from trainers.examples import UInt8
from trainers.kinds import Pictures, Points


def points(*places: tuple[float, float]) -> UInt8:
    return np.rint(np.array(places, np.float32) * 255).astype(np.uint8).reshape(-1, 1, 1, 2)


@pytest.mark.parametrize(
    ("place", "row", "column"),
    [((0, 0), SIDE - 3, 2), ((1, 1), 2, SIDE - 3), ((0.5, 0.5), SIDE // 2, SIDE // 2), ((1, 0), SIDE - 3, SIDE - 3)],
)
def test_a_dot_is_where_its_point_is_with_y_upwards(place: tuple[float, float], row: int, column: int) -> None:
    [[picture]] = drawn_batch(points(place), Points)
    assert picture.shape == (SIDE, SIDE) and picture[row, column] == INK
    rows, columns = np.nonzero(picture == INK)
    assert (round(rows.mean()), round(columns.mean())) == (row, column) and len(rows) == 9
    assert (picture[0] == EDGE).all() and (picture[:, -1] == EDGE).all()  # the frame stays whole


def test_images_stay_what_they_are() -> None:
    """Also those of two pixels, which have the shape in which points are shown."""
    for images in (np.zeros((3, 1, 2, 2), np.uint8), np.zeros((3, 1, 1, 2), np.uint8)):
        assert drawn_batch(images, Pictures) is images and cloud(images, Pictures) is images
    assert drawn_batch(points(), Points).shape == (0, 1, SIDE, SIDE)


def test_a_cloud_is_one_picture_brightest_where_most_points_are() -> None:
    picture = cloud(points((0.1, 0.9), (0.1, 0.9), (0.1, 0.9), (0.9, 0.1)), Points)
    assert picture.shape == (1, 1, CLOUD_SIDE, CLOUD_SIDE)
    row, column = np.unravel_index(picture[0, 0].argmax(), (CLOUD_SIDE, CLOUD_SIDE))
    assert row < CLOUD_SIDE / 4 and column < CLOUD_SIDE / 4
    assert 0 < picture[0, 0, -CLOUD_SIDE // 3 :, -CLOUD_SIDE // 3 :].max() < 255


def test_a_strip_draws_no_box_for_what_is_not_there(qtbot: QtBot) -> None:
    strip = ImageStrip()
    qtbot.addWidget(strip)
    strip.resize(6 * (TILE + GAP) - GAP, TILE)
    behind = QColor(strip.palette().color(strip.backgroundRole()))
    strip.set_theme(DARK)
    strip.show_images(np.full((2, 1, 4, 4), 200, np.uint8))
    image = strip.grab().toImage()
    colours = [image.pixelColor(round((index + 0.5) * (TILE + GAP)), TILE // 2) for index in range(6)]
    assert [colour.red() for colour in colours[:2]] == [200, 200]
    assert all(colour == behind for colour in colours[2:])
