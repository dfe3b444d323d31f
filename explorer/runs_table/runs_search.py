"""What is sought among the runs, and in which folder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QMenu, QWidget

from explorer.gui_thread.menu_button import give_menu
from explorer.style.style_sheet import make_button
from explorer.widgets.elided_label import ElidedLabel

TYPING_MS = 150  # after the last key


class RunsSearch(QWidget):
    """``sought(text, starred)`` a moment after the last key; ``other_requested()`` and ``own_requested()`` for the runs
    of another folder, and for those of this program again; ``sweep_requested(path)`` for those of a sweep that lies
    here."""

    sought = Signal(str, bool)
    other_requested = Signal()
    own_requested = Signal()
    sweep_requested = Signal(object)  # Path

    def __init__(self, scale: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setObjectName("runs_filter")
        self.words.setAccessibleName(self.tr("Filter"))
        self.words.setPlaceholderText(self.tr("Filter: words of title, data, settings, note"))
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(round(280 * scale))
        self.starred = QCheckBox(self.tr("With a star only"))
        self.starred.setObjectName("runs_starred")
        self._place = ElidedLabel(role="muted", keep=12)
        self._place.setObjectName("runs_place")
        self._place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        tip = self.tr("List the runs in another folder: of a sweep, of a USB stick")
        self._other = make_button(self.tr("Other folder…"), "runs_other_folder", tip=tip)
        tip = self.tr("The runs of a sweep lie in a folder of their own")
        self._sweeps = make_button("", "runs_sweeps", tip=tip)
        self._sweeps.hide()
        self._sweep_menu = QMenu(self)
        self._sweep_menu.setObjectName("runs_sweeps_menu")
        give_menu(self._sweeps, self._sweep_menu)
        self._shown_sweeps: tuple[tuple[Path, str], ...] | None = None  # before anything was listed
        self._own = make_button(self.tr("My runs"), "runs_own_folder")
        self._own.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.words, 2)
        row.addWidget(self.starred)
        row.addWidget(self._place, 3)
        for button in (self._sweeps, self._own, self._other):
            button.setAutoDefault(False)
            row.addWidget(button)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._say)
        self.words.textChanged.connect(lambda _text: self._typing.start())
        self.starred.toggled.connect(lambda _on: self._say())
        self._other.clicked.connect(self.other_requested)
        self._own.clicked.connect(self.own_requested)

    @property
    def is_seeking(self) -> bool:
        """Whether not all runs are sought."""
        return bool(self.words.text()) or self.starred.isChecked()

    def clear(self) -> None:
        """All runs are sought again, at once."""
        self.words.clear()
        self.starred.setChecked(False)
        self._say()

    def show_place(self, place: str) -> None:
        """The folder whose runs are listed; empty: that of this program."""
        self._place.set_text(place)
        self._own.setVisible(bool(place))

    def show_sweeps(self, sweeps: Sequence[tuple[Path, str]]) -> None:
        """The sweeps in the folder that is listed, each with a line that tells which it is."""
        if tuple(sweeps) == self._shown_sweeps:
            return  # the menu may be open
        self._shown_sweeps = tuple(sweeps)
        self._sweep_menu.clear()
        for path, text in sweeps:
            entry = self._sweep_menu.addAction(text.replace("&", "&&"))
            entry.triggered.connect(partial(self.sweep_requested.emit, path))
        self._sweeps.setText(self.tr("Sweeps ({0})").format(len(sweeps)))
        self._sweeps.setVisible(bool(sweeps))

    def _say(self) -> None:
        self._typing.stop()
        self.sought.emit(self.words.text(), self.starred.isChecked())
