"""The picture of a mixture and the part of the plane it shows, without any interaction."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from explorer.plane.dots import nearest_dot
from explorer.plane.frame_clock import Turns
from explorer.plane.moving_surface import MovingSurface
from explorer.plane.viewport import Extent, Viewport
from explorer.workspaces.mixtures.view.ellipses import distances
from explorer.workspaces.mixtures.view.mixture_motion import MixtureMotion
from explorer.workspaces.mixtures.view.mixture_painter import HANDLE, NUMBER, MixturePainter, handle_places
from trainers.messages.mixture import MixtureShown

FIRST: Extent = (0.0, 0.0, 1.0, 1.0)  # until it is known where the examples lie
TWEEN_SECONDS = 0.35
NEAR_DOT, NEAR_MIDDLE = 9.0, 12.0  # how near to mean an example or the middle of a component, in logical pixels
INSIDE = 1.2  # standard deviations within which a component is meant
FLATTEST, TALLEST = 0.7, 1.25
CLOSEST, FARTHEST = 200.0, 8.0  # magnification, against what shows all examples: times as near, times as far away


class MixtureSurface(MovingSurface):
    """Shows a mixture over its whole area, y upwards."""

    def __init__(self, parent: QWidget | None = None, turns: Turns | None = None) -> None:
        view = Viewport(400, 400).fitted(FIRST)
        super().__init__(view, told=False, seconds=TWEEN_SECONDS, number=NUMBER, turns=turns, parent=parent)
        self.motion: MixtureMotion = MixtureMotion()
        self.painter: MixturePainter = MixturePainter(self.motion)
        self._everything = FIRST
        self._fits = True  # the view follows what holds all examples, until the user has moved it
        self.setMinimumSize(150, 130)

    # ------------------------------------------------------------------ inputs

    def show_mixture(self, shown: MixtureShown | None) -> None:
        """Shows components, examples and density; None removes them. What was shown of the same components travels to
        where it now is. Raises ValueError for arrays that do not belong together."""
        if shown is None:
            self.motion.clear()
        else:
            before = self.motion.shown
            if self.motion.replace(shown, animate=self.isVisible()):
                self.begin_moving()
            if before is None or before.axes != shown.axes or not np.array_equal(before.places, shown.places):
                self._everything = extent_of(shown)
                if before is None or before.axes != shown.axes or self._fits:
                    self.reset_view()
        self.redraw_soon()

    # ------------------------------------------------------------------ view

    def pixel_of(self, x: float, y: float) -> QPointF:
        """The widget's pixel over a place of the plane."""
        return QPointF(*self.view.to_pixel(x, y))

    def place_at(self, at: QPointF) -> tuple[float, float]:
        """The place of the plane under a pixel of the widget."""
        return self.view.to_plane(at.x(), at.y())

    @property
    def fits(self) -> bool:
        """Whether the view is the one that holds all examples, because nobody has moved it."""
        return self._fits

    @property
    def proportion(self) -> float:
        """How high what holds all examples is for its width, within FLATTEST and TALLEST."""
        x0, y0, x1, y1 = self._everything
        return min(max((y1 - y0) / (x1 - x0), FLATTEST), TALLEST)

    def reset_view(self) -> None:
        """Shows all examples, now and when there are others."""
        self._fits = True
        self.show_view(self.view.fitted(self._everything))

    def move_view(self, view: Viewport) -> None:
        """Shows the part of the plane that the user wishes to see."""
        self._fits = False
        self.show_view(view)

    def zoom(self, factor: float, at: QPointF) -> None:
        """Magnifies about a pixel of the widget, within CLOSEST and FARTHEST."""
        whole = self.view.fitted(self._everything).sx
        scale = min(max(self.view.sx * factor, whole / FARTHEST), whole * CLOSEST)
        self.move_view(self.view.zoomed(scale / self.view.sx, at.x(), at.y()))

    # ------------------------------------------------------------------ what lies where

    def example_near(self, at: QPointF) -> int:
        """The example nearest to a pixel of the widget, of those that are drawn near it; -1 when there is none."""
        shown = self.motion.shown
        if shown is None:
            return -1
        nearest, distance = nearest_dot(shown.places, self.view, at.x(), at.y())
        return nearest if distance <= NEAR_DOT else -1

    def component_near(self, at: QPointF) -> int:
        """The component whose middle is near a pixel, else the one in whose ellipse it lies deepest; -1 for none."""
        components = self.motion.components
        if components is None or not len(components.means):
            return -1
        nearest, distance = nearest_dot(components.means, self.view, at.x(), at.y())
        if distance <= NEAR_MIDDLE:
            return nearest
        depth = distances(np.array([self.place_at(at)]), components.means, components.covariances)[0]
        return int(depth.argmin()) if depth.min() <= INSIDE else -1

    def is_middle(self, at: QPointF, index: int) -> bool:
        """Whether a pixel lies on the middle of a component."""
        components = self.motion.components
        if components is None or not 0 <= index < len(components.means):
            return False
        way = self.pixel_of(*components.means[index].tolist()) - at
        return math.hypot(way.x(), way.y()) <= NEAR_MIDDLE

    def is_within(self, at: QPointF, index: int) -> bool:
        """Whether a pixel lies on the middle of a component, or within its ellipse of one sigma."""
        components = self.motion.components
        if components is None or not 0 <= index < len(components.means):
            return False
        one = slice(index, index + 1)
        depth = distances(np.array([self.place_at(at)]), components.means[one], components.covariances[one])[0]
        return self.is_middle(at, index) or bool(depth[0] <= 1)

    def handle_near(self, at: QPointF, index: int) -> int:
        """Which half axis of a component ends at a pixel; -1 for none."""
        components = self.motion.components
        if components is None or not 0 <= index < len(components.means):
            return -1
        away = handle_places(components, index, self.view) - (at.x(), at.y())
        with np.errstate(invalid="ignore"):
            hit = np.hypot(away[:, 0], away[:, 1]) <= HANDLE + 4
        return int(hit.argmax()) if hit.any() else -1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide, tall = max(float(self.width()), 1.0), max(float(self.height()), 1.0)
        resized = replace(self.view, width=wide, height=tall)
        self.show_view(resized.fitted(self._everything) if self._fits else self.view.resized(wide, tall))


MARGIN = 0.08  # of the span of the examples, left free on each side
LEAST_SPAN = 1e-3
BULK = (0.2, 99.8)  # percentiles: one stray example does not shrink the others to a dot


def extent_of(shown: MixtureShown) -> Extent:
    """The part of the plane that holds the examples, with a margin; FIRST where none has a place."""
    known = shown.places[np.isfinite(shown.places).all(axis=1)].astype(np.float64)
    if not len(known):
        return FIRST
    low, high = np.percentile(known, BULK, axis=0)
    span = np.maximum(high - low, max(LEAST_SPAN, 0.05 * float((high - low).max())))
    middle = (low + high) / 2
    (x0, y0), (x1, y1) = (middle - span * (0.5 + MARGIN)).tolist(), (middle + span * (0.5 + MARGIN)).tolist()
    return x0, y0, x1, y1
