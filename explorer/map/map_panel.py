"""One model's column: its map with decode inset and read-out, its metrics as pills, and the chooser of the plane. A
model without a code has no map; its samples are there instead."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from explorer.gui_thread.throttle import Throttle
from explorer.map.latent_map import LatentMap
from explorer.map.map_overlay import MapOverlay
from explorer.map.plane_chooser import PlaneChooser
from explorer.pictures.stage_player import StagePlayer
from explorer.pixels.images import ExportError
from explorer.pixels.point_pictures import cloud, drawn_batch
from explorer.plane.frame_clock import Turns
from explorer.plane.plane import Plane, align_plane, coordinate_name, make_axes_plane, make_pca_plane, make_pins_plane
from explorer.state.changes import changed, newer
from explorer.state.channels import CURSOR, GRID, NEAREST, STAGES
from explorer.state.looks import Looks
from explorer.state.map_state import MapState
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.data_texts import class_names, figure_text
from explorer.texts.sentences import sentence_text
from explorer.texts.whole_number import whole_number
from explorer.widgets.card import Card
from explorer.widgets.export_button import ChoosePath, ask_path
from trainers import messages
from trainers.catalog import MetricSpec
from trainers.examples import Float32

READ_OUT_MS = 80  # nobody reads faster, and laying out text is dear
DRAWN = 64  # samples whose stages are asked for as long as none are shown
ELLIPSES = 60  # posterior ellipses drawn at once


class MapPanel(Card):
    """``model`` is the index of the model in the experiment. The maps of all models share ``turns``."""

    touched = Signal(int)  # the user has done something on this map
    extent_changed = Signal(int, tuple)  # model, the part (x0, y0, x1, y1) of the plane that is seen

    def __init__(
        self,
        session: Session,
        looks: Looks,
        model: int,
        theme: Theme,
        choose_path: ChoosePath = ask_path,
        parent: QWidget | None = None,
        turns: Turns | None = None,
    ) -> None:
        super().__init__(parent=parent, name=f"map_card_{model}")
        self._session = session
        self._looks = looks
        self._model = model
        self._choose_path = choose_path
        self._codes: Float32 | None = None  # (N, latent_dim) as shown, before projection
        self._plane: Plane | None = None
        self._marked: Float32 | None = None  # the code that the cursor's ring is on
        self._overlays: list[MapOverlay] = []
        self._lineage = 0  # of the models that are shown
        self.map = LatentMap(turns=turns)
        self.map.setObjectName(f"latent_map_{model}")
        self.chooser = PlaneChooser()
        self.chooser.setObjectName(f"plane_chooser_{model}")
        self.chooser.hide()
        self.samples = StagePlayer(f"map_samples_{model}", choose_path)
        self.samples.hide()
        body = QWidget()
        self.set_body(body)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.map, 1)
        row.addWidget(self.chooser)
        row.addWidget(self.samples, 1)
        self._read = Throttle(self, READ_OUT_MS)
        self._connect()
        self.set_theme(theme)

    def _connect(self) -> None:
        view = self.map
        self.samples.stages_requested.connect(self._on_stages_requested)
        self._read.passed.connect(self._on_read_passed)
        view.cursor_moved.connect(self._on_cursor_moved)
        view.hovered.connect(self._on_hovered)
        view.hover_left.connect(self._on_hover_left)
        view.view_changed.connect(self._on_view_changed)
        view.export_requested.connect(self._on_export_requested)
        view.pin_requested.connect(self._on_pin_requested)
        view.pin_moved.connect(self._on_pin_moved)
        view.pin_removed.connect(self._on_pin_removed)
        self.chooser.plane_requested.connect(self._on_plane_requested)
        self.chooser.coordinate_moved.connect(self._on_coordinate_moved)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._theme = theme
        self.map.set_theme(theme)
        self.chooser.set_theme(theme)
        self.samples.set_theme(theme)

    @property
    def model(self) -> int:
        """The index of the model in the experiment."""
        return self._model

    @property
    def has_map(self) -> bool:
        """Whether the model has a code, or may have one: it is not known as long as there is no model."""
        return not self.map.isHidden()

    def add_overlay(self, overlay: MapOverlay) -> None:
        """Something more to show on the map and in its read-out, from the next state on."""
        self._overlays.append(overlay)

    def offer_read_out(self, state: AppState) -> None:
        """What is said of the code under the cursor may be another; it is written as often as anybody reads."""
        self._read.offer(state)

    def set_layers(self, layers: dict[str, bool]) -> None:
        """Which layers to show: codes, background, ellipses, contours, holes."""
        self.map.picture.set_layers_visible(**layers)

    def show_path(self, points: Float32 | None) -> None:
        """The corners (n, latent_dim) of a walk that goes around the holes; None hides it."""
        value = self._value()
        self.map.marks.show_path(None if points is None or value is None else value.plane.project(points))

    def show_walker(self, z: Float32 | None) -> None:
        """Where the walk's animation stands; None hides it."""
        value = self._value()
        if z is None or value is None:
            self.map.marks.show_walker(None)
        else:
            x, y = value.plane.project(z[None])[0]
            self.map.marks.show_walker(float(x), float(y))

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Draws what differs from *old*; everything when there is none."""
        model = self._model
        if model >= len(new.labels):
            return
        if new.lineage != self._lineage:
            self._lineage, old = new.lineage, None
            self._forget()
        if changed(new, old, "labels"):
            self.set_title(new.labels[model])
        value = new.map_of(model)
        self._set_mapped(value is not None or model >= len(new.maps))
        if changed(new, old, "pictures", "scrubbed", "beside"):
            self._show_pills(new)
        if changed(new, old, "weights_are_kept"):
            self.map.overlays.show_decode_caption("" if new.weights_are_kept else self.tr("decode of now"))
        if value is None:
            self.chooser.hide()  # its sliders are those of the model before
            self._show_samples(new, old)
            return
        before = None if old is None else old.map_of(model)
        if before is None or value.plane is not before.plane or value.cursor is not before.cursor:
            x, y = value.plane.project(value.cursor[None])[0]
            self.map.hold(float(x), float(y))  # first, for the view is fitted to both
        self._show_codes(new, value)
        self._show_map_state(value, before)
        self._show_answers(new, old)
        for overlay in self._overlays:
            overlay.show_state(new, old)

    def _set_mapped(self, mapped: bool) -> None:
        """Whether the map is to be seen, or samples in its place."""
        self.map.setVisible(mapped)
        self.samples.setVisible(not mapped)

    def _show_samples(self, new: AppState, old: AppState | None) -> None:
        pictures = new.shown_pictures
        if self.has_map or pictures is None or len(pictures.models) <= self._model:
            return
        if changed(new, old, "shown_pictures", "data"):
            samples = pictures.models[self._model].samples
            shown = None if samples is None else cloud(samples, new.kind)
            self.samples.show_samples(shown, new.labels[self._model])
            self.samples.set_playable("stages" in new.model_specs[self._model].capabilities)
        drawn = newer(new, old, STAGES, self._model)
        if drawn is not None:
            self.samples.show_stages([cloud(stage, new.kind) for stage in drawn.stages], drawn.last)
        elif changed(new, old, STAGES.of(self._model)):
            self.samples.stop()  # it could not be answered

    def _forget(self) -> None:
        """Takes away all that was said of other models: it lies on a plane that is no longer there."""
        self._read.drop()
        self._codes = self._plane = self._marked = None
        for overlay in self._overlays:
            overlay.forget()
        self.map.picture.show_background(None, 0, 0, (0.0, 0.0, 1.0, 1.0))
        self.map.picture.show_ellipses(None, None, None)
        self.map.show_codes(np.zeros((0, 2), np.float32), None, ())
        self.map.picture.show_prior(False)
        self.map.marks.show_pins([])
        self.map.marks.show_path(None)
        self.map.marks.show_walker(None)
        self.map.overlays.show_decode(None)
        self.map.overlays.show_readout("")
        self.map.overlays.show_message("")
        self.map.reset_view()
        self.samples.forget()
        self.set_pills([])

    def _show_codes(self, new: AppState, value: MapState) -> None:
        codes, spread = new.shown_codes(self._model)
        if codes is self._codes and value.plane is self._plane:
            return
        self._codes, self._plane = codes, value.plane
        encodes = not new.families or "encodes" in new.model_specs[self._model].capabilities
        self.map.overlays.show_message(
            "" if encodes else self.tr("This family has no encoder: nothing lies on this map.")
        )
        if not encodes:
            self.map.show_codes(np.zeros((0, 2), np.float32), None, ())  # nor those of a model that was here before
        if codes is None or new.data is None:
            return
        labels = None if new.data.labels is None else new.data.labels[: len(codes)]
        positions = value.plane.project(codes)
        if value.plane.is_line:
            positions = positions[:, :1]
        self._show_axes(value.plane)
        self.map.show_codes(positions, labels, class_names(new))
        self.map.picture.show_prior(spread is not None)
        if spread is not None and not value.plane.is_line:
            sigma = np.sqrt(
                np.stack([(spread[:ELLIPSES] * axis) ** 2 for axis in (value.plane.u, value.plane.v)], 1).sum(2)
            )
            self.map.picture.show_ellipses(positions[:ELLIPSES], sigma, None if labels is None else labels[:ELLIPSES])
        else:
            self.map.picture.show_ellipses(None, None, None)

    def _show_axes(self, plane: Plane) -> None:
        self.map.picture.set_axes([coordinate_name(0)] if plane.is_line else plane.name.split(" × "))

    def _show_map_state(self, value: MapState, before: MapState | None) -> None:
        plane_changed = before is None or value.plane is not before.plane
        # The user's own peek needs no mark, the pointer is there; a peek that another map led here does.
        led = value.cursor if self.map.is_hovered else value.shown
        if plane_changed or led is not self._marked:
            self._marked = led
            x, y = value.plane.project(led[None])[0]
            self.map.marks.show_cursor(float(x), float(y))
        if plane_changed or value.pins is not before.pins:  # type: ignore[union-attr]
            places = [value.plane.project(pin.z[None])[0] for pin in value.pins]
            self.map.marks.show_pins(
                [(float(p[0]), float(p[1]), pin.label) for p, pin in zip(places, value.pins, strict=True)]
            )  # fmt: skip
        if plane_changed and value.plane.latent_dim > 2:
            self._show_axes(value.plane)
        if plane_changed or value is not before:
            self.chooser.show_plane(*value.plane_kind, value.plane.latent_dim, len(value.pins))
            if value.plane.latent_dim > 2:
                self.chooser.show_coordinates(value.cursor, None if self._codes is None else self._codes.std(axis=0))

    def _show_answers(self, new: AppState, old: AppState | None) -> None:
        model = self._model
        decoded = newer(new, old, CURSOR, model)
        if decoded is not None and len(decoded.images):
            self.map.overlays.show_decode(drawn_batch(decoded.images[:1], new.kind)[0])
        if grid := newer(new, old, GRID, model):
            self.map.picture.show_background(grid.images, grid.columns, grid.rows, grid.extent)
        if changed(new, old, NEAREST.of(model), lambda state: _shown(state, model)):
            self._read.offer(new)

    def _on_read_passed(self, state: AppState) -> None:
        value = state.map_of(self._model)
        if value is not None:
            self.map.overlays.show_readout(*self._readout(state, value.shown))

    def _readout(self, state: AppState, z: Float32) -> list[str]:
        """What is said of the code *z* under the cursor: all of it, and less and less where there is no room."""
        values = ", ".join(f"{value:.1f}" for value in z[:2]) + (", …" if len(z) > 2 else "")
        code = self.tr("z = ({values})").format(values=values).replace("-", "\u2212")
        nearest = distance = ""
        found = state.answer(NEAREST, self._model)
        if found is not None and state.data is not None:
            if found.labels is not None and len(found.labels):
                names = class_names(state)
                name = names[found.labels[0]] if names else str(found.labels[0])
                nearest = self.tr(" · nearest real {name}").format(name=name)
            distance = self.tr(" · distance {d:.2f}").format(d=float(found.distance[0]))
        said = (overlay.read_out(state, self._theme) for overlay in self._overlays)
        more = "".join(f" · {text}" for text in said if text)
        least = more.removeprefix(" · ") or code
        return list(dict.fromkeys((code + nearest + distance + more, code + nearest + more, code + more, least)))

    def _show_pills(self, state: AppState) -> None:
        if state.shown_pictures is None or not state.families:
            return
        specs = {spec.name: spec for spec in state.model_specs[self._model].test_metrics}
        test = state.shown_test(self._model)
        pills = [pill_text(specs[name], value) for name, value in test.items() if name in specs][:3]
        if len({each.step for each in state.beside}) > 1:  # each stands where its own run does
            pills.insert(0, self.tr("step {0}").format(whole_number(state.beside[self._model].step)))
        self.set_pills(pills)

    # ------------------------------------------------------------------ from the user

    def _value(self) -> MapState | None:
        return self._session.state.map_of(self._model)

    def _lift(self, x: float, y: float) -> Float32:
        """The code at a place of the plane; through the cursor, so that unseen coordinates stay."""
        value = self._value()
        assert value is not None
        return value.plane.lift(np.array([[x, y]]))[0]

    def _on_view_changed(self, extent: tuple[float, float, float, float]) -> None:
        self._looks.set_extent(self._model, extent)
        self.extent_changed.emit(self._model, extent)

    def _on_stages_requested(self) -> None:
        """As many samples as are shown, from the same random numbers."""
        pictures = self._session.state.shown_pictures
        samples = None if pictures is None else pictures.models[self._model].samples
        count = DRAWN if samples is None else len(samples)
        self._session.ask(messages.Draw, STAGES.of(self._model), model=self._model, count=count)

    def _on_export_requested(self, kind: str) -> None:
        name = f"{self._session.state.labels[self._model]} map.{kind}"
        path = self._choose_path(self, self.tr("Save the map"), Path(name), f"{kind.upper()} (*.{kind})")
        if path is not None:
            try:
                self.map.export(path)
            except ExportError as error:
                self.map.overlays.show_message(sentence_text(str(error)))

    def _on_cursor_moved(self, x: float, y: float) -> None:
        value = self._value()
        if value is not None:
            undoable = not self.map.is_dragging
            self._session.set_map(self._model, value.with_cursor(self._lift(x, y)), undoable)
            self.touched.emit(self._model)

    def _on_hovered(self, x: float, y: float) -> None:
        value = self._value()
        if value is not None:
            self._session.set_map(self._model, value.with_peek(self._lift(x, y)), undoable=False)

    def _on_hover_left(self) -> None:
        value = self._value()
        if value is not None and value.peek is not None:
            self._session.set_map(self._model, value.with_peek(None), undoable=False)

    def _on_pin_requested(self, x: float, y: float) -> None:
        value = self._value()
        if value is not None:
            self._session.set_map(self._model, value.with_pin(self._lift(x, y)))
            self.touched.emit(self._model)

    def _on_pin_moved(self, index: int, x: float, y: float) -> None:
        value = self._value()
        if value is not None and index < len(value.pins):
            undoable = not self.map.is_dragging
            self._session.set_map(self._model, value.with_pin_moved(index, self._lift(x, y)), undoable)

    def _on_pin_removed(self, index: int) -> None:
        value = self._value()
        if value is not None and index < len(value.pins):
            self._session.set_map(self._model, value.without_pin(index))

    def _on_plane_requested(self, kind: str, i: int, j: int) -> None:
        value = self._value()
        if value is None:
            return
        try:
            plane = self._make_plane(value, kind, i, j)
        except ValueError as error:
            self.map.overlays.show_message(sentence_text(str(error)))
            return
        self._session.set_map(self._model, value.with_plane(plane, (kind, i, j)))

    def _make_plane(self, value: MapState, kind: str, i: int, j: int) -> Plane:
        if kind == "pca" and self._codes is not None:
            return align_plane(make_pca_plane(self._codes), self._codes, value.plane.project(self._codes))
        if kind == "pins":
            return make_pins_plane(np.stack([pin.z for pin in value.pins[-3:]]) if value.pins else np.empty((0, 3)))
        return make_axes_plane(len(value.cursor), i, j, value.cursor)

    def _on_coordinate_moved(self, dim: int, coordinate: float) -> None:
        value = self._value()
        if value is None:
            return
        z = value.cursor.copy()
        z[dim] = coordinate
        moved = value.with_plane(value.plane.with_offset({dim: coordinate}), value.plane_kind).with_cursor(z)
        self._session.set_map(self._model, moved, undoable=not self.chooser.is_dragging)


def _shown(state: AppState, model: int) -> object:
    value = state.map_of(model)
    return None if value is None else value.shown


def pill_text(spec: MetricSpec, value: float) -> str:
    """A metric as a pill: short label and value in three or four digits."""
    number = f"{value:.4f}" if abs(value) < 1 else f"{value:.1f}"
    return figure_text(spec.short or spec.label, number)
