"""What comes next: the characters that the models hold likeliest behind the caret."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.style.theme import Theme
from explorer.texts.whole_number import whole_number
from explorer.widgets.elided_label import ElidedLabel
from explorer.workspaces.characters.coming.character_bars import CharacterBars, NextOdds
from explorer.workspaces.characters.sample_writing import VOCABULARY, sample_foreseen, sample_shares
from explorer.workspaces.characters.text_places import shared_start
from explorer.workspaces.characters.visible_signs import sign_words
from trainers.examples import Float32
from trainers.kinds import UNKNOWN
from trainers.messages.writing import Foreseen

SPACING = 4  # px
LAST = 12  # characters before the caret that are told


@dataclass(frozen=True)
class Uncovered:
    """What the models expected behind the text ``before``, where ``there`` has been uncovered since; after ``step``
    steps. It is a record: what they have learned since then changes nothing."""

    before: str
    there: str
    step: int
    odds: tuple[NextOdds, ...]


class NextCharacters(QWidget):
    """All is painted from one answer for each text, so that a caret that moves waits for nobody. Until the answer to
    another text is there, the bars before stay, unless what is known tells of the place already. While a text is
    guessed (:meth:`show_guessing`) they are those of what has been uncovered.

    ``character_chosen(character)`` is the wish that it be typed."""

    character_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("next_characters")
        self._models: tuple[str, ...] = ()
        self._vocabulary: tuple[str, ...] = ()
        self._known: frozenset[str] = frozenset()
        self._end = ""  # the character that ends a line and cannot be typed
        self._foreseen: list[Foreseen | None] = []
        self._text, self._caret = "", 0
        self._told: tuple[str, int] | None = None  # text before the place that the bars are of, and that place
        self._guessing = False
        self._uncovered: Uncovered | None = None
        self._where = ElidedLabel("", "small", keep=8)
        self._where.setObjectName("next_where")
        self._where.set_help(
            self.tr(
                "Of the model as it is, at temperature 1. A frame marks what is there. “A guess among N”: as open as "
                "a choice of N equally likely characters. A click on a bar types its character."
            )
        )
        self.bars = CharacterBars()
        self.bars.character_picked.connect(self._on_picked)
        self._legend = ElidedLabel("", "small", keep=8)
        self._legend.setObjectName("next_legend")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(self._where)
        column.addWidget(self.bars, 1)
        column.addWidget(self._legend)
        self._legend.hide()
        self._say()

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        self.bars.set_theme(theme)

    def set_models(self, names: Sequence[str]) -> None:
        """Labels of the models that write; all that others have told goes."""
        if tuple(names) != self._models:
            self._models = tuple(names)
            self._foreseen = [None] * len(names)
            self._told = None
            self.bars.set_models(names)
            self._show()

    def set_vocabulary(self, vocabulary: Sequence[str], lines: bool = False, shares: Float32 | None = None) -> None:
        """The characters of the data; with *lines* the first one ends a line. *shares* are how frequent each one is in
        the training text, where that is known."""
        self._vocabulary, self._known = tuple(vocabulary), frozenset(vocabulary)
        self._end = vocabulary[0] if lines and vocabulary else ""
        self.bars.show_frequent(self._vocabulary, shares)
        self._legend.set_text("" if shares is None else self.tr("upright mark: share in the training text"))
        self._legend.setVisible(shares is not None)
        self._show()

    def show_foreseen(self, model: int, foreseen: Foreseen | None) -> None:
        """What a model expects at each place of a text."""
        self._foreseen[model] = foreseen
        self._show()

    def show_place(self, text: str, caret: int) -> None:
        """The text that is there, and how many of its characters stand before the caret."""
        if (text, caret) != (self._text, self._caret):
            self._text, self._caret = text, caret
            self._show()

    def show_guessing(self, guessing: bool, uncovered: Uncovered | None = None) -> None:
        """While a text is guessed, what has been uncovered last, if anything was, stands in the place of what is at the
        caret: nothing here tells of what is still covered."""
        if (guessing, uncovered) != (self._guessing, self._uncovered):
            self._guessing, self._uncovered = guessing, uncovered
            self._told = None
            self.bars.show_pickable(not guessing)
            self._show()

    @property
    def told_place(self) -> int:
        """The place that the bars are of; -1 while there are none."""
        return -1 if self._told is None else self._told[1]

    @property
    def told_text(self) -> str | None:
        """What stands before the place that the bars are of; None while there are none."""
        return None if self._told is None else self._told[0]

    # ------------------------------------------------------------------ what is shown

    def _show(self) -> None:
        """Bars of the place behind the caret: of the models that have told of it, once any has; until then those of
        the place before stay."""
        if self._guessing:
            seen = () if self._uncovered is None else self._uncovered.odds
            for model in range(len(self._models)):
                self.bars.show_odds(model, seen[model] if model < len(seen) else None)
            self._say()
            return
        known, before = [self._odds(foreseen) for foreseen in self._foreseen], self._told
        if any(each is not None for each in known):
            self._told = self._text[: self._caret], self._caret
        elif any(each is not None for each in self._foreseen) and self._told is not None:
            return  # on its way
        else:
            self._told = None
        for model, odds in enumerate(known):
            self.bars.show_odds(model, odds)
        self._say()
        if self._told != before:
            self.bars.repaint()  # at once: whoever types waits for it, and Qt would wait some 5 ms for more to paint

    def _odds(self, foreseen: Foreseen | None) -> NextOdds | None:
        """What is expected behind the caret; None where the answer is of another beginning."""
        place = self._caret
        if foreseen is None or place > shared_start(foreseen.text, self._text):
            return None
        indices = foreseen.likeliest[place].tolist()
        if max(indices, default=0) >= len(self._vocabulary):
            return None
        characters = tuple(self._vocabulary[index] for index in indices)
        there = self._text[place : place + 1]
        there = UNKNOWN if there and there not in self._known else there  # as which it would be read
        found = characters.index(there) if there in characters else -1
        odds = tuple(foreseen.odds[place].tolist())
        return NextOdds(characters, odds, float(foreseen.entropies[place]), found)

    def _behind(self, before: str) -> str:
        if not before:
            return self.tr("at the start")
        last = " / ".join(before[-LAST:].split("\n"))
        cut = "…" if len(before) > LAST else ""
        return self.tr("behind “{0}”").format(cut + last)

    def _say(self) -> None:
        if self._guessing:
            self._say_uncovered()
            return
        if self._told is None:
            self._where.set_text(self.tr("What the models expect appears with their first weights."))
            return
        before, place = self._told
        words = self._behind(before)
        there = self._text[place : place + 1]
        if there and self._text.startswith(before):
            whole = self.tr("{0} · there: {1}").format(words, sign_words(there))
            self._where.set_text(whole, [words])
        else:
            self._where.set_text(words)

    def _say_uncovered(self) -> None:
        if self._uncovered is None:
            self._where.set_text(self.tr("What the models expect appears after your guess."))
            return
        words = self._behind(self._uncovered.before)
        whole = self.tr("{0} · there: {1}").format(words, sign_words(self._uncovered.there))
        then = self.tr("{0} · step {1}").format(whole, whole_number(self._uncovered.step))
        self._where.set_text(then, [whole, words])

    def _on_picked(self, character: str) -> None:
        """The end of a line and the sign for all rare characters are no characters that can be typed."""
        if not self._guessing and character not in ("", self._end, UNKNOWN):
            self.character_chosen.emit(character)


def make_sample() -> QWidget:
    view = NextCharacters()
    view.set_models(["GRU", "Transformer"])
    view.set_vocabulary(VOCABULARY, lines=True, shares=sample_shares())
    view.show_place("helena", 3)
    for model, sharp in ((0, 1.0), (1, 2.0)):
        view.show_foreseen(model, sample_foreseen("helena", model, sharp))
    view.resize(360, 320)
    return view


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
