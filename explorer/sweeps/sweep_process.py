"""The process that trains a sweep beside the window: ``latent-explorer sweep``, which ends when the window does.

The run in the window keeps its own threads; whatever happens to either, what was saved goes on later.
"""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, Signal

from explorer.texts.sentences import sentence_text
from trainers.machine.own_program import own_command, own_environment
from trainers.shown import shown

GRACE_MS = 3_000  # for it to save, when the window is closed
_WELL = (0, 1, 130)  # exit codes: finished, some cells are not, stopped


class SweepProcess(QObject):
    """One sweep at a time."""

    heard = Signal(object)  # what happens, as ``trainers.sweeps.work`` says it
    ended = Signal(str)  # why it could not go on, in a sentence; empty where it came to its end or was paused

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._pending = b""
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._on_about_to_quit)

    @property
    def is_running(self) -> bool:
        return self._process is not None

    def start(self, folder: Path, jobs: int, device: str, data_dir: Path) -> None:
        """Trains what is left of the sweep in *folder*."""
        assert self._process is None, "one sweep at a time"
        environment = QProcessEnvironment()
        for name, value in own_environment().items():
            environment.insert(name, value)
        process = self._process = QProcess(self)
        self._pending = b""
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        program, *arguments = own_command(
            "trainers.cli", "sweep", "--out", str(folder), "--jobs", str(jobs), "--device", device,
            "--data-dir", str(data_dir), "--json", "--attached",
        )  # fmt: skip
        process.start(program, arguments)

    def pause(self) -> None:
        """What is being trained is saved, and the process ends."""
        if self._process is not None:
            self._process.closeWriteChannel()

    def _read(self) -> None:
        if self._process is None:
            return
        *lines, self._pending = (self._pending + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        for line in lines:
            try:
                event = json.loads(line)
            except ValueError:
                continue
            if isinstance(event, dict) and "event" in event:
                self.heard.emit(event)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            why = self._process.errorString()
            self._let_go()
            self.ended.emit(self.tr("The sweep could not be started: {0}").format(shown(why)))

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        assert self._process is not None
        self._read()
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", errors="replace").strip()
        self._let_go()
        if code == 1:  # what libraries say beside is no reason
            said = "\n".join(line for line in said.splitlines() if line.startswith("latent-explorer: "))
        if status is QProcess.ExitStatus.NormalExit and code in _WELL and (code != 1 or not said):
            self.ended.emit("")
            return
        why = (said.splitlines() or [self.tr("the process ended with code {0}").format(code)])[-1]
        why = why.removeprefix("latent-explorer: ")
        self.ended.emit(self.tr("The sweep stopped: {0}").format(shown(sentence_text(why))))

    def _let_go(self) -> None:
        if self._process is not None:
            self._process.deleteLater()
        self._process = None

    def _on_about_to_quit(self) -> None:
        """The window is closed: it saves, or is ended and goes on from what was saved before."""
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            process.closeWriteChannel()
            if not process.waitForFinished(GRACE_MS):
                process.kill()
                process.waitForFinished(GRACE_MS)
