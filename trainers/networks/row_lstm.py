"""A row LSTM: memory that walks down a picture, a whole row at a time.

Van den Oord, Kalchbrenner and Kavukcuoglu, "Pixel Recurrent Neural Networks" (2016). A masked window first sums up what
lies just above and to the left of every pixel. From there LSTM cells, one for each column, go down row by row: what
a cell takes in comes from its own row up to its column (*input to state*, all rows at once), what it remembers from
three cells of the row above (*state to state*). So a pixel knows of a triangle above it that widens to the top edge.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

REACH = 3  # pixels that the first window sees upwards and to both sides
TAPS = 3  # columns that a cell takes in from the row above: its own, and one to each side


class RowLSTM(nn.Module):
    """Pictures x (N, C, H, W) to *outputs* numbers for each of the *parts* that a pixel has, (N, parts, H, W, outputs).

    A pixel's parts are drawn one after the other, its channels as a rule; a pixel of a palette has one part."""

    seen: Tensor  # the window's weights that count: 1, and 0 at the pixel itself and what follows in its row

    def __init__(
        self, image_shape: tuple[int, int, int], parts: int, units: int, layers: int, outputs: int, classes: int = 0
    ) -> None:
        """*units* are the cells of one column in each of the *layers*. With *classes* it also depends on a label."""
        super().__init__()
        channels, self.height, self.width = image_shape
        self.parts, self.units, self.outputs, self.classes = parts, units, outputs, classes
        # One plane more says where the picture is: beyond its edge all are 0.
        self.window = nn.Conv2d(channels + 1, units, (REACH + 1, 2 * REACH + 1))
        seen = torch.ones(REACH + 1, 2 * REACH + 1)
        seen[-1, REACH:] = 0
        self.register_buffer("seen", seen, persistent=False)
        self.inputs = nn.ModuleList([nn.Linear(2 * units, 4 * units) for _ in range(layers)])
        self.states = nn.ModuleList([nn.Linear(TAPS * units, 4 * units, bias=False) for _ in range(layers)])
        # For every part of a pixel a layer that also sees the parts of the same pixel before it.
        self.bend = nn.Linear(units, parts * 2 * units)
        self.out = nn.Parameter(torch.empty(parts, 2 * units, outputs).uniform_(-1, 1) / (2 * units) ** 0.5)
        self.bias = nn.Parameter(torch.zeros(parts, self.height, self.width, outputs))
        self.beside = nn.Parameter(torch.zeros(parts, parts, 2 * units)) if parts > 1 else None
        self.told = nn.Linear(classes, layers * 4 * units + parts * 2 * units, bias=False) if classes else None

    def shifts(self, y: Tensor | None) -> list[Tensor]:
        """What is added for labels *y* (N,), (N or 1, 1, units) for each layer and for the head."""
        widths = [4 * self.units] * len(self.inputs) + [self.bend.out_features]
        if self.told is None or y is None:
            return [self.bend.bias.new_zeros(1, 1, width) for width in widths]
        return list(self.told(F.one_hot(y, self.classes).to(self.bias))[:, None].split(widths, dim=2))

    def forward(self, x: Tensor, y: Tensor | None = None) -> Tensor:
        *shifts, last = self.shifts(y)
        rows = self.look(x)
        for layer, shift in enumerate(shifts):
            rows = rows + self.walk(layer, self.take_in(layer, rows) + shift)[0]
        earlier = x.permute(2, 0, 3, 1) if self.parts > 1 else None
        return self.head(rows, last, earlier).permute(1, 3, 0, 2, 4) + self.bias

    def look(self, x: Tensor) -> Tensor:
        """What the window sees around each pixel of x (N, C, H, W): (H, N, W, units)."""
        seen = F.conv2d(with_edge(x), self.window.weight * self.get_buffer("seen"), self.window.bias)
        return seen.relu().permute(2, 0, 3, 1)

    def take_in(self, layer: int, rows: Tensor) -> Tensor:
        """Input to state: what cells take in from rows (..., W, units), their own column and the one to its left."""
        left = F.pad(rows[..., :-1, :], (0, 0, 1, 0))
        return self.inputs[layer](torch.cat([left, rows], dim=-1))

    def remember(self, layer: int, above: Tensor) -> Tensor:
        """State to state: what cells take from the states above (N, W, units) of the row before."""
        padded = F.pad(above, (0, 0, 1, 1))
        width = above.shape[1]
        return self.states[layer](torch.cat([padded[:, tap : tap + width] for tap in range(TAPS)], dim=2))

    def walk(self, layer: int, taken: Tensor) -> tuple[Tensor, Tensor]:
        """States (H, N, W, units) of all rows from what their cells take in, and the memory of the last row."""
        state = memory = taken.new_zeros(*taken.shape[1:3], self.units)
        states = []
        for row, here in enumerate(taken.unbind(0)):
            state, memory = cell(here + self.remember(layer, state) if row else here, memory)
            states.append(state)
        return torch.stack(states), memory

    def increment(self, n: int, y: Tensor | None = None) -> RowLSTMIncrement:
        """*n* pictures of which nothing is known yet."""
        return RowLSTMIncrement(self, n, y)

    def head(self, rows: Tensor, shift: Tensor, earlier: Tensor | None) -> Tensor:
        """(..., parts, outputs) of what is known at pixels (..., units), of which the parts (..., parts) are *earlier*
        for those that follow. Before :attr:`bias`."""
        hidden = (self.bend(rows) + shift).unflatten(-1, (self.parts, -1))
        if self.beside is not None and earlier is not None:
            hidden = hidden + torch.einsum("...e,peh->...ph", earlier, _below(self.beside))
        return torch.einsum("...ph,pho->...po", hidden.relu(), self.out)


class RowLSTMIncrement:
    """Pictures in the making: cells are computed one column after the other, each when it is asked for."""

    @torch.no_grad()
    def __init__(self, net: RowLSTM, n: int, y: Tensor | None) -> None:
        self._net, self._next = net, 0  # the pixel whose cells come next
        *self._shifts, self._last = [shift[:, 0] for shift in net.shifts(y)]
        channels = net.window.in_channels - 1
        self._planes = with_edge(net.bias.new_zeros(n, channels, net.height, net.width))
        self._pixels = self._planes[:, :channels, REACH:, REACH : REACH + net.width]  # a view: what is known of them
        self._window = (net.window.weight * net.get_buffer("seen")).flatten(1)
        fresh = [net.bias.new_zeros(n, net.width, net.units) for _ in net.inputs]
        self._states, self._memories = fresh, [memory.clone() for memory in fresh]  # of the row that is made
        self._here = fresh[0][:, 0]  # (n, units): what is known at the last pixel that was made

    @torch.no_grad()
    def begin(self, places: int, x: Tensor) -> None:
        """Puts the first so many *places* of the order at once, of pictures x (n, C, H, W); before all else."""
        net = self._net
        pixels, more = divmod(places, net.parts)
        full, column = divmod(pixels, net.width)
        self._pixels[:, :, :full] = x[:, :, :full]
        if full < net.height:
            self._pixels[:, :, full, :column] = x[:, :, full, :column]
        if more:
            self._pixels[:, :more, full, column] = x[:, :more, full, column]
        if full:
            rows = net.look(x[:, :, :full])
            for layer, shift in enumerate(self._shifts):
                states, self._memories[layer] = net.walk(layer, net.take_in(layer, rows) + shift[:, None])
                self._states[layer] = states[-1]
                rows = rows + states
            self._next = full * net.width

    @torch.no_grad()
    def logits(self, place: int) -> Tensor:
        """The outputs (n, outputs) for the site at *place* of the order, once those before it have been put."""
        net = self._net
        pixel, part = divmod(place, net.parts)
        while self._next <= pixel:
            self._make(*divmod(self._next, net.width))
            self._next += 1
        row, column = divmod(pixel, net.width)
        earlier = self._pixels[:, :, row, column] if net.parts > 1 else None
        return net.head(self._here, self._last, earlier)[:, part] + net.bias[part, row, column]

    def put(self, place: int, values: Tensor) -> None:
        """The numbers (n, width) of the site at *place*."""
        pixel, part = divmod(place, self._net.parts)
        row, column = divmod(pixel, self._net.width)
        channels = slice(part, part + 1) if self._net.parts > 1 else slice(None)
        self._pixels[:, channels, row, column] = values

    def _make(self, row: int, column: int) -> None:
        """The cells of one pixel, in all layers."""
        net = self._net
        if column == 0:
            self._begin_row()
        window = self._planes[:, :, row : row + REACH + 1, column : column + 2 * REACH + 1]
        here = F.linear(window.flatten(1), self._window, net.window.bias).relu()
        for layer, shift in enumerate(self._shifts):
            taken = net.inputs[layer](torch.cat([self._left[layer], here], dim=1))
            self._left[layer] = here
            gates = taken + shift + self._remembered[layer][:, column]
            state, memory = cell(gates, self._above[layer][:, column])
            self._states[layer][:, column], self._memories[layer][:, column] = state, memory
            here = here + state
        self._here = here

    def _begin_row(self) -> None:
        """What was made is now the row above."""
        self._above = self._memories  # memories of the row above
        self._remembered = [self._net.remember(layer, above) for layer, above in enumerate(self._states)]
        self._states, self._memories = ([torch.empty_like(above) for above in self._above] for _ in range(2))
        self._left = [torch.zeros_like(self._here) for _ in self._above]  # what layers took in one column to the left


def with_edge(x: Tensor) -> Tensor:
    """Pictures (N, C, H, W) with a plane of ones more, and zeros around them as far as the window reaches."""
    return F.pad(torch.cat([x, torch.ones_like(x[:, :1])], dim=1), (REACH, REACH, REACH, 0))


def cell(gates: Tensor, memory: Tensor) -> tuple[Tensor, Tensor]:
    """(state, memory) that follow from *gates* (..., 4 * units) and the memory above (..., units)."""
    units = memory.shape[-1]
    opens = gates[..., : 3 * units].sigmoid()
    out, keep, let_in = opens.split(units, dim=-1)
    memory = keep * memory + let_in * gates[..., 3 * units :].tanh()
    return out * memory.tanh(), memory


def _below(weights: Tensor) -> Tensor:
    """Of weights (parts, parts, ...) only those from earlier parts to later ones."""
    parts = len(weights)
    later = torch.ones(parts, parts, device=weights.device).tril(-1)
    return weights * later[:, :, None]
