"""A few characters to choose the next one from, each with the number of its key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from explorer.style.style_sheet import make_button
from explorer.widgets.flow_layout import FlowLayout
from explorer.workspaces.characters.guess.guess_text import OPTIONS
from explorer.workspaces.characters.visible_signs import sign_text, sign_words

ACROSS, DOWN = 8, 4  # px between buttons, and between lines of them
_NUMBERED = "{0}   {1}"  # a key, and the character it stands for


class OptionButtons(QWidget):
    """``chosen(character)`` is a click. As many buttons as there may be are kept: none moves."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: tuple[str, ...] = ()
        flow = FlowLayout(ACROSS, DOWN, self, centred=True)
        self.buttons = [make_button("", f"guess_option_{number}") for number in range(1, OPTIONS + 1)]
        for at, button in enumerate(self.buttons):
            button.clicked.connect(lambda _checked=False, at=at: self._choose(at))
            flow.addWidget(button)

    def show_options(self, options: Sequence[str], usable: bool) -> None:
        """What there is to choose from, and whether it can be chosen now."""
        self._options = tuple(options)
        for at, button in enumerate(self.buttons):
            button.setVisible(at < len(options))
            button.setEnabled(usable)
            if at < len(options):
                name = option_words(options[at])
                button.setText(_NUMBERED.format(at + 1, name.replace("&", "&&")))
                button.setAccessibleName(name)

    def choose_number(self, number: int) -> None:
        """As if the button of that number, from 1, were clicked."""
        self._choose(number - 1)

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self._options):
            self.chosen.emit(self._options[at])


def option_words(sign: str) -> str:
    """A character as it stands on a button: itself, or a word for one that nobody sees."""
    return sign_words(sign) if sign.isspace() else sign_text(sign)
