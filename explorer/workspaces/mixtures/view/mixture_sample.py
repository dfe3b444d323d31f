"""Three clouds and a mixture on its way to them, worked out with numpy: to run the views alone, and for tests."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer.plane.viewport import Extent
from trainers.examples import Float32
from trainers.messages.mixture import Components, Float64, MixtureShown

EXTENT: Extent = (0.0, 0.0, 1.0, 1.0)
TRUE = Components(
    np.array([0.5, 0.3, 0.2]),
    np.array([[0.3, 0.35], [0.68, 0.62], [0.72, 0.25]]),
    np.array([[[0.009, 0.005], [0.005, 0.007]], [[0.005, -0.003], [-0.003, 0.008]], [[0.003, 0.0], [0.0, 0.003]]]),
)
FIRST = Components(
    np.full(3, 1 / 3),
    np.array([[0.2, 0.2], [0.5, 0.75], [0.8, 0.5]]),
    np.array([np.eye(2) * 0.02] * 3),
)


def sample_places(count: int = 600, seed: int = 4) -> Float32:
    """Places (count, 2) drawn from the true mixture."""
    rng = np.random.default_rng(seed)
    which = rng.choice(3, count, p=TRUE.weights)
    noise = np.einsum("nij,nj->ni", np.linalg.cholesky(TRUE.covariances)[which], rng.standard_normal((count, 2)))
    return (TRUE.means[which] + noise).astype(np.float32)


def joint_of(places: Float32 | Float64, components: Components) -> Float64:
    """(N, K): the density of each component at places (N, 2), times its weight."""
    apart = np.asarray(places, np.float64)[:, None] - components.means
    squared = np.einsum("nki,kij,nkj->nk", apart, np.linalg.inv(components.covariances), apart)
    volume = 2 * np.pi * np.sqrt(np.linalg.det(components.covariances))
    joint: Float64 = components.weights * np.exp(-squared / 2) / volume
    return joint


def fitted_to(places: Float32, shares: Float64) -> Components:
    """The components that fit places (N, 2) given to them in *shares* (N, K)."""
    mass = shares.sum(axis=0)
    means = shares.T @ places / mass[:, None]
    apart = places[:, None] - means
    covariances = np.einsum("nk,nki,nkj->kij", shares, apart, apart) / mass[:, None, None] + 1e-6 * np.eye(2)
    return Components(mass / mass.sum(), means, covariances)


def shown_of(
    now: Components, before: Components | None = None, extent: Extent = EXTENT, cells: int = 64, step: int = 0
) -> MixtureShown:
    """What an answer would say of *now*, the shares being those of *before* (None: of *now*)."""
    before = before or now
    places = sample_places()
    joint = joint_of(places, before)
    x0, y0, x1, y1 = extent
    steps = (np.arange(cells) + 0.5) / cells
    grid = np.stack(np.meshgrid(x0 + steps * (x1 - x0), y1 - steps * (y1 - y0)), axis=-1).reshape(-1, 2)
    density = joint_of(grid, now).sum(axis=1).reshape(cells, cells).astype(np.float32)
    shares = (joint / joint.sum(axis=1, keepdims=True)).astype(np.float32)
    likelihood = float(np.log(joint_of(places, now).sum(axis=1)).mean())
    return MixtureShown(
        1, 1, "mixture 0", step, 0, (0, 1), extent, places, shares, now, before, density, likelihood, 2
    )  # fmt: skip


def sample_mixture(halves: int = 3) -> MixtureShown:
    """What is seen after so many halves of a step: E, M, E, ..."""
    now = before = FIRST
    places = sample_places()
    for half in range(halves):
        if half % 2 == 0:
            before = now
        else:
            joint = joint_of(places, before)
            now = fitted_to(places, joint / joint.sum(axis=1, keepdims=True))
    return replace(shown_of(now, before), step=halves)
