"""Clusters of examples, found without their classes: the methods by name, and how one of them is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32, Int64
from trainers.experiment import MOST_SEED
from trainers.knobs import Config, ConfigError, knob
from trainers.lazy import torch
from trainers.maps.density_clusters import dense_parts, usual_distance
from trainers.maps.fitted import fitted_rows
from trainers.maps.k_means import k_means
from trainers.maps.loading import HIERARCHY, loading
from trainers.maps.methods import check_rows
from trainers.maps.nearest import nearest_among, squared_distances, strip_of
from trainers.maps.one_core import on_one_core
from trainers.metrics.gaussians.mixtures import fit_mixture, responsibilities
from trainers.metrics.principal_axes import principal_axes
from trainers.pieces import Pieces

MOST = 20_000
CLUSTERS = "How many clusters there shall be."
MIXTURE_WIDTH = 20  # numbers of an example that a mixture is fitted to, for a Gaussian needs many examples a number
FLOOR = 1e-3  # of the mean variance, which is added to those of a mixture
LEAST_FLOOR = 1e-7


class KMeansSettings(Config):
    clusters: int = knob(10, ge=1, le=50, help=CLUSTERS)


class AgglomerativeSettings(Config):
    clusters: int = knob(10, ge=1, le=50, help=CLUSTERS)
    linkage: Literal["ward", "average", "complete", "single"] = knob(
        "ward", help="What makes two clusters near: that little spread is added, or the mean, greatest, least distance."
    )


class DbscanSettings(Config):
    reach: float = knob(
        1.0, ge=0.1, le=5.0, log=True, help="Steps within a cluster are as short: 1 is as far as the 10th neighbour is."
    )
    members: int = knob(5, ge=1, le=100, log=True, help="How many within reach, itself included, make a place crowded.")


class MixtureClusterSettings(Config):
    clusters: int = knob(10, ge=1, le=50, help=CLUSTERS)
    covariance: Literal["full", "diagonal"] = knob("full", help="Whether the ellipsoids may be tilted.")


# Examples (N, D), settings and seed to the number (N,) of each example's cluster, or -1.
FindNumbers = Callable[[Float32, Any, int], Pieces[Int64]]


@dataclass(frozen=True)
class ClusterMethod:
    """A method by ``name``; ``summary`` is one sentence on the clusters that it finds. ``find`` takes what
    ``find_clusters`` has checked."""

    name: str
    title: str
    summary: str
    Settings: type[Config]
    find: FindNumbers
    most: int = MOST


def _k_means(x: Float32, settings: KMeansSettings, seed: int) -> Pieces[Int64]:
    return (yield from k_means(x, _at_most(x, settings.clusters), seed))


def _agglomerative(x: Float32, settings: AgglomerativeSettings, seed: int) -> Pieces[Int64]:
    """By SciPy's linkage of distances that are found in pieces; scikit-learn's holds the interpreter for them, too. All
    is fitted to at most MOST_FITTED examples, and each of the others goes with the nearest of these."""
    yield from loading(HIERARCHY)
    from scipy.cluster.hierarchy import fcluster, linkage

    some = x[fitted_rows(len(x))]
    if len(some) < 2:
        return np.zeros(len(x), np.int64)
    merged = linkage((yield from _pairs(some)), settings.linkage)
    yield None
    found = fcluster(merged, settings.clusters, "maxclust").astype(np.int64)
    if len(some) == len(x):
        return found
    near = yield from nearest_among(x, some, 1)
    return found[near.rows[:, 0]]


def _pairs(x: Float32) -> Pieces[NDArray[np.float64]]:
    """The distances of all pairs of examples (N, D), those of the first with all after it, then of the second, ..."""
    middle, step = x.mean(0, dtype=np.float64), strip_of(len(x), x.shape[1])
    found = []
    for start in range(0, len(x), step):
        squared = squared_distances(x[start : start + step], x, middle)
        found += [np.sqrt(row[own + 1 :]) for own, row in enumerate(squared, start)]
        yield None
    return np.concatenate(found)


def _dbscan(x: Float32, settings: DbscanSettings, seed: int) -> Pieces[Int64]:
    usual = yield from usual_distance(x)
    return (yield from dense_parts(x, settings.reach * usual, settings.members))


def _mixture(x: Float32, settings: MixtureClusterSettings, seed: int) -> Pieces[Int64]:
    yield None
    examples = torch.tensor(x)
    plane = principal_axes(examples, min(MIXTURE_WIDTH, x.shape[1]))
    places = (examples - plane.mean) @ plane.axes.T
    floor = FLOOR * float(plane.variances.mean()) + LEAST_FLOOR
    yield None
    count = min(settings.clusters, len(x))
    mixture = fit_mixture(places, count, floor, settings.covariance, seed)
    return responsibilities(places, mixture)[0].argmax(1).numpy()


CLUSTERINGS: Mapping[str, ClusterMethod] = {
    each.name: each
    for each in (
        ClusterMethod(
            "k-means",
            "k-means",
            "Round clusters of about equal size: each example goes to the nearest of so many means.",
            KMeansSettings,
            _k_means,
        ),
        ClusterMethod(
            "agglomerative",
            "Agglomerative",
            "The nearest two clusters become one, again and again, until so many are left.",
            AgglomerativeSettings,
            _agglomerative,
        ),
        ClusterMethod(
            "dbscan",
            "DBSCAN",
            "Clusters of any shape and number, wherever it is crowded; what lies alone is noise.",
            DbscanSettings,
            _dbscan,
        ),
        ClusterMethod(
            "mixture",
            "Gaussian mixture",
            "Ellipsoids of different sizes, by expectation and maximisation; each example goes to the likeliest.",
            MixtureClusterSettings,
            _mixture,
        ),
    )
}


def find_cluster_method(name: object, where: str = "method") -> ClusterMethod:
    """The method called *name*; raises ConfigError that lists the known ones."""
    if not isinstance(name, str) or name not in CLUSTERINGS:
        raise ConfigError(f"{where}: expected one of {', '.join(CLUSTERINGS)}, found {name!r}", where)
    return CLUSTERINGS[name]


def find_clusters(name: str, x: Float32, settings: Mapping[str, Any] | None = None, seed: int = 0) -> Pieces[Int64]:
    """The cluster (N,) of each of the examples (N, D), by the method called *name*: numbers from 0 on, the largest
    cluster first, of equally large ones that of the first example; -1 is none.

    The same examples, settings and *seed* give the same clusters. Raises ConfigError and DataError, each with one
    sentence, before anything is begun.
    """
    method = find_cluster_method(name)
    chosen = method.Settings.parse(settings or {}, "settings")
    if not 0 <= seed <= MOST_SEED:
        raise ConfigError(f"seed: expected a number between 0 and {MOST_SEED}, found {seed}", "seed")
    check_rows(method.title, x, method.most)
    return _sorted_pieces(method.find(np.ascontiguousarray(x, np.float32), chosen, seed))


def _sorted_pieces(work: Pieces[Int64]) -> Pieces[Int64]:
    return by_size((yield from on_one_core(work)))


def by_size(numbers: Int64) -> Int64:
    """Numbers (N,) of clusters, whatever they are, as those that find_clusters() gives; below 0 is none."""
    found, first, counts = np.unique(numbers[numbers >= 0], return_index=True, return_counts=True)
    order = np.lexsort((first, -counts))
    named = dict(zip(found[order].tolist(), range(len(order)), strict=True))
    return np.array([named.get(number, -1) for number in numbers.tolist()], np.int64)


def _at_most(x: Float32, clusters: int) -> int:
    """So many clusters, or as many as there are different examples."""
    different: set[bytes] = set()
    for row in x:
        different.add(row.tobytes())
        if len(different) == clusters:
            break
    return len(different)
