"""Principal component analysis: the plane in which examples lie farthest apart (Pearson, 1901)."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from trainers.examples import Float32, frozen
from trainers.lazy import torch
from trainers.maps.method import Held, MapMethod, MapSettings, MapStage
from trainers.messages.maps import LinearDecoder
from trainers.metrics.principal_axes import principal_axes


class PcaSettings(MapSettings):
    """It has none: there is only one such plane."""


def principal_plane(x: Float32) -> LinearDecoder:
    """The plane of examples (N, D), whose rows have the shape (D,). Where nothing varies any more an axis is zero."""
    width = x.shape[1]
    found = principal_axes(torch.tensor(x), min(2, width))
    axes = torch.nn.functional.pad(found.axes, (0, 0, 0, 2 - len(found.axes))).float().numpy()
    return LinearDecoder(frozen(found.mean.float().numpy()), frozen(axes), (width,))


def places_in(plane: LinearDecoder, x: Float32) -> Float32:
    """Where examples (N, D) lie in it: (N, 2), read-only."""
    return frozen(((x - plane.mean) @ plane.axes.T).astype(np.float32))


def _make(
    x: Float32, shape: tuple[int, ...], settings: MapSettings, seed: int, held: Held
) -> Generator[MapStage, None, None]:
    plane = principal_plane(x)
    yield MapStage(places_in(plane, x), 1.0, "", LinearDecoder(plane.mean, plane.axes, shape))


METHOD = MapMethod(
    name="pca",
    title="PCA",
    summary="A shadow on the plane of most variance: what lies far apart is far apart, what lies close need not be.",
    Settings=PcaSettings,
    make=_make,
    live=False,
    decodes=True,
    most=100_000,
)
