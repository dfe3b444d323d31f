"""The column in which a lesson is read: one step at a time. Only what differs is drawn; wishes go out as signals."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QVBoxLayout, QWidget

from explorer.lessons.column.answer_words import minutes_left
from explorer.lessons.column.ask_box import AskBox
from explorer.lessons.column.do_card import DoCard
from explorer.lessons.column.finished_page import FinishedPage
from explorer.lessons.column.lesson_foot import LessonFoot
from explorer.lessons.column.lesson_header import LessonHeader
from explorer.lessons.column.live_label import NOTHING_KNOWN, LiveLabel
from explorer.lessons.column.progress_dots import DottedChapter
from explorer.lessons.column.reveal_card import RevealCard
from explorer.state.lesson_shown import LessonShown
from explorer.style.style_sheet import make_button, make_label, set_style
from explorer.style.theme import DARK, Theme
from explorer.widgets.column_scroll import ColumnScroll
from trainers.lessons.facts import Facts
from trainers.lessons.progress import LessonProgress
from trainers.lessons.schema import AskStep, DoStep, RevealStep
from trainers.shown import shown_name

WIDTH = 26.0  # times the size of the text
MOST = 0.36  # of the width of the window
LISTED = 999  # the order of a lesson that has none


class LessonText(QWidget):
    """What is read. How high it is follows from its width alone: the least heights of its labels are those at their
    least widths, and would make room below that is scrolled to and empty."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class LessonColumn(QFrame):
    """``answered(Given)`` locks a prediction in; the other signals are what the buttons say."""

    forward_requested = Signal()
    back_requested = Signal()
    skip_requested = Signal()
    show_me_requested = Signal()
    answered = Signal(object)
    chapter_requested = Signal(int)
    leave_requested = Signal()
    settings_toggled = Signal(bool)
    report_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lesson: LessonShown | None = None
        self._labels: tuple[str, ...] = ()
        self._facts: Facts = NOTHING_KNOWN
        self.setObjectName("lesson_column")
        self.setProperty("role", "lesson")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.header = LessonHeader()
        self._title = make_label("", "heading", "step_title", wrap=True)
        self._body = LiveLabel("step_body")
        self.ask = AskBox()
        self.do = DoCard()
        self.reveal = RevealCard()
        self._problem = make_label("", "warning", "lesson_problem", wrap=True)
        self._rebuild = make_button(
            self.tr("Build this chapter again"),
            "lesson_rebuild",
            tip=self.tr("From its first step, with models made anew; what you predicted stays"),
        )
        self._building = make_label(
            self.tr("The models of this chapter are being trained…"), "muted", "lesson_building", wrap=True
        )
        self.finished = FinishedPage()
        self.foot = LessonFoot()
        self._lay_out()
        self._connect()
        self.finished.set_reporting(False)
        self.set_theme(DARK)
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        scroll = self._scroll = ColumnScroll()
        scroll.setObjectName("lesson_scroll")
        column.addWidget(scroll, 1)
        body = self._text = LessonText()
        body.setObjectName("lesson_body")
        scroll.setWidget(body)
        inner = QVBoxLayout(body)
        inner.setContentsMargins(16, 6, 16, 12)
        inner.setSpacing(11)
        for part in (self._building, self._title, self._body, self.ask, self.do, self.reveal, self._problem):
            inner.addWidget(part)
        inner.addWidget(self._rebuild, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self.finished)
        inner.addStretch(1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self.header.chapter_requested.connect(self.chapter_requested)
        self.header.leave_requested.connect(self.leave_requested)
        self.header.settings_toggled.connect(self.settings_toggled)
        self.ask.answered.connect(self.answered)
        self.ask.options.chosen.connect(lambda _key: self._scroll.reveal(self.ask.lock_row))
        self.ask.skip_requested.connect(self.skip_requested)
        self.do.show_me_requested.connect(self.show_me_requested)
        self.do.skip_requested.connect(self.skip_requested)
        self._rebuild.clicked.connect(self._on_rebuild_clicked)
        self.foot.back_requested.connect(self.back_requested)
        self.foot.forward_requested.connect(self.forward_requested)
        self.finished.report_requested.connect(self.report_requested)
        self.finished.leave_requested.connect(self.leave_requested)

    def set_theme(self, theme: Theme) -> None:
        for part in (self.header, self.ask, self.do, self.finished):
            part.set_theme(theme)

    def set_at_right(self, at_right: bool) -> None:
        """On which side of the window it stands: its edge is on the other one."""
        set_style(self, edge="left" if at_right else "right")

    # ------------------------------------------------------------------ size

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        wanted = round(WIDTH * QApplication.font().pixelSize())
        window = self.window().width()
        return QSize(min(wanted, max(round(MOST * window), self.minimumSizeHint().width())), 400)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._text.minimumSizeHint().width(), 240)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()

    # ------------------------------------------------------------------ from the state

    def show_lesson(self, new: LessonShown | None, old: LessonShown | None, facts: Facts = NOTHING_KNOWN) -> None:
        """Draws what differs from *old*; everything where that is None. Hidden while there is no lesson."""
        self._lesson, self._facts = new, facts
        self.setVisible(new is not None)
        if new is None:
            return
        if old is None or (new.read, new.language) != (old.read, old.language):
            old = None
            self.ask.forget()  # what somebody had chosen in the same lesson before
            texts, lesson = new.texts, new.read.lesson
            self.header.show_lesson(
                self._kind(new), texts.title, [texts.chapters[chapter.key] for chapter in lesson.chapters]
            )
        if old is None or new.progress is not old.progress:
            self.header.show_progress(_dotted(new), (new.progress.chapter, new.progress.step))
        turned = old is None or (new.progress.current.key, new.progress.finished, new.building) != (
            old.progress.current.key, old.progress.finished, old.building,
        )  # fmt: skip
        if turned:
            self._turn(new)
        self._show_step(new)
        self._show_foot(new)
        self._problem.setText("\n".join(text for text in (new.stopped, new.problem) if text))
        self._problem.setVisible(bool(new.stopped or new.problem) and not new.progress.finished)
        self._rebuild.setVisible(new.is_broken)

    def show_numbers(self, facts: Facts) -> None:
        """The numbers in the texts, as they are now."""
        self._facts = facts
        if self._lesson is None or self._lesson.progress.finished:
            return
        known = self._lesson.progress.facts(facts)
        for part in (self._body, self.ask, self.do, self.reveal):
            part.show_numbers(known)

    def _kind(self, lesson: LessonShown) -> str:
        if lesson.read.lesson.tell_tale is not None:
            return self.tr("Museum of mistakes")
        order = lesson.read.lesson.order
        return self.tr("Lesson {0}").format(order) if order < LISTED else self.tr("Lesson")

    def _turn(self, lesson: LessonShown) -> None:
        """To another step: from its beginning."""
        finished, building = lesson.progress.finished, lesson.building
        step, texts = lesson.progress.current, lesson.step_texts
        known = lesson.progress.facts(self._facts)
        read = not finished and not building
        self._building.setVisible(building and not finished)
        self._title.setText(texts.title)
        self._title.setVisible(not finished)
        self._body.show_live(texts.body, known)
        self._body.setVisible(bool(texts.body) and not finished)
        self.ask.setVisible(read and isinstance(step, AskStep))
        self.do.setVisible(read and isinstance(step, DoStep))
        self.reveal.setVisible(read and isinstance(step, RevealStep))
        self.finished.setVisible(finished)
        if isinstance(step, DoStep):
            self.do.show_goals(texts.goals, known)
        self._scroll.verticalScrollBar().setValue(0)

    def _show_step(self, lesson: LessonShown) -> None:
        progress, step = lesson.progress, lesson.progress.current
        known = progress.facts(self._facts)
        if progress.finished:
            return
        if isinstance(step, AskStep):
            self.ask.show_ask(step, lesson.step_texts, progress.answers.get(step.key), self._label(step.model), known)
        elif isinstance(step, DoStep):
            showing = None if lesson.showing is None else (lesson.showing, len(step.show))
            self.do.show_met(progress.met, step.key in progress.done, step.key in progress.skipped, showing)
        elif isinstance(step, RevealStep):
            asked = progress.lesson.find(step.of)
            assert isinstance(asked, AskStep)
            self.reveal.show_outcome(
                asked,
                lesson.texts.steps[step.of],
                lesson.step_texts,
                progress.answers.get(step.of),
                progress.outcomes.get(step.of),
                known,
            )

    def _show_foot(self, lesson: LessonShown) -> None:
        progress = lesson.progress
        count, position = progress.lesson.count, progress.position
        self.foot.show_usable(
            back=(position > 0 or progress.finished) and not lesson.building,
            forward=can_go_on(progress) and not lesson.building,
            last=progress.is_last,
            ready=can_go_on(progress) and not lesson.building,
        )
        if progress.finished:
            self.foot.show_finished()
        else:
            self.foot.show_place(position, count, minutes_left(progress.lesson.minutes, position, count))

    def show_done(self, seconds: float, asked: Mapping[str, str] = MappingProxyType({})) -> None:
        """The page at the end, after so many seconds in the lesson; *asked* are questions as they were read, by key."""
        if self._lesson is not None:
            self.finished.show_done(self._lesson.progress, self._lesson.texts, seconds, asked)

    def set_labels(self, labels: tuple[str, ...]) -> None:
        """What the models are called."""
        self._labels = labels

    def _label(self, model: int) -> str:
        return shown_name(self._labels[model]) if model < len(self._labels) else ""

    def _on_rebuild_clicked(self) -> None:
        if self._lesson is not None:
            self.chapter_requested.emit(self._lesson.progress.chapter)

    # ------------------------------------------------------------------ keys

    def take_key(self, key: Qt.Key) -> bool:
        """A key that nobody else took; whether it means something here."""
        lesson = self._lesson
        if lesson is None or lesson.building:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._enter(lesson)
        number = key - Qt.Key.Key_0
        if 1 <= number <= 9 and not self.ask.isHidden():
            return self.ask.options.choose_number(number)
        return False

    def _enter(self, lesson: LessonShown) -> bool:
        """Locks in what is chosen, else goes on where there is nothing left to do."""
        if not self.ask.isHidden() and self.ask.is_open:
            self.ask.lock_in()
            return True
        if self.foot.next.isEnabled() and not self.foot.next.isHidden():
            self.forward_requested.emit()
            return True
        return False


def can_go_on(progress: LessonProgress) -> bool:
    """Whether the present step does not wait for anything; one that was skipped no longer does."""
    return not progress.finished and (not progress.is_open or progress.current.key in progress.skipped)


def _dotted(lesson: LessonShown) -> list[DottedChapter]:
    progress, titles = lesson.progress, lesson.texts.chapters
    behind = progress.done | progress.skipped
    return [
        DottedChapter(titles[chapter.key], tuple(step.key in behind for step in chapter.steps))
        for chapter in progress.lesson.chapters
    ]
