"""What the controls of a tile mean: another map, its settings, rest, room, and a file of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from explorer.pixels.images import ExportError, write_file
from explorer.state.room import Room
from explorer.texts.data_texts import class_names
from explorer.texts.sentences import sentence_text
from explorer.widgets.export_button import write_view
from explorer.workspaces.maps.map_words import hint_words, source_title
from explorer.workspaces.maps.state import change_tile, choice_of, choose, maps_of, put_tile
from explorer.workspaces.maps.tiles.map_tile import MapTile
from explorer.workspaces.maps.tiles.tile_looks import places_csv
from explorer.workspaces.maps.tiles.tile_settings import Switch
from trainers.experiment import Plan
from trainers.knobs import ConfigError, KnobSpec, knob_specs
from trainers.maps.methods import METHODS

SEED = "seed"
LATTICE, CELLS = "lattice", "cells"  # switches of a tile


class TileWishes(QObject):
    """Turns what is done with the controls of tiles into another state."""

    def __init__(self, room: Room, parent: QObject) -> None:
        super().__init__(parent)
        self._room, self._session = room, room.session

    def follow(self, tile: MapTile) -> None:
        """From now on, what *tile* wishes."""
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
        tile.settings_wished.connect(partial(self._fill, tile))
        tile.popup.setting_changed.connect(partial(self._on_setting_changed, tile))
        tile.popup.switched.connect(lambda word, on: choose(session, **{word: on}))
        tile.popup.acted.connect(partial(self._save, tile))

    def _fill(self, tile: MapTile) -> None:
        state = self._session.state
        choice = choice_of(state, tile.number)
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
        choice = choice_of(self._session.state, tile.number)
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
        state = self._session.state
        choice = choice_of(state, tile.number)
        if choice is None or state.data is None:
            return
        title = self.tr("Save map")
        path = self._room.choose_path(tile, title, Path(f"map{suffix}"), f"{title} (*{suffix})")
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
