"""A row of tabs; those without room are offered by the last one, which is then a menu."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from explorer.gui_thread.menu_button import give_menu
from explorer.style.marks import menu_mark
from explorer.style.style_sheet import make_button

MARGIN, SPACING = 2, 2  # px
MORE = "⋯"
_MOST_FITS = 3  # in a row


class Segments(QFrame):
    """``chosen(name)`` is what the user wants; what is shown as chosen follows :meth:`show_chosen`. No tab moves when
    another is chosen: the room of the menu is that of the widest title in it."""

    chosen = Signal(str)

    def __init__(self, prefix: str, parent: QWidget | None = None) -> None:
        """*prefix* begins the object names of the tabs, as in ``tab_walk``."""
        super().__init__(parent)
        self.setProperty("role", "segments")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._prefix = prefix
        self._current = ""
        self._fitting = self._again = False
        self._all: dict[str, QPushButton] = {}
        self._absent: set[str] = set()
        self._more = make_button("", f"{prefix}_more", "segment", self.tr("More"), checkable=True)
        give_menu(self._more, QMenu(self._more))
        self._more.menu().aboutToShow.connect(self._fill_menu)
        self._more.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._row.setSpacing(SPACING)
        self._row.addWidget(self._more)

    def add(self, name: str, title: str, tip: str = "") -> None:
        """One more tab, at the right."""
        button = make_button(title, f"{self._prefix}_{name}", "segment", tip, checkable=True)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self._on_chosen(name))
        self._all[name] = button
        self._row.insertWidget(len(self._all) - 1, button)
        self.updateGeometry()

    def show_offered(self, name: str, offered: bool) -> None:
        """Whether there is a tab at all: one that is not offered is in no menu either. Raises KeyError."""
        button = self._all[name]
        if offered != (name in self._absent):
            return
        self._absent ^= {name}
        if not offered:
            button.hide()
        self.updateGeometry()
        self._fit()  # shows it where there is room: shown first, it would be shown whatever the layout then says

    def is_offered(self, name: str) -> bool:
        """Whether there is such a tab, be it in the menu."""
        return name in self._buttons

    def show_usable(self, name: str, usable: bool) -> None:
        """Whether a tab can be chosen now; it keeps its place. Raises KeyError."""
        self._all[name].setEnabled(usable)

    def can_choose(self, name: str) -> bool:
        """Whether there is such a tab, and it can be chosen now."""
        return name in self._buttons and self._all[name].isEnabled()

    @property
    def _buttons(self) -> dict[str, QPushButton]:
        """Those that are offered, from left to right."""
        return {name: button for name, button in self._all.items() if name not in self._absent}

    def show_chosen(self, name: str) -> None:
        """Which tab is in front. Raises KeyError for one that there is not."""
        self._buttons[name].setChecked(True)
        self._current = name
        self._show_current()

    def focus_chosen(self) -> None:
        """The focus of the window goes to the tab that is in front, should another tab have it, or nothing."""
        chosen, held = self._buttons.get(self._current), self.window().focusWidget()
        if chosen is not None and not chosen.isHidden() and (held is None or held in self._buttons.values()):
            chosen.setFocus()

    def offers(self, tab: QWidget) -> bool:
        """Whether *tab* is one that can be chosen, in the row or in its menu."""
        return any(button is tab for button in self._buttons.values())

    @property
    def folded(self) -> tuple[str, ...]:
        """The names of the tabs that the menu offers."""
        return tuple(name for name, button in self._buttons.items() if button.isHidden())

    def _on_chosen(self, name: str) -> None:
        if not self.can_choose(name):  # it has gone while the menu was open
            return
        if any(button.hasFocus() for button in self._buttons.values()) and not self._all[name].isHidden():
            self._all[name].setFocus(Qt.FocusReason.TabFocusReason)  # else the ring stays on the tab of before
        self._show_current()  # whoever listens decides
        self.chosen.emit(name)

    def _show_current(self) -> None:
        for name, button in self._buttons.items():
            button.setChecked(name == self._current)
        inside = self._current in self.folded
        self._more.setChecked(inside)
        self._more.setText(self._marked(self._buttons[self._current].text()) if inside else MORE)

    def _marked(self, text: str) -> str:
        return f"{text} {menu_mark(self.fontMetrics())}"

    def _fill_menu(self) -> None:
        menu = self._more.menu()
        menu.clear()
        for name in self.folded:
            entry = menu.addAction(self._buttons[name].text())
            entry.setCheckable(True)
            entry.setEnabled(self._buttons[name].isEnabled())
            entry.setChecked(name == self._current)
            entry.triggered.connect(lambda _checked=False, name=name: self._on_chosen(name))

    # ------------------------------------------------------------------ fitting

    def _width(self, shown: int) -> int:
        """With the first *shown* tabs, and the menu for the others."""
        buttons = list(self._buttons.values())
        widths = [button.sizeHint().width() for button in buttons[:shown]]
        if shown < len(buttons):
            widths.append(self._more_width(buttons[shown:]))
        return sum(widths) + SPACING * max(len(widths) - 1, 0) + 2 * MARGIN

    def _more_width(self, folded: list[QPushButton]) -> int:
        marked = self.fontMetrics().horizontalAdvance(self._marked(""))
        return max(button.sizeHint().width() for button in folded) + marked

    def sizeHint(self) -> QSize:
        return QSize(self._width(len(self._buttons)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(0), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return done

    def _fit(self) -> None:
        """Once more where a tab that is just being shown asks for it: one that is hidden meanwhile would stay seen."""
        if self._fitting:
            self._again = True
            return
        self._fitting = True
        for _ in range(_MOST_FITS):
            self._again = False
            self._fit_once()
            if not self._again:
                break
        self._fitting = False

    def _fit_once(self) -> None:
        buttons = list(self._buttons.values())
        if not buttons:
            return
        shown = next((n for n in range(len(buttons), 0, -1) if self._width(n) <= self.width()), 0)
        for index, button in enumerate(buttons):
            if button.isHidden() != (index >= shown):
                button.setHidden(index >= shown)
        if shown < len(buttons):
            self._more.setFixedWidth(self._more_width(buttons[shown:]))
        self._more.setHidden(shown == len(buttons))
        if self._current:
            self._show_current()
        self._row.activate()
