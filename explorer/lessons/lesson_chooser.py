"""All lessons there are, and the museum of mistakes: a window of its own beside the main one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from explorer.lessons.lesson_entry import LESSONS, MUSEUM, LessonEntry, ListedLesson
from explorer.style.style_sheet import make_label
from explorer.style.theme import Theme
from explorer.widgets.column_scroll import ColumnScroll
from explorer.widgets.own_window import open_beside
from explorer.widgets.segments import Segments
from trainers.shown import shown

SIZE = (640, 680)  # px at the ordinary size of text
MOST_PROBLEMS = 6  # that are told one by one


class LessonChooser(QDialog):
    """``begin_requested(name, step)``, the step counted from 0 through all chapters."""

    begin_requested = Signal(str, int)

    def __init__(self, theme: Theme, scale: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._scale = theme, scale
        self._listed: tuple[ListedLesson, ...] = ()
        self._problems: tuple[str, ...] = ()
        self._language, self._page = "en", LESSONS
        self.setObjectName("lesson_chooser")
        self.setWindowTitle(self.tr("Lessons"))
        self._tabs = Segments("chooser")
        self._tabs.add(LESSONS, self.tr("Lessons"))
        self._tabs.add(MUSEUM, self.tr("Museum of mistakes"))
        self._tabs.show_chosen(LESSONS)
        self._tabs.chosen.connect(self.show_page)
        self._about = make_label("", "muted", "chooser_about", wrap=True)
        self._scroll = ColumnScroll()
        self._scroll.setObjectName("chooser_scroll")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 12, 12)
        column.setSpacing(10)
        column.addWidget(self._tabs, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._about)
        column.addWidget(self._scroll, 1)

    def set_theme(self, theme: Theme, scale: float) -> None:
        self._theme, self._scale = theme, scale
        self._fill()

    def show_lessons(self, listed: Sequence[ListedLesson], problems: Sequence[str], language: str) -> None:
        """What there is, with a sentence on each lesson that cannot be used."""
        self._listed, self._problems, self._language = tuple(listed), tuple(problems), language
        self._fill()

    def open_page(self, page: str) -> None:
        """To the front, with the lessons or the museum."""
        self.show_page(page)
        open_beside(self, SIZE, self._scale)
        self._tabs.focus_chosen()  # a window gives the focus to its first tab, whichever is in front

    def show_page(self, page: str) -> None:
        """Which of the two is seen."""
        self._page = page
        self._tabs.show_chosen(page)
        self.setWindowTitle(self.tr("Museum of mistakes") if page == MUSEUM else self.tr("Lessons"))
        self._fill()

    def _fill(self) -> None:
        museum = self._page == MUSEUM
        self._about.setText(
            self.tr("A mistake beside the right thing, live, and the number that gives it away.")
            if museum
            else self.tr("Predict, do, and see what comes of it. Your own run is kept, and given back afterwards.")
        )
        listed = [each for each in self._listed if each.is_exhibit == museum]
        inner = QWidget()
        inner.setObjectName("chooser_list")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(9)
        for each in listed:
            entry = LessonEntry(each, self._language, self._theme)
            entry.begin_requested.connect(self.begin_requested)
            column.addWidget(entry)
        if not listed:
            column.addWidget(make_label(self.tr("There is nothing here yet."), "muted", "chooser_empty", wrap=True))
        if self._problems and not museum:
            self._list_problems(column)
        column.addStretch(1)
        old = self._scroll.takeWidget()
        if old is not None:
            old.deleteLater()
        self._scroll.setWidget(inner)
        inner.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)

    def _list_problems(self, column: QVBoxLayout) -> None:
        column.addSpacing(6)
        column.addWidget(make_label(self.tr("These cannot be used"), "caption", "chooser_problems"))
        for index, problem in enumerate(self._problems[:MOST_PROBLEMS]):
            column.addWidget(make_label(shown(problem), "warning", f"chooser_problem_{index}", wrap=True))
        more = len(self._problems) - MOST_PROBLEMS
        if more > 0:
            column.addWidget(make_label(self.tr("and {0} more").format(more), "warning", "chooser_problems_more"))
