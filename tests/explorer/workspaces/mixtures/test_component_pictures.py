"""What each component draws: a row for each, its middle first, beside each other where they are many."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.workspaces.mixtures.samples.component_pictures import ComponentPictures
from trainers.messages.mixture import ComponentsDrawn


def drawn(count: int) -> ComponentsDrawn:
    """Component k draws pictures that are all 10 k bright, and its middle is 10 k + 5."""
    bright = (10 * np.arange(count, dtype=np.uint8)).reshape(count, 1, 1, 1, 1)
    images = np.broadcast_to(bright, (count, 4, 1, 6, 6)).copy()
    return ComponentsDrawn(1, 1, "samples", 0, 0, images, images[:, 0] + 5, images[:, :2])


@pytest.fixture
def pictures(qtbot: QtBot) -> ComponentPictures:
    widget = ComponentPictures()
    qtbot.addWidget(widget)
    widget.resize(400, 300)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_the_middle_comes_first_in_each_row(pictures: ComponentPictures) -> None:
    pictures.show_drawn(drawn(3))
    assert [row[:, 0, 0, 0].tolist() for row in pictures._rows] == [[10 * k + 5, *[10 * k] * 4] for k in range(3)]
    tops = [block.rect.y() for block in pictures._blocks]
    assert tops == sorted(tops) and len(set(tops)) == 3
    found = pictures.picture()
    assert found is not None and found[0, 0, 0] == 5 and found[-1, -1, 0] == 20


@pytest.mark.parametrize("count", [1, 7, 16])
def test_all_rows_are_seen_and_do_not_overlap(pictures: ComponentPictures, count: int) -> None:
    pictures.show_drawn(drawn(count))
    rects = [block.rect for block in pictures._blocks]
    assert len(rects) == count
    assert all(pictures.rect().toRectF().contains(rect) for rect in rects)
    assert not any(a.intersects(b) for index, a in enumerate(rects) for b in rects[index + 1 :])


def test_the_pointer_enlarges_a_picture_and_says_whose_it_is(pictures: ComponentPictures) -> None:
    pictures.show_drawn(drawn(3))
    for place, words in ((0, "component 2: its middle"), (2, "component 2: a sample")):
        QTest.mouseMove(pictures, pictures._blocks[1].cell_rect(place).center().toPoint())
        assert pictures._peek.isVisible() and pictures._peek.caption == words


def test_nothing_and_a_reason(pictures: ComponentPictures) -> None:
    pictures.show_drawn(drawn(3))
    pictures.show_problem("Why not.")
    assert pictures.picture() is None and pictures._empty_text() == "Why not."
    pictures.show_drawn(drawn(3))
    pictures.resize(150, 90)
    pictures.show_drawn(drawn(64))
    assert pictures._blocks == [] and "no room" in pictures._empty_text()
