"""How good the texts are that a model writes: whether they keep the rules of their data, and what is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trainers.kinds import END, Tokens
from trainers.lazy import torch
from trainers.metrics.copying import CopyIndex

if TYPE_CHECKING:
    from trainers.examples import Examples
    from trainers.family import Family

TEXTS = 500


def measure_texts(family: Family, examples: Examples, n: int, generator: torch.Generator) -> dict[str, float]:
    """Figures of *n* texts, as long as a piece of the data at most, that *family* writes, a model in evaluation mode.

    ``text_count`` is n; the share that keeps each rule, where the data have rules; ``longest_copied``, the length of
    the longest run of a text that stands in the training text, in characters, mean over texts; and of lines the
    ``copied_share`` of those that are lines of it from end to end. *generator* is on the model's device."""
    kind = examples.kind
    assert isinstance(kind, Tokens)
    with torch.no_grad():
        written = torch.stack(list(family.writing(family.noise(n, generator), kind.length)), 1)
    texts: list[str] = kind.to_shown(written).tolist()
    figures = {"text_count": float(n)}
    if examples.text_rules is not None:
        figures.update(examples.text_rules.sample_figures(texts))
    index = CopyIndex(kind.text(examples.train))
    figures["longest_copied"] = float(np.mean([index.longest_run(text).length for text in texts]))
    if kind.lines:
        figures["copied_share"] = float(np.mean([index.holds(f"{END}{text}{END}") for text in texts]))
    return figures
