"""What the monkey can do: each deed takes a source of chance, does one thing by real events and says what."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import TypeVar

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QInputMethodEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QScrollArea, QWidget
from shiboken6 import isValid

from explorer.gui_thread.within import widget_at, within

T = TypeVar("T")
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SIZES = ((1024, 640), (1280, 720), (1366, 768), (1440, 900), (1920, 1080), (1100, 1000))
TEXTS = ("", "0", "1", "2", "-3", "17", "0.5", "1e-3", "1e9", "nan", "inf", "abc", "64, 32", "é 中文", "9" * 40)
NAMED_KEYS = "Space Tab Backtab Escape Return Left Right Up Down Home End PageUp PageDown Delete Backspace Plus Minus"
KEYS = [*NAMED_KEYS.split(" "), *"PLRFHS0123"]
LEFT_ALONE = {"action_close"}  # which would end the game
GO_ON = ("lesson_next", "show_me", "lock_in", "skip_do", "option", "lesson_back", "entry_begin")
THINNEST = 1  # pixels below which nobody can hit a widget


def chosen(seed: int, deed: int, candidates: Sequence[tuple[str, T]]) -> tuple[str, T]:
    """One of the candidates by chance, each as likely, the same as long as it is there whatever others come and go."""

    def rank(name: str) -> bytes:
        return hashlib.sha256(f"{seed}/{deed}/{name}".encode()).digest()

    return max(candidates, key=lambda candidate: rank(candidate[0]))


def windows() -> list[QWidget]:
    """What takes events now: the open menu, else the dialog that holds up the rest, else every window."""
    for first in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
        if first is not None:
            return [first]
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def widgets(kind: type[QWidget] = QWidget) -> list[tuple[str, QWidget]]:
    """Every widget with a name that can be used now, by window and name."""
    found: dict[str, QWidget] = {}
    for window in windows():
        for widget in (window, *within(window)):
            usable = isinstance(widget, kind) and widget.isVisible() and widget.isEnabled()
            if usable and widget.objectName() and min(widget.width(), widget.height()) > THINNEST:
                name = f"{window.objectName()}/{widget.objectName()}"
                while name in found:
                    name += "'"
                found[name] = widget
    return sorted(found.items())


def reveal(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea) and parent.isAncestorOf(widget):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


def type_text(widget: QWidget, text: str) -> None:
    """Letters that keyboards have come by keys, the others from an input method; QTest has keys for Latin letters only
    and aborts the process at any other."""
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(widget, letter)
        else:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(widget, event)


def click(widget: QWidget, at: QPoint | None = None, *, twice: bool = False) -> None:
    """In the middle, or where *at* says. What a press has opened may take *widget* with it before it closes: QTest's
    own click would send the release to it all the same, and crash."""
    place = widget.rect().center() if at is None else at
    QTest.mousePress(widget, LEFT, NONE, place)
    if isValid(widget):
        QTest.mouseRelease(widget, LEFT, NONE, place)
    if twice and isValid(widget):
        where = QPointF(place), QPointF(widget.mapToGlobal(place))
        QApplication.sendEvent(widget, QMouseEvent(QEvent.Type.MouseButtonDblClick, *where, LEFT, LEFT, NONE))
        if isValid(widget):
            QTest.mouseRelease(widget, LEFT, NONE, place)


class Deeds:
    """The deeds of one seed, on a window and with files to drop."""

    def __init__(self, window: QWidget, files: Sequence[Path], seed: int) -> None:
        self._window, self._files, self._seed = window, list(files), seed
        self._kinds: list[tuple[str, int, Callable[[int, Random], str]]] = [
            ("click", 40, self._click),
            ("drag", 14, self._drag),
            ("wheel", 10, self._wheel),
            ("key", 16, self._key),
            ("type", 6, self._type),
            ("action", 7, self._act),
            ("lesson", 6, self._go_through),
            ("drop", 2, self._drop),
            ("resize", 3, self._resize),
            ("move", 12, self._move),
        ]

    def do(self, number: int) -> str:
        """Does the deed of that number; returns what it was. Raises nothing of its own."""
        random = Random(f"{self._seed}/{number}")
        popup = QApplication.activePopupWidget()
        if popup is not None and random.random() < 0.4:
            QTest.keyClick(popup, Qt.Key.Key_Escape)
            return "key Escape in a menu"
        kinds = [kind for kind, _, _ in self._kinds]
        kind = random.choices(kinds, [weight for _, weight, _ in self._kinds])[0]
        deed = next(deed for name, _, deed in self._kinds if name == kind)
        return f"{kind} {deed(number, random)}"

    def _widget(self, number: int, random: Random, kind: type[QWidget] = QWidget) -> tuple[str, QWidget | None, QPoint]:
        """A widget and a place on it that can be seen."""
        found = widgets(kind)
        if not found:
            return "nothing", None, QPoint()
        name, widget = chosen(self._seed, number, found)
        reveal(widget)
        at = QPoint(random.randrange(widget.width()), random.randrange(widget.height()))
        return name, widget, at

    def _click(self, number: int, random: Random) -> str:
        name, widget, at = self._widget(number, random)
        if widget is not None:
            click(self._hit(widget, at), twice=random.random() < 0.1)
        return f"{name} at {at.x()}, {at.y()}"

    def _hit(self, widget: QWidget, at: QPoint) -> QWidget:
        return widget_at(widget, at) or widget

    def _drag(self, number: int, random: Random) -> str:
        name, widget, at = self._widget(number, random)
        if widget is None:
            return name
        target = self._hit(widget, at)
        start = target.mapFrom(widget, at) if target is not widget else at
        to = start + QPoint(random.randrange(-300, 301), random.randrange(-200, 201))
        QTest.mousePress(target, LEFT, NONE, start)
        for part in range(1, 6):
            if isValid(target):
                QTest.mouseMove(target, start + (to - start) * part / 5)
        if isValid(target):
            QTest.mouseRelease(target, LEFT, NONE, to)
        return f"{name} from {at.x()}, {at.y()} by {to.x() - start.x()}, {to.y() - start.y()}"

    def _move(self, number: int, random: Random) -> str:
        name, widget, at = self._widget(number, random)
        if widget is not None:
            QTest.mouseMove(widget, at)
        return f"{name} to {at.x()}, {at.y()}"

    def _wheel(self, number: int, random: Random) -> str:
        name, widget, at = self._widget(number, random)
        turn = random.choice((-360, -120, 120, 360))
        if widget is not None:
            where = QPointF(at), QPointF(widget.mapToGlobal(at)), QPoint(), QPoint(0, turn)
            phase = Qt.ScrollPhase.NoScrollPhase
            QApplication.sendEvent(widget, QWheelEvent(*where, Qt.MouseButton.NoButton, NONE, phase, False))
        return f"{name} by {turn}"

    def _key(self, number: int, random: Random) -> str:
        name = random.choice(KEYS)
        modifier = Qt.KeyboardModifier.ShiftModifier if random.random() < 0.15 else NONE
        target = QApplication.focusWidget() or windows()[0] if windows() else self._window
        QTest.keyClick(target, Qt.Key[f"Key_{name}"], modifier)
        return f"{name} for {target.objectName() or type(target).__name__}"

    def _type(self, number: int, random: Random) -> str:
        name, widget, at = self._widget(number, random, QLineEdit)
        text = random.choice(TEXTS)
        if isinstance(widget, QLineEdit):
            click(widget, at)
            widget.selectAll()
            type_text(widget, text)
            QTest.keyClick(widget, Qt.Key.Key_Return if random.random() < 0.8 else Qt.Key.Key_Escape)
        return f"{text!r} into {name}"

    def _act(self, number: int, random: Random) -> str:
        """An entry of any menu, as if it had been chosen."""
        found: dict[str, QAction] = {}
        for menu in self._window.findChildren(QMenu):
            for place, action in enumerate(menu.actions()):
                usable = action.isEnabled() and action.isVisible() and action.menu() is None
                if usable and not action.isSeparator() and action.objectName() not in LEFT_ALONE:
                    found[f"{menu.objectName()}/{action.objectName() or place}"] = action
        if not found or QApplication.activeModalWidget() is not None:
            return "nothing"
        name, action = chosen(self._seed, number, sorted(found.items()))
        action.trigger()
        return name

    def _go_through(self, number: int, random: Random) -> str:
        """On through the lesson that is open, or another is opened: among so many controls its own come up rarely."""
        seen = [(name, widget) for name, widget in widgets(QAbstractButton) if name.split("/")[-1].startswith(GO_ON)]
        if not seen:
            action = self._window.findChild(QAction, random.choice(("action_lessons", "action_museum")))
            if action is None or QApplication.activeModalWidget() is not None:
                return "nothing"
            action.trigger()
            return str(action.objectName())
        name, widget = chosen(self._seed, number, seen)
        reveal(widget)
        click(widget)
        return name

    def _drop(self, number: int, random: Random) -> str:
        path = random.choice(self._files)
        name, widget, at = self._widget(number, random)
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        common = (Qt.DropAction.CopyAction, mime, LEFT, NONE)
        while widget is not None:
            enter = QDragEnterEvent(at, *common)
            enter.ignore()
            if widget.acceptDrops():
                QApplication.sendEvent(widget, enter)
            if enter.isAccepted():
                QApplication.sendEvent(widget, QDropEvent(QPointF(at), *common))
                break
            widget = widget.parentWidget()
        return f"{path.name} on {name}"

    def _resize(self, number: int, random: Random) -> str:
        width, height = random.choice(SIZES)
        self._window.resize(width, height)
        return f"{width} x {height}"
