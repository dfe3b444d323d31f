"""Labels that tell models of several runs apart: by their own where these differ, else by what is different, in as few
letters as will do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from trainers.knobs import Config, KnobSpec, knob_specs
from trainers.shown import shown_name

if TYPE_CHECKING:
    from trainers.runs.beside.composing import ChosenModel
    from trainers.runs.beside.finished_run import FinishedRun

MOST_PARTS = 3  # settings in a label; more are no label
BETWEEN = " · "  # parts of a label
# Signs that are the same in every language, and what a knob with them does.
SIGNS = {"kl weight": "β", "rate of D": "lr D", "rate of G": "lr G"}
RATE = "lr"  # of a model that has one


@dataclass(frozen=True)
class LabelWords:
    """In which words labels are written, here in English: ``setting`` is what a knob is called, ``seed`` and ``step``
    have a place for their number, and ``names`` are those of a run, the shortest first."""

    setting: Callable[[str], str] = str
    seed: str = "seed {0}"
    step: str = "step {0}"
    names: Callable[[FinishedRun], tuple[str, ...]] = lambda run: (run.name,)


def telling_labels(chosen: Sequence[ChosenModel], words: LabelWords | None = None) -> tuple[str, ...]:
    """A label for each, no two alike: "AE" and "VAE"; "β 0.5" and "β 4" of models that are called alike; else the names
    of their runs. What tells apart comes first: there is little room."""
    words = words or LabelWords()
    own = [shown_name(each.spec.label) for each in chosen]
    if len(set(own)) == len(own):
        return tuple(own)
    labels = list(own)
    for name in dict.fromkeys(own):
        alike = [index for index, label in enumerate(own) if label == name]
        if len(alike) > 1:
            found = _told_apart([chosen[index] for index in alike], words)
            for index, text in zip(alike, found, strict=True):
                labels[index] = text
    clear = [labels.count(label) == 1 for label in labels]  # else what they are called says of which family it is
    return _numbered(
        [
            text if text == name or alone else f"{name} {text}"
            for text, name, alone in zip(labels, own, clear, strict=True)
        ]
    )


def _told_apart(chosen: Sequence[ChosenModel], words: LabelWords) -> list[str]:
    """By as few settings as will do, by where training stands, by the names of the runs."""
    differing = [texts for texts in _settings(chosen, words) if len(set(texts)) > 1]
    for count in range(1, MOST_PARTS + 1):
        for parts in combinations(differing, count):
            joined = [BETWEEN.join(texts) for texts in zip(*parts, strict=True)]
            if len(set(joined)) == len(chosen):
                return joined
    forms = [list(names) for names in zip(*(words.names(each.run) for each in chosen), strict=False)]
    return next((names for names in forms if len(set(names)) == len(names)), forms[-1])


def _settings(chosen: Sequence[ChosenModel], words: LabelWords) -> Iterator[list[str]]:
    """What may tell models apart, the likeliest first, in the words of labels: a text for each model."""
    if len({each.spec.family for each in chosen}) == 1:
        config = chosen[0].spec.config
        for spec in knob_specs(type(config)):
            called = _sign(spec, config) or words.setting(spec.label)
            yield [f"{called} {value_text(getattr(each.spec.config, spec.name))}" for each in chosen]
    yield [words.seed.format(each.run.contents.experiment.plan.seed) for each in chosen]
    yield [words.step.format(each.run.step) for each in chosen]


def _sign(spec: KnobSpec, config: Config) -> str:
    """What stands for the knob where there is little room; empty where that is only its name."""
    rates = getattr(config, "rates", ())
    return SIGNS.get(spec.role, RATE if tuple(rates) == (spec.name,) else "")


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
