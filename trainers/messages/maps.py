"""Looks at the data alone: maps that are drawn of examples without a model, and clusters; each beside its answer.

They are worked on by a thread of their own, for methods from libraries do not come in short pieces. All are about the
first ``count`` training examples in the order in which EncodeData encodes them, so that a row means the same example in
every map. Of one channel only the newest look is answered; Worker.forget() leaves it, Worker.hold() lets it rest.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from trainers.examples import Float32, Int64, UInt8
from trainers.messages.look import Answer, Look


class MapDecoder(ABC):
    """How a map turns a place back into an example. Plain arrays, so that nobody waits for an answer."""

    @abstractmethod
    def decode(self, places: Float32) -> Float32:
        """Examples (N, *shape) in [0, 1] of places (N, 2)."""


@dataclass(frozen=True)
class LinearDecoder(MapDecoder):
    """``mean`` + place @ ``axes``: those of principal component analysis. (D,), (2, D), the shape of one example."""

    mean: Float32
    axes: Float32
    shape: tuple[int, ...]

    def decode(self, places: Float32) -> Float32:
        found = np.clip(self.mean + places.astype(np.float32) @ self.axes, 0.0, 1.0)
        return found.reshape(len(places), *self.shape)


@dataclass(frozen=True)
class GridDecoder(MapDecoder):
    """Between the ``prototypes`` (rows, columns, D) of a self-organising map, of which the one in row r, column c lies
    at the place (c, r); beyond the edge it is the edge. The shape is that of one example."""

    prototypes: Float32
    shape: tuple[int, ...]

    def decode(self, places: Float32) -> Float32:
        rows, columns = self.prototypes.shape[:2]
        x = np.clip(places[:, 0], 0, columns - 1)
        y = np.clip(places[:, 1], 0, rows - 1)
        left, low = np.minimum(x.astype(int), max(columns - 2, 0)), np.minimum(y.astype(int), max(rows - 2, 0))
        right, high = np.minimum(left + 1, columns - 1), np.minimum(low + 1, rows - 1)
        u, v = (x - left)[:, None], (y - low)[:, None]
        of = self.prototypes
        found = (of[low, left] * (1 - u) + of[low, right] * u) * (1 - v)
        found = found + (of[high, left] * (1 - u) + of[high, right] * u) * v
        return np.clip(found, 0, 1).astype(np.float32).reshape(len(places), *self.shape)


@dataclass(frozen=True)
class MakeMap(Look):
    """Draw a map by a ``method`` of ``trainers.maps`` with its ``settings``; answered by MapMade, several times by a
    method that is ``live``. Raises nothing: what cannot be done is answered by LookFailed with one sentence."""

    apart: ClassVar[bool] = True
    long: ClassVar[bool] = True

    method: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    count: int = 2000
    seed: int = 0

    @property
    def of_data(self) -> bool:
        return True


@dataclass(frozen=True)
class MapMade(Answer):
    """``places`` (N, 2) of the examples, (0, 2) as long as there are none. ``done`` is the share of the work, ``stage``
    what is being done, in words, and in the end what was made otherwise than was asked, if anything was;
    ``seconds`` it took so far, without pauses. ``trustworthiness`` and ``continuity`` (k = 10) of the places, NaN until
    they are measured, of so many examples as ``judged``. ``decoder`` makes examples of places, where the method can."""

    method: str
    places: Float32
    done: float
    stage: str
    seconds: float
    trustworthiness: float
    continuity: float
    judged: int
    decoder: MapDecoder | None = None

    @property
    def goes_on(self) -> bool:
        return self.done < 1 or math.isnan(self.trustworthiness)

    @property
    def of_data(self) -> bool:
        return True


@dataclass(frozen=True)
class JudgeMap(Look):
    """How far places (N, 2) that others have found for the examples, such as the codes of a model, can be trusted;
    answered by MapJudged."""

    apart: ClassVar[bool] = True

    places: Float32


@dataclass(frozen=True)
class MapJudged(Answer):
    """``trustworthiness`` and ``continuity`` (k = 10), of so many examples as ``judged``."""

    trustworthiness: float
    continuity: float
    judged: int


@dataclass(frozen=True)
class FindClusters(Look):
    """Put the examples into clusters by a ``method`` of ``trainers.maps.clusterings`` with its ``settings``, by their
    ``features`` (count, d), such as codes; None: by their pixels. It is answered by ClustersFound."""

    apart: ClassVar[bool] = True
    long: ClassVar[bool] = True

    method: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    count: int = 2000
    seed: int = 0
    features: Float32 | None = None

    @property
    def of_data(self) -> bool:
        return self.features is None


@dataclass(frozen=True)
class ClustersFound(Answer):
    """``clusters`` (N,): the number of each example's, from 0 on, the largest first; -1 is none ("noise"). Where there
    are classes, ``contingency`` (clusters + 1, classes) counts both, the last row being the noise; ``ari`` is the
    adjusted Rand index, ``nmi`` the normalised mutual information, NaN without classes."""

    method: str
    clusters: Int64
    contingency: Int64 | None
    ari: float
    nmi: float
    seconds: float
    by_features: bool = False  # that were given, not by the pixels

    @property
    def of_data(self) -> bool:
        return not self.by_features


@dataclass(frozen=True)
class ShowExamples(Look):
    """Some of the examples by their rows; answered by ExamplesShown."""

    apart: ClassVar[bool] = True

    rows: tuple[int, ...]

    @property
    def of_data(self) -> bool:
        return True


@dataclass(frozen=True)
class ExamplesShown(Answer):
    """``images`` (n, *shape) of the examples in those ``rows``, as they are shown."""

    rows: tuple[int, ...]
    images: UInt8

    @property
    def of_data(self) -> bool:
        return True
