"""How good the texts are that a model writes: whether they keep the rules of their data, and what is copied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from trainers.kinds import END, Tokens
from trainers.lazy import torch
from trainers.metrics.copying import CopyIndex
from trainers.text_rules import FigureUnit

if TYPE_CHECKING:
    from trainers.examples import Examples
    from trainers.family import Family

TEXTS = 500


@dataclass(frozen=True)
class TextFigure:
    """A ``value`` with its standard ``error``: a share of texts, or nats a character, for which ``words`` say in
    English what is measured."""

    words: str
    unit: FigureUnit
    value: float
    error: float


def text_figures(examples: Examples, texts: Sequence[str]) -> dict[str, TextFigure]:
    """How good texts are by what is known of their data: ``NAME_share`` keep the rule NAME, where the data have rules;
    and how surprising a character is to the source, where that is known. No texts have no figures."""
    figures: dict[str, TextFigure] = {}
    if not texts:
        return figures
    if (rules := examples.text_rules) is not None:
        for name, share in rules.sample_figures(texts).items():
            words = rules.words[name.removesuffix("_share")]
            figures[name] = TextFigure(words, "share", share, share_error(share, len(texts)))
    if (source := examples.text_source) is not None:
        lengths = np.array([len(text) for text in texts], np.float64)
        figures[source.figure] = TextFigure(source.words, "nats", *mean_and_error(source.surprises(texts), lengths))
    return figures


def figure_words(examples: Examples) -> dict[str, tuple[str, FigureUnit]]:
    """The names of what :func:`text_figures` says: in English what each measures, and its unit."""
    rules, source = examples.text_rules, examples.text_source
    found: dict[str, tuple[str, FigureUnit]] = {}
    if rules is not None:
        found |= {f"{name}_share": (text, "share") for name, text in rules.words.items()}
    return found if source is None else {**found, source.figure: (source.words, "nats")}


def share_error(share: float, n: int) -> float:
    """The standard error of a *share* of n: the spread of what it may truly be, given n and no opinion before (the
    prior of Jeffreys), which is not 0 where all of a few keep a rule."""
    likely = (share * n + 0.5) / (n + 1)
    return float(np.sqrt(likely * (1 - likely) / (n + 2)))


def mean_and_error(sums: NDArray[np.float64], lengths: NDArray[np.float64]) -> tuple[float, float]:
    """The mean over all characters of N texts with such *sums* (N,) and *lengths* (N,), and its standard error: texts
    are drawn, not characters. NaN where there are no characters, and the error of a single text."""
    total = lengths.sum()
    if total == 0:
        return float("nan"), float("nan")
    mean = sums.sum() / total
    if len(sums) < 2 or not np.isfinite(mean):
        return float(mean), float("nan")
    spread = ((sums - mean * lengths) ** 2).sum() * len(sums) / (len(sums) - 1)
    return float(mean), float(np.sqrt(spread) / total)


def measure_texts(family: Family, examples: Examples, n: int, generator: torch.Generator) -> dict[str, float]:
    """Figures of *n* texts, as long as a piece of the data at most, that *family* writes, a model in evaluation mode.

    ``text_count`` is n; what :func:`text_figures` says; ``longest_copied``, the length of
    the longest run of a text that stands in the training text, in characters, mean over texts; and of lines the
    ``copied_share`` of those that are lines of it from end to end. *generator* is on the model's device."""
    kind = examples.kind
    assert isinstance(kind, Tokens)
    with torch.no_grad():
        written = torch.stack(list(family.writing(family.noise(n, generator), kind.length)), 1)
    texts: list[str] = kind.to_shown(written).tolist()
    figures = {"text_count": float(n)}
    figures.update({name: figure.value for name, figure in text_figures(examples, texts).items()})
    index = CopyIndex(kind.text(examples.train))
    figures["longest_copied"] = float(np.mean([index.longest_run(text).length for text in texts]))
    if kind.lines:
        figures["copied_share"] = float(np.mean([index.holds(f"{END}{text}{END}") for text in texts]))
    return figures
