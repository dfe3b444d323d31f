"""Where the lesson stands in the window: in place of the settings, which then come beside it on demand; in a wide
window at the right, where there is room for both."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

from explorer.lessons.column.lesson_column import LessonColumn

WIDE = 1500  # px, where the text is not enlarged
CENTRE = 600  # px that the middle of the window needs: where it had less, the settings lie over a part of it


class LessonPlace(QObject):
    """*row* holds the *settings* first; *column* is put before them, or at its end."""

    def __init__(self, window: QWidget, row: QBoxLayout, column: LessonColumn, settings: QWidget) -> None:
        super().__init__(window)
        self._window, self._row, self._column, self._settings = window, row, column, settings
        self._reading = False
        self._wanted = self._needed = False  # the settings, by the reader, and by what the lesson points at
        self._at_right: bool | None = None
        self._over = False  # whether the settings lie over the middle
        self._soon = QTimer(self, singleShot=True, interval=0)  # once the row has its size
        self._soon.timeout.connect(self._lay_over)
        column.settings_toggled.connect(self.show_settings)
        window.installEventFilter(self)
        self._arrange()

    def show_reading(self, reading: bool) -> None:
        """Whether a lesson is open."""
        if reading != self._reading:
            self._reading, self._wanted, self._needed = reading, False, False
            self._arrange()

    def show_settings(self, shown: bool) -> None:
        """Whether the reader wants the settings beside the lesson, where they are not there anyway."""
        self._wanted, self._needed = shown, False
        self._arrange()

    def need_settings(self, needed: bool) -> None:
        """Whether the lesson points at one of them: they are there as long as it does."""
        if needed != self._needed:
            self._needed = needed
            self._arrange()

    @property
    def are_settings_over(self) -> bool:
        """Whether they lie over a part of the middle, for want of room."""
        return self._over

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._reading:
            self._arrange()
            self._column.updateGeometry()
        return False

    def _arrange(self) -> None:
        both = self._column.sizeHint().width() + self._settings.sizeHint().width()
        at_right = self._window.width() >= max(WIDE, both + WIDE // 2)
        if at_right != self._at_right:
            self._at_right = at_right
            self._row.removeWidget(self._column)
            self._row.insertWidget(self._row.count() if at_right else 0, self._column)
            self._column.set_at_right(at_right)
            self._column.header.show_settings_offered(not at_right)
        unfolded = self._wanted or self._needed
        beside = self._reading and not at_right
        self._put_over(beside and unfolded and self._window.width() - both < CENTRE)
        seen = not beside or unfolded
        if seen == self._settings.isHidden():
            self._settings.setVisible(seen)
        self._column.header.show_settings_shown(unfolded)

    def _put_over(self, over: bool) -> None:
        if over and not self._over:
            self._row.removeWidget(self._settings)
        elif self._over and not over:
            self._row.insertWidget(0 if self._at_right else 1, self._settings)
        self._over = over
        if over:
            self._soon.start()

    def _lay_over(self) -> None:
        """Beside the column, over what is there."""
        if not self._over:
            return
        room, left = self._row.geometry(), self._column.geometry().right() + 1
        width = min(self._settings.sizeHint().width(), room.right() - left)
        self._settings.setGeometry(QRect(left, room.top(), width, room.height()))
        self._settings.raise_()
