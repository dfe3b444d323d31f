"""A card of several pages, one of them shown, with a row of tabs as its title."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from explorer.views.card import MARGINS, SPACING, TOOL_SPACING, Card

LEAST_HEIGHT = 160


class TabbedCard(Card):
    """Pages come with the widgets that belong into the card's header while they are shown."""

    page_shown = Signal(str)  # by the user or by the program

    def __init__(self, name: str = "card", tabs: str = "tab", parent: QWidget | None = None) -> None:
        """*tabs* begins the object names of the tabs, as in ``tab_walk``."""
        super().__init__(parent=parent, name=name)
        self._prefix = tabs
        self._names: list[str] = []
        self._shown = ""
        self._leading: QWidget | None = None
        self._headers: list[Sequence[QWidget]] = []
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(LEAST_HEIGHT)  # of every page, so that nothing around the card jumps
        self._tabs = QButtonGroup(self)
        row = QFrame()
        row.setProperty("role", "segments")
        self._tab_row = QHBoxLayout(row)
        self._tab_row.setContentsMargins(2, 2, 2, 2)
        self._tab_row.setSpacing(2)
        self._segments = row
        self._tools = QWidget()  # where the page's controls go when there is no room beside the tabs
        self._tools.hide()
        self._below = QHBoxLayout(self._tools)
        self._below.setContentsMargins(12, 4, 10, 0)
        self._below.addStretch(1)
        self.lead_with(row)
        self.set_body(self._stack)
        self._column.insertWidget(1, self._tools)
        self._tabs.idToggled.connect(lambda index, on: self.show_page(self._names[index]) if on else None)

    def add_page(self, name: str, title: str, view: QWidget, header: Sequence[QWidget] = ()) -> None:
        """One more page; the first one is shown."""
        button = QPushButton(title)
        button.setObjectName(f"{self._prefix}_{name}")
        button.setProperty("role", "segment")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._names.append(name)
        self._headers.append(header)
        self._tabs.addButton(button, len(self._names) - 1)
        self._tab_row.addWidget(button)
        self._stack.addWidget(view)
        for widget in header:
            self.add_tool(widget)
            widget.setVisible(len(self._names) == 1)
        if len(self._names) == 1:
            button.setChecked(True)

    def lead_below(self, widget: QWidget) -> None:
        """Puts *widget* at the left of the line below the tabs, which is there while *widget* is shown."""
        self._leading = widget
        self._below.insertWidget(0, widget)

    def show_leading(self, shown: bool) -> None:
        """Shows or hides what stands below the tabs at the left."""
        if self._leading is not None and self._leading.isHidden() == shown:
            self._leading.setVisible(shown)
            self._place_tools()

    @property
    def page(self) -> str:
        """The page that is shown."""
        return self._shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tools()

    def _place_tools(self) -> None:
        """Beside the tabs, or below where they would be squeezed."""
        tools = list(self._headers[self._names.index(self._shown)]) if self._shown else []
        needed = self._segments.sizeHint().width() + sum(tool.sizeHint().width() + TOOL_SPACING for tool in tools)
        needed += MARGINS[0] + SPACING + MARGINS[2] + 2  # the card's frame
        leads = self._leading is not None and not self._leading.isHidden()
        below = leads or (bool(tools) and needed > self.width())
        target, other = (self._below, self._tool_row) if below else (self._tool_row, self._below)
        for tool in tools:
            if other.indexOf(tool) >= 0:
                other.removeWidget(tool)
                target.addWidget(tool)
        self._tools.setVisible(below)

    def show_page(self, name: str) -> None:
        """Brings a page to the front."""
        index = self._names.index(name)
        self._tabs.button(index).setChecked(True)
        if self._shown == name:
            return
        self._shown = name
        self._stack.setCurrentIndex(index)
        for page, header in enumerate(self._headers):
            for widget in header:
                widget.setVisible(page == index)
        self._place_tools()
        self.page_shown.emit(name)
