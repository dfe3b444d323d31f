"""What the user does to the picture that is finished becomes a choice: covers, strokes, other pictures and pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QObject

from explorer.state.room import Room
from explorer.workspaces.components.channels import TRUTH
from explorer.workspaces.components.finish.finish_view import FinishView
from explorer.workspaces.components.finish.other_level import other_level
from explorer.workspaces.components.sites import Cover, known_until, sites_at
from explorer.workspaces.components.state import (
    KEY,
    ComponentsState,
    base_picture,
    choose,
    components_of,
    known_pixels,
)
from trainers.examples import UInt8
from trainers.messages.components import Expected

BRUSHED = 28  # pixels of a picture whose brush is three wide


class FinishGestures(QObject):
    """*truth()* is what the model expects of the picture that is being finished, or None."""

    def __init__(
        self, room: Room, finish: FinishView, truth: Callable[[], Expected | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._room, self._session = room, room.session
        self._finish, self._truth = finish, truth
        controls, session = finish.controls, room.session
        controls.cover_chosen.connect(self._on_cover_chosen)
        controls.share_changed.connect(lambda share: choose(session, share=share))
        controls.picture_wanted.connect(self._on_picture_wanted)
        controls.drawn.connect(self._on_drawn)
        controls.noise_wanted.connect(lambda: choose(session, seed=components_of(session.state).seed + 1))
        controls.truth_toggled.connect(lambda shown: choose(session, truth=shown))
        controls.speed_changed.connect(lambda speed: choose(session, speed=speed))
        controls.picture_left.connect(lambda: choose(session, picked=None, place=-1))
        finish.painted.connect(self._on_painted)
        finish.ending_picked.connect(self._on_ending_picked)
        finish.pixel_chosen.connect(self._change)
        finish.pixel_stepped.connect(self._change)
        room.image_dropped.connect(self._on_image_dropped)

    def _on_cover_chosen(self, cover: str) -> None:
        own, state = components_of(self._session.state), self._session.state
        picture = base_picture(state)
        known = None
        if cover == Cover.BRUSH and picture is not None:  # what is covered already can be wiped off
            known = known_pixels(own, picture)
        choose(self._session, cover=Cover(cover), known=known, changed=None)

    def _on_painted(self, row: int, column: int, covers: bool) -> None:
        state = self._session.state
        picture, own = base_picture(state), components_of(state)
        if picture is None:
            return
        known = known_pixels(own, picture)
        height, width = known.shape
        reach = round(min(height, width) / BRUSHED)
        part = slice(max(row - reach, 0), row + reach + 1), slice(max(column - reach, 0), column + reach + 1)
        if (known[part] == covers).any():
            known = known.copy()
            known[part] = not covers
            choose(self._session, known=known)

    def _on_picture_wanted(self, by: int) -> None:
        state = self._session.state
        own = components_of(state)
        if state.data is None or not len(state.data.probe):
            return
        index = (own.index + (by if own.brought is None else 0)) % len(state.data.probe)
        choose(self._session, index=index, brought=None, changed=None, **_uncovered(own))

    def _on_image_dropped(self, image: UInt8) -> None:
        if self._session.state.workspace == KEY:
            own = components_of(self._session.state)
            choose(self._session, brought=image, changed=None, **_uncovered(own))

    def _on_drawn(self, image: UInt8) -> None:
        """The menu's undo is for the pad from now on."""
        self._on_image_dropped(image)
        self._room.drawn.emit(self._finish.controls.popup.pad.canvas)

    def _on_ending_picked(self, place: int) -> None:
        ending, own = self._finish.ending(place), components_of(self._session.state)
        if ending is None:
            return
        if place == own.place:
            choose(self._session, picked=None, place=-1)
        else:
            choose(self._session, picked=ending, place=place)

    def _change(self, row: int, column: int, by: int = 0) -> None:
        """Another level there, or one so many levels up; all before it stays, and what follows is drawn anew."""
        state = self._session.state
        own, base, truth = components_of(state), base_picture(state), self._truth()
        told = truth or state.answer(TRUTH)  # of another picture: order and levels are the same
        picture = own.picked
        if picture is None and base is not None:
            if not known_pixels(own, base)[row, column]:
                return  # what is covered is not there to be changed
            # One that was changed has its levels already, before the model has been asked about it.
            picture = base if base is own.changed else None if truth is None else truth.picture
        if told is None or picture is None or told.picture.shape != picture.shape:
            return
        height, width = picture.shape[2:]
        before = picture[0, :, row, column]
        after = other_level(before, told.values, told.is_palette, by)
        if np.array_equal(before, after):
            return
        other = picture.copy()
        other[0, :, row, column] = after
        other.setflags(write=False)
        sites = sites_at(row, column, len(told.found), height, width)
        last = max(sites, key=lambda site: int(np.flatnonzero(told.order == site)[0]))
        known = known_until(last, told.order, height, width)
        choose(self._session, changed=other, changed_at=(row, column), cover=Cover.AFTER, known=known)


def _uncovered(own: ComponentsState) -> dict[str, Any]:
    """What is chosen instead of the cover after a pixel that was changed: of another picture there is none."""
    return {"cover": Cover.BOTTOM, "known": None} if own.cover is Cover.AFTER else {}
