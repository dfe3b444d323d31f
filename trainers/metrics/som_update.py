"""Self-organising maps: prototypes on a grid, of which neighbours learn from each other's examples.

Kohonen, "Self-organized formation of topologically correct feature maps" (1982). Each example is given to the cell
whose prototype is nearest, and pulls this and, less so, the cells around it: ``w_j += rate * h * (x - w_j)`` with
``h = exp(-d^2 / 2 radius^2)`` and d the distance on the grid. Here a batch pulls at once, which is the same rule for
few examples and a small rate, and at rate 1 Kohonen's batch map (1995), where a prototype is the mean of its
neighbourhood. What was one sheet at a wide radius gets its folds as the radius falls.

Cells are counted row by row; the one in row r, column c lies at the *place* (c, r).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainers.lazy import torch
from trainers.metrics.principal_axes import principal_axes

if TYPE_CHECKING:
    from torch import Tensor

LEAST_RADIUS = 0.5  # cells, at the end: neighbours still share a little, so that the map stays one
SPREAD = 1.5  # standard deviations of the examples that the first sheet reaches on either side
LEAST_PULL = 1e-12  # of the examples of a batch, below which a cell does not feel any


@dataclass(frozen=True)
class SomGrid:
    """So many ``rows`` and ``columns`` of cells."""

    rows: int
    columns: int

    @property
    def count(self) -> int:
        return self.rows * self.columns

    @property
    def longest(self) -> int:
        return max(self.rows, self.columns)

    def places(self, cells: Tensor) -> Tensor:
        """(N, 2) as (column, row) of *cells* (N,), float32."""
        return torch.stack([cells % self.columns, cells // self.columns], dim=1).float()

    def apart(self, cells: Tensor) -> Tensor:
        """Squared distances (count, N) on the grid of all cells from *cells* (N,), float32."""
        every = self.places(torch.arange(self.count, device=cells.device))
        return (every[:, None] - self.places(cells)).square().sum(2)

    def radius(self, share: float, reach: float) -> float:
        """How far a cell pulls others, in cells, after that *share* of the way: from *reach*, a share of the longer
        side, down to LEAST_RADIUS, by the same factor with every step."""
        return LEAST_RADIUS * max(1.0, reach * self.longest / LEAST_RADIUS) ** (1 - share)


def plane_start(x: Tensor, grid: SomGrid) -> Tensor:
    """Prototypes (cells, D), float32, evenly on the plane of the first two principal axes of examples (N, D); the
    first along the longer side. So a map begins without folds, and the same one always."""
    side = min(2, x.shape[1])
    mean, axes, variances = principal_axes(x, side)
    axes = torch.nn.functional.pad(axes * variances.sqrt()[:, None], (0, 0, 0, 2 - side))
    places = grid.places(torch.arange(grid.count)).double()
    middle = torch.tensor([grid.columns - 1, grid.rows - 1], dtype=torch.float64) / 2
    places = SPREAD * (places - middle) / middle.clamp_min(0.5)
    first, second = (0, 1) if grid.columns >= grid.rows else (1, 0)
    return (mean + places[:, first, None] * axes[0] + places[:, second, None] * axes[1]).float().to(x.device)


def nearest_cells(x: Tensor, prototypes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Of examples (N, D) the cell with the nearest of the *prototypes* (cells, D), the one after it (the same where
    there is only one), each (N,), and the distance (N,) to the first."""
    few = torch.cdist(x, prototypes).topk(min(2, len(prototypes)), dim=1, largest=False).indices
    first, second = few[:, 0], few[:, -1]
    return first, second, torch.linalg.vector_norm(x - prototypes[first], dim=1)  # cdist rounds small ones away


def som_update(prototypes: Tensor, x: Tensor, grid: SomGrid, radius: float, rate: float = 1.0) -> Tensor:
    """The *prototypes* (cells, D) after a batch of examples (N, D) has pulled them. *rate* is above 0 and at most 1."""
    return pulled(prototypes, x, nearest_cells(x, prototypes)[0], grid, radius, rate)


def pulled(prototypes: Tensor, x: Tensor, cells: Tensor, grid: SomGrid, radius: float, rate: float) -> Tensor:
    """As som_update(), of examples whose nearest *cells* (N,) are known."""
    shares = (grid.apart(cells) / (-2 * radius**2)).exp()  # (cells, N)
    pull = shares.sum(1, keepdim=True)
    pull = torch.where(pull > LEAST_PULL, pull, 0.0)
    goal = shares @ x / pull.clamp_min(LEAST_PULL)
    # As many small steps of w += rate h (x - w) as there are examples go this far.
    return torch.lerp(prototypes, goal, 1 - (1 - rate) ** pull)


def folds(first: Tensor, second: Tensor, grid: SomGrid) -> Tensor:
    """Whether (N,) an example's nearest and second nearest cells (N,) are no neighbours, not even across a corner.
    The mean is the topographic error (Kiviluoto, 1996)."""
    return (grid.places(first) - grid.places(second)).abs().amax(1) > 1


def places_between(x: Tensor, prototypes: Tensor, cells: Tensor, grid: SomGrid) -> Tensor:
    """Where (N, 2) examples (N, D) lie about their nearest *cells* (N,), along either side of the grid; see _offset().
    Examples of one cell do not lie upon each other, and as they change they pass from cell to cell without a jump.
    A prototype lies in the middle of its cell, and nothing beyond the outermost cells."""
    columns, rows = cells % grid.columns, cells // grid.columns
    offsets = [
        _offset(x, prototypes, cells, columns, grid.columns, 1),
        _offset(x, prototypes, cells, rows, grid.rows, grid.columns),
    ]
    return grid.places(cells) + torch.stack(offsets, dim=1)


def _offset(x: Tensor, prototypes: Tensor, cells: Tensor, along: Tensor, count: int, step: int) -> Tensor:
    """In one direction of the grid, in which *cells* (N,) are the *along*-th (N,) of *count*, *step* from each other.

    A parabola through the squared distances of an example to its cell and the two neighbours is least at most half a
    cell away, for beyond that a neighbour would be nearer. Where that is for the prototype itself, which need not lie
    midway between its neighbours, is the middle."""
    centre = prototypes[cells]
    has_before, has_after = along > 0, along < count - 1
    before = prototypes[torch.where(has_before, cells - step, cells)]
    after = prototypes[torch.where(has_after, cells + step, cells)]
    # Beyond the outermost cell the map goes on as it came there, but nothing is put there.
    before, after = (
        torch.where(has_before[:, None], before, 2 * centre - after),
        torch.where(has_after[:, None], after, 2 * centre - before),
    )
    found, middle = (_least(point, centre, before, after) for point in (x, centre))
    middle = middle.clamp(-0.49, 0.49)
    offset = 0.5 * (found - middle) / torch.where(found > middle, 0.5 - middle, 0.5 + middle)
    return offset.maximum(torch.where(has_before, -0.5, 0.0)).minimum(torch.where(has_after, 0.5, 0.0))


def _least(x: Tensor, centre: Tensor, before: Tensor, after: Tensor) -> Tensor:
    """Where (N,), from -1/2 to 1/2, the parabola through the squared distances of *x* from the three is least."""
    here, one, other = ((x - prototype).square().sum(1) for prototype in (centre, before, after))
    bend = (one - here) + (other - here)
    return (0.5 * (one - other) / bend.clamp_min(torch.finfo(x.dtype).tiny)).clamp(-0.5, 0.5)


def between_cells(places: Tensor, prototypes: Tensor, grid: SomGrid) -> Tensor:
    """Examples (N, D) between the four *prototypes* around each of *places* (N, 2); beyond the edge it is the edge."""
    last = places.new_tensor([grid.columns - 1, grid.rows - 1])
    places = places.clamp_min(0).minimum(last)
    low = places.floor().minimum((last - 1).clamp_min(0))
    high = (low + 1).minimum(last)
    (u, v), (left, bottom), (right, top) = (pair.unbind(1) for pair in (places - low, low.long(), high.long()))
    u, v = u[:, None], v[:, None]
    below = torch.lerp(prototypes[bottom * grid.columns + left], prototypes[bottom * grid.columns + right], u)
    above = torch.lerp(prototypes[top * grid.columns + left], prototypes[top * grid.columns + right], u)
    return torch.lerp(below, above, v)
