"""Made-up answers of what a model looked at, so that views can be looked at without one."""

from __future__ import annotations

from typing import Any

import numpy as np

from trainers.kinds import frozen
from trainers.messages import AlikeFound, TracedBack
from trainers.traces import Way

CELLS = 30


def sample_weights(length: int, layers: int = 2, heads: int = 4) -> np.ndarray:
    """Shares (T + 1, layers, heads, T + 1) of sources up to each place: each head looks so far back and a little
    around, or at the start."""
    places = np.arange(length + 1)
    found = np.zeros((length + 1, layers, heads, length + 1))
    for layer in range(layers):
        for head in range(heads):
            wanted = np.maximum(places - head * (layer + 1), 0)
            scores = -0.8 * np.abs(places[None, :] - wanted[:, None]) / (1 + layer)
            scores = np.where(places[None, :] <= places[:, None], scores, -np.inf)
            weights = np.exp(scores)
            found[:, layer, head] = weights / weights.sum(1, keepdims=True)
    return found.astype(np.float32)


def sample_cells(length: int) -> np.ndarray:
    """(T + 1, CELLS): waves of several lengths, the later ones flatter."""
    places, cells = np.arange(length + 1)[:, None], np.arange(CELLS)[None, :]
    waves = np.sin(places * (0.3 + 0.37 * cells) + cells) * np.linspace(0.95, 0.05, CELLS)
    return waves.astype(np.float32)


def sample_traced(text: str, way: Way, ways: tuple[Way, ...] = (), step: int = 100, n: int = 3) -> TracedBack:
    """What a model might tell in a *way*."""
    length = len(text)
    told: dict[str, Any] = {}
    reach = np.zeros(length + 1, np.int64)
    if way == "attention":
        told["weights"] = frozen(sample_weights(length))
    elif way == "gradient":
        told["weights"] = frozen(sample_weights(length, 1, 1))
        told["expected"] = frozen(np.arange(length + 1) % 5 + 1)
    elif way == "cells":
        told |= {"cells": frozen(sample_cells(length))}
    else:
        shares = np.tile(np.array([0.02, *np.linspace(0.1, 0.9, n)]), (length + 1, 1))
        shares /= shares.sum(1, keepdims=True)
        reach = np.maximum(np.arange(length + 1) - n + 1, 0)
        weights = np.zeros((length + 1, 1, 1, length + 1))
        for place in range(length + 1):
            for back in range(1, min(n - 1, place + 1) + 1):
                weights[place, 0, 0, place + 1 - back] = shares[place, back + 1 :].sum()
        told["weights"] = frozen(weights.astype(np.float32))
        told["shares"] = frozen(shares.astype(np.float32))
        told["seen"] = frozen(np.tile(20_000 // 7 ** np.arange(n), (length + 1, 1)))
    return TracedBack(
        1, 1, "traced", step, 0, text, way, ways or (way,), 0, frozen(np.zeros(0, np.int64)), frozen(reach), **told
    )


def sample_alike(cell: int, lowest: bool, step: int = 100) -> AlikeFound:
    """Excerpts as a search might have found them."""
    texts = ("magdalena", "helen", "elenora", "marlene", "lena", "selena")
    at = np.array([text.index("len") + 2 for text in texts])
    values = np.full((len(texts), 9), np.nan, np.float32)
    for row, text in enumerate(texts):
        ramp = 0.95 - 0.25 * np.abs(np.arange(len(text)) - at[row])
        values[row, : len(text)] = -ramp if lowest else ramp
    return AlikeFound(1, 1, "alike", step, 0, cell, lowest, texts, frozen(at), frozen(values), 20_000)
