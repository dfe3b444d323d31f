"""Probabilities in words."""

from __future__ import annotations

import math

from explorer.texts.whole_number import whole_number

_LEAST, _SMALL, _LARGE, _MOST = 0.001, 0.0995, 0.995, 0.999
_FEW = 10.0  # so many and more are told without a decimal


def share_words(share: float) -> str:
    """A probability in percent: with a decimal where it is small or all but sure."""
    if share < _LEAST:
        return "<0.1 %"
    if share > _MOST:
        return ">99.9 %"
    return f"{100 * share:.1f} %" if share < _SMALL or share >= _LARGE else f"{100 * share:.0f} %"


def guess_number(nats: float) -> str:
    """Among how many equally likely characters a guess would be as surprising: 1.0, 7.4, 28."""
    among = math.exp(min(max(nats, 0.0), 20.0))
    return f"{among:.1f}" if among < _FEW - 0.05 else whole_number(round(among))
