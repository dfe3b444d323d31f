"""Binds the tiles to the session: what each shows, and what is brushed in all of them."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QObject

from explorer.state.room import Room
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.sentences import sentence_text
from explorer.workspaces.maps.channels import CLUSTERS as FOUND
from explorer.workspaces.maps.code_places import CodesInPlanes
from explorer.workspaces.maps.dot_colours import DotColours, dot_colours
from explorer.workspaces.maps.looks import MapsLooks
from explorer.workspaces.maps.map_words import (
    code_entries,
    codes_foot,
    hint_words,
    made_foot,
    method_entries,
    source_title,
)
from explorer.workspaces.maps.selection import BrushMode, brushed
from explorer.workspaces.maps.state import TileChoice, maps_of, select, tiles_of
from explorer.workspaces.maps.tile_facts import TileFacts, read_facts
from explorer.workspaces.maps.tile_pointer import TilePointer
from explorer.workspaces.maps.tile_wishes import TileWishes
from explorer.workspaces.maps.tiles.map_tile import MapTile
from explorer.workspaces.maps.tiles.tile_grid import TileGrid
from explorer.workspaces.maps.tiles.tile_looks import cells_picture, lattice_in
from trainers.examples import Float32, Int64
from trainers.maps.methods import METHODS
from trainers.messages import GridDecoder, LinearDecoder

NO_PLACES: Float32 = np.zeros((0, 2), np.float32)


class TileDesk(QObject):
    """Shows in every tile what the state says, and turns a brush over one into another state."""

    def __init__(self, room: Room, looks: MapsLooks, codes: CodesInPlanes, grid: TileGrid, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self._session, self._looks, self._codes, self._grid = room.session, looks, codes, grid
        self._theme = room.theme
        self._wishes = TileWishes(room, self)
        self.pointer = TilePointer(room.session, looks, codes, grid, room.theme, self)
        self._shown: dict[int, TileFacts] = {}  # what each tile shows, to draw only what differs
        self._coloured: dict[int, tuple[DotColours, Float32 | None]] = {}
        self._before: Int64 | None = None  # what was selected before the brush

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.pointer.set_theme(theme)
        self._show_colours(self._session.state)

    def forget(self) -> None:
        """Other data: nothing that was shown stays."""
        self._shown.clear()
        self._coloured.clear()
        self._before = None
        self.pointer.leave()

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        own, before = maps_of(new), None if old is None else maps_of(old)
        tiles = tiles_of(new)
        if old is None or tiles != tiles_of(old) or before is None or own.enlarged != before.enlarged:
            for tile in self._grid.show_tiles([tile.number for tile in tiles], own.enlarged):
                self._follow(tile)
                tile.canvas.show_selected(own.selected)
            for gone in set(self._shown) - {tile.number for tile in tiles}:
                self._shown.pop(gone)
                self._coloured.pop(gone, None)
        for choice in tiles:
            self._show_tile(new, choice)
        if old is None or before is None or own.selected is not before.selected:
            for tile in self._grid.tiles.values():
                tile.canvas.show_selected(own.selected)
        self._show_colours(new)
        self.pointer.show_state(new, old)

    def _follow(self, tile: MapTile) -> None:
        """What is done in a new tile."""
        canvas = tile.canvas
        self._wishes.follow(tile)
        canvas.brush_begun.connect(self._on_brush_begun)
        canvas.brushed.connect(self._on_brushed)
        canvas.brush_ended.connect(self._on_brush_ended)
        canvas.cleared.connect(lambda: select(self._session, np.empty(0, np.int64)))
        canvas.pointed.connect(partial(self.pointer.point, tile.number))
        canvas.pointer_left.connect(self.pointer.leave)

    def _show_tile(self, state: AppState, choice: TileChoice) -> None:
        tile, before = self._grid.tiles[choice.number], self._shown.get(choice.number)
        facts = read_facts(state, self._looks, self._codes, choice)
        if before is not None and facts.is_like(before):
            return
        self._shown[choice.number] = facts
        self._say(state, tile, facts)
        other = before is None or not facts.is_of(before)
        if facts.places is not None:
            tile.canvas.show_places(facts.places, animate=not other)
        elif other:  # places of another map do not stay
            tile.canvas.show_places(NO_PLACES, animate=False)
            tile.canvas.show_all()
        self._show_behind(state, tile, facts)

    def _say(self, state: AppState, tile: MapTile, facts: TileFacts) -> None:
        """The words around the dots, and which controls there are."""
        choice, made = facts.choice, facts.made
        tile.source.show_entries(method_entries(), code_entries(state))
        tile.source.show_chosen(choice.source)
        tile.canvas.setAccessibleName(source_title(state, choice))
        goes_on = facts.refusal is None and (made is None or made.goes_on)
        tile.show_drawn(bool(choice.method) and METHODS[choice.method].live, goes_on, choice.held and goes_on)
        if (words := hint_words(choice)) != tile.words.text():
            tile.show_words(words)
            self._room.hinted.emit(tile, words)
            self._grid.fit_words()
        if choice.method:
            tile.show_foot(*made_foot(made, choice.held, waiting=facts.refusal is None))
        else:
            tile.show_foot(*codes_foot(facts.codes, facts.judged, facts.judged_at))
        tile.canvas.show_message("" if facts.refusal is None else sentence_text(facts.refusal))

    def _show_behind(self, state: AppState, tile: MapTile, facts: TileFacts) -> None:
        decoder = None if facts.made is None else facts.made.decoder
        if isinstance(decoder, GridDecoder) and maps_of(state).cells and state.data is not None and state.kind.visual:
            tile.canvas.show_cells(*cells_picture(decoder, state.data.image_shape))
        else:
            tile.canvas.show_cells(None)
        through = isinstance(decoder, LinearDecoder) and facts.grid is not None
        tile.canvas.show_lattice(lattice_in(decoder, facts.grid) if through else None)  # type: ignore[arg-type]

    def _show_colours(self, state: AppState) -> None:
        wanted = dot_colours(state, self._looks.answer(FOUND), self._theme)
        for number, tile in self._grid.tiles.items():
            facts = self._shown.get(number)
            places = None if facts is None or not wanted.by_density else facts.places
            before, where = self._coloured.get(number, (None, None))
            if not wanted.is_like(before) or places is not where:
                self._coloured[number] = wanted, places
                tile.canvas.show_colours(wanted.labels_at(places), wanted.colours, wanted.neutral)

    # ------------------------------------------------------------------ the brush

    def _on_brush_begun(self) -> None:
        self._before = maps_of(self._session.state).selected

    def _on_brushed(self, rows: Int64, mode: BrushMode) -> None:
        if self._before is not None:
            select(self._session, brushed(self._before, rows, mode))

    def _on_brush_ended(self, kept: bool) -> None:
        if not kept and self._before is not None:
            select(self._session, self._before)
        self._before = None
