"""An n-gram: how often did each character follow the n - 1 before it?

No network, and nothing to be tuned by gradients: what was counted is the answer. With n = 1 each character is drawn
alone; the longer the context, the fewer texts have ever had it, so what was never seen has to be weighed with shorter
contexts. How, and whence it comes, stands in ``trainers.metrics.ngrams``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

from trainers.catalog import family
from trainers.families._characters import ByCharacters, Reader
from trainers.family import ModelConfig
from trainers.kinds import Tokens
from trainers.knobs import ConfigError, knob
from trainers.lazy import functional, ngrams, torch
from trainers.schedules import Clock
from trainers.sentence import sentence
from trainers.traces import TextTrace, Tracer, Way

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

    from trainers.examples import Examples


class NgramConfig(ModelConfig):
    """Knobs of the n-gram."""

    n: int = knob(3, ge=1, le=6, shapes=True, help="Characters counted together: one, and so many less one before it.")
    interpolation: Literal["none", "fixed weights", "witten-bell", "kneser-ney"] = knob(
        "fixed weights", live=True, label="Mixing",
        help="How shorter contexts help where the longest was seldom seen: not at all, by weights, or by counts.",
    )  # fmt: skip
    floor: float = knob(
        1e-3, ge=1e-9, le=0.5, log=True, live=True, group="advanced",
        help="Without interpolation: the share that all characters get alike, so that what is new is not impossible.",
    )  # fmt: skip


@family("ngram")
class Ngram(ByCharacters):
    """Each step counts its texts, until after one pass all have been. Counts and weights are buffers."""

    title = "n-gram"
    summary = "Counts which character follows the few before it: no network, and nothing to wait for."
    Config: ClassVar[type[ModelConfig]] = NgramConfig

    config: NgramConfig

    @classmethod
    def build(cls, config: ModelConfig, examples: Examples, device: torch.device) -> Self:
        """Raises ConfigError where the text has more different runs than a table holds."""
        assert isinstance(examples.kind, Tokens) and isinstance(config, NgramConfig)
        model = cls(config, examples.kind, device)
        x = examples.kind.to_model(torch.tensor(examples.train, device=device))
        try:
            table = ngrams.NgramTable(config.n, model.vocabulary, x, examples.kind.counted(x))
        except ngrams.TooManyRows:
            raise ConfigError(
                f"n: the runs of {config.n} characters fill more than {ngrams.MOST_ROWS:,} rows; take a smaller n", "n"
            ) from None
        table.register_buffer("weights", torch.full((config.n,), 0.5, device=device))
        model.nets = torch.nn.ModuleDict({"table": table})
        return model

    def prepare(self, images: Tensor) -> None:
        x = self.kind.to_model(images)
        found = ngrams.fit_weights(self.config.n, self.vocabulary, x, self.kind.counted(x))
        self.table.get_buffer("weights").copy_(found)

    def check_learned(self, saved: Mapping[str, Tensor]) -> None:
        for level in range(1, self.config.n + 1):
            if not self.table.check(level, saved[f"table.counts_{level}"]):
                raise ValueError(sentence(f"expected counts of runs of {level} that the text has, found others"))
        weights = saved["table.weights"]
        if not ((weights > 0) & (weights < 1)).all():
            raise ValueError(sentence("expected weights between 0 and 1, found others"))

    @property
    def table(self) -> ngrams.NgramTable:
        """What was counted, to be read row by row."""
        table = self.nets["table"]
        assert isinstance(table, ngrams.NgramTable)
        return table

    @property
    def mix(self) -> ngrams.Mix:
        """How levels are put together at present."""
        config = self.config
        return ngrams.Mix(config.interpolation, config.n, config.floor, self.table.get_buffer("weights"))

    def counted(self) -> list[ngrams.CountedLevel]:
        """What was counted so far, level by level."""
        return self.table.levels(self.config.interpolation)

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        """Measures the batch with what was counted before, then counts it."""
        nats = self.nats_per_char(x)
        self.table.add(x, self.kind.counted(x))
        return self._metrics(nats)

    def surprise(self, x: Tensor) -> Tensor:
        return -self.table.probability(x, self.counted(), self.mix).log()

    def next_logits(self, x: Tensor) -> Tensor:
        """The logs of the probabilities."""
        table, levels, first = self.table, self.counted(), self.config.n - 1
        # The context of a character are the grams that end before it: with one start sign more, where it stands itself.
        ids = table.ids(functional.pad(x[:, :-1], (1, 0), value=self.start_sign), self.config.n - 1)
        contexts = [rows[:, first:].flatten() for rows in ids]
        return table.distribution(contexts, levels, self.mix).log().view(*x.shape, self.vocabulary)

    def traces(self) -> Mapping[Way, Tracer]:
        return {"counts": self._trace_counts}

    def _trace_counts(self, x: Tensor, places: range) -> TextTrace:
        n, table, first = self.config.n, self.table, self.config.n - 1
        ids = table.ids(functional.pad(x[None], (1, 0), value=self.start_sign), n - 1)
        contexts = [rows[0, first:][places.start : places.stop] for rows in ids]
        seen = [ngrams.at_rows(raw.totals, rows) for raw, rows in zip(table.levels("none"), contexts, strict=True)]
        shares = ngrams.level_shares(contexts, self.counted(), self.mix)
        weights = torch.zeros(len(places), 1, 1, len(x) + 1, device=self.device)
        for row, place in enumerate(places):
            back = torch.arange(place + 1, 0, -1)[-first:] if first else torch.arange(0)  # how far, of each source
            weights[row, 0, 0, place + 1 - len(back) : place + 1] = shares[row].flip(0).cumsum(0)[n - 1 - back]
        reach = torch.tensor([max(place - first, 0) for place in places])
        return TextTrace(reach, weights, seen=torch.stack(seen, 1).long(), shares=shares)

    def reader(self, n: int) -> Reader:
        return _NgramReader(self, n)


class _NgramReader:
    """Texts in the making, of which the grams that end at the last character are known."""

    def __init__(self, family: Ngram, n: int) -> None:
        self._table, self._levels, self._mix = family.table, family.counted(), family.mix
        self._start = torch.full((n,), family.start_sign, device=family.device)
        self._rows = [torch.zeros_like(self._start)]
        self._rows += [torch.full_like(self._start, -1) for _ in range(1, family.config.n)]

    def read(self, tokens: Tensor | None) -> Tensor:
        if tokens is None:
            for _ in self._rows:
                self._read(self._start)
        else:
            self._read(tokens)
        return self._table.distribution(self._rows, self._levels, self._mix).log()

    def _read(self, tokens: Tensor) -> None:
        before = self._rows[:-1]
        longer = [self._table.find(level, rows, tokens) for level, rows in enumerate(before, start=1)]
        self._rows = [self._rows[0], *longer]
