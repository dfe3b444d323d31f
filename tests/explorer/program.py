"""The assembled program for tests: the real window, session and worker, with dialogs that answer for the user."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from explorer.app import load_translations
from explorer.curves.curves import CurvesView
from explorer.files.dialogs import Dialogs
from explorer.help.help_desk import LANGUAGE
from explorer.lessons.running.lesson_guide import LessonGuide
from explorer.map.latent_map import LatentMap
from explorer.map.overlays.decode_inset import DecodeInset
from explorer.pixels.images import from_qimage
from explorer.settings import Settings
from explorer.state.room import Parts
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.state.workspace import Workspaces
from explorer.style.theme import ThemeWatcher
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.segments import Segments
from explorer.window.window import Window
from explorer.workspaces import WORKSPACES
from explorer.workspaces.adversarial.adversarial_panel import AdversarialPanel
from explorer.workspaces.compare.compare_panel import ComparePanel
from explorer.workspaces.explore.pictures_panel import PicturesPanel
from trainers import places
from trainers.experiment import Experiment
from trainers.messages import Phase

W = TypeVar("W", bound=QWidget)
P = TypeVar("P", bound=Parts)
PATIENCE = 15_000  # ms
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@contextmanager
def speaking(app: QApplication, language: str) -> Iterator[None]:
    """The application in *language* ("en", "zh_CN") for a while."""
    before, spoken = QLocale(), app.property(LANGUAGE)
    translators = load_translations(app, language)
    try:
        yield
    finally:
        for translator in translators:
            app.removeTranslator(translator)
        QLocale.setDefault(before)
        app.setProperty(LANGUAGE, spoken)


def experiment(**changes: Any) -> Experiment:
    """Small enough that training and looking are over in a moment."""
    table: dict[str, Any] = {
        "title": "test",
        "seed": 3,
        "steps": 100_000,
        "batch_size": 16,
        "dataset": {"name": "digits"},
        "models": [{"family": "vae", "layers": [12]}],
    }
    return Experiment.parse({**table, **changes})


class Answers(Dialogs):
    """Dialogs in which the user chooses ``path``, and where there may be several, ``paths``."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self.asked: list[str] = []
        self.over: QWidget | None = None  # the window that asked last, where it is not the main one

    def _answer(self, title: str) -> Path | None:
        self.asked.append(title)
        return self.path

    def ask_folder(self, title: str, start: Path, parent: QWidget | None = None) -> Path | None:
        self.over = parent
        return self._answer(title)

    def ask_file(self, title: str, start: Path, file_filter: str) -> Path | None:
        return self._answer(title)

    def ask_new(self, title: str, suggestion: Path, suffix: str = "") -> Path | None:
        return self._answer(title)

    def ask_export(self, parent: QWidget, title: str, suggestion: Path, file_filter: str) -> Path | None:
        self.over = parent
        return self._answer(title)


class Program:
    """What ``explorer.app.run_window`` makes, within the application of the tests."""

    def __init__(self, qtbot: QtBot, folder: Path, workspaces: Workspaces = WORKSPACES) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.qtbot = qtbot
        self.dialogs = Answers()
        self.settings = Settings(folder / "settings.ini")
        self.themes = ThemeWatcher(app, "dark")
        self.session = self.make_session(folder, workspaces=workspaces)
        self.window = Window(self.session, self.settings, self.themes, self.dialogs)
        qtbot.addWidget(self.window)
        self.window.resize(1440, 900)

    def make_session(self, folder: Path, **more: Any) -> Session:
        return Session(folder / "data", places.runs_dir(), "cpu", **more)

    def start(self, given: Experiment | None = None, **more: Any) -> None:
        """Shows the window with an experiment in it that is ready to train."""
        self.session.begin(given or experiment(), **more)
        self.show()
        self.wait_for(Phase.TRAINING if more.get("play") else Phase.READY)
        self.wait(lambda: self.state.pictures is not None)
        self.wait(lambda: all(not panel.map.motion.is_easing for panel in self.window.maps.panels))

    def show(self) -> None:
        with self.qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.session.start()

    def close(self) -> bool:
        """Ends everything; whether the worker's threads ended in time."""
        self.window.close()
        ended = self.session.close()
        self.themes.deleteLater()
        return ended

    @property
    def state(self) -> AppState:
        return self.session.state

    def wait(self, found: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(found()), timeout=PATIENCE)

    def wait_for(self, *phases: Phase) -> None:
        self.wait(lambda: self.state.phase in phases and not self.window.files.is_reading)

    @property
    def guide(self) -> LessonGuide:
        return self.window.lessons

    @property
    def step(self) -> int:
        return 0 if self.state.ticked is None else self.state.ticked.step

    @property
    def curves(self) -> CurvesView:
        return self.window.loss.curves

    @property
    def pictures(self) -> PicturesPanel:
        return self._parts(PicturesPanel)

    @property
    def compare(self) -> ComparePanel:
        return self._parts(ComparePanel)

    @property
    def adversarial(self) -> AdversarialPanel:
        return self._parts(AdversarialPanel)

    def _parts(self, kind: type[P]) -> P:
        """What that workspace has brought into the window."""
        (found,) = (parts for parts in self.window.parts.values() if isinstance(parts, kind))
        return found

    # ------------------------------------------------------------------ what is seen

    def find(self, kind: type[W], name: str) -> W:
        """The widget of that name. There is exactly one."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]
        found = self.window.findChildren(kind, name)
        assert len(found) == 1, f"{name}: {len(found)} widgets"
        return found[0]

    def text(self, name: str) -> str:
        """What a label says, in full."""
        label = self.find(QLabel, name)
        return label.whole_text if isinstance(label, ElidedLabel) else label.text()

    def text_of(self, name: str) -> str:
        """What stands on a button."""
        return self.find(QAbstractButton, name).text()

    @property
    def message(self) -> str:
        """The line at the foot."""
        return self.text("status-message")

    @property
    def note(self) -> str:
        """The line over the window; empty when there is none."""
        return self.window.note.whole_text if self.window.note.isVisible() else ""

    def map(self, model: int = 0) -> LatentMap:
        return self.window.maps.panels[model].map

    def inset(self, model: int = 0) -> np.ndarray:
        """The pixels of the decoded image in the corner of a map."""
        shown: QImage = self.find_in(self.map(model), DecodeInset, "decode_inset").image
        return np.zeros(0) if shown.isNull() else from_qimage(shown).copy()

    @staticmethod
    def find_in(parent: QWidget, kind: type[W], name: str) -> W:
        found = parent.findChild(kind, name)
        assert found is not None, name
        return found

    def decode_shown(self, model: int = 0) -> bool:
        """Whether the inset shows the decode of the code under cursor or pointer."""
        answer = self.state.answers.get(f"cursor {model}")
        z = None if answer is None else answer.z[0]  # type: ignore[attr-defined]
        return z is not None and np.array_equal(z, self.state.maps[model].shown)

    # ------------------------------------------------------------------ what the user does

    def at(self, right: float, down: float, model: int = 0) -> QPoint:
        """A place on a map, in shares of its width and height."""
        size = self.map(model).size()
        return QPoint(round(size.width() * right), round(size.height() * down))

    def plane(self, at: QPoint, model: int = 0) -> list[float]:
        """The point of the plane at that place."""
        return list(self.map(model).view.to_plane(at.x(), at.y()))

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """A click in the middle of a widget, which is scrolled into view first."""
        assert widget.isVisible() and widget.isEnabled(), widget.objectName()

        def spot() -> QPoint:
            middle = widget.rect().center()
            if isinstance(widget, QCheckBox | QRadioButton):  # which are wider than what answers the pointer
                middle.setX(8)
            return middle if at is None else at

        def seen() -> bool:
            self.reveal(widget)
            return widget.visibleRegion().contains(spot())

        self.wait(seen)
        QTest.mouseClick(widget, LEFT, NONE, spot())

    def press(self, name: str) -> None:
        """A click on the button of that name; a tab without room is chosen in the menu of its row."""
        button = self.find(QWidget, name)
        row = button.parentWidget()
        if isinstance(row, Segments) and isinstance(button, QPushButton) and button.isHidden():
            menu = next(tab.menu() for tab in row.findChildren(QPushButton) if tab.menu() and tab.isVisible())
            menu.aboutToShow.emit()
            next(entry for entry in menu.actions() if entry.text() == button.text()).trigger()
        else:
            self.click(button)

    def reveal(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()

    def type_into(self, name: str, text: str) -> None:
        """Clicks a field, replaces its text and presses Enter."""
        field = self.find(QLineEdit, name)
        self.click(field)
        self.wait(field.hasFocus)
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """A key for whatever has the focus."""
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def leave(self, widget: QWidget) -> None:
        """The pointer goes away."""
        QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))

    def choose(self, button: str, action: str, path: Path | None) -> None:
        """Chooses an entry of a button's menu, and *path* in the dialog that follows."""
        self.dialogs.path = path
        menu = self.find(QToolButton, button).menu()
        entry = next(entry for entry in menu.actions() if entry.objectName() == action)
        entry.trigger()

    def drop(self, widget: QWidget, *paths: Path | str) -> bool:
        """Drags files over a widget and lets go; whether they were welcome. Unwelcome ones go on to its parents, as
        with the real thing."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(p)) if isinstance(p, Path) else QUrl(p) for p in paths])
        common = (Qt.DropAction.CopyAction, mime, LEFT, NONE)
        target: QWidget | None = widget
        while target is not None:
            enter = QDragEnterEvent(QPoint(5, 5), *common)
            enter.ignore()
            if target.acceptDrops():
                QApplication.sendEvent(target, enter)
            if enter.isAccepted():
                QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), *common))
                return True
            target = target.parentWidget()
        return False
