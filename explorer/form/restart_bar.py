"""The small bar that says that changed settings wait for a restart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from explorer.style.style_sheet import make_button, make_label
from explorer.texts.listed import listed


class RestartBar(QFrame):
    """``restart_requested``: run again with the new settings. ``fork_requested``: do so as a new run, keep the old."""

    restart_requested = Signal()
    fork_requested = Signal()

    def __init__(self, prefix: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{prefix}restart-bar")
        self.setProperty("role", "notice")
        tip = self.tr("Train again from step 0 with these settings")
        restart = make_button(self.tr("Restart"), f"{prefix}restart", "primary", tip)
        restart.clicked.connect(self.restart_requested)
        tip = self.tr(
            "A new run of its own goes on from the newest weights with these settings; this run is saved as it is and "
            "stays in the list"
        )
        self._fork = make_button(self.tr("Fork this run"), f"{prefix}fork", tip=tip)
        self._fork.clicked.connect(self.fork_requested)
        self._misfit = make_label("", "small", f"{prefix}misfit", wrap=True)
        self._misfit.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.addWidget(make_label(self.tr("Changed settings apply on restart:"), wrap=True))
        row = QHBoxLayout()
        row.addWidget(restart)
        row.addWidget(self._fork)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._misfit)

    def show_can_fork(self, able: bool) -> None:
        """Whether there is one run that could be forked."""
        self._fork.setVisible(able)

    def show_misfits(self, labels: Sequence[str]) -> None:
        """Settings, by their labels, that keep the run from being forked: of which weights do not fit another value."""
        self._fork.setEnabled(not labels)
        text = self.tr("A fork cannot change {0}: the weights would not fit.")
        self._misfit.setText(text.format(listed(f"“{label}”" for label in labels)))
        self._misfit.setVisible(bool(labels))
