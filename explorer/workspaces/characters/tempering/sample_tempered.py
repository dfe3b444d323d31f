"""Made-up curves, so that views can be looked at without a model."""

from __future__ import annotations

import math

from explorer.workspaces.characters.tempering.tempered_curve import Estimate, TemperedCurve, TemperedPoint
from explorer.workspaces.characters.tempering.tempered_looks import MANY

ENTROPY = 1.6  # nats a character


def sample_curve(
    behind: float = 0.0, step: int = 100, count: int = 400, temperatures: tuple[float, ...] = MANY
) -> TemperedCurve:
    """As of a model that is so many nats *behind* the data's source: colder texts are better, and fewer are covered."""
    points = []
    for temperature in sorted(temperatures):
        cold = math.log(temperature)
        held_out = ENTROPY + 0.1 + behind + 0.5 * cold**2
        nats = ENTROPY + 0.1 + 1.2 * behind + 0.8 * cold + 0.3 * cold**2
        share = 1 / (1 + math.exp(2.5 * cold - 1.5 + 2 * behind))
        error = math.sqrt(share * (1 - share) / count)
        qualities = {"true_share": Estimate(share, error), "oracle_nats": Estimate(nats, 0.6 / math.sqrt(count))}
        points.append(TemperedPoint(temperature, Estimate(held_out, 0.01), qualities, count))
    return TemperedCurve(step, tuple(points), 0.001)
