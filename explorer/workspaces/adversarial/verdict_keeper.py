"""A verdict goes with the run: the table of all runs tells it."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from explorer.gui_thread.errand import Errand
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.workspaces.adversarial.verdicts import judged
from trainers.runs.verdicts import write_verdicts

log = logging.getLogger(__name__)


class VerdictKeeper(QObject):
    """Writes the verdicts into the run's folder whenever it is saved here."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._errand = Errand("verdicts", self)
        self._errand.done.connect(self._on_done)
        session.state_changed.connect(self._on_state_changed)

    def _on_state_changed(self, new: AppState, old: AppState) -> None:
        saved = new.saved
        if saved is None or saved is old.saved or saved.problem or new.link is not None or new.scrubbed is not None:
            return
        found = {model: verdict.kind for model, verdict in judged(new).items() if verdict.kind != "too_early"}
        if found:
            kinds = [found.get(model, "") for model in range(len(new.labels))]
            self._errand.start(partial(write_verdicts, Path(saved.folder), saved.step, kinds))

    def _on_done(self, found: object) -> None:
        if isinstance(found, Exception):
            log.warning("verdicts could not be kept: %s", found)
