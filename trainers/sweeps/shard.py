"""The part of a sweep that one task of a job array trains."""

from __future__ import annotations

from dataclasses import dataclass

from trainers.knobs import ConfigError
from trainers.sweeps.sweep import SweepCell


@dataclass(frozen=True)
class Shard:
    """The cells whose number in the sweep leaves *index* when it is divided by *count*."""

    index: int = 0
    count: int = 1

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Of a text such as ``0/4``. Raises ConfigError."""
        first, _, second = text.partition("/")
        try:
            shard = cls(int(first), int(second))
        except ValueError:
            shard = cls(0, 0)
        if not 0 <= shard.index < shard.count:
            raise ConfigError(f"--shard: expected I/N with I from 0 to N-1 such as 0/4, found {text!r}")
        return shard

    def has(self, cell: SweepCell) -> bool:
        """Whether a cell is one of these."""
        return cell.index % self.count == self.index
