"""The middle of the Adversarial workspace: a card per model, an arena for points and a stage for images."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from explorer.pictures.image_grid import ImageGrid
from explorer.pixels.point_pictures import cloud
from explorer.plane.frame_clock import Turns
from explorer.state.changes import changed, newer
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.data_texts import class_names
from explorer.texts.sentences import sentence_text
from explorer.widgets.card import Card
from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.widgets.legend_chips import LegendChips
from explorer.widgets.middle_part import MiddlePart
from explorer.workspaces.adversarial.arena.arena_card import ArenaCard, fill_legend
from explorer.workspaces.adversarial.arena.arena_painter import LAYERS, SHOWN_FIRST
from explorer.workspaces.adversarial.channels import ARENA, FAKES, INSPECTED
from explorer.workspaces.adversarial.fakes.image_stage import ImageStage
from explorer.workspaces.adversarial.looks import OPTIMUM_STEPS, AdversarialLooks
from explorer.workspaces.adversarial.state import Chosen, adversarial_of, keep
from explorer.workspaces.adversarial.verdicts import game_of

LEGEND_GAP = 4  # logical pixels between the legend and the arenas
Stage = ArenaCard | ImageStage | ImageGrid


class StagesPanel(MiddlePart):
    """A model without a discriminator, such as a VAE beside a GAN, shows its samples. Several arenas share one legend,
    whose entries switch the layers of all."""

    failed = Signal(str)  # a picture could not be saved: one sentence

    def __init__(
        self, session: Session, looks: AdversarialLooks, theme: Theme, choose_path: ChoosePath = ask_path
    ) -> None:
        super().__init__()
        self._session, self._looks, self._theme, self._choose_path = session, looks, theme, choose_path
        self._turns = Turns()
        self._key: object = None
        self._lineage = 0  # of the models that are shown
        self._fresh = True  # nothing has been drawn of them yet
        self._cards: list[Card] = []
        self.stages: list[Stage] = []
        self._legend = LegendChips()
        self._legend.setObjectName("arenas-legend")
        fill_legend(self._legend, "arenas-layer-")
        self._legend.toggled.connect(self._on_layer_toggled)
        self._legend.hide()
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LEGEND_GAP)
        column.addWidget(self._legend, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._row, 1)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for each in (*self._cards, *self.stages, self._legend):
            each.set_theme(theme)

    @property
    def count(self) -> int:
        return len(self.stages)

    def focus_first(self) -> None:
        """Puts the focus where the first model's fakes are chosen."""
        stage = self.stages[0]
        (stage.arena if isinstance(stage, ArenaCard) else stage).setFocus()

    def height_wanted(self) -> int | None:
        """How high several arenas are at most, in logical pixels at the present width; None for anything else, which
        has use for all the room there is."""
        cards = [each for each in self.stages if isinstance(each, ArenaCard)]
        if len(cards) < 2 or len(cards) < len(self.stages):
            return None
        return max(card.height_wanted() for card in cards) + self._legend.sizeHint().height() + LEGEND_GAP

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Draws what differs from *old*; everything when there is none."""
        if new.lineage != self._lineage:
            self._lineage, self._fresh = new.lineage, True
            self._forget()
        if new.data is None or len(new.maps) != len(new.labels):
            return
        if self._fresh:
            self._fresh, old = False, None
        key = (new.labels, new.data.kind.in_plane, tuple("scores" in spec.capabilities for spec in new.model_specs))
        if key != self._key:
            self._key = key
            self._rebuild(new)
            old = None
        for model, stage in enumerate(self.stages):
            if isinstance(stage, ArenaCard):
                self._show_arena(stage, model, new, old)
            elif isinstance(stage, ImageStage):
                self._show_images(stage, model, new, old)
            elif changed(new, old, "shown_pictures"):
                pictures = new.shown_pictures
                samples = None if pictures is None else pictures.models[model].samples
                stage.show_images([None if samples is None else cloud(samples, new.kind)], [new.labels[model]])

    def _forget(self) -> None:
        """Takes away all that was said of other models. The cards stay until it is known which others there will be."""
        for stage in self.stages:
            if isinstance(stage, ArenaCard):
                stage.show_arena(None)
                stage.show_copy(False)
                stage.arena.show_real(None)
                stage.arena.show_message("")
                stage.arena.reset_view()
            elif isinstance(stage, ImageStage):
                stage.show_fakes(None)
                stage.show_inspected(None)
            else:
                stage.show_images([], [])

    def _show_arena(self, stage: ArenaCard, model: int, new: AppState, old: AppState | None) -> None:
        assert new.data is not None
        own, before = adversarial_of(new), None if old is None else adversarial_of(old)
        if changed(new, old, "data"):
            stage.arena.show_real(new.data.points, new.data.modes)
        if new.experiment is not None and changed(new, old, "experiment"):
            stage.arena.show_game(game_of(new, model))
        if shown := newer(new, old, ARENA, model):
            stage.show_arena(shown)
            self._legend.chip("grid").setEnabled(shown.warp is not None)
            learns = own.optimum and shown.trained < OPTIMUM_STEPS
            stage.show_copy(own.optimum and not learns, busy=learns)
        elif changed(new, old, ARENA.of(model)) and (reason := new.refusal(ARENA, model)) is not None:
            stage.arena.show_message(sentence_text(reason))
        if before is not None and own.optimum and not before.optimum:
            stage.show_copy(False, busy=True)
        elif before is not None and before.optimum and not own.optimum:
            stage.show_copy(False)
        chosen = own.chosen.get(model)
        if chosen is not None and changed(new, old, lambda state: adversarial_of(state).chosen):
            stage.arena.show_chosen(chosen.index)

    def _show_images(self, stage: ImageStage, model: int, new: AppState, old: AppState | None) -> None:
        assert new.data is not None
        own = adversarial_of(new)
        names = class_names(new)
        if shown := newer(new, old, FAKES, model):
            stage.show_fakes(shown, names)
            if model not in own.chosen:
                self._choose(model, 0)
        if inspected := newer(new, old, INSPECTED, model):
            stage.show_inspected(inspected, names)
        chosen = own.chosen.get(model)
        if chosen is not None and changed(new, old, lambda state: adversarial_of(state).chosen):
            stage.show_selected(chosen.index)

    # ------------------------------------------------------------------ cards

    def _rebuild(self, state: AppState) -> None:
        for card in self._cards:
            self._row.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards, self.stages, self.has_places = [], [], False
        assert state.data is not None
        for model, (label, spec) in enumerate(zip(state.labels, state.model_specs, strict=True)):
            if "scores" not in spec.capabilities:
                card, stage = self._make_samples(label)
            elif state.data.kind.in_plane:
                card, stage = self._make_arena(model, label)
            else:
                card, stage = self._make_stage(model, label)
            card.set_theme(self._theme)
            stage.set_theme(self._theme)
            self._cards.append(card)
            self.stages.append(stage)
            self._row.addWidget(card, 1)
        self._share_legend()

    def _share_legend(self) -> None:
        arenas = [each for each in self.stages if isinstance(each, ArenaCard)]
        self._legend.setVisible(len(arenas) > 1)
        self._legend.show_layers({name: name in SHOWN_FIRST for name in LAYERS})
        self._legend.set_theme(self._theme)
        for each in arenas:
            each.show_legend(len(arenas) < 2)

    def _make_arena(self, model: int, label: str) -> tuple[Card, Stage]:
        card = ArenaCard(choose_path=self._choose_path, turns=self._turns)
        card.set_title(label)
        card.layer_toggled.connect(lambda name, shown: card.show_layers({name: shown}))
        card.optimum_requested.connect(lambda: self._set_optimum(True))
        card.copy_dismissed.connect(lambda: self._set_optimum(False))
        card.export_failed.connect(self.failed)
        card.arena.fake_chosen.connect(lambda index: self._choose(model, index))
        card.arena.view_changed.connect(lambda extent: self._looks.set_extent(model, extent))
        self._looks.set_extent(model, card.arena.extent)  # not that of an arena that is gone
        return card, card

    def _make_stage(self, model: int, label: str) -> tuple[Card, Stage]:
        card = Card(label, self.tr("fakes from fixed noise · bar: D's score"), name=f"stage_card_{model}")
        stage = ImageStage(f"image_stage_{model}", self._choose_path)
        stage.fake_chosen.connect(lambda index: self._choose(model, index))
        card.set_body(stage)
        for widget in stage.header_widgets():
            card.add_tool(widget)
        return card, stage

    def _make_samples(self, label: str) -> tuple[Card, Stage]:
        card = Card(label, self.tr("samples"))
        grid = ImageGrid(choose_path=self._choose_path, name=f"game_samples_{len(self._cards)}")
        card.set_body(grid)
        for widget in grid.header_widgets():
            card.add_tool(widget)
        return card, grid

    # ------------------------------------------------------------------ from the user

    def _on_layer_toggled(self, layer: str, shown: bool) -> None:
        self._legend.show_layers({layer: shown})
        for stage in self.stages:
            if isinstance(stage, ArenaCard):
                stage.show_layers({layer: shown})

    def _set_optimum(self, shown: bool) -> None:
        keep(self._session, adversarial_of(self._session.state).with_optimum(shown))

    def _choose(self, model: int, index: int) -> None:
        state = self._session.state
        fakes = state.answer(FAKES, model)
        shown = fakes or state.answer(ARENA, model)
        if shown is not None and 0 <= index < len(shown.codes):
            labels = None if fakes is None else fakes.labels
            label = -1 if labels is None else int(labels[index])
            keep(self._session, adversarial_of(state).with_chosen(model, Chosen(index, shown.codes[index], label)))
