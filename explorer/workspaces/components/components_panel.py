"""What the workspace adds to the window: a picture to finish beside its pixels, samples below, and the bar above."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from explorer.state.changes import changed, newer
from explorer.state.channels import BASELINES
from explorer.state.room import Part, Parts, Room, Slot
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.sentences import sentence_text
from explorer.widgets.card import Card
from explorer.workspaces.components.channels import ENDINGS, FIELD, GROWN, ORIGINAL, PEEKED, PICKED, TRUTH
from explorer.workspaces.components.components_bar import ComponentsBar
from explorer.workspaces.components.finish.cover_notes import MODEL, PRESET, cover_note, cover_offers
from explorer.workspaces.components.finish.finish_gestures import FinishGestures
from explorer.workspaces.components.finish.finish_view import FinishView
from explorer.workspaces.components.finish.finished import Finished
from explorer.workspaces.components.likelihood_words import baselines, likelihoods, measure_words, seen_words
from explorer.workspaces.components.looks import ComponentsLooks
from explorer.workspaces.components.middle import ComponentsMiddle
from explorer.workspaces.components.pixel.pixel_view import PixelView
from explorer.workspaces.components.samples_view import SamplesView
from explorer.workspaces.components.state import (
    KEY,
    base_picture,
    choose,
    components_of,
    is_small,
    known_pixels,
    original_picture,
    predicting,
    shown_model,
    uncovered_pixels,
)
from explorer.workspaces.components.table.table_panel import TablePanel
from trainers.examples import UInt8
from trainers.messages.components import Expected

LOWER_SHARE = 15
SAMPLES_SHARE, TABLE_SHARE = 27, 73  # of that, where there is a table


class ComponentsPanel(Parts):
    """Binds the views to the session."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._session = room.session
        self.looks = ComponentsLooks(room.session, self)
        self.bar = ComponentsBar()
        self.finish = FinishView(room.choose_path)
        self.pixel = PixelView()
        self.samples = SamplesView(room.choose_path)
        self.middle = ComponentsMiddle(self.finish, self.pixel)
        self.table = TablePanel(room, self)
        self.gestures = FinishGestures(room, self.finish, lambda: self._truth(room.session.state), self)
        self._samples_card = self._make_samples()
        self._lower = self._make_lower()
        self._peeked = -1  # the ending under the pointer
        self._peek: UInt8 | None = None
        self._begun_peek = 0  # the look at it
        self._begun = 0  # the question for endings that is shown
        self._run_id = 0
        self._connect()
        self.set_theme(room.theme)

    @property
    def parts(self) -> Sequence[Part]:
        return (
            Part(Slot.BAR, self.bar),
            Part(Slot.MIDDLE, self.middle),
            Part(Slot.CARDS, self._lower, LOWER_SHARE),
        )

    @property
    def hints(self) -> Sequence[tuple[QWidget, str]]:
        return (
            (self.finish, self.tr("Cover a part and see sixteen ways in which the model goes on. Click one of them.")),
            (
                self.pixel,
                self.tr(
                    "What the model expected at one pixel before it saw it. Surprise is −ln of the probability of "
                    "what was there; over all pixels it adds up to the nats of the picture."
                ),
            ),
            (self.samples, self.tr("New pictures, drawn pixel by pixel. The same noise all along: they get better.")),
            self.table.hint,
            (self.bar, self.tr("Nats tell how surprised a model is by a picture that it never saw: fewer are better.")),
        )

    def is_answered(self, state: AppState) -> bool:
        endings = state.answer(ENDINGS)
        drawn = self.finish.is_at_rest or state.refusal(ENDINGS) is not None
        return drawn and (endings is None or endings.last)

    def _make_samples(self) -> Card:
        card = Card(self.tr("Samples grow"), self.tr("the same noise all along"), name="grown")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.samples)
        card.set_body(body)  # which has the margins of other cards
        for widget in self.samples.header_widgets():
            card.add_tool(widget)
        return card

    def _make_lower(self) -> QSplitter:
        """Samples, beside the table where there is one."""
        lower = QSplitter(Qt.Orientation.Horizontal)
        lower.setObjectName("components_lower")
        lower.setChildrenCollapsible(False)
        lower.setHandleWidth(10)
        for card, share in ((self._samples_card, SAMPLES_SHARE), (self.table.card, TABLE_SHARE)):
            lower.addWidget(card)
            lower.setStretchFactor(lower.count() - 1, share)
        lower.setSizes([10 * SAMPLES_SHARE, 10 * TABLE_SHARE])
        self.table.card.hide()
        return lower

    def _connect(self) -> None:
        session, finish, bar = self._session, self.finish, self.bar
        bar.model_chosen.connect(lambda model: choose(session, model=model, order=""))
        bar.order_chosen.connect(lambda order: choose(session, order=order))
        bar.temperature_changed.connect(lambda value: choose(session, temperature=value))
        finish.pixel_pointed.connect(self._on_pixel_pointed)
        finish.offer_taken.connect(self._on_offer_taken)
        self.pixel.pixel_pointed.connect(self._on_map_pointed)
        self.pixel.site_shown.connect(self._on_site_shown)

    def set_theme(self, theme: Theme) -> None:
        for view in (self.finish, self.pixel, self.samples, self._samples_card, self.middle, self.table):
            view.set_theme(theme)

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        if new.workspace != KEY or not new.families or not predicting(new):
            return
        if old is not None and new.workspace != old.workspace:
            old = None
        if new.run_id != self._run_id:  # be it of the same models: nothing that other weights have drawn stays
            self._run_id, old = new.run_id, None
            self._forget()
        self.finish.show_drawing(new.can_be_asked)
        if new.data is not None and base_picture(new) is not None and changed(new, old, "data"):
            self.finish.controls.popup.set_kind(new.data.kind, new.data.drawing)
        if changed(new, old, components_of, "data", "labels", TRUTH, ORIGINAL):
            self._show_choice(new)
        self._show_endings(new, old)
        if samples := newer(new, old, GROWN):
            self.samples.show_completed(samples)
        self._show_expected(new, old)
        self.pixel.show_temperature(components_of(new).temperature)
        if changed(new, old, FIELD):
            self.pixel.show_field(new.answer(FIELD))
        self.table.show_state(new, old)
        models = range(len(new.labels))
        if changed(
            new, old, "shown_pictures", "scrubbed", "labels", components_of, *(BASELINES.of(model) for model in models)
        ):
            measured = new.answer(BASELINES, shown_model(new))
            simpler = [] if measured is None else baselines(measured)
            self.bar.show_likelihoods(likelihoods(new), simpler, measure_words(new))

    def _forget(self) -> None:
        """Takes away all that was said of other models, or by other weights."""
        self._begun, self._peek, self._peeked = 0, None, -1
        self.finish.clear()
        self.samples.show_completed(None)
        self.pixel.show_expected(None)
        self.pixel.show_field(None)
        self.middle.show_subject("")

    def _show_choice(self, new: AppState) -> None:
        own, picture = components_of(new), base_picture(new)
        self.bar.show_models([(model, new.labels[model]) for model in predicting(new)], shown_model(new))
        self.bar.show_temperature(own.temperature)
        if picture is None:
            self.finish.show_finished(None)
            return
        self.middle.show_source(self._source(new))
        known, truth = known_pixels(own, picture), self._truth(new)
        shown = picture if truth is None else truth.picture  # with its levels, as the model sees it
        told, original = truth or new.answer(TRUTH), self._original(new)
        self.finish.show_finished(
            Finished(
                shown, known, own.cover, own.share, own.picked, own.place, own.truth, own.speed,
                original=original_picture(new) if original is None else original.picture,
                changed=own.changed_at, levels=2 if told is None else len(told.values),
            )
        )  # fmt: skip

    def _source(self, state: AppState) -> str:
        """Where the picture that is being finished comes from."""
        own, data = components_of(state), state.data
        if own.brought is not None or data is None:
            source = self.tr("a picture of your own")
        else:
            count = len(data.probe)
            at = own.index % count + 1
            # Where all pictures that there are can be listed, those held out are the same ones.
            form = self.tr("image {0}") if is_small(state) else self.tr("held-out image {0} of {1}")
            source = form.format(at, count)
        return source if own.changed is None else self.tr("{0}, with a changed pixel").format(source)

    def _show_endings(self, new: AppState, old: AppState | None) -> None:
        if self.looks.begun != self._begun or not self._begun:
            self._begun = self.looks.begun
            self.finish.forget_endings()
            self._peek, self._peeked = None, -1
        answer = new.answer(ENDINGS)
        if answer is not None and self._begun and answer.request_id >= self._begun:
            if answer is not self.finish.answer:
                self.finish.show_completed(answer)
        elif changed(new, old, ENDINGS) and (reason := new.refusal(ENDINGS)) is not None:
            self.finish.show_note(sentence_text(reason))

    def _show_expected(self, new: AppState, old: AppState | None) -> None:
        truth, own = self._truth(new), components_of(new)
        if changed(new, old, TRUTH, ORIGINAL, PICKED, PEEKED, components_of):
            given = [self._original(new), self._picked(new), None if own.changed is None else truth]
            original, picked, other = (None if each is None else each.nats for each in given)
            self.finish.show_nats(original, picked, other, own.place, own.brought is not None)
            self._show_looked_into(new)
        if truth is not None and changed(new, old, TRUTH, components_of, "labels"):
            self.bar.show_orders(truth.orders, own.order)
            model = shown_model(new)
            self.pixel.show_uncovered(uncovered_pixels(new))
            self.bar.show_seen(*seen_words(new, model, len(truth.values) if truth.model == model else 0))
            self._show_note(new, truth)

    def _truth(self, state: AppState) -> Expected | None:
        """What the model expects of the picture that is being finished; None while that is not known."""
        truth = state.answer(TRUTH)
        return truth if truth is not None and truth.request_id >= self.looks.begun_truth else None

    def _original(self, state: AppState) -> Expected | None:
        """The same of what that picture was before a pixel of it was changed."""
        if components_of(state).changed is None:
            return self._truth(state)
        answer = state.answer(ORIGINAL)
        return answer if answer is not None and answer.request_id >= self.looks.begun_original else None

    def _picked(self, state: AppState) -> Expected | None:
        """The same of the ending that was picked, if one was."""
        answer = state.answer(PICKED) if components_of(state).picked is not None else None
        return answer if answer is not None and answer.request_id >= self.looks.begun_picked else None

    def _show_looked_into(self, state: AppState) -> None:
        """The ending under the pointer, else the one that was picked, else the picture itself: each as soon as it is
        known what is expected of it, and its name with it."""
        own = components_of(state)
        expected: Expected | None
        if self._peek is not None:
            answer, name = state.answer(PEEKED), self.tr("ending {0}").format(self._peeked + 1)
            expected = answer if answer is not None and answer.request_id >= self._begun_peek else None
        elif own.picked is not None:
            expected, name = self._picked(state), self.tr("ending {0}").format(own.place + 1)
        else:
            expected, name = self._truth(state), self._name(state)
        if expected is not None and expected.model == shown_model(state):
            self.middle.show_subject(name)
            is_covered = self._peek is None and own.picked is None and not own.truth
            self.pixel.show_hidden(~known_pixels(own, expected.picture) if is_covered else None)
            self.pixel.show_expected(expected)

    def _name(self, state: AppState) -> str:
        """What the picture that is being finished is called beside its endings."""
        own = components_of(state)
        if own.changed is not None:
            return self.tr("with a changed pixel")
        if own.brought is not None:
            return self.tr("a picture of your own")
        return self.tr("the picture") if is_small(state) else self.tr("the held-out picture")

    def _show_note(self, state: AppState, truth: Expected) -> None:
        """Where something known lies behind the cover: a model that draws in an order cannot use it."""
        note = cover_note(state, truth)
        self.finish.show_note(note, cover_offers(state) if note else ())

    # ------------------------------------------------------------------ from the user

    def _on_pixel_pointed(self, ending: int, row: int, column: int) -> None:
        if row < 0:
            if self._peek is not None:
                self._peek, self._peeked = None, -1
                self._show_looked_into(self._session.state)
            self.pixel.leave()
            return
        own, answer = components_of(self._session.state), self.finish.answer
        if ending >= 0 and ending != own.place and answer is not None:
            if ending != self._peeked or self._peek is None:
                self._peek, self._peeked = self.finish.ending(ending), ending
                self._begun_peek = 0 if self._peek is None else self.looks.peek(self._peek)
        elif self._peek is not None:
            self._peek, self._peeked = None, -1
            self._show_looked_into(self._session.state)
        self._point(row, column)

    def _on_map_pointed(self, row: int, column: int) -> None:
        self._point(row, column)

    def _point(self, row: int, column: int) -> None:
        self.pixel.point(row, column)

    def _on_site_shown(self, expected: Expected, site: int) -> None:
        """Wherever the pixel was chosen, it is marked in the pictures, and its field is asked for."""
        row, column = self.pixel.pixel
        own = components_of(self._session.state)
        self.finish.big.show_marked(0 if self._peek is None else -1, row, column)
        self.finish.endings.show_marked(own.place if self._peek is None else self._peeked, row, column)
        self.looks.set_site(expected.picture, site)

    def _on_offer_taken(self, sent: str) -> None:
        if sent.startswith(MODEL):
            choose(self._session, model=int(sent.removeprefix(MODEL)), order="")
        else:
            self.room.preset_requested.emit(sent.removeprefix(PRESET))
