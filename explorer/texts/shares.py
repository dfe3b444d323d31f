"""Probabilities in words."""

from __future__ import annotations

_LEAST, _SMALL, _LARGE, _MOST = 0.001, 0.0995, 0.995, 0.999


def share_words(share: float) -> str:
    """A probability in percent: with a decimal where it is small or all but sure."""
    if share < _LEAST:
        return "<0.1 %"
    if share > _MOST:
        return ">99.9 %"
    return f"{100 * share:.1f} %" if share < _SMALL or share >= _LARGE else f"{100 * share:.0f} %"
