"""What is known of one model's texts by temperature: put together of the answers to several looks."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from trainers.messages.temperatures import Tempered


@dataclass(frozen=True)
class Estimate:
    """A ``value`` and its standard ``error``."""

    value: float
    error: float


@dataclass(frozen=True)
class TemperedPoint:
    """At one ``temperature``: nats a character of ``held_out`` text, and by name how good ``count`` texts were."""

    temperature: float
    held_out: Estimate
    qualities: Mapping[str, Estimate]
    count: int

    def can_be_drawn(self, quality: str) -> bool:
        found = self.qualities.get(quality)
        return found is not None and math.isfinite(found.value) and math.isfinite(self.held_out.value)


@dataclass(frozen=True)
class TemperedCurve:
    """Of the weights of one ``step``; ``points`` from the lowest temperature to the highest. ``seconds`` is how long
    the model takes for one text at one temperature."""

    step: int
    points: tuple[TemperedPoint, ...] = ()
    seconds: float = 0.0

    def drawn(self, quality: str) -> tuple[TemperedPoint, ...]:
        """The points that have a place in the plane of that quality."""
        return tuple(point for point in self.points if point.can_be_drawn(quality))

    def point(self, temperature: float) -> TemperedPoint | None:
        return next((point for point in self.points if point.temperature == temperature), None)

    def count(self, temperature: float) -> int:
        """How many texts were written at a temperature."""
        point = self.point(temperature)
        return 0 if point is None else point.count

    def between(self, temperature: float, quality: str) -> tuple[float, float] | None:
        """The nats of held-out text and the quality at a temperature, on the straight line between the points at both
        sides; None outside of what is known."""
        points = self.drawn(quality)
        for point in points:
            if point.temperature == temperature:
                return point.held_out.value, point.qualities[quality].value
        for low, high in pairwise(points):
            if low.temperature < temperature < high.temperature:
                share = (temperature - low.temperature) / (high.temperature - low.temperature)
                ends = ((each.held_out.value, each.qualities[quality].value) for each in (low, high))
                (x0, y0), (x1, y1) = ends
                return x0 + share * (x1 - x0), y0 + share * (y1 - y0)
        return None


def followed_by(curve: TemperedCurve | None, answer: Tempered) -> TemperedCurve:
    """A *curve* with what *answer* adds to it, or puts in the place of what it had; that of other weights goes."""
    known = {} if curve is None or curve.step != answer.step else {each.temperature: each for each in curve.points}
    for at in range(answer.done):
        temperature = float(answer.temperatures[at])
        qualities = {
            name: Estimate(float(quality.values[at]), float(quality.errors[at]))
            for name, quality in answer.qualities.items()
        }
        held_out = Estimate(float(answer.held_out[at]), float(answer.held_out_errors[at]))
        known[temperature] = TemperedPoint(temperature, held_out, qualities, answer.count)
    seconds = 0.0 if curve is None else curve.seconds
    if answer.done:
        seconds = answer.seconds / (answer.done * answer.count)
    return TemperedCurve(answer.step, tuple(known[each] for each in sorted(known)), seconds)
