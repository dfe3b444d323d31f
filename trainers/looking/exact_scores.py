"""All pictures that there are, where they are few: what a model gives each, and what a table does that only counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trainers import messages
from trainers.examples import Float32, UInt8, frozen
from trainers.lazy import tables, torch
from trainers.levels import Levels
from trainers.looking.jobs import Answerers, Stamp, once
from trainers.looking.looker import Looker
from trainers.metrics.exact import MOST_PICTURES, ExactScore, score_exactly
from trainers.pieces import Pieces

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.family import Family

MOST_SITES = 16  # of pictures that are counted: there are 65 536 of two levels
PIECE = 4096  # training pictures that are brought to levels at once


class ExactScorer:
    """Answers what can be known exactly."""

    def __init__(self, looker: Looker) -> None:
        self._looker = looker

    def answerers(self) -> Answerers:
        return {messages.ScoreExactly: once(self._score), messages.FitTable: once(self._fit)}

    def _score(self, look: messages.ScoreExactly, stamp: Stamp) -> Pieces[messages.ExactlyScored]:
        looker, family = self._looker, self._looker.models[look.model]
        label = looker.experiment.models[look.model].label
        if "predicts" not in family.capabilities:
            raise ValueError(f"{label} does not predict one component after the other, so its odds are not known")
        levels, sites = family.levels, len(next(iter(family.orders.values())))
        if sites * np.log(levels.count) > np.log(MOST_PICTURES) + 1e-9:
            raise ValueError(
                f"{label}: {sites} components of {levels.count} values make more than {MOST_PICTURES:,} pictures, too "
                "many to ask for each"
            )
        shares = looker.examples.class_shares(family.classes)
        train = yield from _indices(looker, levels)
        score = yield from score_exactly(lambda some: self._log_prob(family, shares, some), train, levels.count)
        pictures = _pictures(looker, levels, train, score)
        return messages.ExactlyScored(
            *stamp, look.model, score.nats, score.valid, score.mass, score.entropy, pictures, _odds(score)
        )

    def _log_prob(self, family: Family, shares: list[float], indices: Tensor) -> Tensor:
        """log p of pictures given as levels (N, sites), float64 (N,). A model that is told the class mixes them."""
        x = family.levels.pixels(indices.to(self._looker.device), self._looker.examples.image_shape)
        told = []
        for label, share in enumerate(shares):
            y = torch.full((len(x),), label, device=x.device) if family.classes else None
            sites = family.predict(x, y).cpu().double().log_softmax(2).gather(2, indices[..., None])
            told.append(sites.sum((1, 2)) + (np.log(share) if share else -np.inf))
        return torch.stack(told).logsumexp(0)

    def _fit(self, look: messages.FitTable, stamp: Stamp) -> Pieces[messages.TableFitted]:
        looker, examples, levels = self._looker, self._looker.examples, Levels.evenly(2)
        if not examples.kind.visual:
            raise ValueError(f"{examples.title}: expected pictures to count in, found {examples.kind.plural}")
        site_shape = levels.site_shape(examples.image_shape)
        sites = int(np.prod(site_shape))
        if sites > MOST_SITES:
            raise ValueError(f"{examples.title}: expected pictures of at most {MOST_SITES} pixels, found {sites}")
        near = tables.neighbours_at(site_shape, look.context, look.wraps)
        contexts, number = tables.contexts(levels.count, len(look.context)), 1 if look.shared else sites
        if contexts * number > tables.MOST_ROWS:
            raise ValueError(
                f"context: expected at most {tables.MOST_ROWS:,} rows in the tables, found {contexts * number:,}"
            )
        counts = torch.zeros(number * contexts, levels.count, dtype=torch.int64)

        def rows(some: Tensor) -> Tensor:
            return tables.rows_of(tables.context_numbers(some, near, levels.count), contexts, look.shared)

        train = yield from _indices(looker, levels)
        for part in train.split(PIECE):
            tables.add_counts(counts, rows(part), part)
            yield None
        odds = tables.log_odds(counts)
        score = yield from score_exactly(lambda some: odds[rows(some), some].sum(1), train, levels.count)
        return messages.TableFitted(
            *stamp,
            look.context,
            look.shared,
            frozen(counts.view(number, contexts, levels.count).numpy().copy()),
            score.nats,
            score.valid,
            score.mass,
            score.entropy,
            _pictures(looker, levels, train, score),
            _odds(score),
            look.wraps,
        )


def _indices(looker: Looker, levels: Levels) -> Pieces[Tensor]:
    """The training pictures as levels (N, sites), on the CPU, each site at its nearest."""
    found = []
    for start in range(0, len(looker.examples.train), PIECE):
        part = looker.inputs(looker.examples.train[start : start + PIECE])
        found.append(levels.indices(part).cpu())
        yield None
    return torch.cat(found)


def _pictures(looker: Looker, levels: Levels, train: Tensor, score: ExactScore) -> UInt8:
    """The different training pictures at their levels, uint8."""
    return looker.examples.kind.to_shown(levels.pixels(train[score.pictures], looker.examples.image_shape))


def _odds(score: ExactScore) -> Float32:
    return frozen(score.odds.float().numpy().copy())
