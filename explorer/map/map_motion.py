"""What moves by itself on a map: codes on the way to their new places, and the view that follows them."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject

from explorer.map.map_marker import CURSOR_REACH
from explorer.map.map_picture import MapPicture
from explorer.plane.plane_surface import PlaneSurface
from explorer.plane.viewport import Viewport, bulk_extent

TWEEN_SECONDS = 0.2
EASE_SECONDS = 0.25  # time constant with which the view follows the codes
SETTLED = 0.003  # shares of the window: nearer to its goal than this the view has arrived
TOO_FAR = 6.0  # shares of the window: further away than this the view jumps


class MapMotion(QObject):
    """Moves codes and view of a surface with the frames of its clock. ``covered_sides`` tells how many logical pixels
    at the left and the right other things lie over: the view spares them. ``held`` is the point of the plane, if any,
    that is to be seen beside the codes."""

    def __init__(
        self,
        surface: PlaneSurface,
        picture: MapPicture,
        covered_sides: Callable[[], tuple[float, float]],
        held: Callable[[], tuple[float, float] | None],
    ) -> None:
        super().__init__(surface)
        self._surface, self._picture, self._covered_sides, self._held = surface, picture, covered_sides, held
        self._goal: Viewport | None = None  # where the view is easing to
        self._follows = True  # the view follows the codes until the user moves it
        self._tween_start = self._last_frame = 0.0
        surface.frames.due.connect(self._on_frame)

    @property
    def is_easing(self) -> bool:
        """Whether the view is on its way."""
        return self._goal is not None

    @property
    def chosen_view(self) -> Viewport | None:
        """Where the user has moved the view to; None as long as it follows the codes."""
        return None if self._follows else self._surface.view

    def begin(self, moves: bool, anew: bool, follows: bool = False) -> None:
        """Codes have come: they travel (*moves*) or are in their places at once. Where they are shown *anew* the view
        jumps to them; with *follows* it follows them again, whatever the user has done."""
        if moves:
            self._tween_start = time.monotonic()
        self._follows = self._follows or follows
        self._follow(snap=anew)
        self._animate()

    def follow_on(self) -> None:
        """More or less of the surface is covered, or another point is held: the view follows where it has to."""
        self._follow()
        self._animate()

    def follow_again(self) -> None:
        """Fits the view to the codes and lets it follow them, whatever the user has done."""
        self._follows = True
        self._follow(wherever=True)
        self._animate()

    def _follow(self, snap: bool = False, wherever: bool = False) -> None:
        """Fits the view to the codes where it has to be, or *wherever* it is; at once (*snap*) or by easing there."""
        if not self._follows:
            return
        surface, cloud = self._surface, self._picture.cloud
        extent, sides = bulk_extent(cloud.target), self._covered_sides()
        goal = Viewport(surface.width(), surface.height(), line=cloud.line)
        view, held, wanted = self._goal or surface.view, self._held(), extent
        if held is not None:
            wanted = goal.with_mark(extent, *held, CURSOR_REACH, *sides)
        goal = goal.fitted(wanted, *sides)
        if snap or not surface.isVisible() or surface.view.off(goal) > TOO_FAR:
            self._goal = None
            surface.show_view(goal)
            return
        holds = view.holds(extent, *sides, whole=wanted)
        if held is not None and goal.shows_mark(*held, CURSOR_REACH):
            holds = holds and view.shows_mark(*held, CURSOR_REACH)
        if wherever or not holds:  # else codes move, not the plane under them
            self._goal = goal

    def move_view(self, view: Viewport) -> None:
        """The user's own choice of a view: it stays until it is to follow again."""
        self._follows, self._goal = False, None
        self._surface.show_view(view)

    def fit(self) -> None:
        """The surface has another size."""
        if self._follows:
            self._follow(snap=True)
        else:
            self._surface.show_view(self._surface.view.resized(self._surface.width(), self._surface.height()))

    def finish(self) -> None:
        """Nobody watches: what was moving is there at once."""
        self._surface.frames.stop()
        self._picture.cloud.advance(1.0)
        goal, self._goal = self._goal, None
        if goal is not None:
            self._surface.show_view(goal)
        self._picture.redraw_codes()

    def _animate(self) -> None:
        """Begins with frames where there is something to move."""
        if self._moves and not self._surface.frames.is_running:
            self._last_frame = time.monotonic()
            self._surface.frames.begin()

    @property
    def _moves(self) -> bool:
        return self._picture.cloud.moving or self._goal is not None

    def _on_frame(self) -> None:
        now = time.monotonic()
        if self._picture.cloud.moving:
            self._picture.advance(min((now - self._tween_start) / TWEEN_SECONDS, 1.0))
        if self._goal is not None:
            view, goal = self._surface.view, self._goal
            share = 1 - math.exp(-(now - self._last_frame) / EASE_SECONDS)
            arrived = view.off(goal) < SETTLED
            self._goal = None if arrived else goal
            self._surface.show_view(goal if arrived else view.towards(goal, share))
        self._last_frame = now
        self._surface.frames.go_on(self._moves)
        self._surface.redraw()
