"""Maps: the same examples in several maps side by side, with one selection, and clusters in their colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.state.workspace import Workspace
from explorer.workspaces.maps.state import KEY, MapsState, as_they_were

if TYPE_CHECKING:
    from explorer.state.room import Parts, Room


def make_parts(room: Room) -> Parts:
    from explorer.workspaces.maps.maps_parts import MapsParts

    return MapsParts(room)


MAPS = Workspace(
    key=KEY,
    title="Maps",
    needs=(),
    lacking="",
    hint="The same examples in every map: what is selected in one lights up in all. A map shows who is near whom, each "
    "in its own way; the figures below it say how far that can be trusted.",
    State=MapsState,
    make_parts=make_parts,
    rewind=as_they_were,
    maps=False,
)
