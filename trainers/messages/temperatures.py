"""A look at what temperature does to the texts of a model, and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from trainers.messages.look import Answer, Look
from trainers.text_rules import FigureUnit

Float64 = NDArray[np.float64]


@dataclass(frozen=True)
class TryTemperatures(Look):
    """How good the texts of a model are at each of K ``temperatures``, which are above 0, and how well it foresees
    held-out text with its logits divided by them. ``count`` texts are written at each, with the same noise, which
    belongs to ``seed``; answered by Tempered, several times. Needs the capability "writes"."""

    long: ClassVar[bool] = True

    model: int
    temperatures: tuple[float, ...]
    count: int = 200
    seed: int = 0


@dataclass(frozen=True)
class TemperedQuality:
    """What the data say of the texts, by temperature: ``values`` (K,) and their standard ``errors`` (K,), NaN where
    none were written yet. It is a share of the texts, from 0 to 1, or, with the ``unit`` "nats", how surprising a
    character is to the distribution that has written the data. ``words`` say in English what is measured."""

    words: str
    unit: FigureUnit
    values: Float64
    errors: Float64

    @property
    def better(self) -> Literal["higher", "lower"]:
        return "higher" if self.unit == "share" else "lower"


@dataclass(frozen=True)
class Tempered(Answer):
    """``held_out`` (K,): nats per character of held-out text at each of the ``temperatures`` (K,), of which so many
    texts were read, and standard errors; the lower, the more of the variety of the data is covered. ``qualities`` by
    name ("true_share", "oracle_nats"): what the data, if they have rules or a known source, say of the ``count`` texts
    written at each of the first ``done`` temperatures. ``seconds`` the model has worked at it so far."""

    model: int
    temperatures: Float64
    held_out: Float64
    held_out_errors: Float64
    held_out_count: int
    qualities: Mapping[str, TemperedQuality]
    count: int
    done: int
    seconds: float = 0.0

    @property
    def goes_on(self) -> bool:
        return self.done < len(self.temperatures)
