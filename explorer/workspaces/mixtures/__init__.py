"""Mixtures: Gaussians fitted by EM, half step by half step, moved by hand, begun elsewhere, and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.state.workspace import Workspace
from explorer.workspaces.mixtures.facts import FACT_NAMES, facts
from explorer.workspaces.mixtures.state import FITTED, KEY, MixturesState, forked, reduce, rewound

if TYPE_CHECKING:
    from explorer.state.room import Parts, Room


def make_parts(room: Room) -> Parts:
    from explorer.workspaces.mixtures.mixtures_panel import MixturesPanel

    return MixturesPanel(room)


MIXTURES = Workspace(
    key=KEY,
    title="Mixtures",
    needs=FITTED,
    lacking="None of these models is a mixture of Gaussians: begin with a preset that has one.",
    hint="Each point has the colours of the components that may have made it, in their shares. E asks for these, "
    "M moves the components to what they were given. Drag a component to see where it goes from there.",
    State=MixturesState,
    make_parts=make_parts,
    reduce=reduce,
    fork=forked,
    rewind=rewound,
    maps=False,
    loss_hint="How likely the mixtures make the examples, step by step, in nats: from one step of EM to the next it "
    "never falls. Dots are examples never fitted.",
    claims=True,
    facts=facts,
    fact_names=FACT_NAMES,
)
