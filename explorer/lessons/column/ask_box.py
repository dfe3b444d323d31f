"""A question: options, a number, or a place on a map; a prediction that is locked in before anything is revealed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.lessons.column.answer_words import given_in_words, place_in_words
from explorer.lessons.column.live_label import NOTHING_KNOWN, LiveLabel
from explorer.lessons.column.option_cards import OptionCards
from explorer.lessons.column.tick_mark import TickMark
from explorer.style.style_sheet import make_button, make_label
from explorer.style.theme import Theme
from explorer.widgets.numbers.number_field import NumberField
from explorer.widgets.numbers.number_text import format_number
from explorer.widgets.numbers.spacing import Spacing
from trainers.lessons.facts import Facts
from trainers.lessons.progress import Given
from trainers.lessons.schema import AskStep
from trainers.lessons.texts import StepTexts

UNBOUNDED = 1e9  # a bound of so much is none


class AskBox(QWidget):
    """``answered(Given)`` when a prediction is locked in."""

    answered = Signal(object)
    skip_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step: AskStep | None = None
        self._given: Given | None = None
        self._label = ""  # of the model on whose map a place is asked for
        self._place: tuple[float, float] | None = None
        self._field: NumberField | None = None
        self.setObjectName("lesson_ask")
        self._question = LiveLabel("lesson_question", "question")
        self.options = OptionCards()
        self._hint = make_label("", "muted", "ask_hint", wrap=True)
        self._unit = make_label("", "muted", "ask_unit")
        self._lock = make_button(self.tr("Lock it in"), "lock_in", "primary")
        self._then = make_label(self.tr("then it is revealed"), "muted", "ask_then", wrap=True)
        policy = self._then.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # else the button is wide until it can be used
        self._then.setSizePolicy(policy)
        self._skip = make_button(self.tr("Skip"), "skip_ask", "link", self.tr("Go on without a prediction"))
        self._locked_mark = TickMark("locked_mark")
        self._locked = LiveLabel("locked_text", "muted")
        self._lay_out()
        self.options.chosen.connect(lambda _key: self._show_lock())
        self._lock.clicked.connect(self.lock_in)
        self._skip.clicked.connect(self.skip_requested)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        column.addWidget(self._question)
        column.addWidget(self.options)
        self._number_row = QHBoxLayout()
        self._number_row.setSpacing(8)
        self._number_row.addWidget(self._unit, 1)
        column.addLayout(self._number_row)
        column.addWidget(self._hint)
        self.lock_row = self._open = QWidget()
        self._open.setObjectName("ask_open")
        row = QHBoxLayout(self._open)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._lock)
        row.addWidget(self._then, 1)
        row.addWidget(self._skip)
        column.addWidget(self._open)
        self._closed = QWidget()
        self._closed.setObjectName("ask_closed")
        row = QHBoxLayout(self._closed)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(7)
        row.addWidget(self._locked_mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._locked, 1)
        column.addWidget(self._closed)
        self._locked_mark.show_ticked(True)

    def set_theme(self, theme: Theme) -> None:
        self._locked_mark.set_theme(theme)

    # ------------------------------------------------------------------ inputs

    def show_ask(
        self, step: AskStep, texts: StepTexts, given: Given | None, label: str = "", facts: Facts = NOTHING_KNOWN
    ) -> None:
        """The question of a *step*, with what was *given* to it, if it was; *label* is that of the model on whose map a
        place is asked for."""
        fresh = step is not self._step
        if fresh:
            self._step, self._place = step, None
            self._question.show_live(texts.question, facts)
            options = {option.key: texts.options[option.key] for option in step.options}
            self.options.show_options(options, facts)
            self.options.setVisible(bool(options))
            self._make_field(step)
        if fresh or given is not self._given or label != self._label:
            self._given, self._label = given, label
            self.options.show_locked(None if given is None else given.choice)
            if self._field is not None:
                self._field.setEnabled(given is None)
                if given is not None:
                    self._field.show_value(given.number)
            self._open.setVisible(given is None)
            self._closed.setVisible(given is not None)
            if given is not None:
                words = given_in_words(step, given, texts.options, facts) if step.answer == "place" else ""
                said = self.tr("Locked in: {0}.").format(words) if words else self.tr("Locked in.")
                self._locked.show_markdown(said)
            self._show_lock()

    def forget(self) -> None:
        """Nothing is asked, and nothing is chosen any more."""
        self._step = self._given = self._place = None

    def show_numbers(self, facts: Facts) -> None:
        """The numbers in the texts, as they are now."""
        self._question.show_numbers(facts)
        self.options.show_numbers(facts)

    def show_place(self, x: float, y: float) -> None:
        """The place on the map that the reader has clicked."""
        self._place = (x, y)
        self._show_lock()

    def _make_field(self, step: AskStep) -> None:
        """Another one for each question: its bounds are those of the answer."""
        if self._field is not None:
            self._number_row.removeWidget(self._field)
            self._field.hide()
            self._field.deleteLater()
            self._field = None
        asked = step.answer == "number"
        self._unit.setVisible(asked)
        self._unit.setText(step.unit)
        if asked:
            low = None if step.low <= -UNBOUNDED else step.low
            high = None if step.high >= UNBOUNDED else step.high
            field = self._field = NumberField(Spacing(low, high), optional=True)
            field.setObjectName("ask_number")
            field.setAccessibleName(self._question.plain)
            field.value_edited.connect(lambda _value: self._show_lock())
            field.textEdited.connect(lambda _text: self._show_lock())
            field.rejected.connect(lambda _text: self._show_lock())
            self._number_row.insertWidget(0, field)

    # ------------------------------------------------------------------ what is chosen

    @property
    def is_open(self) -> bool:
        """Whether a prediction can still be made."""
        return self._step is not None and self._given is None

    @property
    def choice(self) -> Given | None:
        """What would be locked in now; None as long as nothing is chosen that could be."""
        if self._step is None:
            return None
        if self._step.answer == "choice":
            key = self.options.choice
            return None if key is None else Given(choice=key)
        if self._step.answer == "number":
            value = None if self._field is None else self._field.value
            return None if value is None else Given(number=float(value))
        return None if self._place is None else Given(place=self._place)

    @property
    def field(self) -> NumberField | None:
        """Where a number is typed, if one is asked for."""
        return self._field

    def lock_in(self) -> None:
        """What is chosen becomes the prediction; nothing happens where nothing is."""
        if self._field is not None and not self._field.commit():
            return
        choice = self.choice
        if self.is_open and choice is not None:
            self.answered.emit(choice)

    def _show_lock(self) -> None:
        typing = self._field is not None and bool(self._field.text().strip())
        self._lock.setEnabled(self.choice is not None or typing)
        self._then.setVisible(self.choice is not None)
        self._show_hint()

    def _show_hint(self) -> None:
        step, hint = self._step, ""
        if step is None or self._given is not None:
            pass
        elif step.answer == "place":
            hint = self.tr("Click a place on the map of {0}.").format(self._label)
            if self._place is not None:
                hint = self.tr("You chose {0}. Click again to choose another place.").format(
                    place_in_words(*self._place)
                )
        elif step.answer == "number" and step.low > -UNBOUNDED and step.high < UNBOUNDED:
            low, high = format_number(step.low), format_number(step.high)
            hint = self.tr("A number from {0} to {1}.").format(low, high).replace("-", "\u2212")
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
