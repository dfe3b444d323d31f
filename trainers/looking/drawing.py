"""New images of a model, drawn in short pieces or shown stage by stage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from trainers import messages
from trainers.lazy import torch
from trainers.looking.jobs import Answerers, Job, Stamp
from trainers.looking.looker import Looker
from trainers.pieces import Pieces

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.family import Family

EVEN = 32  # stages that are all shown; of the next so many every second, then every fourth, ...
MOST_DRAWN = 256  # images that a look may ask for
N_BASIS = 2000  # training images whose codes tell a family without a prior where to draw from


def drawing(
    family: Family, n: int, generator: torch.Generator, y: Tensor | None, codes: Tensor | None, piece: int
) -> Pieces[Tensor]:
    """The last stage of ``family.draw(n, generator, y, codes=codes)``: images (n, C, H, W) in [0, 1].

    Decoded, or drawn, in pieces of so many images. Of a family that draws otherwise than from codes each stage is a
    piece, too. *generator* is on the model's device."""
    drawn: list[Tensor] = []
    if family.draws_codes:
        z = family.sample_codes(n, generator, codes)
        for start in range(0, n, piece):
            part = slice(start, start + piece)
            drawn.append(family.decode(z[part], None if y is None else y[part]))
            yield None
        return drawn[0] if len(drawn) == 1 else torch.cat(drawn)
    for start in range(0, n, piece):
        some = None if y is None else y[start : start + piece]
        stages: list[Tensor] = []
        for images in family.draw(min(piece, n - start), generator, some, codes=codes):
            stages = [images]  # of which only the last one is kept
            yield None
        if not stages:
            raise ValueError(f"{family.name}: expected draw() to yield images, found none")
        drawn += stages
    return torch.cat(drawn)


class StageReader:
    """Answers what is asked of how samples come about."""

    def __init__(self, looker: Looker) -> None:
        self._looker = looker

    def answerers(self) -> Answerers:
        return {messages.Draw: self._draw}

    def _draw(self, look: messages.Draw, stamp: Stamp) -> Job:
        """Every stage as it is drawn; of very many fewer and fewer, and always the last one."""
        looker, family = self._looker, self._looker.models[look.model]
        label = looker.experiment.models[look.model].label
        if "samples" not in family.capabilities:
            raise ValueError(f"{label} draws no samples, so there are no stages to show")
        if not 1 <= look.count <= MOST_DRAWN:
            raise ValueError(f"{label}: expected 1 to {MOST_DRAWN} samples, found {look.count}")
        basis = None
        if "encodes" in family.capabilities:
            codes, _ = yield from looker.codes(family, looker.examples.train[looker.order[:N_BASIS]])
            basis = None if codes is None else looker.floats(codes)
        generator = torch.Generator(looker.device).manual_seed(look.seed)
        for stage, images, last in _thinned(family.draw(look.count, generator, codes=basis)):
            if images is None:
                yield None
            else:
                shown = looker.examples.kind.to_shown(images)
                yield messages.Drawn(*stamp, look.model, stage, last, shown)


def _thinned(stages: Iterator[Tensor]) -> Iterator[tuple[int, Tensor | None, bool]]:
    """The stages with their numbers, from 1, and whether each is the last one; None in the place of one that is left
    out, or still held back until it is known whether another follows."""
    held: Tensor | None = None
    number, every, shown = 0, 1, 0
    for images in stages:
        if held is not None and number % every == 0:
            yield number, held, False
            shown += 1
            if shown % EVEN == 0:
                every *= 2
        else:
            yield number, None, False
        held, number = images, number + 1
    if held is not None:
        yield number, held, True
