"""A perceptron that looks back only: MADE.

Germain, Gregor, Murray and Larochelle, "MADE: Masked Autoencoder for Distribution Estimation" (2015). Every hidden unit
has a *degree* d and sees only what depends on the first d sites of the order; the output of the r-th site (from 0) sees
units of degree r at most. So the odds of each site depend on those before it alone, and one pass gives all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from trainers.networks.masked_linear import masked_linear


class MADE(nn.Module):
    """Numbers x (N, sites, width) to *outputs* numbers for every site (N, sites, outputs)."""

    def __init__(
        self, orders: Sequence[Tensor], layers: Sequence[int], width: int, outputs: int, classes: int = 0
    ) -> None:
        """*orders* are permutations (sites,) of the sites: the order is one of them in each pass. *width* numbers
        belong to one site; *layers* are the units of the hidden layers. With *classes* it also depends on a label."""
        super().__init__()
        sites = len(orders[0])
        self.sites, self.width, self.outputs, self.classes = sites, width, outputs, classes
        units = [sites * width, *layers]
        self.hidden = nn.ModuleList([nn.Linear(inputs, outs) for inputs, outs in pairwise(units)])
        self.out = nn.Linear(units[-1], sites * outputs)
        self.told = nn.ModuleList([nn.Linear(classes, outs, bias=False) for outs in layers]) if classes else None
        # Evenly over 1 .. sites - 1: units with greater degrees than the picture has sites would see all and be seen by
        # none, and of many layers each then has units for every degree.
        spread = [torch.linspace(1, max(1, sites - 1), count).round().long() for count in layers]
        for index, order in enumerate(orders):
            rank = order.argsort()
            self.register_buffer(f"order_{index}", order, persistent=False)
            inputs = _mask(rank.repeat_interleave(width) + 1, spread[0])
            self.register_buffer(f"first_{index}", inputs, persistent=False)
            self.register_buffer(f"last_{index}", _mask(spread[-1], rank.repeat_interleave(outputs)), persistent=False)
        for index, (before, after) in enumerate(pairwise(spread)):
            self.register_buffer(f"between_{index}", _mask(before, after), persistent=False)
        self.degrees = [degrees.tolist() for degrees in spread]

    def masked(self, order: int) -> Iterator[Tensor]:
        """The weights of the hidden layers and of the output as they count, made one after the other."""
        return (layer.weight.detach() * mask for layer, mask in zip(self._layers(), self._masks(order), strict=True))

    def _masks(self, order: int) -> list[Tensor]:
        between = [self.get_buffer(f"between_{index}") for index in range(len(self.hidden) - 1)]
        return [self.get_buffer(f"first_{order}"), *between, self.get_buffer(f"last_{order}")]

    def _layers(self) -> Iterator[nn.Linear]:
        for layer in (*self.hidden, self.out):
            assert isinstance(layer, nn.Linear)
            yield layer

    def _shifts(self, y: Tensor | None) -> list[Tensor]:
        """What is added to each hidden layer: (units,), or (N, units) where labels *y* (N,) count."""
        *biases, _ = (layer.bias for layer in self._layers())
        if self.told is None or y is None:
            return [*biases]
        label = F.one_hot(y, self.classes).to(self.out.weight)
        return [bias + told(label) for bias, told in zip(biases, self.told, strict=True)]

    def forward(self, x: Tensor, y: Tensor | None = None, order: int = 0) -> Tensor:
        h = x.flatten(1)
        *masks, last = self._masks(order)
        for layer, mask, shift in zip(self.hidden, masks, self._shifts(y), strict=True):
            assert isinstance(layer, nn.Linear)
            h = torch.relu(masked_linear(h, layer.weight, mask) + shift)
        return masked_linear(h, self.out.weight, last, self.out.bias).view(len(x), self.sites, self.outputs)

    def increment(self, n: int, y: Tensor | None = None, order: int = 0) -> MADEIncrement:
        """*n* pictures of which no site is known yet."""
        return MADEIncrement(self, n, y, order)


class MADEIncrement:
    """Pictures in the making. A unit is computed once, as soon as all that it sees is there, so a whole picture costs
    as much arithmetic as one pass."""

    def __init__(self, made: MADE, n: int, y: Tensor | None, order: int) -> None:
        weights = made.masked(order)
        self._order = made.get_buffer(f"order_{order}").tolist()
        shifts = [shift.detach() for shift in made._shifts(y)]
        self._shifts = shifts[1:]
        self._inputs = next(weights).T.reshape(made.sites, made.width, -1).contiguous()
        *self._between, last = weights
        self._outputs = last.view(made.sites, made.outputs, -1).transpose(1, 2).contiguous()
        self._bias = made.out.bias.detach().view(made.sites, made.outputs)
        self._sums = shifts[0].expand(n, -1).clone()  # of the first layer, before the bend
        self._units = [torch.zeros(n, len(degrees), device=last.device) for degrees in made.degrees]
        # Units of degree d at most, for each layer and d: they are sorted by degree.
        self._ends = [_ends(degrees, made.sites) for degrees in made.degrees]

    def logits(self, place: int) -> Tensor:
        """The outputs (n, outputs) for the site at *place* of the order, once those before it have been put."""
        site, end = self._order[place], self._ends[-1][place]
        return torch.addmm(self._bias[site], self._units[-1][:, :end], self._outputs[site, :end])

    def put(self, place: int, values: Tensor) -> None:
        """The numbers (n, width) of the site at *place*."""
        begin = self._ends[0][place]
        self._sums[:, begin:].addmm_(values, self._inputs[self._order[place], :, begin:])
        self._settle(place, place + 1)

    def begin(self, places: int, x: Tensor) -> None:
        """Puts the first so many *places* of the order at once, of pictures x (n, C, H, W); before all else."""
        x = x.flatten(2).transpose(1, 2) if self._inputs.shape[1] > 1 else x.flatten(1)[..., None]
        sites = self._order[:places]
        self._sums += x[:, sites].flatten(1) @ self._inputs[sites].flatten(0, 1)
        self._settle(0, places)

    def _settle(self, before: int, known: int) -> None:
        """Computes the units of degrees above *before* and up to *known*."""
        if known >= len(self._ends[0]):
            return
        first = slice(self._ends[0][before], self._ends[0][known])
        if first.start < first.stop:
            self._units[0][:, first] = self._sums[:, first].relu()
        for layer, (weight, shift) in enumerate(zip(self._between, self._shifts, strict=True), start=1):
            block = slice(self._ends[layer][before], self._ends[layer][known])
            if block.start < block.stop:
                seen = self._ends[layer - 1][known]
                sums = self._units[layer - 1][:, :seen] @ weight[block, :seen].T + shift[..., block]
                self._units[layer][:, block] = sums.relu()


def _mask(before: Tensor, after: Tensor) -> Tensor:
    """(after, before): 1 where a unit of degree *after* sees one of degree *before*, else 0."""
    return (before <= after[:, None]).float()


def _ends(degrees: Sequence[int], sites: int) -> list[int]:
    ends, count = [], 0
    for degree in range(sites):
        while count < len(degrees) and degrees[count] <= degree:
            count += 1
        ends.append(count)
    return ends
