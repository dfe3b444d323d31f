"""Labels that tell models of several runs apart: by their own where these differ, else by what is different."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from trainers.knobs import knob_specs
from trainers.shown import shown_name

if TYPE_CHECKING:
    from trainers.runs.beside.composing import ChosenModel

MOST_PARTS = 2  # settings in a label; more are no label


def telling_labels(chosen: Sequence[ChosenModel]) -> tuple[str, ...]:
    """A label for each, no two alike: "AE" and "VAE"; "Beta 0.5" and "Beta 4" of models that are called alike; else
    the names of their runs. What tells apart comes first: there is little room."""
    own = [shown_name(each.spec.label) for each in chosen]
    if len(set(own)) == len(own):
        return tuple(own)
    labels = list(own)
    for name in dict.fromkeys(own):
        alike = [index for index, label in enumerate(own) if label == name]
        if len(alike) > 1:
            found = _told_apart([chosen[index] for index in alike])
            for index, text in zip(alike, found, strict=True):
                labels[index] = text
    clear = [labels.count(label) == 1 for label in labels]  # else what they are called says of which family it is
    return _numbered(
        [
            text if text == name or alone else f"{name} {text}"
            for text, name, alone in zip(labels, own, clear, strict=True)
        ]
    )


def _told_apart(chosen: Sequence[ChosenModel]) -> list[str]:
    """By as few settings as will do, by where training stands, by the names of the runs."""
    differing = [texts for texts in _settings(chosen) if len(set(texts)) > 1]
    for count in range(1, MOST_PARTS + 1):
        for parts in combinations(differing, count):
            joined = [", ".join(texts) for texts in zip(*parts, strict=True)]
            if len(set(joined)) == len(chosen):
                return joined
    return [each.run.name for each in chosen]


def _settings(chosen: Sequence[ChosenModel]) -> Iterator[list[str]]:
    """What may tell models apart, the likeliest first, in the words of labels: a text for each model."""
    if len({each.spec.family for each in chosen}) == 1:
        for spec in knob_specs(type(chosen[0].spec.config)):
            yield [f"{spec.label} {value_text(getattr(each.spec.config, spec.name))}" for each in chosen]
    yield [f"Seed {each.run.contents.experiment.plan.seed}" for each in chosen]
    yield [f"Step {each.run.step}" for each in chosen]


def value_text(value: Any) -> str:
    """A setting in few letters."""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, tuple | list):
        return " ".join(map(value_text, value))
    return shown_name(str(value))


def _numbered(labels: Sequence[str]) -> tuple[str, ...]:
    """With a number behind each that is there already."""
    found: list[str] = []
    for label in labels:
        number, text = 1, label
        while text in found:
            number += 1
            text = f"{label} ({number})"
        found.append(text)
    return tuple(found)
