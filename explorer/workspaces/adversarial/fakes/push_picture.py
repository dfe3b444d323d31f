"""The picture of what D tells G about one fake: where it wants more light, and where less."""

from __future__ import annotations

import numpy as np

from explorer.style.theme import Theme, mix
from trainers.examples import Float32, UInt8

_QUANTILE = 0.99  # of the sizes that is drawn in full: one pixel must not pale all others
_DARKEST, _LIGHTEST = 70.0, 150.0  # the fake below is kept between these greys, so that lighter and darker both show
_TO_WHITE, _TO_BLACK = 0.45, 0.75  # how far the two ends are from the colour itself


def push_picture(image: UInt8, push: Float32, theme: Theme) -> UInt8:
    """(1, 3, H, W): the fake *image* (1, C, H, W) in greys under *push* (C, H, W), the gradient of D's score with
    respect to the pixels, averaged over the channels.

    Both directions have the colour of gradients, lighter for more light and darker for less: they are told apart by
    brightness alone. The strongest hundredth is drawn in full, whatever its size. Raises ValueError when the shapes
    do not match."""
    if image.shape != (1, *push.shape):
        raise ValueError(f"expected a push of the image's shape {image.shape[1:]}, found {push.shape}")
    grey = image[0].mean(axis=0, dtype=np.float32) / 255 * (_LIGHTEST - _DARKEST) + _DARKEST
    wanted = np.nan_to_num(push.mean(axis=0, dtype=np.float64), posinf=0.0, neginf=0.0)
    most = float(np.quantile(np.abs(wanted), _QUANTILE)) or float(np.abs(wanted).max())
    strength = np.clip(np.abs(wanted) / most, 0.0, 1.0) if most > 0 else np.zeros_like(wanted)
    more, less = _rgb(mix(theme.gradient, "#ffffff", _TO_WHITE)), _rgb(mix(theme.gradient, "#000000", _TO_BLACK))
    ends = np.where((wanted > 0)[None], more[:, None, None], less[:, None, None])
    picture = grey[None] + (ends - grey[None]) * strength[None]
    return np.rint(picture).astype(np.uint8)[None]


def _rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], np.float32)
