"""The window and the screens that there are: laptops, panels, screens that scale everything."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize

from explorer.window.screen_room import DEFAULT, SMALLEST, first_size, smallest_size

SCREENS = {  # logical pixels that panels leave
    "1440x900 with panels": (1440, 836),
    "1920x1080 at scale 2": (960, 508),
    "1920x1080 at 150 %": (1280, 688),
    "1920x1080 at 125 %": (1536, 832),
    "1366x768": (1366, 728),
    "1366x768 at 150 %": (910, 480),
    "800x600": (800, 560),
}


@pytest.mark.parametrize("room", SCREENS.values(), ids=SCREENS.keys())
def test_the_window_fits_the_screen_and_never_asks_for_more(room: tuple[int, int]) -> None:
    wide, tall = room
    first, least = first_size(QSize(*room)), smallest_size(QSize(*room))
    for size in (first, least):
        assert size.width() <= wide and size.height() <= tall - 30  # the title bar
    assert least.width() <= first.width() and least.height() <= first.height()


def test_where_there_is_room_nothing_changes() -> None:
    large = QSize(2560, 1400)
    assert first_size(large) == DEFAULT and smallest_size(large) == SMALLEST
