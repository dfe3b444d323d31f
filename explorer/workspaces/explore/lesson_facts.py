"""What a lesson can ask in Explore: how many images there are, and how near to one what is drawn comes."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.state.channels import NEAREST
from explorer.state.state import AppState
from explorer.state.workspace import NoState
from trainers.lessons.facts import Fact

FACT_NAMES = ("examples", "nearest.*")


def facts(_own: NoState, state: AppState) -> Mapping[str, Fact]:
    """``examples`` are those to train on; ``nearest.N`` is the typical difference of a pixel (0 to 1) between what
    model N draws under its cursor and the training image that is most like it."""
    found: dict[str, Fact] = {} if state.data is None else {"examples": float(state.data.n_train)}
    for model, _ in state.mapped:
        answer = state.answer(NEAREST, model)
        if answer is not None and len(answer.distance):
            found[f"nearest.{model}"] = float(answer.distance[0])
    return found
