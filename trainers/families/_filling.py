"""How pictures are filled in site by site, in three ways that give the same picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from trainers.lazy import functional, torch

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.families._components import ByComponents, Way


_HOTTEST = 1e30  # beyond it noise is infinite, and no longer tells one level from another


class Filling:
    """One set of pictures (n, C, H, W) to be filled in, with the noise that decides how."""

    def __init__(
        self,
        family: ByComponents,
        noise: Tensor,
        y: Tensor | None,
        given: tuple[Tensor, Tensor] | None,
        temperature: float,
        order: str,
    ) -> None:
        self._family, self._y, self._order = family, y, order
        n, shape = len(noise), family.image_shape
        self._places: list[int] = family.orders[order].tolist()
        self._table = family.levels.table(family.device)
        self._is_binary = family.levels.count == 2 and not family.levels.is_palette  # then a level is its own number
        # Dividing the logits by T is as good as multiplying the noise with it, and T may be 0 then. Of two levels only
        # the difference counts.
        noise = noise * min(temperature, _HOTTEST)
        self._noise = noise[..., 1:] - noise[..., :1] if noise.shape[-1] == 2 else noise
        if given is None:
            self._pictures = torch.zeros(n, *shape, device=family.device)
            self._mask = torch.zeros(n, *shape, dtype=torch.bool, device=family.device)
        else:
            self._pictures, self._mask = (part.expand(n, *shape) for part in given)
        self._known = family.levels.sites_of(self._mask)
        self._given = family.levels.indices(self._pictures)
        some = self._known.any(0)[self._places].tolist()
        every = self._known.all(0)[self._places].tolist()
        self._some, self._every = some, every
        # Up to here all is known: sites that have to be put, but not to be predicted.
        self._first = next((place for place, known in enumerate(every) if not known), len(self._places))
        self._last = max((place + 1 for place, known in enumerate(every) if not known), default=0)  # and from here on

    def stages(self, way: Way) -> Iterator[tuple[int, Tensor]]:
        """How many places of the order are done, and the pictures."""
        ways = {"cached": self._cached, "fixed point": self._fixed_point, "naive": self._naive}
        row = self._family.site_shape[0] * self._family.site_shape[2]
        if self._first == len(self._places):
            yield self._first, self._pictures.clone()
            return
        for places, indices in ways[way](row):
            yield places, self._whole(indices, places)

    def _whole(self, indices: Tensor, places: int) -> Tensor:
        """The pictures with the first so many *places* filled in, black where nothing is yet."""
        drawn = self._family.levels.pixels(indices, self._family.image_shape)
        if places < len(self._places):
            todo = torch.zeros(1, self._family.sites, device=drawn.device, dtype=torch.bool)
            todo[:, self._places[places:]] = True
            covered = todo.view(1, *self._family.site_shape).expand(1, *drawn.shape[1:])
            drawn = drawn.masked_fill(covered, 0.0)
        return torch.where(self._mask, self._pictures, drawn)

    def _choose(self, logits: Tensor, noise: Tensor) -> Tensor:
        """The levels of free logits (..., levels - 1) and of noise."""
        if logits.shape[-1] == 1:
            return (logits + noise).squeeze(-1) > 0
        return (functional.pad(logits, (1, 0)) + noise).argmax(-1)

    @torch.no_grad()
    def _free(self, indices: Tensor) -> Tensor:
        pictures = self._family.levels.pixels(indices, self._family.image_shape)
        return self._family.filling_logits(pictures, self._y, self._order, self._known)

    @torch.no_grad()
    def _free_at(self, place: int, indices: Tensor) -> Tensor:
        pictures = self._family.levels.pixels(indices, self._family.image_shape)
        return self._family.filling_logits_at(place, pictures, self._y, self._order, self._known)

    def _naive(self, row: int) -> Iterator[tuple[int, Tensor]]:
        indices = torch.where(self._known, self._given, 0)
        for place in range(self._first, self._last):
            site = self._places[place]
            if not self._every[place]:
                chosen = self._choose(self._free_at(place, indices), self._noise[:, site])
                indices[:, site] = torch.where(self._known[:, site], self._given[:, site], chosen)
            if (place + 1) % row == 0 and place + 1 < self._last:
                yield place + 1, indices
        yield len(self._places), indices

    def _fixed_point(self, row: int) -> Iterator[tuple[int, Tensor]]:
        """Every round the sites before the first that changed are settled for good: there are at most as many rounds as
        sites, and mostly far fewer."""
        indices = torch.where(self._known, self._given, 0)
        settled = self._first
        while True:
            guess = self._choose(self._free(indices), self._noise).long()
            chosen = torch.where(self._known, self._given, guess)
            changed = (chosen != indices).any(0)[self._places]
            indices = chosen
            if not bool(changed.any()):
                break
            first = int(changed.int().argmax()) + 1  # what was guessed anew from settled sites only is settled, too
            if first // row > settled // row:
                yield first, indices
            settled = first
        yield len(self._places), indices

    def _cached(self, row: int) -> Iterator[tuple[int, Tensor]]:
        family, levels, last = self._family, self._family.levels, self._last
        indices = torch.where(self._known, self._given, 0)
        pictures = levels.pixels(indices, family.image_shape)
        values, noise = levels.by_site(pictures), self._noise.transpose(0, 1).contiguous()
        increment = family.filling_increment(pictures, self._y, self._order, self._known)
        if self._first:
            increment.begin(self._first, pictures)
        for place in range(self._first, last):
            site = self._places[place]
            if not self._every[place]:
                chosen = self._choose(increment.logits(place), noise[site])
                if self._some[place]:
                    chosen = torch.where(self._known[:, site], self._given[:, site], chosen)
                indices[:, site] = chosen
                values[:, site] = self._values(chosen)
            if place + 1 < last:
                increment.put(place, values[:, site])
            if (place + 1) % row == 0 and place + 1 < last:
                yield place + 1, indices
        yield len(self._places), indices

    def _values(self, chosen: Tensor) -> Tensor:
        """The numbers (n, width) of levels (n,)."""
        return chosen.float()[:, None] if self._is_binary else self._table[chosen.long()]
