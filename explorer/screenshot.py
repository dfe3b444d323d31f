"""``--screenshot FILE --after-steps N``: trains, waits until the window shows what was trained, writes the picture."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from explorer.plane.plane_surface import PlaneSurface
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.window.window import Window
from trainers.messages import Phase

SETTLE_MS = 400  # longer than any view waits before it asks for what it shows
CALM = 2  # so often in a row nothing is to be waited for: time for tweens and easing axes to come to rest
GIVE_UP_MS = 300_000
STANDING = (Phase.READY, Phase.PAUSED, Phase.FINISHED, Phase.BESIDE)
BAD_REQUEST = 2  # exit code: a picture of what was not asked for is of no use to anybody
BROKEN = (Phase.FAILED, Phase.NO_DATA, Phase.DIVERGED, Phase.OUT_OF_MEMORY, Phase.DEVICE_LOST)


class Screenshot(QObject):
    """Quits the application when the picture is written; ``code`` is 0 when all went well."""

    def __init__(self, window: Window, session: Session, path: Path, steps: int) -> None:
        super().__init__(window)
        self.code = 1
        self._window, self._session, self._path, self._steps = window, session, path, steps
        self._asked = steps == 0
        self._target = 0  # the step to be shown, at least
        self._calm = 0
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._on_settled)
        session.state_changed.connect(self._on_state_changed)
        QTimer.singleShot(GIVE_UP_MS, self, self._on_give_up)

    def _on_state_changed(self, new: AppState, old: AppState) -> None:
        self._calm = 0
        if new.phase in BROKEN:
            if new.status is not old.status:
                print(f"latent-explorer: {new.status.message if new.status else new.phase}", file=sys.stderr)
                self._settle.start()
        elif not self._asked and new.phase in STANDING and new.data is not None:
            self._asked = True
            self._target = (new.ticked.step if new.ticked else 0) + self._steps
            self._session.advance(self._steps)
        elif self._asked and new.phase is Phase.FINISHED and new.status is not old.status and self._left(new):
            self._session.advance(self._left(new))  # the plan was shorter than what is asked for
        elif self._asked and new.phase in STANDING:
            self._settle.start()

    def _left(self, state: AppState) -> int:
        """How many of the steps are still to be trained."""
        return max(0, self._target - (state.ticked.step if state.ticked else 0))

    def _is_shown(self, state: AppState) -> bool:
        """Whether the pictures and the clock are those of the last step, and what was asked is answered."""
        if state.ticked is None or state.pictures is None or state.pictures.step != state.ticked.step:
            return False
        if self._session.unanswered and state.failed is None:  # where looking failed, no answer may come
            return False
        if not self._window.lesson_desk.is_settled or self._window.files.beside.is_reading:
            return False
        return self._left(state) == 0 and self._window.parts[state.workspace].is_answered(state)

    def _is_at_rest(self) -> bool:
        """Whether no map is on its way: until it has come to rest, codes may be drawn where they were before, and what
        belongs to the part that is seen has not been asked for."""
        return all(each.is_settled for each in self._window.findChildren(PlaneSurface) if each.isVisible())

    def _on_settled(self) -> None:
        """A busy machine may be late with all that was to happen meanwhile, so the time alone says nothing."""
        state = self._session.state
        if state.phase not in BROKEN and not self._is_shown(state):
            self._calm = 0
            self._settle.start()  # an answer comes, or what has come is still being played: of that no state tells
            return
        self._calm = self._calm + 1 if self._is_at_rest() else 0
        if self._calm == CALM:
            self._take_picture()
        else:
            self._settle.start()

    def _take_picture(self) -> None:
        picture = self._window.grab()
        if not picture.save(str(self._path), "PNG"):
            print(f"latent-explorer: {self._path} could not be written", file=sys.stderr)
        elif self._session.state.phase not in BROKEN:
            self.code = 0
        QApplication.quit()

    def refuse(self) -> None:
        """What was asked for is not to be had."""
        self.code = BAD_REQUEST
        QApplication.quit()

    def _on_give_up(self) -> None:
        print("latent-explorer: the window did not come to rest in time for the screenshot", file=sys.stderr)
        self._take_picture()
