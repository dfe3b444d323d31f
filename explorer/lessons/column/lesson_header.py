"""The head of a lesson: its title, how far one is, its chapters, and the ways out of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from explorer.gui_thread.menu_button import give_menu
from explorer.lessons.column.progress_dots import DottedChapter, ProgressDots
from explorer.style.icons import make_icon
from explorer.style.style_sheet import make_icon_button, make_label
from explorer.style.theme import Theme

ICON = 16  # px


class LessonHeader(QWidget):
    """``settings_toggled(shown)``: whether the settings are to stand beside the lesson."""

    chapter_requested = Signal(int)
    settings_toggled = Signal(bool)
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lesson_header")
        self._caption = make_label("", "caption", "lesson_caption", wrap=True)
        self._chapter = make_label("", "small", "lesson_chapter", wrap=True)
        self.dots = ProgressDots()
        self.chapters = make_icon_button("lesson_chapters", self.tr("Chapters"))
        self.chapters.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.chapters)
        self._menu.setObjectName("lesson_chapters_menu")
        give_menu(self.chapters, self._menu)
        self.settings = make_icon_button("lesson_settings", self.tr("Show the settings beside the lesson"))
        self.settings.setCheckable(True)
        self.leave = make_icon_button("lesson_leave", self.tr("Leave the lesson; your run is given back as it was"))
        for button in (self.chapters, self.settings, self.leave):
            button.setIconSize(QSize(ICON, ICON))
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self._caption, 1)
        for button in (self.chapters, self.settings, self.leave):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 11, 10, 8)
        column.setSpacing(5)
        column.addLayout(row)
        column.addWidget(self.dots)
        column.addWidget(self._chapter)
        self.settings.toggled.connect(self.settings_toggled)
        self.leave.clicked.connect(self.leave_requested)

    def set_theme(self, theme: Theme) -> None:
        self.dots.set_theme(theme)
        self.chapters.setIcon(make_icon("menu", theme.muted))
        self.settings.setIcon(make_icon("sliders", theme.muted))
        self.leave.setIcon(make_icon("close", theme.muted))

    def show_lesson(self, kind: str, title: str, chapters: Sequence[str]) -> None:
        """*kind* is what stands before the title, such as "Lesson 3"; *chapters* are titles."""
        self._caption.setText(f"{kind} \u2022 {title}" if kind else title)
        self._menu.clear()
        for index, chapter in enumerate(chapters):
            entry = self._menu.addAction(chapter.replace("&", "&&"))
            entry.setObjectName(f"lesson_chapter_{index}")
            entry.setCheckable(True)
            entry.triggered.connect(lambda _checked=False, index=index: self.chapter_requested.emit(index))
        self.chapters.setVisible(len(chapters) > 1)
        self._chapter.setVisible(len(chapters) > 1)

    def show_progress(self, chapters: Sequence[DottedChapter], current: tuple[int, int]) -> None:
        """*current* is (chapter, step), from 0 on."""
        self.dots.show_progress(chapters, current)
        self._chapter.setText(chapters[current[0]].title)
        for index, entry in enumerate(self._menu.actions()):
            entry.setChecked(index == current[0])

    def show_settings_shown(self, shown: bool) -> None:
        """Whether the settings stand beside the lesson now."""
        self.settings.blockSignals(True)
        self.settings.setChecked(shown)
        self.settings.blockSignals(False)

    def show_settings_offered(self, offered: bool) -> None:
        """Whether there is a choice: in a wide window the settings are always there."""
        self.settings.setVisible(offered)
