"""A prediction beside what this run gave: in calm words, for being wrong is how one learns."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from explorer.lessons.column.answer_words import (
    given_in_words,
    number_in_words,
    turned_out_in_words,
    verdict_in_words,
)
from explorer.lessons.column.live_label import NOTHING_KNOWN, LiveLabel
from explorer.style.style_sheet import make_label, set_style
from trainers.lessons.facts import Facts
from trainers.lessons.progress import Given, Outcome
from trainers.lessons.schema import AskStep
from trainers.lessons.texts import Live, StepTexts


class RevealCard(QFrame):
    """``right`` is None as long as it cannot be told, or where it never can."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lesson_reveal")
        self.setProperty("role", "verdict")
        self._verdict = make_label("", "verdict-title", "reveal_verdict", wrap=True)
        self._mine = make_label(self.tr("You predicted"), "caption")
        self._given = LiveLabel("reveal_given")
        self._run = make_label(self.tr("This run"), "caption")
        self._turned_out = LiveLabel("reveal_turned_out")
        self._near = make_label("", "muted", "reveal_near", wrap=True)
        self._said = LiveLabel("reveal_said")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 11)
        column.setSpacing(4)
        column.addWidget(self._verdict)
        column.addSpacing(3)
        for widget in (self._mine, self._given, self._run, self._turned_out, self._near):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addWidget(self._said)

    def show_outcome(
        self,
        asked: AskStep,
        asked_texts: StepTexts,
        texts: StepTexts,
        given: Given | None,
        outcome: Outcome | None,
        facts: Facts = NOTHING_KNOWN,
    ) -> None:
        """The prediction *given* to the step *asked*, None where none was, and its *outcome*, None where that is not
        known yet; *texts* are those of the step that reveals."""
        right = None if outcome is None else outcome.right
        self._verdict.setText(verdict_in_words(given, right))
        state = "live" if right else ""
        set_style(self, state=state)
        set_style(self._verdict, state=state)
        predicted = "" if given is None else given_in_words(asked, given, asked_texts.options, facts)
        self._given.show_markdown(predicted)
        self._mine.setVisible(bool(predicted))
        found = ""
        if outcome is not None and right is not None:
            found = turned_out_in_words(asked, outcome, asked_texts.options, facts)
            if asked.answer == "choice" and right:
                found = ""  # it is the same again
        self._turned_out.show_markdown(found)
        self._run.setVisible(bool(found))
        near = "" if given is None or outcome is None else self._nearness(asked, given, outcome)
        self._near.setText(near)
        self._near.setVisible(bool(near))
        self._said.show_live(Live() if right is None else texts.right if right else texts.wrong, facts)

    def show_numbers(self, facts: Facts) -> None:
        """The numbers in the texts, as they are now."""
        for label in (self._given, self._turned_out, self._said):
            label.show_numbers(facts)

    def _nearness(self, asked: AskStep, given: Given, outcome: Outcome) -> str:
        """Of a number, how far it was from what it turned out to be; empty where that is not known, or nothing."""
        found = outcome.turned_out
        if given.number is None or not isinstance(found, float) or outcome.right is None:
            return ""
        if number_in_words(given.number, asked.unit) == number_in_words(found, asked.unit):
            return ""
        distance, room = abs(given.number - found), asked.room(found)
        unit = "" if asked.unit.startswith("/") else asked.unit  # "of 8" says nothing of a difference
        if outcome.right:
            return self.tr("Off by {0}: near enough.").format(number_in_words(distance, unit, 2))
        for digits in (2, 5):  # so many that the two differ
            off, allowed = (number_in_words(each, unit, digits) for each in (distance, room))
            if off != allowed:
                break
        return self.tr("Off by {0}; up to {1} would have been near enough.").format(off, allowed)
