"""Patches of one colour each: the classic first picture of a self-organising map, and data whose three factors are all
there is to know. Hue, saturation and value are those of Smith, "Color gamut transform pairs" (1978)."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from trainers.catalog import dataset
from trainers.dataset import Cancelled, Dataset, DatasetConfig, LoadContext
from trainers.examples import Examples, Float32, Int64, UInt8
from trainers.knobs import knob

SIDE = 4  # pixels; all of them alike
TEST_SHARE = 0.25  # held-out patches, as a share of the count
# In the order of the colours in which classes are drawn, so that the dots of red patches are red.
CLASS_NAMES = ("blue", "red", "green", "orange", "purple", "cyan", "yellow", "pink", "brown", "grey")
# Degrees of hue at which one ends and the next begins.
HUES = (
    (15, "red"), (45, "orange"), (70, "yellow"), (165, "green"), (195, "cyan"), (255, "blue"), (345, "purple"),
    (360, "red"),
)  # fmt: skip
LEAST_SATURATION, LEAST_VALUE = 0.2, 0.15  # below them hardly a hue is seen
PINK = 290, 0.65, 0.6  # hues from here to red that are no more saturated, and at least so bright
BROWN = 0.65  # orange that is less bright

Colours = NDArray[np.float64]  # (N, 3) in [0, 1]


class Config(DatasetConfig):
    space: Literal["RGB", "HSV"] = knob(
        "RGB", help="Evenly drawn are red, green and blue, or hue, saturation and value, where pure colours are rarer."
    )
    count: int = knob(2000, ge=10, le=20_000, log=True, help="Patches to train on; a quarter as many are held out.")
    seed: int = knob(0, ge=0, le=2**31 - 1, group="advanced", help="Another seed draws other colours.")


@dataset("colours")
class ColourPatches(Dataset):
    """Patches (N, 3, SIDE, SIDE), no two of them equal. Labels are names that people give to colours, "grey" where
    hardly a hue is seen. Factors are ``hue``, ``saturation`` and ``value`` of the colour as it is kept, in [0, 1]; a
    hue of 0 and one of 1 are red."""

    title = "Colours"
    summary = "Patches of one colour each: all that can be told about one is hue, saturation and value."
    source = "rendered"
    class_words = CLASS_NAMES
    Config = Config

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        if context.cancelled():
            raise Cancelled
        held_out = max(1, round(TEST_SHARE * config.count))
        colours = _different(config, config.count + held_out)
        hsv = rgb_to_hsv(colours / 255)
        labels = colour_classes(hsv)
        patches = np.tile(colours[:, :, None, None], (1, 1, SIDE, SIDE))
        train_factors, test_factors = _factors(hsv[held_out:]), _factors(hsv[:held_out])
        return Examples(
            title=ColourPatches.title,
            train=patches[held_out:],
            test=patches[:held_out],
            train_labels=labels[held_out:],
            test_labels=labels[:held_out],
            class_names=CLASS_NAMES,
            factors=train_factors,
            test_factors=test_factors,
        )


def _different(config: Config, count: int) -> UInt8:
    """So many colours (count, 3), evenly drawn; of equal ones the first."""
    rng = np.random.default_rng(config.seed)
    colours = np.empty((0, 3), np.uint8)
    while len(colours) < count:
        drawn = rng.random((count, 3))
        # Evenly onto the 256 steps: rounding would give the first and the last half as much.
        steps = np.minimum(256 * (drawn if config.space == "RGB" else hsv_to_rgb(drawn)), 255).astype(np.uint8)
        colours = np.concatenate([colours, steps])
        colours = colours[np.sort(np.unique(colours, axis=0, return_index=True)[1])]
    return colours[:count]


def hsv_to_rgb(hsv: Colours) -> Colours:
    """Red, green and blue of hue, saturation and value, all in [0, 1]."""
    hue, saturation, value = (hsv[:, [axis]] for axis in range(3))
    # How far each of the three is from its own hue, in sixths of the circle: from one on it fades, at two it is gone.
    away = np.abs((6 * hue - np.array([0, 2, 4]) + 3) % 6 - 3)
    return value * (1 - saturation * np.clip(away - 1, 0, 1))


def rgb_to_hsv(rgb: Colours) -> Colours:
    """The inverse; where there is no hue it is 0."""
    value, least = rgb.max(1), rgb.min(1)
    chroma = value - least
    spread = np.where(chroma > 0, chroma, 1)
    red, green, blue = rgb.T
    sixths = np.select(
        [chroma == 0, value == red, value == green],
        [0, (green - blue) / spread % 6, (blue - red) / spread + 2],
        (red - green) / spread + 4,
    )
    return np.stack([sixths / 6, chroma / np.where(value > 0, value, 1), value], axis=1)


def colour_classes(hsv: Colours) -> Int64:
    """Indices (N,) into CLASS_NAMES."""
    (hue, saturation, value), (ends, names) = hsv.T, zip(*HUES, strict=True)
    degrees = 360 * hue
    found = np.array(names)[np.searchsorted(ends[:-1], degrees, side="right")]
    first, most, least = PINK
    pink = ((degrees >= first) | (found == "red")) & (saturation <= most) & (value >= least)
    brown = (found == "orange") & (value < BROWN)
    pale = (saturation < LEAST_SATURATION) | (value < LEAST_VALUE)
    found = np.select([pale, pink, brown], ["grey", "pink", "brown"], found)
    order = np.argsort(CLASS_NAMES)
    return order[np.searchsorted(CLASS_NAMES, found, sorter=order)].astype(np.int64)


def _factors(hsv: Colours) -> dict[str, Float32]:
    return {name: hsv[:, axis].astype(np.float32) for axis, name in enumerate(("hue", "saturation", "value"))}
