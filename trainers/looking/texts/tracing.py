"""Answers to what models that write look back at: in a text, and where else a cell of their memory is as high."""

from __future__ import annotations

import time
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trainers import messages
from trainers.examples import Float32, Int64, frozen
from trainers.kinds import Tokens
from trainers.lazy import torch
from trainers.looking.jobs import Answerers, Stamp, once
from trainers.looking.looker import Looker
from trainers.looking.texts.writing import as_tokens, writing_model
from trainers.messages.tracing import BEFORE, BEHIND, MOST_ALIKE
from trainers.pieces import Pieces
from trainers.sentence import sentence
from trainers.shown import shown_name
from trainers.traces import MOST_TRACED, TextTrace

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.family import Family
    from trainers.training.snapshot import Snapshot

SEARCHED = 20_000  # characters of the training text in which excerpts are looked for: some 0.2 s
MOST_TOLD = 2**20  # numbers of an answer
MOST_KEPT = 2**22  # numbers of a memory that are kept for the next cell
PIECE = 1024  # characters that a memory reads at once


@dataclass(frozen=True)
class _Search:
    """All cells of a model over a part of the training text, (N, length + 1, C), as of one snapshot."""

    model: int
    snapshot: weakref.ref[Snapshot] | None  # weak: its weights are not kept for that
    kept: Tensor
    cells: Float32


class TraceReader:
    """Traces with a looker's models."""

    def __init__(self, looker: Looker) -> None:
        self._looker = looker
        self._search: _Search | None = None

    def answerers(self) -> Answerers:
        """Who answers which look; they raise ValueError for what does not fit the models."""
        return {messages.TraceBack: once(self._trace), messages.FindAlike: once(self._find)}

    # ------------------------------------------------------------------ in a text

    def _trace(self, look: messages.TraceBack, stamp: Stamp) -> Pieces[messages.TracedBack]:
        family, kind = writing_model(self._looker, look.model)
        tracers = family.traces()
        if not tracers:
            label = self._looker.experiment.models[look.model].label
            raise ValueError(sentence(f"{label} does not tell what it looks at"))
        way = next(iter(tracers)) if not look.way else next((each for each in tracers if each == look.way), None)
        if way is None:
            raise ValueError(f"way: expected one of {', '.join(tracers)}, found {shown_name(look.way)}")
        if not 0 <= look.place <= len(look.text):
            raise ValueError(f"place: expected 0 to {len(look.text)}, found {look.place}")
        tokens, unseen = as_tokens(kind, look.text)
        read = tokens >= 0
        x = torch.from_numpy(tokens[read]).to(self._looker.device)
        most = max(1, MOST_TRACED[way] // (len(tokens) + 1))
        first = max(0, min(look.place - most // 2, len(tokens) + 1 - most))
        last = min(first + most, len(tokens) + 1) - 1
        # What is passed over changes nothing: before and behind it the model is at the same place.
        places = np.concatenate([[0], np.cumsum(read)])
        yield None
        begun = time.perf_counter()
        trace = tracers[way](x, range(int(places[first]), int(places[last]) + 1))
        told = _of_text(trace, places, read, first, last)
        if (weights := told.get("weights")) is not None and weights.size > MOST_TOLD:  # of very many heads
            fits = max(1, MOST_TOLD // weights[0].size)
            begin = max(0, min(look.place - first - fits // 2, len(weights) - fits))
            told = {name: frozen(each[begin : begin + fits]) for name, each in told.items()}
            first += begin
        seconds = time.perf_counter() - begun
        return messages.TracedBack(
            *stamp, look.model, look.text, way, tuple(tracers), first, frozen(unseen), **told, seconds=seconds
        )

    # ------------------------------------------------------------------ in the training text

    def _find(self, look: messages.FindAlike, stamp: Stamp) -> Pieces[messages.AlikeFound]:
        family, kind = writing_model(self._looker, look.model)
        if "cells" not in family.traces():
            label = self._looker.experiment.models[look.model].label
            raise ValueError(sentence(f"{label} has no memory with cells"))
        if not 1 <= look.count <= MOST_ALIKE:
            raise ValueError(f"count: expected 1 to {MOST_ALIKE}, found {look.count}")
        begun = time.perf_counter()
        search = yield from self._searched(look.model, family)
        most = search.cells.shape[2]
        if not 0 <= look.cell < most:
            raise ValueError(f"cell: expected 0 to {most - 1}, found {look.cell}")
        values = search.cells[:, 1:, look.cell]  # behind each character
        lengths = _lengths(kind, search.kept)
        inside = np.arange(values.shape[1]) < lengths[:, None]
        heights = np.where(inside, -values if look.lowest else values, -np.inf)
        best = heights.argmax(1)
        order = np.argsort(-heights[np.arange(len(best)), best], kind="stable")
        found: dict[str, tuple[int, Float32]] = {}
        for row in order.tolist():
            if len(found) == look.count or not lengths[row]:
                break
            at, end = int(best[row]), int(lengths[row])
            part = slice(max(0, at + 1 - BEFORE), min(at + 1 + BEHIND, end))
            text = "".join(kind.vocabulary[token] for token in search.kept[row, part].tolist())
            found.setdefault(text, (at - part.start, values[row, part]))
        wide = max((len(text) for text in found), default=0)
        told = np.full((len(found), wide), np.nan, np.float32)
        for line, (_, each) in zip(told, found.values(), strict=True):
            line[: len(each)] = each
        at_places = np.array([at for at, _ in found.values()], np.int64)
        seconds = time.perf_counter() - begun
        return messages.AlikeFound(
            *stamp, look.model, look.cell, look.lowest, tuple(found), frozen(at_places), frozen(told),
            int(lengths.sum()), seconds,
        )  # fmt: skip

    def _searched(self, model: int, family: Family) -> Pieces[_Search]:
        """The last one, where another of its cells is asked for, or a new one."""
        snapshot, before = self._looker.snapshot, self._search
        if before is not None and before.model == model and (before.snapshot and before.snapshot()) is snapshot:
            return before
        self._search = None
        train = self._looker.examples.train
        length = train.shape[1]
        yield None
        cells = family.cells(self._looker.inputs(train[:1])).shape[2]
        count = max(1, min(len(train), min(SEARCHED, MOST_KEPT // cells) // (length + 1)))
        kept = train[np.linspace(0, len(train) - 1, count).astype(np.int64)]  # from all parts of the text
        found = np.empty((count, length + 1, cells), np.float32)
        size = max(1, PIECE // length)
        for start in range(0, count, size):
            part = self._looker.inputs(kept[start : start + size])
            found[start : start + size] = np.nan_to_num(family.cells(part).cpu().numpy())
            yield None
        known = None if snapshot is None else weakref.ref(snapshot)
        self._search = _Search(model, known, torch.from_numpy(kept.astype(np.int64)), found)
        return self._search


def _lengths(kind: Tokens, kept: Tensor) -> Int64:
    """Characters of each example (N,), without the end of a line."""
    counted: Int64 = kind.counted(kept).sum(1).numpy()
    return counted - 1 if kind.lines else counted


def _of_text(trace: TextTrace, places: Int64, read: np.ndarray, first: int, last: int) -> dict[str, Any]:
    """A *trace* of the characters that were *read* (T,), by the *places* (T + 1,) of the whole text: those from *first*
    to *last*."""
    rows = places[first : last + 1] - places[first]
    known = np.flatnonzero(read)
    texts_own = np.append(known, len(read))  # the place in the text of each character that was read, and of their end
    told: dict[str, Any] = {"reach": frozen(texts_own[trace.reach.cpu().numpy()][rows])}
    if trace.weights is not None:
        own = np.nan_to_num(trace.weights.cpu().numpy()[rows])
        weights = np.zeros((*own.shape[:3], len(read) + 1), np.float32)
        weights[..., 0] = own[..., 0]
        weights[..., known + 1] = own[..., 1:]
        told["weights"] = frozen(weights)
    if trace.cells is not None:
        told["cells"] = frozen(np.nan_to_num(trace.cells.cpu().numpy()[places]))
    for name in ("expected", "seen", "shares"):
        if (values := getattr(trace, name)) is not None:
            told[name] = frozen(values.cpu().numpy()[rows])
    return told
