"""The page that shows what a model looks at, bound to the session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from explorer.state.changes import changed
from explorer.state.room import Room
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.sentences import sentence_text
from explorer.workspaces.characters.channels import ALIKE, TRACED
from explorer.workspaces.characters.looking_back.looking_back import LookingBack
from explorer.workspaces.characters.looking_back.looking_looks import LookingLooks
from explorer.workspaces.characters.page import Page, Side
from explorer.workspaces.characters.state import KEY, characters_of, choose, vocabulary, writing
from trainers.messages import Phase, TracedBack


class LookingPage(Page):
    """Which model is looked into, and in which way, is the page's own affair; it begins with the last model, which is
    seldom the one that counts."""

    name: ClassVar[str] = "looking"
    side: ClassVar[Side] = Side.COMING

    def __init__(self, room: Room, parent: QObject | None = None) -> None:
        super().__init__(room, parent)
        self.view: LookingBack = LookingBack()
        self._looks = LookingLooks(room.session, self)
        self._place = -1  # among the models that write; -1 before any was shown
        self._ways: dict[tuple[str, str], str] = {}  # that the user has chosen, by family and label
        self._last_text: str | None = None  # that was traced
        self._run_id = -1
        self._seen = False
        self.view.model_chosen.connect(self._on_model_chosen)
        self.view.way_chosen.connect(self._on_way_chosen)
        self.view.cell_chosen.connect(lambda _cell: self._find_alike())
        self.view.place_chosen.connect(lambda place: choose(room.session, caret=place))

    @property
    def title(self) -> str:
        return self.tr("Looks at")

    @property
    def hints(self) -> Sequence[tuple[QWidget, str]]:
        return (
            (
                self.view,
                self.tr(
                    "What one model looks at when it guesses the character behind the caret: the fuller the colour, "
                    "the more it counts. Click a character to look from there."
                ),
            ),
            (
                self.view.heads,
                self.tr(
                    "Each head of a transformer looks for something of its own. In each picture a row is a place of "
                    "the text, a column what it looks at. Click one to see it in the text."
                ),
            ),
            (
                self.view.cells,
                self.tr(
                    "What a memory holds while it reads: a row is a cell, a column a character. Click a cell to see "
                    "it in the text, and where in the training text it is as high: what might it stand for?"
                ),
            ),
            (
                self.view.levels,
                self.tr(
                    "A model that counts knows how often each context was seen. Long contexts say more, but many were "
                    "seldom seen; so shorter ones have a share, too."
                ),
            ),
        )

    def is_answered(self, state: AppState) -> bool:
        if not self._is_seen(state) or not state.can_be_asked:
            return True
        if self._looks.is_waiting:
            return False
        traced, model = self._traced(state), writing(state)[self._place]
        if traced is None:
            return state.refusal(TRACED, model) is not None
        return traced.text == characters_of(state).text

    def set_theme(self, theme: Theme) -> None:
        self.view.set_theme(theme)

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        models = writing(new)
        if new.run_id != self._run_id:
            self._run_id, old = new.run_id, None
            self._looks.rest()
            names = [new.labels[model] for model in models]
            self.view.set_models(names)
            self._place = len(models) - 1 if not 0 <= self._place < len(models) else self._place
            self.view.show_model(self._place)
            self.view.forget()
        if new.data is not None and changed(new, old, "data"):
            self.view.set_vocabulary(vocabulary(new))
        own = characters_of(new)
        in_front = self._is_seen(new)
        if in_front and (changed(new, old, characters_of) or old is None or not self._is_seen(old)):
            self.view.show_text(own.text, own.caret)
        seen = in_front and new.can_be_asked
        model = models[self._place]
        if changed(new, old, TRACED.of(model)):
            self._show_traced(new)
        if changed(new, old, ALIKE.of(model)):
            self.view.show_alike(new.answer(ALIKE, model))
        if seen:
            self._looks.trace(new, old if self._seen else None, model, self._way(new))
            self._find_alike()
        elif self._seen:
            self._looks.rest()
        self._seen = seen

    @staticmethod
    def _is_seen(state: AppState) -> bool:
        return state.workspace == KEY and characters_of(state).coming_page == LookingPage.name

    def _key(self, state: AppState) -> tuple[str, str]:
        model = writing(state)[self._place]
        return state.model_specs[model].name, state.labels[model]

    def _way(self, state: AppState) -> str:
        """The way that is asked for; "" is the first one of the family."""
        return self._ways.get(self._key(state), "")

    def _traced(self, state: AppState) -> TracedBack | None:
        return state.answer(TRACED, writing(state)[self._place])

    def _show_traced(self, state: AppState) -> None:
        """Cells keep their rows while the same text is read again and again in training."""
        traced, model = self._traced(state), writing(state)[self._place]
        reason = state.refusal(TRACED, model)
        keeps = state.phase is Phase.TRAINING and traced is not None and traced.text == self._last_text
        self.view.show_traced(traced, keeps, "" if reason is None else sentence_text(reason))
        self._last_text = None if traced is None else traced.text

    def _find_alike(self) -> None:
        state = self.room.session.state
        if self._is_of(state) and self._is_seen(state) and state.can_be_asked and self.view.cell >= 0:
            self._looks.find_alike(state, writing(state)[self._place], self.view.cell, self.view.is_low)

    # ------------------------------------------------------------------ from the user

    def _is_of(self, state: AppState) -> bool:
        """Whether what can be chosen is of the models that there are: the menu of others may still be open."""
        return state.run_id == self._run_id

    def _on_model_chosen(self, place: int) -> None:
        state = self.room.session.state
        if not self._is_of(state):
            return
        self._looks.rest()
        self._place, self._last_text = place, None
        self.view.show_model(place)
        self._show_traced(state)
        self._ask(state)

    def _on_way_chosen(self, way: str) -> None:
        state = self.room.session.state
        if not self._is_of(state):
            return
        self._ways[self._key(state)] = way
        self._ask(state)

    def _ask(self, state: AppState) -> None:
        if self._is_seen(state) and state.can_be_asked:
            self._looks.trace(state, state, writing(state)[self._place], self._way(state))
            self._find_alike()
