"""The levels that curves are compared with: which of those that metrics name hold for the knobs of the models now."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from explorer.texts.data_texts import metric_text
from explorer.texts.listed import listed
from explorer.texts.shares import guess_number
from trainers.catalog import MetricSpec, Reference
from trainers.messages import BaselinesMeasured, TextCounted

Level = tuple[float, str]


def reference_levels(
    specs_by_model: Sequence[Sequence[MetricSpec]],
    knobs: Sequence[Mapping[str, object]],
    labels: Sequence[str],
    baselines: Sequence[BaselinesMeasured | None] = (),
    counted: TextCounted | None = None,
) -> dict[str, list[Level]]:
    """Per group of metrics the levels with their labels, each once, for ``CurvesView.show_references``.

    ``knobs`` are the values by name of each model, ``baselines`` what simpler ways make of its data, and ``counted``
    what counting makes of a text, where that was measured. Where one label stands for different levels, those models
    are named with it. Groups without a level are there too, so that what no longer holds is taken away. Raises
    ValueError where the sequences are not as many as the models."""
    if not len(specs_by_model) == len(knobs) == len(labels):
        raise ValueError(
            f"references: expected metrics and knobs of {len(labels)} models, found {len(specs_by_model)} and "
            f"{len(knobs)}"
        )
    found: dict[str, dict[str, dict[float, list[str]]]] = {}  # by group, label, level: the models
    measured = baselines or [None] * len(labels)
    for specs, values, model, simpler in zip(specs_by_model, knobs, labels, measured, strict=True):
        for spec in specs:
            group = found.setdefault(spec.group, {})
            for reference in spec.references:
                if _holds(reference, values):
                    models = group.setdefault(reference.label, {}).setdefault(reference.level, [])
                    models.append(model)
            for label, level in (*_baseline_levels(spec, simpler), *_counted_levels(spec, counted)):
                group.setdefault(label, {}).setdefault(level, []).append(model)
    return {
        group: [level for label, models in by_label.items() for level in _labelled(metric_text(label), models)]
        for group, by_label in found.items()
    }


def _baseline_levels(spec: MetricSpec, simpler: BaselinesMeasured | None) -> list[tuple[str, float]]:
    """What a metric is drawn beside, in its unit: independent pixels, and the entropy of the data where it is known."""
    if simpler is None or spec.baselines not in ("nats", "bits"):
        return []
    unit = 1.0 if spec.baselines == "nats" else 1 / (simpler.sites * math.log(2))
    translate = QCoreApplication.translate
    found = (
        (translate("Curves", "each pixel alone"), simpler.independent),
        (translate("Curves", "entropy of the data"), simpler.entropy),
    )
    return [(label, level * unit) for label, level in found if math.isfinite(level)]


def _counted_levels(spec: MetricSpec, counted: TextCounted | None) -> list[tuple[str, float]]:
    """What counting makes of a text, in nats a character, and among how many equally likely ones that is a guess."""
    if counted is None or spec.baselines != "counting":
        return []
    translate = QCoreApplication.translate
    found = (
        (translate("Curves", "uniform: a guess among {0}"), counted.uniform),
        (translate("Curves", "unigram: a guess among {0}"), counted.unigram),
        (translate("Curves", "bigram: a guess among {0}"), counted.bigram),
        (translate("Curves", "trigram: a guess among {0}"), counted.trigram),
        (translate("Curves", "entropy of the data: a guess among {0}"), counted.entropy),
    )
    return [(label.format(guess_number(nats)), nats) for label, nats in found if math.isfinite(nats)]


def _holds(reference: Reference, values: Mapping[str, object]) -> bool:
    return all(name in values and values[name] == value for name, value in reference.when)


def _labelled(label: str, models: Mapping[float, Sequence[str]]) -> list[Level]:
    if len(models) == 1:
        return [(level, label) for level in models]
    return [(level, f"{label} ({listed(names)})") for level, names in models.items()]
