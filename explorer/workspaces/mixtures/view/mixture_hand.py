"""A component in the user's hand: where it is while it is dragged, where it was, and when others are told.

What is moved is seen there at once. The wish goes out a few times a second, and when the hand lets go; what it leaves
is seen until an answer has it, or the run has moved on, or nothing of the kind comes for a while.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, QPointF, QTimer, Signal

from explorer.gui_thread.throttle import Throttle
from explorer.workspaces.mixtures.view.ellipses import pulled, turned
from explorer.workspaces.mixtures.view.mixture_gestures import MIDDLE, MixtureGestures
from explorer.workspaces.mixtures.view.mixture_motion import HeldComponent
from explorer.workspaces.mixtures.view.mixture_surface import MixtureSurface
from trainers.messages.mixture import Float64, MixtureShown

TOLD_MS = 80  # between two wishes while a component is dragged
HELD_MS = 700  # how long a component stays where the hand left it, where no answer has it there
MOST_UNDONE = 50


class MixtureHand(QObject):
    """``component_moved(held, done)`` carries where the hand has a component, *done* once it lets go or takes the drag
    back; ``touched`` says that there is something more to be taken back."""

    component_moved = Signal(object, bool)
    touched = Signal()

    def __init__(self, surface: MixtureSurface, gestures: MixtureGestures) -> None:
        super().__init__(surface)
        self._surface, self._gestures = surface, gestures
        self._grab: tuple[int, HeldComponent] | None = None  # the part that is dragged, and the component as it was
        self._beside = np.zeros(2)  # from where it was grabbed to its middle
        self._before: list[HeldComponent] = []  # what undo brings back, the newest last
        self._telling = Throttle(self, TOLD_MS)
        self._telling.passed.connect(lambda held: self.component_moved.emit(held, False))
        self._waiting = QTimer(self, singleShot=True, interval=HELD_MS)
        self._waiting.timeout.connect(self._forget)
        gestures.grabbed.connect(self._on_grabbed)
        gestures.dragged.connect(self._on_dragged)
        gestures.dropped.connect(self._on_dropped)
        gestures.let_go.connect(self._on_let_go)
        gestures.moved.connect(self._on_moved)
        gestures.turned.connect(lambda angle: self._reshape(lambda covariance: turned(covariance, angle)))
        gestures.stretched.connect(lambda factor: self._reshape(lambda covariance: covariance * factor**2))

    @property
    def grabbed(self) -> int:
        """The component that is dragged just now; -1 for none."""
        return -1 if self._grab is None else self._grab[1].index

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    def undo(self) -> None:
        """The component that was moved last goes back to where it was."""
        if self._before:
            self._send(self._before.pop())

    def take(self, shown: MixtureShown | None) -> bool:
        """A new answer, before it is shown; returns whether what the hand has left is held no longer: it is there, or
        the answer is of another step. Nothing is taken back of what has moved on by itself since."""
        before, held = self._surface.motion.shown, self._surface.motion.held
        moved_on = shown is None or before is None or (shown.step, shown.axes) != (before.step, before.axes)
        if moved_on:
            self._before.clear()
        if shown is None:
            self._telling.drop()
            self._grab = None
        elif held is not None and self._grab is None and (moved_on or _has(shown, held)):
            self._waiting.stop()
            return True
        return False

    # ------------------------------------------------------------------ what the gestures wish

    def _as_it_is(self, index: int) -> HeldComponent | None:
        """A component as it is, or where it is going to."""
        shown, held = self._surface.motion.shown, self._surface.motion.held
        if held is not None and held.index == index:
            return held
        if shown is None or not 0 <= index < len(shown.now.means):
            return None
        return HeldComponent(index, shown.now.means[index].copy(), shown.now.covariances[index].copy())

    def _on_grabbed(self, index: int, part: int, at: QPointF) -> None:
        held = self._as_it_is(index)
        self._grab = None if held is None else (part, held)
        if held is not None:
            self._beside = held.mean - np.array(self._surface.place_at(at))

    def _on_dragged(self, at: QPointF) -> None:
        if self._grab is None:
            return
        part, before = self._grab
        place = np.array(self._surface.place_at(at))
        if part == MIDDLE:
            place += self._beside
        if self._surface.motion.is_line:
            place[1] = before.mean[1]
        if part == MIDDLE:
            held = HeldComponent(before.index, place, before.covariance)
        else:
            held = HeldComponent(before.index, before.mean, pulled(before.covariance, before.mean, part, place))
        self._hold(held)
        self._telling.offer(held)

    def _on_dropped(self) -> None:
        held = self._surface.motion.held
        if self._grab is not None and held is not None:
            before, self._grab = self._grab[1], None
            self._change(before, held)

    def _on_let_go(self) -> None:
        if self._grab is not None:
            before, self._grab = self._grab[1], None
            self._send(before)

    def _on_moved(self, right: float, up: float) -> None:
        before = self._as_it_is(self._gestures.chosen)
        if before is not None and self._grab is None:
            self._change(
                before,
                HeldComponent(
                    before.index,
                    before.mean + np.array([right, 0.0 if self._surface.motion.is_line else up]),
                    before.covariance,
                ),
            )

    def _reshape(self, shaped: Callable[[Float64], Float64]) -> None:
        before = self._as_it_is(self._gestures.chosen)
        if before is not None and self._grab is None and self._gestures.can_shape:
            self._change(before, HeldComponent(before.index, before.mean, shaped(before.covariance)))

    # ------------------------------------------------------------------ telling

    def _change(self, before: HeldComponent, held: HeldComponent) -> None:
        self._before = [*self._before, before][-MOST_UNDONE:]
        self._send(held)
        self.touched.emit()

    def _send(self, held: HeldComponent) -> None:
        self._telling.drop()
        self._hold(held)
        self._waiting.start()
        self.component_moved.emit(held, True)

    def _hold(self, held: HeldComponent) -> None:
        self._surface.motion.held = held
        self._surface.redraw()

    def _forget(self) -> None:
        if self._grab is None and self._surface.motion.held is not None:
            self._surface.motion.held = None
            self._surface.redraw()


def _has(shown: MixtureShown, held: HeldComponent) -> bool:
    """Whether an answer has a component where the hand left it."""
    if held.index >= len(shown.now.means):
        return False
    mean, covariance = shown.now.means[held.index], shown.now.covariances[held.index]
    return np.allclose(mean, held.mean) and np.allclose(covariance, held.covariance, atol=0.0, rtol=1e-3)
