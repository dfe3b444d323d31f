"""How a piece of the museum shows the metrics of the honest family that it is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trainers.catalog import MetricSpec, Reference


def with_references(metrics: Sequence[MetricSpec], name: str, *references: Reference) -> tuple[MetricSpec, ...]:
    """Those metrics, one of them with the *references* by which the mistake is known."""
    return tuple(replace(each, references=references) if each.name == name else each for each in metrics)


def led_by(metrics: Sequence[MetricSpec], name: str) -> tuple[MetricSpec, ...]:
    """Those metrics, one of them before all others."""
    return tuple(sorted(metrics, key=lambda each: each.name != name))
