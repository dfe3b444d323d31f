"""What a drag and an arrow key mean wherever a part of a plane is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt

from explorer.plane.viewport import Viewport

CLICK_SLOP = 4  # logical pixels; a press that moves less is a click
KEY_PAN = 0.1  # of the width shown
ARROWS = {  # to the right and upwards
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


def panned_by_arrow(view: Viewport, key: Qt.Key) -> Viewport:
    """The part of the plane that lies in the direction of an arrow key, one of ``ARROWS``."""
    (right, up), step = ARROWS[key], KEY_PAN * view.width
    return view.panned(-right * step, up * step)
