"""A small button with a menu of what can be chosen, each by a word; a long name is shortened on the button."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from explorer.gui_thread.menu_button import give_menu
from explorer.style.marks import menu_mark
from explorer.style.plain_text import plain_tip

AROUND, LEAST, MOST = 22, 60, 220  # px beside the letters, of all at least, of all at most
Entry = tuple[str, str, str]  # a word, the text, what is said of it


class SourceChoice(QToolButton):
    """``chosen(word)`` is a wish; which one is shown is up to :meth:`show_chosen`. Entries with another word before
    a colon stand apart."""

    chosen = Signal(str)

    def __init__(self, name: str, accessible: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "pill")
        self._accessible = accessible
        self.setAccessibleName(accessible)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        give_menu(self, menu)
        self._groups: tuple[tuple[Entry, ...], ...] = ()
        self._shown, self._label = "", ""

    def show_entries(self, *groups: Sequence[Entry]) -> None:
        """What can be chosen, in groups with a line between them."""
        found = tuple(tuple(group) for group in groups if group)
        if found == self._groups:
            return
        self._groups = found
        self.menu().clear()
        for at, group in enumerate(found):
            if at:
                self.menu().addSeparator()
            for word, text, tip in group:
                action = self.menu().addAction(text.replace("&", "&&"))
                action.setObjectName(f"{self.objectName()}_{word}")
                action.setData(word)
                action.setToolTip(plain_tip(tip))
                action.setCheckable(True)
                action.triggered.connect(partial(self._on_chosen, word))
        self.show_chosen(self._shown)

    def show_chosen(self, word: str, instead: str = "") -> None:
        """Which one is shown, under another name where *instead* is given."""
        self._shown = word
        texts = {entry[0]: entry for group in self._groups for entry in group}
        _, text, tip = texts.get(word, ("", word, ""))
        self._label = instead or text
        for action in self.menu().actions():
            action.setChecked(action.data() == word)
        self.setAccessibleName(f"{self._accessible}: {self._label}")
        self.setToolTip(plain_tip(f"{self._label}\n{tip}" if tip else self._label))
        self.updateGeometry()
        self._elide()

    @property
    def label(self) -> str:
        """The whole name of what is shown."""
        return self._label

    def _on_chosen(self, word: str, _checked: bool = False) -> None:
        self.show_chosen(self._shown)  # the state decides
        self.chosen.emit(word)

    def _elide(self) -> None:
        room = self.width() - AROUND
        metrics = QFontMetrics(self.font())
        mark = f" {menu_mark(metrics)}"
        self.setText(
            metrics.elidedText(self._label, Qt.TextElideMode.ElideRight, max(room - metrics.horizontalAdvance(mark), 0))
            + mark
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = QFontMetrics(self.font())
        wide = metrics.horizontalAdvance(f"{self._label} {menu_mark(metrics)}") + AROUND + 2
        return QSize(min(max(wide, LEAST), MOST), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(LEAST, self.sizeHint().width()), self.sizeHint().height())
