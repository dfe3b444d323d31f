"""What is to be done: goals, each with a tick once it is reached, and help."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from explorer.lessons.column.live_label import NOTHING_KNOWN
from explorer.lessons.column.marked_rows import MarkedRows
from explorer.style.style_sheet import make_button, make_label
from explorer.style.theme import Theme
from trainers.lessons.facts import Facts
from trainers.lessons.texts import Live


class DoCard(QFrame):
    """Green, for it is what goes on."""

    show_me_requested = Signal()
    skip_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lesson_do")
        self.setProperty("role", "verdict")
        self.setProperty("state", "live")
        self._title = make_label("", "verdict-title", "do_title", wrap=True)
        self._title.setProperty("state", "live")
        self._goals = MarkedRows("goal")
        self._show_me = make_button(
            self.tr("Show me"),
            "show_me",
            tip=self.tr("The program does it, and you see how; a click or a key stops it"),
        )
        self._skip = make_button(self.tr("Skip"), "skip_do", tip=self.tr("Go on without doing it"))
        self._help = QWidget()
        self._help.setObjectName("do_help")
        row = QHBoxLayout(self._help)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._show_me)
        row.addWidget(self._skip)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 11)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._goals)
        column.addWidget(self._help)
        self._show_me.clicked.connect(self.show_me_requested)
        self._skip.clicked.connect(self.skip_requested)

    def set_theme(self, theme: Theme) -> None:
        self._goals.set_theme(theme)

    def show_goals(self, goals: Sequence[Live], facts: Facts = NOTHING_KNOWN) -> None:
        """Other goals, none of them reached yet."""
        self._goals.show_texts(goals, facts)

    def show_met(self, met: Sequence[bool], done: bool, skipped: bool, showing: tuple[int, int] | None) -> None:
        """Which goals hold now, whether the step is *done* or was *skipped*, and which act of how many is being shown,
        from 0 on."""
        for index, row in enumerate(self._goals.rows):
            row.mark.show_ticked(done or (index < len(met) and met[index]))
        if showing is not None:
            text = self.tr("Watch: {0} of {1}").format(showing[0] + 1, showing[1])
        elif done:
            text = self.tr("Done")
        elif skipped:
            text = self.tr("Skipped; you can still do it")
        else:
            text = self.tr("Now do it")
        self._title.setText(text)
        self._show_me.setEnabled(showing is None)
        self._help.setVisible(not done or showing is not None)
        self._skip.setVisible(not skipped)

    def show_numbers(self, facts: Facts) -> None:
        """The numbers in the texts, as they are now."""
        self._goals.show_numbers(facts)
