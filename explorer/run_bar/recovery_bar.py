"""The offer to go on with a run that was cut off by a crash."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from explorer.style.style_sheet import make_button
from explorer.texts.whole_number import whole_number
from explorer.widgets.elided_label import ElidedLabel
from trainers.shown import shown_name


class RecoveryBar(QFrame):
    """Hidden until there is a run to offer. ``recover_requested`` carries its folder, and ``answered`` does, whatever
    the answer was."""

    recover_requested = Signal(object)
    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recovery-bar")
        self.setProperty("role", "notice")
        self._folder = Path()
        self._text = ElidedLabel("")
        recover = make_button(self.tr("Recover"), "recover", "primary", self.tr("Open the run as it was last saved"))
        dismiss = make_button(self.tr("Not now"), "recovery-dismiss", tip=self.tr("The run stays in the list"))
        recover.clicked.connect(self._on_recover_clicked)
        dismiss.clicked.connect(self._answer)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self._text, 1)
        row.addWidget(recover)
        row.addWidget(dismiss)
        self.hide()

    def offer(self, folder: Path, title: str, step: int) -> None:
        """Shows the offer for the run *title* in *folder*, saved up to *step*."""
        self._folder = folder
        text = self.tr("“{title}” was cut off before it was closed; it is saved up to step {step}.")
        self._text.set_text(text.format(title=shown_name(title), step=whole_number(step)))
        self.show()

    def show_open(self, folder: Path) -> None:
        """The run in *folder* is open: it needs no offer any more."""
        if not self.isHidden() and folder == self._folder:
            self._answer()

    def _on_recover_clicked(self) -> None:
        self._answer()
        self.recover_requested.emit(self._folder)

    def _answer(self) -> None:
        self.hide()
        self.answered.emit(self._folder)


def make_sample() -> QWidget:
    bar = RecoveryBar()
    bar.offer(Path("run"), "MNIST: VAE, 2 numbers", 4200)
    return bar


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
