"""Cyclic garbage is collected on the GUI thread only: Qt objects must not be destroyed on another one. What that and
training have freed is given back to the system from time to time."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from explorer.gui_thread.errand import Errand
from trainers.machine.heap import Ebb, give_back

PERIOD_MS = 1000
FULL_EVERY = 5  # young garbage each period, all of it every so many periods; a few ms once the imports are left out


class GarbageCollector(QObject):
    """Switches automatic collection off and collects from a timer, in the thread that made it. *ebb* says when memory
    is given back, which is done beside the window."""

    def __init__(self, parent: QObject | None = None, ebb: Ebb | None = None) -> None:
        super().__init__(parent)
        self._ebb = ebb or Ebb()
        self._giving = Errand("give back", self)
        self._periods = 0
        self._imported = False
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start(PERIOD_MS)

    def settle(self) -> None:
        """Everything that is there now is never looked at again, so that collections stay short: call it after the big
        imports. Looking through torch's modules takes 100 ms, in which the window would stand still. What becomes
        garbage of it later is kept for good: of all maps only those that were there with the first run."""
        gc.freeze()

    def run_built(self) -> None:
        """The first run brings the rest of torch. With each later one the widgets of the run before have gone, and with
        them megabytes of pictures, and its models."""
        if self._imported:
            gc.collect()
            self._ebb.leave()
        else:
            self._imported = True
            self.settle()

    def close(self) -> None:
        """Back to automatic collection."""
        self._timer.stop()
        gc.enable()

    def _on_timeout(self) -> None:
        self._periods += 1
        if self._periods % FULL_EVERY:
            gc.collect(1)
            return
        gc.collect()
        if self._ebb.is_due() and not self._giving.is_running:
            self._giving.start(give_back)
