"""What is done with classes: a file or a code is opened, a class is left, one is prepared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from explorer.classes.class_bar import ClassBar
from explorer.classes.code_dialog import CodeDialog
from explorer.classes.needed_names import needed_names
from explorer.classes.projector import Projector
from explorer.files.dialogs import Dialogs
from explorer.help.help_desk import LANGUAGE
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.style.theme import Mode, ThemeWatcher
from explorer.texts.sentences import sentence_text
from trainers.lessons.class_codes import ClassCodeError
from trainers.lessons.class_opening import OpenedClass, open_class, open_class_code
from trainers.lessons.classroom import CLASS_SUFFIX, ClassroomError
from trainers.lessons.reading import ReadLesson
from trainers.shown import shown

if TYPE_CHECKING:
    from explorer.classes.prepare_class import PrepareClass

LANGUAGE_NAMES = {"en": "English", "zh_CN": "中文"}


class ClassDesk(QObject):
    """Opens classes for *window*. What cannot be opened is one sentence, and nothing has changed. Size of the text and
    theme are those of the class while it is open, and are not remembered; neither is projector mode."""

    failed = Signal(str)
    told = Signal(str)
    lesson_requested = Signal(object)  # OpenedClass, whose lesson is to be begun
    preset_requested = Signal(str)

    def __init__(
        self,
        session: Session,
        themes: ThemeWatcher,
        dialogs: Dialogs,
        find_lessons: Callable[[], Sequence[ReadLesson]],
        window: QWidget,
    ) -> None:
        """*find_lessons* gives those that a class may begin with."""
        super().__init__(window)
        self._session, self._themes, self._dialogs = session, themes, dialogs
        self._find_lessons, self._window = find_lessons, window
        self.bar = ClassBar()
        self.bar.leave_requested.connect(self.leave)
        self.projector = Projector(window, themes)
        self._code_dialog: CodeDialog | None = None
        self._page: PrepareClass | None = None
        self._worn: tuple[tuple[Mode, float], tuple[Mode, float]] | None = None  # the user's own look, and the class's

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Draws what differs from *old*; everything when there is none."""
        if old is None or new.classroom is not old.classroom:
            self.bar.show_class(new.classroom, self._unmet(new, new.classroom))

    def _unmet(self, state: AppState, opened: OpenedClass | None) -> tuple[str, ...]:
        if opened is None:
            return ()
        return opened.unmet(self._language(), needed_names(opened.lesson, state, self._session.workspaces))

    # ------------------------------------------------------------------ opening

    def open(self, wanted: str, begins: bool = True) -> None:
        """Opens a classroom file by its path, or a class by its code; what it *begins* with, too."""
        try:
            opened = open_class(wanted, self._find_lessons(), language=self._language())
        except (ClassroomError, ClassCodeError) as error:
            self.failed.emit(shown(sentence_text(str(error))))
            return
        self.show_opened(opened)
        if begins:
            self.begin()

    def show_opened(self, opened: OpenedClass) -> None:
        """From now on the window is that of the class."""
        self._session.open_class(opened)
        self._dress(opened)
        self.projector.set_on(opened.classroom.projector)
        wanted = opened.classroom.language
        if wanted and wanted != self._language():
            text = self.tr("This class is in {0}: close the window and open the class again to have it so.")
            self.told.emit(text.format(LANGUAGE_NAMES[wanted]))

    def begin(self) -> None:
        """What the class that is open begins with."""
        opened = self._session.state.classroom
        if opened is None:
            return
        if opened.lesson is not None:
            self.lesson_requested.emit(opened)
        elif opened.classroom.preset is not None:
            self.preset_requested.emit(opened.classroom.preset)

    def leave(self) -> None:
        """Everything is offered again, in the user's own theme and size; the run stays."""
        if self._session.state.classroom is None:
            return
        self._session.leave_class()
        self.projector.set_on(False)
        self._dress(None)

    def _dress(self, opened: OpenedClass | None) -> None:
        """Theme and size of the class; without one those of before, unless the user has chosen others since."""
        now = self._themes.mode, self._themes.chosen_scale
        own, worn = self._worn or (now, now)
        mode, scale = own = own[0] if now[0] == worn[0] else now[0], own[1] if now[1] == worn[1] else now[1]
        if opened is not None:
            mode, scale = opened.classroom.theme or mode, opened.classroom.text_size or scale
        self._worn = None if opened is None else (own, (mode, scale))

        def change() -> None:
            self._themes.set_mode(mode)
            self._themes.set_font_scale(scale)

        if (mode, scale) != now:
            self._themes.dresser.change_soon(change)

    # ------------------------------------------------------------------ preparing

    def prepare(self) -> None:
        """Shows what a class can be made of."""
        if self._page is None:
            from explorer.classes.prepare_class import PrepareClass  # not needed for the first picture

            self._page = PrepareClass(self._session.workspaces, self._ask_place, self._window)
            self._page.tried.connect(self._on_tried)
            self._page.saved.connect(lambda path: self.told.emit(self.tr("Saved in {0}").format(shown(str(path)))))
        self._page.prepare(self._session.state, self._find_lessons(), self._language(), self._themes.font_scale)

    def _ask_place(self, suggestion: Path) -> Path | None:
        return self._dialogs.ask_new(self.tr("Save the class"), Path.home() / suggestion, CLASS_SUFFIX)

    def _on_tried(self, opened: OpenedClass) -> None:
        self.show_opened(opened)
        self.begin()

    @staticmethod
    def _language() -> str:
        """In which the window is."""
        app = QApplication.instance()
        return "en" if app is None else str(app.property(LANGUAGE) or "en")

    # ------------------------------------------------------------------ with a dialog

    def open_file(self) -> None:
        """Asks for a classroom file."""
        title = self.tr("Classroom files")
        path = self._dialogs.ask_file(self.tr("Open a class"), Path.home(), f"{title} (*{CLASS_SUFFIX})")
        if path is not None:
            self.open(str(path.absolute()))

    def ask_code(self) -> None:
        """Asks for a class code."""
        if self._code_dialog is None:
            self._code_dialog = CodeDialog(self._window)
            self._code_dialog.code_entered.connect(self._on_code_entered)
        self._code_dialog.ask()

    def _on_code_entered(self, text: str) -> None:
        assert self._code_dialog is not None
        try:
            opened = open_class_code(text, self._find_lessons(), language=self._language())
        except ClassCodeError as error:
            self._code_dialog.show_problem(shown(sentence_text(str(error))))
            return
        self._code_dialog.accept()
        self.show_opened(opened)
        self.begin()
