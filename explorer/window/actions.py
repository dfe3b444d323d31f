"""Menu and shortcuts: every action of the window in one place, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.theme import Mode

T = TypeVar("T")
LANGUAGES = (("en", "English"), ("zh_CN", "中文"))  # each in its own tongue, so that nobody is locked out


@dataclass(frozen=True)
class Choice(Generic[T]):
    """One of several values, what is chosen now, and what to do with another choice."""

    now: T
    choose: Callable[[T], None]


class Actions(QObject):
    """Makes the actions of *window*; each calls the method of *window* that its entry names."""

    def __init__(self, window: QWidget, call: Callable[[str], Callable[[], None]]) -> None:
        super().__init__(window)
        self._window = window
        self._call = call
        self.runs = self._make("runs", self.tr("Runs…"), "Ctrl+Shift+R")
        self.open_run = self._make("open_run", self.tr("Open run folder…"), "Ctrl+O")
        self.open_experiment = self._make("open_experiment", self.tr("Open experiment (TOML)…"), "Ctrl+Shift+O")
        self.open_far = self._make("open_far", self.tr("Open far run…"))
        self.open_beside = self._make("open_beside", self.tr("Side by side…"))
        self.sweep = self._make("sweep", self.tr("Sweep…"))
        self.save_as = self._make("save_as", self.tr("Save run as…"), "Ctrl+S")
        self.save_report = self._make("save_report", self.tr("Save report…"))
        self.save_experiment = self._make("save_experiment", self.tr("Experiment (TOML)…"))
        self.copy_command = self._make("copy_command", self.tr("Copy as command"))
        self.exports = (
            self._make("export_weights", self.tr("Weights (safetensors)…")),
            self._make("export_onnx", self.tr("Encoders and decoders (ONNX)…")),
            self._make("export_notebook", self.tr("Jupyter notebook…")),
            self._make("export_tensorboard", self.tr("Curves (TensorBoard)…")),
        )
        self.lessons = self._make("lessons", self.tr("Lessons…"))
        self.museum = self._make("museum", self.tr("Museum of mistakes…"))
        self.undo = self._make("undo", self.tr("Undo on the map"), "Ctrl+Z")
        self.redo = self._make("redo", self.tr("Redo on the map"), "Ctrl+Shift+Z")
        self.rewind_back = self._make("rewind_back", self.tr("Take the rewind back"))
        self.show_log = self._make("show_log", self.tr("Show the log file"))
        self.copy_report = self._make("copy_report", self.tr("Copy the error report"))
        self.help_start = self._make("help_start", self.tr("Start here"), "F1")
        self.help_leader = self._make("help_leader", self.tr("Guide for the workshop leader"))
        self.diagnostics = self._make("diagnostics", self.tr("Diagnostics…"))
        self.licences = self._make("licences", self.tr("Third-party licences"))
        self.about = self._make("about", self.tr("About Latent Explorer"))
        self.open_class = self._make("open_class", self.tr("Open a classroom file…"))
        self.enter_code = self._make("enter_code", self.tr("Enter a class code…"))
        self.prepare_class = self._make("prepare_class", self.tr("Prepare a class…"))
        self.leave_class = self._make("leave_class", self.tr("Leave the class"))
        self.leave_class.setEnabled(False)
        self.projector = self._make("projector", self.tr("Projector mode"), "F11")
        self.projector.setCheckable(True)
        self.quit = self._make("close", self.tr("Quit"), "Ctrl+Q")
        self._make("toggle_play", self.tr("Play or pause"), "Space")
        self._make("go_live", self.tr("Back to live"), "L")
        self.recent = QMenu(self.tr("Recent runs"), window)
        self.recent.setObjectName("recent_runs")

    def _make(self, name: str, text: str, keys: str = "") -> QAction:
        action = QAction(text, self._window)
        action.setObjectName(f"action_{name}")
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.setAutoRepeat(keys != "Space")  # held down it shall not play and pause in turns
        action.triggered.connect(lambda _checked=False: self._call(name)())
        self._window.addAction(action)
        return action

    def show_possible(self, rewound: bool, why_watched: str, why_not_moved: str) -> None:
        """What can be done with the run: whether it was *rewound*, and why it can be neither changed nor saved
        elsewhere; empty where it can."""
        self.rewind_back.setEnabled(rewound and not why_watched)
        self.rewind_back.setToolTip(plain_tip(why_watched))
        self.save_as.setEnabled(not why_not_moved)
        self.save_as.setToolTip(plain_tip(why_not_moved))

    def make_menu(self, theme: Choice[Mode], scale: Choice[float], language: Choice[str]) -> QMenu:
        """The window's menu. *language* is empty to follow the system."""
        menu = QMenu(self._window)
        menu.setObjectName("main_menu")
        menu.setToolTipsVisible(True)
        menu.addActions([self.runs, self.open_run, self.open_experiment, self.open_far])
        menu.addMenu(self.recent)
        menu.addAction(self.open_beside)
        menu.addAction(self.sweep)
        menu.addActions([self.save_as, self.save_report])
        menu.addMenu(self._make_exports())
        menu.addSeparator()
        menu.addActions([self.lessons, self.museum])
        menu.addSeparator()
        menu.addActions([self.undo, self.redo, self.rewind_back])
        menu.addSeparator()
        modes: tuple[tuple[Mode, str], ...] = (
            ("system", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        )
        menu.addMenu(self._make_class())
        menu.addAction(self.projector)
        menu.addSeparator()
        menu.addMenu(self._make_choices("theme", self.tr("Theme"), modes, theme))
        sizes = ((1.0, self.tr("Ordinary")), (1.25, self.tr("Large")), (1.5, self.tr("Very large")))
        menu.addMenu(self._make_choices("text_size", self.tr("Text size"), sizes, scale))
        languages = (("", self.tr("As the system")), *LANGUAGES)
        menu.addMenu(self._make_choices("language", self.tr("Language"), languages, language))
        menu.addSeparator()
        menu.addMenu(self._make_help())
        menu.addAction(self.quit)
        return menu

    def _make_exports(self) -> QMenu:
        menu = QMenu(self.tr("Export"), self._window)
        menu.setObjectName("menu_export")
        menu.addActions(list(self.exports))
        menu.addSeparator()
        menu.addActions([self.save_experiment, self.copy_command])
        return menu

    def _make_class(self) -> QMenu:
        menu = QMenu(self.tr("Class"), self._window)
        menu.setObjectName("menu_class")
        menu.addActions([self.open_class, self.enter_code, self.leave_class])
        menu.addSeparator()
        menu.addAction(self.prepare_class)
        return menu

    def _make_help(self) -> QMenu:
        menu = QMenu(self.tr("Help"), self._window)
        menu.setObjectName("menu_help")
        menu.addActions([self.help_start, self.help_leader])
        menu.addSeparator()
        menu.addActions([self.diagnostics, self.copy_report, self.show_log])
        menu.addSeparator()
        menu.addActions([self.licences, self.about])
        return menu

    def _make_choices(self, name: str, title: str, entries: tuple[tuple[T, str], ...], choice: Choice[T]) -> QMenu:
        menu = QMenu(title, self._window)
        menu.setObjectName(f"menu_{name}")
        group = QActionGroup(menu)
        for value, text in entries:
            action = menu.addAction(text)
            action.setObjectName(f"{name}_{value or 'system'}")
            action.setCheckable(True)
            action.setChecked(value == choice.now)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, value=value: choice.choose(value))
        return menu

    def show_recent(self, runs: list[tuple[Path, str]], open_run: Callable[[Path], None]) -> None:
        """Fills the menu of recent runs, newest first."""
        self.recent.clear()
        self.recent.setEnabled(bool(runs))
        for path, text in runs:
            action = self.recent.addAction(text)
            action.setToolTip(plain_tip(str(path)))
            action.triggered.connect(lambda _checked=False, path=path: open_run(path))
        if runs:
            self.recent.addSeparator()
            self.recent.addAction(self.tr("All runs…")).triggered.connect(self.runs.trigger)
