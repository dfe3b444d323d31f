"""Explore: the maps of all models, and their pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.state.workspace import NoState, Workspace
from explorer.workspaces.explore.lesson_facts import FACT_NAMES, facts

if TYPE_CHECKING:
    from explorer.state.room import Parts, Room


def make_parts(room: Room) -> Parts:
    from explorer.workspaces.explore.pictures_panel import PicturesPanel

    return PicturesPanel(room)


EXPLORE = Workspace(
    key="explore",
    title="Explore",
    needs=("decodes", "samples"),
    lacking="None of these models draws anything: begin with a preset that has one that does.",
    hint="Each dot is a training image; its code is its place on the plane. Drag anywhere, between the dots too: "
    "the decoder draws what it believes lies there.",
    State=NoState,
    make_parts=make_parts,
    facts=facts,
    fact_names=FACT_NAMES,
)
