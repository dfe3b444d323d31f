"""Who has the keyboard: where the focus goes when its widget does, and which keys belong to the window.

Qt hands the focus of a widget that is hidden, disabled or deleted to the next one in the order of Tab, so that the
next key does something that nobody meant. :class:`KeyboardWindow` gives it to what is looked at instead, whoever hid
what and however; no widget has to care. So it does where the mouse is pressed on what takes no focus: else that stayed
where Tab had left it, with its frame, and Enter would press what nobody looks at any more.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from explorer.gui_thread.reading_order import neighbour
from explorer.gui_thread.within import widget_at

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeyboardWindow(QWidget):
    """A window whose focus never jumps to a neighbour, and whose buttons that Tab has reached are pressed by Enter.

    Space is the window's own everywhere but where text is typed: it is an ordinary shortcut of the window, and buttons,
    boxes and number fields let it pass.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)
        self._presses = _Presses(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.windowHandle() is not None:
            self.windowHandle().installEventFilter(self._presses)

    def on_pressed(self, at: QPoint) -> None:
        """A mouse button goes down at a place of the window, and what lies there has yet to hear of it."""
        widget = widget_at(self, at)
        while widget is not None and widget is not self:
            if takes_focus(widget):
                return
            widget = widget.parentWidget()
        self.focus_middle()

    def focus_middle(self) -> None:
        """The keyboard goes to what is looked at; here to nothing in particular."""
        self.setFocus()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Called for Tab, and by Qt where the widget with the focus has just been hidden or disabled."""
        held = self.focusWidget()
        if held is not None and not (held.isVisible() and held.isEnabled()):
            held.clearFocus()  # else a scroll area that holds it would scroll to it
            self.focus_middle()
            return False  # nor shall such an area scroll to where the focus has gone
        if QGuiApplication.styleHints().tabFocusBehavior() is not Qt.TabFocusBehavior.TabFocusAllControls:
            return super().focusNextPrevChild(forward)  # on a system whose user wants Tab to stop at texts alone
        found = neighbour(self, held, forward)
        if found is None:
            return False
        found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        _scroll_to(found)
        return True

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Where nothing has the focus any more, though the window is in use: its widget went with all around it."""
        if new is None and self.isActiveWindow() and self.isVisible() and QApplication.activePopupWidget() is None:
            self.focus_middle()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            held = self.focusWidget()
            if held is None or not (held.isVisible() and held.isEnabled()):  # it went while another window was in use
                self.focus_middle()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nobody inside took."""
        held = self.focusWidget()
        if event.key() in ENTER and held is not None and press(held):
            event.accept()
            return
        super().keyPressEvent(event)


class _Presses(QObject):
    """Tells the window where the mouse is pressed. It listens to the system's window, which gets far fewer events than
    the application."""

    def __init__(self, window: KeyboardWindow) -> None:
        super().__init__(window)
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            self._window.on_pressed(event.position().toPoint())
        return False


def _scroll_to(widget: QWidget) -> None:
    """Whatever scrolls around *widget* shows it."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()


def takes_focus(widget: QWidget) -> bool:
    """Whether a click gives *widget* the focus, or leaves it the one that it has to type in it."""
    clicked = widget.focusPolicy().value & Qt.FocusPolicy.ClickFocus.value
    return widget.isEnabled() and (bool(clicked) or (isinstance(widget, QLineEdit) and widget.hasFocus()))


def press(widget: QWidget) -> bool:
    """Presses a button or unfolds a list; returns whether *widget* is such a thing."""
    if isinstance(widget, QComboBox):
        widget.showPopup()
    elif isinstance(widget, QToolButton) and widget.menu() is not None:
        widget.showMenu()
    elif isinstance(widget, QAbstractButton):
        widget.click()
    else:
        return False
    return True


def turn_page(pages: QStackedWidget, index: int) -> None:
    """Shows a page. The focus of the page before is given up first: the stack would hand it to whatever comes first on
    the new one."""
    held = QApplication.focusWidget()
    if held is not None and index != pages.currentIndex() and pages.isAncestorOf(held):
        held.clearFocus()
    pages.setCurrentIndex(index)
