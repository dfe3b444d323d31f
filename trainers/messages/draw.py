"""The look at how samples come about, beside its answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from trainers.examples import UInt8
from trainers.messages.look import Answer, Look


@dataclass(frozen=True)
class Draw(Look):
    """Draw ``count`` samples of one model, anew with every ``seed``; answered by Drawn, once for every stage."""

    long: ClassVar[bool] = True

    model: int
    count: int
    seed: int = 0


@dataclass(frozen=True)
class Drawn(Answer):
    """The samples (count, C, H, W) at one ``stage``, from 1: a better whole than at the one before, and at the ``last``
    one done. Whoever takes several keeps them by :meth:`following`: then ``earlier`` are the images of those before."""

    each_counts: ClassVar[bool] = True

    model: int
    stage: int
    last: bool
    images: UInt8
    earlier: tuple[UInt8, ...] = ()

    @property
    def goes_on(self) -> bool:
        return not self.last

    @property
    def stages(self) -> tuple[UInt8, ...]:
        """The images of all stages so far."""
        return (*self.earlier, self.images)

    def following(self, before: Answer | None) -> Self:
        same = isinstance(before, Drawn) and before.request_id == self.request_id
        return replace(self, earlier=before.stages) if same else self  # type: ignore[union-attr]
