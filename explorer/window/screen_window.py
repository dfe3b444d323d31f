"""A window that fits the screen it is on, comes back where it stood, and tells when it is seen."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QShowEvent

from explorer.gui_thread.keyboard import KeyboardWindow
from explorer.window.screen_room import DEFAULT, first_size, smallest_size


class ScreenWindow(KeyboardWindow):
    """The keyboard goes to the middle when it is shown."""

    painted = Signal()  # once, after the first picture of the window

    def __init__(self) -> None:
        super().__init__()
        self._painted = False
        self._fit_screen()
        self.resize(DEFAULT)

    def stand(self, geometry: QByteArray) -> None:
        """Where the window stood when that was its *geometry*; without any, as large as the screen allows."""
        if self.restoreGeometry(geometry):
            return
        available = self.screen().availableSize()
        self.resize(first_size(available))
        if self.size() != DEFAULT:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _fit_screen(self) -> None:
        """Also when the window comes to another screen, or this one gets another size."""
        self.setMinimumSize(smallest_size(self.screen().availableSize()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)  # the panels paint after the window, in the same pass

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous() and self.windowHandle() is not None:
            self.windowHandle().screenChanged.connect(self._fit_screen, Qt.ConnectionType.UniqueConnection)
        if self.focusWidget() is None:
            self.focus_middle()
