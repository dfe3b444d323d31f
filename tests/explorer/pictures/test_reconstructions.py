"""Reconstructions: whose a row is can be read wherever there is room."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from explorer.pictures.reconstructions import Reconstructions
from explorer.pixels.images import from_qimage

WHITE = 255


@pytest.mark.parametrize(("count", "width"), [(1, 160), (1, 240), (2, 170), (8, 400)])
def test_labels_are_whole_beside_few_images(qtbot: QtBot, count: int, width: int) -> None:
    view = Reconstructions()
    qtbot.addWidget(view)
    font = view.font()
    font.setPixelSize(16)
    view.setFont(font)
    images = np.full((count, 1, 8, 8), WHITE, np.uint8)
    view.show_reconstructions(images, [images, images], ["AE", "VAE"])
    view.resize(width, 110)
    with qtbot.waitExposed(view):
        view.show()
    pixels = from_qimage(view.grab().toImage())[..., :3].astype(int)
    row = pixels[8:38]  # the first of three
    white = (row == WHITE).all(axis=2).sum(axis=0) > 12
    inked = np.flatnonzero((np.abs(row - row[0, 0]).max(axis=2) > 25).any(axis=0))
    label = inked[inked < np.flatnonzero(white)[0] - 4]  # an image has an edge
    needed = view.fontMetrics().boundingRect("original").width()
    assert label[-1] - label[0] + 1 >= needed - 4
