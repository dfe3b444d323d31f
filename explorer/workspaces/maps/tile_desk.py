"""Binds the tiles to the session: what each shows, what is brushed and pointed at in all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QPoint

from explorer.pixels.images import ExportError, to_rgb, write_file
from explorer.pixels.point_pictures import drawn_batch
from explorer.state.changes import changed
from explorer.state.room import Room
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.data_texts import class_names
from explorer.texts.sentences import sentence_text
from explorer.widgets.export_button import write_view
from explorer.workspaces.maps.channels import CLUSTERS as FOUND
from explorer.workspaces.maps.channels import EXAMPLES, JUDGED, PEEKED, TILE, UNDER
from explorer.workspaces.maps.code_places import CodePlaces, CodesInPlanes
from explorer.workspaces.maps.examples_seen import example_pictures
from explorer.workspaces.maps.looks import MapsLooks
from explorer.workspaces.maps.map_words import (
    code_entries,
    codes_foot,
    decoded_words,
    hint_words,
    made_foot,
    method_entries,
    row_words,
    source_title,
    undecoded_words,
)
from explorer.workspaces.maps.selection import BrushMode, brushed
from explorer.workspaces.maps.state import (
    CLASSES,
    CLUSTERS,
    TileChoice,
    change_tile,
    choose,
    maps_of,
    put_tile,
    select,
    tiles_of,
)
from explorer.workspaces.maps.tiles.map_tile import MapTile
from explorer.workspaces.maps.tiles.pointed_pictures import PointedPart, PointedPictures
from explorer.workspaces.maps.tiles.tile_grid import TileGrid
from explorer.workspaces.maps.tiles.tile_looks import (
    as_bytes,
    cells_picture,
    colours_of,
    density_colours,
    density_levels,
    lattice_in,
    places_csv,
)
from explorer.workspaces.maps.tiles.tile_settings import Switch
from trainers.examples import Float32, Int64, UInt8
from trainers.experiment import Plan
from trainers.knobs import ConfigError, KnobSpec, knob_specs
from trainers.maps.methods import METHODS
from trainers.messages import GridDecoder, LinearDecoder, MapJudged, MapMade

SEED = "seed"
LATTICE, CELLS = "lattice", "cells"  # switches of a tile
NO_PLACES: Float32 = np.zeros((0, 2), np.float32)


@dataclass(frozen=True, eq=False)
class TileFacts:
    """What a tile shows: a map that was ``made``, or ``codes`` and how they were ``judged``; the cells of another map
    that may be drawn through it; and what else can be told by value."""

    choice: TileChoice
    made: MapMade | None
    codes: CodePlaces | None
    judged: MapJudged | None
    grid: GridDecoder | None
    rest: tuple[object, ...]

    @property
    def places(self) -> Float32 | None:
        """Where the dots lie, (N, 2); None while that is not known."""
        if self.codes is not None:
            return self.codes.places
        return self.made.places if self.made is not None and len(self.made.places) else None

    def is_like(self, other: TileFacts) -> bool:
        """Whether there is nothing to be drawn anew."""
        same = self.made is other.made and self.codes is other.codes and self.judged is other.judged
        return same and self.grid is other.grid and (self.choice, self.rest) == (other.choice, other.rest)


class TileDesk(QObject):
    """Shows in every tile what the state says, and turns what is done there into another state."""

    def __init__(self, room: Room, looks: MapsLooks, codes: CodesInPlanes, grid: TileGrid, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self._session, self._looks, self._codes, self._grid = room.session, looks, codes, grid
        self._theme = room.theme
        self._over = PointedPictures(grid)
        self._over.set_theme(room.theme)
        self._shown: dict[int, TileFacts] = {}  # what each tile shows, to draw only what differs
        self._inked: dict[int, tuple[object, ...]] = {}
        self._before: Int64 | None = None  # what was selected before the brush
        self._pointed: tuple[int, int, float, float] | None = None  # tile, row, place

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._over.set_theme(theme)
        self._inked.clear()
        self._colour_all(self._session.state)

    def forget(self) -> None:
        """Other data: nothing that was shown stays."""
        self._shown.clear()
        self._inked.clear()
        self._before = None
        self._leave()

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        own, before = maps_of(new), None if old is None else maps_of(old)
        tiles = tiles_of(new)
        if old is None or tiles != tiles_of(old) or before is None or own.enlarged != before.enlarged:
            for tile in self._grid.show_tiles([tile.number for tile in tiles], own.enlarged):
                self._connect(tile)
                tile.canvas.show_selected(own.selected)
            for gone in set(self._shown) - {tile.number for tile in tiles}:
                self._shown.pop(gone)
                self._inked.pop(gone, None)
        for choice in tiles:
            self._show_tile(new, choice)
        if old is None or before is None or own.selected is not before.selected:
            self._show_selected(own.selected)
        self._colour_all(new)
        if changed(new, old, UNDER, EXAMPLES, PEEKED) and self._pointed is not None:
            self._show_pointed(new)

    def _show_tile(self, state: AppState, choice: TileChoice) -> None:
        tile = self._grid.tiles[choice.number]
        made = self._looks.answer(TILE.of(choice.number)) if choice.method else None
        codes = None if choice.method else self._codes.of(state, choice.model)
        judged = None if choice.method else self._looks.answer(JUDGED.of(choice.number))
        refusal = self._looks.refusal(TILE.of(choice.number)) if choice.method else None
        own = maps_of(state)
        grid = self._lattice(state) if isinstance(getattr(made, "decoder", None), LinearDecoder) else None
        names = state.labels, len(tiles_of(state))
        facts = TileFacts(choice, made, codes, judged, grid, (refusal, own.lattice, own.cells, names))
        before = self._shown.get(choice.number)
        if before is not None and facts.is_like(before):
            return
        self._shown[choice.number] = facts
        tile.source.show_entries(method_entries(), code_entries(state))
        tile.source.show_chosen(choice.source)
        tile.canvas.setAccessibleName(source_title(state, choice))
        live = bool(choice.method) and METHODS[choice.method].live
        goes_on = refusal is None and (made is None or made.goes_on)
        tile.show_drawn(live, goes_on, choice.held and goes_on)
        if (words := hint_words(choice)) != tile.words.text():
            tile.show_words(words)
            self._room.hinted.emit(tile, words)
            self._grid.fit_words()
        if choice.method:
            tile.show_foot(*made_foot(made, choice.held, waiting=refusal is None))
        else:
            tile.show_foot(*codes_foot(codes, judged))
        tile.canvas.show_message("" if refusal is None else sentence_text(refusal))
        other = before is None or (before.choice.method, before.choice.model) != (choice.method, choice.model)
        self._show_places(tile, facts.places, other)
        self._show_behind(state, tile, made, grid)

    def _show_places(self, tile: MapTile, places: Float32 | None, other: bool) -> None:
        """Those of the newest answer; those of another map do not stay."""
        if places is not None:
            tile.canvas.show_places(places, animate=not other)
        elif other:
            tile.canvas.show_places(NO_PLACES, animate=False)
            tile.canvas.show_all()

    def _show_behind(self, state: AppState, tile: MapTile, made: MapMade | None, grid: GridDecoder | None) -> None:
        own, decoder = maps_of(state), None if made is None else made.decoder
        if isinstance(decoder, GridDecoder) and own.cells and state.data is not None and state.kind.visual:
            tile.canvas.show_cells(*cells_picture(decoder, state.data.image_shape))
        else:
            tile.canvas.show_cells(None)
        through = isinstance(decoder, LinearDecoder) and grid is not None and own.lattice
        tile.canvas.show_lattice(lattice_in(decoder, grid) if through else None)  # type: ignore[arg-type]

    def _lattice(self, state: AppState) -> GridDecoder | None:
        """The cells of the first map that consists of some."""
        for choice in tiles_of(state):
            made = self._looks.answer(TILE.of(choice.number)) if choice.method else None
            if made is not None and isinstance(made.decoder, GridDecoder):
                return made.decoder
        return None

    def _show_selected(self, selected: Int64) -> None:
        for tile in self._grid.tiles.values():
            tile.canvas.show_selected(selected)

    def _colour_all(self, state: AppState) -> None:
        own, data = maps_of(state), state.data
        if data is None:
            return
        found = self._looks.answer(FOUND)
        labels: Int64 | None = None
        colours: list[str] = []
        neutral = self._theme.models[0]
        if own.colouring == CLUSTERS and found is not None:
            count = int(found.clusters.max(initial=-1)) + 1
            labels, colours, neutral = found.clusters, list(colours_of(self._theme, count)), self._theme.muted
        elif own.colouring == CLASSES and data.labels is not None:
            labels, colours = data.labels, list(colours_of(self._theme, len(data.class_names)))
            neutral = self._theme.muted
        for number, tile in self._grid.tiles.items():
            if labels is None and own.colouring != CLUSTERS:  # by density, or there are no classes
                facts = self._shown.get(number)
                places = None if facts is None else facts.places
                key: tuple[object, ...] = (id(self._theme), id(places), tile.canvas.count)
                if self._inked.get(number) != key and places is not None:
                    tile.canvas.show_colours(density_levels(places), density_colours(self._theme), neutral)
            else:
                key = (id(self._theme), id(labels), tuple(colours), own.colouring)
                if self._inked.get(number) != key:
                    tile.canvas.show_colours(labels, colours, neutral)
            self._inked[number] = key

    # ------------------------------------------------------------------ one tile

    def _connect(self, tile: MapTile) -> None:
        session, number = self._session, tile.number
        tile.source_chosen.connect(lambda source: put_tile(session, number, lambda each: each.showing(source)))
        tile.held_wished.connect(lambda held: change_tile(session, number, held=held))
        tile.again_wished.connect(
            lambda: put_tile(session, number, lambda each: replace(each, again=each.again + 1, held=False))
        )
        tile.close_wished.connect(lambda: put_tile(session, number, lambda _tile: None))
        tile.enlarge_wished.connect(
            lambda: choose(session, enlarged=-1 if maps_of(session.state).enlarged == number else number)
        )
        tile.settings_wished.connect(partial(self._fill_settings, tile))
        tile.popup.setting_changed.connect(partial(self._on_setting_changed, tile))
        tile.popup.switched.connect(lambda word, on: choose(session, **{word: on}))
        tile.popup.acted.connect(partial(self._save, tile))
        canvas = tile.canvas
        canvas.brush_begun.connect(self._on_brush_begun)
        canvas.brushed.connect(self._on_brushed)
        canvas.brush_ended.connect(self._on_brush_ended)
        canvas.cleared.connect(lambda: select(session, np.empty(0, np.int64)))
        canvas.pointed.connect(partial(self._on_pointed, number))
        canvas.pointer_left.connect(self._leave)

    def _choice(self, number: int) -> TileChoice | None:
        return next((each for each in tiles_of(self._session.state) if each.number == number), None)

    def _fill_settings(self, tile: MapTile) -> None:
        choice, state = self._choice(tile.number), self._session.state
        if choice is None:
            return
        knobs: list[KnobSpec] = []
        switches: list[Switch] = []
        values: dict[str, Any] = {}
        if choice.method:
            method, own = METHODS[choice.method], maps_of(state)
            knobs = list(knob_specs(method.Settings))
            if knobs:  # what has no other settings has no chance in it either
                seed = next(spec for spec in knob_specs(Plan) if spec.name == SEED)
                knobs.append(replace(seed, help=self.tr("Another seed draws another map.")))
            values = {spec.name: spec.default for spec in knobs} | dict(choice.settings) | {SEED: choice.seed}
            if method.decodes:
                name = CELLS if method.live else LATTICE
                text = self.tr("pictures of its cells") if method.live else self.tr("grid of a self-organising map")
                switches = [(name, text, own.cells if method.live else own.lattice)]
        actions = [(".png", self.tr("Save picture as PNG…")), (".csv", self.tr("Save places as CSV…"))]
        tile.popup.fill(source_title(state, choice), hint_words(choice), knobs, values, switches, actions)

    def _on_setting_changed(self, tile: MapTile, name: str, value: Any) -> None:
        choice = self._choice(tile.number)
        if choice is None or not choice.method:
            return
        if name == SEED:
            change_tile(self._session, tile.number, seed=int(value))
            return
        settings = {**choice.settings, name: value}
        try:
            METHODS[choice.method].Settings.parse(settings)
        except ConfigError as error:
            tile.popup.show_error(name, sentence_text(str(error)))
            return
        change_tile(self._session, tile.number, settings=settings)
        tile.popup.show_values({name: value})

    def _save(self, tile: MapTile, suffix: str) -> None:
        """Writes the picture of a map, or its places, into a file that the user chooses."""
        state, choice = self._session.state, self._choice(tile.number)
        if choice is None or state.data is None:
            return
        title = self.tr("Save map")
        stem = choice.method or state.labels[choice.model]
        path = self._room.choose_path(tile, title, Path(f"{stem}{suffix}"), f"{title} (*{suffix})")
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(suffix)
        try:
            if suffix == ".png":
                write_view(tile.canvas, path)
            else:
                write_file(path, places_csv(tile.canvas.places, state.data.labels, class_names(state)))
        except ExportError as error:
            self._room.failed.emit(sentence_text(str(error)))

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

    # ------------------------------------------------------------------ the pointer

    def _on_pointed(self, number: int, row: int, x: float, y: float) -> None:
        state, choice = self._session.state, self._choice(number)
        self._pointed = (number, row, x, y)
        for tile in self._grid.tiles.values():
            tile.canvas.show_hovered(row)
        self._looks.peek(row)
        if choice is not None and not choice.method and state.can_be_asked:
            codes = self._codes.of(state, choice.model)
            if codes is not None and self._decodes(state, choice.model):
                self._session.decode(choice.model, codes.code_at(x, y), UNDER)
        self._show_pointed(state)

    def _leave(self) -> None:
        self._pointed = None
        for tile in self._grid.tiles.values():
            tile.canvas.show_hovered(-1)
        self._over.show_parts(QPoint())

    @staticmethod
    def _decodes(state: AppState, model: int) -> bool:
        return "decodes" in state.model_specs[model].capabilities

    def _show_pointed(self, state: AppState) -> None:
        """The example near the pointer, and what can be decoded at its place."""
        if self._pointed is None:
            return
        number, row, x, y = self._pointed
        choice, tile = self._choice(number), self._grid.tiles.get(number)
        at = None if tile is None else tile.canvas.gestures.hover
        if choice is None or tile is None or at is None or not tile.canvas.count:
            self._over.show_parts(QPoint())
            return
        place = tile.canvas.mapTo(self._grid, at.toPoint())
        self._over.show_parts(place, self._example_part(state, row), self._decoded_part(state, choice, x, y))

    def _example_part(self, state: AppState, row: int) -> PointedPart | None:
        if row < 0 or state.data is None:
            return None
        images = example_pictures(state, self._looks, np.array([row]))
        labels, found = state.data.labels, self._looks.answer(FOUND)
        label = -1 if labels is None or row >= len(labels) else int(labels[row])
        cluster = -1 if found is None or row >= len(found.clusters) else int(found.clusters[row])
        name = class_names(state)[label] if 0 <= label < len(state.data.class_names) else ""
        words = row_words(row, name, str(cluster + 1) if cluster >= 0 else "")
        return PointedPart(None if images is None else to_rgb(images)[0], words)

    def _decoded_part(self, state: AppState, choice: TileChoice, x: float, y: float) -> PointedPart | None:
        images: UInt8 | None = None
        if choice.method:
            made = self._looks.answer(TILE.of(choice.number))
            if made is None or not len(made.places):
                return None
            if made.decoder is not None and state.data is not None:
                found = made.decoder.decode(np.array([[x, y]], np.float32))
                images = as_bytes(found.reshape(1, *state.data.image_shape))
        else:
            answer = state.answer(UNDER)
            if answer is not None and answer.model == choice.model and self._decodes(state, choice.model):
                images = answer.images
        if images is None:
            if choice.method or not self._decodes(state, choice.model):
                return PointedPart(None, undecoded_words(source_title(state, choice)))
            return None
        return PointedPart(to_rgb(drawn_batch(images, state.kind))[0], decoded_words())
