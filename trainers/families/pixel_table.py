"""A table of counts: how often was a pixel lit, given what stands at a few pixels before it?

No network, and nothing to be tuned: what was counted is the answer (Shannon, 1948, wrote English so; Popat and Picard,
"Novel Cluster-Based Probability Model for Texture Synthesis, Classification, and Compression", 1993, pictures). With
nothing before it each pixel is drawn alone; with all before it the table knows the training pictures by heart, and has
a row for everything that may stand there, which no memory holds but for the smallest pictures. Networks come between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from trainers.catalog import family
from trainers.families._components import ByComponents, ComponentConfig, Increment
from trainers.family import ModelConfig
from trainers.knobs import ConfigError, knob
from trainers.lazy import functional, tables, torch
from trainers.schedules import Clock

if TYPE_CHECKING:
    from torch import Tensor


class PixelTableConfig(ComponentConfig):
    """Knobs of the table of counts."""

    context: Literal["none", "two before", "left and above", "four before", "all"] = knob(
        "left and above", shapes=True,
        help="Which pixels the table looks at: none, the last ones drawn, the left and the upper one, or all before.",
    )  # fmt: skip
    shared: bool = knob(
        False, shapes=True, label="One table for all",
        help="One table for all places of the picture, or one for each place.",
    )  # fmt: skip
    pseudocount: float = knob(
        0.1, ge=1e-6, le=100, log=True, live=True,
        help="Added to every count, so that what was never seen is not impossible.",
    )  # fmt: skip


@family("pixel-table")
class PixelTable(ByComponents):
    """Counts of all steps so far. They are kept in a buffer, (classes or 1, tables, contexts, levels)."""

    title = "Table of counts"
    summary = "Counts how often each value follows what stands beside it: no network, and nothing to wait for."
    Config: ClassVar[type[ModelConfig]] = PixelTableConfig

    config: PixelTableConfig

    def make_nets(self) -> None:
        config, levels = self.config, self.levels.count
        near = {"none": 0, "two before": 2, "left and above": 2, "four before": 4, "all": self.sites - 1}
        self._contexts = tables.contexts(levels, near[config.context])
        number = 1 if config.shared else self.sites
        self._rows_per_class = number * self._contexts
        if max(1, self.classes) * self._rows_per_class > tables.MOST_ROWS:
            raise ConfigError(
                f"context: {config.context!r} fills more than {tables.MOST_ROWS:,} rows where a picture has "
                f"{self.sites} components of {levels} values; look at fewer of them, or take one table for all",
                "context",
            )
        if config.context == "left and above":
            self._neighbours = tables.neighbours_at(self.site_shape, ((0, -1), (-1, 0))).to(self.device)
        else:
            self._neighbours = tables.neighbours_before(next(iter(self.orders.values())), near[config.context]).to(
                self.device
            )
        table = torch.nn.Module()
        shape = max(1, self.classes), number, self._contexts, levels
        table.register_buffer("counts", torch.zeros(shape, dtype=torch.int64))
        self.nets = torch.nn.ModuleDict({"table": table}).to(self.device)

    @property
    def _counts(self) -> Tensor:
        return self.nets["table"].get_buffer("counts").view(-1, self.levels.count)

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        """Measures the batch with what was counted before, then counts it."""
        _, indices = self.on_levels(x, generator)
        rows = self._rows(indices, self._told(y))
        nats = self.surprise(self._free(rows), indices).sum() / len(x)
        tables.add_counts(self._counts, rows, indices)
        return self._metrics(nats)

    def free_logits(self, x: Tensor, y: Tensor | None, order: str) -> Tensor:
        indices = self.levels.indices(x)
        rows = self._rows(indices, y)
        free = self._free(rows)
        return self._with_slopes(x, indices, rows, free) if x.requires_grad and torch.is_grad_enabled() else free

    def _rows(self, indices: Tensor, y: Tensor | None) -> Tensor:
        """Where to look up each site (N, sites) of pictures given as levels (N, sites)."""
        numbers = tables.context_numbers(indices, self._neighbours, self.levels.count)
        rows = tables.rows_of(numbers, self._contexts, self.config.shared)
        return rows if y is None else rows + self._rows_per_class * y[:, None]

    def _free(self, rows: Tensor) -> Tensor:
        """Free logits (..., levels - 1) of *rows* (...)."""
        logs = (self._counts[rows] + self.config.pseudocount).log()
        return logs[..., 1:] - logs[..., :1]

    def _with_slopes(self, x: Tensor, indices: Tensor, rows: Tensor, free: Tensor) -> Tensor:
        """*free* as it is, with gradients to *x*: a table has no slope, so each neighbour's is what its next level
        would change."""
        near, count, table = self._neighbours, self.levels.count, self.levels.table(x.device)
        own = functional.pad(indices, (0, 1))[:, near]  # (N, sites, k)
        other = torch.where(own + 1 < count, own + 1, own - 1)
        powers = (count + 1) ** torch.arange(near.shape[1], device=x.device)
        change = self._free(rows[..., None] + (other - own) * powers) - free[:, :, None]  # (N, sites, k, levels - 1)
        way = (table[other] - table[own]) * (near >= 0)[..., None]  # (N, sites, k, width)
        way = way / way.square().sum(-1, keepdim=True).clamp_min(1e-12)
        values = functional.pad(self.levels.by_site(x), (0, 0, 0, 1))[:, near]
        moved = ((values - values.detach()) * way).sum(-1, keepdim=True)  # 0, but for its gradient
        return free + (change * moved).sum(2)

    def increment(self, n: int, y: Tensor | None, order: str) -> Increment:
        return _TableIncrement(self, n, y)

    def log_odds(self) -> Tensor:
        """Free logits of every row of the tables, (rows, levels - 1)."""
        return self._free(torch.arange(len(self._counts), device=self.device))

    def places(self, y: Tensor | None) -> tuple[list[Tensor], list[Tensor | int]]:
        """Of each site in turn its neighbours (k,), and in which row of :meth:`log_odds` its table begins; one for each
        of the labels *y* (n,), where these count."""
        starts = [0 if self.config.shared else site * self._contexts for site in range(self.sites)]
        told = 0 if y is None else self._rows_per_class * y
        return list(self._neighbours), [told + start for start in starts]


class _TableIncrement:
    """Pictures in the making: what stands at each site, 0 or 1 + the level that was put there."""

    def __init__(self, family: PixelTable, n: int, y: Tensor | None) -> None:
        self._levels = family.levels
        self._order: list[int] = next(iter(family.orders.values())).tolist()
        self._table = family.log_odds()
        self._near, self._starts = family.places(y)
        self._powers = (family.levels.count + 1) ** torch.arange(len(self._near[0]), device=family.device)
        self._digits = torch.zeros(n, family.sites + 1, dtype=torch.int64, device=family.device)  # -1: beyond the edge

    def begin(self, places: int, x: Tensor) -> None:
        sites = self._order[:places]
        self._digits[:, sites] = 1 + self._levels.indices(x)[:, sites]

    def logits(self, place: int) -> Tensor:
        site = self._order[place]
        number = (self._digits[:, self._near[site]] * self._powers).sum(1)
        return self._table[number + self._starts[site]]

    def put(self, place: int, values: Tensor) -> None:
        self._digits[:, self._order[place]] = 1 + self._levels.indices(values[:, :, None, None])[:, 0]
