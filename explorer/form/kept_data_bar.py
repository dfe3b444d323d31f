"""The line that asks, after a preset was chosen, whether the user's own data shall stay: they do until then."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from explorer.style.style_sheet import make_button, make_label
from explorer.widgets.flow_layout import FlowLayout


class KeptDataBar(QFrame):
    """Hidden until there is something to ask. ``preset_data_requested``: the preset shall train on its own data."""

    preset_data_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kept-data-bar")
        self.setProperty("role", "notice")
        self._text = make_label("", "", "kept-data-text", wrap=True)
        tip = self.tr("Train the preset on your data, as it does now")
        keep = make_button(self.tr("Keep my data"), "kept-data-keep", "primary", tip)
        keep.clicked.connect(self.hide)
        self._other = make_button(
            "", "kept-data-other", tip=self.tr("Begin the preset once more, with the data it came with")
        )
        self._other.clicked.connect(self.preset_data_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.addWidget(self._text)
        buttons = FlowLayout(6, 6)  # large letters have no room beside each other
        buttons.addWidget(keep)
        buttons.addWidget(self._other)
        column.addLayout(buttons)
        self.hide()

    def ask(self, title: str, theirs: str) -> None:
        """Asks about the preset *title*, which came with the data *theirs*; nothing to ask where both are empty."""
        self._text.setText(self.tr("“{preset}” now trains on your data. Keep them?").format(preset=title))
        self._other.setText(self.tr("Use {data}").format(data=theirs))
        self.setVisible(bool(title))


def make_sample() -> QWidget:
    bar = KeptDataBar()
    bar.ask("VAE, two numbers", "Digits")
    bar.resize(256, 96)
    return bar


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
