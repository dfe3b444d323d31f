"""What is done with far runs: one is opened in a window of its own, its controls are taken, its link is tried again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal
from PySide6.QtWidgets import QWidget

from explorer.far.far_bar import FarBar
from explorer.far.far_dialog import FarDialog
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.texts.filled import filled
from explorer.texts.sentences import sentence_text
from trainers.link.address import PROGRAM, FarAddress
from trainers.link.wire.wire_error import WireError
from trainers.machine.own_program import own_command, own_environment
from trainers.shown import shown, shown_name


class FarDesk(QObject):
    """For *window*. A far run has a worker of its own, and so a window: what is open here stays as it is."""

    told = Signal(str)

    def __init__(self, session: Session, window: QWidget, start: Callable[[list[str]], bool] | None = None) -> None:
        """*start* begins this program once more with such a command, and says whether it could."""
        super().__init__(window)
        self._window, self._start = window, start or _start
        self._dialog: FarDialog | None = None
        self.bar = FarBar()
        self.bar.controls_requested.connect(session.take_controls)
        self.bar.link_requested.connect(session.try_link_again)

    def show_state(self, new: AppState, old: AppState | None) -> None:
        if old is None or new.link != old.link:
            self.bar.show_link(new.link)

    def ask(self) -> None:
        """Asks for the address of a far run."""
        if self._dialog is None:
            self._dialog = FarDialog(self._window)
            self._dialog.address_entered.connect(self._open)
        self._dialog.ask()

    def _open(self, text: str, program: str) -> None:
        assert self._dialog is not None
        try:
            address = FarAddress.parse(text)
            address = replace(address, program=program.strip() or address.program or PROGRAM)
        except WireError as error:
            self._dialog.show_problem(shown(sentence_text(str(error))))
            return
        if not self._start(own_command("explorer", address.text)):
            self._dialog.show_problem(self.tr("Another window could not be opened."))
            return
        self._dialog.accept()
        where = shown_name(address.host) or self.tr("this machine")
        self.told.emit(filled(self.tr("The run on {0} opens in a window of its own."), where))


def _start(command: list[str]) -> bool:
    process = QProcess()
    environment = QProcessEnvironment()
    for name, value in own_environment().items():
        environment.insert(name, value)
    process.setProcessEnvironment(environment)
    process.setProgram(command[0])
    process.setArguments(command[1:])
    started = process.startDetached()
    return bool(started[0] if isinstance(started, tuple) else started)
