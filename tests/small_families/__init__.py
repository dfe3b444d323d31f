"""Families that need what those of the program do not: no code, no gradients, many stages, a part that is given."""

from __future__ import annotations

from collections.abc import Mapping

from tests.small_families.even_odds import EvenOdds
from tests.small_families.moments import Moments
from tests.small_families.raster import Raster
from tests.small_families.unveiling import Unveiling
from trainers.family import Family

SMALL: Mapping[str, type[Family]] = {cls.name: cls for cls in (EvenOdds, Moments, Unveiling, Raster)}
