"""The image stage: what the generator draws from fixed noise under D's eyes, and the chosen fake beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from explorer.style.theme import Theme
from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.widgets.lines_label import LinesLabel
from explorer.workspaces.adversarial.fakes.fake_details import FakeDetails
from explorer.workspaces.adversarial.fakes.fake_grid import FakeGrid
from explorer.workspaces.adversarial.fakes.fake_words import read_out
from trainers.messages import FakeInspected, FakesShown

WIDE = 400  # px from which on there is room for the selected fake
_SHARE, _LEAST, _MOST = 0.3, 140, 210  # of the width, and px, for it


class ImageStage(QWidget):
    """One model's. ``fake_chosen(index)`` asks to look into a fake; where it is narrow, a line says what was found."""

    fake_chosen = Signal(int)

    def __init__(
        self, name: str = "imageStage", choose_path: ChoosePath = ask_path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.grid, self.details = FakeGrid(choose_path), FakeDetails(choose_path)
        self.grid.fake_chosen.connect(self.fake_chosen)
        self._line = LinesLabel(2)
        self._line.setObjectName("fakeReadOut")
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.grid, 0, 0)
        layout.addWidget(self.details, 0, 1)
        below = QHBoxLayout()
        below.setContentsMargins(8, 0, 8, 0)
        below.addWidget(self._line)
        layout.addLayout(below, 1, 0)
        layout.setRowStretch(0, 1)
        layout.setColumnStretch(0, 1)
        self._fit()

    def show_fakes(self, fakes: FakesShown | None, class_names: Sequence[str] = ()) -> None:
        """None clears. Raises ValueError for labels that are not the same classes in every row."""
        self.grid.show_fakes(fakes, class_names)
        self._fit()

    def show_inspected(self, inspected: FakeInspected | None, class_names: Sequence[str] = ()) -> None:
        """What is known of the selected fake; None while it is not known."""
        self.details.show_inspected(inspected, class_names)
        self._line.set_text("" if inspected is None else read_out(inspected))

    def show_selected(self, index: int) -> None:
        """Frames a fake and tells nobody."""
        self.grid.show_selected(index)

    @property
    def selected(self) -> int:
        """The number of the framed fake."""
        return self.grid.selected

    def set_theme(self, theme: Theme) -> None:
        self.grid.set_theme(theme)
        self.details.set_theme(theme)

    def header_widgets(self) -> list[QWidget]:
        """Controls for the card's header."""
        return self.grid.header_widgets()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= WIDE
        self.details.setVisible(wide and not self.grid.is_empty)
        self.details.setFixedWidth(round(min(_MOST, max(_LEAST, _SHARE * self.width()))))
        self._line.setVisible(not wide and not self.grid.is_empty)


def sample_fakes(classes: bool = False, beliefs: bool = True) -> FakesShown:
    """Drawn digits with invented scores, the same each time."""
    from explorer.widgets.sample_data import digits

    rng = np.random.default_rng(4)
    n = 60 if classes else 64
    logits = rng.normal(-1.0, 1.6, n).astype(np.float32)
    labels = np.tile(np.arange(10), 6) if classes else None
    shown = (1 / (1 + np.exp(-logits))).astype(np.float32) if beliefs else None
    return FakesShown(0, 0, "fakes", 4000, 0, digits(n, 3, 0.5), np.zeros((n, 2), np.float32), labels, logits, shown)


def sample_inspected(logit: float = -1.90) -> FakeInspected:
    """A fake at the logit where D believes 0.13, with a push that is the difference to another picture."""
    from explorer.widgets.sample_data import digits

    images = digits(6, 5, 0.6).astype(np.float32)
    push = (images[1] - images[0]) / 255
    after = np.clip(images[:1] + 40 * push[None], 0, 255).astype(np.uint8)
    image, nearest = images[:1].astype(np.uint8), images[2:5].astype(np.uint8)
    belief = 1 / (1 + math.exp(-logit))
    labels, distance = np.array([2, 0, 2]), np.array([0.11, 0.12, 0.15], np.float32)
    z = np.zeros((1, 2), np.float32)
    return FakeInspected(
        0, 0, "fake", 4000, 0, z, image, after, push, logit, belief, belief, 1 - belief, nearest, labels, distance,
        after_score=-1.58, after_belief=0.17,
    )  # fmt: skip


if __name__ == "__main__":
    from explorer.widgets.sample_data import show_alone

    def _demo() -> QWidget:
        stage = ImageStage()
        names = [str(digit) for digit in range(10)]
        stage.show_fakes(sample_fakes(), names)
        stage.show_inspected(sample_inspected(), names)
        stage.show_selected(33)
        return stage

    show_alone(_demo, 620, 480)
