"""A card of several pages, one of them shown, with a row of tabs as its title."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from explorer.gui_thread.keyboard import turn_page
from explorer.widgets.card import MARGINS, SPACING, TOOL_SPACING, Card
from explorer.widgets.segments import Segments

LEAST_HEIGHT = 160


class _Pages(QStackedWidget):
    """As high as its highest page needs, whichever is shown: nothing around the card jumps."""

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, LEAST_HEIGHT))


class TabbedCard(Card):
    """Pages come with the widgets that belong into the card's header while they are shown."""

    page_shown = Signal(str)  # by the user or by the program

    def __init__(self, name: str = "card", tabs: str = "tab", parent: QWidget | None = None) -> None:
        """*tabs* begins the object names of the tabs, as in ``tab_walk``."""
        super().__init__(parent=parent, name=name)
        self._names: list[str] = []
        self._shown = ""
        self._leading: QWidget | None = None
        self._led: Collection[str] = ()  # the pages that it leads
        self._leads = False  # where it is wanted
        self._kept = 0  # px of height that all pages leave to the line below the tabs, where one has such a line
        self._headers: list[Sequence[QWidget]] = []
        self._stack = _Pages()
        self._segments = Segments(tabs)
        self._segments.chosen.connect(self.show_page)
        self._lower = QWidget()  # where the page's controls go when there is no room beside the tabs
        self._lower.hide()
        self._below = QHBoxLayout(self._lower)
        self._below.setContentsMargins(12, 4, 10, 0)
        self._below.addStretch(1)
        self.lead_with(self._segments)
        self.set_body(self._stack)
        self._column.insertWidget(1, self._lower)

    def add_page(self, name: str, title: str, view: QWidget, header: Sequence[QWidget] = ()) -> None:
        """One more page; the first one is shown."""
        self._names.append(name)
        self._headers.append(header)
        self._segments.add(name, title)
        self._stack.addWidget(view)
        for widget in header:
            self.add_tool(widget)
            widget.setVisible(len(self._names) == 1)
        if len(self._names) == 1:
            self.show_page(name)

    def offer_page(self, name: str, offered: bool) -> None:
        """Whether a page can be chosen; where the one that is shown no longer can, the first one comes to the front."""
        if offered == self._segments.is_offered(name):
            return
        if not offered and self._shown == name:
            self.show_page(self._names[0])
        self._segments.show_offered(name, offered)
        self._place_tools()

    def offers(self, name: str) -> bool:
        """Whether there is such a page, and it can be chosen."""
        return name in self._names and self._segments.can_choose(name)

    def lead_below(self, widget: QWidget, pages: Collection[str]) -> None:
        """Puts *widget* at the left of the line below the tabs on some *pages*, while it is wanted."""
        self._leading, self._led = widget, pages
        widget.hide()
        self._below.insertWidget(0, widget)

    def show_leading(self, wanted: bool) -> None:
        """Whether there is use for what stands below the tabs at the left."""
        if self._leading is not None and self._leads != wanted:
            self._leads = wanted
            self._place_tools()

    @property
    def page(self) -> str:
        """The page that is shown."""
        return self._shown

    def minimumSizeHint(self) -> QSize:
        """The same for every page: no tab moves when another is chosen."""
        least = super().minimumSizeHint()
        return least + QSize(0, self._kept if self._lower.isHidden() else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tools()

    def _place_tools(self) -> None:
        """Icons stand beside the tabs, in room that is kept for them on every page, so that no tab moves; wider tools
        too, or below where the tabs would be squeezed."""
        icons = [[tool for tool in header if tool.property("role") == "icon"] for header in self._headers]
        kept = max((_width(each) for each in icons), default=0)
        room = self.width() - MARGINS[0] - SPACING - MARGINS[2] - 2 - kept  # less the card's frame
        self._segments.setMaximumWidth(max(room, self._segments.minimumSizeHint().width()))
        pages = [_width(header) - _width(own) for header, own in zip(self._headers, icons, strict=True)]
        leads = self._leads and self._shown in self._led
        if self._leading is not None:
            self._leading.setVisible(leads)
        below = self._leads or self._segments.sizeHint().width() + max(pages, default=0) > room
        following: dict[QHBoxLayout, QWidget] = {}  # the tool to go before, so that each row keeps their order
        for slot in reversed(self._tools):
            beside = not below or slot.tool.property("role") == "icon"
            target, other = (self._tool_row, self._below) if beside else (self._below, self._tool_row)
            if other.indexOf(slot) >= 0:
                other.removeWidget(slot)
                target.insertWidget(target.indexOf(following[target]) if target in following else -1, slot)
            following[target] = slot
        self._fit_header()
        lines = [tool for header in self._headers for tool in header if below and tool.property("role") != "icon"]
        lines += [self._leading] if self._leads and self._leading is not None else []
        line = max((tool.sizeHint().height() for tool in lines), default=0)
        kept = line + self._below.contentsMargins().top() if lines else 0
        if kept != self._kept:
            self._kept = kept
            self._lower.setFixedHeight(kept)
            self.updateGeometry()
        self._lower.setVisible(leads or any(self._below.indexOf(s) >= 0 and s.is_wanted for s in self._tools))

    def show_page_of(self, widget: QWidget) -> None:
        """Brings the page to the front that *widget* is on, or to whose header it belongs; nothing happens where there
        is none, or where it cannot be chosen now."""
        for index, (name, header) in enumerate(zip(self._names, self._headers, strict=True)):
            page = self._stack.widget(index)
            inside = page is not None and (page is widget or page.isAncestorOf(widget))
            if inside or widget in header:
                if self.offers(name):
                    self.show_page(name)
                return

    def show_page(self, name: str) -> None:
        """Brings a page to the front."""
        index = self._names.index(name)
        self._segments.show_chosen(name)
        if self._shown == name:
            return
        self._shown = name
        turn_page(self._stack, index)
        for page, header in enumerate(self._headers):
            for widget in header:
                widget.setVisible(page == index)
        self._place_tools()
        self.page_shown.emit(name)


def _width(tools: Sequence[QWidget]) -> int:
    """px of tools in a row"""
    return sum(tool.sizeHint().width() + TOOL_SPACING for tool in tools)
