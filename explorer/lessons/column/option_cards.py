"""The answers to a question, one card below the other, of which one is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from explorer.lessons.column.live_label import NOTHING_KNOWN, LiveLabel
from explorer.style.style_sheet import make_label
from trainers.lessons.facts import Facts
from trainers.lessons.texts import Live

STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class OptionCard(QPushButton):
    """As high as its text needs; the number in front of it is the key that chooses it."""

    def __init__(self, key: str, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.key = key
        self.setObjectName(f"option_{key}")
        self.setProperty("role", "option")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.label = LiveLabel(f"option_text_{key}")
        self.mark = make_label(str(number), "small", f"option_number_{key}")
        for passive in (self.label, self.mark):
            passive.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(11, 9, 11, 9)
        row.setSpacing(9)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)

    def show_live(self, live: Live, facts: Facts) -> None:
        self.label.show_live(live, facts)
        self._name()

    def show_numbers(self, facts: Facts) -> None:
        self.label.show_numbers(facts)
        self._name()

    def _name(self) -> None:
        self.setAccessibleName(f"{self._number}: {self.label.plain}")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._row.heightForWidth(width)

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Of one line; :meth:`heightForWidth` says what more it takes."""
        around = self._row.contentsMargins()
        line = self.label.fontMetrics().height() + around.top() + around.bottom()
        return QSize(self._row.minimumSize().width(), line)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return done


class OptionCards(QWidget):
    """``chosen(key)`` when the user takes one; which one is outlined follows at once, for nothing is locked in yet."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lesson_options")
        self._cards: list[OptionCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    @property
    def choice(self) -> str | None:
        """The key of the option that is outlined."""
        return next((card.key for card in self._cards if card.isChecked()), None)

    def show_options(self, options: Mapping[str, Live], facts: Facts = NOTHING_KNOWN) -> None:
        """By their keys, in their order; none is chosen."""
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [OptionCard(key, number) for number, key in enumerate(options, 1)]
        for card in self._cards:
            card.show_live(options[card.key], facts)
            card.clicked.connect(partial(self.choose, card.key))
            self._column.addWidget(card)

    def show_numbers(self, facts: Facts) -> None:
        for card in self._cards:
            card.show_numbers(facts)

    def show_locked(self, key: str | None) -> None:
        """Which one was locked in; the others can no longer be chosen. None: all can."""
        for card in self._cards:
            card.setEnabled(key is None)
            if key is not None:
                card.setChecked(card.key == key)

    def choose(self, key: str, _checked: bool = False) -> None:
        """As by a click."""
        for card in self._cards:
            card.setChecked(card.key == key)
        self.chosen.emit(key)

    def choose_number(self, number: int) -> bool:
        """The option of that number, from 1 on; whether there is one that can be chosen."""
        if not 1 <= number <= len(self._cards) or not self._cards[number - 1].isEnabled():
            return False
        self.choose(self._cards[number - 1].key)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go from card to card."""
        at = next((index for index, card in enumerate(self._cards) if card.hasFocus()), None)
        step = STEPS.get(event.key())
        if at is None or step is None:
            super().keyPressEvent(event)
        elif 0 <= at + step < len(self._cards):
            self._cards[at + step].setFocus(Qt.FocusReason.OtherFocusReason)
