"""Compare: where the holes of each model are, and what can be tried on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.state.workspace import Workspace
from explorer.workspaces.compare.lesson_facts import FACT_NAMES, CompareFacts
from explorer.workspaces.compare.state import KEY, CompareState, link

if TYPE_CHECKING:
    from explorer.state.room import Parts, Room


def make_parts(room: Room) -> Parts:
    from explorer.workspaces.compare.compare_panel import ComparePanel

    return ComparePanel(room)


COMPARE = Workspace(
    key=KEY,
    title="Compare",
    needs="encodes",
    lacking="None of these models has an encoder: begin with a preset that has one.",
    hint="Red marks holes: codes whose picture looks like no training image (Realism), or near which nothing "
    "is encoded (Coverage). The KL term of a VAE closes the gaps in coverage, and its price is blur; it "
    "does not remove holes. Shares are of the box of each model's codes; the prior, from which one samples "
    "a VAE, and the other places above give other shares.",
    State=CompareState,
    make_parts=make_parts,
    lasts=True,
    link=link,
    map_layers=("holes",),
    least_models=2,
    facts=CompareFacts,
    fact_names=FACT_NAMES,
)
