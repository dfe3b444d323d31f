"""The state as it is told: every change once, in order, and to all."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from explorer.state.state import AppState


class ToldState(QObject):
    """Holds the state. ``state_changed(new, old)`` says that there is another one. Right before comes
    ``state_coming(new, old)``: who is made then hears of it like all others."""

    state_coming = Signal(object, object)
    state_changed = Signal(object, object)
    engine_started = Signal()  # torch is imported
    run_built = Signal()  # the data are in memory, the models made

    def __init__(self, first: AppState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = self._told = first
        self._telling = False

    @property
    def state(self) -> AppState:
        return self._state

    def _set(self, new: AppState) -> None:
        """Takes a new state and tells it. A change made by a listener is told after the present one, to all."""
        self._state = new
        if self._telling:
            return
        self._telling = True
        try:
            while self._told is not self._state:
                old, self._told = self._told, self._state
                self.state_coming.emit(self._told, old)
                self.state_changed.emit(self._told, old)
                if self._told.engine_ready and not old.engine_ready:
                    self.engine_started.emit()
                if self._told.data is not old.data:
                    self.run_built.emit()
        finally:
            self._telling = False
