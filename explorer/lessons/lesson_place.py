"""Where the lesson stands in the window: in place of the settings, which then come beside it on demand; in a wide
window at the right, where there is room for both."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QBoxLayout, QWidget

from explorer.lessons.lesson_column import LessonColumn

WIDE = 1500  # px, where the text is not enlarged


class LessonPlace(QObject):
    """*row* holds the *settings* first; *column* is put before them, or at its end."""

    def __init__(self, window: QWidget, row: QBoxLayout, column: LessonColumn, settings: QWidget) -> None:
        super().__init__(window)
        self._window, self._row, self._column, self._settings = window, row, column, settings
        self._reading = False
        self._unfolded = False
        self._at_right: bool | None = None
        column.settings_toggled.connect(self.show_settings)
        window.installEventFilter(self)
        self._arrange()

    def show_reading(self, reading: bool) -> None:
        """Whether a lesson is open."""
        if reading != self._reading:
            self._reading, self._unfolded = reading, False
            self._arrange()

    def show_settings(self, shown: bool) -> None:
        """Whether the settings stand beside the lesson, where they are not there anyway."""
        if shown != self._unfolded:
            self._unfolded = shown
            self._arrange()

    @property
    def are_settings_seen(self) -> bool:
        return not self._settings.isHidden()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._reading:
            self._arrange()
            self._column.updateGeometry()
        return False

    def _arrange(self) -> None:
        usual = self._column.sizeHint().width() + self._settings.sizeHint().width()
        at_right = self._window.width() >= max(WIDE, usual + WIDE // 2)
        if at_right != self._at_right:
            self._at_right = at_right
            self._row.removeWidget(self._column)
            self._row.insertWidget(self._row.count() if at_right else 0, self._column)
            self._column.set_at_right(at_right)
            self._column.header.show_settings_offered(not at_right)
        seen = not self._reading or at_right or self._unfolded
        if seen == self._settings.isHidden():
            self._settings.setVisible(seen)
        self._column.header.show_settings_shown(self._unfolded)
