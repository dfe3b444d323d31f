"""The beta dial beside the bars it moves: what the KL costs, and what it does to sigma and to the holes."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QWidget

from explorer.kl.beta_dial import BetaDial
from explorer.kl.kl_bars import KlBars
from explorer.widgets.lab_page import LabPage

SHARES = (10, 11)  # of the width


class KlLab(LabPage):
    """``dial`` and ``bars``, to be bound one by one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.dial, self.bars = BetaDial(), KlBars()
        super().__init__("klLab", self.dial, self.bars, SHARES, parent)

    def _width_beside(self) -> int:
        """Where it is low, each row of the dial needs its label beside its slider."""
        dial = math.ceil(self.dial.width_of_rows * sum(SHARES) / SHARES[0])
        return max(super()._width_beside(), dial + self._row.spacing())


def _demo() -> QWidget:
    lab = KlLab()
    labels = ["AE", "VAE β 0.1", "VAE β 1", "VAE β 20"]
    lab.dial.show_betas(labels, [None, 0.1, 1.0, 20.0])
    lab.dial.show_scores(["holes 37 % ± 1", "holes 22 % ± 1", "holes 12 % ± 1", "holes 9 % ± 1"])
    lab.bars.show_bars(
        labels, [None, [5.2, 4.9], [3.7, 3.2], [1.6, 0.002]], [None, [0.01, 0.02], [0.06, 0.09], [0.2, 0.99]]
    )
    return lab


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(_demo)
