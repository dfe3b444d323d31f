"""A self-organising map: a grid of prototypes that is drawn through the examples (Kohonen, 1982), by the batch map.

In every turn all examples pull at the prototype nearest to each and, less so, at those around it on the grid, as far as
the radius, which falls from half of the grid to half a cell. The grid begins on the principal plane, without chance.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from trainers.examples import Float32, frozen
from trainers.knobs import knob
from trainers.lazy import torch
from trainers.maps.method import Held, MapMethod, MapSettings, MapStage, working
from trainers.messages.maps import GridDecoder
from trainers.metrics.som_update import SomGrid, nearest_cells, places_between, plane_start, pulled
from trainers.pieces import Pieces
from trainers.sentence import sentence

if TYPE_CHECKING:
    from torch import Tensor

REACH = 0.5  # of the longer side of the grid: how far a cell pulls others at first
PRODUCTS = 2**28  # multiplications in one piece


class SomSettings(MapSettings):
    rows: int = knob(10, ge=1, le=40, label="Grid rows", help="More cells show finer differences, and take longer.")
    columns: int = knob(10, ge=1, le=40, label="Grid columns", help="Cells from left to right.")
    turns: int = knob(
        40,
        ge=1,
        le=400,
        log=True,
        label="Rounds",
        help="How often all examples pull at the grid, each time less far around them.",
    )


def _make(
    x: Float32, shape: tuple[int, ...], settings: MapSettings, seed: int, held: Held
) -> Generator[MapStage, None, None]:
    assert isinstance(settings, SomSettings)
    examples, grid, turns = torch.tensor(x), SomGrid(settings.rows, settings.columns), settings.turns
    prototypes = plane_start(examples, grid)
    for turn in range(turns + 1):
        words = sentence(f"Round {turn} of {turns}.")
        cells = yield from working(_cells(examples, prototypes), max(turn - 0.5, 0) / turns, words)
        places = frozen(places_between(examples, prototypes, cells, grid).numpy())
        decoder = GridDecoder(frozen(prototypes.view(grid.rows, grid.columns, -1).numpy()), shape)
        yield MapStage(places, turn / turns, "" if turn == turns else words, decoder)
        if turn < turns:
            radius = grid.radius(turn / max(turns - 1, 1), REACH)
            prototypes = pulled(prototypes, examples, cells, grid, radius, 1.0)


def _cells(examples: Tensor, prototypes: Tensor) -> Pieces[Tensor]:
    """The nearest cell (N,) of each of the examples (N, D)."""
    parts: list[Tensor] = []
    for part in examples.split(max(PRODUCTS // prototypes.numel(), 1)):
        if parts:
            yield None
        parts.append(nearest_cells(part, prototypes)[0])
    return torch.cat(parts)


METHOD = MapMethod(
    name="som",
    title="Self-organising map",
    summary="A grid of pictures, neighbours alike: it fills the plane, so distances between cells mean little.",
    Settings=SomSettings,
    make=_make,
    live=True,
    decodes=True,
    most=20_000,
)
