"""The self-test in a process of its own, so that the window never waits and nothing that dies in it takes the window
along. What it has found so far is read from its report file, which works where a program has no streams as well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, QTemporaryDir, QTimer, Signal

from trainers.machine.own_program import own_command, own_environment
from trainers.self_test.report import Report

LOOK_MS = 150
GRACE_MS = 2_000  # between asking it to end and ending it
TEMPORARY = ("TMPDIR", "TEMP", "TMP")  # so that a process that is ended leaves nothing behind

MakeCommand = Callable[[Path], Sequence[str]]


def self_test_command(report: Path) -> list[str]:
    """The program itself, which opens its window where nobody sees it."""
    return own_command("explorer", "--self-test", "--unseen", "--report", str(report))


class SelfTestProcess(QObject):
    """``progressed`` carries each new Report, ``ended`` the last one and how the process ended in one word: "finished",
    "cancelled", "died", or "failed to start"; then what it said last, if it died."""

    progressed = Signal(object)
    ended = Signal(object, str, str)

    def __init__(self, make_command: MakeCommand = self_test_command, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_command = make_command
        self._process: QProcess | None = None
        self._folder: QTemporaryDir | None = None
        self._report = Report()
        self._cancelled = False
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._on_look)
        self._kill = QTimer(self)
        self._kill.setSingleShot(True)
        self._kill.setInterval(GRACE_MS)
        self._kill.timeout.connect(self._on_grace_over)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._on_about_to_quit)

    @property
    def running(self) -> bool:
        return self._process is not None

    @property
    def report(self) -> Report:
        """What was found so far, or last."""
        return self._report

    def start(self) -> None:
        """Begins anew, unless it is running."""
        if self._process is not None:
            return
        self._cancelled, self._report = False, Report()
        self._folder = QTemporaryDir()
        environment = QProcessEnvironment()
        for name, value in own_environment(**dict.fromkeys(TEMPORARY, self._folder.path())).items():
            environment.insert(name, value)
        process = QProcess(self)
        process.setProcessEnvironment(environment)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.setStandardInputFile(QProcess.nullDevice())
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        program, *arguments = self._make_command(self._file)
        self._look.start()
        process.start(program, arguments)

    def cancel(self) -> None:
        """Asks the process to end, and ends it when it does not; ``ended`` follows."""
        if self._process is not None and not self._cancelled:
            self._cancelled = True
            self._process.terminate()
            self._kill.start()

    @property
    def _file(self) -> Path:
        assert self._folder is not None
        return Path(self._folder.path()) / "report.json"

    def _on_look(self) -> None:
        try:
            report = Report.from_json(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # not there yet, or just being replaced
            return
        if report != self._report:
            self._report = report
            self.progressed.emit(report)

    def _on_grace_over(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _on_about_to_quit(self) -> None:
        """The window is closed while it runs."""
        if self._process is not None:
            self._cancelled = True
            self._process.kill()
            self._process.waitForFinished(GRACE_MS)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            self._end("failed to start", self._process.errorString())

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        assert self._process is not None
        said = bytes(self._process.readAll().data()).decode("utf-8", errors="replace").strip()
        self._on_look()
        how = "cancelled" if self._cancelled else "finished" if self._report.finished else "died"
        self._end(how, said if how == "died" else "")

    def _end(self, how: str, said: str) -> None:
        self._look.stop()
        self._kill.stop()
        if self._process is not None:
            self._process.deleteLater()
        self._process = None
        self._folder = None  # removes it
        self.ended.emit(self._report, how, said)
