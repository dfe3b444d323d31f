"""What a report says of the samples of a model that writes."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.state.state import AppState
from explorer.workspaces.characters.channels import WRITTEN
from explorer.workspaces.characters.state import characters_of


def figures_of_endings(state: AppState, model: int) -> Mapping[str, float]:
    """What was measured of its last whole endings. Nothing where they have a beginning that was typed, or were written
    at another temperature than 1: then they are no samples of the model."""
    own, written = characters_of(state), state.answer(WRITTEN, model)
    if written is None or not written.last or own.text or written.start or own.temperature != 1.0:
        return {}
    return written.figures
