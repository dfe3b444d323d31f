"""What one tile shows, read off the state."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.state.state import AppState
from explorer.workspaces.maps.channels import JUDGED, TILE
from explorer.workspaces.maps.code_places import CodePlaces, CodesInPlanes
from explorer.workspaces.maps.looks import MapsLooks
from explorer.workspaces.maps.state import TileChoice, maps_of, tiles_of
from trainers.examples import Float32
from trainers.messages import GridDecoder, LinearDecoder, MapJudged, MapMade


@dataclass(frozen=True, eq=False)
class TileFacts:
    """A map that was ``made``, or why it could not be; or the ``codes`` of a model and how they were ``judged``, and
    ``judged_at`` which step where they have moved since; the cells of another map, as a ``grid`` that is drawn through
    this one; and what else can be told by value."""

    choice: TileChoice
    made: MapMade | None
    refusal: str | None
    codes: CodePlaces | None
    judged: MapJudged | None
    grid: GridDecoder | None
    rest: tuple[object, ...]
    judged_at: int | None = None

    @property
    def places(self) -> Float32 | None:
        """Where the dots lie, (N, 2); None while that is not known."""
        if self.codes is not None:
            return self.codes.places
        return self.made.places if self.made is not None and len(self.made.places) else None

    def is_like(self, other: TileFacts) -> bool:
        """Whether there is nothing to be drawn anew."""
        same = (
            self.made is other.made
            and self.codes is other.codes
            and self.judged is other.judged
            and self.judged_at == other.judged_at
        )
        told = (self.choice, self.refusal, self.rest) == (other.choice, other.refusal, other.rest)
        return same and told and self.grid is other.grid

    def is_of(self, other: TileFacts) -> bool:
        """Whether it is the same map, be it at another stage or with other settings."""
        return (self.choice.method, self.choice.model) == (other.choice.method, other.choice.model)


def read_facts(state: AppState, looks: MapsLooks, codes: CodesInPlanes, choice: TileChoice) -> TileFacts:
    """What the tile with that *choice* shows now."""
    own, rest = maps_of(state), (state.labels, len(tiles_of(state)))
    if not choice.method:
        judged, found = looks.answer(JUDGED.of(choice.number)), codes.of(state, choice.model)
        at = None if judged is None or found is None else looks.judged_at(judged, found.places)
        return TileFacts(choice, None, None, found, judged, None, rest, at)
    channel = TILE.of(choice.number)
    made: MapMade | None = looks.answer(channel)
    through = made is not None and isinstance(made.decoder, LinearDecoder) and own.lattice
    grid = _first_grid(state, looks) if through else None
    return TileFacts(choice, made, looks.refusal(channel), None, None, grid, (*rest, own.cells))


def _first_grid(state: AppState, looks: MapsLooks) -> GridDecoder | None:
    """The cells of the first map that consists of some."""
    for choice in tiles_of(state):
        made = looks.answer(TILE.of(choice.number)) if choice.method else None
        if made is not None and isinstance(made.decoder, GridDecoder):
            return made.decoder
    return None
