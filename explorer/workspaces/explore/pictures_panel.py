"""The row below the maps: curves, reconstructions, and one card for samples, nearest images, a walk or a drawing."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from explorer.curves.curve_groups import apart_by_unit, with_units
from explorer.curves.curve_references import reference_levels
from explorer.curves.curves import CurvesView
from explorer.pictures.drawing_pad import DrawingPad
from explorer.pictures.image_grid import ImageGrid
from explorer.pictures.nearest_strip import NearestStrip
from explorer.pictures.reconstructions import Reconstructions
from explorer.pictures.walk_strip import WalkStrip
from explorer.state.changes import changed, newer
from explorer.state.channels import DRAWN, NEAREST, WALK
from explorer.state.looks import Looks
from explorer.state.map_state import walk_codes
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.state.workspace import EXPLORE
from explorer.style.style_sheet import make_button
from explorer.style.theme import Theme
from explorer.texts.mark_texts import marks_shown
from explorer.widgets.card import Card
from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.widgets.tabbed_card import TabbedCard
from trainers.examples import UInt8

CURVES_SHARE = 8  # of the width, beside the shares of the other cards
LEAST_DRAWN = 140  # px of width for one picture and the names of the models


class PicturesPanel(QSplitter):
    """Curves | reconstructions | samples, nearest images, walk, drawing."""

    walker_moved = Signal(int, object)  # model, code (latent_dim,) or None

    def __init__(
        self,
        session: Session,
        looks: Looks,
        theme: Theme,
        choose_path: ChoosePath = ask_path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._session, self._looks = session, looks
        self._active = 0  # the model whose map was touched last
        self._lineage = 0  # of the models that are shown
        self._drawing: UInt8 | None = None
        self._knobs: list[dict[str, object]] = []  # the present values, by model
        self._pad_shape: tuple[int, int, int] | None = None
        self._pad_data: object = None  # the data that the drawing was made for
        self._cards: list[
            tuple[str, QWidget, int]
        ] = []  # the workspace that each belongs to, and its share of the width
        self._workspace = EXPLORE
        self._dragged: dict[tuple[str, bool], list[int]] = {}  # sizes by workspace, and whether one is below the other
        self.setObjectName("pictures_panel")
        self.setChildrenCollapsible(False)
        self.setHandleWidth(10)
        self.curves = CurvesView(choose_path)
        self.reconstructions = Reconstructions(choose_path=choose_path)
        self.samples = ImageGrid(choose_path=choose_path)
        self.nearest = NearestStrip(choose_path)
        self.walk = WalkStrip(choose_path)
        self.pad = DrawingPad()
        self.drawn = Reconstructions(
            "drawn", choose_path, waiting_for=self.tr("What the models make of your drawing appears here.")
        )
        self._make_cards()
        self._connect()
        self.set_theme(theme)

    def _make_cards(self) -> None:
        loss = Card(self.tr("Loss"), "")
        loss.set_body(self.curves)
        for widget in self.curves.header_widgets():
            loss.add_tool(widget)
        held_out = Card(self.tr("Reconstructions"), self.tr("held-out, fixed"))
        held_out.set_body(self.reconstructions)
        for widget in self.reconstructions.header_widgets():
            held_out.add_tool(widget)
        self.addWidget(loss)
        self.add_cards(EXPLORE, (held_out, 7), (self._make_tools(), 10))

    def add_cards(self, workspace: str, *cards: tuple[QWidget, int]) -> None:
        """Cards, with their shares of the width, that stand beside the curves in one workspace."""
        for card, share in cards:
            self.addWidget(card)
            self._cards.append((workspace, card, share))
            card.setVisible(workspace == EXPLORE)

    def _make_tools(self) -> TabbedCard:
        self.tools = card = TabbedCard("tools")
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
        self.splitterMoved.connect(self._on_dragged)
        self.pad.drawn.connect(self._on_pad_drawn)
        self._pin_drawn.clicked.connect(self._on_pin_drawn)
        self.walk.frames_requested.connect(self._looks.set_walk_frames)
        self.walk.walk_position_changed.connect(self._on_walk_position)

    def set_upright(self, upright: bool) -> None:
        """Whether the cards stand one below the other, all of about the same height, or side by side."""
        self.setOrientation(Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)
        self._share_out()

    def _share_out(self) -> None:
        """Gives every card its share, the one that the user has dragged it to: the sizes that Qt keeps depend on which
        other cards have been shown meanwhile, and how."""
        upright = self.orientation() == Qt.Orientation.Vertical
        own = [CURVES_SHARE, *(share for _, _, share in self._cards)]
        shares = self._dragged.get((self._workspace, upright), [1] * len(own) if upright else own)
        hidden = {card for workspace, card, _ in self._cards if workspace != self._workspace}
        shown = [self.widget(index) not in hidden for index in range(self.count())]
        whole = sum(share for share, seen in zip(shares, shown, strict=True) if seen)
        room = (self.height() if upright else self.width()) - self.handleWidth() * (sum(shown) - 1)
        self.setSizes([round(room * share / max(whole, 1)) for share in shares])

    def _on_dragged(self) -> None:
        self._dragged[self._workspace, self.orientation() == Qt.Orientation.Vertical] = self.sizes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def set_theme(self, theme: Theme) -> None:
        views = (
            self.curves, self.reconstructions, self.samples, self.nearest, self.walk, self.pad, self.drawn
        )  # fmt: skip
        for view in views:
            view.set_theme(theme)

    def _on_page_shown(self, name: str) -> None:
        """Takes away the marks of a walk or a drawing that is no longer seen."""
        for model in range(len(self._session.state.maps)):
            self.walker_moved.emit(model, None)

    def set_active(self, model: int) -> None:
        """The map that the user touched last, whose nearest images and walk are shown."""
        if model != self._active:
            self._active = model
            self._show_walk(self._session.state)
            self._show_nearest(self._session.state)

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Draws what differs from *old*; everything when there is none."""
        self._active = min(self._active, max(0, len(new.labels) - 1))
        if new.lineage != self._lineage:
            self._lineage, old = new.lineage, None
            self._forget()
        if changed(new, old, "workspace"):
            self._workspace = new.workspace
            for workspace, card, _ in self._cards:
                card.setVisible(workspace == new.workspace)
            self._share_out()
        self._show_curves(new, old)
        if changed(new, old, "shown_pictures", "data"):
            self._show_pictures(new)
        if new.data is not None and new.data.image_shape != self._pad_shape:
            self._pad_shape = new.data.image_shape
            self.pad.set_image_shape(new.data.image_shape)
            self._forget_drawing()
        if new.data is not None and new.data.run_id == new.run_id and _data_of(new) != self._pad_data:
            if self._pad_data is not None:
                self.pad.set_image_shape(new.data.image_shape)
                self._forget_drawing()
            self._pad_data = _data_of(new)
        if new.data is not None and changed(new, old, "data"):
            self.pad.set_style(new.data.drawing)
        if changed(new, old, NEAREST.of(self._active)):
            self._show_nearest(new)
        if changed(new, old, WALK.of(self._active), lambda state: _pins(state, self._active)):
            self._show_walk(new)
        encoded = newer(new, old, DRAWN)
        if encoded is not None and self._drawing is not None:
            rows = [None if images is None else images[:1] for images in encoded.reconstructions]
            self.drawn.show_reconstructions(self._drawing, rows, new.labels)
            self._pin_drawn.setEnabled(any(codes is not None for codes in encoded.codes))
            for model, codes in enumerate(encoded.codes):
                self.walker_moved.emit(model, None if codes is None else codes[0])

    def _forget(self) -> None:
        """Takes away all that was said of other models; what the user has drawn may stay."""
        self.curves.begin()
        self.reconstructions.show_reconstructions(None, [], [])
        self.samples.show_images([], [])
        self.nearest.show_nearest(None, None, np.zeros(0, np.float32))
        self.walk.show_frames([], [])
        self._forget_codes_of_drawing()

    def _show_curves(self, new: AppState, old: AppState | None) -> None:
        families = new.model_specs
        restarted = new.experiment is not None and changed(new, old, "experiment")
        if restarted and new.experiment is not None:
            self._knobs = [model.config.model_dump() for model in new.experiment.models]
        fresh = restarted or changed(new, old, "curves", "labels")
        if fresh and new.curves is not None and len(self._knobs) == len(families):
            metrics = [
                with_units(family.metrics + family.test_metrics, knobs)
                for family, knobs in zip(families, self._knobs, strict=True)
            ]
            self.curves.show_curves(new.curves, metrics, new.labels)
        if restarted:
            specs = apart_by_unit(
                [with_units(each.metrics, knobs) for each, knobs in zip(families, self._knobs, strict=True)]
            )
            for group, levels in reference_levels(specs, self._knobs, new.labels).items():
                self.curves.show_references(levels, group)
        if changed(new, old, "tests"):
            for model, (points, family) in enumerate(zip(new.tests, families, strict=False)):
                for spec in family.test_metrics:
                    known = [(step, values[spec.name]) for step, values in points if spec.name in values]
                    self.curves.show_test_points(model, spec.name, [p[0] for p in known], [p[1] for p in known])
        if changed(new, old, "scrubbed"):
            self.curves.show_marker(new.scrubbed)
        if changed(new, old, "marks", "labels"):
            self.curves.show_marks(marks_shown(new))

    def _show_pictures(self, state: AppState) -> None:
        pictures = state.shown_pictures
        if pictures is None or state.data is None or len(pictures.models) != len(state.labels):
            return
        self.reconstructions.show_reconstructions(
            state.data.probe, [model.reconstructions for model in pictures.models], state.labels
        )
        self.samples.show_images([model.samples for model in pictures.models], state.labels)

    def _show_nearest(self, state: AppState) -> None:
        found = state.answer(NEAREST, self._active)
        if found is not None and state.data is not None:
            whose = state.labels[self._active] if len(state.labels) > 1 else ""
            self.nearest.show_nearest(found.images, found.labels, found.distance, state.data.class_names, whose)

    def _show_walk(self, state: AppState) -> None:
        decoded = state.answer(WALK, self._active)
        pins = state.maps[self._active].pins if self._active < len(state.maps) else ()
        if decoded is not None and len(pins) > 1:
            self.walk.show_frames([decoded.images], [state.labels[self._active]])
        else:
            self.walk.show_frames([], [])

    # ------------------------------------------------------------------ from the user

    def _forget_drawing(self) -> None:
        """A drawing of another size, or made for other data, says nothing to these models; its mark on the maps goes,
        too."""
        self._on_drawn(None)
        for model in range(len(self._session.state.maps)):
            self.walker_moved.emit(model, None)
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
            if codes is not None and model < len(state.maps):
                value = state.maps[model].with_pin(codes[0], "D").with_cursor(codes[0])
                self._session.set_map(model, value, undoable=model == 0)

    def _on_walk_position(self, t: float) -> None:
        maps = self._session.state.maps
        pins = maps[self._active].pins if self._active < len(maps) else ()
        if len(pins) > 1:
            path = walk_codes(pins, 201)
            self.walker_moved.emit(self._active, path[round(t * 200)])


def _data_of(state: AppState) -> object:
    return None if state.experiment is None else (state.experiment.dataset, state.experiment.dataset_config)


def _pins(state: AppState, model: int) -> object:
    return None if model >= len(state.maps) else state.maps[model].pins
