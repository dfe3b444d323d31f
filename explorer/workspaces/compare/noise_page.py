"""Noise on the code under the cursor beside the reason why the noise does not vanish."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from explorer.kl.sigma_curve import SigmaCurve
from explorer.widgets.lab_page import LabPage
from explorer.workspaces.compare.noise_lab import NoiseLab


class NoisePage(LabPage):
    """``lab`` and ``curve``, to be bound one by one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.lab, self.curve = NoiseLab(), SigmaCurve()
        super().__init__("noisePage", self.lab, self.curve, (11, 10), parent)


def _demo() -> QWidget:
    from explorer.widgets.sample_data import digits

    page = NoisePage()
    labels = ["AE", "VAE β 0.1", "VAE β 1", "VAE β 20"]
    page.lab.show_decodes([digits(9, seed=4, blur=0.4 * blur) for blur in range(1, 5)], labels)
    page.lab.show_sigma_source(
        ["an autoencoder has none: 10 % of the codes' spread", *["sigma of the nearest image: 0.08, 0.11"] * 3]
    )
    page.curve.show_s(-2.3)
    page.curve.show_present(labels, [None, -7.2, -5.1, -1.4])
    return page


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(_demo)
