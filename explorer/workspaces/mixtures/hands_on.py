"""Between the mixtures that are seen and the session: answers are shown, and what the hand does becomes a wish."""

from __future__ import annotations

from PySide6.QtCore import QObject

from explorer.pixels.images import to_rgb
from explorer.state.changes import changed, newer
from explorer.state.room import Room
from explorer.state.state import AppState
from explorer.texts.sentences import sentence_text
from explorer.workspaces.mixtures.by_hand import cured_floor, elsewhere, moved, narrower, variance_of
from explorer.workspaces.mixtures.channels import EXAMPLE, MIXTURE
from explorer.workspaces.mixtures.looks import MixtureLooks
from explorer.workspaces.mixtures.mixtures_middle import MixturesMiddle
from explorer.workspaces.mixtures.state import mixtures_of
from explorer.workspaces.mixtures.view.mixture_card import MixtureCard
from explorer.workspaces.mixtures.view.mixture_motion import HeldComponent
from explorer.workspaces.mixtures.view.mixture_words import nats_text
from trainers.messages import MixtureShown
from trainers.messages.mixture import COLLAPSED_SHARE

ADJUSTABLE = "adjustable"  # the capability of a model that can be moved by hand


class HandsOn(QObject):
    """One for all cards of the middle."""

    def __init__(self, room: Room, middle: MixturesMiddle, looks: MixtureLooks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room, self._session = room, room.session
        self._middle, self._looks = middle, looks
        self._pointed: tuple[int, int] | None = None  # model, and which of its examples

    def take(self, model: int, card: MixtureCard) -> None:
        """A new card: what is done in it is heard from now on."""
        view = card.view
        view.component_moved.connect(lambda held, _done: self._on_component_moved(model, held))
        view.touched.connect(lambda: self._room.drawn.emit(view))
        view.view_changed.connect(lambda extent: self._looks.set_extent(model, extent))
        view.example_pointed.connect(lambda example: self._on_example_pointed(model, example))
        card.collapse.floor_wished.connect(lambda: self._on_floor_wished(model))
        card.collapse.elsewhere_wished.connect(lambda component: self._on_elsewhere_wished(model, component))
        card.export_failed.connect(self._room.failed)
        self._looks.set_extent(model, None)  # not that of a view that is gone

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Draws what differs from *old*; everything when there is none."""
        movable = new.can_change and new.scrubbed is None
        for model, card in self._middle.cards.items():
            card.view.show_movable(movable and ADJUSTABLE in new.model_specs[model].capabilities)
            if changed(new, old, "run_id"):
                card.view.show_message("")
            shown = newer(new, old, MIXTURE, model)
            if shown is not None:
                card.view.show_message("")
                card.view.show_mixture(shown)
            elif changed(new, old, MIXTURE.of(model)) and (reason := new.refusal(MIXTURE, model)) is not None:
                card.view.show_message(sentence_text(reason))
            if changed(new, old, MIXTURE.of(model), "experiment", "phase", "why_locked"):
                self._show_collapse(new, model, card)
            if changed(new, old, mixtures_of):
                gain = mixtures_of(new).gains.get(model)
                several = len(self._middle.cards) > 1
                card.set_pills([self.tr("{0} nats").format(nats_text(gain.now))] if gain and several else [])
        example = newer(new, old, EXAMPLE)
        if example is not None and self._pointed is not None:
            self._show_example(new, example.rows, example.images)

    def _show_collapse(self, state: AppState, model: int, card: MixtureCard) -> None:
        shown = state.answer(MIXTURE, model)
        if shown is None or state.experiment is None:
            card.collapse.show_collapsed((), False, False, False)
            return
        config = state.experiment.models[model].config
        knob, floor = config.knob_for("floor"), float(config.setting("floor", 0.0))
        holds = floor >= COLLAPSED_SHARE * variance_of(shown) > 0
        may = not state.why_locked
        movable = may and bool(shown.collapsed) and elsewhere(shown, shown.collapsed[0]) is not None
        waits = narrower(shown, floor)
        card.collapse.show_collapsed(shown.collapsed, holds, may and knob is not None and knob.live, movable, waits)

    def _show_example(self, state: AppState, rows: tuple[int, ...], images: object) -> None:
        assert self._pointed is not None
        model, example = self._pointed
        shown, card = state.answer(MIXTURE, model), self._middle.cards.get(model)
        if shown is None or card is None or rows != (_row_of(shown, example),):
            return
        card.view.show_picture(example, to_rgb(images)[0])  # type: ignore[arg-type]

    # ------------------------------------------------------------------ from the user

    def _shown(self, model: int) -> MixtureShown | None:
        return self._session.state.answer(MIXTURE, model)

    def _on_component_moved(self, model: int, held: HeldComponent) -> None:
        shown = self._shown(model)
        values = None if shown is None else moved(shown, held)
        if values is not None:
            self._session.adjust(model, values)

    def _on_elsewhere_wished(self, model: int, component: int) -> None:
        shown = self._shown(model)
        values = None if shown is None else elsewhere(shown, component)
        if values is not None:
            self._session.adjust(model, values)

    def _on_floor_wished(self, model: int) -> None:
        """The floor is raised, never lowered, within what the knob allows."""
        shown, experiment = self._shown(model), self._session.state.experiment
        knob = None if experiment is None else experiment.models[model].config.knob_for("floor")
        if shown is None or experiment is None or knob is None:
            return
        floor = max(cured_floor(shown), float(experiment.models[model].config.setting("floor", 0.0)))
        floor = min(max(floor, knob.low or 0.0), knob.high if knob.high is not None else floor)
        self._session.edit(float(f"{floor:.2g}"), f"models.{model}.{knob.name}")

    def _on_example_pointed(self, model: int, example: int) -> None:
        shown = self._shown(model)
        self._pointed = None if example < 0 else (model, example)
        if example >= 0 and shown is not None:
            self._looks.show_example(_row_of(shown, example))


def _row_of(shown: MixtureShown, example: int) -> int:
    """Which training example that is; -1 where nobody knows."""
    return int(shown.rows[example]) if shown.rows is not None and example < len(shown.rows) else -1
