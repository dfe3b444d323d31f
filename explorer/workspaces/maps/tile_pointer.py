"""What the pointer means on the maps: the dot near it lights up in all, and what lies there is shown beside it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QPoint

from explorer.pixels.images import to_rgb
from explorer.pixels.point_pictures import drawn_batch
from explorer.state.changes import changed
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.data_texts import class_names
from explorer.workspaces.maps.channels import CLUSTERS as FOUND
from explorer.workspaces.maps.channels import EXAMPLES, PEEKED, TILE, UNDER
from explorer.workspaces.maps.code_places import CodesInPlanes
from explorer.workspaces.maps.examples_seen import example_pictures
from explorer.workspaces.maps.looks import MapsLooks
from explorer.workspaces.maps.map_words import decoded_words, row_words, source_title, undecoded_words
from explorer.workspaces.maps.state import TileChoice, choice_of
from explorer.workspaces.maps.tiles.pointed_pictures import PointedPart, PointedPictures
from explorer.workspaces.maps.tiles.tile_grid import TileGrid
from explorer.workspaces.maps.tiles.tile_looks import as_bytes
from trainers.examples import UInt8


class TilePointer(QObject):
    """Follows the pointer over the tiles of a grid."""

    def __init__(
        self, session: Session, looks: MapsLooks, codes: CodesInPlanes, grid: TileGrid, theme: Theme, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._looks, self._codes, self._grid = session, looks, codes, grid
        self._over = PointedPictures(grid)
        self._over.set_theme(theme)
        self._pointed: tuple[int, int, float, float] | None = None  # tile, row, place

    def set_theme(self, theme: Theme) -> None:
        self._over.set_theme(theme)

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """What was asked about the place under the pointer may have been answered."""
        if changed(new, old, UNDER, EXAMPLES, PEEKED):
            self._show(new)

    def point(self, number: int, row: int, x: float, y: float) -> None:
        """The pointer is on a tile, near the dot of that *row* (-1: of none), at the place (x, y) of its map."""
        state = self._session.state
        choice = choice_of(state, number)
        self._pointed = (number, row, x, y)
        self.light(row)
        self._looks.peek(row)
        if choice is not None and not choice.method and state.can_be_asked:
            codes = self._codes.of(state, choice.model)
            if codes is not None and self._decodes(state, choice.model):
                self._session.decode(choice.model, codes.code_at(x, y), UNDER)
        self._show(state)

    def light(self, row: int) -> None:
        """The dot of that row stands out in all maps; -1: none does."""
        for tile in self._grid.tiles.values():
            tile.canvas.show_hovered(row)

    def leave(self) -> None:
        """The pointer is on no map."""
        self._pointed = None
        self.light(-1)
        self._over.show_parts(QPoint())

    @staticmethod
    def _decodes(state: AppState, model: int) -> bool:
        return "decodes" in state.model_specs[model].capabilities

    def _show(self, state: AppState) -> None:
        """The example near the pointer, and what can be decoded at its place."""
        if self._pointed is None:
            return
        number, row, x, y = self._pointed
        choice, tile = choice_of(state, number), self._grid.tiles.get(number)
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
