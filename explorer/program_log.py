"""The log file, and all that goes there: what the program notes, what Qt says, and exceptions that nobody expected."""

from __future__ import annotations

import logging
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6 import QtCore
from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal
from PySide6.QtWidgets import QApplication

from trainers import places

log = logging.getLogger("explorer")


def start_log() -> Path:
    """Logs to a file of at most a megabyte; returns its path. Without a place to write, the log goes nowhere."""
    path = places.log_dir() / "latent-explorer.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(path, maxBytes=500_000, backupCount=1, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    return path


class Hooks(QObject):
    """What Python and Qt would print goes to the log; an unexpected exception also to the window."""

    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        QtCore.qInstallMessageHandler(self._on_qt_message)

    def close(self) -> None:
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        QtCore.qInstallMessageHandler(None)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.error("unexpected", exc_info=(kind, error, trace))
        if sys.stderr is not None:
            sys.__excepthook__(kind, error, trace)
        self._tell(kind.__name__)

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        log.error("unexpected, in thread %s", arguments.thread, exc_info=arguments.exc_value)
        self._tell(arguments.exc_type.__name__)

    def _tell(self, kind: str) -> None:
        """In plain words; what exactly it was stands in the log."""
        self.failed.emit(
            self.tr("Something went wrong in the program ({0}). The log file has the details.").format(kind)
        )

    def _on_qt_message(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        level = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO}.get(kind, logging.WARNING)
        log.log(level, "Qt: %s", text)
        if level >= logging.WARNING and sys.stderr is not None:
            print(text, file=sys.stderr)
