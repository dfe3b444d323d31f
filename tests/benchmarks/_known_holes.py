"""Data of which it is known where there is nothing, and models trained on them: what hole layers are held against.

Points (x, y) of the plane travel as images of 4 x 4 pixels, two rows as bright as x and two as bright as y, so that the
product's own families and its own loop train on them. All pixels carry noise, as those of real pictures do: without it
a variational autoencoder would have nothing to smooth over, and real pictures no distance from each other.

For every data set ``off(x)`` is the truth: how far noiseless pictures lie off the support that the data were drawn
from, in units of the tolerance; a decode beyond 1 is in a hole, whatever a layer says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from trainers.files.moon import RADIUS, SIZE, render_moon
from trainers.metrics.coverage import neighbour_distance

if TYPE_CHECKING:
    from trainers.examples import Examples, UInt8
    from trainers.family import Family
    from trainers.training.loop import Loop

N_TRAIN, N_TEST = 4000, 2000
PIXEL_NOISE = 0.05
SIDE = 4  # of the images of points
TOLERANCE = 0.05  # in the plane; about three times what the noise of eight pixels moves a point by
RING_RADIUS = 0.3
BLOBS, BLOB_NOISE = 8, 0.03
BLOB_TOLERANCE = 0.1  # three standard deviations of the blobs and the noise together
SQUARE, HOLE_RADIUS = 0.35, 0.18  # half a side; of the disc that is cut out
DISC_RADIUS = 0.35
ARC = (0.15, 0.35)  # phases around the waxing half-moon that nobody is shown
MOON_GROWTH = 0.15  # radii differ by as much: a second factor, so that moons fill the two numbers of a code
MOON_TOLERANCE = 0.05  # root mean square difference per pixel from the nearest true moon


@dataclass(frozen=True)
class KnownHoles:
    """``draw(count, rng)`` gives noiseless float images; ``off(x)`` takes float images (N, C, H, W) in [0, 1];
    ``layers`` and ``steps`` are what its models are trained with."""

    name: str
    draw: Callable[[int, np.random.Generator], np.ndarray]
    off: Callable[[Tensor], Tensor]
    layers: tuple[int, ...] = (64, 64)
    steps: int = 3000

    def images(self, seed: int) -> Examples:
        from trainers.examples import Examples

        rng = np.random.default_rng(seed)
        return Examples(self.name, self.noisy(N_TRAIN, rng), self.noisy(N_TEST, rng))

    def noisy(self, count: int, rng: np.random.Generator) -> UInt8:
        """Images as a model sees them."""
        clean = self.draw(count, rng)
        return np.rint(255 * (clean + rng.normal(0, PIXEL_NOISE, clean.shape)).clip(0, 1)).astype(np.uint8)


def to_images(points: np.ndarray) -> np.ndarray:
    """Points (N, 2) of the unit square as images (N, 1, 4, 4)."""
    return points.repeat(SIDE * SIDE // 2, axis=1).reshape(-1, 1, SIDE, SIDE)


def _off(x: Tensor, off_support: Callable[[Tensor], Tensor], tolerance: float) -> Tensor:
    """The distance from images to the support, in units of the plane: across the plane and out of it."""
    halves = x.flatten(1).unflatten(1, (2, -1))
    points = halves.mean(2)
    out_of_plane = (halves - points[..., None]).square().mean(2).sum(1)
    return (off_support(points).square() + out_of_plane).sqrt() / tolerance


def _circle(angles: np.ndarray, radius: float = RING_RADIUS) -> np.ndarray:
    return 0.5 + radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)


def _ring(count: int, rng: np.random.Generator) -> np.ndarray:
    return to_images(_circle(rng.uniform(0, 2 * np.pi, count)))


def _off_ring(x: Tensor) -> Tensor:
    return _off(x, lambda points: (points - 0.5).norm(dim=1) - RING_RADIUS, TOLERANCE)


_CENTRES = _circle(np.arange(BLOBS) * 2 * np.pi / BLOBS, 0.35)


def _blobs(count: int, rng: np.random.Generator) -> np.ndarray:
    return to_images(_CENTRES[rng.integers(BLOBS, size=count)] + rng.normal(0, BLOB_NOISE, (count, 2)))


def _off_blobs(x: Tensor) -> Tensor:
    centres = torch.tensor(_CENTRES, dtype=x.dtype)
    return _off(x, lambda points: torch.cdist(points, centres).amin(1), BLOB_TOLERANCE)


def _square(count: int, rng: np.random.Generator) -> np.ndarray:
    points = rng.uniform(0.5 - SQUARE, 0.5 + SQUARE, (2 * count, 2))
    outside = np.linalg.norm(points - 0.5, axis=1) > HOLE_RADIUS  # about 80 %
    return to_images(points[outside][:count])


def _off_square(x: Tensor) -> Tensor:
    def off(points: Tensor) -> Tensor:
        offset = points - 0.5
        out_of_square = (offset.abs() - SQUARE).clamp_min(0).norm(dim=1)
        return torch.maximum(HOLE_RADIUS - offset.norm(dim=1), out_of_square).clamp_min(0)

    return _off(x, off, TOLERANCE)


def _moons(count: int, rng: np.random.Generator) -> np.ndarray:
    phases = _shown_phases(rng.random(count))
    return render_moon(phases, radius=RADIUS * (1 + MOON_GROWTH * rng.uniform(-1, 1, count))) / np.float32(255)


def _shown_phases(along: np.ndarray) -> np.ndarray:
    """From the end of the arc, round the month, to its beginning, as *along* goes from 0 to 1."""
    return (ARC[1] + (1 - ARC[1] + ARC[0]) * along) % 1.0


@cache
def _true_moons() -> Tensor:
    """Moons of every shown phase and radius, dense: flat float32 (N, pixels)."""
    radii = RADIUS * (1 + MOON_GROWTH * np.linspace(-1, 1, 13))
    phases, radii = np.meshgrid(_shown_phases(np.linspace(0, 1, 241)), radii)
    return torch.tensor(render_moon(phases.ravel(), radius=radii.ravel())).float().div_(255).flatten(1)


def _off_moons(x: Tensor) -> Tensor:
    return neighbour_distance(x.flatten(1), _true_moons(), 1) / (SIZE * MOON_TOLERANCE)


def points_of_disc(count: int, rng: np.random.Generator, radius: float = DISC_RADIUS) -> np.ndarray:
    """Points (N, 2) evenly over a disc in the middle of the unit square."""
    distance, angle = radius * np.sqrt(rng.random(count)), rng.uniform(0, 2 * np.pi, count)
    return 0.5 + distance[:, None] * (_circle(angle, 1.0) - 0.5)


def _disc(count: int, rng: np.random.Generator) -> np.ndarray:
    """Data without a hole."""
    return to_images(points_of_disc(count, rng))


def _off_disc(x: Tensor) -> Tensor:
    return _off(x, lambda points: ((points - 0.5).norm(dim=1) - DISC_RADIUS).clamp_min(0), TOLERANCE)


RING = KnownHoles("ring", _ring, _off_ring)
BLOB_CIRCLE = KnownHoles("blobs", _blobs, _off_blobs)
HOLED_SQUARE = KnownHoles("square", _square, _off_square)
TORN_MOONS = KnownHoles("moons", _moons, _off_moons, layers=(128, 64), steps=2000)
DISC = KnownHoles("disc", _disc, _off_disc)
HOLED = {data.name: data for data in (RING, BLOB_CIRCLE, HOLED_SQUARE, TORN_MOONS)}


def train(data: KnownHoles, images: Examples, seed: int) -> tuple[Family, Family]:
    """An autoencoder and a variational one with codes of two numbers, by the product's loop; with display weights."""
    loop = _loop(data, images, seed)
    for _ in range(data.steps):
        loop.step()
    for model, weights in zip(loop.models, loop.display_weights(), strict=True):
        model.nets.load_state_dict(weights)
        model.nets.eval().requires_grad_(False)
    return loop.models[0], loop.models[1]


def _loop(data: KnownHoles, images: Examples, seed: int) -> Loop:
    from trainers.experiment import Experiment
    from trainers.training.loop import Loop

    layers = list(data.layers)
    table = {
        "seed": seed,
        "steps": data.steps,
        "batch_size": 128,
        "dataset": {"name": "digits"},  # stands in: the images are handed over
        "models": [{"family": "ae", "layers": layers}, {"family": "vae", "layers": layers, "recon": "gaussian"}],
    }
    return Loop(Experiment.parse(table), images, torch.device("cpu"))


@dataclass(frozen=True)
class Linear:
    """A model of which everything is known: codes are ``(x - mean) @ axes.T``, decodes their way back.

    ``mean`` (D,) and ``axes`` (2, D), orthonormal rows times 1 / ``unit``.
    """

    mean: Tensor
    axes: Tensor
    unit: float = 1.0

    def encode(self, x: Tensor) -> Tensor:
        return (x.flatten(1) - self.mean) @ self.axes.T / self.unit

    def decode(self, z: Tensor) -> Tensor:
        return (self.mean + self.unit * z @ self.axes).unflatten(1, (1, SIDE, SIDE))


def identity() -> Linear:
    """Codes that are the very points of the plane, for images of points."""
    half = SIDE * SIDE // 2
    axes = torch.eye(2).repeat_interleave(half, dim=1) / half**0.5
    return Linear(torch.zeros(2 * half), axes, unit=half**0.5)


def principal_components(x: Tensor) -> Linear:
    """The plane of greatest variance of images (N, 1, 4, 4)."""
    flat = x.flatten(1)
    _, _, axes = torch.linalg.svd(flat - flat.mean(0), full_matrices=False)
    return Linear(flat.mean(0), axes[:2])


def untrained(data: KnownHoles, images: Examples, seed: int) -> Family:
    """An autoencoder as it is born: a random encoder and a random decoder."""
    return _loop(data, images, seed).models[0]


def to_float(images: UInt8) -> Tensor:
    """uint8 images as float32 in [0, 1]."""
    return torch.tensor(images).float().div_(255)
