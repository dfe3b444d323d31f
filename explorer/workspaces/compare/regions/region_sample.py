"""Invented shares, for trying the views of regions alone."""

from __future__ import annotations

from explorer.workspaces.compare.regions.table_row import ORDER, TableRow
from trainers.messages import DrawnFrom, MixtureFit, Region, RegionScore

SHARES = {"AE": (0.37, 0.21, None, 0.06), "VAE": (0.17, 0.12, 0.11, 0.05)}


def sample_score(region: Region, share: float, components: int = 10) -> RegionScore:
    """With an interval as wide as that of 2000 codes."""
    half = 1.96 * (share * (1 - share) / 2000) ** 0.5
    found = components if region is Region.MIXTURE else 0
    return RegionScore(DrawnFrom(region, MixtureFit(components)), share, share - half, share + half, found)


def sample_rows() -> list[TableRow]:
    rows = []
    for label, shares in SHARES.items():
        known = [(region, share) for region, share in zip(ORDER, shares, strict=True) if share is not None]
        scores = tuple(sample_score(region, share) for region, share in known)
        rows.append(TableRow(label, tuple(score.drawn for score in scores), scores, Region.BOX, 2000))
    return rows


def sample_sizes(first: float) -> tuple[RegionScore, ...]:
    """Fewer holes the more Gaussians there are."""
    return tuple(sample_score(Region.MIXTURE, first / size**0.5, size) for size in (1, 2, 5, 10, 20, 30))
