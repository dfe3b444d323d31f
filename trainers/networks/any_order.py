"""A network that guesses what is covered from what is not, whatever is covered.

Uria, Murray and Larochelle, "A deep and tractable density estimator" (2014); Hoogeboom et al., "Autoregressive
diffusion models" (2022). It is shown a picture in which some sites are known, and which these are; it gives the odds of
all others. Two perceptrons whose logits add up: one looks at the whole picture, the other, the same for every site, at
a window around it; the first gives the second a hint of what the whole may be.

As both see a site through one layer of sums, what is new when a site becomes known is little: its own share of the
sums. So all sites of a picture, each given those before it in some order, take hardly more time than one pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

AT_ONCE = 1 << 24  # numbers that are held at a time where pictures are looked at site by site


class AnyOrder(nn.Module):
    """Pictures x (N, C, H, W) and which of their sites are known to *outputs* numbers for every site."""

    def __init__(
        self,
        image_shape: tuple[int, int, int],
        parts: int,
        layers: Sequence[int],
        channels: int,
        reach: int,
        outputs: int,
        classes: int = 0,
    ) -> None:
        """A pixel has so many *parts*, one site each, counted part by part: its channels as a rule, one in a palette.
        *layers* are the hidden units of the perceptron for the whole picture, *channels* those of the one for the
        window, which sees *reach* pixels to every side. With *classes* it also depends on a label."""
        super().__init__()
        colours, self.height, self.width = image_shape
        self.parts, self.reach, self.outputs, self.classes = parts, reach, outputs, classes
        self.numbers = colours // parts  # of a site
        self.sites = parts * self.height * self.width
        self.first = nn.Linear(self.sites * (self.numbers + 1), layers[0])
        self.hidden = nn.ModuleList([nn.Linear(inputs, outs) for inputs, outs in pairwise(layers)])
        self.out = nn.Linear(layers[-1], self.sites * outputs)
        self.window = nn.Conv2d(colours + parts, channels, 2 * reach + 1)  # its edges are put on before
        self.place = nn.Parameter(torch.zeros(channels, self.height, self.width))
        self.hint = nn.Linear(layers[-1], channels, bias=False)
        self.bend = nn.Linear(channels, channels)
        self.near = nn.Linear(channels, parts * outputs, bias=False)
        self.told = nn.Linear(classes, layers[0], bias=False) if classes else None

    def forward(self, x: Tensor, known: Tensor, y: Tensor | None = None) -> Tensor:
        """(N, sites, outputs) of pictures of which only the *known* (N, sites) sites count."""
        values, planes = self.covered(x, known)
        whole = self.deeper(self.sums(values, y))
        seen = F.conv2d(planes, self.window.weight, self.window.bias) + self.place
        near = self.nearby(seen.permute(0, 2, 3, 1), self.hint(whole)[:, None, None])  # (N, H, W, parts, outputs)
        return self.out(whole).view(len(x), self.sites, -1) + near.permute(0, 3, 1, 2, 4).flatten(1, 3)

    def each(self, x: Tensor, order: Tensor, known: Tensor | None = None, y: Tensor | None = None) -> Tensor:
        """(N, sites, outputs) of every site given those before it in the *order* (sites,), and those that are *known*
        (N, sites) whatever the order. Nothing passes from what a site is not given: gradients to that are zero."""
        known = torch.zeros(len(x), self.sites, dtype=torch.bool, device=x.device) if known is None else known
        of_a_site = self.window.weight[0].numel() + 2 * len(self.first.bias)
        pieces = torch.arange(len(x), device=x.device).split(max(1, AT_ONCE // (self.sites * of_a_site)))
        return torch.cat([self._each(x[i], order, known[i], None if y is None else y[i]) for i in pieces])

    def _each(self, x: Tensor, order: Tensor, known: Tensor, y: Tensor | None) -> Tensor:
        rank, sites = order.argsort(), torch.arange(self.sites, device=x.device)
        whole = self.deeper(self._sums_in_turn(x, order, known, y)[:, rank])
        seen = F.linear(self._windows_in_turn(x, rank, known), self.window.weight.flatten(1), self.window.bias)
        near = self.nearby(seen + self.place.flatten(1).T.repeat(self.parts, 1), self.hint(whole))
        near = near[:, sites, sites // (self.height * self.width)]  # each site's own part
        odds = self.out.weight.unflatten(0, (self.sites, -1))
        return torch.einsum("nsu,sou->nso", whole, odds) + self.out.bias.view(self.sites, -1) + near

    def _sums_in_turn(self, x: Tensor, order: Tensor, known: Tensor, y: Tensor | None) -> Tensor:
        """The sums of the first layer (N, sites, units) before each place of the order."""
        shares = self.by_site(x, ~known)[:, order]
        shares = torch.einsum("nsw,swu->nsu", shares, self.of_sites()[order])
        return self.sums(self.by_site(x, known), y)[:, None] + F.pad(shares[:, :-1], (0, 0, 1, 0)).cumsum(1)

    def _windows_in_turn(self, x: Tensor, rank: Tensor, known: Tensor) -> Tensor:
        """What the window shows of each site (N, sites, inputs) when it is that site's turn."""
        size = 2 * self.reach + 1
        edge = (self.reach,) * 4
        ranks = F.pad(rank.view(1, self.parts, self.height, self.width).float(), edge, value=self.sites)
        before = F.unfold(ranks, size) < rank.view(self.parts, 1, -1)  # (parts, parts * size * size, H * W)
        given = F.unfold(F.pad(self.planes_of(known, x.dtype), edge), size)[:, None]
        given = torch.where(before, 1.0, given)  # (N, parts, parts * size * size, H * W)
        values = F.unfold(F.pad(x, edge), size).unflatten(1, (1, self.parts, self.numbers, -1))
        values = (values * given.unflatten(2, (self.parts, 1, -1))).flatten(2, 4)
        return torch.cat([values, given], dim=2).transpose(2, 3).flatten(1, 2)

    def increment(self, x: Tensor, known: Tensor, order: Tensor, y: Tensor | None = None) -> AnyOrderIncrement:
        """Pictures x (n, C, H, W) in the making, of which the *known* (n, sites) sites are seen from the beginning."""
        return AnyOrderIncrement(self, x, known, order, y)

    def covered(self, x: Tensor, known: Tensor) -> tuple[Tensor, Tensor]:
        """What the two perceptrons see: :meth:`by_site`; and the same as planes (N, C + parts, H, W) with an edge of
        zeros."""
        mask = self.planes_of(known, x.dtype)
        planes = torch.cat([x * mask.repeat_interleave(self.numbers, dim=1), mask], dim=1)
        edged = F.pad(planes, (self.reach,) * 4).contiguous(memory_format=torch.channels_last)
        return self.by_site(x, known), edged

    def by_site(self, x: Tensor, known: Tensor) -> Tensor:
        """Of each site (N, sites, numbers + 1) its numbers and a 1, or zeros where it is not *known*."""
        values = x.unflatten(1, (self.parts, self.numbers)).permute(0, 1, 3, 4, 2).flatten(1, 3)
        return F.pad(values, (0, 1), value=1.0) * known[..., None]

    def planes_of(self, known: Tensor, dtype: torch.dtype) -> Tensor:
        """(N, parts, H, W) of what is known of sites (N, sites)."""
        return known.view(-1, self.parts, self.height, self.width).to(dtype)

    def of_sites(self) -> Tensor:
        """The weights (sites, numbers + 1, units) of the first layer."""
        return self.first.weight.T.unflatten(0, (self.sites, -1))

    def sums(self, by_site: Tensor, y: Tensor | None) -> Tensor:
        """The sums (N, units) of the first layer, where labels *y* (N,) count, too."""
        sums: Tensor = self.first(by_site.flatten(1))
        return sums if self.told is None or y is None else sums + self.told(F.one_hot(y, self.classes).to(sums))

    def deeper(self, sums: Tensor) -> Tensor:
        """The last hidden layer (..., units) from the sums of the first."""
        h = sums.relu()
        for layer in self.hidden:
            h = layer(h).relu()
        return h

    def nearby(self, seen: Tensor, hint: Tensor) -> Tensor:
        """(..., parts, outputs) from the window's sums (..., channels)."""
        near: Tensor = self.near(self.bend((seen + hint).relu()).relu())
        return near.unflatten(-1, (self.parts, -1))


class AnyOrderIncrement:
    """Pictures in the making: what is put changes the sums of the first layer and the planes under the window."""

    @torch.no_grad()
    def __init__(self, net: AnyOrder, x: Tensor, known: Tensor, order: Tensor, y: Tensor | None) -> None:
        self._net, self._order, self._y = net, order.tolist(), y
        self._weights = net.of_sites().contiguous()
        self._odds = net.out.weight.unflatten(0, (net.sites, -1)).transpose(1, 2).contiguous()
        self._bias = net.out.bias.view(net.sites, -1)
        self._window = net.window.weight.flatten(1)
        self._see(x, known)

    def _see(self, x: Tensor, known: Tensor) -> None:
        by_site, planes = self._net.covered(x, known)
        self._known, self._sums, self._planes = known.clone(), self._net.sums(by_site, self._y), planes.contiguous()
        self._some = known.any(0).tolist()

    @torch.no_grad()
    def begin(self, places: int, x: Tensor) -> None:
        """Puts the first so many *places* of the order at once, of pictures x (n, C, H, W); before all else."""
        self._known[:, self._order[:places]] = True
        self._see(x, self._known)

    @torch.no_grad()
    def logits(self, place: int) -> Tensor:
        """The outputs (n, outputs) for the site at *place* of the order, once those before it have been put."""
        net, site = self._net, self._order[place]
        part, row, column = self._position(site)
        size = 2 * net.reach + 1
        whole = net.deeper(self._sums)
        window = self._planes[:, :, row : row + size, column : column + size].flatten(1)
        seen = F.linear(window, self._window, net.window.bias) + net.place[:, row, column]
        near = net.nearby(seen, net.hint(whole))[:, part]
        return torch.addmm(self._bias[site], whole, self._odds[site]) + near

    @torch.no_grad()
    def put(self, place: int, values: Tensor) -> None:
        """The numbers (n, width) of the site at *place*; where they are known already, nothing changes."""
        net, site = self._net, self._order[place]
        part, row, column = self._position(site)
        new = F.pad(values, (0, 1), value=1.0)
        if self._some[site]:
            new = new * ~self._known[:, site, None]
            self._known[:, site] = True
        self._sums.addmm_(new, self._weights[site])
        first = part * net.numbers
        here = self._planes[:, :, row + net.reach, column + net.reach]
        here[:, first : first + net.numbers] = values
        here[:, net.parts * net.numbers + part] = 1.0

    def _position(self, site: int) -> tuple[int, int, int]:
        part, pixel = divmod(site, self._net.height * self._net.width)
        return part, *divmod(pixel, self._net.width)
