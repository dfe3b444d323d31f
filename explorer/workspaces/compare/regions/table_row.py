"""What the table of regions tells of one model."""

from __future__ import annotations

from dataclasses import dataclass

from trainers.messages import DrawnFrom, Region, RegionScore

ORDER = (Region.BOX, Region.GAUSSIAN, Region.PRIOR, Region.MIXTURE)  # from left to right


@dataclass(frozen=True)
class TableRow:
    """What is known of one model: the ``scores`` of the ``regions`` that it has, None where it is not known yet, and
    which region is ``chosen``: in it the holes are counted that its map tells of. Shares are of ``count`` codes."""

    label: str
    regions: tuple[DrawnFrom, ...]
    scores: tuple[RegionScore | None, ...]
    chosen: Region
    count: int

    def score(self, region: Region) -> RegionScore | None:
        return next((s for d, s in zip(self.regions, self.scores, strict=True) if d.region is region), None)

    def has(self, region: Region) -> bool:
        return any(drawn.region is region for drawn in self.regions)
