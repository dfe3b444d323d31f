"""Component by component: models that draw one pixel after the other, and what each pixel was expected to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.state.workspace import Workspace
from explorer.workspaces.components.facts import FACT_NAMES, facts
from explorer.workspaces.components.state import KEY, ComponentsState, reduce, rewound

if TYPE_CHECKING:
    from explorer.state.room import Parts, Room


def make_parts(room: Room) -> Parts:
    from explorer.workspaces.components.components_panel import ComponentsPanel

    return ComponentsPanel(room)


COMPONENTS = Workspace(
    key=KEY,
    title="Component by component",
    needs="predicts",
    lacking="None of these models draws pixel by pixel: begin with a preset that has one that does.",
    hint="The model guesses each pixel from those before it. What is covered is filled in, one guess after the other; "
    "each ending begins from the same pixels. Click an ending to look into it.",
    State=ComponentsState,
    make_parts=make_parts,
    reduce=reduce,
    rewind=rewound,
    maps=False,
    loss_hint="How surprised the models are by a picture, step by step, in nats. Dots are images never trained on.",
    claims=True,
    facts=facts,
    fact_names=FACT_NAMES,
)
