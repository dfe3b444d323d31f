"""One map of the examples of a data set, drawn at once: what ``latent-explorer map`` and a notebook tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any, TypeVar

import numpy as np

from trainers import messages
from trainers.examples import DataError, Examples, Float32, Int64, Kept, frozen
from trainers.looking.looker import display_order
from trainers.looking.maps import MapAnswers
from trainers.maps.clusterings import find_cluster_method
from trainers.maps.methods import find_method
from trainers.maps.one_core import one_thread
from trainers.maps.pca import places_in, principal_plane
from trainers.messages.maps import MapDecoder

A = TypeVar("A", bound=messages.Answer)
CODES = "codes"  # in the place of a method: the map that a model has learned
Tell = Callable[[float, str], None]  # what share is done, and what is being done


@dataclass(frozen=True)
class MapReport:
    """A map by a ``method``, called ``title``. ``places`` (N, 2) are those of the training examples ``rows`` (N,).
    ``trustworthiness`` and ``continuity`` (k = 10) are those of so many examples as were ``judged``; ``note`` is one
    sentence on what was made otherwise than was asked, if anything was. ``decoder`` makes examples of places, where the
    method can."""

    method: str
    title: str
    places: Float32
    rows: Int64
    trustworthiness: float
    continuity: float
    judged: int
    seconds: float
    note: str = ""
    decoder: MapDecoder | None = None


@dataclass(frozen=True)
class ClusterReport:
    """The ``clusters`` (N,) of the same examples, by a method called ``title``: the largest first, -1 for none. How far
    they agree with the classes: NaN where there are none."""

    title: str
    clusters: Int64
    ari: float
    nmi: float


def report_map(
    examples: Examples, method: str, settings: Mapping[str, Any], count: int, seed: int, tell: Tell
) -> MapReport:
    """A map of the first *count* training examples, in the order in which the window shows them, or of all where there
    are fewer. Raises ConfigError for settings and DataError for examples that cannot be used."""
    title = find_method(method).title
    find_method(method).Settings.parse(settings, "settings")  # what follows says of it only that it failed
    look = messages.MakeMap(0, 0, "map", method, settings, count, seed)
    made = _last(examples, look, messages.MapMade, lambda answer: tell(answer.done, answer.stage))
    return MapReport(
        method, title, made.places, _rows(examples, len(made.places)), made.trustworthiness, made.continuity,
        made.judged, made.seconds, made.stage, made.decoder,
    )  # fmt: skip


def first_examples(examples: Examples, count: int) -> Kept:
    """The examples, as they are kept, that a map of so many shows, in its order. Raises DataError for none."""
    if count < 1:
        raise DataError(f"{examples.title}: expected at least one example to map, found {count}")
    return examples.train[_rows(examples, count)]


def report_codes(examples: Examples, label: str, codes: Float32, tell: Tell) -> MapReport:
    """The map that a model called *label* has learned: its codes (N, d) of the first N examples, in the plane of their
    most variance where there are more than two numbers."""
    begun = perf_counter()
    width = codes.shape[1]
    with one_thread():
        shown = codes if width == 2 else places_in(principal_plane(codes), codes)
    tell(0.5, "Measuring how far it can be trusted.")
    judged = _last(examples, messages.JudgeMap(0, 0, "codes", frozen(shown)), messages.MapJudged)
    note = "" if width <= 2 else f"The codes have {width} numbers; their plane of most variance is shown."
    return MapReport(
        CODES, label, frozen(shown), _rows(examples, len(codes)), judged.trustworthiness, judged.continuity,
        judged.judged, perf_counter() - begun, note,
    )  # fmt: skip


def report_clusters(
    examples: Examples, method: str, settings: Mapping[str, Any], count: int, seed: int, features: Float32 | None
) -> ClusterReport:
    """The clusters of the same examples, by their *features* (count, d), or without these by their pixels. Raises
    ConfigError and DataError."""
    title = find_cluster_method(method).title
    find_cluster_method(method).Settings.parse(settings, "clusters")
    look = messages.FindClusters(0, 0, "clusters", method, settings, count, seed, features)
    found = _last(examples, look, messages.ClustersFound)
    return ClusterReport(title, found.clusters, found.ari, found.nmi)


def _last(
    examples: Examples, look: messages.Look, expected: type[A], heard: Callable[[A], None] = lambda answer: None
) -> A:
    """The last answer; all are *heard* as they come. Raises DataError where there can be none."""
    last: A | None = None
    for answer in MapAnswers(examples, lambda: False).answer(look):
        if isinstance(answer, messages.LookFailed):
            raise DataError(answer.reason)
        if isinstance(answer, expected):
            heard(answer)
            last = answer
    assert last is not None
    return last


def _rows(examples: Examples, count: int) -> Int64:
    return frozen(np.asarray(display_order(len(examples.train))[:count], np.int64))
