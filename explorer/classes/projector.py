"""Projector mode: letters, lines and dots large enough for the last row, and a ring around the pointer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from explorer.classes.pointer_ring import PointerRing
from explorer.style.theme import ThemeWatcher


class Projector(QObject):
    """Switched on and off, and remembered by nobody: what was chosen before is there again afterwards."""

    switched = Signal(bool)

    def __init__(self, window: QWidget, themes: ThemeWatcher) -> None:
        super().__init__(window)
        self._themes = themes
        self.ring = PointerRing(window)
        self.is_on = False
        self.ring.set_theme(themes.theme)
        themes.theme_changed.connect(self.ring.set_theme)

    def set_on(self, on: bool) -> None:
        if on == self.is_on:
            return
        self.is_on = on
        self.ring.set_on(on)
        self._themes.dresser.change_soon(lambda: self._themes.set_projected(self.is_on))
        self.switched.emit(on)

    def toggle(self) -> None:
        self.set_on(not self.is_on)
