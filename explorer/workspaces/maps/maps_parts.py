"""What the workspace adds to the window: maps side by side, the bar above, what is selected and clusters beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtWidgets import QWidget

from explorer.state.changes import changed
from explorer.state.room import Part, Parts, Room, Slot
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.data_texts import class_names, knob_text
from explorer.texts.sentences import sentence_text
from explorer.texts.whole_number import whole_number
from explorer.workspaces.maps.cards.map_cards import MapCards
from explorer.workspaces.maps.code_places import CodesInPlanes
from explorer.workspaces.maps.looks import MapsLooks, data_key
from explorer.workspaces.maps.map_words import code_entries, method_entries
from explorer.workspaces.maps.maps_bar import MapsBar
from explorer.workspaces.maps.state import (
    KEY,
    MOST_TILES,
    NO_SETTINGS,
    add_tile,
    choose,
    clustering_of,
    count_of,
    counts_of,
    features_model,
    has_maps,
    maps_of,
    models_with_codes,
    select,
    tiles_of,
)
from explorer.workspaces.maps.tile_desk import TileDesk
from explorer.workspaces.maps.tiles.tile_grid import TileGrid
from trainers.knobs import ConfigError, knob_specs
from trainers.maps.clusterings import CLUSTERINGS

SELECTED_SHARE, CLUSTERS_SHARE = 10, 12


class MapsParts(Parts):
    """Binds the views to the session."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._session = room.session
        self.codes = CodesInPlanes()
        self.looks = MapsLooks(room.session, self.codes, self)
        self.bar = MapsBar()
        self.grid = TileGrid()
        self.desk = TileDesk(room, self.looks, self.codes, self.grid, self)
        self.cards = MapCards(room, self.looks, self)
        self._data: object = None
        self._connect()
        self.set_theme(room.theme)

    @property
    def parts(self) -> Sequence[Part]:
        return (
            Part(Slot.BAR, self.bar),
            Part(Slot.MIDDLE, self.grid),
            Part(Slot.CARDS, self.cards.selected_card, SELECTED_SHARE),
            Part(Slot.CARDS, self.cards.clusters_card, CLUSTERS_SHARE),
        )

    @property
    def hints(self) -> Sequence[tuple[QWidget, str]]:
        return (
            (
                self.grid,
                self.tr(
                    "Drag over dots to select them in all maps; Shift adds, Alt takes away, Escape lets go. The wheel "
                    "zooms, the right button pans. Between the dots, maps that can decode show what lies there."
                ),
            ),
            (
                self.bar,
                self.tr(
                    "Choose how many examples the maps are drawn of, and what colours them: maps never see classes."
                ),
            ),
            (
                self.cards.table,
                self.tr(
                    "Rows are clusters, found without the classes; columns are classes. One strong square in each row: "
                    "the data fall apart as their names say. ARI and NMI are 1 then, and 0 where it is chance."
                ),
            ),
            (
                self.cards.selected,
                self.tr("Some of what is selected. Point at one to see its dots; click it to select it alone."),
            ),
        )

    def stands_beside(self, state: AppState) -> bool:
        return True

    def is_answered(self, state: AppState) -> bool:
        return all(not tile.canvas.frames.is_running for tile in self.grid.shown)

    def set_theme(self, theme: Theme) -> None:
        for view in (self.bar, self.grid, self.desk, self.cards):
            view.set_theme(theme)

    def _connect(self) -> None:
        session, bar = self._session, self.bar
        bar.count_chosen.connect(lambda count: choose(session, count=count))
        bar.colouring_chosen.connect(lambda colouring: choose(session, colouring=colouring))
        bar.clustering_chosen.connect(lambda name: self._choose_clusters(method=name, settings=NO_SETTINGS))
        bar.features_chosen.connect(lambda model: self._choose_clusters(model=model))
        bar.cluster_settings_wished.connect(self._fill_cluster_settings)
        bar.popup.setting_changed.connect(self._on_cluster_setting_changed)
        bar.added.connect(lambda source: add_tile(session, source))
        self.cards.selected.row_pointed.connect(self.desk.pointer.light)
        bar.cleared.connect(lambda: select(session, np.empty(0, np.int64)))

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        if new.workspace != KEY or not new.families:
            return
        if old is not None and (new.workspace != old.workspace or new.run_id != old.run_id):
            old = None
        if (key := data_key(new)) != self._data:
            self._data, old = key, None
            self.desk.forget()
        self._show_bar(new, old)
        self.grid.show_sentence(self._sentence(new))
        if new.data is not None:
            self.desk.show_state(new, old)
            self.cards.show_state(new, old)

    def _sentence(self, state: AppState) -> str:
        """What is said where there are no maps."""
        if not has_maps(state):
            return self.tr("Maps are drawn of pictures and of points; these data are texts.")
        return "" if tiles_of(state) else self.tr("There is no map: add one in the bar above.")

    def _show_bar(self, new: AppState, old: AppState | None) -> None:
        own = maps_of(new)
        if old is not None and own is maps_of(old) and not changed(new, old, "data", "labels"):
            return
        bar = self.bar
        counted = self.tr("{0} examples")
        bar.show_counts(
            [(str(count), counted.format(whole_number(count)), "") for count in counts_of(new)], count_of(new)
        )
        bar.show_colouring(own.colouring, bool(class_names(new)))
        method, _ = clustering_of(new)
        methods = [(each.name, knob_text(each.title), knob_text(each.summary)) for each in CLUSTERINGS.values()]
        features = [("-1", self.tr("pixels") if new.kind.visual else self.tr("places"), "")]
        features += [
            (str(model), self.tr("codes: {0}").format(new.labels[model]), "") for model in models_with_codes(new)
        ]
        bar.show_clustering(methods, method, features, features_model(new))
        bar.show_sources(method_entries(), code_entries(new), room=len(tiles_of(new)) < MOST_TILES and has_maps(new))
        some, whole = len(own.selected), count_of(new)
        text = self.tr("{0} of {1} selected").format(whole_number(some), whole_number(whole)) if some else ""
        bar.show_selected(
            text, [self.tr("{0} selected").format(whole_number(some)), whole_number(some)] if some else [], some > 0
        )

    # ------------------------------------------------------------------ clusters

    def _choose_clusters(self, **choices: Any) -> None:
        """What is chosen about clusters is to be seen."""
        own = maps_of(self._session.state)
        choose(self._session, clustering=replace(own.clustering, **choices))

    def _fill_cluster_settings(self) -> None:
        name, settings = clustering_of(self._session.state)
        method = CLUSTERINGS[name]
        specs = knob_specs(method.Settings)
        values = {spec.name: spec.default for spec in specs} | dict(settings)
        self.bar.popup.fill(knob_text(method.title), knob_text(method.summary), specs, values)

    def _on_cluster_setting_changed(self, name: str, value: Any) -> None:
        method, settings = clustering_of(self._session.state)
        changed_settings = {**settings, name: value}
        try:
            CLUSTERINGS[method].Settings.parse(changed_settings)
        except ConfigError as error:
            self.bar.popup.show_error(name, sentence_text(str(error)))
            return
        self._choose_clusters(method=method, settings=changed_settings)
        self.bar.popup.show_values({name: value})
