"""What the workspace adds to the window: the writing desk beside the odds of the next character."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from explorer.state.changes import changed
from explorer.state.channels import COUNTED
from explorer.state.room import Part, Parts, Room, Slot
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.sentences import sentence_text
from explorer.workspaces.characters.channels import FORESEEN, WRITTEN
from explorer.workspaces.characters.characters_middle import CharactersMiddle
from explorer.workspaces.characters.coming.next_characters import NextCharacters
from explorer.workspaces.characters.desk.writing_desk import WritingDesk
from explorer.workspaces.characters.guess.guess_page import GuessPage
from explorer.workspaces.characters.looking_back.looking_page import LookingPage
from explorer.workspaces.characters.looks import CharactersLooks
from explorer.workspaces.characters.page import Page
from explorer.workspaces.characters.sample_figures import figures_of_endings
from explorer.workspaces.characters.state import (
    KEY,
    characters_of,
    choose,
    in_lines,
    next_held_out,
    vocabulary,
    writing,
)
from explorer.workspaces.characters.tempering.temperature_page import TemperaturePage


class CharactersPanel(Parts):
    """Binds the views to the session. Views count the models that write, from 0."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._session = room.session
        self.looks = CharactersLooks(room.session, self)
        self.desk = WritingDesk()
        self.following = NextCharacters()
        self._temperatures = TemperaturePage(room, self)
        self.pages: tuple[Page, ...] = (
            GuessPage(room, self.following, self),
            self._temperatures,
            LookingPage(room, self),
        )
        self.middle = CharactersMiddle(self.desk, self.following, self.pages)
        self._run_id = -1  # whose answers are shown
        self._connect()
        self.set_theme(room.theme)

    @property
    def parts(self) -> Sequence[Part]:
        return (Part(Slot.MIDDLE, self.middle),)

    @property
    def hints(self) -> Sequence[tuple[QWidget, str]]:
        return (
            (
                self.desk,
                self.tr(
                    "What you type is coloured by how surprised the model was; below, each model goes on from there. "
                    "The noise stays the same, so what changes while it trains was learned."
                ),
            ),
            (
                self.following,
                self.tr(
                    "What each model expects behind the caret. A guess among N: as open as if N characters were "
                    "equally likely. Click a bar to type its character."
                ),
            ),
            *(hint for page in self.pages for hint in page.hints),
        )

    def is_answered(self, state: AppState) -> bool:
        if self.looks.is_waiting:
            return False
        text = characters_of(state).text
        for model in writing(state):
            foreseen, written = state.answer(FORESEEN, model), state.answer(WRITTEN, model)
            if foreseen is not None and foreseen.text != text:
                return False
            if written is not None and (not written.last or written.start != text):
                return False
        return all(page.is_answered(state) for page in self.pages)

    def sample_figures(self, state: AppState) -> Sequence[Mapping[str, float]]:
        models = range(len(state.labels))
        return [self._temperatures.sample_figures(state, model) or figures_of_endings(state, model) for model in models]

    def _connect(self) -> None:
        session, desk = self._session, self.desk
        desk.text_changed.connect(lambda text: choose(session, text=text, caret=desk.caret))
        desk.caret_moved.connect(lambda place: choose(session, caret=place))
        desk.temperature_changed.connect(lambda value: choose(session, temperature=value))
        desk.count_changed.connect(lambda count: choose(session, count=count))
        desk.speed_changed.connect(lambda value: choose(session, speed=value))
        desk.noise_asked.connect(lambda: choose(session, seed=characters_of(session.state).seed + 1))
        desk.held_out_asked.connect(self._on_held_out_asked)
        self.following.character_chosen.connect(desk.type_character)
        self.middle.page_shown.connect(lambda side, name: choose(session, **{side.value: name}))

    def set_theme(self, theme: Theme) -> None:
        for view in (self.desk, self.following, self.middle):
            view.set_theme(theme)
        for page in self.pages:
            page.set_theme(theme)

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        if new.workspace != KEY or not new.families or not writing(new):
            return
        if old is not None and new.workspace != old.workspace:
            old = None
        if new.run_id != self._run_id:  # be it of the same models: nothing that other weights have said stays
            self._run_id, old = new.run_id, None
            self._forget(new)
        if new.data is not None and changed(new, old, "data", COUNTED):
            signs, lines, counted = vocabulary(new), in_lines(new), new.answer(COUNTED)
            shares = counted.shares if counted is not None and len(counted.shares) == len(signs) else None
            self.desk.set_vocabulary(signs, lines)
            self.following.set_vocabulary(signs, lines, shares)
            self.desk.show_held_out(next_held_out(new) is not None)
        if changed(new, old, characters_of):
            self._show_choice(new)
        for place, model in enumerate(writing(new)):
            if changed(new, old, FORESEEN.of(model)):
                foreseen = new.answer(FORESEEN, model)
                self.desk.show_foreseen(place, foreseen)
                self.following.show_foreseen(place, foreseen)
                self._tell(new.refusal(FORESEEN, model))
            if changed(new, old, WRITTEN.of(model)):
                self._show_written(new, place, model)
        for page in self.pages:
            page.show_state(new, old)
        self.middle.show_pages(new)

    def _forget(self, new: AppState) -> None:
        """Takes away all that was said of other models, or by other weights."""
        names = [new.labels[model] for model in writing(new)]
        self.desk.set_models(names)
        self.following.set_models(names)
        for place in range(len(names)):
            self.desk.show_foreseen(place, None)
            self.desk.show_written(place, None)
            self.following.show_foreseen(place, None)

    def _show_choice(self, new: AppState) -> None:
        own = characters_of(new)
        self.desk.show_text(own.text)
        self.desk.show_caret(own.caret)
        self.desk.show_temperature(own.temperature)
        self.desk.show_count(own.count)
        self.desk.show_speed(own.speed)
        self.following.show_place(own.text, own.caret)

    def _show_written(self, new: AppState, place: int, model: int) -> None:
        answer = new.answer(WRITTEN, model)
        if answer is None:
            self._tell(new.refusal(WRITTEN, model))
        elif answer.request_id >= self.looks.begun.get(model, answer.request_id + 1):
            self.desk.show_written(place, answer)

    def _tell(self, reason: str | None) -> None:
        if reason is not None:
            self.room.failed.emit(sentence_text(reason))

    # ------------------------------------------------------------------ from the user

    def _on_held_out_asked(self) -> None:
        found = next_held_out(self._session.state)
        if found is not None:
            number, text = found
            choose(self._session, text=text, caret=len(text), held_out=number)
