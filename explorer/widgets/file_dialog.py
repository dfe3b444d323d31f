"""The system's file dialog, or where it has none, Qt's own, in which names can be read at first sight."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, QSize
from PySide6.QtGui import QIcon, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialogButtonBox,
    QFileDialog,
    QListView,
    QSplitter,
    QToolButton,
    QTreeView,
    QWidget,
)

from explorer.style.icons import make_icon

ROOM = QSize(820, 520)  # px; Qt's own size leaves the names of two columns no room
MOST_OF_PLACES = 3  # the places at the side have at most one part of so many of the width
SIDE_AIR = 24  # px around the names of the places
TOOL = 30  # px of a button of the tool bar
TOOL_ICON = 16
NAME, SIZE, DATE = 0, 1, 3  # columns where size, kind and date stand beside the names
LEAST_NAME = 240  # px
CELL_AIR = 24  # px around a text
BESIDE = 60  # px of the width that are margins, a handle and a scroll bar
TOOL_ICONS = {
    "backButton": "back",
    "forwardButton": "forward",
    "toParentButton": "up",
    "newFolderButton": "new-folder",
    "listModeButton": "list",
    "detailModeButton": "details",
}


class FileDialog(QFileDialog):
    """Made like a QFileDialog. What Qt draws itself shows its tools in the colours of the theme and gives the files the
    room that the places do not need."""

    def __init__(self, parent: QWidget | None, title: str, start: Path | str, file_filter: str = "") -> None:
        super().__init__(parent, title, str(start), file_filter)

    def ask(self) -> tuple[Path, ...]:
        """What the user chooses, nothing where the dialog is left; the dialog is gone then."""
        chosen = self.selectedFiles() if self.exec() else []
        self.deleteLater()
        return tuple(map(Path, chosen))

    def showEvent(self, event: QShowEvent) -> None:
        if self.findChild(QSplitter, "splitter") is not None:  # else the system draws it
            self._show_tools()
            self._make_room()
        super().showEvent(event)

    def _show_tools(self) -> None:
        """Qt's icons are black on any ground, and the padding of other buttons would leave them three pixels."""
        ink = self.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText).name()
        for name, icon in TOOL_ICONS.items():
            button = self.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(make_icon(icon, ink, TOOL_ICON))
                button.setIconSize(QSize(TOOL_ICON, TOOL_ICON))
                button.setFixedSize(TOOL, TOOL)
        box = self.findChild(QDialogButtonBox)
        for push in [] if box is None else box.buttons():
            assert isinstance(push, QAbstractButton)
            push.setIcon(QIcon())  # as on all other buttons

    def _make_room(self) -> None:
        screen = self.screen().availableSize()
        size = self.size().expandedTo(ROOM).boundedTo(screen)
        self.resize(size)
        splitter, places = self.findChild(QSplitter, "splitter"), self.findChild(QListView, "sidebar")
        if splitter is None or places is None:
            return
        wide = places.sizeHintForColumn(0) + SIDE_AIR
        wide = min(splitter.sizes()[0], max(wide, places.minimumSizeHint().width()), size.width() // MOST_OF_PLACES)
        splitter.setSizes([wide, size.width() - wide])
        details = self.findChild(QTreeView, "treeView")
        if details is not None:
            header, font = details.header(), details.fontMetrics()
            date = QLocale.system().toString(QDateTime.currentDateTime(), QLocale.FormatType.ShortFormat)
            header.resizeSection(DATE, font.horizontalAdvance(date) + CELL_AIR)
            header.setSectionHidden(SIZE, self.fileMode() == QFileDialog.FileMode.Directory)  # folders have none
            others = sum(header.sectionSize(section) for section in range(1, header.count()))
            header.resizeSection(NAME, max(LEAST_NAME, size.width() - wide - others - BESIDE))
