"""What every family should have reached after a short training."""

from __future__ import annotations

from collections.abc import Mapping

STEPS = 60
LAST = 10  # steps over which a metric of training is averaged

Band = tuple[float, float]
BANDS: Mapping[str, Mapping[str, Band]] = {}
