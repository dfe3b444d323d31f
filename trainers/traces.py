"""How a model that writes can tell what it looked back at when it foresaw a character.

A text x (T,) has T + 1 *places*: that of each character, and the one behind the last. Before place t stand t + 1
*sources*: 0 is the start sign, s is the character s - 1. A family names its *ways* of telling, and computes for some
places in a row what each of them looked at (``Family.traces``); how it is drawn depends on what a :class:`TextTrace`
holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from torch import Tensor

Way = Literal["attention", "gradient", "cells", "counts"]
Tracer = Callable[["Tensor", range], "TextTrace"]  # of a text (T,), int64, and places of it
# For each way how many places are traced at most, times the sources of each: gradients are taken place by place.
MOST_TRACED: dict[Way, int] = {"attention": 2**15, "gradient": 2**12, "cells": 2**15, "counts": 2**15}


@dataclass(frozen=True)
class TextTrace:
    """Of M places in a row; what a way does not tell is None.

    ``reach`` (M,) is the first character that could be looked at; before it the place is blind, but for the start sign.
    ``weights`` (M, layers, heads, T + 1) says how much each source counted. Those of attention and of gradients are
    shares, which sum to 1; of counts it is the share of all probability that was counted with that character. Sources
    that come later have 0.

    ``expected`` (M,) is the character, by index, whose probability gradients are of. ``cells`` (T + 1, C), in [-1, 1],
    are the cells of a memory once so many characters have been read: always of all places. ``seen`` (M, n) is how often
    each context was counted, from the empty one to the longest, and ``shares`` (M, n + 1) how much of the probability
    comes of each, after that of a blind guess; they sum to 1."""

    reach: Tensor
    weights: Tensor | None = None
    expected: Tensor | None = None
    cells: Tensor | None = None
    seen: Tensor | None = None
    shares: Tensor | None = None
