"""Two-dimensional planes through a space of codes: which part of the space a map shows.

Pure numpy. A plane takes map positions (x, y) to codes z and back; with one latent dimension it is a line and y is
always zero. Coordinates are named from one, as in formulas: ``z1`` is column 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trainers.examples import Float32
from trainers.sentence import sentence

# Three pins closer to one line than this share of their distance do not say which plane is meant.
COLLINEAR = 1e-4


@dataclass(frozen=True, eq=False)
class Plane:
    """``z = origin + x * u + y * v``. The three vectors are (D,) float32, copied and made read-only.

    ``v`` is zero for a line (one latent dimension). Raises ValueError when the shapes differ or a number is not finite.
    """

    origin: Float32
    u: Float32
    v: Float32
    name: str

    def __post_init__(self) -> None:
        for field in ("origin", "u", "v"):
            vector = np.array(getattr(self, field), np.float32)
            vector.setflags(write=False)
            object.__setattr__(self, field, vector)
        if self.origin.ndim != 1 or not len(self.origin) or not self.origin.shape == self.u.shape == self.v.shape:
            shapes = f"{self.origin.shape}, {self.u.shape} and {self.v.shape}"
            raise ValueError(f"plane {self.name}: origin, u and v must be vectors of one length, found {shapes}")
        if not np.isfinite([self.origin, self.u, self.v]).all():
            raise ValueError(f"plane {self.name}: origin, u and v must be finite")

    @property
    def latent_dim(self) -> int:
        return len(self.origin)

    @property
    def is_line(self) -> bool:
        return not self.v.any()

    def lift(self, xy: ArrayLike) -> Float32:
        """Map positions (N, 2) to codes (N, D)."""
        positions = _matrix(xy, 2, "map positions")
        return (self.origin + positions @ np.stack([self.u, self.v])).astype(np.float32)

    def project(self, z: ArrayLike) -> Float32:
        """Codes (N, D) to the map positions (N, 2) of the nearest points of the plane."""
        codes = _matrix(z, self.latent_dim, "codes")
        return ((codes - self.origin) @ self._inverse).astype(np.float32)

    def distance(self, z: ArrayLike) -> Float32:
        """How far codes (N, D) lie from the plane, (N,)."""
        codes = _matrix(z, self.latent_dim, "codes")
        return np.linalg.norm(codes - self.lift(self.project(codes)), axis=1).astype(np.float32)

    def with_offset(self, values: Mapping[int, float]) -> Plane:
        """The parallel plane whose origin has the given coordinates (column -> value)."""
        origin = self.origin.copy()
        for dim, value in values.items():
            if not 0 <= dim < self.latent_dim:
                raise ValueError(f"coordinate {dim}: expected 0 to {self.latent_dim - 1}")
            origin[dim] = value
        return replace(self, origin=origin)

    def turned(self, rotation: ArrayLike) -> Plane:
        """The same plane with its positions turned (or mirrored) about the origin: ``project`` then gives what it gave
        before times the orthogonal matrix ``rotation`` (2, 2)."""
        u, v = (self._basis @ np.asarray(rotation, np.float64)).T
        return replace(self, u=u.astype(np.float32), v=v.astype(np.float32))

    @cached_property
    def _inverse(self) -> NDArray[np.float64]:
        """(D, 2): from codes about the origin to positions; asked for at every move of the pointer."""
        return np.linalg.pinv(self._basis).T.astype(np.float64)

    @property
    def _basis(self) -> NDArray[np.float64]:
        return np.stack([self.u, self.v], axis=1).astype(np.float64)


def coordinate_name(dim: int) -> str:
    """``z1`` for column 0."""
    return f"z{dim + 1}"


def make_axes_plane(latent_dim: int, i: int = 0, j: int = 1, origin: ArrayLike | None = None) -> Plane:
    """The plane of coordinates i and j: x is z_i, y is z_j, the others stay as in ``origin`` (zero when None).

    With one latent dimension the line of z1. Raises ValueError for coordinates that are equal or do not exist.
    """
    base = np.zeros(latent_dim, np.float32) if origin is None else np.array(origin, np.float32)
    unit = np.eye(latent_dim, dtype=np.float32)
    if latent_dim == 1:
        return Plane(np.zeros(1, np.float32), unit[0], np.zeros(1, np.float32), coordinate_name(0))
    if i == j or not (0 <= i < latent_dim and 0 <= j < latent_dim):
        raise ValueError(sentence(f"coordinates {i} and {j}: expected two different ones from 0 to {latent_dim - 1}"))
    base[[i, j]] = 0
    return Plane(base, unit[i], unit[j], f"{coordinate_name(i)} × {coordinate_name(j)}")


def make_pca_plane(codes: ArrayLike) -> Plane:
    """The plane through the mean of codes (N, D) along their two directions of greatest variance (unit vectors, the
    greater along x). Raises ValueError for fewer than two codes or numbers that are not finite."""
    z = np.asarray(codes, np.float64)
    if z.ndim != 2 or len(z) < 2 or not np.isfinite(z).all():
        raise ValueError(sentence(f"a PCA plane needs at least two finite codes (N, D), found shape {z.shape}"))
    mean = z.mean(axis=0)
    centred = z - mean
    _, vectors = np.linalg.eigh(centred.T @ centred)
    u = _signed(vectors[:, -1])
    v = _signed(vectors[:, -2]) if z.shape[1] > 1 else np.zeros(1)
    return Plane(mean.astype(np.float32), u.astype(np.float32), v.astype(np.float32), "PCA")


def make_pins_plane(pins: ArrayLike) -> Plane:
    """The plane through three codes (3, D): the origin is their mean, x runs from the first to the second.

    Raises ValueError when the pins lie on one line.
    """
    z = np.asarray(pins, np.float64)
    if z.ndim != 2 or len(z) != 3 or z.shape[1] < 2:
        raise ValueError(f"a plane through pins needs three codes (3, D) with D >= 2, found shape {z.shape}")
    along, other = z[1] - z[0], z[2] - z[0]
    length = np.linalg.norm(along)
    u = along / length if length else along
    across = other - u * (u @ other)
    if not length or np.linalg.norm(across) <= COLLINEAR * max(length, np.linalg.norm(other)):
        raise ValueError(sentence("the three pins lie on one line: move one of them aside"))
    v = across / np.linalg.norm(across)
    return Plane(z.mean(axis=0).astype(np.float32), u.astype(np.float32), v.astype(np.float32), "pins")


def rotation_between(positions: ArrayLike, reference: ArrayLike) -> NDArray[np.float64]:
    """The rotation or mirroring R (2, 2) for which ``positions @ R`` lies closest to ``reference``, both (N, 2) and
    taken about their means (orthogonal Procrustes problem; Schoenemann 1966)."""
    moved, fixed = (np.asarray(points, np.float64) for points in (positions, reference))
    if moved.shape != fixed.shape:
        raise ValueError(f"positions {moved.shape} and reference {fixed.shape} must have one shape")
    left, _, right = np.linalg.svd((moved - moved.mean(axis=0)).T @ (fixed - fixed.mean(axis=0)))
    return left @ right


def align_plane(plane: Plane, codes: ArrayLike, reference: ArrayLike) -> Plane:
    """The plane turned so that codes (N, D) appear as near as possible to where they were shown before, ``reference``
    (N, 2): no mirror flips or sudden rotations between the PCA planes of successive snapshots."""
    if plane.is_line:
        flipped = float(np.dot(_centred_x(plane.project(codes)), _centred_x(reference))) < 0
        return replace(plane, u=-plane.u) if flipped else plane
    return plane.turned(rotation_between(plane.project(codes), reference))


def _centred_x(positions: ArrayLike) -> NDArray[np.float64]:
    x = np.asarray(positions, np.float64)[:, 0]
    return x - x.mean()


def _signed(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    """An eigenvector has no sign of its own: the one whose largest component is positive."""
    return vector if vector[np.abs(vector).argmax()] > 0 else -vector


def _matrix(values: ArrayLike, columns: int, what: str) -> NDArray[np.float64]:
    matrix = np.asarray(values, np.float64)
    if matrix.ndim != 2 or matrix.shape[1] != columns:
        raise ValueError(f"{what}: expected shape (N, {columns}), found {matrix.shape}")
    return matrix
