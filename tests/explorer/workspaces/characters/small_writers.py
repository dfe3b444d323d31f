"""Small models of short lines, and the workspace that shows what they write."""

from __future__ import annotations

from typing import Any

from explorer.workspaces.characters.characters_panel import CharactersPanel
from tests.explorer.program import Program, experiment
from trainers.experiment import Experiment

LINES = {"name": "sums", "words": "digits", "greatest": 9}
NGRAM = {"family": "ngram", "label": "3-gram"}
GRU = {"family": "char-rnn", "hidden": 16, "embedding": 8, "label": "GRU"}
SIZES = ((900, 480), (1280, 720), (1440, 860))
SETTLED = 2000  # ms


def reading(*models: dict[str, Any], data: dict[str, Any] = LINES, **more: Any) -> Experiment:
    return experiment(dataset=data, models=list(models or (GRU,)), **more)


def panel_of(program: Program) -> CharactersPanel:
    panel = program.window.parts["characters"]
    assert isinstance(panel, CharactersPanel)
    return panel
