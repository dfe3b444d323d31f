"""The cards of the Explore workspace: reconstructions, and one for samples, nearest images, a walk or a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from explorer.pictures.drawing_pad import DrawingPad
from explorer.pictures.image_grid import ImageGrid
from explorer.pictures.nearest_strip import NearestStrip
from explorer.pictures.reconstructions import Reconstructions
from explorer.pictures.walk_strip import WalkStrip
from explorer.pixels.point_pictures import cloud, drawn_batch
from explorer.state.changes import changed, newer
from explorer.state.channels import CURSOR, DRAWN, NEAREST, WALK
from explorer.state.map_state import Pin, walk_codes
from explorer.state.room import Part, Parts, Room, Slot
from explorer.state.state import AppState
from explorer.style.style_sheet import make_button
from explorer.style.theme import Theme
from explorer.texts.data_texts import class_names
from explorer.widgets.card import Card
from explorer.widgets.tabbed_card import TabbedCard
from trainers.examples import UInt8

PICTURES_SHARE, TOOLS_SHARE = 7, 10  # of the width
LEAST_DRAWN = 140  # px of width for one picture and the names of the models


class PicturesPanel(Parts):
    """Reconstructions | samples, nearest images, walk, drawing."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._session, self._looks = room.session, room.looks
        choose_path = room.choose_path
        self._active = 0  # the model whose map was touched last
        self._lineage = 0  # of the models that are shown
        self._drawing: UInt8 | None = None
        self._pad_shape: tuple[int, int, int] | None = None
        self._pad_data: object = None  # the data that the drawing was made for
        self.reconstructions = Reconstructions(choose_path=choose_path)
        self.samples = ImageGrid(choose_path=choose_path)
        self.nearest = NearestStrip(choose_path)
        self.walk = WalkStrip(choose_path)
        self.pad = DrawingPad()
        self.drawn = Reconstructions(
            "drawn", choose_path, waiting_for=self.tr("What the models make of your drawing appears here.")
        )
        self._held_out, self.tools = self._make_held_out(), self._make_tools()
        self._connect()
        self.set_theme(room.theme)

    @property
    def parts(self) -> Sequence[Part]:
        return Part(Slot.CARDS, self._held_out, PICTURES_SHARE), Part(Slot.CARDS, self.tools, TOOLS_SHARE)

    @property
    def hints(self) -> Sequence[tuple[QWidget, str]]:
        return (
            (self.reconstructions, self.tr("Images never trained on, and what is left of them after the code.")),
            (self.samples, self.tr("New images: random codes, decoded. The same random codes all along.")),
            (self.nearest, self.tr("The training images most like the picture under the cursor.")),
            (self.walk, self.tr("Pictures along the path through the pins. Press P on a map to put one down.")),
            (self.pad, self.tr("Draw something: its code appears on the maps, its reconstruction beside.")),
        )

    def hint(self, state: AppState) -> str:
        specs = state.model_specs if state.families else ()
        if state.maps and not state.mapped:
            return self.tr("New pictures as the models draw them now: the same random numbers all along.")
        if specs and not any("encodes" in spec.capabilities for spec in specs):
            return self.tr(
                "Every place on this map is a code from which the generator draws. Drag anywhere and see what it makes "
                "of it; real examples have no place here, for nothing encodes them."
            )
        if state.data is not None and set(state.data.latent_dims) == {1}:
            return self.tr(
                "Each dot is a training image; its code is its place along the line. Drag anywhere, between the dots "
                "too: the decoder draws what it believes lies there."
            )
        return ""

    def is_answered(self, state: AppState) -> bool:
        return all(state.is_answered(CURSOR.of(model)) for model, _ in state.mapped)

    def _make_held_out(self) -> Card:
        held_out = Card(self.tr("Reconstructions"), self.tr("held-out, fixed"))
        held_out.set_body(self.reconstructions)
        for widget in self.reconstructions.header_widgets():
            held_out.add_tool(widget)
        return held_out

    def _make_tools(self) -> TabbedCard:
        card = TabbedCard("tools")
        card.add_page("samples", self.tr("Samples"), self.samples, self.samples.header_widgets())
        card.add_page("nearest", self.tr("Nearest"), self.nearest, self.nearest.header_widgets())
        card.add_page("walk", self.tr("Walk"), self.walk, self.walk.header_widgets())
        card.add_page("draw", self.tr("Draw"), self._make_draw())
        card.page_shown.connect(self._on_page_shown)
        return card

    def _make_draw(self) -> QWidget:
        page = QWidget()
        layout = QHBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pad)
        side = QVBoxLayout()
        side.addWidget(self.drawn, 1)
        self.drawn.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # the pad's words come first
        self.drawn.setMinimumWidth(LEAST_DRAWN)
        self._pin_drawn = make_button(self.tr("Pin its code"), "pin_drawn")
        self._pin_drawn.setEnabled(False)
        side.addWidget(self._pin_drawn)
        layout.addLayout(side, 1)
        return page

    def _connect(self) -> None:
        room, canvas = self.room, self.pad.canvas
        room.map_touched.connect(self.set_active)
        room.image_dropped.connect(self.set_drawing)
        canvas.drawn.connect(lambda _image: room.drawn.emit(canvas))
        self.pad.drawn.connect(self._on_pad_drawn)
        self._pin_drawn.clicked.connect(self._on_pin_drawn)
        self.walk.frames_requested.connect(self._looks.set_walk_frames)
        self.walk.walk_position_changed.connect(self._on_walk_position)

    def set_theme(self, theme: Theme) -> None:
        views = (
            self.reconstructions, self.samples, self.nearest, self.walk, self.pad, self.drawn
        )  # fmt: skip
        for view in views:
            view.set_theme(theme)

    def _on_page_shown(self, name: str) -> None:
        """Takes away the marks of a walk or a drawing that is no longer seen."""
        self._clear_marks()
        if name == "draw" and self._drawing is not None:
            self._mark_drawing(self._session.state)

    def _clear_marks(self) -> None:
        for model in range(len(self._session.state.maps)):
            self.room.walker_moved.emit(model, None)

    def _sees_drawing(self, state: AppState) -> bool:
        """Whether the drawing is before one's eyes: else nobody could tell what its mark on the maps is."""
        own = self._session.workspaces[0].key
        return self._drawing is not None and self.tools.page == "draw" and state.workspace == own

    def _mark_drawing(self, state: AppState) -> None:
        """Where the code of the drawing lies on each map."""
        encoded = state.answer(DRAWN)
        for model, codes in enumerate(() if encoded is None else encoded.codes):
            self.room.walker_moved.emit(model, None if codes is None else codes[0])

    def set_active(self, model: int) -> None:
        """The map that the user touched last, whose nearest images and walk are shown."""
        if model != self._active:
            self._active = model
            self._show_walk(self._session.state)
            self._show_nearest(self._session.state)

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        self._active = min(self._active, max(0, len(new.labels) - 1))
        if new.lineage != self._lineage:
            self._lineage, old = new.lineage, None
            self._forget()
        if new.kind.textual:  # there is nothing to be drawn
            return
        if changed(new, old, "shown_pictures", "data"):
            self._show_pictures(new)
        if new.data is not None and new.data.image_shape != self._pad_shape:
            self._pad_shape = new.data.image_shape
            self.pad.set_kind(new.data.kind)
            self._forget_drawing()
        if new.data is not None and new.data.run_id == new.run_id and _data_of(new) != self._pad_data:
            if self._pad_data is not None:
                self.pad.set_kind(new.data.kind)
                self._forget_drawing()
            self._pad_data = _data_of(new)
        if new.data is not None and changed(new, old, "data"):
            self.pad.set_style(new.data.drawing)
        if changed(new, old, NEAREST.of(self._active)):
            self._show_nearest(new)
        models = range(len(new.maps))
        if changed(new, old, *map(WALK.of, models), *(partial(_pins, model) for model in models)):
            self._show_walk(new)
        encoded = newer(new, old, DRAWN)
        if encoded is not None and self._drawing is not None:
            rows = [None if images is None else drawn_batch(images[:1], new.kind) for images in encoded.reconstructions]
            self.drawn.show_reconstructions(drawn_batch(self._drawing, new.kind), rows, new.labels)
            self._pin_drawn.setEnabled(any(codes is not None for codes in encoded.codes))
            if self._sees_drawing(new):
                self._mark_drawing(new)
        if old is not None and changed(new, old, "workspace"):
            self._clear_marks()
            if self._sees_drawing(new):
                self._mark_drawing(new)

    def _forget(self) -> None:
        """Takes away all that was said of other models; what the user has drawn may stay."""
        self.reconstructions.show_reconstructions(None, [], [])
        self.samples.show_images([], [])
        self.nearest.show_nearest(None, None, np.zeros(0, np.float32))
        self.walk.show_frames([], [])
        self._forget_codes_of_drawing()

    def _show_pictures(self, state: AppState) -> None:
        pictures = state.shown_pictures
        if pictures is None or state.data is None or len(pictures.models) != len(state.labels):
            return
        found = [model.reconstructions for model in pictures.models]
        rows = [None if images is None else drawn_batch(images, state.kind) for images in found]
        self.reconstructions.show_reconstructions(drawn_batch(state.data.probe, state.kind), rows, state.labels)
        samples = [model.samples for model in pictures.models]
        self.samples.show_images([None if each is None else cloud(each, state.kind) for each in samples], state.labels)

    def _show_nearest(self, state: AppState) -> None:
        found = state.answer(NEAREST, self._active)
        if found is not None and state.data is not None:
            whose = state.labels[self._active] if len(state.labels) > 1 else ""
            images = drawn_batch(found.images, state.kind)
            self.nearest.show_nearest(images, found.labels, found.distance, class_names(state), whose)

    def _walked(self, state: AppState) -> int:
        """The model through whose pins the walk goes: the one that was touched last, or where that has too few pins,
        the first that has some."""
        models = (self._active, *range(len(state.maps)))
        return next((model for model in models if len(_pins(model, state)) > 1), self._active)

    def _show_walk(self, state: AppState) -> None:
        model = self._walked(state)
        decoded = state.answer(WALK, model)
        if decoded is not None and len(_pins(model, state)) > 1:
            whose = state.labels[model] if len(state.labels) > 1 else ""
            self.walk.show_frames([drawn_batch(decoded.images, state.kind)], [state.labels[model]], whose)
        else:
            self.walk.show_frames([], [])

    # ------------------------------------------------------------------ from the user

    def _forget_drawing(self) -> None:
        """A drawing of another size, or made for other data, says nothing to these models; its mark on the maps goes,
        too."""
        self._on_drawn(None)
        self._clear_marks()
        self._forget_codes_of_drawing()

    def _forget_codes_of_drawing(self) -> None:
        self.drawn.show_reconstructions(None, [], [])
        self._pin_drawn.setEnabled(False)

    def _on_pad_drawn(self, image: UInt8 | None) -> None:
        """None: the pad is blank again, and its code is not that of a drawing."""
        if image is None:
            self._forget_drawing()
        else:
            self._on_drawn(image)

    def _on_drawn(self, image: UInt8 | None) -> None:
        self._drawing = image
        self._looks.set_drawn(image)

    def set_drawing(self, image: UInt8) -> None:
        """Takes an image (1, C, H, W) from elsewhere, such as a dropped file, as the drawing."""
        self.pad.show_image(image)
        self.tools.show_page("draw")
        self._on_drawn(image)

    def _on_pin_drawn(self) -> None:
        state = self._session.state
        encoded = state.answer(DRAWN)
        if encoded is None:
            return
        for model, codes in enumerate(encoded.codes):
            value = state.map_of(model)
            if codes is not None and value is not None:
                pinned = value.with_pin(codes[0], "D").with_cursor(codes[0])
                self._session.set_map(model, pinned, undoable=model == 0)

    def _on_walk_position(self, t: float) -> None:
        model = self._walked(self._session.state)
        pins = _pins(model, self._session.state)
        if len(pins) > 1:
            self.room.walker_moved.emit(model, walk_codes(pins, 201)[round(t * 200)])


def _data_of(state: AppState) -> object:
    return None if state.experiment is None else (state.experiment.dataset, state.experiment.dataset_config)


def _pins(model: int, state: AppState) -> tuple[Pin, ...]:
    value = state.map_of(model)
    return () if value is None else value.pins
