"""Counts of all runs of up to n characters, and the odds of the next character that follow from them.

Shannon ("A Mathematical Theory of Communication", 1948) wrote English so. A run of k characters is a *gram* of level k,
the k - 1 before its last one are its *context*; the context of level 1 is empty. Before a text stand n - 1 start signs,
so the first character has a context, too. The table has a row for every gram of a text that is given when it is made.
Rows are sorted by context, so those that follow one context lie side by side.

From counts c and their sum N over all w that follow a context, of which T were found, four ways of smoothing:

- none: c(w) / N of the longest context, and a floor: that share of all probability is spread evenly. Nothing shorter
  is asked, so a context that was never seen says nothing.
- fixed weights: p_k = l_k c / N + (1 - l_k) p_(k-1), down to p_0 = 1 / vocabulary (Jelinek and Mercer, 1980). The
  weights l_k are those that suit lines held back best (:func:`fit_weights`).
- Witten-Bell: p_k = (c + T p_(k-1)) / (N + T). What came in many ways before will come in new ones (1991).
- Kneser-Ney: p_k = (max(c - D, 0) + D T p_(k-1)) / N. Below level n a gram counts as often as different characters
  stood before it: "San Francisco" makes Francisco frequent, but only after San (1995).

A context that was never seen leaves p_(k-1) as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

Smoothing = Literal["none", "fixed weights", "witten-bell", "kneser-ney"]
DISCOUNT = 0.75  # D of Kneser and Ney
MOST_ROWS = 2**22  # of all levels together: a gigabyte at work
PIECE = 2**20  # characters that are looked up at once
HELD_BACK = 10  # each so many-th text, for the weights
ROUNDS = 30  # of EM
HIGHEST_WEIGHT = 1 - 1e-6  # or what is new would be impossible


class TooManyRows(ValueError):
    """The texts have more different runs than a table holds."""


@dataclass(frozen=True)
class CountedLevel:
    """What was counted at one level: ``counts`` of its grams, and for every context their ``totals`` and how many
    different characters followed (``types``). Integers."""

    counts: Tensor
    totals: Tensor
    types: Tensor


class NgramTable(nn.Module):
    """The counts are buffers, ``counts_1`` to ``counts_n``; rows are known from the start, and never change."""

    def __init__(self, n: int, vocabulary: int, x: Tensor, counted: Tensor) -> None:
        """A row for every gram of the texts *x* (N, T), int64, where they are *counted* (N, T). All counts are 0.
        Raises TooManyRows."""
        super().__init__()
        self.n, self.vocabulary = n, vocabulary
        self.base = vocabulary + 1  # with the start sign, which is the last token
        for level in range(1, n + 1):
            keys = self._found_keys(level, x, counted)
            self.register_buffer(f"keys_{level}", keys, persistent=False)
            self.register_buffer(f"counts_{level}", torch.zeros(len(keys), dtype=torch.int32, device=x.device))
            if sum(len(self.keys(each)) for each in range(1, level + 1)) > MOST_ROWS:
                raise TooManyRows
        for level in range(1, n + 1):
            counts = self.counts(level)
            self.register_buffer(f"most_{level}", torch.zeros_like(counts), persistent=False)
            self.register_buffer(f"suffix_{level}", torch.zeros_like(counts, dtype=torch.int64), persistent=False)
        for part, marks in _pieces(x, counted):
            ids = self.ids(part)
            for level in range(1, n + 1):
                grams = ids[level][:, n - 1 :][marks]
                _add(self.get_buffer(f"most_{level}"), grams)
                self.get_buffer(f"suffix_{level}")[grams] = ids[level - 1][:, n - 1 :][marks]

    def keys(self, level: int) -> Tensor:
        """What tells the grams of a level apart, (G,), ascending: the row of the context, times ``base``, plus the last
        character."""
        return self.get_buffer(f"keys_{level}")

    def counts(self, level: int) -> Tensor:
        """How often each gram of a level was found, (G,)."""
        return self.get_buffer(f"counts_{level}")

    def contexts(self, level: int) -> int:
        """How many contexts the grams of a level have."""
        return 1 if level == 1 else len(self.keys(level - 1))

    def _found_keys(self, level: int, x: Tensor, counted: Tensor) -> Tensor:
        """The keys of one level, when those of all levels below are there."""
        found = torch.zeros(0, dtype=torch.int64, device=x.device)
        for part, marks in _pieces(x, counted):
            ids = self.ids(part, level - 1)[-1]
            keys = self._shifted(ids, level) * self.base + self._padded(part)
            read = F.pad(marks, (self.n - 1, 0), value=True)
            read[:, : level - 1] = False
            found = torch.cat([found, keys[read]]).unique()
            if len(found) > MOST_ROWS:
                raise TooManyRows
        return found

    def _padded(self, x: Tensor) -> Tensor:
        return F.pad(x, (self.n - 1, 0), value=self.vocabulary)

    def _shifted(self, ids: Tensor, level: int) -> Tensor:
        """Of each place the context of a gram of that level: the gram of the level below that ends one place before."""
        return F.pad(ids[:, :-1], (1, 0), value=0 if level == 1 else -1)

    def ids(self, x: Tensor, levels: int | None = None) -> list[Tensor]:
        """For level 0 (the empty gram, row 0) to *levels*, or all, and every place of texts x (N, T) with start signs
        before them, (N, n - 1 + T): the row of the gram that ends there, -1 where it was never found."""
        tokens = self._padded(x)
        found = [torch.zeros_like(tokens)]
        for level in range(1, (self.n if levels is None else levels) + 1):
            found.append(self.find(level, self._shifted(found[-1], level), tokens))
        return found

    def find(self, level: int, contexts: Tensor, tokens: Tensor) -> Tensor:
        """The rows of the grams of *contexts*, by row or -1, and the *tokens* behind them; -1 where there is none."""
        keys, wanted = self.keys(level), contexts * self.base + tokens
        place = torch.searchsorted(keys, wanted).clamp_(max=len(keys) - 1)
        return torch.where((contexts >= 0) & (keys[place] == wanted), place, -1)

    def add(self, x: Tensor, counted: Tensor) -> None:
        """Counts all grams of texts x (N, T), each at most as often as it stands in the texts that the table was made
        of: a text that comes again adds nothing once all have been counted."""
        ids = self.ids(x)
        for level in range(1, self.n + 1):
            counts = self.counts(level)
            _add(counts, ids[level][:, self.n - 1 :][counted])
            torch.minimum(counts, self.get_buffer(f"most_{level}"), out=counts)

    def check(self, level: int, counts: Tensor) -> bool:
        """Whether so many can have been counted."""
        return bool(((counts >= 0) & (counts <= self.get_buffer(f"most_{level}"))).all())

    def levels(self, smoothing: Smoothing) -> list[CountedLevel]:
        """What was counted so far at level 1 to n; with "kneser-ney", below n, before how many characters each."""
        counts = [self.counts(level) for level in range(1, self.n + 1)]
        if smoothing == "kneser-ney":
            for level in range(self.n - 1, 0, -1):
                above = self.get_buffer(f"suffix_{level + 1}")[counts[level] > 0]
                counts[level - 1] = _add(torch.zeros_like(counts[level - 1]), above)
        found = []
        for level, own in enumerate(counts, start=1):
            context = self.keys(level) // self.base
            empty = torch.zeros(self.contexts(level), dtype=own.dtype, device=own.device)
            types = _add(empty.clone(), context[own > 0])
            found.append(CountedLevel(own, empty.index_add(0, context, own), types))
        return found

    def probability(self, x: Tensor, levels: Sequence[CountedLevel], mix: Mix) -> Tensor:
        """Of every character of texts x (N, T), float32 (N, T)."""
        ids, first = self.ids(x), self.n - 1
        p = torch.full(x.shape, 1 / self.vocabulary, device=x.device)
        for level, counted in enumerate(levels, start=1):
            context = self._shifted(ids[level - 1], level)[:, first:]
            count = at_rows(counted.counts, ids[level][:, first:])
            p = mix(level, count, at_rows(counted.totals, context), at_rows(counted.types, context), p)
        return p

    def distribution(self, contexts: Sequence[Tensor], levels: Sequence[CountedLevel], mix: Mix) -> Tensor:
        """Of the character after each of M contexts, float32 (M, vocabulary). *contexts* are their rows (M,), one
        tensor for each level, -1 for those that were never found."""
        p = torch.full((len(contexts[0]), self.vocabulary), 1 / self.vocabulary, device=contexts[0].device)
        for level, (context, counted) in enumerate(zip(contexts, levels, strict=True), start=1):
            totals, types = at_rows(counted.totals, context)[:, None], at_rows(counted.types, context)[:, None]
            p = mix(level, self._followers(level, context, counted.counts), totals, types, p)
        return p

    def _followers(self, level: int, context: Tensor, counts: Tensor) -> Tensor:
        """How often each character follows, (M, vocabulary)."""
        keys, m = self.keys(level), len(context)
        begin = torch.searchsorted(keys, context.clamp_min(0) * self.base)
        end = torch.searchsorted(keys, (context.clamp_min(0) + 1) * self.base)
        many = torch.where(context >= 0, end - begin, 0)
        which = torch.arange(m, device=keys.device).repeat_interleave(many)
        before = many.cumsum(0) - many
        rows = begin[which] + torch.arange(len(which), device=keys.device) - before[which]
        dense = torch.zeros(m, self.base, device=keys.device)
        dense[which, keys[rows] % self.base] = counts[rows].float()
        return dense[:, : self.vocabulary]

    def followers(self, context: Tensor) -> tuple[Tensor, Tensor]:
        """The characters that follow a *context* of up to n - 1 tokens (k,), start signs among them, and how often: one
        row of the table to read, most frequent first. Nothing where the context was never found."""
        row = torch.zeros((), dtype=torch.int64, device=context.device)
        for level, token in enumerate(context[len(context) - min(len(context), self.n - 1) :], start=1):
            row = self.find(level, row, token)
        level = min(len(context), self.n - 1) + 1
        counts = self._followers(level, row[None], self.counts(level))[0].long()
        order = counts.argsort(descending=True, stable=True)[: int((counts > 0).sum())]
        return order, counts[order]


@dataclass(frozen=True)
class Mix:
    """Adds a level to the probability of those below, as the module says. ``weights`` (n,) are those of "fixed
    weights", ``floor`` is the share that "none" spreads evenly."""

    smoothing: Smoothing
    n: int
    floor: float
    weights: Tensor

    def __call__(self, level: int, count: Tensor, total: Tensor, types: Tensor, below: Tensor) -> Tensor:
        """Of counts, totals and types, which are floats of shapes that fit each other."""
        seen = total > 0
        some = total.clamp_min(1)
        if self.smoothing == "none":
            if level < self.n:
                return below
            p = (1 - self.floor) * count / some + self.floor * below
        elif self.smoothing == "fixed weights":
            weight = self.weights[level - 1]
            p = weight * count / some + (1 - weight) * below
        elif self.smoothing == "witten-bell":
            p = (count + types * below) / (some + types)
        else:
            p = ((count - DISCOUNT).clamp_min(0) + DISCOUNT * types * below) / some
        return torch.where(seen, p, below)


def level_shares(contexts: Sequence[Tensor], levels: Sequence[CountedLevel], mix: Mix) -> Tensor:
    """How much of the probability after each of M contexts comes of each level, float32 (M, n + 1), from level 0, the
    blind guess, to n; rows sum to 1. *contexts* as in :meth:`NgramTable.distribution`."""
    left, found = torch.ones(len(contexts[0]), device=contexts[0].device), []
    for level in range(mix.n, 0, -1):
        context, counted = contexts[level - 1], levels[level - 1]
        totals, types = at_rows(counted.totals, context), at_rows(counted.types, context)
        below = mix(
            level, torch.zeros_like(left), totals, types, torch.ones_like(left)
        )  # what it leaves to shorter ones
        found.append(left * (1 - below))
        left = left * below
    return torch.stack([left, *reversed(found)], 1)


def fit_weights(n: int, vocabulary: int, x: Tensor, counted: Tensor) -> Tensor:
    """The weights (n,), float32, of the levels of "fixed weights" that make the texts held back likeliest, every tenth
    of x (N, T), by counts of the others. With expectation and maximisation: a character was drawn at level k with the
    probability that EM takes for the share of level k (Dempster, Laird and Rubin, 1977). Evenly where there is one text
    only. Raises TooManyRows."""
    held = torch.arange(len(x), device=x.device) % HELD_BACK == HELD_BACK - 1
    if not held.any():
        held = torch.arange(len(x), device=x.device) == len(x) - 1
    weights = torch.full((n,), 0.5, dtype=torch.float64, device=x.device)
    if held.all():
        return weights.float()
    table = NgramTable(n, vocabulary, x[~held], counted[~held])
    table.add(x[~held], counted[~held])
    levels, ids, marks = table.levels("fixed weights"), table.ids(x[held]), counted[held]
    shares, seen = [], []  # of each level, for all characters that count: c / N, and whether there is a context
    for level, own in enumerate(levels, start=1):
        context = table._shifted(ids[level - 1], level)[:, n - 1 :][marks]
        total = at_rows(own.totals, context).double()
        shares.append(at_rows(own.counts, ids[level][:, n - 1 :][marks]).double() / total.clamp_min(1))
        seen.append(total > 0)
    for _ in range(ROUNDS):
        weights = _better_weights(weights, shares, seen, 1 / vocabulary)
    return weights.float()


def _better_weights(weights: Tensor, shares: Sequence[Tensor], seen: Sequence[Tensor], uniform: float) -> Tensor:
    """One round of EM. From the longest context down a character stops at a level with its weight, or goes on."""
    below = [torch.full_like(shares[0], uniform)]
    for weight, share, known in zip(weights, shares, seen, strict=True):
        below.append(torch.where(known, weight * share + (1 - weight) * below[-1], below[-1]))
    better, reached = weights.clone(), torch.ones_like(shares[0])
    for level in range(len(shares) - 1, -1, -1):
        stops = torch.where(seen[level], reached * weights[level] * shares[level] / below[level + 1], 0)
        came = torch.where(seen[level], reached, 0).sum()
        better[level] = torch.where(came > 0, stops.sum() / came.clamp_min(1e-300), weights[level])
        reached = reached - stops
    return better.clamp(1e-6, HIGHEST_WEIGHT)


def at_rows(numbers: Tensor, rows: Tensor) -> Tensor:
    """The *numbers* at *rows*, as float32; 0 where a row is -1."""
    return torch.where(rows >= 0, numbers[rows.clamp_min(0)], 0).float()


def _add(numbers: Tensor, rows: Tensor) -> Tensor:
    """Adds 1 at each of *rows*, as often as it is there; -1 is none. Returns *numbers*."""
    known = rows[rows >= 0]
    return numbers.index_add_(0, known, torch.ones_like(known, dtype=numbers.dtype))


def _pieces(x: Tensor, counted: Tensor) -> list[tuple[Tensor, Tensor]]:
    """Texts and where they count, as many at a time as are looked up at once."""
    size = max(1, PIECE // max(1, x.shape[1]))
    return list(zip(x.split(size), counted.split(size), strict=True))
