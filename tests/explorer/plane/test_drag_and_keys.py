"""Which dot is meant, and where arrow keys go, against known answers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import Qt

from explorer.plane.dots import nearest_dot
from explorer.plane.drag_and_keys import KEY_PAN, panned_by_arrow
from explorer.plane.viewport import Viewport

VIEW = Viewport(200, 100).fitted((0.0, 0.0, 2.0, 1.0))


def test_the_nearest_dot_is_told_with_its_distance_in_pixels() -> None:
    places = np.array([(math.nan, 0.0), (0.5, 0.5), (1.5, 0.5)])
    x, y = VIEW.to_pixel(1.5, 0.5)
    assert nearest_dot(places, VIEW, x + 3, y - 4) == (2, pytest.approx(5.0))
    assert nearest_dot(places[:1], VIEW, x, y)[1] > 1e300
    assert nearest_dot(np.zeros((0, 2)), VIEW, x, y) == (-1, math.inf)


def test_an_arrow_shows_what_lies_in_its_direction() -> None:
    x0, y0, x1, y1 = VIEW.extent
    step = KEY_PAN * (x1 - x0)
    assert panned_by_arrow(VIEW, Qt.Key.Key_Right).extent == pytest.approx((x0 + step, y0, x1 + step, y1))
    assert panned_by_arrow(VIEW, Qt.Key.Key_Up).extent == pytest.approx((x0, y0 + step, x1, y1 + step))
