"""Files that the system asks a running program to open: on macOS no path comes on the command line, but an event."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent, QGuiApplication


class FilesOpened(QObject):
    """Turns the events of *app* (double click, "Open with", a drop on the Dock icon) into ``asked``. Those of the start
    itself come once the event loop runs."""

    asked = Signal(str)  # the path of a file or a folder

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.FileOpen or not isinstance(event, QFileOpenEvent):
            return False
        if event.file():  # else an address on the web, which is nothing to open
            self.asked.emit(event.file())
        return True
