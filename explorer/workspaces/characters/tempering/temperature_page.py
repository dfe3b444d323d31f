"""The page "Temperature" bound to the session: offered where the data can judge what is written after them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from explorer.state.changes import changed
from explorer.state.channels import COUNTED
from explorer.state.room import Room
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.sentences import sentence_text
from explorer.workspaces.characters.page import Page, Side
from explorer.workspaces.characters.state import KEY, characters_of, choose, writing
from explorer.workspaces.characters.tempering.temperature_view import TemperatureView
from explorer.workspaces.characters.tempering.tempered_looks import TemperedLooks
from explorer.workspaces.characters.tempering.tempered_verdict import AS_IT_IS


class TemperaturePage(Page):
    """Asks while it is seen; what is known of a run stays until there are other models."""

    name = "temperature"
    side = Side.COMING

    def __init__(self, room: Room, parent: QObject | None = None) -> None:
        super().__init__(room, parent)
        self.view = self._view = TemperatureView()
        self._is_offered = False
        self._looks = TemperedLooks(room.session, self._is_seen, self)
        self._looks.changed.connect(self._on_curve_changed)
        self._looks.failed.connect(lambda reason: room.failed.emit(sentence_text(reason)))
        self._view.temperature_chosen.connect(lambda temperature: choose(room.session, temperature=temperature))
        self._view.quality_chosen.connect(lambda name: choose(room.session, quality=name))

    @property
    def title(self) -> str:
        return self.tr("Temperature")

    @property
    def hints(self) -> Sequence[tuple[QWidget, str]]:
        return (
            (
                self._view,
                self.tr(
                    "How good the texts are at each temperature, and how well held-out text is foreseen there: what "
                    "cold texts gain, and what they cost. Click a dot to write at its temperature."
                ),
            ),
        )

    def is_offered(self, state: AppState) -> bool:
        """As long as the data of a run are not there, it is offered as it was before: a rewind turns no page."""
        if state.data is not None and state.can_be_asked:
            self._is_offered = bool(state.data.text_figures)
        return self._is_offered

    def is_answered(self, state: AppState) -> bool:
        return self._looks.is_answered(state)

    def set_theme(self, theme: Theme) -> None:
        self._view.set_theme(theme)

    def sample_figures(self, state: AppState, model: int) -> Mapping[str, float]:
        """How good the texts of a model were at temperature 1; nothing where that was not asked of the weights that are
        seen."""
        curve, pictures = self._looks.curve(model), state.shown_pictures
        point = None if curve is None or pictures is None or curve.step < pictures.step else curve.point(AS_IT_IS)
        if point is None:
            return {}
        return {name: each.value for name, each in point.qualities.items()} | {"text_count": float(point.count)}

    def show_state(self, new: AppState, old: AppState | None) -> None:
        if old is None or changed(new, old, "labels"):
            models = writing(new)
            self._view.set_models([new.labels[model] for model in models])
            for place, model in enumerate(models):
                self._view.show_curve(place, self._looks.curve(model))
        if new.data is not None and changed(new, old, "data", _quality):
            figures = {name: (words, unit == "share") for name, (words, unit) in new.data.text_figures.items()}
            self._view.show_qualities(figures, _quality(new))
        if changed(new, old, COUNTED):
            self._view.show_entropy(_entropy(new))
        if changed(new, old, _temperature):
            self._view.show_temperature(_temperature(new))

    def _is_seen(self, state: AppState) -> bool:
        own = characters_of(state)
        return state.can_be_asked and state.workspace == KEY and own.coming_page == self.name and self.is_offered(state)

    def _on_curve_changed(self, model: int) -> None:
        models = writing(self.room.session.state)
        if model in models:
            self._view.show_curve(models.index(model), self._looks.curve(model))


def _quality(state: AppState) -> str:
    return characters_of(state).quality


def _temperature(state: AppState) -> float:
    return characters_of(state).temperature


def _entropy(state: AppState) -> float | None:
    counted = state.answer(COUNTED)
    return None if counted is None or not math.isfinite(counted.entropy) else counted.entropy
