"""The two leading directions of a symmetric matrix that need not be written down, found in pieces."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from trainers.pieces import Pieces

Float64 = NDArray[np.float64]

WANTED = 2
BLOCK = 8  # directions that are followed at once; the two that are wanted are clear long before the others
TURNS = 60
RESIDUAL = 1e-9  # of the greatest value, at which a direction is found


def leading(times: Callable[[Float64], Pieces[Float64]], width: int) -> Pieces[tuple[Float64, Float64]]:
    """The greatest eigenvalues (2,), greatest first, of a symmetric matrix (D, D), and the eigenvectors (2, D): by
    Rayleigh and Ritz in the space that it makes of a few directions, which are always the same ones (block Lanczos,
    Golub and Underwood, 1977). *times* multiplies it by directions (D, B). Of an eigenvector the number of greatest
    size is positive. Where there is but one (D = 1), the second one is zero."""
    start = np.random.default_rng(0).standard_normal((width, min(BLOCK, width)))
    block, basis, images = np.linalg.qr(start)[0], np.empty((width, 0)), np.empty((width, 0))
    values, vectors = np.zeros(WANTED), np.zeros((WANTED, width))
    for _ in range(TURNS):
        image = yield from times(block)
        basis, images = np.hstack([basis, block]), np.hstack([images, image])
        small = basis.T @ images
        found, turned = np.linalg.eigh((small + small.T) / 2)
        kept = turned[:, ::-1][:, :WANTED]
        count = kept.shape[1]
        values[:count], vectors[:count] = found[::-1][:count], (basis @ kept).T
        missed = images @ kept - (basis @ kept) * values[:count]
        if np.linalg.norm(missed) <= RESIDUAL * np.abs(found).max():
            break
        block = _new_directions(image, basis)
        if not block.shape[1]:
            break
        yield None
    greatest = np.take_along_axis(vectors, np.abs(vectors).argmax(1)[:, None], 1)
    return values, vectors * np.where(greatest < 0, -1, 1)


def _new_directions(image: Float64, basis: Float64) -> Float64:
    """What of directions (D, B) is new to an orthonormal *basis*, orthonormal; fewer where little is."""
    left = image
    for _ in range(2):  # once leaves what rounding has left
        left = left - basis @ (basis.T @ left)
    vectors, lengths, _ = np.linalg.svd(left, full_matrices=False)
    new = vectors[:, lengths > 1e-12 * max(float(np.linalg.norm(image)), 1e-300)]
    return np.linalg.qr(new - basis @ (basis.T @ new))[0] if new.shape[1] else new
