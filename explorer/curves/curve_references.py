"""The levels that curves are compared with: which of those that metrics name hold for the knobs of the models now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from explorer.texts.data_texts import metric_text
from trainers.catalog import MetricSpec, Reference

Level = tuple[float, str]


def reference_levels(
    specs_by_model: Sequence[Sequence[MetricSpec]], knobs: Sequence[Mapping[str, object]], labels: Sequence[str]
) -> dict[str, list[Level]]:
    """Per group of metrics the levels with their labels, each once, for ``CurvesView.show_references``.

    ``knobs`` are the values by name of each model. Where one label stands for different levels, those models are named
    with it. Groups without a level are there too, so that what no longer holds is taken away. Raises ValueError where
    the sequences are not as many as the models."""
    if not len(specs_by_model) == len(knobs) == len(labels):
        raise ValueError(
            f"references: expected metrics and knobs of {len(labels)} models, found {len(specs_by_model)} and "
            f"{len(knobs)}"
        )
    found: dict[str, dict[str, dict[float, list[str]]]] = {}  # by group, label, level: the models
    for specs, values, model in zip(specs_by_model, knobs, labels, strict=True):
        for spec in specs:
            group = found.setdefault(spec.group, {})
            for reference in spec.references:
                if _holds(reference, values):
                    models = group.setdefault(reference.label, {}).setdefault(reference.level, [])
                    models.append(model)
    return {
        group: [level for label, models in by_label.items() for level in _labelled(metric_text(label), models)]
        for group, by_label in found.items()
    }


def _holds(reference: Reference, values: Mapping[str, object]) -> bool:
    return all(name in values and values[name] == value for name, value in reference.when)


def _labelled(label: str, models: Mapping[float, Sequence[str]]) -> list[Level]:
    if len(models) == 1:
        return [(level, label) for level in models]
    return [(level, f"{label} ({', '.join(names)})") for level, names in models.items()]
