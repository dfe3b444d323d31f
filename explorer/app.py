"""Start-up and shut-down of the window: application object, translations, the opening run."""

from __future__ import annotations

import logging
import math
import os
import sys
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NoReturn

from PySide6 import QtCore
from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QSize,
    Qt,
    QtMsgType,
    QTranslator,
)
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from explorer.files.files_opened import FilesOpened
from explorer.files.opening import open_first
from explorer.gui_thread.garbage import GarbageCollector
from explorer.help.help_desk import LANGUAGE
from explorer.options import Options
from explorer.program_log import Hooks, start_log
from explorer.screenshot import BAD_REQUEST, Screenshot
from explorer.settings import Settings, put_aside
from explorer.single_instance import SingleInstance, address, wishes
from explorer.start_trouble import say, screen_trouble
from explorer.state.session import Session
from explorer.style.theme import ThemeWatcher
from explorer.texts.sentences import sentence_text
from explorer.window.window import Window
from explorer.workspaces import WORKSPACES
from trainers import places
from trainers.lessons.class_codes import ClassCodeError
from trainers.lessons.class_opening import OpenedClass, open_class
from trainers.lessons.classroom import ClassroomError
from trainers.lessons.reading import find_lessons, lesson_folders
from trainers.link.address import FarAddress
from trainers.link.far_worker import FarWorker
from trainers.messages import LinkChanged, LinkPhase

log = logging.getLogger("explorer")
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)  # pixels
# Between Python threads: the default of 5 ms makes the window stutter beside training. CPython waits whole milliseconds
# on Windows, so less than one would be none, and every thread that waits would spin.
SWITCH_SECONDS = {"win32": 0.001}.get(sys.platform, 0.00005)


def run_window(options: Options) -> int:
    """Opens the window and runs it to the end; returns the exit code."""
    sys.setswitchinterval(SWITCH_SECONDS)
    if options.screenshot is not None and options.after_steps:
        options = replace(options, autoplay=False)
    start_log()
    app = make_application()
    alone = options.screenshot is not None or options.far is not None  # what is far has a window of its own
    instance = None if alone else SingleInstance(address(places.settings_file()), wishes(options))
    asked = options.open if options.classroom is None else Path(options.classroom)
    if instance is not None and not instance.claim(asked, _wants_window(options)):
        print("latent-explorer: the window that is open already has been brought to the front")
        return 0
    former = _put_settings_aside() if options.reset_settings else None
    settings = Settings(places.settings_file())
    class_problem, opened_class = _read_class(options, options.lang or settings.language or QLocale.system().name())
    spoken = opened_class.classroom.language if opened_class is not None else ""
    load_translations(app, options.lang or spoken or settings.language)
    hooks = Hooks()
    garbage = GarbageCollector()
    themes = ThemeWatcher(app, options.theme or settings.theme, settings.font_scale)
    device = settings.device if options.device == "auto" else options.device
    threads = settings.threads if options.threads is None else options.threads
    session = _make_session(options, device, threads)
    window = Window(session, settings, themes)
    hooks.failed.connect(window.notices.show_failure)
    if instance is not None:
        instance.asked.connect(window.come_forward)
    opened = FilesOpened(app)
    opened.asked.connect(window.come_forward)
    if options.window_size:
        window.resize(*options.window_size)
    elif options.screenshot is None:
        window.restore_geometry()
    session.set_workspace(options.workspace or settings.workspace)
    problem = sentence_text(class_problem)
    if opened_class is not None:
        window.classes.show_opened(opened_class)
        options = replace(options, preset=opened_class.classroom.preset)
    if session.is_far:
        pass  # what there is to see is told by the far machine
    elif options.open is not None and options.open.is_dir() and options.screenshot is None:
        if options.workspace is not None:  # which was asked for, and is not chosen by what is opened
            window.files.opened.connect(
                lambda: session.enter(options.workspace), Qt.ConnectionType.SingleShotConnection
            )
        window.files.open(options.open, options.autoplay)  # read beside the window, however large it is
    else:
        problem = open_first(session, options, settings) or problem
        if options.workspace is None and options.screenshot is None:
            window.presets.show_first()
    if problem:
        window.notices.show_failure(problem)
        _print_problem(problem)
    elif options.reset_settings:
        window.note.show_text(_reset_text(former), error=isinstance(former, OSError))
    window.lesson_desk.shelf.set_folders(_teachers_folders(options))
    if options.beside:
        window.files.open_beside(options.beside)
    if options.lesson is not None:
        window.lesson_desk.failed.connect(_print_problem)
        window.lesson_desk.open_named(options.lesson, options.chapter - 1)
    window.painted.connect(session.start)  # this imports torch
    if window.files.is_reading:  # most runs are there at once: no empty window flashes up before them
        for sign in (session.state_changed, window.files.failed, window.files.told):
            sign.connect(window.show, Qt.ConnectionType.SingleShotConnection)
        window.files.failed.connect(_print_problem, Qt.ConnectionType.SingleShotConnection)
    else:
        window.show()
    if opened_class is not None and opened_class.lesson is not None:
        window.classes.begin()
    session.engine_started.connect(garbage.settle)
    session.run_built.connect(garbage.run_built)
    shot = None
    if options.screenshot is not None:
        shot = Screenshot(window, session, options.screenshot, options.after_steps)
        window.lesson_desk.failed.connect(shot.refuse)
    code = BAD_REQUEST if problem and shot is not None else app.exec()
    if instance is not None:
        instance.close()
    ended = session.close()
    log.info("closed%s", "" if ended else ", but a thread did not end in time")
    garbage.close()
    hooks.close()
    code = shot.code if shot is not None and not problem else code
    if not ended:
        leave_at_once(code)
    return code


def _make_session(options: Options, device: str, threads: int | None) -> Session:
    """With a worker of its own, or one on the machine that was asked for."""
    data, runs = places.data_dir(options.data_dir), places.runs_dir()
    if options.far is None:
        return Session(data, runs, device, threads, workspaces=WORKSPACES)
    there = FarAddress.parse(options.far)
    make_worker = partial(FarWorker, command=there.command(), host=there.host)
    link = LinkChanged(there.host, LinkPhase.CONNECTING, math.nan)
    return Session(data, runs, device, threads, make_worker=make_worker, workspaces=WORKSPACES, link=link)


def _wants_window(options: Options) -> bool:
    """Whether one that is open already is not brought to the front instead."""
    return options.new_window or options.reset_settings or bool(options.beside)


def _read_class(options: Options, language: str) -> tuple[str, OpenedClass | None]:
    """The class that was asked for, before the window is made, as its language is that of the class; or one sentence
    on why it cannot be opened."""
    if options.classroom is None:
        return "", None
    try:
        lessons, _ = find_lessons(lesson_folders(*_teachers_folders(options)))
        return "", open_class(options.classroom, lessons, language=language)
    except (ClassroomError, ClassCodeError) as error:
        return str(error), None


def _teachers_folders(options: Options) -> tuple[Path, ...]:
    """Where lessons lie beside those of the program."""
    return () if options.lessons is None else (options.lessons.absolute(),)


def leave_at_once(code: int) -> NoReturn:
    """Ends the process though a thread is still at work: what is in a library that cannot be interrupted would come
    back to an interpreter that is being taken down, and crash it."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.flush()
    os._exit(code)


def _print_problem(problem: str) -> None:
    print(f"latent-explorer: {problem}", file=sys.stderr)


def _put_settings_aside() -> Path | OSError | None:
    """Where the former settings are now, None when there were none, or why they could not be put aside."""
    try:
        return put_aside(places.settings_file())
    except OSError as error:
        return error


def _reset_text(former: Path | OSError | None) -> str:
    """One line about it, for the window; printed, too, as the window may be what does not work."""
    if isinstance(former, OSError):
        text = QCoreApplication.translate("Start", "The settings could not be reset: {0}")
        text = text.format(sentence_text(former.strerror or str(former)))
    elif former is None:
        text = QCoreApplication.translate("Start", "There were no settings to reset.")
    else:
        text = QCoreApplication.translate("Start", "Settings as at the first start; the former ones are kept in {0}")
        text = text.format(former)
    print(f"latent-explorer: {text}")
    return text


def make_application() -> QApplication:
    """The one application object, named so that settings and desktop entries find it."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")  # its threads would wait for cores that training uses
    os.environ.setdefault("QT_XCB_GL_INTEGRATION", "none")  # nothing is drawn with OpenGL; a broken driver cannot hurt
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(QGuiApplication.highDpiScaleFactorRoundingPolicy().PassThrough)
    app = _make_or_leave()
    app.setApplicationName("Latent Explorer")
    app.setDesktopFileName("latent-explorer")
    app.setWindowIcon(program_icon())
    app.setStyle("Fusion")
    return app


def _make_or_leave() -> QApplication:
    """Where Qt finds no screen it would abort, after texts of its own: one sentence and exit code 2 instead."""
    said: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            say(screen_trouble([*said, text]))
            os._exit(BAD_REQUEST)  # there is no way back from here
        said.append(text)

    before = QtCore.qInstallMessageHandler(hear)
    app = QApplication(sys.argv[:1])
    QtCore.qInstallMessageHandler(before)
    for text in said:
        log.warning("Qt, while it started: %s", text)
    return app


def program_icon() -> QIcon:
    """In every size that there is; a file is read when its size is first drawn."""
    icon = QIcon()
    for size in ICON_SIZES:
        icon.addFile(str(places.resources_dir() / "icons" / f"latent-explorer-{size}.png"), QSize(size, size))
    return icon


def load_translations(app: QApplication, language: str) -> list[QTranslator]:
    """Installs the product's and Qt's own translations of *language* ("" follows the system).

    English needs none. Another language that was asked for and is not there gives English and a line in the log; Qt's
    own translations are installed only beside the product's, as a window in two languages helps nobody.
    """
    locale = QLocale(language) if language else QLocale.system()
    app.setProperty(LANGUAGE, "")
    if locale.language() == QLocale.Language.English:
        return []
    own = _load_translator(app, locale, "latent-explorer", places.resources_dir() / "translations")
    if own is None:
        if language:
            log.warning("language %r: there is no translation, so the window is in English", language)
        return []
    app.setProperty(LANGUAGE, locale.name())
    QLocale.setDefault(locale)  # by it the theme chooses among fonts that draw the same characters differently
    qt_folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    qt = _load_translator(app, locale, "qtbase", qt_folder)
    if qt is None:
        log.warning("language %r: Qt's own texts stay English, as %s holds none", locale.name(), qt_folder)
    return [translator for translator in (own, qt) if translator is not None]


def _load_translator(app: QApplication, locale: QLocale, name: str, folder: Path) -> QTranslator | None:
    translator = QTranslator(app)
    if not translator.load(locale, name, "_", str(folder)):
        return None
    app.installTranslator(translator)
    return translator
