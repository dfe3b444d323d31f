"""A bar that shows as much as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QFrame, QWidget


class FittedBar(QFrame):
    """Narrower than what it shows now: it leaves out, or wraps, as it shrinks."""

    def __init__(self, name: str, least: int = 300, parent: QWidget | None = None) -> None:
        """It may become *least* logical pixels wide."""
        super().__init__(parent)
        self.setObjectName(name)
        self._least = least
        self._is_made = False

    def begin_fitting(self) -> None:
        """All its parts are made: from now on it fits itself whenever its width, or what a part asks for, changes."""
        self._is_made = True

    def refit(self) -> None:
        """Fits what it shows into its width, once its parts are made."""
        if self._is_made:
            self.fit()

    def fit(self) -> None:
        """Shows what there is room for."""
        raise NotImplementedError

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.refit()
        return done
