"""The methods by name, and how a map is drawn by one of them."""

from __future__ import annotations

import math
from collections.abc import Generator, Mapping
from typing import Any

import numpy as np

from trainers.examples import DataError, Float32, frozen
from trainers.experiment import MOST_SEED
from trainers.knobs import ConfigError
from trainers.maps import isomap, lle, pca, som, tsne
from trainers.maps.method import Held, MapMethod, MapStage
from trainers.maps.one_core import on_one_core
from trainers.sentence import sentence

METHODS: Mapping[str, MapMethod] = {each.METHOD.name: each.METHOD for each in (pca, isomap, lle, tsne, som)}


def find_method(name: object, where: str = "method") -> MapMethod:
    """The method called *name*; raises ConfigError that lists the known ones."""
    if not isinstance(name, str) or name not in METHODS:
        raise ConfigError(f"{where}: expected one of {', '.join(METHODS)}, found {name!r}", where)
    return METHODS[name]


def make_map(
    name: str,
    x: Float32,
    shape: tuple[int, ...],
    settings: Mapping[str, Any] | None = None,
    seed: int = 0,
    held: Held = lambda: False,
) -> Generator[MapStage, None, None]:
    """A map of examples *x* (N, D) in [0, 1], of which one has the *shape*, by the method called *name*.

    Every stage is a moment at which the caller may rest, leave, or do something else; the last one has ``done`` = 1.
    Whoever waits for the next one says so by *held*. Same examples, settings and *seed*: the same stages, bit for bit.
    Raises ConfigError for settings and DataError for examples that cannot be used, each with one sentence, before
    anything is begun.
    """
    method = find_method(name)
    chosen = method.Settings.parse(settings or {}, "settings")
    if not 0 <= seed <= MOST_SEED:
        raise ConfigError(f"seed: expected a number between 0 and {MOST_SEED}, found {seed}", "seed")
    check_rows(method.title, x, method.most, method.least)
    if math.prod(shape) != x.shape[1]:
        raise DataError(f"{method.title}: expected examples of shape {shape}, found rows of {x.shape[1]} numbers")
    rows = np.ascontiguousarray(x, np.float32)
    if not method.decodes and (rows == rows[0]).all():
        return _all_the_same(len(rows))
    return on_one_core(method.make(rows, shape, chosen, seed, held))


def _all_the_same(count: int) -> Generator[MapStage, None, None]:
    yield MapStage(frozen(np.zeros((count, 2), np.float32)), 1.0, sentence("All examples are the same."))


def check_rows(title: str, x: Float32, most: int, least: int = 1) -> None:
    """Raises DataError, with one sentence that begins with *title*, unless *x* is (N, D): finite rows, neither too
    few nor too many."""
    if x.ndim != 2 or 0 in x.shape:
        raise DataError(f"{title}: expected rows of numbers, found an array of shape {x.shape}")
    if len(x) > most:
        raise DataError(f"{title}: expected at most {most:,} examples, found {len(x):,}")
    if len(x) < least:
        raise DataError(f"{title}: expected at least {least} examples, found {len(x)}")
    if not np.isfinite(x).all():
        where = int(np.flatnonzero(~np.isfinite(x).all(axis=1))[0])
        raise DataError(f"{title}: expected finite numbers, found others in example {where:,}")
