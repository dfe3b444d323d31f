"""The buttons "D step", "G step" and "Both": single steps of the players, beside the run that goes on by itself."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button
from explorer.widgets.flow_layout import FlowLayout
from trainers.catalog import DISCRIMINATOR, GENERATOR, LETTERS


class StepButtons(QWidget):
    """One for each player and one for a whole step. ``players_requested`` carries the names of those who are to move;
    how many moves that is, and whether any, is shown by ``show_k``."""

    players_requested = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step_buttons")
        self._steps = {DISCRIMINATOR: 1, GENERATOR: 1}
        self._enabled, self._why_not = True, ""
        self._buttons: dict[tuple[str, ...], QPushButton] = {}
        flow = FlowLayout(6, 6, self)
        for name, text, players in (
            ("d", self.tr("D step"), (DISCRIMINATOR,)),
            ("g", self.tr("G step"), (GENERATOR,)),
            ("both", self.tr("Both"), (DISCRIMINATOR, GENERATOR)),
        ):
            button = make_button(text, f"algorithm_{name}", players[0] if len(players) == 1 else "")
            button.clicked.connect(partial(self._on_clicked, players))
            flow.addWidget(button)
            self._buttons[players] = button
        self._show_buttons()

    def show_k(self, d_steps: int, g_steps: int) -> None:
        """How many moves each player makes in a step; with 0 it rests."""
        self._steps = {DISCRIMINATOR: d_steps, GENERATOR: g_steps}
        self._show_buttons()

    def show_enabled(self, enabled: bool, why_not: str = "") -> None:
        """Whether single steps are possible: not while the run goes on by itself, or *why_not* at all."""
        if (enabled, why_not) != (self._enabled, self._why_not):
            self._enabled, self._why_not = enabled, why_not
            self._show_buttons()

    def _show_buttons(self) -> None:
        tips = {
            (DISCRIMINATOR,): self.tr("D makes its moves, G is held still"),
            (GENERATOR,): self.tr("G makes its moves, D is held still"),
            (DISCRIMINATOR, GENERATOR): self.tr("One whole step: D makes its moves, then G"),
        }
        paused = self._why_not or self.tr("Pause first: then the players can be moved one at a time")
        for players, button in self._buttons.items():
            rests = all(self._steps[player] == 0 for player in players)
            button.setEnabled(self._enabled and not rests)
            resting = self.tr("{0} rests: its number of steps is 0").replace("{0}", LETTERS[players[-1]])
            tip = tips[players] if self._enabled else paused
            button.setToolTip(plain_tip(resting if rests and not self._why_not else tip))

    def _on_clicked(self, players: tuple[str, ...], _checked: bool = False) -> None:
        self.players_requested.emit(players)


def make_sample() -> QWidget:
    """D moves three times in a step, G once."""
    buttons = StepButtons()
    buttons.show_k(3, 1)
    return buttons


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
