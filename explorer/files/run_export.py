"""The run for other programs, as ``latent-explorer export`` writes it: the run is saved, and a process of its own
exports what was saved.

What translates a model takes seconds and changes torch while it works; beside training it would do both to the run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, Signal

from explorer.files.dialogs import Dialogs
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.texts.beside_texts import several_runs_text
from explorer.texts.sentences import sentence_text
from trainers import places
from trainers.machine.extras import can_be_extended, has_extra, install_line
from trainers.machine.own_program import own_command, own_environment
from trainers.runs.listing import is_run
from trainers.shown import shown, shown_name

WEIGHTS, ONNX, TENSORBOARD, NOTEBOOK = "weights", "onnx", "tensorboard", "notebook"  # what ``--only`` takes
GRACE_MS = 2_000  # for the process to end when the program does


@dataclass(frozen=True)
class _Wish:
    """What is wanted of a run that is being saved: what to export, into the folder that was chosen."""

    only: str
    folder: Path
    run_id: int


class RunExport(QObject):
    """One export at a time. What was chosen gets a folder with the name of the run's."""

    told = Signal(str)  # that it goes on, and what came of it
    failed = Signal(str)  # one sentence

    def __init__(self, session: Session, dialogs: Dialogs, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._dialogs = session, dialogs
        self._wish: _Wish | None = None  # of a run that is being saved
        self._process: QProcess | None = None
        self._out = Path()
        session.state_changed.connect(self._on_state_changed)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._on_about_to_quit)

    @property
    def is_busy(self) -> bool:
        return self._wish is not None or self._process is not None

    def export_weights(self) -> None:
        """The weights of every model, with its knobs."""
        self._ask(WEIGHTS, self.tr("A folder for the weights"))

    def export_graphs(self) -> None:
        """Every encoder and decoder of the run as an ONNX graph."""
        self._ask(ONNX, self.tr("A folder for the ONNX graphs"))

    def export_events(self) -> None:
        """The curves of the run as events that TensorBoard reads."""
        self._ask(TENSORBOARD, self.tr("A folder for TensorBoard"))

    def export_notebook(self) -> None:
        """A notebook that loads the run and draws what the cursors of the maps decode to."""
        self._ask(NOTEBOOK, self.tr("A folder for the notebook"))

    def _ask(self, only: str, title: str) -> None:
        if problem := self._why_not(only):
            self.failed.emit(problem)
            return
        folder = self._dialogs.ask_folder(title, places.runs_dir())
        if folder is not None:
            self._wish = _Wish(only, folder, self._session.state.run_id)
            self.told.emit(self.tr("Exporting…"))
            self._session.save()

    def _why_not(self, only: str) -> str:
        state = self._session.state
        if only in _NAMES and not has_extra(only):
            if not can_be_extended():
                text = self.tr("{0} export needs libraries that this package lacks, and it cannot be extended.")
                return text.format(_NAMES[only])
            return self.tr("{0} export needs more libraries: {1}").format(_NAMES[only], install_line(only))
        if self.is_busy:
            return self.tr("The export before is not done yet.")
        if state.beside:
            return several_runs_text()
        if state.link is not None:
            return self.tr("This run lies on another machine: export it there.")
        if not state.has_run:
            return self.tr("There is no run yet that could be exported.")
        return ""

    def _on_state_changed(self, new: AppState, old: AppState) -> None:
        wish = self._wish
        if wish is None:
            return
        saved = new.saved
        if new.run_id != wish.run_id or (new.failed is not None and new.failed is not old.failed):
            self._wish = None
            self.failed.emit(self.tr("The run ended before it could be exported."))
        elif saved is not None and saved is not old.saved:
            self._wish = None
            if saved.problem:
                self.failed.emit(shown(sentence_text(saved.problem)))
            else:
                self._start(wish, Path(saved.folder))

    def _start(self, wish: _Wish, run: Path) -> None:
        self._out = wish.folder / run.name
        if is_run(self._out):  # whose own files these are not
            self._out = wish.folder / f"{run.name} (export)"
        environment = QProcessEnvironment()
        for name, value in own_environment().items():
            environment.insert(name, value)
        process = self._process = QProcess(self)
        process.setProcessEnvironment(environment)
        process.setStandardInputFile(QProcess.nullDevice())
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        data = str(self._session.data_dir)
        program, *arguments = own_command(
            "trainers.cli", "export", str(run), "--out", str(self._out),
            "--only", wish.only, "--device", "cpu", "--data-dir", data, *self._cursors(wish.only),
        )  # fmt: skip
        process.start(program, arguments)

    def _cursors(self, only: str) -> list[str]:
        """Where the maps' cursors are now, as options; of a model without a map an empty one."""
        if only != NOTEBOOK:
            return []
        cursors = [() if each is None else each.cursor.tolist() for each in self._session.state.maps]
        return [f"--at={','.join(f'{number:.9g}' for number in cursor)}" for cursor in cursors]

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            reason = self._process.errorString()
            self._end()
            self.failed.emit(self.tr("The export failed: {0}").format(reason))

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        assert self._process is not None
        said, complaints = (
            bytes(output.data()).decode("utf-8", errors="replace").strip()
            for output in (self._process.readAllStandardOutput(), self._process.readAllStandardError())
        )
        self._end()
        if code or status is not QProcess.ExitStatus.NormalExit:
            reason = (complaints.splitlines() or [self.tr("the process ended with code {0}").format(code)])[-1]
            self.failed.emit(self.tr("The export failed: {0}").format(shown(sentence_text(reason))))
        else:
            self._tell(json.loads(said.splitlines()[-1]))

    def _tell(self, found: Mapping[str, Any]) -> None:
        """What was written, how good it is, and what could not be."""
        notes = [shown(sentence_text(note)) for note in found["notes"]]
        if not found["files"]:
            self.failed.emit(notes[0] if notes else self.tr("There is nothing to export."))
            return
        sentences = [self.tr("Exported to {0}").format(shown_name(str(self._out)))]
        if differences := [each["difference"] for each in found["compared"]]:
            sentences.append(self.tr("ONNX and PyTorch differ by at most {0}.").format(f"{max(differences):.1g}"))
        self.told.emit(" · ".join([*sentences, *notes]))

    def _end(self) -> None:
        if self._process is not None:
            self._process.deleteLater()
        self._process = None

    def _on_about_to_quit(self) -> None:
        """The window is closed while it runs."""
        if self._process is not None:
            self._process.kill()
            self._process.waitForFinished(GRACE_MS)


_NAMES = {ONNX: "ONNX", TENSORBOARD: "TensorBoard"}  # of those that need an extra
