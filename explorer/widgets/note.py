"""A line of text laid over the bottom of a view: what was saved, or why it could not be."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, Theme
from trainers.shown import shown

_SECONDS, _ERROR_SECONDS = 6, 20  # an error may come while nobody looks, and takes longer to understand
_MARGIN = 8
_FEWEST_LETTERS = 8  # of a text that is shortened for want of room


class Note(QLabel):
    """Hidden until :meth:`show_text`. It leaves by itself, good news sooner than an error, but not while the pointer
    rests on it; a click sends it away. Of a text that has no room in the view the whole is the tooltip."""

    def __init__(self, parent: QWidget, above: int = 0) -> None:
        """*above* keeps so many pixels at the bottom of the view free."""
        super().__init__(parent)
        self._view, self._above = parent, above
        self.setObjectName("note")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._theme, self._error, self._whole = DARK, False, ""
        self._action: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        colour = theme.error if self._error else theme.live
        self.setStyleSheet(
            f"background: {theme.field}; color: {theme.text}; border: 1px solid {colour};"
            "border-radius: 5px; padding: 4px 8px;"
        )

    def show_text(self, text: str, error: bool = False, action: Callable[[], object] | None = None) -> None:
        """Shows *text* over whatever the view shows. A click does the *action* that it offers, if it offers one."""
        text = shown(text)
        self._error, self._whole, self._action = error, text, action
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        self.set_theme(self._theme)
        self._place()
        self.show()
        self.raise_()
        self._start()

    @property
    def offers(self) -> bool:
        """Whether a click would do something."""
        return self._action is not None

    @property
    def is_error(self) -> bool:
        """Whether what was said last is that something went wrong."""
        return self._error

    @property
    def whole_text(self) -> str:
        """What is said, in full."""
        return self._whole

    def _start(self) -> None:
        long = self._error or self._action is not None
        self._timer.start(round(1000 * (_ERROR_SECONDS if long else _SECONDS)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if event.type() == QEvent.Type.Hide and not event.spontaneous():  # nobody sees it: it shall not come back
            self._dismiss()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        action = self._action
        self._dismiss()
        if action is not None:
            action()

    def _dismiss(self) -> None:
        self._timer.stop()
        self._action = None
        self.hide()

    def _place(self) -> None:
        """As low as it may be, as wide as the text or the view, and as high as the text needs."""
        self.ensurePolished()  # the padding counts
        area = self._view.size()
        dismiss = self.tr("Click to dismiss") if self._action is None else ""
        room, tall = max(40, area.width() - 2 * _MARGIN), max(20, area.height() - self._above - 2 * _MARGIN)
        metrics = self.fontMetrics()
        width = min(room, metrics.horizontalAdvance(self._whole) + 4 * _MARGIN)
        longest = max(map(metrics.horizontalAdvance, self._whole.split()), default=0)
        text = self._whole if longest + 4 * _MARGIN <= width else _breakable(self._whole)
        self.setText(text)
        letters = len(text)
        while self.heightForWidth(width) > tall and letters > _FEWEST_LETTERS:
            letters -= max(1, letters // 12)
            self.setText(text[:letters].rstrip() + "…")
        self.setToolTip(plain_tip(dismiss if letters == len(text) else f"{self._whole}\n\n{dismiss}".rstrip()))
        height = self.heightForWidth(width)
        self.setGeometry(_MARGIN, max(0, area.height() - self._above - _MARGIN - height), width, height)


def _breakable(text: str) -> str:
    """The text with places where a line may end behind the marks of a path, which holds no spaces."""
    return "".join(f"{letter}\u200b" if letter in "/\\_-." else letter for letter in text)
