"""Sites and pixels: which pixels are known, which are filled by now, and what comes before what.

A picture is (C, H, W). A *site* is a pixel, or one channel of a pixel; sites are counted channel by channel, so that
``site % (H * W)`` is the pixel. An *order* (sites,) is a permutation of them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Int64
from trainers.messages.components import Mask

PerSite = NDArray[Any]  # (sites,)


class Cover(StrEnum):
    """What of a picture is covered, and so to be filled in."""

    BOTTOM = "bottom"
    TOP = "top"
    LEFT = "left"
    RIGHT = "right"
    BRUSH = "brush"  # what the user has painted over
    RANDOM = "random"
    ALL = "all"
    AFTER = "after"  # all that comes after a pixel that was changed


SIDES = (Cover.BOTTOM, Cover.TOP, Cover.LEFT, Cover.RIGHT)


def known_beside(cover: Cover, share: float, height: int, width: int) -> Mask:
    """The pixels (H, W) that a cover leaves which takes *share* of the picture from one side, or by chance: the same
    each time, and the more, the fewer of those that less left. Everything covers all, a brush nothing yet."""
    known = np.ones((height, width), bool)
    rows, columns = round(share * height), round(share * width)
    match cover:
        case Cover.BOTTOM:
            known[height - rows :] = False
        case Cover.TOP:
            known[:rows] = False
        case Cover.LEFT:
            known[:, :columns] = False
        case Cover.RIGHT:
            known[:, width - columns :] = False
        case Cover.RANDOM:
            shuffled = np.random.default_rng(0).permutation(height * width)
            known.flat[shuffled[: round(share * height * width)]] = False
        case Cover.ALL:
            known[:] = False
    return known


def known_until(site: int, order: Int64, height: int, width: int) -> Mask:
    """The pixels (H, W) of which all sites come before *site* in the order, or at it."""
    place = int(np.flatnonzero(order == site)[0])
    return _whole_pixels(order, place + 1, height, width)


def hidden_pixels(known: Mask, order: Int64, filled: int) -> Mask:
    """The pixels (H, W) that are neither *known* nor among the sites at the first *filled* places of the order, with
    all their sites."""
    return ~(known | _whole_pixels(order, filled, *known.shape))


def _whole_pixels(order: Int64, places: int, height: int, width: int) -> Mask:
    done = np.zeros(len(order), bool)
    done[order[:places]] = True
    whole: Mask = np.logical_and.reduce(done.reshape(-1, height, width), axis=0)
    return whole


def free_places(known: Mask, order: Int64) -> Int64:
    """The places of the order, in turn, at which there is a site to be filled in."""
    return np.flatnonzero(~known.ravel()[order % known.size])


def unused_pixels(known: Mask, order: Int64) -> tuple[int, int]:
    """How many known pixels a model of that order cannot use: those of which some site comes after the first that is
    to be filled in, so that not all that is drawn has seen them; and those of which all sites come after the last one,
    so that nothing that is drawn has."""
    free = free_places(known, order)
    if not len(free):
        return 0, 0
    pixels, is_known = order % known.size, known.ravel()
    late = np.unique(pixels[free[0] :])
    early = np.unique(pixels[: free[-1]])
    late = late[is_known[late]]
    return len(late), len(np.setdiff1d(late, early))


def by_pixel(values: PerSite, height: int, width: int) -> NDArray[Any]:
    """Values of sites as those of pixels (H, W): the sum over a pixel's sites."""
    return values.reshape(-1, height, width).sum(0)


def sites_at(row: int, column: int, sites: int, height: int, width: int) -> list[int]:
    """The sites of one pixel, channel by channel."""
    return list(range(row * width + column, sites, height * width))


def by_line(values: PerSite, order: Int64, height: int, width: int) -> NDArray[Any]:
    """How much of the values has come together once the order has passed each (height,) th part of the picture:
    (height + 1,), from 0 to the sum. In the natural order these are the lines."""
    running = np.concatenate([[0.0], np.cumsum(values[order])])
    return running[np.round(np.linspace(0, len(order), height + 1)).astype(int)]


def in_rows(order: Int64, height: int, width: int) -> bool:
    """Whether an order goes line by line, from the top and from the left, with all sites of a pixel in turn."""
    pixels = order.reshape(height * width, -1) % (height * width)
    return bool((pixels == np.arange(height * width)[:, None]).all())
