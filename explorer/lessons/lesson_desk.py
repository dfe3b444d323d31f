"""Everything that is seen of lessons, and who is connected to whom: the column, what it points at, the list of all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QComboBox, QLineEdit, QWidget

from explorer.gui_thread.errand import Errand
from explorer.gui_thread.keyboard import ENTER
from explorer.gui_thread.throttle import Throttle
from explorer.help.help_desk import LANGUAGE
from explorer.lessons.column.lesson_column import LessonColumn
from explorer.lessons.column.lesson_place import LessonPlace
from explorer.lessons.column.option_cards import OptionCard
from explorer.lessons.lesson_entry import ListedLesson
from explorer.lessons.lesson_keeper import LessonKeeper
from explorer.lessons.lesson_memory import LessonMemory
from explorer.lessons.lesson_shelf import FoundLessons, LessonShelf
from explorer.lessons.pointing.coach_marks import CoachMarks, around
from explorer.lessons.running.lesson_guide import LessonGuide
from explorer.map.maps_panel import MapsPanel
from explorer.state.changes import changed
from explorer.state.lesson_room import clear_left_behind
from explorer.state.lesson_shown import LessonShown
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.style.theme import Theme, ThemeWatcher
from explorer.texts.data_texts import workspace_text
from explorer.texts.sentences import sentence_text
from trainers.disk.atomic_file import reason
from trainers.lessons.class_opening import OpenedClass
from trainers.lessons.needs import unmet
from trainers.lessons.past import LessonPast
from trainers.lessons.reading import ReadLesson
from trainers.lessons.restrictions import Restrictions
from trainers.lessons.schema import AskStep, MapPlace

if TYPE_CHECKING:  # made when it is first asked for
    from explorer.lessons.lesson_chooser import LessonChooser

NUMBERS_MS = 200  # how often numbers in texts change at most: nobody reads faster


class LessonDesk(QObject):
    """What it cannot do is said in one sentence by ``failed``."""

    failed = Signal(str)
    report_requested = Signal(object)  # the LessonRecord of a reader who has come to the end
    offered = Signal(str)  # the first lesson, to whoever has never begun one; empty: no longer

    def __init__(
        self,
        window: QWidget,
        session: Session,
        guide: LessonGuide,
        memory: LessonMemory,
        maps: MapsPanel,
        themes: ThemeWatcher,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._guide, self._memory = window, session, guide, memory
        self._maps, self._themes = maps, themes
        self._keeper = LessonKeeper(memory, guide.past_of)
        self.shelf = LessonShelf(self)
        self._chooser: LessonChooser | None = None
        self._place: LessonPlace | None = None
        self.column = LessonColumn()
        self.marks = CoachMarks(window, self._unfold, self.column)
        self._clearing = Errand("lesson rooms", self)
        self._numbers = Throttle(self, NUMBERS_MS)
        self._numbers.passed.connect(lambda _none: self.column.show_numbers(guide.facts))
        self._ways = [self._make_way("Alt+Left", self._go_back), self._make_way("Alt+Right", self._go_on)]
        self._connect()
        self.set_theme(themes.theme)

    def _connect(self) -> None:
        column, guide = self.column, self._guide
        column.forward_requested.connect(guide.forward)
        column.back_requested.connect(guide.back)
        column.skip_requested.connect(guide.skip)
        column.show_me_requested.connect(guide.show_me)
        column.answered.connect(guide.answer)
        column.chapter_requested.connect(guide.jump)
        column.leave_requested.connect(guide.leave)
        column.report_requested.connect(lambda name: self.report_requested.emit(guide.record(name)))
        column.finished.set_reporting(True)
        self._maps.touched.connect(self._on_map_touched)
        self.shelf.failed.connect(self.failed)
        self.shelf.first_found.connect(self._offer)

    def _make_way(self, keys: str, go: Callable[[], None]) -> QShortcut:
        way = QShortcut(QKeySequence(keys), self._window)
        way.setEnabled(False)
        way.activated.connect(go)
        return way

    def stand_in(self, row: QBoxLayout, settings: QWidget) -> None:
        """The column's place is in *row*, whose first part are the *settings*."""
        self._place = LessonPlace(self._window, row, self.column, settings)
        self._settings_panel = settings

    def show_settings(self, shown: bool) -> None:
        """Whether the settings stand beside the lesson that is open."""
        if self._place is not None:
            self._place.show_settings(shown)

    def set_theme(self, theme: Theme) -> None:
        self.column.set_theme(theme)
        self.marks.set_theme(theme)
        if self._chooser is not None:
            self._chooser.set_theme(theme, self._themes.font_scale)

    # ------------------------------------------------------------------ to begin one

    def clear_left_behind(self) -> None:
        """What a program that was killed within a lesson has left on the disk is removed, beside the window."""
        self._clearing.start(clear_left_behind)

    def offer_first(self) -> None:
        """Whoever has never begun a lesson hears of the first one."""
        if self._memory.is_empty:
            self.shelf.look_for_first()

    def _offer(self, first: ReadLesson) -> None:
        if self._memory.is_empty and self._session.state.lesson is None:
            self.offered.emit(self.tr("New here? First lesson, {0} min").format(first.lesson.minutes))

    def begin_first(self) -> None:
        """The lesson that was offered."""
        self.shelf.with_all(lambda found: self.begin(found[0][0].name) if found[0] else None)

    def show_list(self, page: str) -> None:
        """The window with all lessons, or with the museum: LESSONS or MUSEUM."""
        self.shelf.with_all(lambda found: self._open_chooser(found, page), anew=True)

    def open_named(self, name: str, chapter: int = 0) -> None:
        """The lesson of that name, from a chapter on; where it cannot be opened, one sentence says why."""
        self.shelf.with_all(lambda _found: self._begin_chapter(name, chapter))

    def _begin_chapter(self, name: str, chapter: int) -> None:
        read = self.shelf.find(name)
        known = read is not None and 0 < chapter < len(read.lesson.chapters)
        self.begin(name, read.lesson.first_of(chapter) if read is not None and known else 0)

    @property
    def is_settled(self) -> bool:
        """Whether the lesson that was asked for stands there."""
        lesson = self._session.state.lesson
        return not self.shelf.is_busy and (lesson is None or not lesson.building)

    @property
    def is_under_way(self) -> bool:
        """Whether somebody is in a lesson, and has come somewhere."""
        lesson = self._session.state.lesson
        return lesson is not None and (lesson.progress.position > 0 or bool(lesson.progress.answers))

    def _open_chooser(self, found: FoundLessons, page: str) -> None:
        if self._chooser is None:
            from explorer.lessons.lesson_chooser import LessonChooser

            self._chooser = LessonChooser(self._themes.theme, self._themes.font_scale, self._window)
            self._chooser.begin_requested.connect(self.begin)
        self._fill_chooser(found)
        self._chooser.open_page(page)

    def _fill_chooser(self, found: FoundLessons) -> None:
        if self._chooser is not None:
            listed = [
                ListedLesson(each, self._memory.read(each.name, each.lesson.version), self._unmet(each))
                for each in found[0]
            ]
            self._chooser.show_lessons(listed, [sentence_text(problem) for problem in found[1]], language())

    def _unmet(self, read: ReadLesson) -> tuple[str, ...]:
        """On workspaces that it needs and the class does not offer: what is only locked or hidden can be skipped."""
        offered = self._session.state.restrictions.workspaces
        if offered is None:
            return ()
        titles = {each.key: workspace_text(each.title) for each in self._session.workspaces}
        said = unmet(read, Restrictions(workspaces=offered), language(), lambda need: titles.get(need.name, need.name))
        return tuple(map(sentence_text, said))

    def begin(self, name: str, position: int = 0) -> None:
        """Opens a lesson that was read, at a step, counted from 0; one that was left in the middle with what had been
        predicted in it."""
        read = self.shelf.find(name)
        if read is None:
            self.failed.emit(self.tr("There is no lesson called “{0}”.").format(name))
            return
        opened = self._session.state.classroom
        past = self._memory.past(name, read.lesson.version)
        if opened is not None and opened.lesson is not None and opened.lesson.name == name:
            self._begin(read, opened.classroom.seed, opened.code, past, position)
        else:
            self._begin(read, None, "", past, position)

    def begin_class(self, opened: OpenedClass) -> None:
        """The lesson that a class begins with, with its seed."""
        if opened.lesson is not None:
            self._begin(opened.lesson, opened.classroom.seed, opened.code)

    def _begin(
        self, read: ReadLesson, seed: int | None, code: str, past: LessonPast | None = None, position: int = 0
    ) -> None:
        if self._chooser is not None:
            self._chooser.close()
        self.offered.emit("")
        try:
            self._guide.begin(read, seed, code, language(), past, position)
        except OSError as error:
            text = self.tr("The lesson cannot be begun: there is no room for its files ({0}).")
            why = sentence_text(reason(error))
            self.failed.emit(why if self._session.is_far else text.format(why))

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Draws what differs from *old*."""
        lesson, before = new.lesson, None if old is None else old.lesson
        self._keeper.show_state(new, old)
        if changed(new, old, "restrictions", "classroom") and self._chooser is not None and self._chooser.isVisible():
            self.shelf.with_all(self._fill_chooser)
        if old is None or new.labels != old.labels:
            self.column.set_labels(new.labels)
        if lesson is not before or old is None:
            self._show_lesson(lesson, before)
        if lesson is not None:
            self._numbers.offer(None)

    def _show_lesson(self, lesson: LessonShown | None, before: LessonShown | None) -> None:
        if self._place is not None:
            self._place.show_reading(lesson is not None)
        self.column.show_lesson(lesson, before, self._guide.facts)
        for way in self._ways:
            way.setEnabled(lesson is not None)
        if lesson is None:
            self.marks.show_pointed(())
            if before is not None:
                self._window.setFocus()
            return
        progress = lesson.progress
        if progress.finished and (before is None or not before.progress.finished):
            record = self._guide.record("")
            self.column.show_done(record.seconds, {each.key: each.question for each in record.entries})
        self._point(lesson, before)

    def _point(self, lesson: LessonShown, before: LessonShown | None) -> None:
        """At what is pointed at by Show me, else by the step."""
        if lesson.building or lesson.progress.finished:
            self.marks.show_pointed(())
            return
        step = lesson.progress.current
        names, place = lesson.pointed, step.place if lesson.showing is None else None
        turned = before is None or before.building or before.progress.current.key != step.key
        if before is not None and before.showing is not None and lesson.showing is None:
            turned = True  # what was pointed at meanwhile is over
        if turned and self._place is not None:
            self._place.need_settings(False)
        self.marks.show_pointed(names, None if place is None else lambda: self._pixels(place), anew=turned)

    def _pixels(self, place: MapPlace) -> QRect:
        """Around a place on a map, in the window; empty where it is not seen."""
        value = self._session.state.map_of(place.model)
        if value is None or place.model >= len(self._maps.panels):
            return QRect()
        view = self._maps.panels[place.model].map
        code = value.cursor.copy()
        count = min(len(place.z), len(code))
        code[:count] = np.asarray(place.z[:count], np.float32)
        x, y = value.plane.project(code[None])[0]
        at = QPoint(*(round(pixel) for pixel in view.view.to_pixel(float(x), float(y))))
        if not view.isVisible() or not view.rect().contains(at):
            return QRect()
        return around(view.mapTo(self._window, at))

    def _unfold(self, control: QWidget) -> None:
        """What is pointed at may be among the settings."""
        if self._place is not None and self._settings_panel.isAncestorOf(control):
            self._place.need_settings(True)

    # ------------------------------------------------------------------ from the user

    def _on_map_touched(self, model: int) -> None:
        """A place that is asked for is the one that was touched last."""
        lesson, value = self._session.state.lesson, self._session.state.map_of(model)
        if lesson is None or lesson.building or value is None:
            return
        step = lesson.progress.current
        if isinstance(step, AskStep) and step.answer == "place" and step.model == model:
            x, y = (float(each) for each in (*value.cursor[:2], 0.0)[:2])
            self.column.ask.show_place(x, y)

    def _go_on(self) -> None:
        if self.column.foot.next.isEnabled() and not self.column.foot.next.isHidden():
            self._guide.forward()

    def _go_back(self) -> None:
        if self.column.foot.back.isEnabled():
            self._guide.back()

    def take_key(self, event: QKeyEvent, held: QWidget | None) -> bool:
        """A key that nobody who has the keyboard took; whether it means something in the lesson that is open."""
        if self._session.state.lesson is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            return self.marks.send_away()
        if key in ENTER and held is not None and not self._is_ours(held):
            return False
        return self.column.take_key(key)

    def _is_ours(self, held: QWidget) -> bool:
        """Whether Enter is for the lesson where *held* has the keyboard: not where it is a button that Tab has reached,
        or a field of others in which something is typed."""
        if isinstance(held, QLineEdit):
            return held is self.column.ask.field
        if isinstance(held, OptionCard) and held.isChecked():
            return True
        return not isinstance(held, QAbstractButton | QComboBox)


def language() -> str:
    """That of the window."""
    application = QCoreApplication.instance()
    return str(application.property(LANGUAGE) or "en") if application else "en"
