"""The button that stands for others where there is no room for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from explorer.gui_thread.menu_button import give_menu
from explorer.style.marks import without_mark
from explorer.style.plain_text import plain_tip


class FoldButton(QToolButton):
    """Its menu has an entry for each button that is folded, which does what a click on that button would do."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "pill")
        self.setText("⋯")
        self.setToolTip(plain_tip(self.tr("More")))
        self.setAccessibleName(self.tr("More"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._buttons: tuple[QAbstractButton, ...] = ()
        give_menu(self, QMenu(self))
        self.menu().aboutToShow.connect(self._fill)
        self.hide()

    def show_folded(self, buttons: Sequence[QAbstractButton]) -> None:
        """Stands for these, and is hidden when there are none."""
        self._buttons = tuple(buttons)
        self.setVisible(bool(buttons))

    def stands_for(self, button: QAbstractButton) -> bool:
        """Whether *button* is an entry of its menu."""
        return button in self._buttons

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for button in self._buttons:
            if button.isHidden():  # by whoever it belongs to: there is nothing to press now
                continue
            own = button.menu() if isinstance(button, QPushButton | QToolButton) else None
            if own is not None:
                own.menuAction().setText(without_mark(button.text()))
                menu.addMenu(own)
                continue
            entry = menu.addAction(button.text())
            entry.setCheckable(button.isCheckable())
            entry.setChecked(button.isChecked())
            entry.setEnabled(button.isEnabled())
            entry.triggered.connect(lambda _checked=False, button=button: button.click())


def is_foldable(tool: QWidget) -> bool:
    """Whether a tool is a button with words, which can be an entry of a menu."""
    return isinstance(tool, QAbstractButton) and bool(tool.text().strip())
