"""The page "How many?": the comparison, and below it what it says of the number that is pointed out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button
from explorer.style.theme import Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.workspaces.mixtures.sizes.sizes_plot import MixtureSizesPlot
from trainers.messages.mixture import SizesCompared


class SizesPage(QWidget):
    """``size_chosen(components)`` points a number out, ``restart_wished(components)`` asks for a mixture of so many."""

    size_chosen = Signal(int)
    restart_wished = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = MixtureSizesPlot()
        self.plot.size_chosen.connect(self.size_chosen)
        self._chosen = self._present = 0
        self._words = ElidedLabel("", "small", keep=6)
        self._words.setObjectName("mixture_sizes_words")
        self._restart = make_button("", "mixture_sizes_restart")
        self._restart.clicked.connect(lambda: self.restart_wished.emit(self._chosen))
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 8, 2)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self._restart)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.plot, 1)
        column.addLayout(row)
        self.show_numbers(0, 0)

    def set_theme(self, theme: Theme) -> None:
        self.plot.set_theme(theme)

    def show_compared(self, compared: SizesCompared | None) -> None:
        """What is known so far; None clears."""
        self.plot.show_compared(compared)
        self._say()

    def show_problem(self, sentence: str) -> None:
        """Why nothing can be compared."""
        self.plot.show_problem(sentence)
        self._say()

    def show_numbers(self, present: int, chosen: int) -> None:
        """How many components the mixture has, and how many are pointed out (0: none)."""
        self._present, self._chosen = present, chosen
        self.plot.show_numbers(present, chosen)
        self._say()

    def show_why_not(self, reason: str) -> None:
        """Why no other number can be trained here; empty where it can."""
        self._restart.setEnabled(not reason)
        self._restart.setToolTip(plain_tip(reason))

    def _say(self) -> None:
        """Of the number that is pointed out, else of the best by BIC."""
        chosen, best = self._chosen, self.plot.best("bic")
        if chosen and self.plot.words(chosen):
            self._words.set_text(self.plot.words(chosen), (self.plot.few_words(chosen),))
        elif best:
            lowest = self.tr("lowest BIC at K = {0}").format(best)
            self._words.set_text(self.tr("lowest BIC at K = {0}; click a number to try it").format(best), (lowest,))
        else:
            self._words.set_text("")
        self._restart.setText(self.tr("Restart with K = {0}").format(chosen))
        self._restart.setVisible(bool(chosen) and chosen != self._present)


def make_sample() -> QWidget:
    sizes = range(1, 13)
    likelihood = tuple(1.6 - 1.1 / size for size in sizes)
    held_out = tuple(value - 0.012 * size for size, value in zip(sizes, likelihood, strict=True))
    bic = tuple(-2 * 600 * value + 6 * size * 6.4 for size, value in zip(sizes, likelihood, strict=True))
    aic = tuple(-2 * 600 * value + 6 * size * 2 for size, value in zip(sizes, likelihood, strict=True))
    page = SizesPage()
    page.show_compared(SizesCompared(1, 1, "mixture sizes 0", 0, 0, likelihood, held_out, bic, aic, 12))
    page.show_numbers(3, 5)
    page.size_chosen.connect(lambda size: page.show_numbers(3, size))
    page.resize(560, 220)
    return page


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
