"""The algorithm line by line: which line is done now, with its numbers, and a button that goes on to the next."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, make_label, set_style, with_steady_digits
from explorer.style.theme import DARK, Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.workspaces.adversarial.algorithm_words import (
    D_LINES,
    G_LINES,
    NO_BREAK,
    UPDATE_D,
    UPDATE_G,
    AlgorithmLine,
    algorithm_lines,
    line_numbers,
)
from explorer.workspaces.adversarial.loop_mark import LoopMark
from explorer.workspaces.adversarial.step_buttons import StepButtons
from trainers.catalog import DISCRIMINATOR, GENERATOR, LETTERS, Game

LINES = 5


class _Row(QFrame):
    """A line: its words, and its numbers at the right, or below where somebody moves and there are more of them."""

    def __init__(self, index: int, below: bool) -> None:
        super().__init__()
        self.setObjectName(f"algorithm_line_{index}")
        self.setProperty("role", "line-row")
        self._text = make_label("", "line", wrap=True)
        self._numbers = make_label("", "line-number", f"algorithm_numbers_{index}", wrap=below)
        with_steady_digits(self._numbers)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 3, 6, 3)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._text, 0, 0)
        grid.addWidget(self._numbers, *((1, 0) if below else (0, 1)))

    def show_line(self, line: AlgorithmLine) -> None:
        self._text.setText(line.text)
        self.setToolTip(plain_tip(line.help))
        self._name()

    def show_numbers(self, text: str) -> None:
        self._numbers.setText(text)
        self._name()

    def show_state(self, state: str) -> None:
        """ "" or "off", "lit", or the player that moves here."""
        set_style(self, state=state)
        for label in (self._text, self._numbers):
            set_style(label, state=state if state in ("", "off") else "lit")

    def _name(self) -> None:
        spoken = " ".join(filter(None, (self._text.text(), self._numbers.text())))
        self.setAccessibleName(spoken.replace(NO_BREAK, ""))


class AlgorithmView(QWidget):
    """Facts come in through ``show_*``; wishes go out. ``players_requested`` carries the names of those who are to
    move, ``line_requested`` the number of the line that "Next line" comes to; where somebody moves on that line, the
    wish for that follows. Which line is lit is up to ``show_line``."""

    players_requested = Signal(tuple)
    line_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("algorithm")
        self.setAccessibleName(self.tr("The algorithm"))
        self._lit: int | None = None
        self._enabled: bool | None = None  # not yet told
        self._why_not = ""
        self._steps = {DISCRIMINATOR: 1, GENERATOR: 1}
        self._lines = algorithm_lines(None, points=False)
        self._rows = [_Row(index, bool(line.player)) for index, line in enumerate(self._lines)]
        self._marks = {DISCRIMINATOR: LoopMark("algorithm_loop_d"), GENERATOR: LoopMark("algorithm_loop_g")}
        self._title = ElidedLabel("", "caption", keep=4)
        self._title.setObjectName("algorithm-title")
        self._make_buttons()
        self._lay_out()
        self.show_model("")
        self.set_theme(DARK)
        self.show_game()
        self.show_k(1, 1)
        self.show_enabled(True)

    def _make_buttons(self) -> None:
        self._step_buttons = StepButtons()  # above the lines: below them a low window would not show them
        self._step_buttons.players_requested.connect(self.players_requested)
        self._next = make_button(self.tr("Next line"), "algorithm_next")
        self._next.clicked.connect(self._on_next_clicked)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(0, 1)
        for index, row in enumerate(self._rows):
            grid.addWidget(row, index, 0)
        for player, lines in ((DISCRIMINATOR, D_LINES), (GENERATOR, G_LINES)):
            grid.addWidget(self._marks[player], lines[0], 1, len(lines), 1)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._next)
        column.addLayout(head)
        column.addWidget(self._step_buttons)
        column.addLayout(grid)

    # ------------------------------------------------------------------ inputs

    def show_game(self, game: Game | None = None, points: bool = False) -> None:
        """What the players strive for and for what data, in the words of ``algorithm_words``."""
        self._lines = algorithm_lines(game, points)
        for row, line in zip(self._rows, self._lines, strict=True):
            row.show_line(line)

    def show_model(self, label: str) -> None:
        """Whose moves these are, in the heading; "" where there is only one model."""
        self._title.set_text(self.tr("Algorithm: {0}").replace("{0}", label) if label else self.tr("The algorithm"))

    def show_line(self, index: int | None) -> None:
        """Lights a line, 0 to 4, or none. Raises ValueError for another number."""
        if index is not None and index not in range(LINES):
            raise ValueError(f"line: expected 0 to {LINES - 1} or None, found {index}")
        self._lit = index
        self._show_states()

    def show_numbers(self, numbers: Mapping[str, float]) -> None:
        """The newest values of metrics by name, and of the knobs ``batch_size`` and ``latent_dim``; what no line tells
        of is left out."""
        for index, row in enumerate(self._rows):
            row.show_numbers(line_numbers(index, numbers))

    def show_k(self, d_steps: int, g_steps: int) -> None:
        """How many moves each player makes in a step; 0 lets it rest. Raises ValueError where nobody moves."""
        if min(d_steps, g_steps) < 0 or d_steps + g_steps == 0:
            raise ValueError(f"k: expected moves of at least one player, found {d_steps} of D and {g_steps} of G")
        self._steps = {DISCRIMINATOR: d_steps, GENERATOR: g_steps}
        for player, steps in self._steps.items():
            letter = LETTERS[player]
            rests = self.tr("{0} rests: its number of steps is 0").replace("{0}", letter)
            often = self.tr("Moves of {0} in each step: {1}").replace("{0}", letter).replace("{1}", str(steps))
            self._marks[player].show_count(steps, often if steps else rests)
        self._show_states()
        self._step_buttons.show_k(d_steps, g_steps)

    def show_enabled(self, enabled: bool, why_not: str = "") -> None:
        """Whether single moves are possible: not while the run goes on by itself, or *why_not* at all."""
        if (enabled, why_not) == (self._enabled, self._why_not):
            return
        self._enabled, self._why_not = enabled, why_not
        self._step_buttons.show_enabled(enabled, why_not)
        self._next.setEnabled(enabled)
        walk = self.tr("Walks through the algorithm; on the lines that update a player, that player moves")
        paused = self.tr("Pause first: then the players can be moved one at a time")
        self._next.setToolTip(plain_tip(walk if enabled else why_not or paused))

    def set_theme(self, theme: Theme) -> None:
        self._marks[DISCRIMINATOR].set_colour(theme.discriminator)
        self._marks[GENERATOR].set_colour(theme.generator)

    def event(self, event: QEvent) -> bool:
        """Wrapped lines need more height than a layout around it may know of."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.setMinimumHeight(self.heightForWidth(self.width()))
        return done

    # ------------------------------------------------------------------ parts

    def _rests(self, index: int) -> bool:
        return self._steps[DISCRIMINATOR if index in D_LINES else GENERATOR] == 0

    def _show_states(self) -> None:
        for index, (row, line) in enumerate(zip(self._rows, self._lines, strict=True)):
            state = (line.player or "lit") if index == self._lit else "off" if self._rests(index) else ""
            row.show_state(state)
        self.setAccessibleDescription("" if self._lit is None else self._lines[self._lit].text)

    # ------------------------------------------------------------------ wishes

    def _on_next_clicked(self) -> None:
        """Goes on to the next line of a player that does not rest, from the last line to the first."""
        start = -1 if self._lit is None else self._lit
        following = ((start + ahead) % LINES for ahead in range(1, LINES + 1))
        line = next(index for index in following if not self._rests(index))
        self.line_requested.emit(line)
        if self._lines[line].player:
            self.players_requested.emit((self._lines[line].player,))


def make_sample() -> QWidget:
    """A GAN with k = 3, and a critic; the lit line follows the wishes as the window would let it."""
    window = QWidget()
    row = QHBoxLayout(window)
    numbers = {"batch_size": 64, "latent_dim": 16, "g_loss": 0.874, "g_gradient": 0.41, "d_gradient": 0.386}
    for critic, more in ((False, {"d_real": 0.712, "d_fake": 0.221}), (True, {"distance": 1.204, "slope": 0.97})):
        view = AlgorithmView()
        view.setFixedWidth(256)
        view.show_game(Game("", "raise f(x) − f(G(z))", "raise f(G(z))", logits=False) if critic else None)
        view.show_numbers({**numbers, **more})
        view.show_k(5 if critic else 1, 1)
        view.show_line(UPDATE_G if critic else UPDATE_D)
        view.line_requested.connect(view.show_line)
        row.addWidget(view, 0, Qt.AlignmentFlag.AlignTop)
    return window


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
