"""Generations: samples through time, and beside them which discriminator sees through which generator."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from explorer.style.small_font import line_height
from explorer.style.theme import Theme
from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.widgets.lines_label import LinesLabel
from explorer.workspaces.adversarial.generations.generation_matrix import GenerationMatrix
from explorer.workspaces.adversarial.generations.generation_strip import GenerationStrip
from trainers.messages import GenerationsMatched

_NARROW = 380  # px up to which the sentence takes two lines
_SHARE, _LEAST, _MOST = 0.36, 84, 240  # of the width, and px, for the matrix


class Generations(QWidget):
    """``step_chosen(step)`` asks to go back to the generation that was clicked, in the strip or in the matrix."""

    step_chosen = Signal(int)

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("generations")
        self.strip, self.matrix = GenerationStrip(choose_path), GenerationMatrix()
        self.strip.step_chosen.connect(self.step_chosen)
        self.matrix.step_chosen.connect(self.step_chosen)
        self.matrix.picked.connect(self._on_matrix_picked)
        self._line = LinesLabel(1)
        self._line.setObjectName("generationSentence")
        below = QHBoxLayout()
        below.setContentsMargins(8, 0, 8, 2)
        below.addWidget(self._line)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setHorizontalSpacing(4)
        grid.addWidget(self.strip, 0, 0)
        grid.addWidget(self.matrix, 0, 1)
        grid.addLayout(below, 1, 0, 1, 2)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(0, 1)
        self.show_generations(None)

    def show_generations(self, matched: GenerationsMatched | None) -> None:
        """None clears, as does a run without keyframes. Raises ValueError for a matrix that does not fit the steps."""
        given = matched if matched is not None and len(matched.steps) else None
        self.matrix.show_generations(given)
        self.strip.show_generations(given)
        self.matrix.setVisible(given is not None)
        self._line.setVisible(given is not None)

    def set_theme(self, theme: Theme) -> None:
        self.strip.set_theme(theme)
        self.matrix.set_theme(theme)

    def header_widgets(self) -> list[QWidget]:
        """Controls for the card's header."""
        return self.strip.header_widgets()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The matrix is square and takes what the strip can spare."""
        lines = 2 if self.width() <= _NARROW else 1
        self._line.set_lines(lines)
        square = self.height() - (1 + lines) * line_height(self) - 10
        least = max(_LEAST, self.matrix.caption_width)
        self.matrix.setFixedWidth(round(max(least, min(_MOST, square + 10, _SHARE * self.width()))))

    def _on_matrix_picked(self) -> None:
        self._line.set_text(self.matrix.sentence())


def sample_generations(points: bool = False, is_belief: bool = True) -> GenerationsMatched:
    """Eight keyframes of an invented run: an old D is fooled by a new G, a new D sees through an old G."""
    from explorer.widgets.sample_data import digits

    steps = np.array([30, 100, 250, 600, 1200, 2400, 3200, 4000])
    progress = np.linspace(0, 1, 8)
    logits = 3.0 * (progress[:, None] - progress[None, :]) - 1.2 * progress[None, :]
    matrix = (1 / (1 + np.exp(-logits)) if is_belief else 10 * logits + 40 * progress).astype(np.float32)
    rng = np.random.default_rng(2)
    if points:
        angles, noise = np.arange(256) % 8 * np.pi / 4, rng.normal(size=(256, 2))
        ring = 0.5 + 0.35 * np.stack([np.cos(angles), np.sin(angles)], 1)
        samples = np.stack([0.5 + (ring - 0.5) * p + noise * (0.02 + 0.1 * (1 - p)) for p in progress])
        return GenerationsMatched(0, 0, "generations", 4000, 0, steps, samples.astype(np.float32), matrix, is_belief)
    drawn = digits(6, 3, 0.5).astype(np.float32)
    static = rng.uniform(0, 255, drawn.shape)
    images = np.stack([static * (1 - p) ** 2 + drawn * (1 - (1 - p) ** 2) for p in progress]).astype(np.uint8)
    return GenerationsMatched(0, 0, "generations", 4000, 0, steps, images, matrix, is_belief)


if __name__ == "__main__":
    import sys

    from explorer.widgets.sample_data import show_alone

    def _demo() -> QWidget:
        view = Generations()
        view.show_generations(sample_generations("--points" in sys.argv))
        return view

    show_alone(_demo, 440, 200)
