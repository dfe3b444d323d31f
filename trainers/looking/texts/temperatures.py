"""What temperature does to the texts of a model: how good they are, and how much of the variety of the data is left.

At a low temperature a model writes what it is surest of: better texts, and ever the same. Quality alone can be bought
by saying little, so it is held against how well held-out text is foreseen at the same temperature (Caccia et al.,
"Language GANs Falling Short", 2020).
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from trainers import messages
from trainers.examples import frozen
from trainers.kinds import Tokens
from trainers.lazy import torch
from trainers.looking.jobs import Answerers, Job, Stamp
from trainers.looking.looker import Looker
from trainers.looking.texts.text_quality import TextFigure, mean_and_error, text_figures
from trainers.looking.texts.writing import writing_model
from trainers.messages.temperatures import Float64
from trainers.pieces import Pieces
from trainers.sentence import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from torch import Tensor

    from trainers.family import Family

TEMPERATURES = (0.01, 100.0)  # from a choice without chance to one by nothing else
MOST_TEMPERATURES = 50
MOST_WRITTEN = 1000  # texts at each
MOST_LOGITS, PIECE_LOGITS = 2**24, 2**18  # of held-out text, all in all and at once


class TemperatureReader:
    """Tries temperatures with a looker's models."""

    def __init__(self, looker: Looker) -> None:
        self._looker = looker

    def answerers(self) -> Answerers:
        """Who answers which look; they raise ValueError for what does not fit the models."""
        return {messages.TryTemperatures: self._try}

    def _try(self, look: messages.TryTemperatures, stamp: Stamp) -> Job:
        family, kind = writing_model(self._looker, look.model)
        _check(look)
        begun, examples = time.perf_counter(), self._looker.examples
        found: list[Mapping[str, TextFigure]] = []

        def told(held_out: HeldOut) -> messages.Tempered:
            return messages.Tempered(
                *stamp, look.model, frozen(np.array(look.temperatures)), held_out.nats, held_out.errors,
                held_out.count, _qualities(found, len(look.temperatures)), look.count, len(found),
                time.perf_counter() - begun,
            )  # fmt: skip

        held_out = yield from held_out_nats(family, kind, self._held_out(kind), look.temperatures)
        yield told(held_out)
        noise = family.noise(look.count, torch.Generator(self._looker.device).manual_seed(look.seed))
        for temperature in look.temperatures:
            written: list[Tensor] = []
            for chosen in family.writing(noise, kind.length, None, temperature):
                written.append(chosen)
                yield None
            found.append(text_figures(examples, kind.to_shown(torch.stack(written, 1)).tolist()))
            yield told(held_out)

    def _held_out(self, kind: Tokens) -> Tensor:
        """The first held-out texts: as many as can be read in a moment."""
        most = max(1, MOST_LOGITS // (kind.length * len(kind.vocabulary)))
        kept = torch.tensor(self._looker.examples.test[:most], device=self._looker.device)
        return kind.to_model(kept)


class HeldOut:
    """Nats per character of ``count`` texts at K temperatures: ``nats`` (K,) and standard ``errors`` (K,)."""

    def __init__(self, sums: Float64, lengths: Float64) -> None:
        """Of texts with so many nats at each temperature (N, K), and so many characters (N,)."""
        pairs = [mean_and_error(column, lengths) for column in sums.T]
        nats, errors = np.array(pairs).reshape(-1, 2).T
        self.count, self.nats, self.errors = len(sums), frozen(nats), frozen(errors)


def held_out_nats(family: Family, kind: Tokens, x: Tensor, temperatures: Sequence[float]) -> Pieces[HeldOut]:
    """Of texts x (N, length): all temperatures with the same logits, which are computed once."""
    size = max(1, PIECE_LOGITS // (kind.length * len(kind.vocabulary)))
    sums, lengths = [], []
    for part in x.split(size):
        counted = kind.counted(part)
        logits = family.predict(part)
        yield None
        each = []
        for temperature in temperatures:
            log_odds = (logits / temperature).log_softmax(2)
            nats = -log_odds.gather(2, part[:, :, None])[:, :, 0]
            each.append((nats * counted).double().sum(1))
            yield None
        sums.append(torch.stack(each, 1).cpu().numpy())
        lengths.append(counted.double().sum(1).cpu().numpy())
    return HeldOut(np.concatenate(sums), np.concatenate(lengths))


def _qualities(found: Sequence[Mapping[str, TextFigure]], temperatures: int) -> dict[str, messages.TemperedQuality]:
    """What was found at the first of so many temperatures."""
    qualities = {}
    for name, first in (found[0] if found else {}).items():
        pairs = np.full((temperatures, 2), np.nan)
        pairs[: len(found)] = [(each[name].value, each[name].error) for each in found]
        values, errors = pairs.T
        qualities[name] = messages.TemperedQuality(first.words, first.unit, frozen(values), frozen(errors))
    return qualities


def _check(look: messages.TryTemperatures) -> None:
    least, most = TEMPERATURES
    if not 1 <= len(look.temperatures) <= MOST_TEMPERATURES:
        raise ValueError(sentence(f"expected 1 to {MOST_TEMPERATURES} temperatures, found {len(look.temperatures)}"))
    for temperature in look.temperatures:
        if not least <= temperature <= most:
            raise ValueError(sentence(f"temperature: expected {least:g} to {most:g}, found {temperature:g}"))
    if not 1 <= look.count <= MOST_WRITTEN:
        raise ValueError(f"count: expected 1 to {MOST_WRITTEN}, found {look.count}")
