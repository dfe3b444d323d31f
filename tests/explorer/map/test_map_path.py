"""The path that is walked on a map: the straight one through the pins, or another one instead."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from explorer.map.latent_map import LatentMap
from explorer.style.theme import DARK, LIGHT, Theme

SIDE = 400
PINS = [(-0.5, 0.0, "1"), (0.5, 0.0, "2")]
DETOUR = np.array([[-0.5, 0.0], [0.0, 0.5], [0.5, 0.0]])


@pytest.fixture(params=[DARK, LIGHT], ids=lambda theme: theme.name)
def latent_map(request: pytest.FixtureRequest, qtbot: QtBot) -> LatentMap:
    theme: Theme = request.param
    widget = LatentMap()
    qtbot.addWidget(widget)
    widget.set_theme(theme)
    widget.resize(SIDE, SIDE)
    corners = np.array([[-0.9, -0.7], [0.9, -0.7], [0.9, 0.7], [-0.9, 0.7]], np.float32)
    widget.show_codes(np.repeat(corners, 25, axis=0), None, ())
    with qtbot.waitExposed(widget):
        widget.show()
    qtbot.waitUntil(lambda: widget.is_settled)
    widget.marks.show_pins(PINS)
    return widget


def colours(image: QImage, latent_map: LatentMap, start: tuple[float, float], end: tuple[float, float]) -> list[QColor]:
    """The colours from one point of the plane to another, a pixel apart, without the pins at the ends."""
    x0, y0, x1, y1 = latent_map.extent
    scale = image.width() / SIDE
    ends = [((x - x0) / (x1 - x0) * SIDE, (y1 - y) / (y1 - y0) * SIDE) for x, y in (start, end)]
    points = np.linspace(*(np.array(point) for point in ends), 200)[30:-30] * scale
    return [image.pixelColor(int(x), int(y)) for x, y in points]


def share(found: list[QColor], wanted: str) -> float:
    colour = QColor(wanted)
    near = [abs(c.red() - colour.red()) + abs(c.green() - colour.green()) + abs(c.blue() - colour.blue()) < 90
            for c in found]  # fmt: skip
    return float(np.mean(near))


def unevenness(found: list[QColor]) -> float:
    return float(np.std([colour.lightness() for colour in found]))


def test_another_path_is_drawn_and_the_straight_one_becomes_dotted(latent_map: LatentMap) -> None:
    accent = latent_map.picture.theme.accent
    straight, first, second = ((-0.5, 0.0), (0.5, 0.0)), ((-0.5, 0.0), (0.0, 0.5)), ((0.0, 0.5), (0.5, 0.0))
    before = latent_map.grab().toImage()
    assert unevenness(colours(before, latent_map, *straight)) < 5
    latent_map.marks.show_path(DETOUR)
    image = latent_map.grab().toImage()
    assert unevenness(colours(image, latent_map, *straight)) > 20
    for leg in (first, second):
        assert share(colours(image, latent_map, *leg), accent) > 0.6
        assert share(colours(before, latent_map, *leg), accent) == 0
    latent_map.marks.show_path(None)
    assert latent_map.grab().toImage() == before


def test_the_path_moves_with_the_view_and_is_exported(latent_map: LatentMap, tmp_path: Path, qtbot: QtBot) -> None:
    latent_map.marks.show_path(DETOUR)
    qtbot.keyClick(latent_map, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: latent_map.is_settled)
    latent_map.export(tmp_path / "map.png")
    for image in (latent_map.grab().toImage(), QImage(str(tmp_path / "map.png"))):
        found = colours(image, latent_map, (-0.5, 0.0), (0.0, 0.5))
        assert share(found, latent_map.picture.theme.accent) > 0.6


def test_a_path_without_pins_is_drawn_too(latent_map: LatentMap) -> None:
    latent_map.marks.show_pins([])
    latent_map.marks.show_path(DETOUR[:2])
    image = latent_map.grab().toImage()
    assert share(colours(image, latent_map, (-0.5, 0.0), (0.0, 0.5)), latent_map.picture.theme.accent) > 0.6


@pytest.mark.parametrize("shape", [(1, 2), (0, 2), (3, 3), (4,)])
def test_what_is_no_path_is_refused(latent_map: LatentMap, shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="path: expected at least two points"):
        latent_map.marks.show_path(np.zeros(shape))
