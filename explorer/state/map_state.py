"""What a user has done on one map: plane, cursor, pins, layers. Plain values, so that undo is keeping the old one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from explorer.plane.plane import Plane, make_axes_plane
from trainers.examples import Float32

MAX_PINS = 12


@dataclass(frozen=True)
class Pin:
    """A code (latent_dim,) that the user keeps, with its short label."""

    z: Float32
    label: str


@dataclass(frozen=True)
class MapState:
    """One map. ``cursor`` is the committed code (latent_dim,); ``peek`` the hovered one, or None. ``plane_kind`` is how
    the plane was chosen: "axes", "pca" or "pins", with the two axes."""

    plane: Plane
    cursor: Float32
    plane_kind: tuple[str, int, int] = ("axes", 0, 1)
    peek: Float32 | None = None
    pins: tuple[Pin, ...] = ()

    @property
    def shown(self) -> Float32:
        """The code whose decode is shown: what the pointer hovers, else the cursor."""
        return self.cursor if self.peek is None else self.peek

    def with_cursor(self, z: Float32) -> MapState:
        return replace(self, cursor=np.asarray(z, np.float32), peek=None)

    def with_peek(self, z: Float32 | None) -> MapState:
        return replace(self, peek=z)

    def with_pin(self, z: Float32, label: str = "") -> MapState:
        """One more pin, named by its number, or by a label with a number where that is taken; the oldest goes when
        there are too many."""
        used = {pin.label for pin in self.pins}
        names = (f"{label} {i}" if label else str(i) for i in range(1, MAX_PINS + 2))
        name = label if label and label not in used else next(name for name in names if name not in used)
        pins = (*self.pins, Pin(np.asarray(z, np.float32), name))
        return replace(self, pins=pins[-MAX_PINS:])

    def with_pin_moved(self, index: int, z: Float32) -> MapState:
        pins = list(self.pins)
        pins[index] = replace(pins[index], z=np.asarray(z, np.float32))
        return replace(self, pins=tuple(pins))

    def without_pin(self, index: int) -> MapState:
        return replace(self, pins=self.pins[:index] + self.pins[index + 1 :])

    def with_plane(self, plane: Plane, kind: tuple[str, int, int]) -> MapState:
        """Another plane; the cursor stays the code it is."""
        return replace(self, plane=plane, plane_kind=kind)


def make_map_state(latent_dim: int) -> MapState:
    """The cursor at the origin of the first two axes."""
    origin = np.zeros(latent_dim, np.float32)
    return MapState(make_axes_plane(latent_dim, 0, min(1, latent_dim - 1), origin), origin)


def walk_codes(pins: tuple[Pin, ...], frames: int) -> Float32:
    """Codes (frames, latent_dim) evenly spread, by length, over the straight path through the pins."""
    return codes_along(np.stack([pin.z for pin in pins]), frames)


def codes_along(points: NDArray[np.floating], frames: int) -> Float32:
    """Codes (frames, d) evenly spread, by length, over the path that joins ``points`` (n, d) in their order; the first
    and the last are exactly the ends. Raises ValueError when there is no point or no frame."""
    if points.ndim != 2 or not len(points) or frames < 1:
        raise ValueError(f"path: expected points (n, d) and at least one frame, found {points.shape} and {frames}")
    points = points.astype(np.float64)
    lengths = np.linalg.norm(np.diff(points, axis=0), axis=1)
    at = np.concatenate([[0.0], np.cumsum(lengths)])
    t = np.linspace(0.0, at[-1], frames)
    columns = [np.interp(t, at, points[:, d]) for d in range(points.shape[1])]
    return np.stack(columns, axis=1).astype(np.float32)
