"""Levels and their shares in words: what was there, and how far that was expected."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from trainers.examples import Float32


def level_words(level: int, values: Float32) -> str:
    """What a level is called, of *values* (levels, 1 or C), 0 to 1."""
    translate, count = QCoreApplication.translate, len(values)
    if values.shape[1] > 1:
        return colour_of(level, values).name()
    if count == 2:
        return translate("Odds", "on") if level else translate("Odds", "off")
    return translate("Odds", "grey {0} of {1}").format(level, count - 1)


def found_words(found: Sequence[int], values: Float32) -> str:
    """What a pixel is whose sites, one or one for each channel, have the levels *found*."""
    if len(found) == 1 and values.shape[1] == 1:
        return level_words(found[0], values)
    return QCoreApplication.translate("Odds", "this colour")


def colour_of(level: int, values: Float32) -> QColor:
    """What a level looks like."""
    return found_colour((level,), values)


def found_colour(found: Sequence[int], values: Float32) -> QColor:
    """What a pixel looks like whose sites have the levels *found*."""
    numbers = [float(number) for level in found for number in values[level]]
    red, green, blue = numbers if len(numbers) == 3 else (numbers[0],) * 3
    return QColor.fromRgbF(red, green, blue)


def at_temperature(odds: Float32, temperature: float) -> Float32:
    """The odds (k, levels) with which a level is drawn at a temperature: p ** (1 / T), again of sum 1; at 0 all goes to
    the likeliest, the first of several."""
    if temperature == 1:
        return odds
    if temperature <= 0:
        sure: Float32 = np.zeros_like(odds)
        sure[np.arange(len(odds)), odds.argmax(1)] = 1
        return sure
    logits = np.log(np.maximum(odds, 1e-30)) / temperature
    heated = np.exp(logits - logits.max(1, keepdims=True))
    tempered: Float32 = (heated / heated.sum(1, keepdims=True)).astype(np.float32)
    return tempered
