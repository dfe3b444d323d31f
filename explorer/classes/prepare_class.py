"""Prepare a class: what thirty machines shall begin with, see and may change, as a file to hand out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from explorer.classes.class_form import Beginning, ClassForm
from explorer.classes.lockable import lockable
from explorer.classes.needed_names import needed_names
from explorer.classes.tick_list import TickList
from explorer.state.state import AppState
from explorer.state.workspace import Workspaces
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, make_label
from explorer.texts.data_texts import knob_text, preset_text, workspace_text
from explorer.texts.sentences import sentence_text
from explorer.widgets.own_window import open_beside
from explorer.widgets.segments import Segments
from trainers.disk.atomic_file import reason
from trainers.experiment import Experiment, read_toml
from trainers.lessons.build_made import this_build
from trainers.lessons.class_opening import OpenedClass, as_restricted, code_of
from trainers.lessons.classroom import CLASS_SUFFIX, Classroom, write_classroom
from trainers.lessons.needs import unmet
from trainers.lessons.reading import ReadLesson
from trainers.lessons.restrictions import PARTS, Restrictions
from trainers.presets import Preset, preset_path
from trainers.shown import shown, shown_name

SIZE = (940, 600)  # px at the ordinary size of text
FORM_WIDTH = 330


class PrepareClass(QDialog):
    """Beside the window, which goes on. ``saved(path)`` when the file is written, ``tried(OpenedClass)`` when it shall
    be seen here what the class will see."""

    saved = Signal(object)
    tried = Signal(object)

    def __init__(self, workspaces: Workspaces, choose_file: Callable[[Path], Path | None], parent: QWidget) -> None:
        """*choose_file* asks where to write, and is given a suggestion."""
        super().__init__(parent)
        self._choose_file, self._workspaces = choose_file, tuple(workspaces)
        self._lessons: tuple[ReadLesson, ...] = ()
        self._presets: tuple[Preset, ...] = ()
        self._state = AppState()
        self._lesson_language = "en"
        self.setObjectName("prepare_class")
        self.setWindowTitle(self.tr("Prepare a class"))
        self._form = ClassForm()
        self._form.begins_changed.connect(self._show_locks)
        self._form.changed.connect(self._show_code)
        shown_here, locked = self.tr("Only what is ticked is there."), self.tr("What is ticked can only be read.")
        self._lists = {
            "workspaces": TickList("class_workspaces", shown_here, True),
            "presets": TickList("class_presets", shown_here, True),
            "datasets": TickList("class_datasets", shown_here, True),
            "parts": TickList("class_parts", shown_here, True),
            "locks": TickList("class_locks", locked, False),
        }
        titles = {
            "workspaces": self.tr("Workspaces"), "presets": self.tr("Presets"), "datasets": self.tr("Data"),
            "parts": self.tr("Parts"), "locks": self.tr("Locked settings"),
        }  # fmt: skip
        for each in self._lists.values():
            each.changed.connect(self._show_unmet)
        self._tabs, self._pages = Segments("class_tab"), QStackedWidget()
        for name, page in self._lists.items():
            self._tabs.add(name, titles[name])
            self._pages.addWidget(page)
        self._tabs.chosen.connect(self._show_page)
        self._show_page("workspaces")
        self._problem = make_label("", "error", "class_problem", wrap=True)
        self._problem.hide()
        self._unmet = make_label("", "warning", "class_unmet", wrap=True)
        self._unmet.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        about = self.tr("Everybody who opens the file begins alike: same seed, one thread, the same pictures.")
        close = make_button(self.tr("Close"), "class_close")
        attempt = make_button(self.tr("Try it here"), "class_try", tip=self.tr("This window becomes that of the class"))
        save = make_button(self.tr("Save…"), "class_save", "primary")
        close.clicked.connect(self.reject)
        attempt.clicked.connect(self._on_try_clicked)
        save.clicked.connect(self._on_save_clicked)
        save.setDefault(True)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self._tabs)
        right.addWidget(self._pages, 1)
        middle = QHBoxLayout()
        middle.setSpacing(26)
        middle.addWidget(self._form)
        middle.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._problem, 1)
        foot.addStretch(0)
        for button in (close, attempt, save):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(14)
        column.addWidget(make_label(about, "muted", "class_about", wrap=True))
        column.addLayout(middle, 1)
        column.addWidget(self._unmet)
        column.addLayout(foot)

    # ------------------------------------------------------------------ inputs

    def prepare(self, state: AppState, lessons: Sequence[ReadLesson], language: str, scale: float) -> None:
        """To the front, with what there is now. What was chosen before stays so."""
        self._state, self._lessons, self._presets = state, tuple(lessons), state.shown_presets
        self._lesson_language = language
        lists = self._lists
        lists["workspaces"].show_entries([(w.key, workspace_text(w.title), "") for w in self._workspaces])
        lists["presets"].show_entries([(p.name, preset_text(p.title), preset_text(p.summary)) for p in self._presets])
        data = [(spec.name, knob_text(spec.title), knob_text(spec.summary)) for spec in state.usable_datasets]
        lists["datasets"].show_entries(data)
        lists["parts"].show_entries([(part, title, "") for part, title in self._part_titles().items()])
        self._form.show_beginnings(
            [Beginning(shown_name(each.texts_in(language).title), lesson=each.name) for each in self._lessons],
            [Beginning(preset_text(each.title), preset=each.name) for each in self._presets],
        )
        self._problem.hide()
        self._form.setFixedWidth(round(FORM_WIDTH * scale))
        open_beside(self, SIZE, scale, widest=0.95)

    def _part_titles(self) -> Mapping[str, str]:
        titles = {
            "data": self.tr("Data"), "presets": self.tr("Presets"), "layers": self.tr("Map layers"),
            "knobs": self.tr("Settings of the models"), "curves": self.tr("Curves"), "timeline": self.tr("Timeline"),
            "top bar menu": self.tr("Menu"),
        }  # fmt: skip
        return {part: titles[part] for part in PARTS}

    def _show_page(self, name: str) -> None:
        self._tabs.show_chosen(name)
        self._pages.setCurrentWidget(self._lists[name])

    def _show_locks(self) -> None:
        """The settings of what the class begins with."""
        experiment = self._experiment()
        found = {} if experiment is None else lockable(experiment, self._state.families, self._state.datasets)
        self._lists["locks"].show_entries([(p, knob_text(k.label), knob_text(k.help)) for p, k in found.items()])
        self._show_unmet()

    def _show_unmet(self) -> None:
        """What the lesson needs and is taken away: the first of it, and all in the tooltip."""
        lesson = self._lesson()
        taken = as_restricted(self._restrictions())
        names = needed_names(lesson, self._state, self._workspaces)
        given = () if lesson is None else unmet(lesson, taken, self._lesson_language, names)
        found = [shown(sentence_text(text)) for text in given]
        more = self.tr("And {0} more.").format(len(found) - 1) if len(found) > 1 else ""
        self._unmet.setText(" ".join(text for text in (*found[:1], more) if text))
        self._unmet.setToolTip(plain_tip("\n".join(found)))
        self._unmet.setVisible(bool(found))

    def _experiment(self) -> Experiment | None:
        """What a class begins with, else what is open."""
        beginning = self._form.beginning
        if beginning is not None and beginning.preset:
            return read_toml(preset_path(beginning.preset))
        lesson = self._lesson()
        return self._state.experiment if lesson is None else lesson.experiment(0, 0)

    def _lesson(self) -> ReadLesson | None:
        beginning = self._form.beginning
        name = "" if beginning is None else beginning.lesson
        return next((each for each in self._lessons if each.name == name), None)

    def _show_code(self) -> None:
        classroom = self._made()
        code = "" if classroom is None else code_of(classroom, self._lesson())
        if code:
            about = self.tr(
                "To read aloud or write on the board: lesson and seed alone. What is hidden or locked, language and "
                "size are in the file."
            )
        else:
            about = self.tr("A code names a lesson. Without one, hand out the file.")
        self._form.show_code(code, about)

    # ------------------------------------------------------------------ the class

    def _made(self) -> Classroom | None:
        """The class as it is chosen; None where its title cannot be one, which is then said."""
        beginning, lesson = self._form.beginning, self._lesson()
        try:
            made = Classroom(
                title=self._form.title,
                lesson=None if lesson is None else lesson.name,
                lesson_version=None if lesson is None else lesson.lesson.version,
                preset=beginning.preset or None if beginning is not None else None,
                seed=self._form.seed,
                restrict=self._restrictions(),
                made_with=this_build(),
                **self._form.look,
            )
        except ValueError:
            self._say(self.tr("The title needs some letters, and no markup."))
            return None
        self._problem.hide()
        return made

    def _restrictions(self) -> Restrictions:
        lists = self._lists
        offered = {
            name: lists[name].ticked if lists[name].unticked else None for name in ("workspaces", "presets", "datasets")
        }
        return Restrictions.model_validate({**offered, "hide": lists["parts"].unticked, "lock": lists["locks"].ticked})

    def _say(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.show()

    def _on_try_clicked(self) -> None:
        classroom, lesson = self._made(), self._lesson()
        if classroom is not None:
            self.tried.emit(OpenedClass(classroom, code_of(classroom, lesson), lesson))

    def _on_save_clicked(self) -> None:
        classroom = self._made()
        if classroom is None:
            return
        path = self._choose_file(Path(f"{_file_name(classroom.title)}{CLASS_SUFFIX}"))
        if path is None:
            return
        try:
            write_classroom(path, classroom)
        except OSError as error:
            self._say(shown(f"{path.name}: {sentence_text(reason(error))}"))
            return
        self.accept()
        self.saved.emit(path)


def _file_name(title: str) -> str:
    """A title as a name that every system takes."""
    letters = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in title)
    return " ".join(letters.split())[:60] or "class"
