"""What the workspace adds to the window: the bar above, the mixtures in the middle, and what else could be below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from explorer.state.changes import changed, newer
from explorer.state.room import Part, Parts, Room, Slot
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.sentences import sentence_text
from explorer.widgets.tabbed_card import TabbedCard
from explorer.workspaces.mixtures.by_hand import MixtureValues, begun
from explorer.workspaces.mixtures.channels import DRAWN_APART, MIXTURE, SIZES, STARTS
from explorer.workspaces.mixtures.hands_on import HandsOn
from explorer.workspaces.mixtures.looks import SAMPLES_PAGE, SIZES_PAGE, STARTS_PAGE, MixtureLooks
from explorer.workspaces.mixtures.mixtures_bar import MixturesBar
from explorer.workspaces.mixtures.mixtures_middle import MixturesMiddle
from explorer.workspaces.mixtures.samples.component_pictures import ComponentPictures
from explorer.workspaces.mixtures.sizes.sizes_page import SizesPage
from explorer.workspaces.mixtures.starts.start_words import present_words
from explorer.workspaces.mixtures.starts.starts_controls import StartsControls
from explorer.workspaces.mixtures.starts.starts_strip import StartsStrip
from explorer.workspaces.mixtures.state import (
    EXPECTATION,
    KEY,
    MAXIMISATION,
    choose,
    fitted,
    mixtures_of,
    shown_model,
    shown_start,
    starts,
)

CARDS_SHARE = 14


class MixturesPanel(Parts):
    """Binds the views to the session. Where several models are mixtures the bar and the cards are about the one that is
    chosen."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._session = room.session
        self.looks = MixtureLooks(room.session, self)
        self.bar = MixturesBar()
        self.middle = MixturesMiddle(room.theme, room.choose_path)
        self.hands = HandsOn(room, self.middle, self.looks, self)
        self.starts = StartsStrip(room.choose_path)
        self.starts_controls = StartsControls()
        self.sizes = SizesPage()
        self.samples = ComponentPictures(room.choose_path)
        self.cards = self._make_cards()
        self._models: tuple[tuple[int, str], ...] | None = None
        self._lineage = 0  # of the models that are shown
        self._model = -1  # that the cards are about
        self._connect()
        self.set_theme(room.theme)

    @property
    def parts(self) -> Sequence[Part]:
        return (
            Part(Slot.BAR, self.bar),
            Part(Slot.MIDDLE, self.middle),
            Part(Slot.CARDS, self.cards, CARDS_SHARE),
        )

    @property
    def hints(self) -> Sequence[tuple[QWidget, str]]:
        return (
            (
                self.bar,
                self.tr("E and M by hand, one after the other. Neither can make the examples less likely."),
            ),
            (
                self.middle,
                self.tr(
                    "Drag a component by its middle; the squares on its edge stretch and turn it. Dashed is where it "
                    "was before the last M. Undo takes a move back."
                ),
            ),
            (
                self.starts,
                self.tr(
                    "Where other starts lead: crosses are where components began, ellipses where they came to rest. EM "
                    "climbs the hill that it starts on; another start may find a higher one."
                ),
            ),
            (
                self.sizes.plot,
                self.tr(
                    "More components always fit better. BIC and AIC charge for each; held-out examples show when the "
                    "rest is learned by heart."
                ),
            ),
            (self.samples, self.tr("What each component draws by itself. The framed picture is its middle.")),
        )

    def stands_beside(self, state: AppState) -> bool:
        """Of one mixture: so it is largest."""
        return len(fitted(state)) == 1

    def is_answered(self, state: AppState) -> bool:
        return all(state.is_answered(MIXTURE.of(model)) for model in fitted(state))

    def _make_cards(self) -> TabbedCard:
        card = TabbedCard("mixture_more", tabs="mixture_tab")
        starts = [*self.starts_controls.header_widgets(), *self.starts.header_widgets()]
        card.add_page(STARTS_PAGE, self.tr("Other starts"), self.starts, starts)
        card.add_page(SIZES_PAGE, self.tr("How many?"), self.sizes)
        card.add_page(SAMPLES_PAGE, self.tr("Samples"), self.samples, self.samples.header_widgets())
        card.offer_page(SAMPLES_PAGE, False)
        return card

    def _connect(self) -> None:
        session, bar = self._session, self.bar
        bar.model_chosen.connect(lambda model: choose(session, model=model, size=0))
        bar.players_requested.connect(self._on_players_requested)
        bar.pace_chosen.connect(lambda pace: session.set_pace(pace or None))
        bar.axes_chosen.connect(self._on_axes_chosen)
        self.middle.made.connect(self.hands.take)
        self.starts_controls.start_chosen.connect(lambda start: choose(session, start=start, round=0))
        self.starts_controls.more_wished.connect(lambda: choose(session, round=mixtures_of(session.state).round + 1))
        self.starts.start_chosen.connect(self._on_start_chosen)
        self.sizes.size_chosen.connect(lambda size: choose(session, size=size))
        self.sizes.restart_wished.connect(self._on_restart_wished)
        self.cards.page_shown.connect(self.looks.set_page)
        self.looks.set_page(self.cards.page)

    def set_theme(self, theme: Theme) -> None:
        for view in (self.middle, self.starts, self.sizes, self.samples, self.cards):
            view.set_theme(theme)

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        if new.workspace != KEY or not new.families or not fitted(new):
            return
        if old is not None and new.workspace != old.workspace:
            old = None
        if new.lineage != self._lineage:  # nothing stays that was said of other models
            self._lineage, self._models, old = new.lineage, None, None
        models = tuple((model, new.labels[model]) for model in fitted(new))
        if models != self._models:
            self._models, old = models, None
            self.middle.show_models(models)
        model = shown_model(new)
        if model != self._model or (old is not None and new.run_id != old.run_id):
            self._model, old = model, None
        self.bar.show_models(models, model)
        self.cards.offer_page(SAMPLES_PAGE, new.data is not None and new.data.kind.visual)
        self.hands.show_state(new, old)
        self._show_bar(new, old, model)
        self._show_starts(new, old, model)
        self._show_sizes(new, old, model)
        self._show_samples(new, old, model)

    def _show_bar(self, new: AppState, old: AppState | None, model: int) -> None:
        self.bar.show_enabled(new.can_train, sentence_text(new.why_watched))
        self.bar.show_pace(new.steps_a_second)
        if changed(new, old, MIXTURE.of(model), mixtures_of):
            shown = new.answer(MIXTURE, model)
            self.bar.show_asked(None if shown is None else shown.is_asked)
            if shown is not None:
                self.bar.show_axes(shown.width, shown.axes)
            label = new.labels[model] if len(fitted(new)) > 1 else ""
            self.bar.show_gain(label, mixtures_of(new).gains.get(model))

    def _show_starts(self, new: AppState, old: AppState | None, model: int) -> None:
        own = mixtures_of(new)
        if changed(new, old, "experiment", mixtures_of):
            self.starts_controls.show_starts(starts(new, model), shown_start(new, model))
            self.starts.show_begun(own.begun.get(model, -1))
        if old is None:
            self.starts.show_tried(new.answer(STARTS, model), own.axes)
        elif tried := newer(new, old, STARTS, model):
            self.starts.show_tried(tried, own.axes)
        if changed(new, old, STARTS.of(model)) and (reason := new.refusal(STARTS, model)) is not None:
            self.starts.show_problem(sentence_text(reason))
        if changed(new, old, STARTS.of(model), MIXTURE.of(model)):
            shown = new.answer(MIXTURE, model)
            self.starts.show_present("" if shown is None else present_words(shown, self.starts.highest))

    def _show_sizes(self, new: AppState, old: AppState | None, model: int) -> None:
        if changed(new, old, "why_locked"):
            self.sizes.show_why_not(sentence_text(new.why_locked))
        if changed(new, old, "experiment", mixtures_of):
            config = None if new.experiment is None else new.experiment.models[model].config
            self.sizes.show_numbers(0 if config is None else config.setting("components", 0), mixtures_of(new).size)
        if old is None or changed(new, old, SIZES.of(model)):
            self.sizes.show_compared(new.answer(SIZES, model))
            if (reason := new.refusal(SIZES, model)) is not None:
                self.sizes.show_problem(sentence_text(reason))

    def _show_samples(self, new: AppState, old: AppState | None, model: int) -> None:
        if old is None or changed(new, old, DRAWN_APART.of(model)):
            self.samples.show_drawn(new.answer(DRAWN_APART, model))
            if (reason := new.refusal(DRAWN_APART, model)) is not None:
                self.samples.show_problem(sentence_text(reason))

    # ------------------------------------------------------------------ from the user

    def _on_players_requested(self, players: tuple[str, ...]) -> None:
        whole = set(players) == {EXPECTATION, MAXIMISATION}
        self._session.advance(1, () if whole else players)

    def _on_axes_chosen(self, across: int, up: int) -> None:
        """The same number twice is none: the other axis takes what this one had."""
        before = mixtures_of(self._session.state).axes
        if across == up:
            across, up = (across, before[0]) if across != before[0] else (before[1], up)
        choose(self._session, axes=(across, up))

    def _on_start_chosen(self, seed: int) -> None:
        state, model = self._session.state, self._model
        tried = state.answer(STARTS, model)
        found = None if tried is None else next((each for each in tried.tries if each.seed == seed), None)
        if found is not None:
            values: MixtureValues = begun(found.first)
            if state.can_change:
                choose(self._session, begun={**mixtures_of(state).begun, model: seed})
            self._session.adjust(model, values)

    def _on_restart_wished(self, size: int) -> None:
        experiment = self._session.state.experiment
        knob = None if experiment is None else experiment.models[self._model].config.knob_for("components")
        if knob is not None:
            self._session.edit(size, f"models.{self._model}.{knob.name}")
            self._session.restart(play=False)
