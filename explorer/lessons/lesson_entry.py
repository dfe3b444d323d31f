"""A lesson in the list of all: what it is about, how far one is, and how to begin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from explorer.gui_thread.menu_button import give_menu
from explorer.lessons.column.tick_mark import TickMark
from explorer.lessons.lesson_memory import Remembered
from explorer.style.marks import menu_mark
from explorer.style.style_sheet import make_button, make_label
from explorer.style.theme import Theme
from trainers.lessons.reading import ReadLesson
from trainers.lessons.schema import Lesson
from trainers.shown import shown

LESSONS, MUSEUM = "lessons", "museum"  # the two lists


@dataclass(frozen=True)
class ListedLesson:
    """A lesson that can be begun, with what is ``remembered`` of it; None where it never was. ``unmet`` are sentences
    on what it needs and the class that is open does not offer."""

    read: ReadLesson
    remembered: Remembered | None = None
    unmet: tuple[str, ...] = ()

    @property
    def is_exhibit(self) -> bool:
        """Whether it hangs in the museum of mistakes."""
        return self.read.lesson.tell_tale is not None

    @property
    def next_step(self) -> int:
        """The one to go on with, from 0 on; after the end again the first."""
        if self.remembered is None or self.remembered.finished:
            return 0
        return self.read.lesson.going_on_at(self.remembered.furthest)


class LessonEntry(QFrame):
    """``begin_requested(name, step)``: the lesson at a step, counted from 0 through all its chapters."""

    begin_requested = Signal(str, int)

    def __init__(self, listed: ListedLesson, language: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        read, texts = listed.read, listed.read.texts_in(language)
        self._name = read.name
        self.setObjectName(f"lesson_entry_{read.name}")
        self.setProperty("role", "entry")
        self.setAccessibleName(texts.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 11, 14, 12)
        column.setSpacing(5)
        column.addWidget(make_label(texts.title, "question", f"entry_title_{read.name}", wrap=True))
        column.addWidget(make_label(texts.summary, "muted", f"entry_summary_{read.name}", wrap=True))
        if listed.unmet:
            column.addWidget(make_label(shown(listed.unmet[0]), "warning", f"entry_unmet_{read.name}", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        if listed.remembered is not None and listed.remembered.finished:
            mark = TickMark(f"entry_mark_{read.name}")
            mark.set_theme(theme)
            mark.show_ticked(True)
            row.addWidget(mark)
        row.addWidget(make_label(self._how_far(listed), "small", f"entry_state_{read.name}"))
        row.addStretch(1)
        titles = [texts.chapters[chapter.key] for chapter in read.lesson.chapters]
        if len(titles) > 1:
            row.addWidget(self._make_chapters(titles, listed.read.lesson))
        row.addWidget(self._make_begin(listed))
        column.addLayout(row)

    def _how_far(self, listed: ListedLesson) -> str:
        minutes = self.tr("about {0} min").format(listed.read.lesson.minutes)
        if listed.remembered is None:
            return minutes
        if listed.remembered.finished:
            return f"{minutes} · " + self.tr("finished")
        step = self.tr("step {0} of {1}").format(listed.remembered.furthest + 1, listed.read.lesson.count)
        if listed.next_step == listed.remembered.furthest:
            return f"{minutes} · {step}"
        again = self.tr("goes on with step {0}").format(listed.next_step + 1)
        return f"{minutes} · {step} · {again}"

    def _make_chapters(self, titles: list[str], lesson: Lesson) -> QWidget:
        button = make_button("", f"entry_chapters_{self._name}", tip=self.tr("Begin with one of the chapters"))
        text = self.tr("Chapters")
        button.setText(f"{text} {menu_mark(button.fontMetrics())}")
        menu = QMenu(button)
        for index, title in enumerate(titles):
            entry = menu.addAction(title.replace("&", "&&"))
            entry.triggered.connect(partial(self._begin, lesson.first_of(index)))
        give_menu(button, menu)
        return button

    def _make_begin(self, listed: ListedLesson) -> QWidget:
        remembered = listed.remembered
        fresh = remembered is None
        text = self.tr("Begin") if fresh else self.tr("Once more")
        if remembered is not None and not remembered.finished:
            text = self.tr("Go on")
        begin = make_button(text, f"entry_begin_{self._name}", "primary")
        begin.setAccessibleName(f"{text}: {self.accessibleName()}")
        begin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        begin.clicked.connect(partial(self._begin, listed.next_step))
        return begin

    def _begin(self, step: int, _checked: bool = False) -> None:
        self.begin_requested.emit(self._name, step)
