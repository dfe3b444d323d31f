"""The buttons beside what is said of the run: what helps where it stands, by the names that the worker gives them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from explorer.form.settings_panel import SettingsPanel
from explorer.state.session import Session
from explorer.window.clipboard_texts import ClipboardTexts

LEAST_RATE = 1e-5
ONLY_LOOK = frozenset({"Copy the report", "What differs"})  # buttons that change nothing of the run


class WayOut(QObject):
    """Does what such a button says."""

    differences_requested = Signal()  # of the models that stand side by side

    def __init__(self, session: Session, clipboard: ClipboardTexts, panel: SettingsPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._clipboard, self._panel = session, clipboard, panel

    def take(self, action: str) -> None:
        """Raises KeyError for a name that the worker does not give."""
        wishes: dict[str, Callable[[], object]] = {
            "Play": self._session.play,
            "Play to go on": self._session.play,
            "Copy the report": self._clipboard.copy_report,
            "Choose data": lambda: self._panel.data.set_choosing(True),
            "Lower the learning rate": self._lower_learning_rate,
            "Restart": self._session.restart,
            "Restart on the CPU": self._restart_on_cpu,
            "Change the settings": self._panel.focus_knobs,
            "What differs": self.differences_requested.emit,
        }
        wishes[action]()

    def _lower_learning_rate(self) -> None:
        """To a third, in every model; Play then goes on from the last good state."""
        experiment = self._session.state.experiment
        for index, model in enumerate(experiment.models if experiment else ()):
            for rate in model.config.rates:
                self._session.edit(max(LEAST_RATE, getattr(model.config, rate) / 3), f"models.{index}.{rate}")

    def _restart_on_cpu(self) -> None:
        self._session.device = "cpu"
        self._session.restart()
