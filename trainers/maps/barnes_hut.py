"""The compiled parts of openTSNE: the gradient of t-SNE by Barnes and Hut's tree, and how wide Gaussians must be."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from dataclasses import dataclass
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from trainers.maps.nearest import NearestRows
from trainers.pieces import Pieces

Float64 = NDArray[np.float64]
Int32 = NDArray[np.int32]

PACKAGE = "openTSNE"
PAIRS = 2**20  # that are sorted in one piece


@dataclass(frozen=True)
class Attractions:
    """The probabilities, with the sum 1, that two of N examples are neighbours; most are 0. Those of example n are the
    ``values`` (M,) from ``starts[n]`` to ``starts[n + 1]``, with the others that are meant in ``columns`` (M,)."""

    starts: Int32  # (N + 1,)
    columns: Int32
    values: Float64

    def times(self, factor: float) -> Attractions:
        return Attractions(self.starts, self.columns, self.values * factor)


def attractions(found: NearestRows, perplexity: float) -> Pieces[Attractions]:
    """By Gaussians around each example that are as wide as the *perplexity* asks, over the nearest ones; of two
    examples the mean of both ways."""
    tsne, _ = compiled(PACKAGE, "_tsne", "quad_tree")
    yield None
    distances = np.ascontiguousarray(found.distances, np.float64)
    chances = np.asarray(tsne.compute_gaussian_perplexity(distances, np.array([float(perplexity)]), num_threads=1))
    yield None
    count, k = found.rows.shape
    others, chance = found.rows.ravel(), chances.ravel()
    step = max(PAIRS // (2 * k), 1)
    lengths, columns, values = np.zeros(count, np.int64), [], []
    for start in range(0, count, step):
        part = slice(start * k, min(start + step, count) * k)
        back = np.flatnonzero((others >= start) & (others < start + step))  # those to whom these are near
        owner = np.arange(part.start, part.stop) // k
        pairs = np.concatenate([owner * count + others[part], others[back] * count + back // k])
        order = np.argsort(pairs, kind="stable")
        pairs = pairs[order]
        first = np.flatnonzero(np.diff(pairs, prepend=-1))
        values.append(np.add.reduceat(np.concatenate([chance[part], chance[back]])[order], first))
        columns.append((pairs[first] % count).astype(np.int32))
        lengths[start : start + step] = np.bincount(pairs[first] // count - start, minlength=len(owner) // k)
        yield None
    both = np.concatenate(values)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    return Attractions(starts, np.concatenate(columns), both / both.sum())


def gradient(places: Float64, attraction: Attractions, theta: float) -> Float64:
    """That of Kullback and Leibler's divergence at *places* (N, 2), in which dots that are seen at a distance under an
    angle below *theta* count as one (van der Maaten, 2014)."""
    tsne, trees = compiled(PACKAGE, "_tsne", "quad_tree")
    found = np.zeros_like(places)
    tree = trees.QuadTree(places)
    tsne.estimate_negative_gradient_bh(
        tree, places, found, theta=theta, dof=1, num_threads=1, pairwise_normalization=True
    )
    tsne.estimate_positive_gradient_nn(
        attraction.columns, attraction.starts, attraction.values, places, places, found, 1,
        num_threads=1, should_eval_error=False,
    )  # fmt: skip
    return found


def compiled(package: str, *names: str) -> tuple[ModuleType, ...]:
    """Modules of a *package* that need nothing of it, without what it imports itself. openTSNE's brings scikit-learn
    and SciPy's statistics, some 900 modules: 60 MB, and a second and a half before the first dot moves.

    Whoever imports the package later gets it whole, with the same modules in it. Raises ImportError."""
    full = [f"{package}.{name}" for name in names]
    if all(name in sys.modules for name in full):
        return tuple(sys.modules[name] for name in full)
    if package in sys.modules:
        return tuple(importlib.import_module(name) for name in full)
    spec = importlib.util.find_spec(package)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    bare = sys.modules[package] = importlib.util.module_from_spec(spec)  # which knows its folder, and is not executed
    try:
        return tuple(importlib.import_module(name) for name in full)
    finally:
        if sys.modules.get(package) is bare:
            del sys.modules[package]
