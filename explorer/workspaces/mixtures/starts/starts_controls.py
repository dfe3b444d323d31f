"""How other starts begin, and a further lot of them: the controls above the strip."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button
from explorer.texts.data_texts import knob_text

LETTERS = 10  # of the longest way to begin


class StartsControls(QObject):
    """``start_chosen(name)`` is a way to begin as the model's own setting names it, ``more_wished()`` asks for others
    of the same kind."""

    start_chosen = Signal(str)
    more_wished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._ways = QComboBox()
        self._ways.setObjectName("mixture_starts_way")
        self._ways.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._ways.setMinimumContentsLength(LETTERS)  # of one width from the beginning: nothing beside it is squeezed
        self._ways.setAccessibleName(self.tr("How starts begin"))
        self._ways.setToolTip(plain_tip(self.tr("How starts begin")))
        self._ways.activated.connect(lambda at: self.start_chosen.emit(self._ways.itemData(at)))
        self._more = make_button(self.tr("Others"), "mixture_starts_more", "pill", self.tr("Eight further starts"))
        self._more.clicked.connect(self.more_wished)

    def header_widgets(self) -> list[QWidget]:
        """For the card's header."""
        return [self._ways, self._more]

    def show_starts(self, names: tuple[str, ...], chosen: str) -> None:
        """The ways there are, and which one is tried."""
        if names != self._names:
            self._names = names
            self._ways.clear()
            for name in names:
                self._ways.addItem(knob_text(name), name)
        self._ways.setCurrentIndex(max(self._ways.findData(chosen), 0))
        self._ways.setEnabled(len(names) > 1)
