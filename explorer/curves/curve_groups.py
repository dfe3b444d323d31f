"""Which metrics share an axis: those of one group, as long as they are counted in one unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from explorer.texts.data_texts import metric_text
from trainers.catalog import MetricSpec

Specs = tuple[MetricSpec, ...]


def with_units(specs: Sequence[MetricSpec], knobs: Mapping[str, object]) -> Specs:
    """The metrics of a model with the units that they have for the values of its *knobs*."""
    return tuple(replace(spec, unit=spec.unit_with(knobs), unit_when=()) for spec in specs)


def apart_by_unit(specs_by_model: Sequence[Specs]) -> tuple[Specs, ...]:
    """The same metrics, where those of a group whose units differ belong to groups named "loss (nats)"."""
    units: dict[str, set[str]] = {}
    for spec in (spec for specs in specs_by_model for spec in specs):
        units.setdefault(spec.group, set()).add(spec.unit)
    return tuple(
        tuple(
            replace(spec, group=f"{spec.group} ({spec.unit})") if spec.unit and len(units[spec.group]) > 1 else spec
            for spec in specs
        )
        for specs in specs_by_model
    )


def most_shared(specs_by_model: Sequence[Sequence[MetricSpec]]) -> str:
    """The group in which most models have a metric, the first of several; "" where there is none."""
    counts = Counter(group for specs in specs_by_model for group in dict.fromkeys(spec.group for spec in specs))
    return counts.most_common(1)[0][0] if counts else ""


def group_text(group: str) -> str:
    """A group in the language of the window."""
    name, bracket, unit = group.partition(" (")
    return f"{metric_text(name)} ({metric_text(unit.removesuffix(')'))})" if bracket else metric_text(group)
